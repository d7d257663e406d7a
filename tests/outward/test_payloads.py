"""Every payload and every template string at every place that a text can reach, on whole pages: words, and nothing else."""

from __future__ import annotations

import json
import re
import string
from itertools import product
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.pipeline import Options, build
from tests.e2e.project import at, write
from tests.images.samples import saved, scene
from tests.load.test_markdown_safety import ADDRESSES, MARKUP
from tests.turns import count

BRACES = (
    "{{%s}}",
    "{{ %s }}",
    "{%% %s %%}",
    "{# %s #}",
    "${%s}",
    "#{%s}",
    "<%%= %s %%>",
    "{{{%s}}}",
    "{%%- %s",
    "[[${%s}]]",
)
EXPRESSIONS = (
    *(
        "7*7",
        "'7'*7",
        "config",
        "self",
        "page.frame",
        "x|safe",
        "range(9**9)",
        "lipsum",
        "raw",
        "include '/etc/passwd'",
    ),
    *("''.__class__.__mro__", "cycler.__init__.__globals__.os.popen('id').read()", "_('Sources')", "set x = 1"),
    "T(java.lang.Runtime)",
)
TEMPLATES = [brace % expression for brace, expression in product(BRACES, EXPRESSIONS)]
# What no file may hold is refused before; a text of a sheet is of one line.
SCRIPTS = [re.sub(r"\s+", " ", each) for each in MARKUP + ADDRESSES if not re.search(r"[\x00-\x08\x0b\x0c]", each)]

ARTICLE = """---
title: «title»
standfirst: «standfirst»
section: «section»
date: 2024-11-30
topics: [«topic»]
authors: [{name: «author», role: «role»}]
---

## Part «heading»

Words «body» and `` «code» `` [«link»](https://a.example '«link_title»') [@book, «locator»] {figure}`count` {term}`word`.

![«alt»](media/x.png)

``` «info»
x
```
"""
SHEET = """
background: «background»
sources:
  book: {title: «source», publisher: «publisher», author: [«writer»], container_title: «container», note: «source_note», issued: 2020}
actors:
  somebody: {kind: person, name: «actor», attribution: «attribution», attribution_note: «attribution_note»}
figures:
  count:
    label: «label»
    unit: people
    observations:
      - {value: -5, as_of: 2024-01-01, attributed_to: somebody, sources: [book], note: «note», method: «method»}
timeline:
  - {date: 2024-01-01, title: «event», group: «group», date_note: «date_note», text: «event_text», sources: [book]}
terms:
  word: {term: «term», definition: «definition»}
questions:
  - {question: «question», answer: «answer», asked_by: «asked_by», sources: [book]}
corrections:
  - {date: 2024-12-01, was: «was», now: «now», text: «correction»}
"""
PLACES = tuple(re.findall(r"«(\w+)»", ARTICLE + SHEET))
PROSE = {"title", "standfirst", "background", "event_text", "definition", "answer", "correction"}
"""Texts of YAML that are read as Markdown."""
BODY = {"heading", "body", "link", "link_title", "locator", "alt"}


def mark(text: str) -> str:
    """A text as Markdown that shows it: raw HTML is refused there, and so each sign is said to be one."""
    return re.sub(f"([{re.escape(string.punctuation)}])", r"\\\1", text)


def explainer(number: int, payload: str) -> dict[str, str | bytes]:
    """An explainer that has a payload at every place, with the name of the place behind it."""
    texts = {}
    for place in PLACES:
        said = f"{payload} at{place}{number}at"
        if place in BODY:
            texts[place] = mark(said)
        elif place == "code":
            texts[place] = said.replace("`", "'")
        elif place == "info":
            texts[place] = re.sub(r"[\s`&]", "-", payload)
        else:
            texts[place] = json.dumps(mark(said) if place in PROSE else said)
    folder = f"content/e{number}"
    files = {f"{folder}/article.md": ARTICLE, f"{folder}/facts.yaml": SHEET}
    return {name: re.sub(r"«(\w+)»", lambda found: texts[found[1]], text) for name, text in files.items()}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    folder = tmp_path_factory.mktemp("payloads")
    settings = "title: T\nurl: https://example.org/\nsearch: off\ncards: off\npictures: off\n"
    picture = saved(scene(30, 20), "PNG")
    write(folder, {"explainer.yaml": settings})
    for number, payload in enumerate(TEMPLATES + SCRIPTS):
        write(
            folder,
            {"explainer.yaml": settings, **explainer(number, payload), f"content/e{number}/media/x.png": picture},
        )
    result = build(folder, Options(now=at("2026-03-01"), cache=False))
    assert result.published, [
        (entry.location, entry.message) for entry in result.diagnostics if entry.severity.value == "error"
    ][:8]
    return folder / "site"


def test_the_lists_are_whole() -> None:
    """As many as are asked for."""
    assert len(set(TEMPLATES)) >= 150
    assert len(PLACES) >= 13
    assert len(SCRIPTS) * len(PLACES) >= 3000


def test_every_text_is_shown_as_it_is_written(attacked: Path) -> None:
    """Nothing is run, dropped or taken for markup on its way from a file to the words and attributes of the page."""
    for number, payload in enumerate(TEMPLATES + SCRIPTS):
        tree = LexborHTMLParser((attacked / f"e{number}/index.html").read_text("utf-8"))
        assert tree.root
        # JSON and BibTeX have ways of their own to write signs.
        tree.strip_tags(["script", "pre"])
        said = ("alt", "aria-label", "content", "title")
        values = [node.attributes.get(name) or "" for node in tree.root.traverse() for name in said]
        shown = " ".join(" ".join([tree.root.text(), *values]).split())
        for place in PLACES:
            if place != "info":
                behind, wanted = f"at{place}{number}at", payload.replace("`", "'") if place == "code" else payload
                times = shown.count(f" {behind}")
                assert times
                assert times == shown.count(f"{' '.join(wanted.split())} {behind}"), (payload, place)
                count("payloads and template strings at a place of a page")


def test_nothing_of_it_becomes_active(attacked: Path) -> None:
    """On no page of the site, lists included."""
    pages = sorted(attacked.rglob("*.html"))
    assert len(pages) > 2 * len(TEMPLATES + SCRIPTS)
    for page in pages:
        tree = LexborHTMLParser(page.read_text("utf-8"))
        assert tree.root
        for node in tree.root.traverse():
            name, given = node.tag, node.attributes
            assert name not in ("iframe", "object", "embed", "base", "svg:script", "math", "style", "template"), (
                page,
                node.html,
            )
            assert not [each for each in given if each.startswith("on") or each in ("style", "srcdoc", "formaction")], (
                page,
                given,
            )
            if name == "script":
                assert given.get("type") == "application/ld+json" or re.match(
                    r"[./]*assets/", given.get("src") or ""
                ), (page, given)
            for each in ("href", "src", "action", "data", "poster", "xlink:href"):
                address = re.sub(r"[\x00-\x20]", "", given.get(each) or "").lower()
                assert re.match(r"(?:https?://|mailto:|data:image/|[^:/?#]*(?:[/?#]|$))", address), (page, address)
                assert not re.match(r"[/\\]{2}|data:image/svg|https?://evil", address), (page, address)
    count("pages on which nothing became active", len(pages))
