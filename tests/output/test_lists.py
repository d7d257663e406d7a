"""The pages that lead to explainers, and what they say of themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.output import lists
from generator.pipeline import Options, Result, build
from tests.e2e.project import at, write

SHEET = """sources:
  report: {title: Report, publisher: The council}
actors:
  chair: {kind: person, name: A chair, roles: [{title: chair, organization: council}, {title: member}]}
  council: {kind: organization, name: The council}
figures:
  homes:
    label: Homes
    unit: homes
    stale_after: P30D
    observations:
      - {value: 120, as_of: 2024-10-01, attributed_to: chair, sources: [report]}
timeline:
  - {date: 2024-10-01, title: A count, actors: [chair], sources: [report]}
"""


def made(folder: Path, today: str = "2024-12-01") -> Result:
    """A build as of a day."""
    result = build(folder, Options(now=at(today), jobs=1))
    assert result.published, result.diagnostics
    return result


def project(folder: Path, count: int = 1, **more: str) -> Path:
    """A project of some explainers of one topic."""
    files = {
        f"content/page-{number}/article.md": f"---\ntitle: Page {number}\ndate: 2024-11-{1 + number % 28:02}\n"
        "topics: [Water]\n---\n\nWords.\n"
        for number in range(count)
    }
    settings = "title: T\nurl: https://example.org/\nlanguages: [en, ar]\nsearch: off\ncards: off\n"
    return write(folder, {"explainer.yaml": settings, **files, "content/page-0/facts.yaml": SHEET, **more})


def test_a_long_topic_stands_on_several_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each explainer once, the newest first; the timeline and its data on the first; all in the sitemap; each page
    leads to the others; an edit makes the pages that show it."""
    monkeypatch.setattr(lists, "CARDS", 3)
    project(tmp_path, 8)
    made(tmp_path)
    folder = tmp_path / "site/topics/water"
    pages = [(folder / name).read_text("utf-8") for name in ("index.html", "2/index.html", "3/index.html")]
    assert not (folder / "4").exists()
    titles = [re.findall(r'<h3><a href="[./]*(page-\d)/"', text) for text in pages]
    assert titles == [["page-7", "page-6", "page-5"], ["page-4", "page-3", "page-2"], ["page-1", "page-0"]]
    assert ["A count" in text for text in pages] == [True, False, False]
    assert all(len(re.findall(r"topics/water/(?:\d/)?\"(?: aria-current=\"page\")?>\d<", text)) == 3 for text in pages)
    assert [text.count('aria-current="page">') for text in pages] == [1, 1, 1]
    assert "timeline.json" in pages[0]
    sitemap = (tmp_path / "site/sitemap.xml").read_text()
    assert all(f"<loc>https://example.org/topics/water/{number}</loc>" in sitemap for number in ("", "2/", "3/"))
    article = tmp_path / "content/page-1/article.md"
    article.write_text(article.read_text().replace("title: Page 1", "title: Another"))
    found = {path for path in made(tmp_path).rendered if path.startswith("topics/water/") and path.endswith(".html")}
    assert found == {"topics/water/index.html", "topics/water/3/index.html"}


def test_only_the_beginning_of_a_list_has_versions_in_other_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands on a further page differs by language: it is no translation of another, and says so of none."""
    monkeypatch.setattr(lists, "CARDS", 3)
    arabic = {
        f"content/page-{number}/article.ar.md": f"---\ntitle: صفحة {number}\ndate: 2024-11-0{1 + number}\n---\n\nنص.\n"
        for number in range(5)
    }
    made(project(tmp_path, 5, **arabic))
    folder = tmp_path / "site/topics/water"
    first, second = ((folder / name).read_text("utf-8") for name in ("index.html", "2/index.html"))
    versions = re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', first)
    assert {language for language, _ in versions} == {"en", "ar", "x-default"}
    assert ("en", "https://example.org/topics/water/") in versions
    assert 'rel="alternate" hreflang' not in second
    assert re.search(r'<a [^>]*hreflang="ar"', second), "the switch of languages stays"


def test_every_list_says_what_it_is(tmp_path: Path) -> None:
    """In its language, for who finds it by a search."""
    project(tmp_path, 2, **{"content/page-0/article.ar.md": "---\ntitle: صفحة\n---\n\nكلمات.\n"})
    made(tmp_path)
    said = set()
    for language in ("", "ar/"):
        for name in ("figures", "glossary", "corrections", "search"):
            text = (tmp_path / "site" / language / name / "index.html").read_text("utf-8")
            (words,) = re.findall(r'<meta name="description" content="([^"]+)">', text)
            assert bool(re.search(r"[ء-ي]", words)) == bool(language)
            said.add(words)
    assert len(said) == 8


def test_the_list_of_figures_says_what_is_out_of_date_without_a_script(tmp_path: Path) -> None:
    """From the day on; the lists are made again on that day and on no other."""
    project(tmp_path, 1)
    stale = re.compile(r'<span class="stale" data-from="2024-10-31"( hidden)?>')

    def told() -> bool:
        found = stale.search((tmp_path / "site/figures/index.html").read_text("utf-8"))
        assert found
        return found[1] is None

    article = tmp_path / "content/page-0/article.md"
    article.write_text(article.read_text().replace("2024-11-01", "2024-10-02"))
    made(tmp_path, "2024-10-30")
    assert not told()
    assert "figures/index.html" in made(tmp_path, "2024-10-31").rendered
    assert told()
    made(tmp_path, "2024-11-05")
    assert told()
    assert "figures/index.html" not in made(tmp_path, "2024-12-31").rendered


@pytest.mark.parametrize(("language", "between"), [("", "; "), ("ar/", "؛ ")])
def test_roles_are_parted_as_the_language_parts_them(tmp_path: Path, language: str, between: str) -> None:
    """Arabic has a sign of its own."""
    project(tmp_path, 1, **{"content/page-0/article.ar.md": "---\ntitle: صفحة\n---\n\nكلمات {actor}`chair`.\n"})
    article = tmp_path / "content/page-0/article.md"
    article.write_text(article.read_text() + "It was {actor}`chair`.\n")
    made(tmp_path)
    text = re.sub(r"<[^>]+>", "", (tmp_path / "site" / language / "page-0/index.html").read_text("utf-8"))
    assert re.search(rf"The council{between}member", text)
