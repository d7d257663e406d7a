"""Which pages are indexed together: what a page that comes, goes or changes may move."""

from __future__ import annotations

from random import Random

import pytest

from generator.output import volumes as module
from generator.output.volumes import Volume, volumes


def _pages(count: int) -> list[str]:
    return [f"topic-{number}/index.html" for number in range(count)]


def test_a_small_site_has_one_volume() -> None:
    """Up to the bound; a language without a page has none."""
    pages = _pages(module.PAGES_MAX)
    assert volumes("en", pages) == (Volume("pagefind/en/", tuple(sorted(pages)), True),)
    assert len(volumes("en", [*pages, "one-more/index.html"])) > 1
    assert volumes("en", []) == ()


def test_every_page_stands_in_one_volume(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the order they come in; no volume is larger than the bound, and one leads."""
    monkeypatch.setattr(module, "PAGES_MAX", 7)
    pages = _pages(300)
    found = volumes("ar", pages)
    assert sorted(page for volume in found for page in volume.pages) == sorted(pages)
    assert all(0 < len(volume.pages) <= 7 for volume in found)
    assert [volume.leads for volume in found] == [True, *[False] * (len(found) - 1)]
    assert found[0].folder == "pagefind/ar/"
    assert len({volume.folder for volume in found}) == len(found)
    Random(7).shuffle(pages)
    assert volumes("ar", pages) == found


def test_a_page_that_comes_moves_one_volume(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others hold what they held and lie where they lay, also where a volume is split."""
    monkeypatch.setattr(module, "PAGES_MAX", 7)
    pages = _pages(200)
    for count in range(100, 200):
        before = {volume.pages: volume.folder for volume in volumes("en", pages[:count])}
        after = {volume.pages: volume.folder for volume in volumes("en", pages[: count + 1])}
        gone = before.keys() - after.keys()
        assert len(gone) <= 1
        # The folder of the first is the one that the search page begins with: only a split of it gives it to another.
        assert {held: before[held] for held in before.keys() - gone}.items() <= after.items()
