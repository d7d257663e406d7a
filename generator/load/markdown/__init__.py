"""Markdown of an author to prose: safe HTML with references between, and notes for the desk.

CommonMark 0.31 with tables and strikethrough, Pandoc's citations, MyST's roles and fences. Raw HTML is off. All that is
wrong is a `Problem` with its place; whatever is wrong, the pieces are safe to show.

`parse` → `grammar` (markdown-it with the rules of `syntax`) → tokens → `blocks` and `inline`, which ask `references`
and `addresses` what a piece of source means, `places` where it stands, and write `passages` → `Parsed`.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from generator.load.markdown.blocks import BlockWriter, join_pieces
from generator.load.markdown.budget import CHARACTERS_MAX, Overrun
from generator.load.markdown.faults import Fault
from generator.load.markdown.inline import escape
from generator.load.markdown.notes import Notes
from generator.load.markdown.places import place_lines
from generator.load.markdown.references import CITATION_HINT
from generator.load.markdown.wording import count_words, settle
from generator.load.passage import Passage, Problem, Spot
from generator.model.prose import Heading, Prose

if TYPE_CHECKING:
    from generator.load.markdown.grammar import Read

_MARKUP = re.compile(r"[\\`*_{\[\]<&~\n]")
"""A line without any of these is the same in HTML but for escapes."""


class Parsed(msgspec.Struct, frozen=True, gc=False):
    """A text that was read."""

    prose: Prose
    headings: tuple[Heading, ...] = ()
    """Of a page, in order; ids readable in any script, numbered when equal."""
    words: int = 0
    """What a reader reads, code included, whatever the script."""
    plain: str = ""
    """Without markup and references, a line a block; mentions keep their words; code blocks are left out."""
    passages: tuple[Passage, ...] = ()
    problems: tuple[Problem, ...] = ()
    addresses: tuple[tuple[str, Spot], ...] = ()
    """Ordinary links as they stand in the HTML, with their places: other sites, files, headings of this page."""


def parse(text: str, *, inline: bool = False, page: bool = False, taken: frozenset[str] = frozenset()) -> Parsed:
    """The parsed text; lines end in `\\n`.

    `inline` reads one line of phrasing content: a title, a key point. `page` is for what stands in the page itself, the
    article and the background: headings get ids, none of them among `taken`, and sections can be placed.
    """
    if len(text) > CHARACTERS_MAX:
        return _refuse(f"a text of more than {CHARACTERS_MAX:,} characters", inline)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if not text.strip():
        return Parsed(Prose(inline=inline))
    if (inline or _is_line(text)) and not _MARKUP.search(text.strip()):
        return _parse_plain(text, inline)
    try:
        return _reading[-1](text, inline=inline, page=page, taken=taken)
    except (Overrun, RecursionError):
        return _refuse("a text that takes too long to read: its brackets, quotations or tables are too many", inline)


def _refuse(message: str, inline: bool) -> Parsed:
    return Parsed(Prose(inline=inline), problems=(Problem("limit-exceeded", Spot(0, 0), message, "split it"),))


def _parse_marked(text: str, *, inline: bool, page: bool, taken: frozenset[str]) -> Parsed:
    # Late, because markdown-it takes longer to import than most commands run.
    from generator.load.markdown.grammar import read_blocks, read_line

    notes = Notes()
    lines = text.split("\n")
    writer = BlockWriter(lines, notes, page=page, taken=taken)
    if inline:
        core = text.strip()
        first = text.count("\n", 0, text.index(core))
        writer.write_words(read_line(core), place_lines(core, first, lines), "inline")
    elif _is_line(text):
        core = text.strip()
        writer.pieces.append("<p>")
        writer.write_words(read_line(core), place_lines(core, 0, lines), "paragraph")
        writer.pieces.append("</p>\n")
    else:
        read = read_blocks(text)
        writer.write(read.tokens)
        _report_lost(read, lines, notes)
    plain = "\n".join(notes.plain)
    return Parsed(
        prose=Prose(join_pieces(writer.pieces), inline=inline),
        headings=tuple(writer.headings),
        words=count_words(" ".join(filter(None, (*notes.plain, *map(settle, notes.code))))) + notes.objects,
        plain=plain,
        passages=tuple(notes.passages),
        problems=tuple(sorted(notes.problems, key=lambda found: (found.spot.line, found.spot.column))),
        addresses=tuple(notes.addresses),
    )


def _is_line(text: str) -> bool:
    """Whether `text` is one line that starts with a letter, and so a paragraph and no other block."""
    return text[0].isalpha() and "\n" not in text.rstrip(" \t\n") and text.rstrip(" \t\n") == text.strip()


def _parse_plain(text: str, inline: bool) -> Parsed:
    """A line without markup: what the parser would say of it."""
    core = text.strip()
    html = escape(core) if inline else f"<p>{escape(core)}</p>\n"
    start = text.index(core)
    line = text.count("\n", 0, start)
    spot = Spot(line, start - text.rfind("\n", 0, start) - 1)
    passage = Passage(core, "inline" if inline else "paragraph", False, ((0, spot),))
    plain = settle(core)
    return Parsed(Prose((html,), inline=inline), words=count_words(plain), plain=plain, passages=(passage,))


_reading = [_parse_marked]
"""The last one reads."""


@contextlib.contextmanager
def remembered(texts: int) -> Iterator[None]:
    """Remembers in the block what was read of so many texts: an edit changes one text of an explainer, or none.

    A build reads each text once, and goes without.
    """
    reading = functools.lru_cache(texts)(_parse_marked)
    _reading.append(reading)
    try:
        yield
    finally:
        _reading.remove(reading)


def _report_lost(read: Read, lines: list[str], notes: Notes) -> None:
    """Reports what a reader would not see: blocks nested too deep, definitions of links that are not used."""
    for line in sorted(read.lost):
        source = lines[line].strip()
        hint = "use fewer levels of lists and quotations"
        fault = Fault("text-lost", f"`{source[-60:]}` is nested too deep and would not be shown", hint)
        notes.add_fault(fault, Spot(line, len(lines[line]) - len(lines[line].lstrip()), len(source)))
    unused = [found for found in read.definitions if found[0] not in notes.labels]
    for label, line in (*unused, *read.repeated):
        if label.startswith("^"):
            fault = Fault("citation-not-found", "a footnote, and there are none", CITATION_HINT)
        else:
            hint = "a comment is written `<!-- … -->`; a bracket that is only text is written `\\[`"
            fault = Fault("text-lost", f"nothing uses the link definition `[{label.lower()}]:`", hint)
        column = max(0, lines[line].find("["))
        notes.add_fault(fault, Spot(line, column, len(lines[line].rstrip()) - column))
