"""Rules about unfinished text and unowned words, which stop the build."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.sentences import inside, quotations
from generator.check.subject import Evidence, Finding, Subject

_WORDS = (
    r"(?:guest|host|speaker|reporter|author|editor|name|names|date|time|day|month|year|place|city|country|title|headline|"
    r"caption|source|sources|link|url|number|figure|quote|insert|tbd|tbc|tba|placeholder|your|add|fill|xxx+)"
)
_BRACKETED = re.compile(
    rf"\[(?=[^\[\]]{{1,60}}\])(?:{_WORDS})(?:[\s_-][^\[\]]*)?\]|\[[^\[\]]{{0,40}}\b(?:name|here|TBD|TBC|TK|TODO)\]",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w@#/-])(?:TODO|TKTK|TK|FIXME|XXX+)(?![\w-])|(?<!\w)[Ll]orem [Ii]psum(?!\w)")
_SIGNS = ("TODO", "TK", "FIXME", "XXX", "psum")
"""A text without one of these holds no bare placeholder: most texts need no search."""


def placeholder_left(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """Reader-facing text still holds a placeholder: `[Guest Name]`, `[Date]`, a bare TODO, TK or TKTK, lorem ipsum.

    **Why it matters.** It reaches readers as it stands, and says that nobody read the page before it went out.

    **Example.** `Our guest today is [Guest Name].`

    **Instead.** Fill it in, or take the sentence out. Brackets inside a quotation, which mark what the newsroom
    inserted into somebody's words, are no placeholders.
    """
    if _may_hold(subject.prose):
        for read in subject.passages():
            for start, end in placeholders(read.passage.text):
                text = read.passage.text[start:end]
                hint = "fill it in, or take the sentence out"
                yield read.finding(start, end, f"`{text}` is a placeholder", hint)
    if _may_hold(plain_words(subject)):
        for keys, text in plain_texts(subject):
            for start, end in placeholders(text):
                at = subject.inside(keys, text, start, end)
                yield Finding(at, f"`{text[start:end]}` is a placeholder", "fill it in", keys)


def _may_hold(text: str) -> bool:
    return "[" in text or any(sign in text for sign in _SIGNS)


def placeholders(text: str) -> Iterator[tuple[int, int]]:
    """Where placeholders stand in a text, but for brackets inside a quotation."""
    if any(sign in text for sign in _SIGNS):
        for found in _BARE.finditer(text):
            yield found.span()
    if "[" in text:
        quoted = quotations(text)
        for found in _BRACKETED.finditer(text):
            if not inside(quoted, found.start()):
                yield found.span()


def plain_words(subject: Subject) -> str:
    """The texts of `plain_texts`, a text a line: most rules see from it alone that they have nothing to say."""
    known: str | None = subject.memory.get("plain words")
    if known is None:
        sheet = subject.sheet
        texts = [text for source in sheet.sources.values() for text in (source.title, source.publisher)]
        texts += [text for actor in sheet.actors.values() for text in (actor.name, actor.attribution)]
        texts += [figure.label for figure in sheet.figures.values()]
        texts += [event.title for event in sheet.timeline]
        texts += [text for entry in sheet.questions for text in (entry.question, entry.asked_by, entry.answered_by)]
        texts += [quote.text for quote in sheet.quotes.values()]
        texts += [term.term for term in sheet.terms.values()]
        known = subject.memory["plain words"] = "\n".join(texts)
    return known


def plain_texts(subject: Subject) -> Iterator[tuple[str, str]]:
    """The texts of the sheet that are not Markdown and that a reader sees, with the paths of keys to them."""
    sheet = subject.sheet
    for source in sheet.sources.values():
        yield f"sources/{source.id}/title", source.title
        yield f"sources/{source.id}/publisher", source.publisher
    for actor in sheet.actors.values():
        yield f"actors/{actor.id}/name", actor.name
        yield f"actors/{actor.id}/attribution", actor.attribution
    for figure in sheet.figures.values():
        yield f"figures/{figure.id}/label", figure.label
    for number, event in enumerate(sheet.timeline):
        yield f"timeline/{number}/title", event.title
    for number, entry in enumerate(sheet.questions):
        yield f"questions/{number}/question", entry.question
        yield f"questions/{number}/asked_by", entry.asked_by
        yield f"questions/{number}/answered_by", entry.answered_by
    for quote in sheet.quotes.values():
        yield f"quotes/{quote.id}/text", quote.text
    for term in sheet.terms.values():
        yield f"terms/{term.id}/term", term.term


def quote_unattributed(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A quote of the sheet has no `speaker`.

    **Why it matters.** Words in quotation marks are somebody's. Without a speaker a reader cannot weigh them.

    **Example.** `offer: {text: "We are ready.", sources: [report]}`.

    **Instead.** Add `speaker: …`, the id of an actor of the sheet.
    """
    for quote in subject.sheet.quotes.values():
        if not quote.speaker:
            keys = f"quotes/{quote.id}"
            yield Finding(
                subject.name(keys),
                f"the quote `{quote.id}` has no speaker",
                "add `speaker: …`, an actor of the sheet",
                keys,
            )
