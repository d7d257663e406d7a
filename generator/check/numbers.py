"""Numbers in prose that count or measure something: what is a figure, and what is a year, a name, an article.

What is not certain to be a figure is none: an editor who is warned of "Article 5" stops reading warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from generator.check.words import Words

_NUMBER = re.compile(
    r"[0-9٠-٩۰-۹]{1,3}(?:[,٬\u00a0\u202f’][0-9٠-٩۰-۹]{3})+(?![0-9])(?:[.٫][0-9٠-٩۰-۹]+)?|[0-9٠-٩۰-۹]+(?:[.,٫][0-9٠-٩۰-۹]+)*"
)
_GROUPED = re.compile(r"[0-9٠-٩۰-۹]{1,3}[,٬\u00a0\u202f’][0-9٠-٩۰-۹]{3}")
"""A number in groups is no name: nobody writes `article 1,200` or `November 44,330`."""
_MORE = re.compile(r"\s?[–-]\s?[0-9٠-٩۰-۹][0-9٠-٩۰-۹.,]*(?<![.,])")
_SPELLED = re.compile(r"[ \u00a0](?:hundred|thousand|million|billion)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*[²³]?")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'-]*)[.]?[ \u00a0]\Z")
_TWO_BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0]+[^\W\d_][\w’'-]*[ \u00a0]\Z")
_CURRENCY_BEFORE = re.compile(
    r"(?:(?:US|A|C|NZ|HK)?\$|[€£¥₹₪₽₺₩]|\b(?:USD|EUR|GBP|CHF|JPY|CNY|ILS|EGP|INR|Rs\.?|R\$))[ \u00a0]?\Z"
)
_CURRENCY_AFTER = re.compile(r"[ \u00a0\u202f]?[€£$₪₽]")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_SCORE = re.compile(r" [^\W\d_]+ (?:to|against) [0-9]")
"""`11 votes to 6`: a result, as `3–1` is one."""
_OR_MORE = re.compile(r" (?:or|and) (?:more|fewer|less|over)(?= )")
SCALES = ("hundred", "thousand", "million", "billion")
"""What makes a number of a number in words."""

SMALL = 100
"""Below this, a plain count is a detail of the story and no figure: 4 schedules, 46 staff, 31 sailings."""

PRICE = 100
"""Below this, a sum of money is what something costs at a counter: a ticket at €2, a meal at £2.95."""

_DEFINITE = ("ال", "وال", "بال", "فال", "كال")
"""The Arabic article, alone and behind a particle that is written with its word."""

_GAP = " \u00a0\u202f"
_REACH = 40
_NOUN_WORDS_MAX = 4
_DIGITS = {ord(sign): str(number) for zero in "٠۰" for number, sign in enumerate(chr(ord(zero) + n) for n in range(10))}
_DIGITS |= {ord("٬"): ",", ord("٫"): "."}


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that counts or measures something. `start` to `end` is the number with its currency and scale."""

    start: int
    end: int
    value: Decimal
    noun: str
    """What it counts, in the words of the text, or `%` or a currency."""
    rounded: bool
    """Whether the text says `about` or its like."""


def counted_numbers(text: str, words: Words) -> Iterator[Counted]:
    """The figures of a passage, in order."""
    after = 0
    for match in _NUMBER.finditer(text):
        if match.start() < after:
            continue
        found = _counted(text, match.start(), match.end(), words)
        if found:
            after = found.end
            yield found
    if words.spelled and any(scale in text for scale in SCALES):
        yield from _spelled(text, words)


