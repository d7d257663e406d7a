"""The output folder as a build finds it: whether it may be replaced, and which of its files are as we left them."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from generator.model.snapshot import Stat
from generator.publish.failure import OutputRefused, PublishError, failing
from generator.publish.leftover import mend
from generator.publish.manifest import MANIFEST, Listed, Published, decode_manifest, digest_of
from generator.publish.tree import hash_file, look, make_folder

_PROTECTED = ("content", "templates", ".explainer", ".git")


@dataclass(frozen=True, slots=True)
class Target:
    """An output folder that may be replaced."""

    folder: str
    """Absolute, with links resolved."""
    spare: str
    """Where the tree of the last site replaced here may lie, ready to become the next."""
    ours: bool
    """True when a build made it. False when it is missing, empty, or taken by force."""
    manifest: bytes
    listed: Mapping[str, Listed]
    found: Mapping[str, Stat]
    """Regular files below the folder, without the manifest and `.gitignore`."""
    foreign: tuple[str, ...]
    """What the manifest does not list; not empty only under `force`."""

    def confirm(self, published: Published) -> Published | None:
        """The file with the stat it has now, when its bytes still are the published ones; else None."""
        untouched, others = self.confirm_each((published,))
        return untouched.get(published.path) or others.get(published.path)

    def confirm_each(self, published: Iterable[Published]) -> tuple[dict[str, Published], dict[str, Published]]:
        """By path, the files whose bytes still are the published ones.

        First those that nobody has touched: their stats prove it, and nothing is read. Then the others, with the stats
        that they have now.
        """
        found, listed = self.found, self.listed
        untouched: dict[str, Published] = {}
        others: dict[str, Published] = {}
        for file in published:
            path, stat = file.path, file.stat
            if (
                found.get(path) == stat
                and (line := listed.get(path)) is not None
                and line.sha256 == file.sha256
                and line.size == stat.size
            ):
                untouched[path] = file
            elif (now := self._read_again(file)) is not None:
                others[path] = now
        return untouched, others

    def _read_again(self, published: Published) -> Published | None:
        if published.path not in self.found:
            return None
        file = f"{self.folder}/{published.path}"
        hashed = hash_file(file)
        if hashed is None or hashed[0] != published.sha256 or os.lstat(file).st_mode & 0o777 != 0o644:
            return None
        return Published(published.path, *hashed)

    def confirm_all(self, published: Collection[Published], manifest: bytes) -> tuple[Published, ...] | None:
        """All of them with the stats they have now, when the folder is exactly these files; else None.

        Then there is nothing to publish. `manifest` is the digest of their manifest: the one that lies in the folder
        must be that one to the byte, and then it lists them as they are.
        """
        if not self.ours or self.foreign or len(self.found) != len(published) or digest_of(self.manifest) != manifest:
            return None
        confirmed = []
        for file in published:
            now = file if self.found.get(file.path) == file.stat else self._read_again(file)
            if now is None:
                return None
            confirmed.append(now)
        return tuple(confirmed)


def open_target(project: Path, output: Path, force: bool = False) -> Target:
    """The output folder, after mending what a killed build left beside it. Call it under the build's lock.

    Raises `OutputRefused` for a folder that a build must not replace: one with files that no build of ours made
    (unless `force`, which gives them up), a mount point, a folder that holds the project or its sources. Raises
    `PublishError` when it cannot be read.
    """
    folder, root = os.path.realpath(output), os.path.realpath(project)
    spare = os.path.join(root, ".explainer", "spare", blake2b(os.fsencode(folder), digest_size=6).hexdigest())
    _refuse_place(root, folder)
    with failing(f"cannot read `{output}`"):
        make_folder(os.path.dirname(folder))
        mend(folder, spare)
        try:
            status = os.lstat(folder)
        except FileNotFoundError:
            return Target(folder, spare, False, b"", {}, {}, ())
        if not stat.S_ISDIR(status.st_mode):
            raise OutputRefused(f"`{output}` is a file", "choose another folder with `--output`")
        if os.path.ismount(folder):
            hint = f"choose a folder inside it, such as `--output {output}/site`"
            raise OutputRefused(f"`{output}` is a mount point, which cannot be swapped", hint)
        manifest = b""
        with contextlib.suppress(FileNotFoundError), open(f"{folder}/{MANIFEST}", "rb") as file:
            manifest = file.read()
        listed = decode_manifest(manifest)
        tree = look(folder, listed or {})
    if tree.foreign and not force:
        raise _refusal(output, listed is not None, tree.foreign)
    return Target(folder, spare, listed is not None, manifest, listed or {}, tree.files, tree.foreign)


def _refuse_place(project: str, folder: str) -> None:
    hint = "choose another folder with `--output`"
    if project == folder or project.startswith(os.path.join(folder, "")):
        raise OutputRefused(f"`{folder}` holds the project itself", hint)
    for name in _PROTECTED:
        inner = os.path.join(project, name)
        if folder == inner or folder.startswith(inner + os.sep):
            raise OutputRefused(f"`{folder}` lies in the project's `{name}`", hint)
    if folder == os.path.realpath(os.path.expanduser("~")):
        raise OutputRefused(f"`{folder}` is a home folder", hint)


def _refusal(output: Path, ours: bool, foreign: Iterable[str]) -> PublishError:
    names = list(foreign)
    shown = ", ".join(f"`{name}`" for name in names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    if ours:
        message = f"`{output}` holds files that no build made: {shown}"
        hint = "move them away (what is to be published goes into `content/_static`), or give them up with `--force`"
        return OutputRefused(message, hint)
    hint = "choose another folder with `--output`, or give up what is in it with `--force`"
    return OutputRefused(f"`{output}` was not made by a build: it holds {shown}", hint)
