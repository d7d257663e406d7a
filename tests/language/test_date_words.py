"""Dates in words: the precision of the author, the manners of the language, the same whatever was said before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.language.patterns import parse_pattern
from generator.language.speech import Speech, machine, speech
from generator.model.dates import When, parse_date
from generator.model.moments import parse_moment

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "templates" / "locale"


def say(language: str) -> Speech:
    """The theme's speech of a language."""
    return speech(language, (LOCALE,))


ENGLISH = [
    # written, in words, for machines
    ("2024-11-30", "30 November 2024", "2024-11-30"),
    ("2024-11", "November 2024", "2024-11"),
    ("2024", "2024", "2024"),
    ("0476", "476", "0476"),
    ("2024-21", "spring 2024", "2024"),
    ("2024-24~", "about winter 2024", "2024"),
    ("199X", "the 1990s", ""),
    ("19XX", "between 1900 and 1999", ""),
    ("2004-XX", "2004", "2004"),
    ("2025-05~", "about May 2025", "2025-05"),
    ("2019?", "probably 2019", "2019"),
    ("2025-05-03%", "probably about 3 May 2025", "2025-05-03"),
    ("2024-11-24/2024-11-30", "24 to 30 November 2024", "2024-11-24"),
    ("2024-11-24/2024-12-03", "24 November to 3 December 2024", "2024-11-24"),
    ("2023-11-24/2024-11-24", "24 November 2023 to 24 November 2024", "2023-11-24"),
    ("2024-11-30/2024-11-30", "30 November 2024", "2024-11-30"),
    ("2023-11/2023-12", "November to December 2023", "2023-11"),
    ("2019/2021", "2019 to 2021", "2019"),
    ("2023-10/2024-01-15", "October 2023 to 15 January 2024", "2023-10"),
    ("2024-05~/2024-06", "about May 2024 to June 2024", "2024-05"),
    ("2023-10-07/..", "since 7 October 2023", "2023-10-07"),
    ("2025-05~/..", "about May 2025, still going on", "2025-05"),
    ("2025/", "2025, end not known", "2025"),
    ("../2020-05-01", "until 1 May 2020", ""),
    ("../2020~", "until about 2020", ""),
    ("/1985", "until 1985, start not known", ""),
    ("[2026-03-11,2026-03-12]", "11 or 12 March 2026", "2026-03"),
    ("[2026-03-31,2026-04-01]", "31 March or 1 April 2026", "2026"),
    ("[2025,2026]", "2025 or 2026", ""),
    ("2016-12-31T23:59:60Z", "31 December 2016, 23:59:60 UTC", "2016-12-31T23:59Z"),
    ("2024-11-27T04:00+02:00", "27 November 2024, 04:00 UTC+2", "2024-11-27T04:00+02:00"),
    ("2024-11-27T04:00", "27 November 2024, 04:00", "2024-11-27T04:00"),
    ("2024-11-27T04:00-03:30", "27 November 2024, 04:00 UTC−3:30", "2024-11-27T04:00-03:30"),
]


@pytest.mark.parametrize(("text", "words", "for_machines"), ENGLISH)
def test_every_form_of_date_has_words(text: str, words: str, for_machines: str) -> None:
    """As precise as the author, in words and in the `datetime` attribute."""
    date = parse_date(text)
    assert (say("en").date(date), machine(date)) == (words, for_machines)


MANNERS = {
    "en-US": ["November 30, 2024", "November 24 to 30, 2024", "since October 7, 2023", "March 11 or 12, 2026"],
    "fr": ["30 novembre 2024", "du 24 au 30 novembre 2024", "depuis le 7 octobre 2023", "11 ou 12 mars 2026"],
    "es": [
        "30 de noviembre de 2024",
        "del 24 al 30 de noviembre de 2024",
        "desde el 7 de octubre de 2023",
        "11 o 12 de marzo de 2026",
    ],
    "de": ["30. November 2024", "24. bis 30. November 2024", "seit dem 7. Oktober 2023", "11. oder 12. März 2026"],
    "ar": ["30 نوفمبر 2024", "من 24 إلى 30 نوفمبر 2024", "منذ 7 أكتوبر 2023", "11 أو 12 مارس 2026"],
    "he": ["30 בנובמבר 2024", "24 עד 30 בנובמבר 2024", "מאז 7 באוקטובר 2023", "11 או 12 במרץ 2026"],
    "ja": ["2024年11月30日", "2024年11月24日 to 30日", "since 2023年10月7日", "2026年3月11日 or 12日"],
}


