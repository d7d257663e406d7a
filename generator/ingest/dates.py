"""Dates in prose: what a text says outright, what the dateline settles, and what nothing settles."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from generator.ingest import calendar_days
from generator.ingest.phrases import Phrases
from generator.ingest.tense import is_future

_DELIVERED = re.compile(
    r"\bfor (?:[a-z]+ )?(?:delivery|shipment|settlement|release|publication|completion|handover)\s$"
)
_OWN = re.compile(r"\b(?:its|his|her|their|my|our|your|the) $", re.IGNORECASE)
_UNDATED_MAX = 310
"""From this many days on a paper gives a day its year; a tense that leads further has been misread."""
_HEAD_MAX = 48
_SAYS_REACH = 24
_YEAR = r"(?:1\d{3}|20\d{2}|21\d{2})"
_YEAR_END = r"(?![\d%])(?![.,:]\d)(?!s\b)(?!-\w)"
_ARABIC_DIGITS = {ord("٠") + n: str(n) for n in range(10)} | {ord("۰") + n: str(n) for n in range(10)}


class Manner(StrEnum):
    """How a date stands in its sentence."""

    ON = "on"
    SINCE = "since"
    BY = "by"
    AS_OF = "as-of"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text, from `start` to `end`. `inferred` when the dateline was needed; `weekday` when only that."""

    start: int
    end: int
    edtf: str
    inferred: bool
    manner: Manner
    relative: bool


@dataclass(frozen=True, slots=True)
class FoundDates:
    """The dates of a text in their order, and the words that mean a time which nothing settles."""

    dates: tuple[DateMention, ...]
    unsettled: tuple[tuple[int, int], ...]


def western_digits(text: str) -> str:
    """Return the text with Arabic and Persian digits as 0–9; every position stays what it was."""
    return text.translate(_ARABIC_DIGITS) if not text.isascii() else text


@lru_cache(maxsize=4096)
def find_dates(text: str, anchor: date | None, phrases: Phrases) -> FoundDates:
    """Return the dates of one sentence.

    A relative date is settled by the anchor and the sentence's tense alone; with no anchor or no tense it is unsettled.
    Kept, since figures and events ask for the same.
    """
    text = western_digits(text)
    if not _may_hold_date(phrases.language).search(text):
        return FoundDates((), ())
    found: list[DateMention] = []
    unsettled: list[tuple[int, int]] = [
        match.span() for match in re.finditer(phrases.unsettled_pattern, text, re.IGNORECASE)
    ]
    for match in _pattern(phrases.language).finditer(text):
        if any(start < match.end() and match.start() < end for start, end in unsettled):
            continue
        mention = _mention(match, text, anchor, phrases)
        if mention is not None:
            found.append(mention)
        elif match.lastgroup and _is_relative(match, phrases):
            unsettled.append(match.span())
    return FoundDates(tuple(found), tuple(sorted(unsettled)))


def _mention(match: re.Match[str], text: str, anchor: date | None, phrases: Phrases) -> DateMention | None:
    outright = _outright(match, phrases)
    edtf = outright or _settled(match, text, anchor, phrases)
    if edtf is None:
        return None
    start, manner = _manner(match, text, phrases)
    if manner is Manner.SINCE and "/" not in edtf:
        edtf = f"{edtf}/.."
    elif re.search(phrases.about_pattern, _head(text, _inner_start(match)), re.IGNORECASE):
        edtf = edtf if "/" in edtf else edtf + "~"
    return DateMention(start, match.end(), edtf, outright is None, manner, outright is None)


def _manner(match: re.Match[str], text: str, phrases: Phrases) -> tuple[int, Manner]:
    """Return where the date begins with the words before it that belong to it, and what they make of it."""
    first = max(0, _inner_start(match) - _HEAD_MAX)
    head = text[first : _inner_start(match)]
    for pattern, manner in (
        (phrases.since_pattern, Manner.SINCE),
        (phrases.by_pattern, Manner.BY),
        (phrases.as_of_pattern, Manner.AS_OF),
    ):
        before = re.search(pattern, head, re.IGNORECASE)
        if before:
            return first + before.start(), manner
    return match.start(), Manner.ON


