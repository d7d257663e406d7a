"""Files and folders of a tree that is being made or removed. Plain functions, so that worker processes can write too.

Every file has the mode 0644 and every folder 0755, whatever the umask: the same input makes the same site.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from hashlib import blake2b, sha256
from typing import Generic, TypeVar

from generator.model.snapshot import InputChanged, Stat
from generator.publish.failure import publish_error
from generator.publish.manifest import IGNORE, LITTER, MANIFEST, Published

Seen = TypeVar("Seen")

_CHUNK = 1 << 20
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_OLD = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def stat_of(status: os.stat_result) -> Stat:
    """The part of a stat that tells one state of a file from another."""
    return Stat(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def write_file(folder: str, path: str, data: bytes) -> Published:
    """Writes a new file of the tree at `folder`. Raises `PublishError`, also when there is one at `path` already."""
    return write_pieces(folder, path, (data,))


def write_pieces(folder: str, path: str, pieces: Iterable[bytes]) -> Published:
    """Writes a new file of the tree at `folder` piece by piece. Raises as `write_file` does."""
    digest = sha256(usedforsecurity=False)
    try:
        descriptor = _create(folder, path)
        try:
            for piece in pieces:
                digest.update(piece)
                _write_all(descriptor, piece)
            written = stat_of(os.fstat(descriptor))
        finally:
            os.close(descriptor)
    except OSError as failure:
        raise publish_error(f"cannot write `{path}`", failure) from failure
    return Published(path, digest.hexdigest(), written)


def copy_file(folder: str, path: str, source: str, digest: bytes = b"") -> Published:
    """Copies the file `source` to a new file of the tree, a piece at a time.

    `digest` is what the snapshot said of the source: when its bytes are others by now, raises `InputChanged`, so that
    no file is published under the fingerprint of another. Raises `PublishError` otherwise.
    """
    public, known = sha256(usedforsecurity=False), blake2b(digest_size=16)
    try:
        original = os.open(source, _OLD)
    except OSError as failure:
        raise InputChanged(source) from failure
    try:
        if not stat.S_ISREG(os.fstat(original).st_mode):
            raise InputChanged(source)
        descriptor = _create(folder, path)
        try:
            while chunk := os.read(original, _CHUNK):
                public.update(chunk)
                known.update(chunk)
                _write_all(descriptor, chunk)
            written = stat_of(os.fstat(descriptor))
        finally:
            os.close(descriptor)
    except OSError as failure:
        raise publish_error(f"cannot copy `{source}` to `{path}`", failure) from failure
    finally:
        os.close(original)
    if digest and known.digest() != digest:
        raise InputChanged(source)
    return Published(path, public.hexdigest(), written)


def hash_file(file: str) -> tuple[str, Stat] | None:
    """SHA-256 and stat of a regular file; None when it cannot be read or is something else."""
    public = sha256(usedforsecurity=False)
    try:
        descriptor = os.open(file, _OLD)
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return None
        while chunk := os.read(descriptor, _CHUNK):
            public.update(chunk)
        return public.hexdigest(), stat_of(status)
    except OSError:
        return None
    finally:
        os.close(descriptor)


def make_folder(folder: str) -> None:
    """Makes a folder and those above it. Raises `OSError`; one that is there already is fine."""
    try:
        os.mkdir(folder, 0o755)
    except FileExistsError:
        return
    except FileNotFoundError:
        above = os.path.dirname(folder)
        if above == folder:
            raise
        make_folder(above)
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder, 0o755)
    # The umask of whoever builds shows in no site. Only the bits are set that `mkdir` may have masked.
    os.chmod(folder, 0o755)


@dataclass(frozen=True, slots=True)
class Tree(Generic[Seen]):
    """What a folder holds, looked at once."""

    files: dict[str, Seen]
    """The listed files that are there, by path."""
    folders: frozenset[str]
    """The folders of listed files that are there, without the tree's own; some may be empty."""
    foreign: tuple[str, ...]
    """Whatever else is there, sorted, folders with a `/` at the end. A link, or a folder in the place of a file, too;
    the manifest, `.gitignore` and litter are not."""


