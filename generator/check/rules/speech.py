"""Rules about who speaks, and as what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.sentences import Span, around, quotations, sentences
from generator.check.subject import Evidence, Finding, Read, Subject
from generator.check.words import Words, words_for
from generator.load.passage import Use
from generator.model.dates import Date
from generator.model.facts import Actor
from generator.model.prose import Mention

_MARKS = ("“", '"', "«", "„", "「", "‹")
_WORD = re.compile(r"\w[\w’'-]*")
_NAMED = re.compile(r"\b[A-ZÀ-Þ][\w’'.-]+(?: [A-ZÀ-Þ][\w’'.-]+){0,3}\s*:\s*\Z")
"""A name with a colon before the words, as interviews are set."""

WORDS_MIN = 5
"""From how many words on a quotation is somebody's speech; fewer are a term, a title, a word held with tongs."""


def speech_unattributed(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A quotation of five words and more stands in prose, and no speaker is in its sentence or the ones beside it.

    A speaker is an actor of the sheet, or a verb or phrase that gives words to somebody: said, wrote, according to.
    Titles of works, whose words begin with capitals, are no speech. Titles and headings of the page are not read.

    **Why it matters.** Words in quotation marks are somebody's. A reader who does not know whose cannot weigh them.

    **Example.** `The harbour stayed closed. "Nobody has been here for three weeks." Trade went elsewhere.`

    **Instead.** `"Nobody has been here for three weeks," said the harbour master.` Or give the words in the sheet under
    `quotes` with their `speaker`, and write `` {quote}`id` ``.
    """
    names: tuple[str, ...] | None = None
    passages = subject.passages()
    for number, read in enumerate(passages):
        text = read.passage.text
        if not any(mark in text for mark in _MARKS) or not _is_read(read):
            continue
        words = words_for(read.language)
        if words is None:
            continue
        if names is None:
            names = _names(subject)
        spans = sentences(text, words)
        for start, end in quotations(text):
            if text[start] == "‘" or not _is_speech(text[start + 1 : end]):
                continue
            if not _has_speaker(passages, number, spans, (start, end), words, names):
                hint = "name the speaker beside it, or give the words under `quotes` and write `` {quote}`id` ``"
                count = len(_WORD.findall(text, start, end))
                yield read.finding(start, end, f"{count} quoted words, and nobody who says them", hint)


def _is_read(read: Read) -> bool:
    return (
        read.passage.kind in ("paragraph", "inline") and read.keys != "title" and not read.keys.startswith("sources/")
    )


def _is_speech(quotation: str) -> bool:
    """Whether a quotation is long enough, and is no title: most of the long words of a title begin with a capital."""
    found = _WORD.findall(quotation)
    if len(found) < WORDS_MIN:
        return False
    long = [word for word in found[1:] if len(word) > 3]
    return not (long and found[0][0].isupper() and sum(word[0].isupper() for word in long) * 10 >= len(long) * 7)


def _has_speaker(
    passages: tuple[Read, ...],
    number: int,
    spans: tuple[Span, ...],
    quotation: Span,
    words: Words,
    names: tuple[str, ...],
) -> bool:
    read = passages[number]
    first, last = around(spans, *quotation)
    own = ((spans[first][0], quotation[0]), (quotation[1], max(quotation[1], spans[last][1])))
    if any(_names_speaker(read, part, words.speech, names) for part in own):
        return True
    if _NAMED.search(read.passage.text, max(own[0][0], quotation[0] - 60), quotation[0]):
        return True
    return any(
        _names_speaker(other, part, words.spoken, names)
        for other, part in _beside(passages, number, spans, first, last, words)
    )


def _beside(
    passages: tuple[Read, ...], number: int, spans: tuple[Span, ...], first: int, last: int, words: Words
) -> Iterator[tuple[Read, Span]]:
    """The sentences before and behind some sentences of a passage; at its ends, those of the blocks beside it."""
    read = passages[number]
    if first:
        yield read, spans[first - 1]
    elif number and passages[number - 1].text is read.text:
        before = passages[number - 1]
        yield from ((before, span) for span in sentences(before.passage.text, words)[-1:])
    if last + 1 < len(spans):
        yield read, spans[last + 1]
    elif number + 1 < len(passages) and passages[number + 1].text is read.text:
        after = passages[number + 1]
        yield from ((after, span) for span in sentences(after.passage.text, words)[:1])


def _names_speaker(read: Read, part: Span, speech: re.Pattern[str], names: tuple[str, ...]) -> bool:
    text = read.passage.text
    start, end = part
    if speech.search(text, start, end):
        return True
    if any(
        isinstance(use.reference, Mention) and use.reference.kind == "actor" and start <= use.offset < end
        for use in read.passage.uses
    ):
        return True
    lower = text[start:end].lower()
    return any(name in lower for name in names)


def _names(subject: Subject) -> tuple[str, ...]:
    """The actors' names in small letters, in every language, with the last word of a person's."""
    found: set[str] = set()
    for actor in subject.edition.sheet.actors.values():
        for name in (actor.name, *(entry.value for entry in actor.names)):
            found.add(name.lower())
            if actor.kind == "person" and len(name.split()[-1]) > 3:
                found.add(name.split()[-1].lower())
    return tuple(sorted(found - {""}))


def role_at_time(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A speaker is given a role that was not held on that date.

    Looked at are quotes with `said_on`, transcript answers with `as_of`, and a role written right before an actor in
    prose, on the day of the dateline. "Former", "then" and a date in the sentence leave it open.

    **Why it matters.** "The minister said" is another sentence than "the former minister said".

    **Example.** A quote with `said_on: 2024-05-01` of a speaker whose only role has `during: 2019/2022`.

    **Instead.** Add the role that was held then, or mend `said_on` or `during`; in prose, write "former".
    """
    sheet = subject.sheet
    for quote in sheet.quotes.values():
        actor = subject.edition.actor(quote.speaker)
        if actor and quote.said_on and not _holds_any(actor, quote.said_on.date):
            keys = f"quotes/{quote.id}"
            yield _not_held(subject, f"{keys}/speaker", keys, actor, quote.said_on.date.text)
    for number, entry in enumerate(sheet.questions):
        actor = subject.edition.actor(entry.answered_by)
        if actor and entry.kind == "transcript" and entry.as_of and not _holds_any(actor, entry.as_of.date):
            keys = f"questions/{number}"
            yield _not_held(subject, f"{keys}/answered_by", keys, actor, entry.as_of.date.text)
    timed = {actor.id for actor in subject.edition.sheet.actors.values() if any(role.during for role in actor.roles)}
    day = subject.explainer.original.front.dateline
    if timed and day and day.date:
        for read in subject.passages():
            for use in read.passage.uses:
                if isinstance(use.reference, Mention) and use.reference.id in timed and not read.passage.quoted:
                    yield from _given_in_prose(subject, read, use, use.reference, day.date)


def _holds_any(actor: Actor, date: Date) -> bool:
    return not actor.roles or any(role.during is None or role.during.overlaps(date) for role in actor.roles)


def _not_held(subject: Subject, at: str, keys: str, actor: Actor, day: str) -> Finding:
    terms = "; ".join(f"{role.title}, {role.during.text}" for role in actor.roles if role.during)
    message = f"`{actor.name}` held none of the given roles on {day}"
    return Finding(subject.at(at), message, f"the sheet has: {terms}. Add the role held then, or mend the dates", keys)


def _given_in_prose(subject: Subject, read: Read, use: Use, mention: Mention, day: Date) -> Iterator[Finding]:
    actor = subject.edition.actor(mention.id)
    text = read.passage.text
    words = words_for(read.language)
    if actor is None or words is None:
        return
    for role in actor.roles:
        title = role.title.lower()
        start = use.offset - len(title) - 1
        if role.during is None or not title or start < 0 or text[start : use.offset].lower() != f"{title} ":
            continue
        if any(other.title == role.title and (not other.during or other.during.overlaps(day)) for other in actor.roles):
            continue
        spans = sentences(text, words)
        first, last = spans[around(spans, start, use.offset)[0]]
        if words.former.search(text[max(0, start - 40) : start]) or _YEAR.search(text, first, last):
            continue
        message = f"`{actor.name}` was {role.title} {role.during.text}, and the dateline is {day.text}"
        yield read.finding(start, use.offset - 1, message, "write “former”, or give the role that was held then")


_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
