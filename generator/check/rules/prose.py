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
    inserted into somebody's words, are no placeholders. Every text that readers see is looked at: prose, front matter,
    every field of a sheet, translations, ordinary pages and the home page.
    """
    if _may_hold(subject.prose):
        for read in subject.passages():
            for start, end in placeholders(read.passage.text):
                text = read.passage.text[start:end]
                hint = "fill it in, or take the sentence out"
                yield read.finding(start, end, f"`{text}` is a placeholder", hint)
    if _may_hold(subject.plain_words):
        for plain in subject.plain:
            for start, end in placeholders(plain.text, quoted=plain.is_quoted):
                yield plain.finding(start, end, f"`{plain.text[start:end]}` is a placeholder", "fill it in")


def _may_hold(text: str) -> bool:
    return "[" in text or any(sign in text for sign in _SIGNS)


def placeholders(text: str, quoted: bool = False) -> Iterator[tuple[int, int]]:
    """Where placeholders stand in a text, but for brackets inside a quotation. `quoted` says that all of it is one."""
    if any(sign in text for sign in _SIGNS):
        for found in _BARE.finditer(text):
            yield found.span()
    if "[" in text and not quoted:
        spans = quotations(text)
        for found in _BRACKETED.finditer(text):
            if not inside(spans, found.start()):
                yield found.span()


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
