"""What is known, what is disputed, what is not known."""

from __future__ import annotations

import msgspec

from generator.sections.composer import Composer
from generator.sections.parts import DateView, ProseView, SourceMark


class StatementView(msgspec.Struct, frozen=True, gc=False):
    """A statement with its sources."""

    text: ProseView
    as_of: DateView | None
    marks: tuple[SourceMark, ...]


class KnowledgeGroup(msgspec.Struct, frozen=True, gc=False):
    """The statements of one status: `known`, `disputed` or `unknown`."""

    status: str
    heading: str
    statements: tuple[StatementView, ...]


class KnowledgeView(msgspec.Struct, frozen=True, gc=False):
    """The groups that have statements: known, disputed, unknown."""

    groups: tuple[KnowledgeGroup, ...]


def build(composer: Composer, only: tuple[str, ...] = ()) -> KnowledgeView | None:
    """The statements, or those of the statuses in `only`; None when there are none."""
    word = composer.speech.word
    headings = {"known": word("Known"), "disputed": word("Disputed"), "unknown": word("Not known")}
    groups = []
    for status, heading in headings.items():
        if only and status not in only:
            continue
        statements = tuple(
            StatementView(
                composer.prose(entry.statement),
                composer.date(entry.as_of) if entry.as_of else None,
                composer.cite_besides(entry.sources, entry.statement),
            )
            for entry in composer.edition.sheet.knowledge
            if entry.status == status
        )
        if statements:
            groups.append(KnowledgeGroup(status, heading, statements))
    return KnowledgeView(tuple(groups)) if groups else None
