"""The output folder as a build finds it: whether it may be replaced, and which of its files are as we left them."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model.snapshot import Stat
from generator.publish.failure import OutputRefused, PublishError, failing
from generator.publish.lock import give_back, take
from generator.publish.manifest import MANIFEST, Listed, Published, decode_manifest, encode_manifest
from generator.publish.tree import hash_file, make_folder, remove_files, remove_tree, stat_of

IGNORE = ".gitignore"
"""Carried over from the old folder to the new: it keeps the built files out of the project's repository."""

LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""What file managers leave in a folder that somebody looked at: neither refused nor kept."""

_PROTECTED = ("content", "templates", ".explainer", ".git")


@dataclass(frozen=True, slots=True)
class Target:
    """An output folder that may be replaced."""

    folder: str
    """Absolute, with links resolved."""
    exists: bool
    ours: bool
    """True when a build made it. False when it is missing, empty, or taken by force."""
    manifest: bytes
    listed: Mapping[str, Listed]
    found: Mapping[str, Stat]
    """Regular files below the folder, without the manifest and `.gitignore`."""
    foreign: tuple[str, ...]
    """What the manifest does not list; not empty only under `force`."""

    def is_untouched(self, published: Published) -> bool:
        """True when the stat proves that the file is the published one: nothing needs to be read."""
        return self.found.get(published.path) == published.stat and self.listed.get(published.path) == published.listed

    def confirm(self, published: Published) -> Published | None:
        """The file with the stat it has now, when its bytes still are the published ones; else None."""
        if self.is_untouched(published):
            return published
        if published.path not in self.found:
            return None
        file = f"{self.folder}/{published.path}"
        hashed = hash_file(file)
        if hashed is None or hashed[0] != published.sha256 or os.lstat(file).st_mode & 0o777 != 0o644:
            return None
        return Published(published.path, *hashed)

    def confirm_all(self, published: Collection[Published]) -> tuple[Published, ...] | None:
        """All of them with the stats they have now, when the folder is exactly these files; else None.

        Then there is nothing to publish.
        """
        if not self.ours or self.foreign or len(self.found) != len(published):
            return None
        if encode_manifest(published) != self.manifest:
            return None
        confirmed = []
        for file in published:
            now = self.confirm(file)
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
    folder = os.path.realpath(output)
    _refuse_place(os.path.realpath(project), folder)
    with failing(f"cannot read `{output}`"):
        make_folder(os.path.dirname(folder))
        mend(folder)
        if not os.path.lexists(folder):
            return Target(folder, False, False, b"", {}, {}, ())
        if not os.path.isdir(folder):
            raise OutputRefused(f"`{output}` is a file", "choose another folder with `--output`")
        if os.path.ismount(folder):
            hint = f"choose a folder inside it, such as `--output {output}/site`"
            raise OutputRefused(f"`{output}` is a mount point, which cannot be swapped", hint)
        manifest = _read(f"{folder}/{MANIFEST}")
        listed = decode_manifest(manifest)
        found, foreign = scan(folder, listed or {})
    if foreign and not force:
        raise _refusal(output, listed is not None, foreign)
    return Target(folder, True, listed is not None, manifest, listed or {}, found, tuple(foreign))


def scan(folder: str, listed: Mapping[str, Listed]) -> tuple[dict[str, Stat], list[str]]:
    """The listed files of a published folder with their stats, and whatever else is there (folders end in `/`).

    A link, or a folder in the place of a file, is foreign. Raises `OSError` when a folder cannot be listed.
    """
    expected = {""}
    for path in listed:
        while (path := path.rpartition("/")[0]) not in expected:
            expected.add(path)
    found: dict[str, Stat] = {}
    foreign: list[str] = []
    waiting = [""]
    while waiting:
        above = waiting.pop()
        with os.scandir(f"{folder}/{above}") as entries:
            for entry in entries:
                name = entry.name
                path = f"{above}/{name}" if above else name
                if path in listed and entry.is_file(follow_symlinks=False):
                    found[path] = stat_of(entry.stat(follow_symlinks=False))
                elif path in expected and entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif not (_accepted(above, name) and entry.is_file(follow_symlinks=False)):
                    foreign.append(f"{path}/" if entry.is_dir(follow_symlinks=False) else path)
    return found, sorted(foreign)


def staging_name(folder: str, kind: str = "") -> str:
    """A new name beside `folder` for a tree on its way in (or, with `old-`, on its way out)."""
    above, name = os.path.split(folder)
    return f"{above}/{_prefix(name)}{kind}{secrets.token_hex(6)}"


def mend(folder: str) -> None:
    """Puts right what a build that was killed left beside `folder`. Raises `OSError` when the folder above is closed.

    An old tree that lost its place between two renames goes back; other trees whose builder is dead are removed.
    """
    above, name = os.path.split(folder)
    prefix = _prefix(name)
    with os.scandir(above) as entries:
        left = sorted(entry.name for entry in entries if entry.name.startswith(prefix))
    for found in left:
        tree = f"{above}/{found}"
        descriptor = lock_folder(tree)
        if descriptor is None:
            continue
        try:
            old = found.startswith(f"{prefix}old-")
            if old and not os.path.lexists(folder) and decode_manifest(_read(f"{tree}/{MANIFEST}")) is not None:
                os.rename(tree, folder)
            elif (listed := decode_manifest(_read(f"{tree}/{MANIFEST}"))) is not None:
                remove_old(tree, folder, listed)
            else:
                remove_tree(tree)
        finally:
            if descriptor >= 0:
                give_back(descriptor)


def lock_folder(folder: str) -> int | None:
    """An open, locked folder; None when another process holds it or it is gone; -1 where folders cannot be locked."""
    if os.name == "nt":
        return -1
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    if take(descriptor):
        return descriptor
    os.close(descriptor)
    return None


def remove_old(tree: str, folder: str, listed: Collection[str]) -> str:
    """Removes a tree that was replaced by `folder`: the files that its manifest lists, and nothing we did not make.

    Where files remain that somebody put there meanwhile, they move to a visible folder, whose path is returned; else
    an empty string. Raises nothing.
    """
    remove_files(tree, listed)
    remove_files(tree, (IGNORE, *LITTER))
    with contextlib.suppress(OSError):
        # The manifest goes last: a removal that was killed goes on by it.
        if os.listdir(tree) in ([MANIFEST], []):
            remove_files(tree, (MANIFEST,))
            os.rmdir(tree)
            return ""
        aside = f"{folder}.left-{secrets.token_hex(4)}"
        os.rename(tree, aside)
        return aside
    return tree


def _accepted(above: str, name: str) -> bool:
    return name in LITTER or (not above and name in (IGNORE, MANIFEST))


def _prefix(name: str) -> str:
    return f".{name}.explainer-"


def _read(file: str) -> bytes:
    try:
        with open(file, "rb") as manifest:
            return manifest.read()
    except OSError:
        return b""


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
