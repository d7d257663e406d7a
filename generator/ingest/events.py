"""Events: dated sentences, with the precision that the text gives."""

import re
from dataclasses import dataclass
from datetime import date

from generator.ingest import calendar_days
from generator.ingest.attributions import Order
from generator.ingest.dates import DateMention, Manner, find_dates
from generator.ingest.heard import Heard
from generator.ingest.passages import Passage, Place
from generator.ingest.phrases import Phrases
from generator.ingest.tense import is_future

_TITLE_MAX = 90
_COMPARISON = re.compile(
    r"(?<!at )\b(?:\w+est|most|least|first|worst|best|record|premi[eè]re?|primera?|plus|más|höchste\w*|erste[nrs]?)\b"
    r"[^,.;]{0,40}$",
    re.IGNORECASE,
)
_MEASURED_BY = re.compile(
    r"\b(?:(?:up|down) from|(?:up|down) on|compared (?:with|to)|versus)\b(?:[^,.;]|[.,]\d){0,50}$"
    r"|\bthan (?:in |on |at )?(?:the )?$"
)
_EDGE = re.compile(r"^[\s,.;:–—،-]+|[\s,.;:–—،-]+$")
_LEADING_LINK = re.compile(r"^(?:and|but|then|when|which|who|et|y|und|و)\s+", re.IGNORECASE)
_CUT = re.compile(r"[,;]\s|\s(?:and|et|y|und)\s")


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the text. `words` is the date as the text writes it; `inferred` when the dateline settled it."""

    date: str
    title: str
    text: str
    inferred: bool
    words: str
    status: str
    locator: str
    sure: bool


@dataclass(frozen=True, slots=True)
class FoundEvents:
    """The events, and the times that nothing settles, each with its sentence."""

    events: tuple[Event, ...]
    unsettled: tuple[tuple[str, str], ...]


def read_events(passages: tuple[Passage, ...], heard: Heard, anchor: date | None, phrases: Phrases) -> FoundEvents:
    """Return the dated sentences of the passages in their order, and what could not be dated."""
    events: list[Event] = []
    unsettled: dict[tuple[str, str], None] = {}
    for number, passage in enumerate(passages):
        for start, end in passage.spans:
            sentence = passage.text[start:end]
            found = find_dates(sentence, anchor, phrases)
            for first, last in found.unsettled:
                unsettled[(sentence[first:last], sentence)] = None
            used: set[str] = set()
            for mention in found.dates:
                quoted = passage.quoted_at(start + mention.start) is not None
                if mention.manner is Manner.AS_OF or _is_comparison(mention, sentence):
                    continue
                open_end = (
                    mention.manner is Manner.BY
                    and is_future(sentence, mention.start, mention.end, phrases) is not False
                )
                if open_end or (mention.relative and quoted):
                    unsettled[(sentence[mention.start : mention.end], sentence)] = None
                elif mention.edtf not in used:
                    used.add(mention.edtf)
                    events.append(
                        _event(mention, found.dates, sentence, quoted, start, number, passage, heard, anchor, phrases)
                    )
    return FoundEvents(tuple(events), tuple(unsettled))


def _is_comparison(mention: DateMention, sentence: str) -> bool:
    """Return whether the date only measures something: `the highest level since 1979`, `… since records began in 1911`."""  # noqa: E501
    head = sentence[max(0, mention.start - 60) : mention.start]
    if mention.inferred and _MEASURED_BY.search(head):
        return True  # `…, down from 3.9 percent in January`
    if mention.manner is not Manner.SINCE and not re.search(r"\bsince\b[^,.;]*$", head):
        return False
    return _COMPARISON.search(sentence[max(0, mention.start - 60) : mention.start]) is not None


def _event(
    mention: DateMention,
    dates: tuple[DateMention, ...],
    sentence: str,
    quoted: bool,
    offset: int,
    number: int,
    passage: Passage,
    heard: Heard,
    anchor: date | None,
    phrases: Phrases,
) -> Event:
    attributed = (
        quoted
        or (passage.place is Place.ANSWER and bool(passage.speaker))
        or any(
            offset <= each.attribution.start < offset + len(sentence)
            and each.attribution.order is not Order.AFTER
            and not each.attribution.stating
            for each in heard.said[number]
        )
    )
    ahead = _lies_ahead(mention, sentence, anchor, phrases)
    return Event(
        date=mention.edtf,
        title=_title(mention, dates, sentence, _bounds(mention, sentence, offset, passage)),
        text=sentence,
        inferred=mention.inferred,
        words=sentence[mention.start : mention.end],
        status="scheduled" if ahead else ("claimed" if attributed else ""),
        locator=sentence,
        sure=not mention.inferred and not quoted,
    )


def _lies_ahead(mention: DateMention, sentence: str, anchor: date | None, phrases: Phrases) -> bool:
    if anchor is None:
        return False
    last = calendar_days.last_day(mention.edtf)
    if last is None or last < anchor:
        return False
    ahead = is_future(sentence, mention.start, mention.end, phrases)
    return mention.edtf[:10] > anchor.isoformat()[: len(mention.edtf[:10])] or ahead is True


def _bounds(mention: DateMention, sentence: str, offset: int, passage: Passage) -> tuple[int, int]:
    """Return the part of the sentence that a title may use: within a quotation when the date is."""
    quotation = passage.quoted_at(offset + mention.start)
    if quotation is None:
        return 0, len(sentence)
    return max(0, quotation.start + 1 - offset), min(len(sentence), quotation.end - 1 - offset)


def _title(mention: DateMention, dates: tuple[DateMention, ...], sentence: str, bounds: tuple[int, int]) -> str:
    """Return the part of the sentence that the date belongs to, in its own words, without the date at its edge.

    A sentence with several dates is cut between them.
    """
    start, end = bounds
    for other in dates:
        if other.end <= mention.start:
            cuts = [cut.end() for cut in _CUT.finditer(sentence, other.end, mention.start)]
            start = max(start, cuts[-1] if cuts else other.end)
        elif other.start >= mention.end:
            cut = _CUT.search(sentence, mention.end, other.start)
            end = min(end, cut.start() if cut else other.start)
    part = sentence[start:end]
    words = sentence[mention.start : mention.end]
    bare = _LEADING_LINK.sub("", _EDGE.sub("", part))
    for edge in (
        rf"^(?:(?:on|in|am|im|le|el|en|في|وفي|yesterday)\s+)?{re.escape(words)}\s*,?\s*",
        rf"\s*,?\s*(?:\b(?:on|in|am|im|le|el|en)\s+)?{re.escape(words)}$",
    ):
        shorter = _EDGE.sub("", re.sub(edge, "", bare, flags=re.IGNORECASE))
        bare = shorter if len(shorter.split()) >= 2 else bare
    bare = bare.strip('“”"«»„ ')
    if len(bare.split()) < 2:
        bare = _EDGE.sub("", sentence)
    if len(bare) > _TITLE_MAX:
        bare = bare[:_TITLE_MAX].rpartition(" ")[0] + "…"
    return bare[:1].upper() + bare[1:]
