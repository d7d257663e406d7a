"""What a reader does: opens notes, filters the timeline, finds words, prints."""

from __future__ import annotations

import itertools
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.pipeline import Options, build
from tests.browser.conftest import NOW, serve
from tests.browser.test_pages import opened
from tests.browser.tools import ROOT, SCREENSHOTS


def test_note_opens_in_place_on_a_phone(browser: Any, site: str) -> None:
    """The words of a figure open its note by keyboard; Escape closes it and gives the focus back."""
    with opened(browser, site + "gaza-ceasefire-talks/", 390) as page:
        button = page.locator("button.ref-figure").first
        button.focus()
        page.keyboard.press("Enter")
        note = page.locator(".note:popover-open")
        assert note.count() == 1
        text = note.inner_text()
        assert "as of" in text
        assert "Says" in text
        box = note.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        page.keyboard.press("Escape")
        assert page.locator(".note:popover-open").count() == 0
        assert button.evaluate("element => element === document.activeElement")


def test_the_note_of_a_citation_says_the_title_in_place(browser: Any, site: str) -> None:
    """On a phone a mark opens the note: who published the source, when, and its title with the way to it."""
    with opened(browser, site + "leap-second/", 390) as page:
        mark = page.locator(".key-points > ul > li > sup.marks a").first
        for _ in range(2):
            mark.click()
            note = page.locator(".note:popover-open")
            # Not its `innerText`: what is far from the screen is not laid out on a phone.
            title = page.locator(f"{mark.get_attribute('href')} cite").text_content()
            assert title
            assert note.inner_text().count(title) == 1
            assert note.locator("a").first.get_attribute("href").startswith("https://")
            page.keyboard.press("Escape")


