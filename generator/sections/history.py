"""Corrections and changes: what was wrong, what it said before, what was added."""

from __future__ import annotations

import msgspec

from generator.model.facts import Sheet
from generator.sections.composer import Composer
from generator.sections.parts import DateView, ProseView, Words


class Affected(msgspec.Struct, frozen=True, gc=False):
    """A fact that a correction or change concerns."""

    name: Words
    href: str


class EntryView(msgspec.Struct, frozen=True, gc=False):
    """A correction or a change."""

    id: str
    """Its anchor without the prefix `history-`: a number, from 1 for the oldest."""
    kind: str
    """`correction`, `clarification`, `editors-note`, `retraction`, `update` or `change`."""
    kind_words: str
    date: DateView
    was: Words
    now: Words
    text: ProseView
    major: bool
    affects: tuple[Affected, ...]


class HistoryView(msgspec.Struct, frozen=True, gc=False):
    """Corrections first, then changes, each newest first."""

    corrections: tuple[EntryView, ...]
    changes: tuple[EntryView, ...]


def build(composer: Composer, only: tuple[str, ...] = ()) -> HistoryView | None:
    """The corrections and changes; None when there are none."""
    sheet = composer.edition.sheet
    if not sheet.corrections and not sheet.changes:
        return None
    word = composer.speech.word
    kinds = {
        "correction": word("Correction"),
        "clarification": word("Clarification"),
        "editors-note": word("Editor’s note"),
        "retraction": word("Retraction"),
    }
    named = any(entry.affects for entry in sheet.corrections) or any(entry.affects for entry in sheet.changes)
    places = _places(composer, sheet) if named else {}
    corrections = [
        EntryView(
            f"{number}",
            entry.kind,
            kinds[entry.kind],
            composer.date(entry.date),
            composer.words(entry.was),
            composer.words(entry.now),
            composer.at(f"history-{number}").prose(entry.text),
            True,
            tuple(places[fact] for fact in entry.affects),
        )
        for number, entry in enumerate(sheet.corrections, 1)
    ]
    changes = [
        EntryView(
            f"change-{number}",
            "update" if entry.major else "change",
            word("Update") if entry.major else word("Change"),
            composer.date(entry.date),
            "",
            "",
            composer.at(f"history-change-{number}").prose(entry.note),
            entry.major,
            tuple(places[fact] for fact in entry.affects),
        )
        for number, entry in enumerate(sheet.changes, 1)
    ]
    return HistoryView(_newest_first(corrections, sheet.corrections), _newest_first(changes, sheet.changes))


def _newest_first(views: list[EntryView], records: tuple[object, ...]) -> tuple[EntryView, ...]:
    keys = {view.id: record.date.date.sort_key for view, record in zip(views, records, strict=True)}  # type: ignore[attr-defined]
    return tuple(sorted(views, key=lambda view: keys[view.id], reverse=True))


def _places(composer: Composer, sheet: Sheet) -> dict[str, Affected]:
    """Every fact of the sheet by its id: its name, and where it stands on the page."""
    found = {entry.id: Affected(composer.words(entry.label), f"#figure-{entry.id}") for entry in sheet.figures.values()}
    found |= {
        entry.id: Affected(composer.words(entry.title), f"#source-{entry.id}") for entry in sheet.sources.values()
    }
    found |= {entry.id: Affected(composer.words(entry.name), f"#actor-{entry.id}") for entry in sheet.actors.values()}
    found |= {entry.id: Affected(composer.words(entry.term), f"#term-{entry.id}") for entry in sheet.terms.values()}
    found |= {entry.id: Affected(composer.words(entry.text), f"#quote-{entry.id}") for entry in sheet.quotes.values()}
    for anchor, event in composer.edition.events:
        found[event.id] = Affected(composer.words(event.title), f"#event-{anchor}")
    for anchor, question in composer.edition.questions:
        found[question.id] = Affected(composer.words(question.question), f"#question-{anchor}")
    return found
