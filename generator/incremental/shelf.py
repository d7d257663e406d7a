"""Where the bodies of explainers lie between examining and composing, and from one build to the next.

A pack is a file of bodies one after the other. It is only ever appended to, by one process; a body is found by pack,
offset and length, and proven by its digest, so that a damaged pack is noticed and never believed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable

import msgspec

DIGEST_SIZE = 16


class CacheDamaged(Exception):
    """The cache does not hold what it should. Begin again without it: it changes speed, never output."""


class Place(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a body lies."""

    pack: str
    offset: int
    length: int
    digest: bytes


class PackWriter:
    """Appends bodies to a new pack of its own. One a process."""

    def __init__(self, folder: str) -> None:
        self._name = f"{os.getpid():x}-{secrets.token_hex(4)}.pack"
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
        except OSError as failure:
            raise CacheDamaged(place.pack) from failure
        if hashlib.blake2b(body, digest_size=DIGEST_SIZE).digest() != place.digest:
            raise CacheDamaged(place.pack)
        return body


def sweep(folder: str, kept: Iterable[Place]) -> None:
    """Removes the packs in which no kept body lies."""
    names = {place.pack for place in kept}
    for name in os.listdir(folder):
        if name.endswith(".pack") and name not in names:
            os.unlink(f"{folder}/{name}")


def is_crowded(folder: str, kept: Iterable[Place]) -> bool:
    """Whether more than half of the packs, and more than 64 MiB, is bodies that nobody needs any more."""
    used: dict[str, int] = {}
    for place in kept:
        used[place.pack] = used.get(place.pack, 0) + place.length
    total = sum(os.stat(f"{folder}/{name}").st_size for name in used)
    return total - sum(used.values()) > max(total // 2, 64 << 20)