@pytest.mark.parametrize("path", ["leap-second/", "ar/ozone-layer/"])
def test_a_link_into_the_page_leads_there_on_a_phone(browser: Any, site: str, path: str) -> None:
    """Entries that are laid out when they come near move no target away: of a page just opened, and within it."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="no-preference")
    try:
        page = context.new_page()
        page.goto(site + path)
        entries = page.evaluate(
            "[...document.querySelectorAll('[id]:is(h2, .event, .figure, .question, .actor-entry, li, dl div)')].map(e => e.id)"
        )
        for place in ("#sources", *(f"#{name}" for name in entries[::9])):
            fresh = context.new_page()
            fresh.goto(site + path + place)
            page.goto(site + path + place)
            for there in (fresh, page):
                there.wait_for_timeout(400)
                top = there.locator(place).bounding_box()["y"]
                reach = there.evaluate("document.documentElement.scrollHeight - scrollY - innerHeight")
                assert -1 <= top <= 60 or reach < 1, (place, top)
            fresh.close()
    finally:
        context.close()


def test_note_opens_without_script(browser: Any, site: str) -> None:
    """A note needs no JavaScript."""
    with opened(browser, site + "gaza-ceasefire-talks/", 390, script=False) as page:
        page.locator("button.ref-figure").first.click()
        assert page.locator(".note").filter(has_text="as of").first.is_visible()


def test_notes_stand_in_the_margin_and_do_not_collide(browser: Any, site: str) -> None:
    """On a wide screen the notes of figures stand beside the text, one below the other."""
    with opened(browser, site + "leap-second/") as page:
        boxes = page.evaluate(
            "[...document.querySelectorAll('.prose .note')].filter(note => getComputedStyle(note).float !== 'none')"
            ".map(note => note.getBoundingClientRect()).map(box => [box.top, box.bottom, box.left, box.height])"
        )
        edge = page.evaluate("document.querySelector('.body p').getBoundingClientRect().right")
        assert len(boxes) > 10
        for (_, bottom, left, height), (top, *_) in itertools.pairwise(boxes):
            assert left > edge
            assert height > 0
            assert top >= bottom


def test_click_lights_the_note_in_the_margin(browser: Any, site: str) -> None:
    """Where the note can be seen already, its words light it instead of opening it twice."""
    with opened(browser, site + "leap-second/") as page:
        page.locator(".body button.ref-figure").first.click()
        assert page.locator(".note:popover-open").count() == 0
        assert page.locator(".note.lit").count() == 1


def test_citation_leads_to_its_source_and_back(browser: Any, site: str) -> None:
    """A mark leads to its source, the source back to the mark."""
    with opened(browser, site + "leap-second/", script=False) as page:
        mark = page.locator(".body .marks a").first
        assert mark.get_attribute("aria-label").startswith("Source ")
        target = mark.get_attribute("href")
        place = mark.get_attribute("id")
        back = page.locator(f"{target} a[role=doc-backlink][href='#{place}']")
        assert back.count() == 1


def test_timeline_is_filtered_by_keyboard(browser: Any, site: str) -> None:
    """Arrow keys choose a lane; the address keeps it, and a reader who does not see hears how many events are left."""
    with opened(browser, site + "leap-second/") as page:
        page.locator(".lanes input").first.focus()
        page.keyboard.press("ArrowRight")
        chosen = page.locator(".lanes input:checked")
        group = chosen.get_attribute("value")
        assert group
        assert page.url.endswith(f"#timeline?group={group}")
        shown = page.locator("section.timeline .event:visible")
        lane = chosen.get_attribute("data-lane")
        assert shown.count() > 0
        assert shown.count() == page.locator(f"section.timeline .event[data-lane='{lane}']").count()
        assert str(shown.count()) in page.locator("[role=status]").inner_text()
        address = page.url
    with opened(browser, address) as page:
        assert page.locator(".lanes input:checked").get_attribute("value") == group


def test_timeline_is_filtered_without_script(browser: Any, site: str) -> None:
    """The lanes work without JavaScript; only the address and the announcement need it."""
    with opened(browser, site + "leap-second/", script=False) as page:
        before = page.locator("section.timeline .event:visible").count()
        page.locator(".lanes input[data-lane='2']").check()
        assert 0 < page.locator("section.timeline .event:visible").count() < before


def test_link_to_a_filtered_event_shows_it(browser: Any, site: str) -> None:
    """A deep link wins over the filter."""
    with opened(browser, site + "leap-second/#timeline?group=decisions") as page:
        hidden = page.locator("section.timeline .event[hidden]").first
        identity = hidden.get_attribute("id")
        page.evaluate("id => { location.hash = id }", identity)
        page.wait_for_function("id => !document.getElementById(id).hidden", arg=identity)


def test_a_link_opens_a_folded_answer(browser: Any, hard_site: str) -> None:
    """An address opens the answer it leads to, as finding a word in the page does."""
    with opened(browser, hard_site + "questions/#question-q9", script=False) as page:
        page.wait_for_timeout(200)
        assert page.locator("#question-q9").is_visible()
        assert not page.locator("#question-q3").is_visible()


def test_folded_answers_can_be_found(browser: Any, hard_site: str) -> None:
    """Find-in-page opens what is hidden as `details` hides it, and shows the words: as HTML has it ("ancestor details
    revealing algorithm"), which the browser does for a fragment of text too."""
    with opened(browser, hard_site + "questions/") as page:
        folded = page.locator("details.question").first
        assert folded.evaluate("each => getComputedStyle(each, '::details-content').contentVisibility") == "hidden"
        assert page.evaluate("window.find('Answer 7')") is True
    with opened(browser, hard_site + "questions/#:~:text=Answer") as page:
        answer = page.locator("details.question").first
        page.wait_for_function("answer => answer.open", arg=answer.element_handle())
        assert page.locator("details.question[open]").count() == 1
        assert answer.get_by_text("Answer").first.is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_paper_shows_everything(browser: Any, hard_site: str, script: bool) -> None:
    """Folded answers are printed."""
    with opened(browser, hard_site + "questions/", script=script) as page:
        page.emulate_media(media="print")
        if script:
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
        for number in (0, 7, 14):
            box = page.locator(f"#question-q{number}").bounding_box()
            assert box is not None
            assert box["height"] > 5


def test_print(browser: Any, site: str) -> None:
    """The printed page has the addresses of its sources and no navigation."""
    with opened(browser, site + "leap-second/") as page:
        page.emulate_media(media="print")
        assert not page.locator(".masthead nav").first.is_visible()
        address = page.evaluate("getComputedStyle(document.querySelector('.source-list cite a'), '::after').content")
        assert "attr" in address or "http" in address
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.pdf(path=SCREENSHOTS / "print.pdf", prefer_css_page_size=True)


def test_stale_values_are_judged_by_the_readers_day(browser: Any, site: str) -> None:
    """A page outlives its build: a value that has gone stale since says so."""
    from datetime import datetime

    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2040, 1, 1))
    page.goto(site + "leap-second/#figures")
    assert page.locator("section.figures .stale:visible").count() > 0
    assert page.locator(".figure-note .stale:visible").count() > 0, "the note in the margin says so too"
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator(".figure-note:has(.stale:not([hidden]))").first.evaluate("note => note.showPopover()")
    assert "ay be out of date" in page.locator(".note:popover-open").inner_text()
    page.clock.set_fixed_time(datetime(2026, 11, 22))
    page.reload()
    assert page.locator(".stale:visible").count() == 0
    context.close()


