"""Numbers in a language: grouped, with decimals as written, dressed in their unit."""

from __future__ import annotations

import functools
import unicodedata
from decimal import Decimal

from generator.language.cldr import Conventions, look_up
from generator.language.units import UCUM

NO_BREAK_SPACE = "\u00a0"


def write_number(value: Decimal | int, conventions: Conventions) -> str:
    """The number in Latin digits, grouped as the language does, with all the decimals that were written."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    minus = text.startswith("-")
    whole, _, decimals = text.lstrip("-").partition(".")
    first, further = conventions.group_first, conventions.group_further
    if first and len(whole) >= first + conventions.group_minimum:
        groups = [whole[-first:]]
        rest = whole[:-first]
        while rest:
            groups.append(rest[-further:])
            rest = rest[:-further]
        whole = conventions.group.join(reversed(groups))
    if decimals:
        whole = f"{whole}{conventions.decimal}{decimals}"
    return conventions.minus + whole if minus else whole


def dress(text: str, count: Decimal, unit: str, conventions: Conventions) -> str:
    """The number, already in words of the language, with the symbol of its unit; `count` chooses the plural form.

    Units are `%`, the currencies of ISO 4217 and those of `UCUM`. Any other text is a counted noun, such as `people`:
    it stays in the prose, so the number is returned as it is.
    """
    if unit == "%":
        sign = conventions.percent_sign
        return conventions.percent.before.replace("%", sign) + text + conventions.percent.after.replace("%", sign)
    if unit in UCUM:
        name, symbol = UCUM[unit]
        pattern = conventions.unit(name, conventions.plural(abs(count))) if name else ""
        return (pattern or f"{{0}} {symbol}").replace("{0}", text)
    if is_currency(unit):
        return _dress_money(text, conventions.currency_symbol(unit), conventions)
    return text


def has_symbol(unit: str) -> bool:
    """Whether a number of this unit carries a symbol, rather than a noun that stands in the prose."""
    return unit == "%" or unit in UCUM or is_currency(unit)


def is_measure(unit: str) -> bool:
    """Whether the unit is one of measure, a code of `UCUM`."""
    return unit in UCUM


def is_currency(unit: str) -> bool:
    """Whether the unit is a currency code of ISO 4217."""
    return len(unit) == 3 and unit.isascii() and unit.isupper() and unit in _currency_codes()


@functools.cache
def _currency_codes() -> frozenset[str]:
    """The codes for which CLDR has an English name: those of ISO 4217, with the withdrawn ones."""
    from babel import localedata

    return frozenset(look_up(localedata.load("en"), "currency_names"))


def _dress_money(text: str, symbol: str, conventions: Conventions) -> str:
    """The amount with its currency's symbol.

    A symbol that ends in a letter is kept off the digits: "CHF 5" (UTS 35, part 3, "Currency Spacing").
    """
    affixes = conventions.currency
    if text.startswith(conventions.minus):
        affixes, text = conventions.currency_negative, text[len(conventions.minus) :]
    before, after = affixes.before.replace("¤", symbol), affixes.after.replace("¤", symbol)
    if affixes.before.endswith("¤") and unicodedata.category(symbol[-1])[0] not in "SZ":
        before += NO_BREAK_SPACE
    if affixes.after.startswith("¤") and unicodedata.category(symbol[0])[0] not in "SZ":
        after = NO_BREAK_SPACE + after
    return f"{before}{text}{after}"
