"""The search page in Chromium: with an index in English and Arabic, without one, and without a script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.pipeline import Options, build
from tests.browser.conftest import NOW, serve
from tests.browser.test_pages import look, opened

ARTICLE = """---
title: {title}
date: 2024-11-30
topics: [{topic}]
---

## {heading}

{body}
"""

SHEET = """sources:
  book: {title: A book, publisher: Somebody, url: https://example.org/}
figures:
  turbines:
    label: Turbines in the powerhouse
    unit: turbines
    observations: [{value: 13, as_of: 2024-11-30, sources: [book]}]
timeline:
  - {id: flood, date: 1997-07-08, title: A flood carries away the cofferdam, sources: [book]}
questions:
  - {id: silt, question: Who removes the silt?, answer: "Nobody, so far. [@book]"}
terms:
  spillway: {term: spillway, definition: Where water leaves a full reservoir.}
"""


def _write(folder: Path) -> None:
    (folder / "content/dams").mkdir(parents=True)
    (folder / "content/bridges").mkdir()
    # A browser asks the root of a host for an icon where a page names none.
    (folder / "content/_static").mkdir()
    (folder / "content/_static/favicon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (folder / "explainer.yaml").write_text("title: A site\nlanguages: [en, ar]\ncards: off\n")
    text = ARTICLE.format(title="The dam of Narrows", topic="Water", heading="How it holds", body="Concrete, mostly.")
    (folder / "content/dams/article.md").write_text(text)
    (folder / "content/dams/facts.yaml").write_text(SHEET)
    text = ARTICLE.format(title="سد المضيق", topic="Water", heading="كيف يصمد", body="من الخرسانة في معظمه.")
    (folder / "content/dams/article.ar.md").write_text(text)
    (folder / "content/dams/facts.ar.yaml").write_text(
        "figures:\n  turbines: {label: التوربينات في المحطة}\nquestions:\n  - {question: من يزيل الطمي؟}\n"
    )
    body = "A bridge needs concrete too, and no turbines."
    text = ARTICLE.format(title="The bridge below", topic="Roads", heading="Its deck", body=body)
    (folder / "content/bridges/article.md").write_text(text)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an index, in a folder of its host: it works from any path."""
    folder = tmp_path_factory.mktemp("search")
    _write(folder)
    result = build(folder, Options(now=NOW, jobs=1, output=folder / "host/sub/site"))
    assert result.published, result.diagnostics
    return folder / "host"


@pytest.fixture(scope="module")
def address(searched: Path) -> Iterator[str]:
    """Its address."""
    for root in serve(searched):
        yield f"{root}sub/site/"


def _ask(page: Any, words: str) -> list[str]:
    """The titles of the results for some words."""
    page.fill("#query", words)
    return _titles(page)


def _titles(page: Any) -> list[str]:
    page.wait_for_selector(".results[aria-busy=false]", state="attached")
    return [str(title) for title in page.locator(".result h2").all_text_contents()]


def test_words_are_found_and_each_result_says_what_it_is(browser: Any, address: str) -> None:
    """In English: a figure, an event, a question, each with its place; nothing is said in the console."""
    with opened(browser, f"{address}search/") as page:
        assert set(_ask(page, "concrete")) == {"The bridge below", "The dam of Narrows"}
        assert "Found: 2" in page.locator(".search-said").text_content()
        for words, kind, place in (
            ("powerhouse", "Figure", "#figure-turbines"),
            ("cofferdam", "Event", "#event-flood"),
            ("silt", "Question", "#question-silt"),
            ("reservoir", "Term", "#term-spillway"),
        ):
            assert _ask(page, words) == ["The dam of Narrows"]
            item = page.locator(".result li").first
            assert item.locator(".tag").text_content() == kind
            assert item.locator("a").get_attribute("href").endswith(f"/sub/site/dams/{place}")
            assert words in item.locator("mark").first.text_content().lower()
        page.locator(".result li a").first.click()
        page.wait_for_url("**/dams/#term-spillway")
        assert page.locator("#term-spillway").is_visible()


def test_results_are_narrowed_by_topic_and_kind(browser: Any, address: str) -> None:
    """Both mention turbines; one has a figure of them."""
    with opened(browser, f"{address}search/") as page:
        assert set(_ask(page, "turbines")) == {"The dam of Narrows", "The bridge below"}
        page.select_option("#kind", "figure")
        assert _titles(page) == ["The dam of Narrows"]
        page.select_option("#kind", "")
        page.select_option("#topic", "Roads")
        assert _titles(page) == ["The bridge below"]


def test_words_are_found_in_arabic(browser: Any, address: str) -> None:
    """By their stem, in pages in Arabic; what a result is, is said in Arabic."""
    with opened(browser, f"{address}ar/search/") as page:
        assert _ask(page, "الخرسانة") == ["سد المضيق"]
        assert _ask(page, "التوربينات") == ["سد المضيق"]
        assert page.locator(".result li .tag").first.text_content() == "الرقم"
        assert _ask(page, "الطمي") == ["سد المضيق"]
        assert page.locator(".result li .tag").first.text_content() == "سؤال"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with many pages, whose index has several volumes in each language."""
    folder = tmp_path_factory.mktemp("volumes")
    _write(folder)
    for number in range(12):
        place = folder / f"content/lock-{number}"
        place.mkdir()
        text = ARTICLE.format(
            title=f"Lock {number}", topic="Canals", heading="Gates", body="Mitre gates of greenheart."
        )
        (place / "article.md").write_text(text)
        text = ARTICLE.format(title=f"هويس {number}", topic="Canals", heading="البوابات", body="بوابات من الخشب.")
        (place / "article.ar.md").write_text(text)
    (folder / "content/_pages").mkdir()
    (folder / "content/_pages/about.md").write_text("---\ntitle: About us\n---\n\nWe write of greenheart.\n")
    with pytest.MonkeyPatch.context() as patched:
        # A site needs more than five hundred pages for that.
        patched.setattr("generator.output.volumes.PAGES_MAX", 3)
        result = build(folder, Options(now=NOW, jobs=1, output=folder / "host/sub/site"))
    assert result.published, result.diagnostics
    assert len(list((folder / "host/sub/site/pagefind").rglob("pagefind-entry.json"))) > 8
    for root in serve(folder / "host"):
        yield f"{root}sub/site/"


def test_all_volumes_are_searched(browser: Any, large: str) -> None:
    """In English and Arabic, narrowed by topic and kind, from an address with words; one volume has no such topic."""
    locks = {f"Lock {number}" for number in range(12)}
    with opened(browser, f"{large}search/?q=greenheart") as page:
        page.wait_for_selector(".result")
        assert "Found: 13" in page.locator(".search-said").text_content()
        assert len(_titles(page)) == 10
        page.locator(".results > button").click()
        page.locator(".result").nth(12).wait_for()
        assert set(_titles(page)) == locks | {"About us"}
        page.select_option("#topic", "Canals")
        assert len(_titles(page)) == 10
        assert "Found: 12" in page.locator(".search-said").text_content()
        assert _ask(page, "concrete") == []
        page.select_option("#topic", "")
        assert set(_ask(page, "concrete")) == {"The bridge below", "The dam of Narrows"}
        assert _ask(page, "powerhouse") == ["The dam of Narrows"]
        page.select_option("#kind", "figure")
        assert _ask(page, "turbines") == ["The dam of Narrows"]
        page.locator(".result li a").first.click()
        page.wait_for_url("**/sub/site/dams/#figure-turbines")
    with opened(browser, f"{large}ar/search/") as page:
        assert _ask(page, "الخرسانة") == ["سد المضيق"]
        _ask(page, "الخشب")
        assert page.locator(".results > button").count() == 1
        page.locator(".results > button").click()
        page.locator(".result").nth(11).wait_for()
        assert set(_titles(page)) == {f"هويس {number}" for number in range(12)}


def test_an_address_holds_the_words(browser: Any, address: str) -> None:
    """So that a search can be sent to somebody."""
    with opened(browser, f"{address}search/?q=silt") as page:
        page.wait_for_selector(".result")
        assert page.locator("#query").input_value() == "silt"
        assert page.locator(".result h2").all_text_contents() == ["The dam of Narrows"]
        _ask(page, "cofferdam")
        assert page.url.endswith("?q=cofferdam")


def test_the_page_is_accessible(browser: Any, address: str) -> None:
    """Empty and with results, in each width and scheme."""
    for name, query in (("search", ""), ("search-results", "?q=turbines")):
        with opened(browser, f"{address}search/{query}", csp=False) as page:
            if query:
                page.wait_for_selector(".result")
            look(page, name, ((320, "light"), (1440, "dark")), ((320, "light"), (1440, "dark")))
    with opened(browser, f"{address}ar/search/?q=التوربينات", csp=False) as page:
        page.wait_for_selector(".result")
        look(page, "search-arabic", ((390, "light"),), ((390, "light"),))


def test_without_a_script_all_is_listed(browser: Any, address: str) -> None:
    """Titles, questions and terms, with their places; a form that could do nothing is not shown."""
    with opened(browser, f"{address}search/", script=False) as page:
        lines = page.locator(".everything a").evaluate_all(
            "all => all.map(a => [a.textContent, a.getAttribute('href')])"
        )
        assert lines == [
            ["The bridge below", "../bridges/"],
            ["The dam of Narrows", "../dams/"],
            ["Who removes the silt?", "../dams/#question-silt"],
            ["spillway", "../dams/#term-spillway"],
        ]
        assert not page.locator("form.search").is_visible()


@pytest.mark.parametrize("why", ["no extra", "not served"])
def test_without_an_index_the_list_is_filtered(browser: Any, searched: Path, tmp_path: Path, why: str) -> None:
    """As a site is made without the extra, and as the preview shows one that has it."""
    if why == "no extra":
        _write(tmp_path)
        settings = tmp_path / "explainer.yaml"
        settings.write_text(f"{settings.read_text()}search: off\n")
        assert build(tmp_path, Options(now=NOW, jobs=1)).published
        folder = tmp_path / "site"
        assert not (folder / "pagefind").exists()
    else:
        folder = tmp_path / "site"
        shutil.copytree(searched / "sub/site", folder)
        shutil.rmtree(folder / "pagefind")
    for address in serve(folder):
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}search/")
        page.fill("#query", "sïLt")
        page.wait_for_selector(".results[aria-busy=false]", state="attached")
        assert "1" in page.locator(".search-said").text_content()
        shown = page.locator(".everything a:visible").all_text_contents()
        assert shown == ["The dam of Narrows", "Who removes the silt?"]
        assert not page.locator("#kind").is_visible()
        context.close()
