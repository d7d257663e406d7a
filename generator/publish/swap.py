"""Putting a complete tree in the place of another in one step, and making it last."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""linux/fcntl.h and linux/fs.h; renameat2(2)."""

_NOT_SUPPORTED = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


def exchange(first: str, second: str) -> bool:
    """Exchanges two folders of one file system in one step. False where the system or the file system cannot.

    Raises `OSError` for any other failure; then both are where they were.
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(first), AT_FDCWD, os.fsencode(second), RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_SUPPORTED:
        return False
    raise OSError(number, os.strerror(number), second)


def replace_in_two(new: str, target: str, aside: str) -> None:
    """Puts `new` in the place of `target`, which moves to `aside`: for systems that cannot exchange.

    Between the two renames there is no site. A build that dies there is mended by the next (`target.mend`). Raises
    `OSError`; then the old tree is in its place, unless moving it back failed too.
    """
    os.rename(target, aside)
    try:
        os.rename(new, target)
    except OSError:
        os.rename(aside, target)
        raise


def sync_all(folder: str) -> None:
    """Makes everything written to the file system of `folder` last: one call, not one for each file (syncfs(2)).

    Raises `OSError` when the disk could not take it.
    """
    if sys.platform.startswith("linux"):
        import ctypes

        library = ctypes.CDLL(None, use_errno=True)
        if hasattr(library, "syncfs"):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                if library.syncfs(descriptor) != 0:
                    number = ctypes.get_errno()
                    raise OSError(number, os.strerror(number), folder)
            finally:
                os.close(descriptor)
            return
    if hasattr(os, "sync"):
        os.sync()


def sync_names(folder: str) -> None:
    """Makes a rename in `folder` last, where folders can be synchronised. Raises nothing: the rename is done."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Lets Ctrl-C wait until the end of the block, and then drops it.

    From the swap on, the new build is the published one: to report an interruption would be untrue (I5).
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ignore(number: int, frame: FrameType | None) -> None:
        """Not `SIG_IGN`, which processes started meanwhile would inherit."""

    before = signal.signal(signal.SIGINT, ignore)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.default_int_handler)
