"""Numbers, units, lists, lengths of time and names of languages."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.speech import Speech, speech
from generator.model.dates import parse_date

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "templates" / "locale"


def say(language: str) -> Speech:
    """The theme's speech of a language."""
    return speech(language, (LOCALE,))


NUMBERS = [
    # language, 44330, 1234, 1.10, −12345.678
    ("en", "44,330", "1,234", "1.10", "−12,345.678"),
    ("fr", "44\u202f330", "1\u202f234", "1,10", "−12\u202f345,678"),
    ("es", "44.330", "1234", "1,10", "−12.345,678"),
    ("es-MX", "44,330", "1,234", "1.10", "−12,345.678"),
    ("de", "44.330", "1.234", "1,10", "−12.345,678"),
    ("de-CH", "44’330", "1’234", "1.10", "−12’345.678"),
    ("ar", "44,330", "1,234", "1.10", "\u200e−12,345.678"),
    ("he", "44,330", "1,234", "1.10", "\u200e−12,345.678"),
    ("hi", "44,330", "1,234", "1.10", "−12,345.678"),
    ("pl", "44\u00a0330", "1234", "1,10", "−12\u00a0345,678"),
    ("pt", "44.330", "1.234", "1,10", "−12.345,678"),
    ("pt-PT", "44\u00a0330", "1234", "1,10", "−12\u00a0345,678"),
    ("sv", "44\u00a0330", "1\u00a0234", "1,10", "−12\u00a0345,678"),
]


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row[0])
def test_numbers_are_grouped_as_the_language_does(row: tuple[str, ...]) -> None:
    """Decimals stay as written; Spanish, Polish and Portuguese leave four digits together."""
    language, *texts = row
    values = ["44330", "1234", "1.10", "-12345.678"]
    assert [say(language).number(Decimal(value)) for value in values] == texts


def test_one_and_ten_hundredths_is_not_one_and_a_tenth() -> None:
    """As keys of a memory the two Decimals are equal; as texts they are not."""
    voice = say("en")
    assert [voice.number(Decimal(text)) for text in ("1.1", "1.10", "1.1")] == ["1.1", "1.10", "1.1"]
    assert voice.number(Decimal("1E+3")) == "1,000"
    assert voice.number(Decimal("0.00")) == "0.00"


def test_indian_groups() -> None:
    """Lakh and crore."""
    assert say("hi").number(123456789) == "12,34,56,789"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.sampled_from(["en", "fr", "de", "ar", "hi"]))
def test_no_digit_is_lost(value: Decimal, language: str) -> None:
    """Whatever the grouping, the digits are those that were written, in order."""
    digits = re.sub(r"\D", "", say(language).number(value))
    assert digits == re.sub(r"\D", "", format(value, "f"))


VALUES = [
    # language, value, unit, words
    ("en", "50", "%", "50%"),
    ("fr", "50", "%", "50\u00a0%"),
    ("ar", "50", "%", "50\u200e%\u200e"),
    ("tr", "50", "%", "%50"),
    ("en", "5.50", "USD", "US$5.50"),
    ("en-US", "5.50", "USD", "$5.50"),
    ("en", "-5", "GBP", "−£5"),
    ("en", "5", "CHF", "CHF\u00a05"),
    ("de", "1234567", "EUR", "1.234.567\u00a0€"),
    ("de-CH", "-5", "CHF", "CHF−5"),
    ("nl", "-5", "EUR", "€\u00a0−5"),
    ("en", "12", "km", "12 km"),
    ("en", "37", "s", "37 seconds"),
    ("ar", "37", "s", "37 ثانية"),
    ("en", "-0.0414", "s", "−0.0414 seconds"),
    ("en", "1", "h", "1 hour"),
    ("fr", "25.0", "Cel", "25,0\u202f°C"),
    ("ar", "12", "km", "12 كم"),
    ("ar", "1", "d", "1 يوم"),
    ("he", "2", "d", "2 ימים"),
    ("en", "415", "[ppm]", "415 ppm"),
    ("en", "1.3", "Gt", "1.3 Gt"),
    ("de", "7.5", "ug/m3", "7,5 µg/m³"),
    ("en", "44330", "people", "44,330"),
    ("en", "3", "ABC", "3"),
    ("en", "3", "EURO", "3"),
    ("en", "3", "", "3"),
]


@pytest.mark.parametrize(("language", "value", "unit", "words"), VALUES)
def test_a_unit_with_a_symbol_is_shown(language: str, value: str, unit: str, words: str) -> None:
    """Per cent, currencies and UCUM's units; a counted noun stays in the prose. The number is always there."""
    assert say(language).value(Decimal(value), unit) == words


