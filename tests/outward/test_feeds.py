"""Feeds, as a reader of feeds reads them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from generator.output.feeds import POSTS
from tests.e2e.project import write
from tests.outward.sites import EVIL, URL, made

SHEET = """
sources:
  book: {title: A book, publisher: Somebody}
"""
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas/atom.rng"))


def read(file: Path) -> Any:
    """A feed that has nothing to complain of: by the grammar of RFC 4287, and by a reader of feeds."""
    assert GRAMMAR.validate(etree.fromstring(file.read_bytes())), GRAMMAR.error_log
    found = feedparser.parse(file.read_bytes())
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    ids = [entry.id for entry in found.entries]
    assert len(set(ids)) == len(ids) > 0
    for entry in (found.feed, *found.entries):
        assert entry.id
        assert entry.title
        assert entry.updated_parsed
        assert entry.link.startswith("https://")
    return found


def project(folder: Path, changes: str = "", more: int = 0, **settings: str) -> Path:
    """A project with one explainer, and perhaps more that say nothing."""
    lines = {"title": "Desk", "url": URL, "timezone": "Africa/Cairo", **settings}
    files: dict[str, str | bytes] = {
        "explainer.yaml": "".join(f"{key}: {value}\n" for key, value in lines.items() if value),
        "content/one/article.md": "---\ntitle: One\nstandfirst: About one.\ndate: 2024-11-30\nupdated: 2025-02-02\n"
        "topics: [Water]\n---\n\nA text [@book].\n",
        "content/one/facts.yaml": SHEET + changes,
    }
    for number in range(more):
        files[f"content/more-{number}/article.md"] = f"---\ntitle: More {number}\ndate: 2023-01-01\n---\n\nA text.\n"
    made(write(folder, files))
    return folder / "site"


@pytest.mark.parametrize("folder", ["", "ar/", "topics/rivers/", "river-treaty/", "ar/river-treaty/"])
def test_feeds_are_read_by_a_feed_reader(full: Path, folder: str) -> None:
    """The site's, each topic's and each explainer's, in each language; both forms say the same."""
    found = read(full / folder / "feed.xml")
    assert found.feed.id == f"{URL}{folder}feed.xml"
    assert {link.href for link in found.feed.links} == {f"{URL}{folder}feed.xml", f"{URL}{folder}"}
    told = json.loads((full / folder / "feed.json").read_bytes())
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert (told["feed_url"], told["home_page_url"]) == (f"{URL}{folder}feed.json", f"{URL}{folder}")
    assert [item["id"] for item in told["items"]] == [entry.id for entry in found.entries]
    for item, entry in zip(told["items"], found.entries, strict=True):
        assert (item["title"], item["url"], item["date_modified"]) == (entry.title, entry.link, entry.updated)
        assert INSTANT.fullmatch(item["date_published"])
        assert item["content_text"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</id>", b"</id><id>https://example.org/two</id>"),
        (b"<updated>2024-", b"<updated>2024/"),
        (b"<name>", b"<nom>"),
        (b'rel="self"', b'rel="me and others"'),
        (b"<entry>", b"<entry><price>1</price>"),
        (b"<title>", b'<title type="markdown">'),
        (b"<id>https:", b"<id>//"),
    ],
)
def test_a_feed_that_breaks_the_rules_is_told_from_one_that_keeps_them(full: Path, old: bytes, new: bytes) -> None:
    """The grammar is no rubber stamp."""
    data = (full / "river-treaty/feed.xml").read_bytes()
    broken = data.replace(old, new, 1).replace(b"</name>", b"</nom>" if old == b"<name>" else b"</name>", 1)
    assert broken != data
    assert not GRAMMAR.validate(etree.fromstring(broken))


def test_every_feed_keeps_the_rules(full: Path, evil: Path) -> None:
    """Each of the site, its topics and explainers, in each language, whatever stands in it."""
    files = [*full.rglob("feed.xml"), *evil.rglob("feed.xml")]
    assert len(files) > 10
    for file in files:
        assert GRAMMAR.validate(etree.fromstring(file.read_bytes())), (file, GRAMMAR.error_log)


def test_pages_name_their_feeds(full: Path) -> None:
    """The site's on every page, an explainer's and a topic's on their own."""
    links = re.compile(r'<link rel="alternate" type="application/(?:atom|feed)\+\w+" title="[^"]+" href="([^"]+)">')
    for page, own in (("river-treaty/index.html", 4), ("topics/rivers/index.html", 4), ("about/index.html", 2)):
        found = links.findall((full / page).read_text())
        assert len(found) == own
        assert all((full / page).parent.joinpath(href).resolve().is_file() for href in found)