@pytest.mark.parametrize("language", MANNERS)
def test_each_language_has_its_manners(language: str) -> None:
    """Order of day and month, articles, ordinals; a language without a catalogue borrows English words."""
    dates = ["2024-11-30", "2024-11-24/2024-11-30", "2023-10-07/..", "[2026-03-11,2026-03-12]"]
    assert [say(language).date(parse_date(text)) for text in dates] == MANNERS[language]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "2024-05-01", "1er mai 2024"),
        ("fr", "2024-05-01/2024-05-03", "du 1er au 3 mai 2024"),
        ("fr", "2023-04/2023-08", "avril à août 2023"),
        ("fr", "../2020-05", "jusqu’en mai 2020"),
        ("fr", "2025-05-03%", "probablement vers le 3 mai 2025"),
        ("es", "[2026-03-07,2026-03-08]", "7 u 8 de marzo de 2026"),
        ("es", "[2026-03-10,2026-03-11]", "10 u 11 de marzo de 2026"),
        ("es", "[2026-09,2026-10]", "septiembre u octubre de 2026"),
        ("es", "[2026-09,2026-11]", "septiembre o noviembre de 2026"),
        ("es", "2019/2021", "de 2019 a 2021"),
        ("ru", "2024-11", "ноябрь 2024\u202fг."),
        ("ru", "2024-11-30", "30 ноября 2024\u202fг."),
        ("th", "2024-11-30", "30 พฤศจิกายน ค.ศ. 2024"),
        ("xx", "2024-11-30", "30 November 2024"),
    ],
)
def test_particular_manners(language: str, text: str, words: str) -> None:
    """First of the month, elision, "u" before the sound o, case of the month's name; English for unknown languages."""
    assert say(language).date(parse_date(text)) == words


def test_what_is_inferred_is_said_to_be() -> None:
    """The reader learns that the newsroom worked it out."""
    assert say("en").when(When(parse_date("2024-11-30"), True)) == "30 November 2024, inferred"
    assert say("en").when(When(parse_date("2024-11-30"))) == "30 November 2024"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-11-30", "30 November 2024"),
        ("2024-11-30T23:05Z", "1 December 2024, 01:05 UTC+2"),
        ("2024-07-01T12:00:30", "1 July 2024, 12:00:30 UTC+3"),
    ],
)
def test_a_moment_is_told_on_the_clocks_of_the_site(text: str, words: str) -> None:
    """A bare day has no time; a time is converted and says its offset."""
    assert say("en").moment(parse_moment(text), "Asia/Jerusalem") == words


SCRIPT = """
import datetime, sys
from decimal import Decimal
from generator.language.speech import speech
from generator.model.dates import parse_date

said = {}
for language in sys.argv[1:]:
    voice = speech(language)
    texts = [voice.date(parse_date(text)) for text in ("2024-11-30", "2024-11", "2024-10-01/2024-11-03", "2024-22")]
    said[language] = [
        *texts, voice.month(datetime.date(2024, 11, 3)), voice.value(Decimal("1234.50"), "USD"), voice.value(3, "km"),
        voice.list(["a", "b", "c"]), voice.language_name("ar"),
    ]
print(sorted(said.items()))
"""


def test_the_order_of_languages_does_not_matter() -> None:
    """Babel's own locale data do not pass this: after `ja`, English November is "11月"."""
    languages = ["ja", "en", "ar", "de", "zh-Hant", "ru", "fi", "he", "fr", "hi", "es"]
    orders = [languages, languages[::-1], languages[5:] + languages[:5]]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, *order], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
        ).stdout
        for order in orders
    }
    assert len(outputs) == 1
    assert "November" in outputs.pop()


def test_digits_are_latin_in_every_language() -> None:
    """Readers compare figures across languages, and a page holds one set of digits."""
    for language in ("ar", "ar-EG", "fa", "ur", "hi", "mr", "bn", "ne", "my", "ckb"):
        text = say(language).date(parse_date("2024-11-30")) + say(language).number(1234567)
        assert {letter for letter in text if letter.isdigit()} <= set("0123456789"), language


def test_all_locales_have_words_for_a_day() -> None:
    """Every pattern of CLDR can be filled."""
    from babel import localedata

    from generator.language.cldr import conventions

    for locale in localedata.locale_identifiers()[::7]:
        voice = Speech(locale, say("en")._words)
        assert "2024" in voice.date(parse_date("2024-11-24/2024-11-30T04:00:30")), locale
    conventions.cache_clear()


@pytest.mark.parametrize(
    ("pattern", "pair"),
    [
        ("d MMMM y", ("24", "30 M 2024")),
        ("MMMM d, y", ("M 24", "30, 2024")),
        ("d 'de' MMMM 'de' y", ("24", "30 de M de 2024")),
        ("d. MMMM y", ("24.", "30. M 2024")),
        ("y年M月d日", ("2024年11月24日", "30日")),
        ("y 'm'. MMMM d 'd'.", ("2024 m. M 24", "30 d.")),
        ("'d''ici' d MMMM y", ("d'ici 24", "d'ici 30 M 2024")),
    ],
)
def test_a_span_shares_what_its_dates_have_in_common(pattern: str, pair: tuple[str, str]) -> None:
    """Whatever the order of the pattern, and with the marks that belong to a number."""
    start = {"d": "24", "MMMM": "M", "M": "11", "y": "2024"}
    assert parse_pattern(pattern).fill_span(start, {**start, "d": "30"}) == pair