def _head(text: str, end: int) -> str:
    """Return the few words before a position: patterns that look back must not search a whole long sentence."""
    return text[max(0, end - _HEAD_MAX) : end]


def _inner_start(match: re.Match[str]) -> int:
    """Return where the date itself begins, after a preposition that the match took along."""
    names = ("year", "month_only", "weekday")
    return next((match.start(name) for name in names if match[name]), match.start())


def _outright(match: re.Match[str], phrases: Phrases) -> str | None:
    """Return the EDTF text of a match that names its year."""
    if match["iso"]:
        return match["iso"] if calendar_days.parse_day(match["iso"]) else None
    if match["numeric"]:
        day, month, year = (int(part) for part in re.findall(r"\d+", match["numeric"]))
        return calendar_days.day_text(year, month, day)
    if match["first_year"]:
        first, last = match["first_year"], match["last_year"]
        return f"{first}/{last}" if first < last else None
    if match["month"] and match["month_year"]:
        month = phrases.months[match["month"].lower()]
        return f"{match['month_year']}-{month:02d}"
    month_name, day_number, year_text = _day_parts(match)
    if month_name and year_text:
        month = phrases.months[month_name.lower()]
        last_text = calendar_days.day_text(int(year_text), month, int(day_number))
        if (first_day := match["day_from"] or match["mf_from"]) and last_text:
            first_text = calendar_days.day_text(int(year_text), month, int(first_day))
            return f"{first_text}/{last_text}" if first_text and first_text < last_text else last_text
        return last_text
    if match["till_day"] and match["till_year"]:
        ends = (
            ("span_day", "span_month", match["span_year"] or match["till_year"]),
            ("till_day", "till_month", match["till_year"]),
        )
        days = [calendar_days.day_text(int(y), phrases.months[match[m].lower()], int(match[d])) for d, m, y in ends]
        return f"{days[0]}/{days[1]}" if days[0] and days[1] and days[0] < days[1] else None
    if match["last_month"] and match["months_year"]:
        return _months(match, int(match["months_year"]), phrases)
    if match["interval"]:
        first, last = re.findall(r"\d{4}", match["interval"])
        return f"{first}/{last}" if first < last else None
    return match["year"] or match["bare_year"] or None


def _months(match: re.Match[str], year: int, phrases: Phrases) -> str:
    """Return the interval of two months, the later one of which lies in a year."""
    first, last = (phrases.months[match[name].lower()] for name in ("first_month", "last_month"))
    return f"{year - (first > last):04d}-{first:02d}/{year:04d}-{last:02d}"


def _day_parts(match: re.Match[str]) -> tuple[str, str, str]:
    if match["day"]:
        return match["day_month"], match["day"], match["day_year"] or ""
    if match["mf_day"]:
        return match["mf_month"], match["mf_day"], match["mf_year"] or ""
    return "", "", ""


