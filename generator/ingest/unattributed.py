"""Who speaks where no words attribute a quotation: whom the words around it announce, name or tell of."""

import re

from generator.ingest.attributions import Order
from generator.ingest.cast import Cast
from generator.ingest.heard import Quote, Running, Said
from generator.ingest.names import find_names, is_full_name
from generator.ingest.passages import Passage
from generator.ingest.phrases import Phrases
from generator.ingest.quotations import Quotation
from generator.ingest.speakers import Speaker

_LED_WORDS_MAX = 5
"""How many words stand before a name that is still its sentence's subject: `Former fisherman Jory Penrose`."""


def introduced(passage: Passage, heard: tuple[Said, ...]) -> Speaker | None:
    """Return who speaks in the next paragraph: the last to be said to speak in one that ends with a colon."""
    speaking = [each for each in heard if not each.attribution.stating and each.attribution.order is Order.BEFORE]
    return speaking[-1].speaker if speaking and passage.masked.rstrip().endswith(":") else None


def named_next(rest: str, following: str, cast: Cast, phrases: Phrases) -> Speaker | None:
    """Return the one person whom a text that opens with `“…,” she says` names next, here or a paragraph on."""
    for text in (rest, following):
        people = dict.fromkeys(
            full for name in find_names(text, phrases) if (full := cast.full(name.text)) in cast.people
        )
        if people:
            return Speaker(next(iter(people)), True, True, sure=False) if len(people) == 1 else None
    return None


def before_colon(quotation: Quotation, passage: Passage, cast: Cast, phrases: Phrases) -> Speaker | None:
    """Return the person before a colon that leads to a quotation: whatever the verb, it is theirs (`X pidió calma: «…»`)."""  # noqa: E501
    start, _ = passage.sentence_at(quotation.start)
    before = passage.masked[start : quotation.start]
    if not before.rstrip().endswith(":"):
        return None
    named = [name for name in find_names(before, phrases) if cast.full(name.text) not in cast.bodies]
    whole = [name for name in named if is_full_name(cast.full(name.text))]
    return Speaker(cast.full(whole[0].text), True, True, sure=False) if whole else None


def inherited(
    first: Quotation,
    passage: Passage,
    number: int,
    quotes: list[Quote],
    running: Running,
    heard: tuple[Said, ...],
    cast: Cast,
    phrases: Phrases,
) -> tuple[Speaker | None, str]:
    """Return who goes on speaking where no words attribute: the speaker of this paragraph or of the one before."""
    spoken = [quote for quote in quotes if quote.speaker is not None]
    if spoken:
        return spoken[-1].speaker, "the speaker of the quotation before, in the same paragraph"
    whole = not re.search(r"\w", passage.masked)
    if running.introduced is not None and running.passage == number - 1 and not passage.text[: first.start].strip():
        return running.introduced, "announced by the paragraph before"
    if whole and running.quote is not None and running.quote.speaker and running.passage == number - 1:
        return running.quote.speaker, "the speaker of the paragraph before"
    speaking = [each for each in heard if not each.attribution.stating and not each.attribution.naming]
    people = {each.speaker.name for each in speaking}
    if len(people) == 1:
        return speaking[0].speaker, "the only speaker of the paragraph"
    if not heard and (subject := _subject_before(first, passage, cast, phrases)):
        return subject, "the subject of the sentence before"
    return None, ""


def _subject_before(first: Quotation, passage: Passage, cast: Cast, phrases: Phrases) -> Speaker | None:
    """Return the one person of a paragraph, who is the subject of the sentence before a quotation of whole sentences.

    `Jory Penrose, 61, is not convinced. “They come down here with their clipboards.”`
    """
    if not (first.text[:1].isupper() and first.text.endswith((".", "!", "?", "…"))):
        return None
    if passage.masked[: first.start].rstrip()[-1:] not in (".", "?", "!"):
        return None
    named = find_names(passage.masked, phrases)
    people = {cast.full(name.text) for name in named if cast.full(name.text) in cast.people}
    if len(people) != 1:
        return None
    before, _ = passage.sentence_at(max(0, len(passage.masked[: first.start].rstrip()) - 1))
    person = people.pop()
    opens = [name for name in named if cast.full(name.text) == person and before <= name.start < first.start]
    head = passage.masked[before : opens[0].start] if opens else ""
    led = len(head.split()) <= _LED_WORDS_MAX and not re.search(r"[,.;:]", head)
    return Speaker(person, True, True, sure=False) if opens and led else None
