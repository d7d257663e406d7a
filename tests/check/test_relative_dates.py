"""The hint of `date-relative`: the date where dateline and tense settle it, and never a guess."""

from __future__ import annotations

import pytest

from tests.check.project import check_files


def _hints(text: str, dateline: str = "2024-11-30", language: str = "en") -> list[str]:
    front = f"---\ntitle: A title\ndate: 2024-12-01\nlanguage: {language}\n"
    front += f"dateline: {{date: {dateline}}}\n---\n" if dateline else "---\n"
    found = check_files({"article.md": f"{front}{text}\n"})
    return [entry.hint for entry in found if entry.code == "date-relative"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The White House announced on Wednesday that it was working for a truce.", "27 November 2024"),
        ("On Wednesday, the White House announced a push.", "27 November 2024"),
        ("On Wednesday the White House said it would work with Turkey.", "27 November 2024"),
        ("A delegation arrived in Cairo on Saturday.", "30 November 2024"),
        ("The delegations will meet on Thursday.", "5 December 2024"),
        ("The bridge is due to open on Friday.", "6 December 2024"),
        ("The plan announced on Monday will cut jobs.", "25 November 2024"),
        ("Talks on Monday ended without a word.", "25 November 2024"),
        ("It had been told yesterday.", "29 November 2024"),
        ("The court ruled today that the law stands.", "30 November 2024"),
        ("Tomorrow the minister will appeal.", "1 December 2024"),
    ],
)
def test_dateline_and_tense_settle_the_day(text: str, day: str) -> None:
    """The 30th of November 2024 was a Saturday."""
    hints = _hints(text)
    assert len(hints) == 1
    assert hints[0] == f"under the dateline of 2024-11-30 this is {day}: write the date"
    assert _hints(text, dateline="") == [
        "it is relative to the day of writing: write the date, or give the article a `dateline`"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They said it would meet on Thursday.",
        "They said talks resume on Thursday.",
        "It happened last Tuesday.",
        "They will meet next Tuesday.",
        "The two had met on Monday.",
        "The council meets on Monday.",
        "They will meet on Saturday.",
        "The port was closed until Friday.",
        "After Wednesday's vote the mayor will resign.",
        "The shop is closed on Friday.",
        "The displaced families return on Sunday.",
        "On Sunday the 20 armed men leave.",
        "The council rejected the plan before Thursday.",
        "He might go on Monday.",
        "They met last week.",
        "It was set up less than 48 hours earlier.",
        "The talks failed and resume on Tuesday.",
    ],
)
def test_what_tense_leaves_open_stays_open(text: str) -> None:
    """A wrong date is worse than none."""
    hints = _hints(text)
    assert len(hints) == 1
    assert "this is" not in hints[0]


def test_an_uncertain_dateline_settles_nothing() -> None:
    """A month, or a day that is only about right."""
    for dateline in ("2024-11", "2024-11-30~", "2024-11-29/2024-11-30"):
        assert all("this is" not in hint for hint in _hints("It arrived on Saturday.", dateline))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("وصل الوفد إلى القاهرة يوم السبت.", "30 نوفمبر 2024"),
        ("أعلن البيت الأبيض يوم الأربعاء بيانا.", "27 نوفمبر 2024"),
        ("وسيجتمع الوفدان يوم الخميس.", "5 ديسمبر 2024"),
    ],
)
def test_arabic_is_settled_by_its_own_tenses(text: str, day: str) -> None:
    """The hint names the day in Arabic."""
    assert _hints(text, language="ar") == [f"under the dateline of 2024-11-30 this is {day}: write the date"]
