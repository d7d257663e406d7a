"""Directions of languages."""

from __future__ import annotations

import pytest

from generator.language.tags import RTL_SCRIPTS, direction, parts, turns


@pytest.mark.parametrize(
    "tag",
    [
        "ar",
        "ar-EG",
        "he",
        "iw",
        "fa",
        "ur",
        "ps",
        "sd",
        "ug",
        "yi",
        "dv",
        "ckb",
        "ks",
        "pa-PK",
        "az-Arab",
        "AR",
        "ku_Arab",
    ],
)
def test_from_right_to_left(tag: str) -> None:
    """By language, by region where a language has two scripts, and by script where the tag names one."""
    assert direction(tag) == "rtl"


@pytest.mark.parametrize(
    "tag", ["en", "ja", "ku", "az", "ks-Deva", "pa", "sd-Deva", "ar-Latn", "yi-Latn-US", "xx", "", "en-x-Arab"]
)
def test_from_left_to_right(tag: str) -> None:
    """All others, unknown ones among them."""
    assert direction(tag) == "ltr"


def test_every_language_of_cldr_runs_its_way() -> None:
    """The table agrees with CLDR's likely scripts."""
    from babel.core import get_global

    for tag, full in get_global("likely_subtags").items():
        if not tag.startswith("und"):
            expected = "rtl" if full.split("_")[1] in RTL_SCRIPTS else "ltr"
            assert direction(tag) == expected, tag


def test_parts_of_a_tag() -> None:
    """Language, script and region in their usual letters."""
    assert parts("zh-hant-tw") == ("zh", "Hant", "TW")
    assert parts("es-419") == ("es", "", "419")
    assert parts("sr_Latn") == ("sr", "Latn", "")


@pytest.mark.parametrize(
    ("text", "ltr", "rtl"),
    [
        ("Ana Example", False, True),
        ("Société générale, 3e", False, True),
        ("هيئة المسح", True, False),
        ("رخ", True, False),
        ("משרד", True, False),
        ("هيئة 2", True, True),
        ("هيئة ٢", True, False),
        ("A \u202e turned", True, True),
        ("— (…)", False, False),
    ],
)
def test_what_turns_a_line(text: str, ltr: bool, rtl: bool) -> None:
    """Letters of the other direction, numbers beside letters from right to left, and characters that steer."""
    assert (turns(text, "ltr"), turns(text, "rtl")) == (ltr, rtl)