def look(folder: str, listed: Collection[str]) -> Tree[Stat]:
    """What is in a folder of which a manifest lists the files. Raises `OSError` when one of its folders is closed."""
    return _look(folder, listed, lambda entry: stat_of(entry.stat(follow_symlinks=False)))


def look_at_names(folder: str, listed: Collection[str]) -> Tree[int]:
    """As `look`, with the number of each file's inode in place of its stat: the names tell it, and no file is asked."""
    return _look(folder, listed, os.DirEntry.inode)


def _look(folder: str, listed: Collection[str], see: Callable[[os.DirEntry[str]], Seen]) -> Tree[Seen]:
    expected = folders_of(listed)
    files: dict[str, Seen] = {}
    folders: set[str] = set()
    foreign: list[str] = []
    waiting = [""]
    while waiting:
        above = waiting.pop()
        begin = f"{above}/" if above else ""
        with os.scandir(f"{folder}/{above}") as entries:
            for entry in entries:
                path = begin + entry.name
                if path in listed and entry.is_file(follow_symlinks=False):
                    files[path] = see(entry)
                elif path in expected and entry.is_dir(follow_symlinks=False):
                    folders.add(path)
                    waiting.append(path)
                elif not (_accepted(above, entry.name) and entry.is_file(follow_symlinks=False)):
                    foreign.append(f"{path}/" if entry.is_dir(follow_symlinks=False) else path)
    return Tree(files, frozenset(folders), tuple(sorted(foreign)))


def remove_files(folder: str, paths: Iterable[str], empty: Iterable[str] = ()) -> list[OSError]:
    """Removes these files of a tree, then the folders that are empty by that or were before, of those in `empty`.

    What is gone already is fine. Returns what the system refused, and goes on with the rest.
    """
    refused = []
    folders = set(empty)
    for path in paths:
        above = path.rpartition("/")[0]
        if above:
            folders.add(above)
        try:
            os.unlink(f"{folder}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as failure:
            refused.append(failure)
    for path in sorted(with_parents(folders), reverse=True):
        try:
            os.rmdir(f"{folder}/{path}")
        except OSError as failure:
            if failure.errno not in (errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                refused.append(failure)
    return refused


def folders_of(paths: Iterable[str]) -> set[str]:
    """The folders of a tree in which these files lie, with those above them, without the tree's own."""
    return with_parents({path.rpartition("/")[0] for path in paths})


def with_parents(folders: Iterable[str]) -> set[str]:
    """These folders of a tree and those above them, without the tree's own."""
    found: set[str] = set()
    for path in folders:
        while path and path not in found:
            found.add(path)
            path = path.rpartition("/")[0]
    return found


def remove_tree(folder: str) -> None:
    """Removes a folder with all that is in it, following no link. What cannot be removed stays."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _create(folder: str, path: str) -> int:
    if "/../" in f"/{path}":
        # No address that is read can say this: whatever did is a bug, and writes nothing.
        raise ValueError(f"`{path}` leads out of the site")
    file = f"{folder}/{path}"
    try:
        descriptor = os.open(file, _NEW, 0o644)
    except FileNotFoundError:
        make_inside(folder, os.path.dirname(path))
        descriptor = os.open(file, _NEW, 0o644)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, 0o644)
    return descriptor


def make_inside(folder: str, path: str) -> None:
    """Makes the folder `path` of a tree, but never the tree's own: where that is gone, so is the build."""
    at = folder
    for part in path.split("/"):
        at = f"{at}/{part}"
        try:
            os.mkdir(at, 0o755)
            os.chmod(at, 0o755)
        except FileExistsError:
            continue


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _accepted(above: str, name: str) -> bool:
    return name in LITTER or (not above and name in (IGNORE, MANIFEST))
