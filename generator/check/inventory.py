"""What a site knows: every figure with its value, age, attribution, source and uses, and every fact with all it has."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

import msgspec

from generator.check.subject import Subject
from generator.diagnostics import Location
from generator.model.dates import Date
from generator.model.facts import LISTED_KINDS, Figure, Observation, Sheet
from generator.model.prose import Citation, FigureUse, Mention
from generator.resolve.edition import own_ids
from generator.resolve.observations import estimates
from generator.resolve.walk import pointers


class FactRow(msgspec.Struct, frozen=True):
    """A figure as it stands: one row for each estimate."""

    explainer: str
    """The slug; `_shared` for a shared figure."""
    id: str
    label: str
    value: str
    """With qualifier, range and unit, as data and not as a page would say it: `at-least 44330 people`."""
    as_of: str
    """EDTF as written, empty when there is none."""
    age_days: int | None
    """Days from the last day of `as_of` to today; None without a date, and for one that goes on."""
    stale: bool
    attributed_to: str
    """The actor's name, or the text; empty when nobody is named."""
    sources: tuple[str, ...]
    used: tuple[str, ...]
    """Where prose shows it, as `path:line`."""


class FactUse(msgspec.Struct, frozen=True):
    """A place that uses a fact."""

    explainer: str
    path: str
    line: int
    column: int
    how: str
    """What uses it: `prose`, or the path of keys in the sheet."""


Row = FactRow | FactUse


def figure_rows(subjects: Iterable[Subject], today: datetime.date) -> tuple[FactRow, ...]:
    """Every figure of some explainers and of `_shared`, each estimate once, with every place that shows it."""
    found = tuple(subjects)
    uses: dict[tuple[str, str], list[str]] = {}
    for subject in found:
        own = subject.sheet.figures
        for use in _prose_uses(subject):
            owner = subject.explainer.slug if use[0] in own else "_shared"
            uses.setdefault((owner, use[0]), []).append(f"{use[1].path}:{use[1].line}")
    rows = []
    for subject in found:
        slug = subject.explainer.slug
        for figure in subject.sheet.figures.values():
            used = tuple(dict.fromkeys(uses.get((slug, figure.id), ())))
            rows += [_row(slug, figure, entry, subject.edition.sheet, used, today) for entry in estimates(figure)]
    return tuple(rows)


def stale_rows(rows: Iterable[FactRow]) -> tuple[FactRow, ...]:
    """The rows whose value is older than the figure allows, the oldest first."""
    return tuple(sorted((row for row in rows if row.stale), key=lambda row: -(row.age_days or 0)))


def _row(
    slug: str, figure: Figure, entry: Observation, sheet: Sheet, used: tuple[str, ...], today: datetime.date
) -> FactRow:
    date = entry.as_of.date if entry.as_of else None
    age = None if date is None or date.end_open else (today - date.last).days
    stale = bool(figure.stale_after and date and age is not None and figure.stale_after.after(date.last) < today)
    actor = sheet.actors.get(entry.attributed_to)
    return FactRow(
        explainer=slug,
        id=figure.id,
        label=figure.label,
        value=value_words(entry, figure.unit),
        as_of=date.text if date else "",
        age_days=age,
        stale=stale,
        attributed_to=actor.name if actor else entry.attributed_to,
        sources=tuple(use.id for use in entry.sources),
        used=used,
    )


def value_words(entry: Observation, unit: str) -> str:
    """An observation's value with its qualifier, range and unit: `at-least 44330 people`, `13 (8 to 18) Gg`."""
    parts = [] if entry.qualifier == "exact" else [str(entry.qualifier)]
    span = f"{entry.low} to {entry.high}" if entry.low is not None and entry.high is not None else ""
    if entry.value is None:
        parts.append(span)
    else:
        parts.append(f"{entry.value} ({span})" if span else str(entry.value))
    text = " ".join(parts)
    return f"{text}%" if unit == "%" else f"{text} {unit}".strip()


def fact_uses(subjects: Iterable[Subject], fact_id: str) -> tuple[FactUse, ...]:
    """Every place that uses a fact of any kind: roles and citations in prose, fields of the sheet."""
    found = []
    for subject in subjects:
        slug = subject.explainer.slug
        for used_id, at in _prose_uses(subject):
            if used_id == fact_id:
                found.append(FactUse(slug, at.path, at.line, at.column, "prose"))
        for pointer in pointers(subject.sheet):
            if pointer.id == fact_id:
                at = subject.at(pointer.at)
                found.append(FactUse(slug, at.path, at.line, at.column, pointer.at))
    return tuple(found)


def _prose_uses(subject: Subject) -> Iterator[tuple[str, Location]]:
    for read in subject.passages():
        for use in read.passage.uses:
            reference = use.reference
            if isinstance(reference, Citation):
                for cited in reference.sources:
                    yield cited.id, read.text.locate(use.spot)
            elif isinstance(reference, (FigureUse, Mention)):
                yield reference.id, read.text.locate(use.spot)
                if isinstance(reference, FigureUse) and reference.by:
                    yield reference.by, read.text.locate(use.spot)


def fact_record(subjects: Iterable[Subject], fact_id: str) -> dict[str, Any] | None:
    """A fact of any kind as plain data, with where it stands and where it is used; None when there is no such fact."""
    everything = tuple(subjects)
    for subject in everything:
        keys = own_ids(subject.sheet).get(fact_id)
        if keys is not None:
            record = _record(subject.sheet, keys)
            at = subject.name(keys)
            return {
                "id": fact_id,
                "kind": keys.partition("/")[0],
                "explainer": subject.explainer.slug,
                "stands_at": f"{at.path}:{at.line}:{at.column}",
                **{key: value for key, value in _plain(record).items() if key not in ("id", "waive")},
                "used": [f"{use.path}:{use.line} ({use.how})" for use in fact_uses(everything, fact_id)],
            }
    return None


def fact_ids(subjects: Iterable[Subject]) -> frozenset[str]:
    """Every id that `fact_record` knows, for the nearest name."""
    return frozenset(fact_id for subject in subjects for fact_id in own_ids(subject.sheet))


def _record(sheet: Sheet, keys: str) -> Any:
    """The record at a path of keys such as `figures/homes` or `timeline/3`."""
    kind, _, key = keys.partition("/")
    return getattr(sheet, kind)[int(key) if kind in LISTED_KINDS else key]


def _plain(record: Any) -> Any:
    """A record as JSON can hold it: dates and numbers as written, prose without its markup, nothing that is empty."""
    if isinstance(record, Date):
        return record.text
    if hasattr(record, "pieces"):
        html = "".join(piece if isinstance(piece, str) else "…" for piece in record.pieces)
        return " ".join(unescape(re.sub(r"<[^<>]*>", "", html)).split())
    if hasattr(record, "text") and hasattr(record, "seconds"):
        return record.text
    if hasattr(record, "date") and hasattr(record, "inferred"):
        return (
            {"date": record.date.text, "inferred": True, "note": record.note} if record.inferred else record.date.text
        )
    if isinstance(record, msgspec.Struct):
        fields = {name: getattr(record, name) for name in type(record).__struct_fields__}
        return {name: _plain(value) for name, value in fields.items() if value not in (None, "", (), {}) and value}
    if isinstance(record, tuple):
        return [_plain(entry) for entry in record]
    if isinstance(record, dict):
        return {key: _plain(value) for key, value in record.items()}
    return record if isinstance(record, (bool, int)) else str(record)
