"""What Unicode's CLDR knows of a language, read from the copy that Babel ships.

Babel's own formatters are not used. Its locale data resolve aliases by writing into dictionaries that all locales
share, so the month names of whichever locale comes first stay for the others (after `ja`, English November is "11月"),
and the output depends on the order of formatting. Here the same data are read without a write.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.language.patterns import Pattern, parse_pattern
from generator.language.tags import parts

FALLBACK = "en_001"
"""English outside the United States: 30 November 2024, and no comma before "and"."""

_NUMBER = re.compile(r"[#0][#0.,]*")

_LATE_GROUPING = frozenset(
    ("bg", "be", "ee", "es", "et", "hu", "hy", "ia", "ie", "it", "ka", "lv", "pl", "pt_PT", "sl", "sq")
)
"""Where four digits stand together, 1234, and five are grouped, 12 345: CLDR 46's minimumGroupingDigits of 2, which
Babel does not carry."""


@dataclass(frozen=True, slots=True)
class Affixes:
    """What stands before and after a number."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a language writes dates and numbers. Digits are Latin in every language."""

    locale: str
    """The locale of CLDR that the data are of."""
    months: tuple[str, ...]
    """Names inside a date, January first."""
    months_alone: tuple[str, ...]
    """Names by themselves."""
    era: str
    """What stands for "AD" where dates name it, as Thai ones do."""
    day: Pattern
    month: Pattern
    year: Pattern
    time: Pattern
    time_seconds: Pattern
    date_time: tuple[str, str, str]
    """Text before, between and after a date and a time."""
    decimal: str
    group: str
    minus: str
    group_first: int
    """Digits of the group beside the decimal mark; 0: no groups."""
    group_further: int
    group_minimum: int
    """How many digits must stand before the first mark."""
    percent: Affixes
    percent_sign: str
    currency: Affixes
    """With `¤` for the symbol."""
    currency_negative: Affixes
    """With `¤` for the symbol and the minus sign where it goes."""
    list_two: tuple[str, str, str]
    list_start: tuple[str, str, str]
    list_middle: tuple[str, str, str]
    list_end: tuple[str, str, str]
    plural: Callable[[Decimal], str]
    """The plural category of a number as written: `zero`, `one`, `two`, `few`, `many` or `other`."""
    data: Mapping[Any, Any]
    """The locale's own data, not to be changed."""

    def currency_symbol(self, code: str) -> str:
        """The symbol of an ISO 4217 code, or the code."""
        return str(look_up(self.data, "currency_symbols").get(code, code))

    def language_name(self, tag: str) -> str:
        """The language's name, or an empty string."""
        names = look_up(self.data, "languages")
        language, script, region = parts(tag)
        for code in ("_".join(filter(None, (language, script, region))), f"{language}_{script or region}", language):
            if code in names:
                return str(names[code])
        return ""

    def unit(self, name: str, category: str) -> str:
        """The pattern of a CLDR unit with `{0}` for the number; empty when CLDR has none.

        Units of time are said in full, "37 seconds" and not "37 sec"; the others by their symbol or short form.
        Arabic and Hebrew can say one and two by the noun alone. A value must show its number, so these forms are not
        taken.
        """
        for length in ("long", "short") if name.startswith("duration-") else ("short",):
            try:
                forms = look_up(self.data, "unit_patterns", name, length)
            except KeyError:
                continue
            for pattern in (forms.get(category), forms.get("other")):
                if pattern and "{0}" in pattern:
                    return str(pattern)
        return ""


def look_up(data: Mapping[Any, Any], *keys: str) -> Any:
    """The value at this path of a locale's data, aliases followed. Writes nothing. Raises `KeyError`."""
    value: Any = data
    for key in keys:
        value = _followed(value[key], data)
    return value


def _followed(value: Any, data: Mapping[Any, Any]) -> Any:
    """A value of the data, or what it is an alias of; a pair of an alias and a mapping is the former under the latter.

    These are the two forms of `babel.localedata`.
    """
    if type(value).__name__ == "Alias":
        return look_up(data, *value.keys)
    if isinstance(value, tuple) and value and type(value[0]).__name__ == "Alias":
        return {**look_up(data, *value[0].keys), **value[1]}
    return value


