"""A site whose every text and file name attacks whoever reads it, opened in Chromium: nothing of it becomes active."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.pipeline import Options, build
from tests.browser.conftest import NOW, serve
from tests.browser.test_pages import opened
from tests.e2e.project import write
from tests.images.samples import saved, scene
from tests.outward.sites import EVIL, hostile

NAME = "x\" onerror=alert(1) '><svg onload=alert(2)>.png"
"""As a file may be called, but for the stroke."""

TEXT = (
    '" onfocus=alert(1) autofocus=" \' onmouseover=\'alert(2) x=\\\\" </title></style><base href=//evil.example/> '
    "javascript:alert(3) data:text/html,<script>alert(4)</script> vbscript:x {{7*7}} ${alert(5)} `alert(6)` " + EVIL
)
"""What stands wherever a sheet, an article or the settings take a text."""

ACTIVE = """() => [...document.querySelectorAll('*')].filter(each =>
    [...each.attributes].some(({name, value}) => name.startsWith('on') || /^(href|src|srcset|action|formaction|data|poster|xlink:href)$/.test(name) && /^\\s*(javascript|data|vbscript):/i.test(value))
    || each.matches('base, iframe, object, embed, img[src="x"], script:not([src]):not([type="application/ld+json"])')
  ).map(each => each.outerHTML.slice(0, 200))"""
"""Elements that would do something, and attributes that do or that lead to what does."""

TOLD = "() => [...document.querySelectorAll('script[type=\"application/ld+json\"]')].map(each => JSON.parse(each.text))"


@pytest.fixture(scope="module")
def attacking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, with an index for search."""
    folder = hostile(tmp_path_factory.mktemp("hostile"), TEXT)
    picture = folder / "content/evil/media" / NAME
    picture.parent.mkdir()
    picture.write_bytes(saved(scene(300, 200), "PNG"))
    write_more(folder, TEXT)
    result = build(folder, Options(now=NOW, jobs=1, base_url="https://example.org/"))
    assert result.published, [found.message for found in result.diagnostics]
    return folder / "site"


def write_more(folder: Path, text: str) -> None:
    """A second explainer, a term, a question and a quote, and an icon that browsers ask for."""
    said = json.dumps(text)
    # As Markdown has it: raw HTML is refused there, and so each sign is said to be one.
    prose = json.dumps(re.sub(r"([^\w\s])", r"\\\1", text, flags=re.ASCII))
    facts = (
        f"terms:\n  word: {{term: {said}, definition: {prose}}}\n"
        f"questions:\n  - {{question: {said}, answer: {prose}, asked_by: {said}}}\n"
        f"timeline:\n  - {{date: 2024-02-02, title: {said}, text: {prose}}}\n"
    )
    settings = (folder / "explainer.yaml").read_text("utf-8")
    sheet = (folder / "content/evil/facts.yaml").read_text("utf-8")
    article = (folder / "content/evil/article.md").read_text("utf-8")
    write(
        folder,
        {
            "explainer.yaml": settings + "search: on\n",
            "content/evil/facts.yaml": sheet,
            "content/evil/article.md": article
            + f"\n![A scene](<media/{NAME.replace('<', chr(92) + '<').replace('>', chr(92) + '>')}>)\n",
            "content/more/article.md": f"---\ntitle: {prose}\nstandfirst: {prose}\ndate: 2024-11-30\n---\n\nA word.\n",
            "content/more/facts.yaml": facts,
            "content/_static/favicon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        },
    )


@pytest.fixture(scope="module")
def address(attacking: Path) -> Iterator[str]:
    """Where it is served."""
    yield from serve(attacking)


def test_nothing_that_a_fact_says_becomes_active(browser: Any, attacking: Path, address: str) -> None:
    """No dialog, no violation of the policy, nothing in the console, no element or address that does something."""
    pages = sorted(file.relative_to(attacking).as_posix() for file in attacking.rglob("*.html"))
    assert {"evil/index.html", "more/index.html", "figures/index.html", "search/index.html"} <= set(pages)
    dialogs: list[str] = []
    for path in pages:
        with opened(browser, "about:blank") as page:
            page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
            page.goto(address + path.removesuffix("index.html"))
            page.keyboard.press("Tab")
            assert page.evaluate(ACTIVE) == [], path
            for told in page.evaluate(TOLD):
                assert told["@context"]
            for summary in page.locator("summary").all():
                summary.click(timeout=2000)
    assert dialogs == []


def test_search_shows_it_as_words(browser: Any, address: str) -> None:
    """What stands in the index comes back as text, too."""
    with opened(browser, "about:blank") as page:
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(f"{address}search/")
        for words in ("alert", "evil", "script", "x"):
            page.fill("#query", words)
            page.wait_for_selector(".results[aria-busy=false]", state="attached")
            page.wait_for_timeout(300)
            assert page.evaluate(ACTIVE) == []
        assert dialogs == []


def test_the_picture_of_a_hostile_name_is_shown(browser: Any, address: str) -> None:
    """The name leads to the file and nowhere else."""
    with opened(browser, f"{address}evil/") as page:
        assert page.evaluate(
            "() => [...document.querySelectorAll('main img')].map(each => each.decode() && each.alt)"
        ) == ["A scene"]
