"""The rule about dates that only the day of writing makes a date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from generator.check.sentences import Span, around, inside, quotations, sentences
from generator.check.subject import Evidence, Finding, Read, Subject
from generator.check.words import Words, words_for
from generator.model.prose import Mention

_REACH = 60


def date_relative(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """Prose gives a date that depends on the day of writing: "Saturday", "yesterday", "less than 48 hours earlier".

    The hint gives the date where the dateline and the tense of its clause settle it, and never guesses: "last Tuesday"
    and "would meet on Thursday" stay open. A weekday beside its date, a habit ("every Friday"), a name ("Good Friday")
    and a quotation are left alone, and so is "the following day" behind a date, or another such day, in its own
    sentence or the one before.

    **Why it matters.** An explainer is read for years. By then nobody knows which Saturday it was.

    **Example.** `The delegation arrived on Saturday.`

    **Instead.** `The delegation arrived on 30 November 2024.` In front matter, `dateline: {date: 2024-11-30}` lets the
    hint say so. A page that is a diary can waive the rule in its front matter.
    """
    quick = {language: _present(subject, language) for language in {read.language for read in subject.passages()}}
    anchor = dateline(subject)
    lead: Read | None = None
    for read in subject.passages():
        above, lead = lead, read
        signs = quick[read.language]
        if not signs or read.passage.quoted:
            continue
        lower = read.passage.text.lower()
        if any(sign in lower for sign in signs):
            for found in relative_dates(read, anchor, above):
                yield read.finding(found.start, found.end, *_said(found, read, anchor))


def _present(subject: Subject, language: str) -> tuple[str, ...]:
    """Those of the language's signs of a relative date that stand anywhere in the explainer's prose."""
    words = words_for(language)
    if words is None:
        return ()
    text = subject.words
    return tuple(sign for root, signs in words.quick_dates.items() if root in text for sign in signs if sign in text)


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative date in a passage."""

    start: int
    end: int
    kind: str
    """`weekday`, `day`, `other` or `offset`, as in the word table."""
    settled: datetime.date | None
    """The day it means, where the dateline and the tense settle it."""


def dateline(subject: Subject) -> datetime.date | None:
    """The day of the dateline; None where it has none, or one that is not exactly a day."""
    given = subject.explainer.original.front.dateline
    if given is None or given.date is None or given.date.form != "point" or given.date.start is None:
        return None
    point = given.date.start
    return point.first if point.day and not point.approximate and not point.uncertain else None


def spoken_day(day: datetime.date, words: Words) -> str:
    """A day as prose gives it: `27 November 2024`."""
    return f"{day.day} {words.month_names[day.month - 1]} {day.year}"


def _said(found: Relative, read: Read, anchor: datetime.date | None) -> tuple[str, str]:
    words = words_for(read.language)
    text = read.passage.text[found.start : found.end]
    if found.settled and words:
        hint = f"under the dateline of {anchor} this is {spoken_day(found.settled, words)}: write the date"
    elif found.kind == "offset":
        hint = "it is relative to what was told before: write the date, or name the event that it counts from"
    elif anchor:
        hint = f"it is relative to the dateline, {anchor}: write the date"
    else:
        hint = "it is relative to the day of writing: write the date, or give the article a `dateline`"
    return f"`{text}` is no date once the day has passed", hint


def relative_dates(read: Read, anchor: datetime.date | None, lead: Read | None = None) -> Iterator[Relative]:
    """The relative dates of a passage, in order. `lead` is the passage before it."""
    words = words_for(read.language)
    text = read.passage.text
    if words is None:
        return
    quoted = quotations(text)
    spans: tuple[Span, ...] | None = None
    told = -1
    for match in words.relative.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        if inside(quoted, start) or _is_dated(text, start, end, words) or not _is_meant(text, start, end, kind, words):
            continue
        if spans is None:
            spans = sentences(text, words)
        if kind == "offset" and (
            told >= spans[max(0, around(spans, start, end)[0] - 1)][0] or _is_anchored(read, spans, start, words, lead)
        ):
            told = start
            continue
        settled = _settle(text, spans, start, end, kind, words, anchor) if anchor else None
        yield Relative(start, end, kind, settled)


@cache
def _dates(words: Words) -> re.Pattern[str]:
    months = "|".join(sorted(words.months, key=len, reverse=True))
    return re.compile(
        rf"(?:\b[0-9٠-٩]{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{months})\b"
        rf"|\b(?:{months})\.? [0-9]{{1,2}}\b|\b\d{{4}}-\d\d-\d\d\b)",
        re.IGNORECASE,
    )


