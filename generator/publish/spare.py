"""The tree of a replaced site, kept to become the next one.

Its files are hard links to the site's own, and its folders are there already: the next build changes a few names in it,
instead of making ten thousand folders and removing as many (seconds on ext4, which does not give the number of a
removed file out again for a while). It lies in `.explainer/spare`, one for each output folder, and may be deleted at
any time between builds. Nothing in it is trusted: a file of it is used only where it still is the same file as the
site's.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Set

from generator.publish.failure import failing
from generator.publish.leftover import read_manifest
from generator.publish.manifest import IGNORE, LITTER, MANIFEST, Published
from generator.publish.tree import folders_of, look_at_names, remove_files


def adopt(
    spare: str, site: str, listed: Collection[str], wanted: Mapping[str, Published], folder: str
) -> tuple[Set[str], Set[str]] | None:
    """Moves the spare to the empty `folder`, strips it of all but the wanted files, and returns the paths of these and
    of the folders that they lie in.

    `listed` are all files of the `site`, `wanted` some of them, by path: one stays when the spare's is the same file.
    With no spare to use, returns None and leaves `folder` as it is. Raises `PublishError` when the tree cannot be
    stripped, since a leftover would be published.
    """
    try:
        if os.path.islink(spare) or os.stat(spare).st_dev != os.stat(site).st_dev:
            return None
        # Most trees hold what the site holds. Only for one that holds more its own manifest is asked.
        tree = look_at_names(spare, listed)
        if tree.foreign:
            tree = look_at_names(spare, read_manifest(spare) or ())
        if tree.foreign or not tree.files:
            # Somebody put a file into the site while it was replaced. The removal knows what to do with it.
            return None
        os.rename(spare, folder)
    except OSError:
        return None
    # On one file system a number is one file: the look at the site has told all else of it.
    stay = {
        path
        for path, inode in tree.files.items()
        if (file := wanted.get(path)) is not None and file.stat.inode == inode
    }
    needed = folders_of(stay)
    gone = tree.files.keys() - stay
    with failing("cannot clear the spare tree"):
        for refused in remove_files(folder, (MANIFEST, IGNORE, *LITTER, *gone), tree.folders - needed):
            raise refused
        _open_up(folder, needed)
    return stay, needed


def _open_up(folder: str, folders: Iterable[str]) -> None:
    """Gives folders the mode of new ones: somebody may have changed it while the tree was the site."""
    for path in ("", *folders):
        inner = f"{folder}/{path}"
        if os.stat(inner).st_mode & 0o777 != 0o755:
            os.chmod(inner, 0o755)
