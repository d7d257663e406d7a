"""The anchors of a page's events and questions, which links from elsewhere lead to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from generator.model.facts import Event, Question

_WORD, _BETWEEN = re.compile(r"[^\W_]+"), re.compile(r"[\W_]")
"""Letters and digits of any script, and a sign that is neither: `str.isalnum` of each."""


def words_of(text: str) -> list[str]:
    """The words of a text as they stand in an address: letters and digits of any script, in small letters."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


def date_name(text: str) -> str:
    """A date, as it was written, as it stands in an address: `2024-11-30`. Empty where it has no digit."""
    return _BETWEEN.sub("-", text).strip("-")


def event_anchors(events: Sequence[Event]) -> tuple[str, ...]:
    """An anchor for each event: its id, else its date with a number where two have one date."""
    return tuple(_numbered([event.id for event in events], [_of_date(event) for event in events]))


def question_anchors(questions: Sequence[Question]) -> tuple[str, ...]:
    """An anchor for each question: its id, else its words, numbered where two are equal."""
    return tuple(_numbered([entry.id for entry in questions], [_of_words(entry) for entry in questions]))


def _of_date(event: Event) -> str:
    if event.id:
        return ""
    return date_name(event.date.date.text).lower() or "date"


def _of_words(entry: Question) -> str:
    if entry.id:
        return ""
    return "-".join(words_of(str(entry.question))[:8]) or "question"


def _numbered(ids: Sequence[str], stems: Sequence[str]) -> Iterator[str]:
    """Each id, and for an empty one its stem, with a number from 2 where it is taken."""
    taken = {given for given in ids if given}
    for given, stem in zip(ids, stems, strict=True):
        anchor, number = given or stem, 2
        while not given and anchor in taken:
            anchor, number = f"{stem}-{number}", number + 1
        taken.add(anchor)
        yield anchor