def _settled(match: re.Match[str], text: str, anchor: date | None, phrases: Phrases) -> str | None:
    """Return the EDTF text of a match whose year the dateline and the tense give."""
    if anchor is None:
        return None
    if match["relative"]:
        return _relative(match, text, anchor, phrases)
    # What has lasted since a day began before it was written, whatever the verb.
    since = re.search(phrases.since_pattern, _head(text, _inner_start(match)), re.IGNORECASE)
    future = False if since else is_future(text, match.start(), match.end(), phrases)
    month_name, day_number, _ = _day_parts(match)
    if month_name and _is_capital(month_name, phrases):
        month = phrases.months[month_name.lower()]
        if future is None:
            return None
        last = calendar_days.nearest_day(anchor, month, int(day_number), future)
        if last and not since and abs((date.fromisoformat(last) - anchor).days) > _UNDATED_MAX:
            return None
        first_day = match["day_from"] or match["mf_from"]
        first = calendar_days.day_text(int(last[:4]), month, int(first_day)) if last and first_day else None
        return f"{first}/{last}" if first and last and first < last else last
    if match["till_day"] and future is not None:
        days = [
            calendar_days.nearest_day(anchor, phrases.months[match[m].lower()], int(match[d]), future)
            for d, m in (("span_day", "span_month"), ("till_day", "till_month"))
        ]
        return f"{days[0]}/{days[1]}" if days[0] and days[1] and days[0] < days[1] else days[1]
    if future is None:
        return None
    if match["weekday"] and _is_capital(match["weekday"], phrases):
        before = _head(text, match.start("weekday"))
        if re.search(phrases.weekday_unsettled_pattern, before, re.IGNORECASE):
            return None
        return calendar_days.nearest_weekday(anchor, phrases.weekdays[match["weekday"].lower()], future).isoformat()
    if match["last_month"] and _is_capital(match["last_month"], phrases):
        year = calendar_days.nearest_month(anchor, phrases.months[match["last_month"].lower()], future)
        return _months(match, int(year[:4]), phrases)
    if match["month_only"] and _is_capital(match["month_only"], phrases):
        if _DELIVERED.search(_head(text, match.start())):
            return None  # `Futures for delivery in April fell`: the month tells which, and not when.
        return calendar_days.nearest_month(anchor, phrases.months[match["month_only"].lower()], future)
    return None


def _relative(match: re.Match[str], text: str, anchor: date, phrases: Phrases) -> str | None:
    words = " ".join(match["relative"].lower().split())
    if _OWN.search(_head(text, match.start())):
        return None  # `in its last year`
    if words in phrases.relative_days:
        # `today` also means nowadays: only a verb that happens on a day makes it a date.
        if (
            phrases.relative_days[words] == 0
            and is_future(text, match.start(), match.end(), phrases) is None
            and not _says(phrases).search(text[max(0, match.start() - _SAYS_REACH) : match.start()])
        ):
            return None
        return (anchor + timedelta(days=phrases.relative_days[words])).isoformat()
    if words in phrases.relative_months:
        return calendar_days.shifted_month(anchor, phrases.relative_months[words])
    return f"{anchor.year + phrases.relative_years[words]:04d}"


def _is_capital(word: str, phrases: Phrases) -> bool:
    """Return whether a name is written as a name is: `may` and `march` are words in English."""
    return phrases.language not in ("en", "de") or word[:1].isupper()


def _is_relative(match: re.Match[str], phrases: Phrases) -> bool:
    """Return whether an unsettled match is worth a report: not a month's name that is no date."""
    name = (
        match["weekday"] or match["month_only"] or match["last_month"] or match["day_month"] or match["mf_month"] or ""
    )
    if match["relative"]:
        words = " ".join(match["relative"].lower().split())
        return phrases.relative_days.get(words, 1) != 0
    return bool(name) and _is_capital(name, phrases)