def locale_of(tag: str) -> str:
    """The name of the locale of CLDR nearest to a language tag; English where CLDR does not know the language."""
    from babel.core import Locale, UnknownLocaleError

    language, script, region = parts(tag)
    if language == "en" and not region:
        return FALLBACK
    for name in ((language, script, region), (language, script), (language, region), (language,)):
        try:
            return str(Locale.parse("_".join(filter(None, name))))
        except (UnknownLocaleError, ValueError):
            continue
    return FALLBACK


@functools.lru_cache(maxsize=64)
def conventions(tag: str) -> Conventions:
    """The conventions of the language with this tag."""
    from babel import localedata
    from babel.core import get_global

    locale = locale_of(tag)
    data = localedata.load(locale)
    parent = get_global("parent_exceptions").get(locale, locale)
    late = parent in _LATE_GROUPING or (parent != "es_419" and parent.split("_")[0] in _LATE_GROUPING - {"pt"})
    symbols = look_up(data, "number_symbols", "latn")
    digits = _number_pattern(look_up(data, "decimal_formats")[None].pattern)[1]
    whole = digits.split(".")[0].split(",")
    skeletons = look_up(data, "datetime_skeletons")
    lists = look_up(data, "list_patterns", "standard")
    percent = _affixes(look_up(data, "percent_formats")[None].pattern)
    money = look_up(data, "currency_formats")["standard"].pattern
    # The minus sign proper, where CLDR has the hyphen of keyboards.
    minus = symbols["minusSign"].replace("-", "\N{MINUS SIGN}")
    return Conventions(
        locale=locale,
        months=_month_names(data, "format"),
        months_alone=_month_names(data, "stand-alone"),
        era=str(look_up(data, "eras", "abbreviated")[1]),
        day=parse_pattern(look_up(data, "date_formats")["long"].pattern),
        month=parse_pattern(skeletons["yMMMM"].pattern),
        year=parse_pattern(skeletons["y"].pattern),
        time=parse_pattern(skeletons["Hm"].pattern),
        time_seconds=parse_pattern(skeletons["Hms"].pattern),
        date_time=_around(str(look_up(data, "datetime_formats")["medium"]), "{1}", "{0}"),
        decimal=symbols["decimal"],
        group=symbols["group"],
        minus=minus,
        group_first=len(whole[-1]) if len(whole) > 1 else 0,
        group_further=len(whole[-2]) if len(whole) > 2 else len(whole[-1]),
        group_minimum=2 if late else 1,
        percent=percent,
        percent_sign=symbols["percentSign"],
        currency=_affixes(money),
        currency_negative=_negative_affixes(money, minus),
        list_two=_around(lists["2"]),
        list_start=_around(lists["start"]),
        list_middle=_around(lists["middle"]),
        list_end=_around(lists["end"]),
        plural=look_up(data, "plural_form"),
        data=data,
    )


def _month_names(data: Mapping[Any, Any], context: str) -> tuple[str, ...]:
    names = look_up(data, "months", context, "wide")
    return tuple(str(names[month]) for month in range(1, 13))


def _number_pattern(pattern: str) -> tuple[str, str, str]:
    """What stands before the digits of a number pattern, the digits, and what follows, negatives left out."""
    positive = pattern.split(";")[0]
    found = _NUMBER.search(positive)
    if found is None:
        return "", "#,##0", ""
    return positive[: found.start()], found[0], positive[found.end() :]


def _affixes(pattern: str) -> Affixes:
    before, _, after = _number_pattern(pattern)
    return Affixes(before, after)


def _negative_affixes(pattern: str, minus: str) -> Affixes:
    """What stands around a negative number: as the pattern says after `;`, else a minus sign before all."""
    positive, _, negative = pattern.partition(";")
    affixes = _affixes(negative or f"-{positive}")
    return Affixes(affixes.before.replace("-", minus), affixes.after.replace("-", minus))


def _around(pattern: str, first: str = "{0}", second: str = "{1}") -> tuple[str, str, str]:
    """The text before, between and after the two places of a pattern."""
    before, _, rest = pattern.partition(first)
    between, _, after = rest.partition(second)
    return before, between, after
