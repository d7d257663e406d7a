"""Who may ask: names of this machine at our port, and pages of our own."""

from __future__ import annotations

import pytest

from generator.preview.gates import Gate, is_loopback

LOCAL = Gate("127.0.0.1", 8000)
OPEN = Gate("0.0.0.0", 8000)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LOCALHOST:8000"])
def test_own_names(host: str) -> None:
    """The names of this machine come in."""
    assert LOCAL.admits([host], "127.0.0.1")


@pytest.mark.parametrize(
    "hosts", [[], ["localhost"], ["localhost:8001"], ["evil.example:8000"], ["localhost:8000"] * 2]
)
def test_foreign_names(hosts: list[str]) -> None:
    """No name, a foreign name, another port and two names do not."""
    assert not LOCAL.admits(hosts, "127.0.0.1")


def test_open_host() -> None:
    """Open to the network, the address that was reached comes in too, and no other."""
    assert OPEN.admits(["192.168.1.5:8000"], "192.168.1.5")
    assert not OPEN.admits(["192.168.1.6:8000"], "192.168.1.5")
    assert not LOCAL.admits(["192.168.1.5:8000"], "192.168.1.5")
    assert OPEN.is_open
    assert not LOCAL.is_open


def test_origins() -> None:
    """A page of ours, or a program that is no page."""
    assert LOCAL.is_own([], ["localhost:8000"], "")
    assert LOCAL.is_own(["http://localhost:8000"], ["localhost:8000"], "same-origin")
    assert not LOCAL.is_own(["http://127.0.0.1:8000"], ["localhost:8000"], "")
    assert not LOCAL.is_own([], ["localhost:8000"], "cross-site")


@pytest.mark.parametrize(
    ("host", "known"), [("127.0.0.2", True), ("::1", True), ("0.0.0.0", False), ("x.example", False)]
)
def test_loopback(host: str, known: bool) -> None:
    """Whether only this machine reaches it."""
    assert is_loopback(host) is known
