"""What the lists of the site show of an explainer's facts: its figures, events and terms in plain words."""

from __future__ import annotations

from generator.language.numbers import has_symbol
from generator.model.entry import EventLine, Facts, FigureLine, QuestionLine, TermLine, pack
from generator.model.facts import Figure, Observation
from generator.resolve.observations import estimates, stale_on
from generator.sections.composer import Composer


def facts(composer: Composer) -> Facts:
    """The facts of one page for the lists of the site."""
    sheet = composer.edition.sheet
    return Facts(
        figures=pack([
            _figure(composer, figure, entry) for figure in sheet.figures.values() for entry in estimates(figure)
        ]),
        events=pack([
            EventLine(anchor, event.date.date.text, str(event.title), event.status)
            for anchor, event in composer.edition.events
        ]),
        terms=pack([
            TermLine(term.id, str(term.term), composer.plain(term.definition)) for term in sheet.terms.values()
        ]),
        questions=pack([QuestionLine(anchor, str(entry.question)) for anchor, entry in composer.edition.questions]),
    )  # fmt: skip


def _figure(composer: Composer, figure: Figure, entry: Observation) -> FigureLine:
    actor = composer.edition.actor(entry.attributed_to)
    value = composer.value(entry, figure.unit)
    counted = "" if has_symbol(figure.unit) else str(figure.unit)
    return FigureLine(
        id=figure.id,
        label=str(figure.label),
        value=f"{value} {counted}".strip(),
        attribution=str((actor.attribution or actor.name) if actor else entry.attributed_to),
        as_of=entry.as_of.date.text if entry.as_of else "",
        inferred=entry.as_of is not None and entry.as_of.inferred,
        status=composer.status(entry),
        stale_on=stale_on(figure, entry),
    )