def test_stale_values_are_told_without_script(browser: Any, tmp_path: Path) -> None:
    """What was out of date on the day of the build says so in card, note and print, without script."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "explainer.yaml", tmp_path)
    assert build(tmp_path, Options(now=NOW + 10 * 365 * 86400, jobs=1)).published
    with (
        contextmanager(serve)(tmp_path / "site") as address,
        opened(browser, address + "leap-second/", script=False) as page,
    ):
        assert page.locator("section.figures .stale:visible").count() > 0
        assert page.locator(".figure-note .stale:visible").count() > 0
        page.emulate_media(media="print")
        assert page.locator(".figure-note .stale:visible").count() > 0


def test_figures_can_be_sorted(browser: Any, site: str) -> None:
    """The head of a column sorts by it, says so, and sorts the other way round when it is used again."""
    with opened(browser, site + "figures/") as page:
        head = page.locator(".all-figures thead th").nth(3)
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == "ascending"
        days = page.locator(".all-figures tbody td[data-key]").evaluate_all("all => all.map(each => each.dataset.key)")
        assert days == sorted(days)
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == "descending"


def test_no_figure_parts_from_who_says_it_on_a_phone(browser: Any, site: str) -> None:
    """Value, attribution and date of the list are in sight without scrolling sideways, and still a table to all."""
    with opened(browser, site + "figures/", 320) as page:
        cells = page.locator(".all-figures tbody :is(th, td)")
        edges = cells.evaluate_all(
            "all => all.map(each => each.getBoundingClientRect()).map(box => [box.left, box.right])"
        )
        assert len(edges) > 20
        assert all(left >= 0 and right <= 320 for left, right in edges)
        shown = page.locator(".all-figures").aria_snapshot()
        assert "- columnheader" in shown
        assert "- rowheader" in shown
        assert shown.count("- cell") >= 4


def test_figures_are_sorted_without_script(browser: Any, site: str) -> None:
    """The heads of the columns lead to pages in their order."""
    with opened(browser, site + "figures/", script=False) as page:
        page.locator(".all-figures thead th").nth(3).locator("a").click()
        assert page.url.endswith("/figures/by-date/")
        assert page.locator(".all-figures thead th").nth(3).get_attribute("aria-sort") == "descending"
        days = page.locator(".all-figures tbody td[data-key]").evaluate_all("all => all.map(each => each.dataset.key)")
        assert len(days) > 5
        assert [day[:4] for day in days] == sorted((day[:4] for day in days), reverse=True)
        page.locator(".all-figures thead th").nth(4).locator("a").click()
        titles = page.locator(".all-figures tbody td:last-child").all_inner_texts()
        assert titles == sorted(titles)


def test_arabic_runs_from_right_to_left(browser: Any, site: str) -> None:
    """Direction, margin and numbers of the Arabic edition."""
    with opened(browser, site + "ar/ozone-layer/") as page:
        assert page.evaluate("document.documentElement.dir") == "rtl"
        note = page.locator(".body .figure-note").first.bounding_box()
        text = page.locator(".body p").first.bounding_box()
        assert note["x"] + note["width"] <= text["x"]
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing") in ("normal", "0px")
