"""Figures: numbers with what they count, who publishes them, and as of when."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.ingest import calendar_days
from generator.ingest.attributions import Order
from generator.ingest.dates import DateMention, Manner, find_dates
from generator.ingest.heard import Heard, Said
from generator.ingest.numbers import Quantity, find_quantities
from generator.ingest.passages import Passage, Place
from generator.ingest.phrases import Phrases
from generator.ingest.speakers import Speaker

_CLAUSE_MARK = re.compile(r"[,;:—–“”\"«»(){}.!?،؛](?=\s|$)|[“”\"«»()]")
_LABEL_WORDS_MAX = 9
_LABEL_WORDS_BEFORE = 7
_NEW_CLAUSE = re.compile(r",\s(?:a|an|the|which|who|where|whose)\s[^,]*$")
_CLOSING = re.compile(r"(?:\s(?:in|on|at|last|this|earlier|yesterday|today)\b[^,.;:“”\"]{0,30})?\s*(?:[.,;)”\"]|$)")
"""What follows a verb that closes its sentence: `…, auditors found in January.`"""
_DOCUMENTS = re.compile(
    r"\b(?:report|survey|study|analysis|poll|review|audit|inquiry|census|count|inspection|inspectors|auditors)\b"
)
_EDGE = re.compile(r"^[\s,.;:–—-]+|[\s,.;:–—-]+$")
_WEAK_END = re.compile(
    r"\s(?:the|a|an|of|to|in|on|at|by|for|and|or|with|from|that|than|as|per|is|was|were|are|de|la|le|der|die|das|und|et|y|en|el)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the text. `as_of` is EDTF; `as_of_note` says what it rests on when the text does not say it."""

    label: str
    value: Decimal
    unit: str
    qualifier: str
    speaker: Speaker | None
    as_of: str
    as_of_note: str
    locator: str
    sure: bool


def read_figures(
    passages: tuple[Passage, ...], heard: Heard, anchor: date | None, phrases: Phrases
) -> tuple[Figure, ...]:
    """Return the figures of the passages in their order, each once."""
    figures: dict[tuple[str, Decimal, str], Figure] = {}
    told: set[tuple[int, Decimal, str]] = set()
    for number, passage in enumerate(passages):
        for start, end in passage.spans:
            sentence = passage.text[start:end]
            found = find_dates(sentence, anchor, phrases)
            taken = tuple((each.start, each.end) for each in found.dates) + found.unsettled
            for quantity in find_quantities(sentence, taken, phrases):
                figure = _figure(quantity, sentence, start, passage, number, heard, found.dates, anchor)
                if (number, figure.value, figure.unit) not in told:
                    figures.setdefault((figure.label.lower(), figure.value, figure.unit), figure)
                # The same again in one paragraph is the same figure.
                told.add((number, figure.value, figure.unit))
    return tuple(figures.values())


def _figure(
    quantity: Quantity,
    sentence: str,
    offset: int,
    passage: Passage,
    number: int,
    heard: Heard,
    dates: tuple[DateMention, ...],
    anchor: date | None,
) -> Figure:
    speaker = _attributed(offset + quantity.number_start, offset, offset + len(sentence), passage, number, heard)
    as_of, note = _as_of(quantity, dates, anchor)
    dollar = quantity.unit == "USD" and "US$" not in sentence
    return Figure(
        label=_label(quantity, _without(sentence, dates)),
        value=quantity.value.normalize()
        if quantity.value != quantity.value.to_integral()
        else Decimal(int(quantity.value)),
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        speaker=speaker,
        as_of=as_of,
        as_of_note=note,
        locator=sentence,
        sure=speaker is not None and speaker.sure and not dollar and not quantity.elided,
    )


def _attributed(position: int, start: int, end: int, passage: Passage, number: int, heard: Heard) -> Speaker | None:
    """Return who is said to give the number at a position of the passage."""
    if passage.quoted_at(position):
        inside = [q for q in heard.quotes if q.passage == number and q.start <= position < q.end]
        return inside[0].speaker if inside else _in_sentence(position, start, end, heard.said[number], passage.text)
    named = _in_sentence(position, start, end, heard.said[number], passage.text)
    if named is None and passage.place is Place.ANSWER and passage.speaker:
        return Speaker(passage.speaker, True, True)
    return named


