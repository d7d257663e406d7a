"""`figures.csv` and `events.csv`: a row a value, a row an event, for a spreadsheet or a program (RFC 4180, UTF-8)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from generator.model.dates import Date, When
from generator.model.facts import SourceUse
from generator.output.frame import absolute
from generator.output.galley import Galley
from generator.resolve.observations import estimates

FORMULAS = frozenset("=+-@\t\r\n＝＋－＠")
"""What a text begins with that a spreadsheet would take for a formula (OWASP, CSV Injection)."""

FIGURE_COLUMNS = (
    "explainer", "language", "page", "figure", "label", "unit", "current", "qualifier", "value", "low", "high",
    "interval", "as_of", "as_of_inferred", "attributed_to", "attribution", "rank", "status", "disputed_by", "sources",
    "source_urls", "method", "note", "definition", "period", "direction", "conflicting",
)  # fmt: skip

EVENT_COLUMNS = (
    "explainer", "language", "page", "event", "date", "date_inferred", "first_day", "last_day", "title", "text",
    "group", "status", "date_note", "actors", "sources", "source_urls",
)  # fmt: skip

Cell = str | Decimal | bool | None


def figures_csv(galley: Galley) -> bytes:
    """The observations of an explainer's figures, in the order of its sheet."""
    return table(FIGURE_COLUMNS, _figures(galley))


def events_csv(galley: Galley) -> bytes:
    """The events of an explainer's timeline, in order of time."""
    return table(EVENT_COLUMNS, _events(galley))


def table(columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> bytes:
    """A table of two columns or more, with a head, each line ended by CR and LF. No cell is a formula."""
    lines = [",".join(map(cell, row)) for row in (columns, *rows)]
    return "\r\n".join([*lines, ""]).encode("utf-8")


def cell(value: Cell) -> str:
    """A value as it stands in a table, in quotation marks where it would not stand alone (RFC 4180, 2).

    A number keeps its sign: what may be a formula is text, which gets a `'`.
    """
    if isinstance(value, str):
        text = f"'{value}" if value[:1] in FORMULAS else value
        if "," in text or '"' in text or "\n" in text or "\r" in text:
            return '"' + text.replace('"', '""') + '"'
        return text
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "yes" if value else ""


def _about(galley: Galley) -> tuple[str, str, str]:
    page = absolute(galley.masthead.settings.url, galley.surroundings.url) or galley.surroundings.url
    return galley.edition.slug, galley.edition.language, page


def _sources(galley: Galley, uses: tuple[SourceUse, ...]) -> tuple[str, str]:
    sources = galley.edition.sheet.sources
    return "; ".join(use.id for use in uses), " ".join(sources[use.id].url for use in uses if sources[use.id].url)


def _name(galley: Galley, actor_or_text: str) -> str:
    actor = galley.edition.actor(actor_or_text)
    return actor.name if actor else actor_or_text


def _figures(galley: Galley) -> Iterable[tuple[Cell, ...]]:
    about, composer = _about(galley), galley.composer
    for figure in galley.edition.sheet.figures.values():
        current = {id(entry) for entry in estimates(figure)}
        definition = composer.plain(figure.definition)
        for entry in figure.observations:
            actor = galley.edition.actor(entry.attributed_to)
            yield (
                *about, figure.id, figure.label, figure.unit, id(entry) in current, entry.qualifier,
                entry.value, entry.low, entry.high, entry.interval,
                entry.as_of.date.text if entry.as_of else "", entry.as_of is not None and entry.as_of.inferred,
                _name(galley, entry.attributed_to), actor.attribution or actor.name if actor else entry.attributed_to,
                entry.rank, entry.status or "",
                "; ".join(_name(galley, dispute.actor) for dispute in entry.disputed_by),
                *_sources(galley, entry.sources), entry.method, entry.note, definition,
                figure.period.text if figure.period else "", figure.direction, figure.conflicting,
            )  # fmt: skip


def _events(galley: Galley) -> Iterable[tuple[Cell, ...]]:
    about = _about(galley)
    for anchor, event in sorted(galley.edition.events, key=lambda pair: pair[1].date.date.sort_key):
        yield (
            *about, anchor, event.date.date.text, event.date.inferred, *_days(event.date), event.title,
            galley.composer.plain(event.text), event.group, event.status, event.date_note,
            "; ".join(_name(galley, actor) for actor in event.actors), *_sources(galley, event.sources),
        )  # fmt: skip


def _days(when: When) -> tuple[str, str]:
    """The first and last day that a date may cover; empty where that is open or unknown."""
    date: Date = when.date
    first = "" if date.start is None else date.first.isoformat()
    last = "" if date.form != "point" and date.end is None else date.last.isoformat()
    return first, last