def test_the_feed_of_an_explainer_tells_its_corrections_and_changes(full: Path) -> None:
    """Newest first, each leading to its place on the page; its publication is the first."""
    found = read(full / "river-treaty/feed.xml")
    assert [entry.title for entry in found.entries] == [
        "Clarification: The river treaty",
        "Update: The river treaty",
        "Correction: The river treaty",
        "Change: The river treaty",
        "The river treaty",
    ]
    html = (full / "river-treaty/index.html").read_text()
    for entry in found.entries[:-1]:
        assert f'id="{entry.link.partition("#")[2]}"' in html


MINOR = "changes:\n  - {date: 2025-01-10, note: Mended a link.}\n"
MAJOR = MINOR + "  - {date: 2025-01-20, major: true, note: Added a part.}\n"


def test_updated_moves_on_major_changes_only(tmp_path: Path) -> None:
    """Neither the front matter's `updated` nor a small change tells readers of an explainer again."""
    seen = []
    for number, changes in enumerate(
        ("", MINOR, MAJOR, MAJOR + "corrections:\n  - {date: 2025-01-25, text: Wrong.}\n")
    ):
        site = project(tmp_path / f"{number}", changes)
        feed, own = read(site / "feed.xml"), read(site / "one/feed.xml")
        assert feed.feed.updated == feed.entries[0].updated == own.feed.updated
        assert feed.entries[0].published == "2024-11-30T00:00:00+02:00"
        seen.append((feed.entries[0].updated[:10], len(own.entries)))
    assert seen == [("2024-11-30", 1), ("2024-11-30", 2), ("2025-01-20", 3), ("2025-01-25", 4)]


def test_ids_stay_when_something_older_is_added(tmp_path: Path) -> None:
    """A correction found later takes its place in the sheet, and no other's name."""
    late = "corrections:\n  - {date: 2025-01-25, text: Wrong.}\n  - {date: 2025-01-25, text: Also wrong.}\n"
    early = late.replace("corrections:\n", "corrections:\n  - {date: 2025-01-05, text: Wrong before.}\n")
    before = [entry.id for entry in read(project(tmp_path / "a", late) / "one/feed.xml").entries]
    after = [entry.id for entry in read(project(tmp_path / "b", early) / "one/feed.xml").entries]
    assert set(before) < set(after)


def test_a_feed_tells_the_newest(tmp_path: Path) -> None:
    """Fifty of them."""
    site = project(tmp_path, more=POSTS + 5)
    found = read(site / "feed.xml")
    assert len(found.entries) == POSTS
    assert found.entries[0].title == "One"


def test_without_an_address_there_are_no_feeds(tmp_path: Path) -> None:
    """Feeds need absolute addresses: they and the sitemap are left out, and no page leads to them."""
    site = project(tmp_path, url="")
    assert not [file for pattern in ("feed.*", "sitemap*") for file in site.rglob(pattern)]
    assert not [file for file in site.rglob("*.html") if "feed." in file.read_text()]
    assert (site / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    assert (site / "one/facts.json").is_file()


def test_drafts_stand_in_no_feed(tmp_path: Path) -> None:
    """Also where a build shows them."""
    from generator.pipeline import Options, build
    from tests.e2e.project import at

    front = "---\ntitle: {}\ndate: 2024-11-30\n{}---\n\nText.\n"
    files = {"one": front.format("One", ""), "two": front.format("Two", "draft: true\n")}
    write(tmp_path, {f"content/{slug}/article.md": text for slug, text in files.items()})
    assert build(tmp_path, Options(now=at("2025-01-01"), drafts=True, base_url=URL)).published
    assert [entry.title for entry in read(tmp_path / "site/feed.xml").entries] == ["One"]
    assert (tmp_path / "site/two/index.html").is_file()
    assert not (tmp_path / "site/two/feed.xml").exists()
    assert f"{URL}two/" not in (tmp_path / "site/sitemap.xml").read_text()


def test_hostile_words_stay_words(evil: Path) -> None:
    """No markup, no comment, no end of a section of characters; a turn of direction ends where its text ends."""
    for file in evil.rglob("feed.xml"):
        tree = etree.fromstring(file.read_bytes())
        assert {etree.QName(node).localname for node in tree.iter() if isinstance(node.tag, str)} <= {
            *("feed", "id", "title", "subtitle", "updated", "link", "author", "name", "uri", "rights"),
            *("entry", "published", "category", "summary"),
        }
        assert not [node for node in tree.iter() if not isinstance(node.tag, str)]
        for node in tree.iter():
            for text in (node.text or "", *node.attrib.values()):
                opened = sum(map(text.count, "\u202a\u202b\u202d\u202e")), sum(map(text.count, "\u2066\u2067\u2068"))
                assert opened == (text.count("\u202c"), text.count("\u2069"))
    own = read(evil / "evil/feed.xml")
    assert "<img src=x onerror=alert(1)>" in next(
        entry.summary_detail.value for entry in own.entries if "It said" in entry.summary
    )
    assert json.loads((evil / "feed.json").read_bytes())["title"].startswith(EVIL[:40])