def test_every_unit_has_a_pattern_with_the_number() -> None:
    """Where CLDR has a name for a unit it is spelled right, and no plural form swallows the number."""
    from generator.language.cldr import conventions
    from generator.language.units import UCUM

    for language in ("en", "ar", "he", "fr", "es", "de"):
        for code, (name, _) in UCUM.items():
            if name and language == "en":
                assert conventions("en").unit(name, "other"), code
            for n in (0, 1, 2, 3, 11, 100):
                assert str(n) in say(language).value(n, code), (language, code)


def test_qualifiers_and_ranges() -> None:
    """The fact sheet's five qualifiers; a symbol behind the numbers stands once, one before them twice."""
    voice = say("en")
    qualifiers = ["exact", "at-least", "at-most", "about", "more-than"]
    assert [voice.qualified(qualifier, "5") for qualifier in qualifiers] == [
        "5",
        "at least 5",
        "at most 5",
        "about 5",
        "more than 5",
    ]
    assert voice.range(Decimal("40000"), Decimal("50000"), "people") == "40,000 to 50,000"
    assert voice.range(Decimal("1.5"), Decimal("2.0"), "Cel") == "1.5 to 2.0°C"
    assert voice.range(5, 7, "USD") == "US$5 to US$7"
    assert say("fr").range(5, 7, "%") == "5 à 7\u00a0%"


@pytest.mark.parametrize(
    ("language", "items", "words"),
    [
        ("en", [], ""),
        ("en", ["a"], "a"),
        ("en", ["a", "b"], "a and b"),
        ("en", ["a", "b", "c", "d"], "a, b, c and d"),
        ("en-US", ["a", "b", "c"], "a, b, and c"),
        ("ar", ["مصر", "قطر", "لبنان"], "مصر وقطر ولبنان"),
        ("he", ["מצרים", "קטר"], "מצרים וקטר"),
        ("he", ["מצרים", "UN"], "מצרים ו-UN"),
        ("es", ["Siria", "Irak"], "Siria e Irak"),
        ("es", ["agua", "hielo"], "agua y hielo"),
        ("ja", ["a", "b", "c"], "a、b、c"),
    ],
)
def test_lists(language: str, items: list[str], words: str) -> None:
    """CLDR's patterns, and the sounds that Spanish and Hebrew mind."""
    assert say(language).list(items) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 days"), (1, "1 day"), (45, "45 days"), (46, "2 months"), (730, "24 months"), (1000, "3 years")],
)
def test_ages(days: int, words: str) -> None:
    """To the nearest unit that tells it."""
    assert say("en").age(days) == words


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, "0 يوم"), (1, "يوم واحد"), (2, "يومان"), (3, "3 أيام"), (11, "11 يومًا"), (40, "40 يومًا")],
)
def test_arabic_has_six_plurals(n: int, words: str) -> None:
    """CLDR's categories, each with its own form."""
    assert say("ar").age(n) == words


def test_reading_time() -> None:
    """Numbers in sentences are grouped like any other."""
    assert say("en").reading_time(1) == "1 minute to read"
    assert say("de").reading_time(5) == "5 Minuten Lesezeit"
    assert say("en").words("{n} source", "{n} sources", 1234) == "1,234 sources"


def test_names_of_languages() -> None:
    """In this language for a sentence, in its own for a language switch; an unknown tag is its own name."""
    voice = say("en")
    assert voice.language_name("ar") == "Arabic"
    assert voice.language_name("pt-BR") == "Brazilian Portuguese"
    assert voice.language_name("qaa") == "qaa"
    assert [voice.language_name(tag, in_its_own=True) for tag in ("ar", "fr", "es", "he", "de")] == [
        "العربية",
        "Français",
        "Español",
        "עברית",
        "Deutsch",
    ]
    assert say("fr").language_name("ar") == "arabe"


def test_importing_the_package_imports_no_babel() -> None:
    """A command that says no date pays nothing."""
    script = "import sys, generator.language.speech as s; s.speech('en').word('x'); sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_saying_it_again_is_fast() -> None:
    """A cold build says 100 dates and numbers a page: about 1 µs each when repeated, with room for a slow machine."""
    voice, date, value = say("en"), parse_date("2024-11-30"), Decimal("44330")
    voice.date(date), voice.value(value, "%")
    taken = []
    for _ in range(5):
        started = time.process_time()
        for _ in range(1_000):
            voice.date(date)
            voice.value(value, "%")
        taken.append(time.process_time() - started)
    assert min(taken) < 2_000 * 15e-6
