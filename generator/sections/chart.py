"""The drawings of a figure: its history, and its conflicting estimates on one scale. Geometry only; templates draw it.

Whatever a drawing shows stands in words or in a table beside it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from generator.language.tags import direction
from generator.model.facts import Figure, Observation
from generator.sections.composer import Composer
from generator.sections.parts import Words
from generator.sections.scale import Scale, fitted, percent

WIDTH, HEIGHT = 320, 120
"""Of the drawing of a history, in its own units."""

LEFT, TOP, BOTTOM = 7, 24, 22
"""What its margins take: room for the first and last value above, for the days below."""

DOTS_MAX = 24
"""With more values than this, only the first and the last of a line have a dot."""


class SeriesView(msgspec.Struct, frozen=True, gc=False):
    """The values of one attribution."""

    name: Words
    """Who says them; empty when nobody is named."""
    path: str
    """Of the line, for `d`."""
    band: str
    """From low to high, for `d`; empty without ranges."""
    dots: str
    """A dot for each value but the last, for `d`: lines without length, whose round ends are seen."""
    x: str
    """The last value."""
    y: str


class LabelView(msgspec.Struct, frozen=True, gc=False):
    """Words on a drawing."""

    x: str
    y: str
    anchor: str
    """`start`, `middle` or `end`, in the direction of the page."""
    words: str


class ChartView(msgspec.Struct, frozen=True, gc=False):
    """The history of a figure, drawn."""

    width: int
    height: int
    floor: str
    """Where the line of zero, or of the lowest value, stands."""
    series: tuple[SeriesView, ...]
    """One an attribution."""
    labels: tuple[LabelView, ...]
    words: str
    """The drawing in a sentence."""


class PlaceView(msgspec.Struct, frozen=True, gc=False):
    """Where an estimate stands on the scale, in percent from the left."""

    x: str
    start: str
    """Of its range; equal to `x` when it has none."""
    end: str


class ScaleView(msgspec.Struct, frozen=True, gc=False):
    """One scale for estimates that conflict."""

    places: tuple[PlaceView, ...]
    """In the order of the estimates."""
    ends: tuple[str, str]
    """The values at its left and right end."""


def value_of(entry: Observation) -> float:
    """The value, or the middle of its range where only that is known."""
    if entry.value is not None:
        return float(entry.value)
    assert entry.low is not None
    assert entry.high is not None
    return float(entry.low + entry.high) / 2


def scale_of(composer: Composer, figure: Figure, chosen: Sequence[Observation]) -> ScaleView | None:
    """The scale on which conflicting estimates stand side by side; None for one estimate."""
    if not figure.conflicting or len(chosen) < 2:
        return None
    points = [point for entry in chosen for point in _points(entry)]
    low, high = fitted(min(points), max(points))
    mirrored = direction(composer.edition.language) == "rtl"
    scale = Scale(low, high, mirrored)
    places = []
    for entry in chosen:
        start, end = sorted((scale.percent(min(_points(entry))), scale.percent(max(_points(entry)))))
        places.append(PlaceView(percent(scale.percent(value_of(entry))), percent(start), percent(end)))
    ends = (_number(composer, low, figure.unit), _number(composer, high, figure.unit))
    return ScaleView(tuple(places), ends[::-1] if mirrored else ends)


def _points(entry: Observation) -> tuple[float, ...]:
    bounds = (entry.low, entry.high)
    return (value_of(entry), *(float(bound) for bound in bounds if bound is not None))


def _number(composer: Composer, value: float, unit: str) -> str:
    return composer.speech.value(Decimal(f"{value:.6g}").normalize() + 0, unit)


def history_chart(composer: Composer, figure: Figure, ordered: Sequence[Observation]) -> ChartView | None:
    """The history of a figure from its observations in the order of their dates.

    None when no attribution has two values of different days. Values that no longer stand are in the table alone.
    Steps join a cumulative figure: it stays what it was until it is counted again. Each attribution has a line of its
    own, since two counts are not one history.
    """
    series: dict[str, list[Observation]] = {}
    for entry in ordered:
        if entry.is_standing and entry.as_of:
            series.setdefault(entry.attributed_to, []).append(entry)
    series = {who: said for who, said in series.items() if len({_day(entry) for entry in said}) > 1}
    if not series:
        return None
    shown = [entry for said in series.values() for entry in said]
    points = [point for entry in shown for point in _points(entry)]
    low, high = min(points), max(points)
    if figure.direction != "level" or 0 <= low < 0.7 * high:
        low, high = min(low, 0.0), max(high, 0.0)
    ends = (LEFT, WIDTH - LEFT)
    days = [_day(entry) for entry in shown]
    across = _Axis(min(days), max(days), *(ends[::-1] if direction(composer.edition.language) == "rtl" else ends))
    up = _Axis(low, high, HEIGHT - BOTTOM, TOP)
    drawn = tuple(
        _series(composer.attribution(who) if who else "", said, across, up, steps=figure.direction == "cumulative")
        for who, said in series.items()
    )
    longest = max(series.values(), key=len)
    labels = _labels(composer, figure, longest, across, up, alone=len(series) == 1)
    first, last = longest[0], longest[-1]
    words = composer.speech.word(
        "From {first} ({first_date}) to {last} ({last_date})",
        first=composer.value(first, figure.unit),
        first_date=_date(composer, first),
        last=composer.value(last, figure.unit),
        last_date=_date(composer, last),
    )
    return ChartView(WIDTH, HEIGHT, _text(up.at(low)), drawn, labels, words)


class _Axis(msgspec.Struct, frozen=True, gc=False):
    """From values `low` to `high` to units of the drawing, `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.start + share * (self.end - self.start)


def _series(name: Words, said: Sequence[Observation], across: _Axis, up: _Axis, *, steps: bool) -> SeriesView:
    places = [(across.at(_day(entry)), up.at(value_of(entry))) for entry in said]
    path = f"M{_text(places[0][0])} {_text(places[0][1])}"
    for x, y in places[1:]:
        path += f"H{_text(x)}V{_text(y)}" if steps else f"L{_text(x)} {_text(y)}"
    few = len(places) <= DOTS_MAX
    dots = "".join(f"M{_text(x)} {_text(y)}h0" for x, y in places[: -1 if few else 1])
    x, y = places[-1]
    return SeriesView(name, path, _band(said, across, up), dots, _text(x), _text(y))


def _band(said: Sequence[Observation], across: _Axis, up: _Axis) -> str:
    """The outline from low to high; where a value has no range, the band is as thin as the line."""
    if not any(len(_points(entry)) > 1 for entry in said):
        return ""
    above = [(across.at(_day(entry)), up.at(max(_points(entry)))) for entry in said]
    below = [(across.at(_day(entry)), up.at(min(_points(entry)))) for entry in reversed(said)]
    return "M" + "L".join(f"{_text(x)} {_text(y)}" for x, y in (*above, *below)) + "Z"


def _labels(
    composer: Composer, figure: Figure, said: Sequence[Observation], across: _Axis, up: _Axis, *, alone: bool
) -> tuple[LabelView, ...]:
    """The first and last day below; the first and last value above, where there is one line for them to belong to."""
    first, last = said[0], said[-1]
    year_words = across.high - across.low > 3 * 366
    foot = _text(HEIGHT - 6)
    labels = []
    for entry, other, anchor in ((first, said[1], "start"), (last, said[-2], "end")):
        x = _text(across.start if anchor == "start" else across.end)
        if alone:
            # A line that comes from above would cut through words above this end of it.
            above = figure.direction != "cumulative" and value_of(other) > value_of(entry)
            below = above and up.at(min(_points(entry))) + 15 < up.start
            y = _text(up.at(min(_points(entry))) + 15 if below else max(12.0, up.at(max(_points(entry))) - 7))
            labels.append(LabelView(x, y, anchor, composer.speech.value(_decimal(entry), figure.unit)))
    for day, entry, anchor in ((across.low, first, "start"), (across.high, last, "end")):
        x = _text(across.start if anchor == "start" else across.end)
        words = f"{_year(day)}" if year_words else _date(composer, entry)
        labels.append(LabelView(x, foot, anchor, words))
    return tuple(labels)


def _decimal(entry: Observation) -> Decimal:
    return entry.value if entry.value is not None else Decimal(f"{value_of(entry):.6g}")


def _day(entry: Observation) -> float:
    assert entry.as_of is not None
    date = entry.as_of.date
    return float((date.first if date.is_ongoing else date.last).toordinal())


def _year(day: float) -> int:
    return datetime.date.fromordinal(int(day)).year


def _date(composer: Composer, entry: Observation) -> str:
    assert entry.as_of is not None
    return composer.speech.date(entry.as_of.date)


def _text(number: float) -> str:
    """A place on the drawing, in whole units: one is about a pixel, and the line is wider than that."""
    return f"{number:.0f}"
