"""Numbers in prose, in figures and in words, with their qualifier and what they count."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from generator.ingest.dates import western_digits
from generator.ingest.phrases import Phrases
from generator.ingest.spelled import is_loose, spelled_pattern, spelled_value
from generator.ingest.units import COMPOUND_PLURALS, PLURALS, SYMBOL_WORDS, attached_unit, is_metres

_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY", "₹": "INR", "US$": "USD", "A$": "AUD", "C$": "CAD"}
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?")
_NOUN_WORDS_MAX = 4
_DIGITS_MAX = 18
_HEAD_MAX = 120
_COUNT = r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)"
_PART = re.compile(
    r" of(?: (?:the|its|their|his|her|our|these|those|all the|all)(?: [^\W\d_]+(?:[’']s|s[’']))?"
    rf"(?: {_COUNT}(?= [^\W\d_]))?| {_COUNT})(?= [^\W\d_])"
)
"""Of what a number is a part: `of the service’s seven`, `of its 4,200`."""
_ADDRESS = re.compile(
    r"(?:[A-Z][\w’'-]+ ?)+(?:Street|Road|Avenue|Lane|Square|Place|Drive"
    r"|Close|Way|Row|Court|Hill|Terrace|Quay)|(?:St|Rd|Ave)"
)
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_COMPOUND_UNIT = re.compile(r"(?:watt|ampere|man|person|worker|passenger|flight|light|machine)$", re.IGNORECASE)
"""What makes a time a measure of something else: `64 megawatt hours`, `12 light years`."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts, from `start` (its qualifier's) to `end` (that of the noun).

    `unit` is `%`, an ISO 4217 code, or the counted noun in the text's own words. `number_start` and `number_end` hold
    the number alone.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    qualifier: str
    unit: str
    measure: bool
    """Whether the unit says how much and not of what (per cent, money): the label then needs other words."""
    elided: bool = False
    """Whether the unit is that of the number before, since the text leaves it out: `14 fires … and 12 in the south`."""


def find_quantities(text: str, taken: tuple[tuple[int, int], ...], phrases: Phrases) -> tuple[Quantity, ...]:
    """Return the quantities of one sentence; not what stands in `taken` (dates), nor ages, times, ordinals and ratios.

    A number without a noun takes the unit of the one before it where the words around it say that it goes on counting.
    """
    text = western_digits(text)
    result: list[Quantity] = []
    for match in _pattern(phrases.language).finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if result and (match["word"] or match["spelled"]) and match.start() < result[-1].end:
            continue  # `five of the service’s seven aircraft` are five aircraft.
        quantity = _quantity(match, text, phrases)
        if quantity is None and result:
            quantity = _elided(match, text, result[-1], phrases)
        if quantity is not None:
            result.append(quantity)
    return tuple(result)


def _elided(match: re.Match[str], text: str, last: Quantity, phrases: Phrases) -> Quantity | None:
    """Return the quantity of a number that counts what the one before it does; None where nothing says so."""
    before = text[max(0, match.start() - 40) : match.start()]
    goes_on = re.search(phrases.elided_before_pattern, before, re.IGNORECASE)
    value = _value(match, phrases)
    after = text[match.end() : match.end() + 40]
    if re.match(phrases.elided_more_pattern, after):
        goes_on = goes_on or re.search("", before)  # `… and we will lose 15 more`
    elif re.search(r"\bto\s$", before) and re.search(r"\bfrom\s(?:\w+\s)?$", text[: last.start]):
        goes_on = goes_on or re.search("", before)  # `from 40 tonnes to 12`
    if (
        value is None
        or goes_on is None
        or _YEAR.fullmatch(match[0])
        or re.match(phrases.elided_after_pattern, after) is None
        or last.unit in _SYMBOLS.values()
        or _is_name_or_age(match, text, phrases)
    ):
        return None
    qualifier, start = _qualifier(before, match.start(), phrases)
    return Quantity(start, match.end(), match.start(), match.end(), value, qualifier, last.unit, last.measure, True)


def _quantity(match: re.Match[str], text: str, phrases: Phrases) -> Quantity | None:
    value = _value(match, phrases)
    if value is None or _is_name_or_age(match, text, phrases):
        return None
    loose = match["spelled"] and is_loose(match["spelled"])
    if loose and _qualifier(text[max(0, match.start() - 40) : match.start()], 0, phrases)[0] == "exact":
        return None  # `a hundred reasons` is a way of speaking; `about a hundred people` is a count.
    after = text[match.end() : match.end() + _HEAD_MAX]
    unit, end, measure = _unit(match, after, phrases)
    odd = bool(unit) and not measure and value != 1 and _is_singular(unit, phrases)
    if unit and not measure and phrases.language == "en" and _ADDRESS.fullmatch(unit):
        return None  # `14 Dock Street`
    if not unit or odd:
        first = max(0, match.start() - _HEAD_MAX)
        counted = re.search(phrases.number_of_pattern, text[first : match.start()], re.IGNORECASE)
        if counted is None:
            return None
        # `an audience of 1,800`: what is measured stands before the number.
        named = counted.groupdict()
        unit, end = (named.get("what") or named["noun"]).strip(), 0
    qualifier, start = _qualifier(text[max(0, match.start() - 40) : match.start()], match.start(), phrases)
    return Quantity(start, match.end() + end, match.start(), match.end(), value, qualifier, unit, measure)


