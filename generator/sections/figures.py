"""The figures: each value with who says it, as of when, and where it was read."""

from __future__ import annotations

import msgspec

from generator.language.numbers import has_symbol
from generator.model.facts import Figure, Observation
from generator.resolve.observations import estimates, stale_on
from generator.sections.chart import ChartView, ScaleView, history_chart, scale_of
from generator.sections.composer import Composer
from generator.sections.parts import DateView, ProseView, SourceMark, Words


class ObservationView(msgspec.Struct, frozen=True, gc=False):
    """One value of a figure."""

    value: Words
    large: Words
    """The same with its number in a `<b>` of its own, so that it can be set large beside its qualifier."""
    number: str
    """The value without qualifier and unit, for a machine; the middle of its range where only that is known."""
    low: str
    high: str
    qualifier: str
    """`exact`, `at-least`, `at-most`, `about` or `more-than`."""
    attribution: Words
    attribution_href: str
    as_of: DateView | None
    marks: tuple[SourceMark, ...]
    status: str
    remarks: tuple[Words, ...]
    stale_on: str
    """The first day, YYYY-MM-DD, on which the value is out of date; empty when it never is."""
    standing: bool
    """False for a deprecated or retracted value."""


class FigureView(msgspec.Struct, frozen=True, gc=False):
    """A figure. `estimates` is what it stands at: one observation, or one an attribution where they conflict."""

    id: str
    label: Words
    definition: ProseView
    unit: Words
    """A counted noun to say after the value; empty where the value carries its unit."""
    period: DateView | None
    direction: str
    conflicting: bool
    estimates: tuple[ObservationView, ...]
    history: tuple[ObservationView, ...]
    """All observations in the order of their dates; empty when there is only what `estimates` shows."""
    chart: ChartView | None
    """The history drawn; None where there is too little of it."""
    scale: ScaleView | None
    """Where conflicting estimates stand beside each other; None where there is no conflict."""


class FiguresView(msgspec.Struct, frozen=True, gc=False):
    """The figures of an explainer, in the order of its sheet."""

    figures: tuple[FigureView, ...]


def build(composer: Composer, only: tuple[str, ...] = ()) -> FiguresView | None:
    """The figures, or those of the ids in `only`; None when there are none."""
    figures = [entry for entry in composer.edition.sheet.figures.values() if not only or entry.id in only]
    return FiguresView(tuple(view(composer.at(f"figure-{entry.id}"), entry) for entry in figures)) if figures else None


def view(composer: Composer, figure: Figure) -> FigureView:
    """One figure."""
    chosen = estimates(figure)
    shown = tuple(_observation(composer, figure, entry) for entry in chosen)
    history: tuple[ObservationView, ...] = ()
    chart: ChartView | None = None
    if len(figure.observations) > len(chosen):
        ordered = sorted(figure.observations, key=lambda entry: entry.as_of.date.sort_key if entry.as_of else (0, 0))
        history = tuple(_observation(composer, figure, entry) for entry in ordered)
        chart = history_chart(composer, figure, ordered)
    return FigureView(
        id=figure.id,
        label=composer.words(figure.label),
        definition=composer.prose(figure.definition),
        unit="" if has_symbol(figure.unit) else composer.words(figure.unit),
        period=composer.date(figure.period) if figure.period else None,
        direction=figure.direction,
        conflicting=figure.conflicting,
        estimates=shown,
        history=history,
        chart=chart,
        scale=scale_of(composer, figure, chosen),
    )


def _observation(composer: Composer, figure: Figure, entry: Observation) -> ObservationView:
    number = entry.value
    if number is None and entry.low is not None and entry.high is not None:
        number = (entry.low + entry.high) / 2
    return ObservationView(
        value=composer.value(entry, figure.unit),
        large=composer.value(entry, figure.unit, large=True),
        number=str(number),
        low="" if entry.low is None else str(entry.low),
        high="" if entry.high is None else str(entry.high),
        qualifier=entry.qualifier,
        attribution=composer.attribution(entry.attributed_to) if entry.attributed_to else "",
        attribution_href=composer.actor(entry.attributed_to).href if entry.attributed_to else "",
        as_of=composer.date(entry.as_of) if entry.as_of else None,
        marks=composer.cite(entry.sources),
        status=composer.status(entry),
        remarks=composer.remarks(entry),
        stale_on=stale_on(figure, entry),
        standing=entry.is_standing,
    )
