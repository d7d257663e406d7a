"""How one language says things: the door of this package."""

from __future__ import annotations

import datetime
import functools
import gettext
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from generator.language.catalogue import fill, read_catalogue
from generator.language.cldr import Conventions, conventions
from generator.language.date_words import DateWords
from generator.language.lists import join_and
from generator.language.machine import machine as machine
from generator.language.numbers import dress, is_currency, write_number
from generator.language.tags import direction, parts
from generator.model.dates import Date, When
from generator.model.moments import Moment

DAYS_A_MONTH = 30.436875
"""The mean month of the Gregorian calendar: 146,097 days in 4,800 months."""

Key = TypeVar("Key")

MEMORY = 8192
"""How many texts of a kind are remembered. A build says the same dates and numbers on page, feed and list."""


class Speech:
    """One language. Every method returns text; the same question gets the same answer, whatever was said before."""

    def __init__(self, language: str, words: gettext.NullTranslations) -> None:
        self.language = language
        """The tag that was asked for."""
        self._words = words
        # Dates and numbers are remembered by their text: as a Decimal, 1.10 equals 1.1 and would be shown as it.
        self._dates: dict[str, str] = {}
        self._said: dict[str, str] = {}
        self._values: dict[tuple[str, str], str] = {}

    @functools.cached_property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction(self.language)

    @functools.cached_property
    def conventions(self) -> Conventions:
        """What CLDR knows of the language. Loading it imports Babel."""
        return conventions(self.language)

    @functools.cached_property
    def _date_words(self) -> DateWords:
        return DateWords(parts(self.language)[0], self.conventions, self._words)

    def word(self, message: str, /, **values: object) -> str:
        """An interface word or sentence: `word("As of {date}", date=…)`. Untranslated, it is the English message."""
        text = self._said.get(message)
        if text is None:
            text = _remember(self._said, message, self._words.gettext(message))
        return fill(text, values) if values else text

    def words(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The form that goes with the number: `words("{n} source", "{n} sources", 3)`. `{n}` is the number in words."""
        text = self._words.ngettext(singular, plural, n)
        return fill(text, {"n": self.number(n), **values})

    def date(self, date: Date) -> str:
        """The date in words at its true precision: "30 November 2024", "about May 2025, still going on"."""
        known = self._dates.get(date.text)
        if known is None:
            known = _remember(self._dates, date.text, self._date_words.date(date))
        return known

    def when(self, when: When) -> str:
        """The date in words, and that it is inferred where it is."""
        text = self.date(when.date)
        return self.word("{date}, inferred", date=text) if when.inferred else text

    def moment(self, moment: Moment, timezone: str) -> str:
        """A moment of front matter on the clocks of the site: "30 November 2024, 14:05 UTC+2"."""
        return self._date_words.moment(moment, timezone)

    def day(self, day: datetime.date) -> str:
        """A day: "30 November 2024"."""
        return self._date_words.day(day)

    def month(self, day: datetime.date) -> str:
        """The month of a day: "November 2024"."""
        return self._date_words.month(day)

    def number(self, value: Decimal | int) -> str:
        """A number, grouped, with its decimals as written: "44,330", "1.10"."""
        return self.value(value, "")

    def value(self, value: Decimal | int, unit: str) -> str:
        """A number with the symbol of its unit: "50%", "US$1.10", "12 km". Without a symbol, the number alone."""
        key = (str(value), unit)
        known = self._values.get(key)
        if known is None:
            text = dress(write_number(value, self.conventions), Decimal(value), unit, self.conventions)
            known = _remember(self._values, key, text)
        return known

    def qualified(self, qualifier: str, text: str) -> str:
        """A value with its qualifier, one of the fact sheet's: "at least 44,330". `exact` adds nothing."""
        qualify = _QUALIFIERS.get(qualifier)
        return text if qualify is None else fill(qualify(self), {"value": text})

    def range(self, low: Decimal | int, high: Decimal | int, unit: str) -> str:
        """From low to high, a symbol behind the number given once: "5 to 7%", "US$5 to US$7"."""
        if is_currency(unit):
            return self.word("{low} to {high}", low=self.value(low, unit), high=self.value(high, unit))
        text = self.word("{low} to {high}", low=self.number(low), high=self.number(high))
        return dress(text, Decimal(high), unit, self.conventions)

    def list(self, items: Sequence[str]) -> str:
        """The items in words: "a, b and c". Safe markup stays safe markup."""
        return join_and(items, self.conventions)

    def age(self, days: int) -> str:
        """A length of time to the nearest unit that tells it: "3 days", to 45; "2 months", to 24; "3 years"."""
        if days <= 45:
            return self.words("{n} day", "{n} days", days)
        months = round(days / DAYS_A_MONTH)
        if months <= 24:
            return self.words("{n} month", "{n} months", months)
        return self.words("{n} year", "{n} years", round(days / DAYS_A_MONTH / 12))

    def reading_time(self, minutes: int) -> str:
        """How long an article takes to read: "5 minutes to read"."""
        return self.words("{n} minute to read", "{n} minutes to read", minutes)

    def language_name(self, tag: str, in_its_own: bool = False) -> str:
        """The name of a language in this one, "Arabic", or in its own, "العربية"; the tag when CLDR has no name.

        A name in its own language stands alone, as in a language switch, and so begins with a capital.
        """
        if not in_its_own:
            return self.conventions.language_name(tag) or tag
        name = conventions(tag).language_name(tag)
        return name[:1].upper() + name[1:] if name else tag


_QUALIFIERS: dict[str, Callable[[Speech], str]] = {
    "at-least": lambda speech: speech.word("at least {value}"),
    "at-most": lambda speech: speech.word("at most {value}"),
    "about": lambda speech: speech.word("about {value}"),
    "more-than": lambda speech: speech.word("more than {value}"),
}
"""What the fact sheet's qualifiers say; `exact` says nothing."""


def _remember(memory: dict[Key, str], key: Key, text: str) -> str:
    """Keeps a text, and forgets all once there are too many: a preview may run for weeks."""
    if len(memory) >= MEMORY:
        memory.clear()
    memory[key] = text
    return text


@functools.lru_cache(maxsize=64)
def speech(language: str, folders: tuple[Path, ...] = ()) -> Speech:
    """The speech of a language, with the catalogues of these `locale` folders, those that override first.

    Cached: after a catalogue changes on disk, `speech.cache_clear()`. Raises `OSError` when one cannot be read.
    """
    return Speech(language, read_catalogue(language, folders))