def _value(match: re.Match[str], phrases: Phrases) -> Decimal | None:
    if match["spelled"]:
        return spelled_value(match["spelled"], phrases)
    if match["word"]:
        parts = re.split(r"[-\s]+", match["word"].lower())
        total = sum(phrases.number_words.get(part, 1 if part in ("one", "ein", "une", "un") else 0) for part in parts)
        value = Decimal(total) if total else None
    else:
        value = _decimal(match["number"], phrases.decimal)
    scale = (match["scale"] or match["scale_word"] or "").lower().rstrip(".")
    if value is None or is_metres(match):
        return value
    return value * phrases.scales[scale] if scale else value


def _decimal(text: str, mark: str) -> Decimal | None:
    """Return the number a text writes with `mark` before its decimals; None when its groups are not of three digits."""
    text = re.sub(r"[\s\u00a0\u202f’']", "", text)
    group = "," if mark == "." else "."
    whole, _, fraction = text.partition(mark)
    if mark in fraction or group in fraction:
        # 1.234.567 in a text that otherwise writes 1,234,567, or an address of a machine.
        parts = text.split(mark)
        if group in text or not all(len(part) == 3 for part in parts[1:]):
            return None
        return Decimal("".join(parts))
    groups = whole.split(group)
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(part) == 3 for part in groups[1:])):
        return None
    digits = "".join(groups)
    if len(digits) > _DIGITS_MAX or (len(digits) > 1 and digits.startswith("0") and not fraction):
        return None
    return Decimal(f"{digits}.{fraction}" if fraction else digits)


def _is_name_or_age(match: re.Match[str], text: str, phrases: Phrases) -> bool:
    before = text[max(0, match.start() - 40) : match.start()]
    after = text[match.end() : match.end() + 40]
    if re.search(phrases.ratio_pattern, before, re.IGNORECASE):
        return True
    if re.search(phrases.age_pattern, before, re.IGNORECASE):
        return True
    # `Reyd, 71, climbs` and `(71)`
    if re.search(r"[^\W\d_],\s$", before) and re.match(r"\s?(?:,|\.|$|\))", after) and not match["symbol"]:
        return True
    if (
        match["number"]
        and _YEAR.fullmatch(match[0])
        and (
            re.search(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Tt]his|[Tt]hat|\S+ [A-Z][\w’-]+)\s$", before)
            or re.match(r"\s[A-Z]", after)
        )
    ):
        return True  # `the 1972 Olympics`, `the Leases Act 2024 replaces`
    if re.match(r"\s?[ap]\.?\s?m\b", after, re.IGNORECASE):
        return True
    # `the Two Rivers Council`
    if match["word"] and match["word"][0].isupper() and re.match(r"\s[A-Z]", after) and before.strip():
        return True
    if re.match(r"-(?:year|month|day|week|hour|minute|strong|metre|meter|acre)", after) or re.match(
        r"(?:st|nd|rd|th)\b|:\d\d|[-–/]\d", after
    ):
        return True
    word = re.search(r"([^\W\d_]+)\.?\s$", before)
    named = word is not None and word[1].lower() in phrases.numbered_nouns
    return bool(named and not match["scale"] and not match["symbol"] and not _counts_plural(after, phrases))


def _counts_plural(after: str, phrases: Phrases) -> bool:
    word = re.match(r"\s+([^\W\d_]+)", after)
    return (
        word is not None
        and word[1].lower() not in phrases.function_words
        and (word[1].endswith("s") or word[1].lower() in PLURALS)
    )


def _unit(match: re.Match[str], after: str, phrases: Phrases) -> tuple[str, int, bool]:
    """Return the unit, where it ends after the number, and whether it is a measure; an empty unit when none follows."""
    percent = re.match(rf"\s?(?:{phrases.percent_pattern})", after, re.IGNORECASE)
    if percent:
        return "%", percent.end(), True
    if match["symbol"]:
        return _SYMBOLS[match["symbol"]], 0, True
    symbol = re.match(r"[\s\u00a0]?([€£$])", after)
    if symbol:
        return _SYMBOLS[symbol[1]], symbol.end(), True
    if is_metres(match):
        return "m", 0, False
    attached = attached_unit(after) if match["number"] and not match["scale"] else None
    if attached:
        return attached[0], attached[1], False
    return _noun(after, phrases)