def _in_sentence(position: int, start: int, end: int, said: tuple[Said, ...], text: str) -> Speaker | None:
    """Return the speaker of the nearest attribution before the number in its sentence, else of one after it.

    `“…,” said X` speaks for its quotation alone, not for what the sentence tells of X.
    """
    here = [each for each in said if start <= each.attribution.start < end and not each.attribution.naming]
    before = [
        e
        for e in here
        if e.attribution.order is Order.BEFORE
        and e.attribution.verb < position
        # `recorded 318 mothers in a cave, a place that houses 40,000`: a verb with an object reaches to its end.
        and not (e.attribution.stating and _NEW_CLAUSE.search(text[e.attribution.verb : position]))
    ]
    before = [e for e in before if not _finds(text, e, position, end)]
    # `She said that the union had reported …`: it is she who says so.
    while len(before) > 1 and re.search(r"\bthat\b.*\b(?:had|has|have)\s$", _between(before[-2], before[-1], text)):
        before.pop()
    according = [e for e in here if e.attribution.order is Order.ACCORDING]
    if before and not (according and according[-1].attribution.start > before[-1].attribution.verb):
        return before[-1].speaker
    if according:
        return according[-1].speaker
    after = [
        e
        for e in here
        if e.attribution.start > position
        # `left its rate unchanged and said …`: the second verb speaks for what follows it.
        and e.attribution.start < e.attribution.verb
        # `held up at the border, where officials asked for papers`: another matter.
        and not re.search(r",\s(?:where|while|but|whose|which|as)\b[^,]*$", text[position : e.attribution.start])
        and e.attribution.order is Order.BEFORE
        # `…, the department estimates.` closes its sentence; `the study found …` speaks for what follows.
        and (not e.attribution.stating or _CLOSING.match(text[e.attribution.end : end]))
    ]
    return after[0].speaker if after else None


def _finds(text: str, said: Said, position: int, end: int) -> bool:
    """Return whether somebody comes upon what is counted, and states nothing: `a farmer found two jars in a chapel`."""
    verb = text[said.attribution.verb :]
    if said.attribution.stating and re.match(r"puts?\b", verb):
        return re.search(r"\bat\b", text[said.attribution.verb : position]) is None  # `put it on a list`
    if not said.attribution.stating or not verb.startswith(("found ", "finds ")):
        return False
    between = text[said.attribution.verb + 6 : position]
    stated = re.search(r"\bthat\b", between) or re.search(
        r"\b(?:are|were|was|is|had|have|has|could|would|did)\b", text[position:end]
    )
    return not stated and len(between.split()) <= 3 and not _DOCUMENTS.search(said.attribution.subject)


def _between(first: Said, second: Said, text: str) -> str:
    return text[first.attribution.verb : second.attribution.verb]


def _as_of(quantity: Quantity, dates: tuple[DateMention, ...], anchor: date | None) -> tuple[str, str]:
    """Return the as-of date and what it rests on: a past date of the sentence, else the article's day."""
    stated = [each for each in dates if each.manner is Manner.AS_OF]
    if stated:
        return stated[0].edtf, "Counted from the date of the article" if stated[0].inferred else ""
    past = [each for each in dates if each.manner is Manner.ON and not _is_ahead(each.edtf, anchor)]
    if past:
        nearest = min(past, key=lambda each: min(abs(each.start - quantity.end), abs(quantity.start - each.end)))
        return nearest.edtf, "The date in the figure's sentence"
    return (
        (anchor.isoformat(), "The day of the article: the text gives the figure no day of its own")
        if anchor
        else ("", "")
    )


def _is_ahead(edtf: str, anchor: date | None) -> bool:
    """Return whether a date may lie after the article's: such a figure is a plan and not a count."""
    last = calendar_days.last_day(edtf)
    if last is None:
        return True
    if anchor is None:
        return False
    return last > anchor and not anchor.isoformat().startswith(edtf)


def _without(sentence: str, dates: tuple[DateMention, ...]) -> str:
    """Return the sentence with its dates blotted out by spaces: a label is true of more than one day."""
    for each in dates:
        head = re.sub(
            r"\b(?:on|in|since|by|en|le|el|im|am|في)\s$",
            lambda m: " " * len(m[0]),
            sentence[: each.start],
            flags=re.IGNORECASE,
        )
        sentence = head + " " * (each.end - each.start) + sentence[each.end :]
    return sentence


def _label(quantity: Quantity, sentence: str) -> str:
    """Return what the number counts, in the sentence's own words: its clause without the number."""
    marks = [mark.end() for mark in _CLAUSE_MARK.finditer(sentence, 0, quantity.start)]
    clause_start = marks[-1] if marks else 0
    after_mark = _CLAUSE_MARK.search(sentence, max(quantity.end, quantity.number_end))
    clause_end = after_mark.start() if after_mark else len(sentence)
    before = sentence[clause_start : quantity.start].split()[-_LABEL_WORDS_BEFORE:]
    if quantity.measure:
        after = sentence[quantity.end : clause_end].split()[:4]
        words = [*before, *after] if before or after else sentence[: quantity.start].split()[-4:]
    else:
        words = sentence[quantity.number_end : clause_end].split()[:_LABEL_WORDS_MAX]
        if len(words) < 2 and before:
            words = [*before[-5:], *words]
    if quantity.elided:
        words = [quantity.unit, *sentence[quantity.number_end : clause_end].split()[:_LABEL_WORDS_MAX]]
    label = _EDGE.sub("", " ".join(words) or quantity.unit)
    previous = None
    while previous != label:
        previous, label = label, _EDGE.sub("", _WEAK_END.sub("", label))
    label = label.strip('“”"«»„ ') or quantity.unit
    return label[:1].upper() + label[1:]