def bare_numbers(text: str, words: Words) -> Iterator[Counted]:
    """Every number of a passage but years, dates and names, whether or not a noun follows it."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        before = text[max(0, start - _REACH) : start]
        follows = text[end : end + 1]
        if before[-1:].isalnum() or before[-1:] in ("/", "-", ".", "#", "@", "_") or follows in (":", "/", "-", "_"):
            continue
        value = read_number(match[0], words)
        if value is None or _is_year(match[0]) or _is_named(text, start, before, words):
            continue
        noun = _word_at(text, end, words.months | words.time_units)
        if noun or _ORDINAL.match(text, end):
            continue
        scale = _word_at(text, end, words.scales)
        if scale:
            value *= words.scales[text[scale[0] : scale[1]].lower()]
            end = scale[1]
        yield Counted(start, end, value, "", _is_rounded(before, words))


def _spelled(text: str, words: Words) -> Iterator[Counted]:
    for match in _SPELLED.finditer(text):
        before = _WORD_BEFORE.search(text + " ", max(0, match.start() - _REACH), match.start() + 1)
        if before and before[1].lower() in words.spelled:
            noun, _ = _noun(text, match.end(), words)
            if noun:
                scale = words.scales[match[0][1:]]
                yield Counted(before.start(), match.end(), Decimal(scale), noun, rounded=True)


def _counted(text: str, start: int, end: int, words: Words) -> Counted | None:
    before, follows = text[max(0, start - _REACH) : start], text[end : end + 1]
    money = _CURRENCY_BEFORE.search(before)
    previous = before[-1:]
    if not money and previous and previous not in ' \u00a0\u202f(~≈<>+[“"«‘':
        return None
    if previous in ("+",) or (follows and follows in ":/-'’_" and not _MORE.match(text, end)):
        return None
    value = read_number(text[start:end], words)
    if value is None:
        return None
    first = start
    more = _MORE.match(text, end)
    if more and more[0].lstrip(" –-")[:1] == "0":
        return None
    if more and not (_is_year(text[start:end]) and not money):
        end = more.end()
    if money:
        first = start - len(money[0])
    elif not words.percent.match(text, end) and _is_named(text, start, before, words):
        return None
    if words.threshold_before.search(text, max(0, first - _REACH), first):
        return None
    scale = _word_at(text, end, words.scales) or _letter_at(text, end, bool(money), words)
    if scale:
        value *= words.scales[text[scale[0] : scale[1]].lower()]
        end = scale[1]
    percent = words.percent.match(text, end)
    if percent:
        if words.setting_before.search(before) and _names(text, percent.end(), words):
            return None
        if words.required_after.match(text, percent.end()):
            return None
        return Counted(first, percent.end(), value, "%", _is_rounded(before, words))
    if money or _CURRENCY_AFTER.match(text, end):
        if value < PRICE and not scale:
            return None
        return Counted(first, end, value, "money", _is_rounded(before, words))
    if _is_year(text[start:end]) and not scale:
        unit = _word_at(text, end, words.units)
        if unit is None or unit[1] - unit[0] == 1:
            return None
    noun, attached = _noun(text, end, words)
    if not noun or (attached and _ORDINAL.match(text, end)):
        return None
    last = noun.rpartition(" ")[2].lower()
    if scale is None and (last in words.dimensions or (last in words.currencies and value < PRICE)):
        return None
    if scale is None and not _weighs(noun, words) and _is_no_count(text, start, end, before, words):
        return None
    if value < SMALL and scale is None and not _weighs(noun, words) and value == value.to_integral_value():
        return None
    return Counted(first, end, value, noun, _is_rounded(before, words))


def _is_no_count(text: str, start: int, end: int, before: str, words: Words) -> bool:
    """Whether a number tells what is known apart, is one side of a score or a vote, or belongs to what is asked for."""
    if _SCORE.match(text, end):
        return True
    if _GROUPED.match(text, start):
        return False
    return bool(words.known_before.search(before) or words.setting_before.search(before))


def _names(text: str, at: int, words: Words) -> bool:
    """Whether a noun stands right behind a share: `75% humidity`, and not `at 3% this year`."""
    word = _WORD.match(text, at + 1) if text[at : at + 1] in _GAP else None
    return word is not None and word[0].lower() not in words.function_words | words.months


def _weighs(noun: str, words: Words) -> bool:
    """Whether even a few of what is counted are a figure: people, deaths, metres."""
    last = noun.rpartition(" ")[2].lower()
    return last in words.weighty or last in words.units or last in words.currencies


def _is_named(text: str, start: int, before: str, words: Words) -> bool:
    """Whether the number is part of a name, a date or an age: `article 5`, `7 October`, `Boeing 737`, `Group of 77`."""
    if words.named_after.search(before):
        return True
    word = _WORD_BEFORE.search(before)
    if word is None:
        return False
    name = word[1]
    if _GROUPED.match(text, start):
        return False
    if name.lower() in words.numbered or name.lower() in words.months:
        return True
    # A capital before a short number makes a name, but for a place (`in Gaza 300 people`) and a sentence's first word.
    if name[0].isupper() and len(name) > 1 and words.shows_plural:
        alone = start - len(before) + word.start() == 0 or before[: word.start()].rstrip()[-1:] in (
            ".",
            "!",
            "?",
            ":",
            "",
        )
        ahead = _TWO_BEFORE.search(before)
        placed = ahead is not None and ahead[1].lower() in ("in", "of", "at", "near", "from", "across", "to", "for")
        digits = _NUMBER.match(text, start)
        return not alone and not placed and digits is not None and len(digits[0]) <= 4
    return False


def _noun(text: str, end: int, words: Words) -> tuple[str, bool]:
    """What is counted from `end` on, empty when nothing is; and whether it is attached to the number, as in `10km`."""
    if text[end : end + 1].isalpha() or text[end : end + 1] == "°":
        unit = _WORD.match(text, end + (text[end] == "°"))
        name = text[end : unit.end()] if unit else text[end : end + 1]
        return (name, True) if name.lower() in words.units else ("", True)
    more = _OR_MORE.match(text, end)
    at = more.end() if more else end
    taken: list[str] = []
    while len(taken) < _NOUN_WORDS_MAX and at < len(text) and text[at] in _GAP:
        word = _WORD.match(text, at + 1 + (text[at + 1 : at + 2] == "°"))
        if word is None:
            break
        name = text[at + 1 : word.end()]
        lower = name.lower()
        if lower in words.time_units or lower in words.vague or (not taken and lower in words.months):
            return "", False
        if lower in words.function_words or (len(lower) < 2 and lower not in words.units):
            break
        taken.append(name)
        if not taken[1:] and (lower in words.units or lower in words.currencies):
            return name, False
        if not words.shows_plural:
            # In Arabic what is counted never takes the article: `الفريق 101 المدارس` names the team.
            return (name, False) if len(lower) > 2 and not lower.startswith(_DEFINITE) else ("", False)
        if lower in words.plurals or (
            len(lower) > 3 and lower[-1] == "s" and not lower.endswith(("ss", "us", "is", "’s", "'s"))
        ):
            return " ".join(taken), False
        at = word.end()
    return "", False


def _word_at(text: str, at: int, known: object) -> tuple[int, int] | None:
    """Start and end of a known word at `at`, with or without a space before it."""
    start = at + 1 if text[at : at + 1] in ("", *_GAP) else at
    word = _WORD.match(text, start)
    if word is None or text[start : word.end()].lower() not in known:  # type: ignore[operator]
        return None
    # `5 m` is five metres where a space stands between, `5m` five million in money alone.
    if word.end() - start == 1 and text[start].isalpha() and text[start].lower() in "mk":
        return None
    return start, word.end()


def _letter_at(text: str, at: int, money: bool, words: Words) -> tuple[int, int] | None:
    """`m` or `k` right behind a number where it means a million or a thousand: `€5m`, `1.2m people`."""
    letter = text[at : at + 1]
    if letter not in ("m", "k") or letter not in words.scales or text[at + 1 : at + 2].isalnum():
        return None
    return (at, at + 1) if money or _noun(text, at + 1, words)[0] else None


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1100 <= int(text) <= 2199


def _is_rounded(before: str, words: Words) -> bool:
    word = _WORD_BEFORE.search(before)
    return word is not None and word[1].lower() in words.rounded


def read_number(text: str, words: Words) -> Decimal | None:
    """The value of a number as a language writes it; None for what is none, such as `1.2.3`."""
    plain = text.translate(_DIGITS).replace("\u00a0", "").replace("\u202f", "").replace("’", "")
    group = "," if words.decimal == "." else "."
    whole, mark, fraction = plain.partition(words.decimal)
    if group in whole:
        parts = whole.split(group)
        if not 1 <= len(parts[0]) <= 3 or any(len(part) != 3 for part in parts[1:]):
            return None
        whole = "".join(parts)
    if group in fraction or words.decimal in fraction or (len(whole) > 1 and whole[0] == "0") or len(whole) > 18:
        return None
    try:
        return Decimal(f"{whole}.{fraction}" if mark and fraction else whole)
    except InvalidOperation:
        return None


def agrees(counted: Decimal, rounded: bool, value: Decimal) -> bool:
    """Whether a number in prose is a value of the sheet, allowing for rounding where the prose says so or shows it."""
    if counted == value:
        return True
    if not value:
        return False
    digits = str(int(abs(counted)))
    zeros = len(digits) - len(digits.rstrip("0")) if counted == counted.to_integral_value() else 0
    step = Decimal(10) ** zeros
    if rounded:
        return abs(counted - value) < max(step, abs(value) / 20)
    # 44,000 for 44,330 is rounded and shows it; 45,000 and 44,331 are other numbers.
    return zeros >= 2 and (value / step).to_integral_value(ROUND_HALF_UP) * step == counted
