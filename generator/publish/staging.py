"""A new site beside the old one, complete before it takes its place."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from generator.model.snapshot import InputChanged
from generator.publish.failure import PublishError, failing
from generator.publish.lock import give_back
from generator.publish.manifest import MANIFEST, Published, encode_manifest, without_proof
from generator.publish.swap import exchange, replace_in_two, sync_all, sync_names, uninterrupted
from generator.publish.target import IGNORE, Target, lock_folder, remove_old, staging_name
from generator.publish.tree import copy_file, hash_file, make_inside, remove_tree, stat_of, write_file


@dataclass(frozen=True, slots=True)
class Finished:
    """A published site."""

    published: tuple[Published, ...]
    """Every file, sorted by path, with stats for the next build."""
    left: str = ""
    """Where files lie that somebody put into the old folder during the build; empty when there are none."""


class Staging:
    """A complete tree in the making, beside the target and on the same file system.

    Use it as a context: whatever ends the block before `finish` removes the tree, and the old site stands. Every method
    raises `PublishError`. Worker processes write into `folder` with `write_file` and `copy_file`; their results come in
    through `accept`.
    """

    def __init__(self, target: Target) -> None:
        self.target = target
        self.folder = staging_name(target.folder)
        self._files: dict[str, Published] = {}
        self._kept: set[str] = set()
        self._folders = {""}
        with failing(f"cannot make a folder beside `{target.folder}`"):
            os.mkdir(self.folder, 0o755)
            os.chmod(self.folder, 0o755)
            lock = lock_folder(self.folder)
        if lock is None:
            raise PublishError(f"`{self.folder}` was taken by another build", "build again")
        self._lock = lock

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()

    def write(self, path: str, data: bytes) -> Published:
        """Writes a file."""
        return self._add(write_file(self.folder, path, data))

    def copy(self, path: str, source: Path, digest: bytes = b"") -> Published:
        """Copies a file; raises `InputChanged` when its bytes are not those of the snapshot's `digest`."""
        return self._add(copy_file(self.folder, path, str(source), digest))

    def accept(self, published: Iterable[Published]) -> None:
        """Takes in files that workers wrote into `folder`."""
        for file in published:
            self._add(file)

    def keep(self, published: Published) -> bool:
        """Takes over an unchanged file from the old site by a hard link, if its bytes still are what was published.

        False when they are not (somebody edited or removed it) or when the system gives no link: render it again.
        """
        path = published.path
        found = self.target.found.get(path)
        if found is None:
            return False
        proven = self.target.is_untouched(published)
        above = path.rpartition("/")[0]
        if above not in self._folders:
            with failing(f"cannot make the folder `{above}`"):
                make_inside(self.folder, above)
            self._folders.add(above)
        file = f"{self.folder}/{path}"
        try:
            os.link(f"{self.target.folder}/{path}", file)
        except OSError:
            return False
        # Looked at again after linking: nobody can exchange the file between the look and the link.
        status = os.lstat(file)
        now = stat_of(status)
        if proven:
            same = now.inode == found.inode and now.mtime_ns == found.mtime_ns and now.size == found.size
        else:
            hashed = hash_file(file)
            same = hashed is not None and hashed[0] == published.sha256 and status.st_mode & 0o777 == 0o644
        if not same:
            with failing(f"cannot replace `{path}`"):
                os.unlink(file)
            return False
        self._add(Published(path, published.sha256, now))
        self._kept.add(path)
        return True

    def finish(self) -> Finished:
        """Makes the tree last, puts it in the place of the old one, and removes that.

        After an error the old site stands. From the swap on, nothing raises, and Ctrl-C waits.
        """
        files = [self._files[path] for path in sorted(self._files)]
        write_file(self.folder, MANIFEST, encode_manifest(files))
        target = self.target.folder
        if IGNORE not in self._files:
            with contextlib.suppress(InputChanged):
                copy_file(self.folder, IGNORE, f"{target}/{IGNORE}")
        with failing(f"cannot write to `{target}`"):
            sync_all(self.folder)
        with uninterrupted():
            with failing(f"cannot put the new site in the place of `{target}`"):
                old = self._swap()
            sync_names(os.path.dirname(target))
            left = self._remove(old) if old else ""
            published = self._settled(files)
            self._release()
        return Finished(published, left)

    def discard(self) -> None:
        """Removes the tree, unless it is the site by now."""
        if self.folder:
            remove_tree(self.folder)
            self._release()

    def _swap(self) -> str:
        """Puts the tree in its place; returns where the old one is now, or an empty string when there was none."""
        new, target = self.folder, self.target.folder
        if not os.path.lexists(target):
            os.rename(new, target)
            return ""
        if exchange(new, target):
            return new
        aside = staging_name(target, "old-")
        replace_in_two(new, target, aside)
        return aside

    def _remove(self, old: str) -> str:
        if self.target.foreign:
            remove_tree(old)
            return ""
        return remove_old(old, self.target.folder, self.target.listed)

    def _settled(self, files: list[Published]) -> tuple[Published, ...]:
        """The files with stats that prove something to the next build.

        Links change the change time, once when made and once when the old name goes: kept files are looked at again.
        """
        moment_ns = time.time_ns()
        settled = []
        for file in files:
            stat = file.stat
            if file.path in self._kept:
                try:
                    now = stat_of(os.lstat(f"{self.target.folder}/{file.path}"))
                except OSError:
                    now = without_proof(stat.size)
                same = now.inode == stat.inode and now.mtime_ns == stat.mtime_ns and now.size == stat.size
                stat = now if same else without_proof(stat.size)
            if stat.racy(moment_ns):
                stat = without_proof(stat.size)
            settled.append(file if stat is file.stat else Published(file.path, file.sha256, stat))
        return tuple(settled)

    def _add(self, file: Published) -> Published:
        if file.path in self._files:
            raise PublishError(f"`{file.path}` was written twice", "this is a fault of the program: please report it")
        self._files[file.path] = file
        return file

    def _release(self) -> None:
        self.folder = ""
        if self._lock >= 0:
            give_back(self._lock)
            self._lock = -1
