"""A new site beside the old one, complete before it takes its place."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from generator.model.snapshot import COARSE_NS, InputChanged, Stat
from generator.publish.failure import PublishError, failing
from generator.publish.leftover import beside, lock_folder, remove_listed, remove_old, retire
from generator.publish.lock import give_back
from generator.publish.manifest import IGNORE, MANIFEST, Published, digest_of, encode_listed, without_proof
from generator.publish.spare import adopt
from generator.publish.swap import exchange, replace_in_two, sync_all, sync_names, uninterrupted
from generator.publish.target import Target
from generator.publish.tree import copy_file, make_inside, remove_tree, stat_of, write_file, write_pieces


@dataclass(frozen=True, slots=True)
class Finished:
    """A published site."""

    published: tuple[Published, ...]
    """Every file, sorted by path, with stats for the next build."""
    manifest: bytes
    """The digest of their manifest."""
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
        self.folder = beside(target.folder)
        self._files: dict[str, Published] = {}
        self._linked: set[str] = set()
        self._proven: Set[str] = frozenset()
        """Of files that nobody has touched, and to which no name was added: what is known of them holds."""
        self._kept = 0
        self._folders = {""}
        with failing(f"cannot make a folder beside `{target.folder}`"):
            os.mkdir(self.folder, 0o755)
            os.chmod(self.folder, 0o755)
        self._lock = self._take()

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()

    def __contains__(self, path: object) -> bool:
        """True for a file that lies in the tree already."""
        return path in self._files

    def write(self, path: str, data: bytes) -> Published:
        """Writes a file."""
        return self._add(write_file(self.folder, path, data))

    def write_pieces(self, path: str, pieces: Iterable[bytes]) -> Published:
        """Writes a file piece by piece, so that it need not fit into memory."""
        return self._add(write_pieces(self.folder, path, pieces))

    def read(self, path: str) -> bytes:
        """The bytes of a file that lies in the tree."""
        with failing(f"cannot read `{path}`"), open(f"{self.folder}/{path}", "rb", buffering=0) as stream:
            return stream.read()

    def copy(self, path: str, source: Path, digest: bytes = b"") -> Published:
        """Copies a file; raises `InputChanged` when its bytes are not those of the snapshot's `digest`."""
        return self._add(copy_file(self.folder, path, str(source), digest))

    def accept(self, published: Iterable[Published]) -> None:
        """Takes in files that workers wrote into `folder`."""
        for file in published:
            self._add(file)

    def keep(self, published: Collection[Published]) -> frozenset[str]:
        """Takes over unchanged files from the old site, where their bytes still are what was published.

        Call it first, and once. The files become hard links, in the spare tree if there is one. Returns the paths that
        must be rendered again: files that somebody edited or removed, or to which the system gives no link.
        """
        untouched, others = self.target.confirm_each(published)
        confirmed = untouched | others if others else untouched
        there: Set[str] = frozenset()
        adopted = None
        if confirmed and len(confirmed) * 2 >= len(self.target.listed):
            adopted = adopt(self.target.spare, self.target.folder, self.target.listed, confirmed, self.folder)
        if adopted is not None:
            # The folder is another one now.
            empty, self._lock = self._lock, self._take()
            give_back(empty)
            there, folders = adopted
            self._folders.update(folders)
        self._files.update(confirmed)
        if len(there) < len(confirmed):
            missing = [path for path in confirmed if path not in there]
            for path in missing:
                del self._files[path]
            for path in missing:
                self._link(confirmed[path])
        self._kept = len(self._files)
        self._proven = untouched.keys() & there
        if len(published) == self._kept:
            return frozenset()
        return frozenset(file.path for file in published if file.path not in self._files)

    def _link(self, file: Published) -> None:
        path = file.path
        above = path.rpartition("/")[0]
        if above not in self._folders:
            with failing(f"cannot make the folder `{above}`"):
                make_inside(self.folder, above)
            self._folders.add(above)
        new = f"{self.folder}/{path}"
        try:
            os.link(f"{self.target.folder}/{path}", new)
        except OSError:
            return
        with failing(f"cannot link `{path}`"):
            # Looked at again after linking, since the file may have changed between the look and the link.
            now = stat_of(os.lstat(new))
            if _same_file(now, file.stat):
                self._add(Published(path, file.sha256, now))
                self._linked.add(path)
            else:
                os.unlink(new)

    def finish(self, late: contextlib.ExitStack | None = None) -> Finished:
        """Makes the tree last, puts it in the place of the old one, and removes that.

        After an error the old site stands. From the swap on, nothing raises, and Ctrl-C comes too late until `late` is
        closed; without it, until this returns.
        """
        paths = sorted(self._files)
        lines = {path: line for path, line in self.target.listed.items() if path in self._proven}
        new = [file for path, file in self._files.items() if path not in self._proven]
        lines.update((file.path, file.listed) for file in new)
        manifest = encode_listed(lines)
        write_file(self.folder, MANIFEST, manifest)
        target = self.target.folder
        if IGNORE not in self._files:
            with contextlib.suppress(InputChanged):
                copy_file(self.folder, IGNORE, f"{target}/{IGNORE}")
        with failing(f"cannot write to `{target}`"):
            sync_all(self.folder)
        with contextlib.ExitStack() as own:
            (late or own).enter_context(uninterrupted())
            with failing(f"cannot put the new site in the place of `{target}`"):
                old = self._swap()
            sync_names(os.path.dirname(target))
            left = self._put_away(old)
            self._files.update((file.path, file) for file in self._settled(new))
            published = tuple(map(self._files.__getitem__, paths))
            self._release()
        return Finished(published, digest_of(manifest), left)

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
        aside = beside(target, "old-")
        replace_in_two(new, target, aside)
        return aside

    def _put_away(self, old: str) -> str:
        """Makes the replaced tree the spare when the new one shares most of it, and removes it otherwise.

        Returns where files are that were in it and that we did not make; empty when there are none.
        """
        target = self.target
        left = remove_old(target.spare, target.folder)
        if target.foreign and old:
            remove_tree(old)
        elif target.ours and old and self._kept * 2 >= len(self._files):
            left = retire(old, target.folder, target.spare) or left
        elif old:
            left = remove_listed(old, target.folder, target.listed) or left
        return left

    def _settled(self, files: Iterable[Published]) -> Iterator[Published]:
        """The files with stats that prove something to the next build.

        Links change the change time, once when made and once when the old name goes: kept files are looked at again.
        """
        moment_ns = time.time_ns()
        recent_ns = moment_ns - COARSE_NS
        for file in files:
            stat = file.stat
            if file.path in self._linked:
                with contextlib.suppress(OSError):
                    now = stat_of(os.lstat(f"{self.target.folder}/{file.path}"))
                    stat = now if _same_file(now, stat) else without_proof(stat.size)
            if max(stat.mtime_ns, stat.ctime_ns) >= recent_ns and stat.racy(moment_ns):
                stat = without_proof(stat.size)
            yield file if stat is file.stat else Published(file.path, file.sha256, stat)

    def _add(self, file: Published) -> Published:
        if file.path in self._files:
            raise PublishError(f"`{file.path}` was written twice", "this is a fault of the program: please report it")
        self._files[file.path] = file
        return file

    def _take(self) -> int:
        lock = lock_folder(self.folder)
        if lock is None:
            raise PublishError(f"`{self.folder}` was taken by another build", "build again")
        return lock

    def _release(self) -> None:
        self.folder = ""
        give_back(self._lock)
        self._lock = -1


def _same_file(one: Stat, other: Stat) -> bool:
    """True but for the change time, which moves whenever a name of the file comes or goes."""
    return (one.inode, one.size, one.mtime_ns) == (other.inode, other.size, other.mtime_ns)