@lru_cache(maxsize=16)
def _says(phrases: Phrases) -> re.Pattern[str]:
    """Return what ends with a verb of saying: `the team reports today`."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases.said))})\s+$")


@lru_cache(maxsize=16)
def _may_hold_date(language: str) -> re.Pattern[str]:
    """Return a quick test that spares most sentences the long pattern."""
    from generator.ingest.phrases import phrases_for

    phrases = phrases_for(language)
    assert phrases is not None
    words = [
        *phrases.weekdays,
        *phrases.months,
        *phrases.relative_days,
        *phrases.relative_months,
        *phrases.relative_years,
    ]
    return re.compile(rf"{_YEAR}|{_any(words)}|{phrases.unsettled_pattern}", re.IGNORECASE)


def _any(words: object) -> str:
    listed = sorted(words, key=lambda word: (-len(word), word))  # type: ignore[call-overload]
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed) + ")"


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    """Return the one pattern of all ways to write a date; the first alternative that fits at a place wins."""
    from generator.ingest.phrases import phrases_for

    phrases = phrases_for(language)
    assert phrases is not None
    month, weekday = _any(phrases.months), _any(phrases.weekdays)
    year_link = r"(?:,?\s+(?:del?\s+|عام\s+|سنة\s+)?)"
    link = phrases.day_month_link
    relative = _any([*phrases.relative_days, *phrases.relative_months, *phrases.relative_years])
    between = re.sub(r"\(\?P<\w+>", "(?:", phrases.between_pattern)
    alternatives = [
        r"(?P<iso>\b\d{4}-\d{2}-\d{2}\b)",
        rf"\b(?:between|from|vom|del?|du)\s+(?:{weekday},?\s+)?(?P<span_day>\d{{1,2}}){link}(?P<span_month>{month})\b\.?"
        rf"(?:{year_link}(?P<span_year>{_YEAR}))?"
        rf"\s+(?:and|to|until|till|through|bis zum|al|au)\s+(?:{weekday},?\s+)?(?P<till_day>\d{{1,2}}){link}"
        rf"(?P<till_month>{month})\b\.?(?:{year_link}(?P<till_year>{_YEAR}){_YEAR_END})?",
        rf"(?:{weekday},?\s+)?(?:\b(?P<day_from>\d{{1,2}})\.?\s?(?:–|-|to|au|al|bis|and|et|y|und)\s?)?\b(?P<day>\d{{1,2}})"
        rf"{link}(?P<day_month>{month})\b\.?(?:{year_link}(?P<day_year>{_YEAR}){_YEAR_END})?",
        rf"\b(?P<month>{month})\b\.?{phrases.month_year_link}(?P<month_year>{_YEAR}){_YEAR_END}",
        rf"(?P<interval>{between})",
        rf"\b(?:between|from|de|entre|von)\s+(?P<first_month>{month})\s+(?:and|to|until|à|et|a|y|bis|und)\s+(?P<last_month>{month})\b"
        rf"(?!\s+\d{{1,2}}\b)(?:{year_link}(?P<months_year>{_YEAR}){_YEAR_END})?",
        rf"\b(?P<first_year>{_YEAR})[–-](?P<last_year>{_YEAR}){_YEAR_END}",
        rf"\b{phrases.year_prefix_pattern}\s+(?P<year>{_YEAR}){_YEAR_END}",
        rf"(?:\b{phrases.weekday_prefix_pattern}\s+)?\b(?P<weekday>{weekday})\b"
        # `on Saturday, May 24` is a day of the month.
        rf"(?!,?\s+(?:\d{{1,2}}{link}{month}|{month}\s+\d{{1,2}})\b)",
        rf"\b(?P<relative>{relative})\b",
        rf"\b(?:in|en|im|{'في|وفي|' if language == 'ar' else ''}last|this|next|early|late|mid|(?:start|beginning|middle|end) of|since|until|by|jusqu[’']en|dès|hasta|desde|bis|ab|seit)\s+(?P<month_only>{month})\b(?!\s+\d)",  # noqa: E501
    ]
    numeric = (
        r"(?P<numeric>\b\d{1,2}[./]\d{1,2}[./]\d{4}\b)"
        if language != "en"
        else r"(?P<numeric>\b\d{1,2}\.\d{1,2}\.\d{4}\b)"
    )
    alternatives.insert(1, numeric)
    if phrases.month_first:
        alternatives.insert(
            2,
            rf"(?:{weekday},?\s+)?\b(?P<mf_month>{month})\b\.?\s+(?:(?P<mf_from>\d{{1,2}})\s?(?:–|-|to|and)\s?)?(?P<mf_day>\d{{1,2}})(?:st|nd|rd|th)?"
            rf"(?![\d:])(?:,?\s+(?P<mf_year>{_YEAR}){_YEAR_END})?",
        )
    else:
        alternatives.insert(2, r"(?P<mf_month>(?!))(?P<mf_from>(?!))(?P<mf_day>(?!))(?P<mf_year>(?!))")
    if phrases.bare_years:
        alternatives.append(rf"(?<![\d.,:/-])\b(?P<bare_year>{_YEAR}){_YEAR_END}")
    else:
        alternatives.append(r"(?P<bare_year>(?!))")
    return re.compile("|".join(alternatives), re.IGNORECASE)
