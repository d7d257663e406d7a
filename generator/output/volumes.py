"""The index of search in volumes: which pages are indexed together, so that an edit makes one volume anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

FOLDER = "pagefind/"
"""Of the index in the site."""

PAGES_MAX = 500
"""A volume of so many pages takes some seconds of one core and a quarter of a gigabyte. Smaller ones would let a reader
ask more of them for each word."""


class Volume(NamedTuple):
    """Pages of one language that are indexed together."""

    folder: str
    """Where this part of the index lies in the site: `pagefind/en/`, `pagefind/en/01/`."""
    pages: tuple[str, ...]
    """Their paths in the site, sorted; never empty."""
    leads: bool
    """Whether the search page begins with it: the program that reads all volumes lies in it."""


def volumes(language: str, pages: Iterable[str]) -> tuple[Volume, ...]:
    """The volumes of the pages of a language, the one that leads first; empty where there is no page.

    A volume that has grown too large is split by the next bit of its pages' digests. So a page that comes, goes or
    changes changes its own volume, and no other; a small site has one.
    """
    found = sorted(_split("", [(_bits(page), page) for page in pages]))
    return tuple(
        Volume(f"{FOLDER}{language}/{name}/" if number else f"{FOLDER}{language}/", tuple(sorted(held)), not number)
        for number, (name, held) in enumerate(found)
    )


def _split(name: str, pages: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    if not pages:
        return []
    if len(pages) <= PAGES_MAX:
        return [(name, [page for _bits, page in pages])]
    return [part for bit in "01" for part in _split(name + bit, [held for held in pages if held[0][len(name)] == bit])]


def _bits(page: str) -> str:
    return f"{int.from_bytes(hashlib.blake2b(page.encode(), digest_size=16).digest()):0128b}"
