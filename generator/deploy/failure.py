"""What goes wrong at the far end: in one line, with the next step to take, and without a secret in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_USER = re.compile(r"(?<=://)[^/@\s]+(?=@)")


class DeployFailed(Exception):
    """Nothing was deployed, or not all of it; then the message says so. Both texts are free of secrets."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = without_secrets(message)
        self.hint = without_secrets(hint)

    def __str__(self) -> str:
        return self.message


class DeployInterrupted(KeyboardInterrupt):
    """Ctrl-C while files were being uploaded one by one."""

    def __str__(self) -> str:
        return "interrupted while uploading; run the same command again: it goes on where this one stopped"


def without_secrets(text: str) -> str:
    """The text without the user and password or token that an address in it carries (RFC 3986, section 3.2.1)."""
    return _USER.sub("…", text)


Reason = tuple[str, str, str]
"""A pattern for what a program prints, what it means, and what to do."""


def explained(doing: str, printed: str, reasons: Iterable[Reason]) -> DeployFailed:
    """The failure of a program that printed this while `doing` something; its own last words where none fits."""
    for pattern, meaning, hint in reasons:
        if re.search(pattern, printed, re.IGNORECASE):
            return DeployFailed(f"{doing}: {meaning}", hint)
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    said = next((line for line in reversed(lines) if re.match(r"fatal|error|remote: ", line)), "")
    last = said or (lines[-1] if lines else "it ended without a word")
    return DeployFailed(f"{doing}: {last}", "mend what it reports, then run the same command again")


SSH_REASONS: tuple[Reason, ...] = (
    (
        r"host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED",
        "the host's key is unknown or another than before",
        "compare the key with the host's own, then enter it once with `ssh-keyscan HOST >> ~/.ssh/known_hosts`",
    ),
    (
        r"permission denied \(|too many authentication failures|no supported authentication",
        "the host refuses the credentials",
        "load the key (`ssh-add KEY`), and see that its public half is in the host's `authorized_keys`",
    ),
    (
        r"could not resolve host|name or service not known|temporary failure in name resolution|no address associated",
        "there is no network, or no such host",
        "look at the network and at the name of the host in `explainer.yaml`",
    ),
    (
        r"connection refused|connection timed out|no route to host|network is unreachable|connection reset"
        r"|failed to connect|connection closed|connection unexpectedly closed|broken pipe|kex_exchange",
        "the host cannot be reached, or the connection broke",
        "look at the network and at the port, then run the same command again",
    ),
)
"""What ssh(1) prints."""

DISK_REASON: Reason = (
    r"no space left on device|disk quota exceeded|insufficient storage",
    "the disk at the far end is full",
    "free some space there, then run the same command again",
)
