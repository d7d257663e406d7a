"""What goes wrong while publishing: never the author's fault, always with something to do about it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

_HINTS = {
    errno.ENOSPC: "free some space on that file system",
    errno.EDQUOT: "free some space: the quota is used up",
    errno.EACCES: "give the user who builds the right to write there",
    errno.EPERM: "give the user who builds the right to write there",
    errno.EROFS: "choose another output folder: the file system is read-only",
    errno.EBUSY: "a mount point cannot be swapped: choose a folder inside it, such as `--output MOUNT/site`",
    errno.ENAMETOOLONG: "shorten the slug or the name of the file",
    errno.EIO: "the disk reports an error: look at its health",
    errno.EMFILE: "raise the limit of open files (`ulimit -n`)",
}


class PublishError(Exception):
    """Nothing was published, and the old site stands as it was."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


class OutputRefused(PublishError):
    """The output folder is one that a build must not replace. Nothing was touched."""


def publish_error(doing: str, failure: OSError) -> PublishError:
    """The error for a system call that failed while `doing` something, such as "cannot write `a.html`"."""
    reason = (failure.strerror or str(failure)).lower()
    return PublishError(f"{doing}: {reason}", _HINTS.get(failure.errno or 0, ""))


@contextmanager
def failing(doing: str) -> Iterator[None]:
    """Turns an `OSError` of the block into a `PublishError`."""
    try:
        yield
    except OSError as failure:
        raise publish_error(doing, failure) from failure
