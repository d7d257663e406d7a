"""One build at a time: a lock that the kernel gives back when its holder dies.

`flock` and not a file that says "locked": after any crash the next command just works, since no file must be cleaned
up. The lock belongs to the building process alone. Forked workers close it at once, or an orphan would keep it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.publish.failure import publish_error

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

POLL_SECONDS = 0.05

_held: set[int] = set()


class Locked(Exception):
    """Another build holds the lock (exit 75). The message names its process where it is known."""


@contextmanager
def build_lock(project: Path, wait_seconds: float = 0) -> Iterator[None]:
    """Holds the lock of a project for the time of the block.

    The lock is on `.explainer/lock`, which stays; where that cannot be written (a project without rights), on the
    project's folder. Raises `Locked` when another holds it, after waiting `wait_seconds`.
    """
    descriptor = _open(project)
    try:
        deadline = time.monotonic() + wait_seconds
        while not take(descriptor):
            if time.monotonic() >= deadline:
                holder = _holder(descriptor)
                raise Locked(f"another build is running{f' (process {holder})' if holder else ''}")
            time.sleep(POLL_SECONDS)
        _sign(descriptor)
        yield
    finally:
        give_back(descriptor)


def take(descriptor: int) -> bool:
    """Takes the lock on an open file or folder, if nobody holds it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        # flock(2) and _locking say by these that another holds it.
        return False
    except OSError:
        # A file system without locks (some network mounts): builds are told apart by nothing, and go on.
        return True
    _held.add(descriptor)
    return True


def give_back(descriptor: int) -> None:
    """Closes the file, and gives its lock back with it. -1 stands for none."""
    if descriptor < 0:
        return
    _held.discard(descriptor)
    os.close(descriptor)


def _open(project: Path) -> int:
    folder = project / ".explainer"
    try:
        folder.mkdir(exist_ok=True)
        return os.open(folder / "lock", os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    except OSError as failure:
        try:
            return os.open(project, os.O_RDONLY)
        except OSError:
            raise publish_error(f"cannot lock `{folder / 'lock'}`", failure) from failure


def _sign(descriptor: int) -> None:
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())


def _holder(descriptor: int) -> str:
    with contextlib.suppress(OSError):
        found = os.read(descriptor, 20).decode("ascii", "replace").strip()
        return found if found.isdigit() else ""
    return ""


def _forget() -> None:
    """In a forked child: closing leaves the parent's lock alone, keeping it open would outlive the parent."""
    while _held:
        with contextlib.suppress(OSError):
            os.close(_held.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