@cache
def _beside(words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    date = _dates(words).pattern
    before = re.compile(rf"{date}(?:,? \d{{4}})?,?(?: \()?(?: ?a)? ?\Z", re.IGNORECASE)
    return before, re.compile(rf"(?: morning| afternoon| evening| night)?,?،? ?\(?(?:the )?{date}", re.IGNORECASE)


def _is_dated(text: str, start: int, end: int, words: Words) -> bool:
    """Whether the date itself stands beside it: `Saturday, 30 November`."""
    before, after = _beside(words)
    return after.match(text, end) is not None or before.search(text, max(0, start - _REACH), start) is not None


def _is_meant(text: str, start: int, end: int, kind: str, words: Words) -> bool:
    """Whether the words mean a day: not a habit, a name, or "nowadays"."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if kind == "weekday":
        if words.names_before.search(before) or words.habitual_before.search(before):
            return False
        return not words.habitual_after.match(after)
    if kind in ("other", "offset"):
        return not words.compared.search(before)
    if kind == "day":
        days = words.days.get(text[start:end].lower(), 0)
        if days >= 0 and words.timeless_after.match(after):
            return False
        if words.nowadays.search(before):
            return False
        if days == 0:
            near = text[max(0, start - 25) : end + 40]
            return words.happened.search(near) is not None
    return True


_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def _is_anchored(read: Read, spans: tuple[Span, ...], start: int, words: Words, lead: Read | None) -> bool:
    """Whether what "the following day" follows is a date here: in its sentence, the one before, or its record's.

    Before a paragraph's first sentence stands the last one of the paragraph above.
    """
    if read.keys.startswith(("timeline/", "corrections/", "changes/")):
        return True
    number, _ = around(spans, start, start + 1)
    first = spans[max(0, number - 1)][0]
    text = read.passage.text
    if _dates(words).search(text, first, start) or _YEAR.search(text, first, start):
        return True
    if number == 0 and lead is not None and lead.text is read.text and lead.passage.kind == read.passage.kind:
        above = lead.passage.text
        final = sentences(above, words)[-1:] or ((0, 0),)
        if _dates(words).search(above, *final[0]) or _YEAR.search(above, *final[0]):
            return True
    return any(
        isinstance(use.reference, Mention) and use.reference.kind == "event" and first <= use.offset <= start
        for use in read.passage.uses
    )


def _settle(
    text: str, spans: tuple[Span, ...], start: int, end: int, kind: str, words: Words, anchor: datetime.date
) -> datetime.date | None:
    """The day that the words mean under a dateline; None where the tense leaves it open."""
    if kind == "day":
        return anchor + datetime.timedelta(days=words.days[text[start:end].lower()])
    if kind != "weekday" or words.leaning.search(text[max(0, start - _REACH) : start]):
        return None
    number, _ = around(spans, start, end)
    ahead = _is_ahead(text, spans[number], start, end, words)
    if ahead is None:
        return None
    weekday = words.weekdays[text[start:end].lower()]
    if ahead:
        days = (weekday - anchor.weekday()) % 7
        # Under a Saturday's dateline, a Saturday to come is today's or the next one.
        return anchor + datetime.timedelta(days=days) if days else None
    return anchor - datetime.timedelta(days=(anchor.weekday() - weekday) % 7)


FAR_WORDS = 6
"""Words between another verb and the weekday that goes with it: "arrived in Cairo on Saturday"."""


CLAUSE_MAX = 200
"""Characters on either side of a weekday in which its verb is looked for."""


def _is_ahead(text: str, sentence: Span, start: int, end: int, words: Words) -> bool | None:
    """Whether the verb that goes with a weekday speaks of what is to come; None where no verb of its clause tells.

    Before the weekday, all verbs of the clause must agree; a verb of saying counts only right beside it, since what was
    said may lie ahead ("said talks resume on Thursday"), and a verb far off may belong to something else. A weekday
    that opens its clause goes with the first verb after it. Without "on" before it, or the verb itself, a weekday may
    be a limit ("closed until Friday"), which the verb does not date.
    """
    first, last = sentence
    if text[end : end + 2] in ("’s", "'s"):
        return None
    opening = [mark.end() for mark in words.clause.finditer(text, max(first, start - CLAUSE_MAX), start)]
    left = opening[-1] if opening else max(first, start - CLAUSE_MAX)
    closing = words.clause.search(text, end, min(last, end + CLAUSE_MAX))
    right = closing.start() if closing else min(last, end + CLAUSE_MAX)
    before = _tenses(text, left, start, words)
    if before:
        if {tense for _, _, tense in before} & {"unclear"} or len({tense for _, _, tense in before}) > 1:
            return None
        at, stop, tense = before[-1]
        between = len(text[stop:start].split())
        far = words.said_reach if tense == "past" and words.speech.fullmatch(text, at, stop) else FAR_WORDS
        if between > far or not (words.on.search(text, max(0, start - 12), start) or between == 0):
            return None
        return tense == "future"
    opens = not text[left:start].strip() or words.on.search(text, max(0, start - 12), start)
    if not opens:
        return None
    after = _tenses(text, end, right, words)
    if not after and closing and closing[0] in (",", "،"):
        further = words.clause.search(text, closing.end(), min(last, end + CLAUSE_MAX))
        after = _tenses(text, closing.end(), further.start() if further else min(last, end + CLAUSE_MAX), words)
    if not after or after[0][2] == "unclear":
        return None
    return after[0][2] == "future"


def _tenses(text: str, start: int, end: int, words: Words) -> list[tuple[int, int, str]]:
    """The verbs of a stretch that tell a time: start, end, and `past`, `future` or `unclear`, in order."""
    found = [
        (match.start(), match.end(), tense)
        for tense, pattern in (("unclear", words.unclear), ("future", words.future), ("past", words.past))
        for match in pattern.finditer(text, start, end)
        if not (tense == "past" and words.describing.search(text, max(0, match.start() - 24), match.start()))
    ]
    found.sort()
    # `was due to` is one verb and unclear; the `was` in it says nothing of its own.
    return [entry for entry in found if not any(_holds(other, entry) for other in found)]


def _holds(longer: tuple[int, int, str], part: tuple[int, int, str]) -> bool:
    return longer[0] <= part[0] and part[1] <= longer[1] and longer[1] - longer[0] > part[1] - part[0]
