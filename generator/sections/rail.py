"""The rail of a timeline: all its events on one line, true to scale, so that a reader sees when nothing happened."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec

from generator.language.tags import direction
from generator.model.dates import Date
from generator.model.facts import Era, Event
from generator.sections.composer import Composer
from generator.sections.parts import Words
from generator.sections.scale import Scale, percent, round_years

TICKS = 6
WIDTH_PX = 590
"""About as wide as the rail is on a wide screen."""

LETTER_PX = 6

DOT_PX = 10
"""A span that would be narrower than the dot of a day is drawn as one."""

MARKS_MIN = 3
"""Fewer events than this need no rail."""


class MarkView(msgspec.Struct, frozen=True, gc=False):
    """An event on the rail, in percent from the left."""

    x: str
    """Of a span, its left end."""
    width: str
    """Of a span; empty for a point."""
    status: str


class TickView(msgspec.Struct, frozen=True, gc=False):
    """A labelled point of time."""

    x: str
    words: str


class BandView(msgspec.Struct, frozen=True, gc=False):
    """An era on the rail."""

    x: str
    width: str
    middle: str
    label: Words
    fits: bool
    """True when there is room for its label on a wide screen."""


class RailView(msgspec.Struct, frozen=True, gc=False):
    """The rail. It repeats what the list says, so that a screen reader need not hear it."""

    marks: tuple[MarkView, ...]
    ticks: tuple[TickView, ...]
    bands: tuple[BandView, ...]


def rail(composer: Composer, events: Sequence[tuple[Event, int, int]], eras: Sequence[Era]) -> RailView | None:
    """The rail of these events, each with its `stretch`; None where they are few or of one day."""
    spans = [stretch(era.date.date) for era in eras]
    low = min([start for start, _ in spans] + [start for _, start, _ in events])
    high = max([end for _, end in spans] + [end for _, _, end in events])
    if len(events) < MARKS_MIN or low == high:
        return None
    scale = Scale(low, high, direction(composer.edition.language) == "rtl")
    return RailView(
        marks=tuple([_mark(event, (start + end) // 2, scale) for event, start, end in events]),
        ticks=tuple(TickView(percent(scale.percent(day)), words) for day, words in _ticks(composer, low, high)),
        bands=tuple(_band(composer, era, scale) for era in eras),
    )


def stretch(date: Date) -> tuple[int, int]:
    """The first and last day that a date may cover, of those known; one that goes on ends as it starts."""
    known = [day.toordinal() for day in (date.first, date.last) if day not in (datetime.date.min, datetime.date.max)]
    return known[0], known[-1]


def _stretch(date: Date, scale: Scale) -> tuple[float, float]:
    """Left and right end of a span; one without an end reaches the end of the rail."""
    first = scale.low if date.first == datetime.date.min else date.first.toordinal()
    last = scale.high if date.last == datetime.date.max else date.last.toordinal()
    left, right = sorted((scale.percent(first), scale.percent(last)))
    return left, right


def _mark(event: Event, middle: int, scale: Scale) -> MarkView:
    date = event.date.date
    if date.form == "span":
        left, right = _stretch(date, scale)
        if (right - left) / 100 * WIDTH_PX < DOT_PX:
            return MarkView(percent((left + right) / 2), "", event.status)
        return MarkView(percent(left), percent(right - left), event.status)
    return MarkView(percent(scale.percent(middle)), "", event.status)


def _band(composer: Composer, era: Era, scale: Scale) -> BandView:
    left, right = _stretch(era.date.date, scale)
    label = composer.words(era.label)
    fits = (right - left) / 100 * WIDTH_PX > len(era.label) * LETTER_PX
    return BandView(percent(left), percent(right - left), percent((left + right) / 2), label, fits)


def _ticks(composer: Composer, low: int, high: int) -> list[tuple[int, str]]:
    first, last = datetime.date.fromordinal(low), datetime.date.fromordinal(high)
    if last.year - first.year >= 2:
        years = round_years(first.year + 1, last.year, TICKS)
        return [(datetime.date(year, 1, 1).toordinal(), f"{year}") for year in years]
    months = [
        datetime.date(first.year + (first.month + count) // 12, (first.month + count) % 12 + 1, 1)
        for count in range((last.year - first.year) * 12 + last.month - first.month)
    ]
    step = -(-len(months) // 3) or 1
    return [(month.toordinal(), composer.speech.month(month)) for month in months[::step]]
