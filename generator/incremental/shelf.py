"""Where the bodies of explainers lie between examining and composing, and from one build to the next.

A pack is a file of bodies one after the other. It is only ever appended to, by one process; a body is found by pack,
offset and length, and proven by its digest, so that a damaged pack is noticed and never believed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Collection, Iterable, Mapping

import msgspec

DIGEST_SIZE = 16

PACKS_MAX = 32
"""So many packs may lie there; with more, the small ones are put together. A build of one edit leaves a pack of one."""

SMALL = 4 << 20
"""Bytes below which a pack is small."""


class CacheDamaged(Exception):
    """The cache does not hold what it should. Begin again without it: it changes speed, never output."""


class Place(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a body lies."""

    pack: str
    offset: int
    length: int
    digest: bytes


class PackWriter:
    """Appends bodies to a new pack of its own, whose name begins with the run's. One a process."""

    def __init__(self, folder: str, session: str) -> None:
        self._name = f"{session}-{secrets.token_hex(6)}.pack"
        self._folder = folder
        self._file: int | None = None
        self._offset = 0

    def add(self, body: bytes) -> Place:
        """Writes a body and says where it lies. Raises `OSError`."""
        if self._file is None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
            self._file = os.open(f"{self._folder}/{self._name}", flags, 0o644)
        view = memoryview(body)
        while view:
            view = view[os.write(self._file, view) :]
        place = Place(self._name, self._offset, len(body), hashlib.blake2b(body, digest_size=DIGEST_SIZE).digest())
        self._offset += len(body)
        return place

    def __del__(self) -> None:
        if self._file is not None:
            os.close(self._file)


class PackReader:
    """Reads bodies. Keeps the packs open that it has read from."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._files: dict[str, int] = {}

    def read(self, place: Place) -> bytes:
        """The body at a place. Raises `CacheDamaged` when it is not there or not what was written."""
        try:
            if place.pack not in self._files:
                if "/" in place.pack or not place.pack.endswith(".pack"):
                    raise CacheDamaged(place.pack)
                flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
                self._files[place.pack] = os.open(f"{self._folder}/{place.pack}", flags)
            body = os.pread(self._files[place.pack], place.length, place.offset)
        except (OSError, ValueError, OverflowError) as failure:
            raise CacheDamaged(place.pack) from failure
        if hashlib.blake2b(body, digest_size=DIGEST_SIZE).digest() != place.digest:
            raise CacheDamaged(place.pack)
        return body

    def __del__(self) -> None:
        for file in self._files.values():
            os.close(file)


def sweep(folder: str, kept: Iterable[Place]) -> None:
    """Removes the packs in which no kept body lies. What cannot be removed is found again by the next sweep."""
    names = {place.pack for place in kept}
    for name in _pack_names(folder):
        if name not in names:
            _remove(f"{folder}/{name}")


def sweep_session(folder: str, session: str) -> None:
    """Removes the packs of one run."""
    for name in _pack_names(folder):
        if name.startswith(f"{session}-"):
            _remove(f"{folder}/{name}")


def _pack_names(folder: str) -> list[str]:
    with contextlib.suppress(OSError):
        return [name for name in os.listdir(folder) if name.endswith(".pack")]
    return []


def _remove(file: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(file)


def condense(folder: str, session: str, kept: Collection[Place]) -> Mapping[Place, Place]:
    """Copies the kept bodies of packs that are mostly waste, and of many small packs, into a new one.

    Returns the new places of the bodies that moved. Raises `OSError`, and `CacheDamaged` as reading does.
    """
    used: dict[str, int] = {}
    for place in kept:
        used[place.pack] = used.get(place.pack, 0) + place.length
    sizes = {name: _size(f"{folder}/{name}") for name in used}
    crowded = len(used) > PACKS_MAX
    moving = {
        name for name, size in sizes.items() if (size > SMALL and used[name] * 2 < size) or (crowded and size <= SMALL)
    }
    if not moving:
        return {}
    reader, writer = PackReader(folder), PackWriter(folder, session)
    return {place: writer.add(reader.read(place)) for place in kept if place.pack in moving}


def _size(file: str) -> int:
    try:
        return os.stat(file).st_size
    except OSError:
        # The pack is gone. That is for whoever reads it to find out: then the whole cache is given up.
        return 0
