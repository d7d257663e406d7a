"""Long lists in pages: whole, in order, bounded, and hardly moved by a row that comes, goes or moves."""

from __future__ import annotations

from random import Random

import pytest

from generator.language.speech import speech
from generator.output.paging import page_count, page_links, page_url, stretches

MOST = 100


@pytest.mark.parametrize("seed", range(8))
def test_all_rows_stand_there_in_order(seed: int) -> None:
    """Once each, at most so many lines a page, and no page but the last is nearly empty."""
    random = Random(seed)
    rows = [(f"row-{number}", random.choice((1, 1, 3, 9))) for number in range(random.randrange(0, 1500))]
    lines = dict(rows)
    pages = stretches(rows, MOST)
    assert [name for page in pages for name in page] == [name for name, _ in rows]
    assert all(sum(lines[name] for name in page) <= MOST for page in pages)
    assert all(sum(lines[name] for name in page) >= MOST // 2 for page in pages[:-1])
    assert len(pages) == 1 or all(pages)


def test_a_row_that_is_more_than_a_page_stands_alone() -> None:
    """It cannot be parted."""
    assert stretches([("a", 5), ("b", 500), ("c", 5)], MOST) == (("a",), ("b",), ("c",))
    assert stretches([], MOST) == ((),)


def test_a_row_that_moves_changes_few_pages() -> None:
    """Those where it was and is; in a list of fixed pages all between them change."""
    random = Random(7)
    changed, fixed = 0, 0
    tries = 200
    for _ in range(tries):
        rows = [(f"row-{number:05}", 7) for number in range(3000)]
        before = stretches(rows, 1000)
        old = [tuple(rows[at : at + 140]) for at in range(0, len(rows), 140)]
        rows.insert(random.randrange(len(rows)), rows.pop(random.randrange(len(rows))))
        after = stretches(rows, 1000)
        new = [tuple(rows[at : at + 140]) for at in range(0, len(rows), 140)]
        changed += len(set(after) - set(before))
        fixed += len(set(new) - set(old))
    assert changed < 3 * tries
    assert fixed > 2 * changed


def test_addresses_and_links_of_pages() -> None:
    """The first page has the list's own address; every page leads to all, itself marked; one page needs none."""
    assert [page_url("ar/figures/", number) for number in range(3)] == ["ar/figures/", "ar/figures/2/", "ar/figures/3/"]
    assert [page_count(rows, 200) for rows in (0, 1, 200, 201)] == [1, 1, 1, 2]
    assert page_links("search/", 0, 1, speech("en")) == ()
    links = page_links("search/", 1, 3, speech("en"))
    assert [(link.href, link.words, link.current) for link in links] == [
        ("../../search/", "1", False),
        ("../../search/2/", "2", True),
        ("../../search/3/", "3", False),
    ]
