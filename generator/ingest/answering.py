"""Who answers in an interview: the whole names behind a transcript's labels."""

import re

from generator.ingest.cast import Cast, read_cast
from generator.ingest.names import find_names, is_full_name
from generator.ingest.passages import Passage, Place
from generator.ingest.phrases import Phrases
from generator.ingest.questions import Asked

_ASKED_REACH = 30
"""How far behind `we spoke to` the name may begin."""
BARE_LABELS = frozenset(
    [
        "q",
        "a",
        "s",
        "f",
        "p",
        "r",
        "question",
        "answer",
        "réponse",
        "pregunta",
        "respuesta",
        "frage",
        "antwort",
        "س",
        "ج",
        "سؤال",
        "جواب",
    ]
)
"""Labels of a transcript that mark the question and the answer and name nobody."""


def answering(asked: Asked, passages: tuple[Passage, ...], phrases: Phrases) -> dict[str, str]:
    """Return the labels of a transcript that stand for a person, each with the whole name the text gives.

    Initials stand for the one name that has them. Questions in bold, whose answers carry no label, are put to the one
    person whom the text introduces: the label is then empty.
    """
    labels = dict.fromkeys(n for each in asked.questions for n in (each.answered_by, each.asked_by) if n)
    bare = read_cast(passages, (), phrases)
    result: dict[str, str] = {}
    for label in labels:
        if label.lower() in phrases.askers | phrases.answerers or label.startswith("["):
            continue
        if label.isupper() and 2 <= len(label) <= 3 and (whole := _with_initials(label, bare)):
            result[label] = whole
            continue
        name = label.title() if label.isupper() else label
        whole = bare.full(name)
        if (" " in whole and whole.replace(" ", "").isalpha()) or whole != name:
            result[label] = whole
        elif len(name.split()) >= 2:
            result[label] = name
    put = any(
        re.search(phrases.put_to_pattern, each.text, re.IGNORECASE)
        for each in passages
        if each.place is not Place.ANSWER
    )
    unnamed = [each for each in asked.questions if (each.transcript or put) and not each.answered_by]
    if unnamed and len(unnamed) == len(asked.questions) and (guest := _introduced(passages, phrases)):
        result[""] = guest
    return result


def _with_initials(label: str, cast: Cast) -> str:
    fitting = [name for name in cast.full_names if "".join(word[0] for word in name.split()) == label]
    return fitting[0] if len(fitting) == 1 else ""


def _introduced(passages: tuple[Passage, ...], phrases: Phrases) -> str:
    """Return the one person whom the text outside the answers shows to be such; empty for none or several."""
    cast = read_cast(tuple(each for each in passages if each.place is not Place.ANSWER), (), phrases)
    people = [actor.name for actor in cast.actors if actor.person and is_full_name(actor.name)]
    if len(people) == 1:
        return people[0]
    asked = dict.fromkeys(
        name.text
        for each in passages
        if each.place is not Place.ANSWER and (put := re.search(phrases.put_to_pattern, each.text, re.IGNORECASE))
        for name in find_names(each.text, phrases)
        if put.end() <= name.start <= put.end() + _ASKED_REACH and is_full_name(name.text)
    )
    if len(asked) == 1:
        return next(iter(asked))
    # `Dalia Renshaw designs footbridges …`: the one whose name opens what stands above the questions.
    opening = dict.fromkeys(
        names[0].text
        for each in passages
        if each.place is not Place.ANSWER and (names := find_names(each.text, phrases)) and names[0].start == 0
        if is_full_name(names[0].text)
    )
    return next(iter(opening)) if len(opening) == 1 and not people else ""
