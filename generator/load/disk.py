"""A folder on disk as the source of a snapshot's bytes."""

from __future__ import annotations

import os
import stat
from hashlib import blake2b

import msgspec

from generator.model.snapshot import InputChanged, Known, ProjectUnreadable, Reading, Stat

DIGEST_SIZE = 16
_CHUNK = 1 << 20
_FLAGS = (
    os.O_RDONLY
    # A file that turned into a link or a FIFO since discovery is neither followed nor waited for.
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def identity(status: os.stat_result) -> Stat:
    """The part of a stat that tells one state of a file from another."""
    return Stat(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def digest_of(data: bytes) -> bytes:
    """BLAKE2b of `data`, 16 bytes."""
    return blake2b(data, digest_size=DIGEST_SIZE).digest()


class Disk(msgspec.Struct, frozen=True):
    """Reads files below `root`, an absolute path."""

    root: str

    def read(self, path: str, size_max: int) -> Reading:
        """The file at `path` with its stat from before the reading, so that a later change shows.

        Raises `InputChanged` when it is gone, no regular file any more, or larger than `size_max`;
        `ProjectUnreadable` when the system refuses.
        """
        chunks = []
        descriptor, status = self._open(path)
        try:
            size = 0
            while size <= size_max:
                chunk = os.read(descriptor, min(max(status.st_size - size, 0), _CHUNK) + 1)
                if not chunk:
                    break
                chunks.append(chunk)
                size += len(chunk)
        except OSError as failure:
            raise ProjectUnreadable(path, failure.strerror or str(failure)) from failure
        finally:
            os.close(descriptor)
        if size > size_max:
            raise InputChanged(path)
        data = b"".join(chunks)
        return Reading(Known(identity(status), digest_of(data)), data)

    def hash(self, path: str, size_max: int) -> Known:
        """The digest of the file at `path`, a piece at a time. Raises as `read` does."""
        sum_ = blake2b(digest_size=DIGEST_SIZE)
        descriptor, status = self._open(path)
        size = 0
        try:
            while size <= size_max and (chunk := os.read(descriptor, _CHUNK)):
                sum_.update(chunk)
                size += len(chunk)
        except OSError as failure:
            raise ProjectUnreadable(path, failure.strerror or str(failure)) from failure
        finally:
            os.close(descriptor)
        if size > size_max:
            raise InputChanged(path)
        return Known(identity(status), sum_.digest())

    def _open(self, path: str) -> tuple[int, os.stat_result]:
        try:
            descriptor = os.open(f"{self.root}/{path}", _FLAGS)
        except FileNotFoundError as gone:
            raise InputChanged(path) from gone
        except OSError as failure:
            if os.path.islink(f"{self.root}/{path}"):
                raise InputChanged(path) from failure
            raise ProjectUnreadable(path, failure.strerror or str(failure)) from failure
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            os.close(descriptor)
            raise InputChanged(path)
        return descriptor, status
