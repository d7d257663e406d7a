"""The anchors of a page's events and questions, which links from elsewhere lead to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from generator.model.facts import Event, Question


def event_anchors(events: Sequence[Event]) -> tuple[str, ...]:
    """An anchor for each event: its id, else its date with a number where two have one date."""
    return tuple(_numbered([event.id for event in events], [_of_date(event) for event in events]))


def question_anchors(questions: Sequence[Question]) -> tuple[str, ...]:
    """An anchor for each question: its id, else its words, numbered where two are equal."""
    return tuple(_numbered([entry.id for entry in questions], [_of_words(entry) for entry in questions]))


def _of_date(event: Event) -> str:
    if event.id:
        return ""
    text = event.date.date.text
    return "".join([sign if sign.isalnum() else "-" for sign in text]).strip("-").lower() or "date"


def _of_words(entry: Question) -> str:
    if entry.id:
        return ""
    text = unicodedata.normalize("NFKC", str(entry.question)).lower()
    words = "".join([sign if sign.isalnum() else " " for sign in text]).split()
    return "-".join(words[:8]) or "question"


def _numbered(ids: Sequence[str], stems: Sequence[str]) -> Iterator[str]:
    """Each id, and for an empty one its stem, with a number from 2 where it is taken."""
    taken = {given for given in ids if given}
    for given, stem in zip(ids, stems, strict=True):
        anchor, number = given or stem, 2
        while not given and anchor in taken:
            anchor, number = f"{stem}-{number}", number + 1
        taken.add(anchor)
        yield anchor
