"""Questions and answers."""

from __future__ import annotations

import msgspec

from generator.model.facts import Question
from generator.sections.composer import Composer
from generator.sections.parts import ActorLink, DateView, ProseView, SourceMark, Words

LONG = 12
"""A set of more questions than this is folded by the template."""


class QuestionView(msgspec.Struct, frozen=True, gc=False):
    """A question with its answer."""

    id: str
    """Its anchor without the prefix `question-`."""
    question: Words
    short_answer: ProseView
    answer: ProseView
    kind: str
    """`editorial`, `transcript` or `reader`."""
    asked_by: ActorLink | None
    answered_by: ActorLink | None
    as_of: DateView | None
    marks: tuple[SourceMark, ...]


class QuestionsView(msgspec.Struct, frozen=True, gc=False):
    """The questions in the order of the sheet."""

    questions: tuple[QuestionView, ...]
    long: bool
    """True for a set that is easier to read folded."""


def build(composer: Composer, only: tuple[str, ...] = ()) -> QuestionsView | None:
    """The questions, or those of the ids or kinds in `only`; None when there are none."""
    named = composer.edition.questions
    chosen = [(anchor, entry) for anchor, entry in named if not only or entry.id in only or entry.kind in only]
    if not chosen:
        return None
    return QuestionsView(
        tuple(_question(composer.at(f"question-{anchor}"), anchor, entry) for anchor, entry in chosen),
        len(chosen) > LONG,
    )


def _question(composer: Composer, anchor: str, entry: Question) -> QuestionView:
    return QuestionView(
        id=anchor,
        question=composer.words(entry.question),
        short_answer=composer.prose(entry.short_answer),
        answer=composer.prose(entry.answer),
        kind=entry.kind,
        asked_by=composer.actor(entry.asked_by) if entry.asked_by else None,
        answered_by=composer.actor(entry.answered_by) if entry.answered_by else None,
        as_of=composer.date(entry.as_of) if entry.as_of else None,
        marks=composer.cite(entry.sources),
    )
