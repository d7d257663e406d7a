"""Long lists in pages: their addresses, the links between them, and pages whose ends stay where they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from generator.language.speech import Speech
from generator.output.views import LinkView
from generator.resolve.surroundings import root_of

ENDS_ONE_IN = 16
"""Of so many rows that could end a page, one does."""


def page_url(first: str, number: int) -> str:
    """The address of a page of a list, from 0; `first` is that of its first page."""
    return first if number == 0 else f"{first}{number + 1}/"


def page_count(rows: int, most: int) -> int:
    """How many pages of at most so many rows each a list has: at least one, which may be empty."""
    return max(1, -(-rows // most))


def page_links(first: str, current: int, count: int, speech: Speech) -> tuple[LinkView, ...]:
    """The links from one page of a list to all of them; empty when there is one only."""
    if count < 2:
        return ()
    root = root_of(page_url(first, current))
    return tuple(
        LinkView(f"{root}{page_url(first, number)}", speech.number(number + 1), current=number == current)
        for number in range(count)
    )


def stretches(rows: Iterable[tuple[str, int]], most: int) -> tuple[tuple[str, ...], ...]:
    """Rows (name, lines that it takes) in pages of at most `most` lines: at least one page, which may be empty.

    Behind half of that a page ends with a row whose name says so. So a row that comes, goes or moves changes the pages
    where it was and is, and hardly ever those behind them, which would else all be uploaded again.
    """
    pages: list[list[str]] = [[]]
    lines = 0
    for name, count in rows:
        if lines and lines + count > most:
            pages.append([])
            lines = 0
        pages[-1].append(name)
        lines += count
        if lines >= most // 2 and _ends(name):
            pages.append([])
            lines = 0
    if len(pages) > 1 and not pages[-1]:
        pages.pop()
    return tuple(map(tuple, pages))


def _ends(name: str) -> bool:
    return hashlib.blake2b(name.encode(), digest_size=1).digest()[0] % ENDS_ONE_IN == 0
