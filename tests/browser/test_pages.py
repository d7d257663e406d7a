"""Every kind of page in Chromium: accessible, inside the screen, silent, valid."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.browser import hard
from tests.browser.tools import AXE, INSTALL, SCREENSHOTS, VNU

PAGES = {
    "home": "",
    "explainer": "leap-second/",
    "doubtful": "gaza-ceasefire-talks/",
    "shared": "ozone-layer/",
    "arabic": "ar/ozone-layer/",
    "arabic-home": "ar/",
    "topic": "topics/science/",
    "figures": "figures/",
    "glossary": "glossary/",
    "search": "search/",
    "corrections": "corrections/",
    "ordinary": "about/",
    "missing": "404.html",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def opened(
    browser: Any, address: str, width: int = 1440, scheme: str = "light", *, script: bool = True, csp: bool = True
) -> Iterator[Any]:
    """A page that must not complain: errors of the console, of scripts, of the policy and requests to others fail."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=script,
        bypass_csp=not csp,
        reduced_motion="reduce",
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("http://127.0.0.1") else said.append(request.url))
    page.goto(address)
    yield page
    context.close()
    assert said == []


LOOKS = ((320, "light"), (768, "dark"), (1440, "light"), (1440, "dark"), (2560, "light"))
AXED = ((320, "light"), (1440, "dark"))
"""Each width and each scheme once: axe takes seconds a page."""


def look(page: Any, name: str, looks: tuple[tuple[int, str], ...], axed: tuple[tuple[int, str], ...]) -> None:
    """Looks at a page in each width and scheme: takes its picture, asks axe, and what there is at its side."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.evaluate(AXE.read_text("utf-8"))
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.screenshot(path=SCREENSHOTS / f"{name}-{width}-{scheme}.png")
        if (width, scheme) in axed:
            found = page.evaluate("tags => axe.run({runOnly: tags})", RULES)
            assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_inside_the_screen(browser: Any, site: str, name: str) -> None:
    """No violation of WCAG 2.2 AA that axe can find, nothing to scroll to at the side, nothing said in the console."""
    with opened(browser, site + PAGES[name], csp=False) as page:
        look(page, name, LOOKS, AXED)


@pytest.mark.parametrize("name", PAGES)
def test_page_keeps_its_own_policy(browser: Any, site: str, name: str) -> None:
    """The page's content security policy stops nothing that the page itself asks for."""
    with opened(browser, site + PAGES[name]) as page:
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("name", PAGES)
def test_page_works_without_script(browser: Any, site: str, name: str) -> None:
    """All is there without JavaScript, inside the screen."""
    with opened(browser, site + PAGES[name], 320, script=False) as page:
        assert page.locator("h1").count() == 1
        box = page.locator("main").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


@pytest.mark.parametrize("slug", hard.pages())
def test_hard_page_keeps_its_layout(browser: Any, hard_site: str, slug: str) -> None:
    """A title of 300 characters, a word of 200, 400 events, 60 values, … break nothing."""
    with opened(browser, f"{hard_site}{slug}/", csp=False) as page:
        look(page, f"hard-{slug}", ((320, "light"), (768, "light"), (1440, "light"), (2560, "dark")), ((320, "light"),))


@pytest.mark.parametrize("width", [320, 390, 768, 1440, 2560])
def test_the_measure_stays_readable(browser: Any, site: str, width: int) -> None:
    """From 60 to 72 characters a line where there is room for them, and never more; the figures stand beside their text."""
    with opened(browser, site + "leap-second/", width) as page:
        measured = page.evaluate(
            "(() => { const text = document.querySelector('.body > p'); const style = getComputedStyle(text);"
            " const canvas = document.createElement('canvas').getContext('2d');"
            " canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;"
            " const words = text.innerText; return text.clientWidth / (canvas.measureText(words).width / words.length) })()"
        )
        assert measured <= 72
        assert width < 768 or measured >= 58
        edge = page.locator(".masthead .site").bounding_box()["x"]
        text = page.locator("h1").bounding_box()["x"]
        assert 0 <= text - edge <= 400, "the masthead keeps to the text, however wide the screen"


@pytest.mark.skipif(not VNU.is_file() or shutil.which("java") is None, reason=INSTALL)
def test_html_is_valid(site_folder: Path, hard_folder: Path) -> None:
    """The Nu checker finds no error in any page."""
    files = [str(file) for folder in (site_folder, hard_folder) for file in sorted(folder.rglob("*.html"))]
    run = subprocess.run(
        ["java", "-jar", str(VNU), "--errors-only", "--format", "gnu", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in run.stderr.splitlines() if line.startswith(('"file:', "file:"))]
    assert errors == []


def test_weight_of_a_typical_page(site_folder: Path) -> None:
    """Compressed as hosts do files that they keep (Brotli, quality 11): a page of HTML with all that is in it 14 KB, style
    sheets 10 KB, script 4 KB.

    The page on the leap second, with 21 sources that are cited 101 times and the histories of three figures, is no
    typical one.
    """
    brotli = pytest.importorskip("brotli", reason="pip install brotli")

    def weight(*files: Path) -> int:
        return sum(len(brotli.compress(file.read_bytes())) for file in files)

    pages = [file.parent for file in site_folder.rglob("index.html") if b'class="explainer"' in file.read_bytes()]
    assert len(pages) == 4
    for folder in pages:
        limit = 15 if folder.name == "leap-second" else 14
        html = (folder / "index.html").read_bytes()
        seen, mark, told = html.partition(b'<script type="application/ld+json">')
        assert mark
        assert len(brotli.compress(seen)) <= 14 * 1024
        assert len(brotli.compress(html)) <= limit * 1024
        assert told.count(b"<") == 3, "the data is the last of the page"
    assert weight(*(site_folder / "assets").glob("*.css")) <= 10 * 1024
    assert weight(*(site_folder / "assets").glob("*.js")) <= 4 * 1024


def test_nothing_shifts(browser: Any, site: str) -> None:
    """The layout stands with the first paint."""
    with opened(browser, site + "leap-second/", 390) as page:
        page.wait_for_timeout(600)
        shift = page.evaluate(
            "new Promise(done => new PerformanceObserver(list => done("
            "list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))"
            ".observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 300))"
        )
        assert shift == 0
