"""From a target to an output, as a strict static host finds it."""

from __future__ import annotations

import pytest

from generator.preview.address import Found, Missing, Moved, base_path, find

OUTPUTS = {"index.html", "404.html", "water/index.html", "ar/water/index.html", "assets/a.css", "wärme/index.html"}


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("/", Found("index.html")),
        ("/?x=1", Found("index.html")),
        ("/water/", Found("water/index.html")),
        ("/water/index.html", Found("water/index.html")),
        ("/water", Moved("/water/")),
        ("/water?x=/y", Moved("/water/?x=/y")),
        ("/w%C3%A4rme", Moved("/w%C3%A4rme/")),
        ("/assets/a.css", Found("assets/a.css")),
        ("/Water/", Missing(outside=False)),
        ("/assets/a.css/", Missing(outside=False)),
        ("/assets/", Missing(outside=False)),
        ("//water/", Missing(outside=False)),
        ("/ar/../water/", Missing(outside=False)),
        ("/ar%2fwater/", Missing(outside=False)),
        ("/%ff", Missing(outside=False)),
        ("/wa%00ter/", Missing(outside=False)),
        ("water/", Missing(outside=False)),
    ],
)
def test_root(target: str, found: object) -> None:
    """A site at the root of its host."""
    assert find(target, "/", OUTPUTS) == found


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("/repo/", Found("index.html")),
        ("/repo", Moved("/repo/")),
        ("/repo/water", Moved("/repo/water/")),
        ("/", Missing(outside=True)),
        ("/water/", Missing(outside=True)),
        ("/repository/", Missing(outside=True)),
    ],
)
def test_base(target: str, found: object) -> None:
    """A site in a folder of its host."""
    assert find(target, "/repo/", OUTPUTS) == found


def test_base_path() -> None:
    """The folder is that of the site's address."""
    assert base_path("") == base_path("https://x.example") == base_path("https://x.example/") == "/"
    assert base_path("https://x.github.io/repo") == base_path("https://x.github.io/repo/") == "/repo/"
