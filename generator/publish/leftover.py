"""Trees beside the site that are none: a build that was killed leaves one, and the next puts it right."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Collection

from generator.publish.lock import give_back, take
from generator.publish.manifest import IGNORE, LITTER, MANIFEST, Listed, decode_manifest
from generator.publish.tree import look, remove_files, remove_tree

_TOKEN = re.compile(r"(old-)?[0-9a-f]{12}\Z")


def beside(folder: str, kind: str = "") -> str:
    """A new name beside `folder` for a tree on its way in (or, with `old-`, on its way out)."""
    above, name = os.path.split(folder)
    return os.path.join(above, f"{_prefix(name)}{kind}{os.urandom(6).hex()}")


def mend(folder: str, spare: str) -> None:
    """Puts right what a killed build left beside `folder`. Raises `OSError` when the folder above cannot be listed.

    An old tree that lost its place between two renames goes back. Of the others, where their builder is dead, a
    complete one becomes the spare.
    """
    above, name = os.path.split(folder)
    prefix = _prefix(name)
    with os.scandir(above) as entries:
        found = sorted(entry.name for entry in entries if entry.name.startswith(prefix))
    for left in found:
        token = _TOKEN.match(left, len(prefix))
        tree = os.path.join(above, left)
        descriptor = lock_folder(tree) if token else None
        if token is None or descriptor is None:
            continue
        try:
            if token[1] and not os.path.lexists(folder) and read_manifest(tree) is not None:
                os.rename(tree, folder)
            elif read_manifest(tree) is not None:
                retire(tree, folder, spare)
            else:
                remove_tree(tree)
        finally:
            give_back(descriptor)


def lock_folder(folder: str) -> int | None:
    """An open, locked folder; None when another process holds it or it is gone; -1 where folders cannot be locked."""
    if sys.platform == "win32":
        return -1
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    if take(descriptor):
        return descriptor
    os.close(descriptor)
    return None


def read_manifest(folder: str) -> dict[str, Listed] | None:
    """What the manifest of a tree lists; None when it has no valid one."""
    try:
        with open(f"{folder}/{MANIFEST}", "rb") as file:
            return decode_manifest(file.read())
    except OSError:
        return None


def retire(tree: str, folder: str, spare: str) -> str:
    """Makes a tree the spare, or removes it where there is one or none can be. Returns as `remove_old`."""
    if not os.path.lexists(spare):
        with contextlib.suppress(OSError):
            os.makedirs(os.path.dirname(spare), exist_ok=True)
            os.rename(tree, spare)
            return ""
    return remove_old(tree, folder)


def remove_old(tree: str, folder: str) -> str:
    """Removes a tree that is no site, as `remove_listed` by its own manifest. One without manifest goes as a whole."""
    listed = read_manifest(tree)
    if listed is None:
        remove_tree(tree)
        return ""
    return remove_listed(tree, folder, listed)


def remove_listed(tree: str, folder: str, listed: Collection[str]) -> str:
    """Removes the listed files of a tree, and the tree when nothing is left that we did not make.

    Where somebody put other files there during a build, what is left of the tree moves to a visible folder beside
    `folder`, which is returned; else an empty string. Raises nothing: what cannot be removed is found again by `mend`.
    """
    remove_files(tree, (*listed, IGNORE, *LITTER))
    with contextlib.suppress(OSError):
        if look(tree, listed).foreign:
            aside = f"{folder}.left-{os.urandom(4).hex()}"
            os.rename(tree, aside)
            return aside
        # The manifest goes last: a removal that was killed goes on by it.
        if os.listdir(tree) in ([MANIFEST], []):
            remove_tree(tree)
    return ""


def _prefix(name: str) -> str:
    return f".{name}.explainer-"