def _noun(after: str, phrases: Phrases) -> tuple[str, int, bool]:
    words: list[str] = []
    position = 0
    while len(words) < _NOUN_WORDS_MAX:
        link = re.compile(r"[ \u00a0\u202f]+(?:(?:de |d[’'])(?=\w))?" if not words else r"[ \u00a0]").match(
            after, position
        )
        word = _WORD.match(after, link.end()) if link else None
        if word is None or word[0].lower().rstrip(".") in phrases.function_words:
            break
        lower = word[0].lower().rstrip(".")
        if not words and lower in phrases.currencies:
            return phrases.currencies[lower] or lower, word.end(), True
        if words and _ends_noun(words, phrases):
            break
        words.append(word[0])
        position = word.end()
        if word[0].endswith("."):
            words[-1] = word[0][:-1]
            break
    such = re.compile(r"[ \u00a0](?:such|other|more|further|additional)(?=[ \u00a0][^\W\d_])").match(after)
    if such and phrases.language == "en" and (unit := _noun(after[such.end() :], phrases))[0]:
        return f"{such[0].strip()} {unit[0]}", such.end() + unit[1], unit[2]
    part = _PART.match(after) if phrases.language == "en" and not words else None
    if part and (unit := _noun(after[part.end() :], phrases))[0]:
        return unit[0], part.end() + unit[1], unit[2]
    of_them = re.match(r" of (?:them|these|those)\b", after) if phrases.language == "en" else None
    if not words and of_them:
        return of_them[0].strip(), of_them.end(), False
    last = words[-1].lower() if words else ""
    if len(words) > 1 and last in phrases.time_units and _COMPOUND_UNIT.search(words[-2]):
        return " ".join(words), position, False
    if phrases.language == "en" and words and re.fullmatch(r"[a-z]+ed", words[0]) and not _ends_noun(words, phrases):
        return "", 0, False  # `31 contained lead`
    if not words or last in phrases.time_units or words[0].lower() in phrases.time_units | phrases.vague_nouns:
        return "", 0, False
    return " ".join(words), position, False


def _ends_noun(words: list[str], phrases: Phrases) -> bool:
    """Return whether the word can no longer belong to what is counted: English nouns end with their plural.

    Other languages put the noun first: one word is taken.
    """
    if phrases.language != "en":
        return True
    last = words[-1].lower()
    return (
        (last.endswith("s") and not last.endswith(("ss", "us"))) or last in PLURALS or last.endswith(COMPOUND_PLURALS)
    )


def _is_singular(unit: str, phrases: Phrases) -> bool:
    """Return whether an English unit cannot be counted: `the first two cost the airline …`. Symbols are short."""
    last = unit.split()[-1]
    if phrases.language != "en" or unit.startswith("of ") or last in SYMBOL_WORDS:
        return False
    return last.islower() and len(last) > 2 and not _ends_noun([last], phrases)


def _qualifier(before: str, start: int, phrases: Phrases) -> tuple[str, int]:
    match = _qualifiers(phrases.language).search(before)
    if match is None:
        return "exact", start
    return phrases.qualifiers[match[1].lower()], start - len(before) + match.start(1)


@lru_cache(maxsize=16)
def _qualifiers(language: str) -> re.Pattern[str]:
    from generator.ingest.phrases import phrases_for

    phrases = phrases_for(language)
    assert phrases is not None
    words = sorted(phrases.qualifiers, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))})\s*$", re.IGNORECASE)


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    from generator.ingest.phrases import phrases_for

    phrases = phrases_for(language)
    assert phrases is not None
    words = "|".join(sorted(map(re.escape, phrases.number_words), key=len, reverse=True))
    small = "|".join(word for word, value in phrases.number_words.items() if value < 10)
    scales = "|".join(sorted(map(re.escape, phrases.scales), key=len, reverse=True))
    spelled = spelled_pattern(words, small) if language == "en" else r"(?P<spelled>(?!))"
    return re.compile(
        rf"{spelled}|"
        rf"(?:(?P<symbol>US\$|A\$|C\$|[€£$¥₹])\s?)?"
        rf"(?<![\w.,:/#@-])(?P<number>\d{{1,3}}(?:[\u00a0\u202f ’']\d{{3}})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)"
        rf"(?:[\s\u00a0]?(?P<scale>{scales})\b\.?)?(?![\w]*\d)"
        rf"|(?<![\w’'-])(?P<word>(?:{words})(?:[-\s](?:{small}|one))?)\b(?![’'-])"
        rf"(?:[\s\u00a0](?P<scale_word>{scales})\b)?",
        re.IGNORECASE,
    )
