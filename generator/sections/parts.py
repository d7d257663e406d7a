"""The small views that every section is made of. Templates see these and nothing else of an explainer."""

from __future__ import annotations

from typing import Any

import msgspec
from markupsafe import Markup

Words = str | Markup
"""Text for the page. `Markup` where it carries its own language, or comes from the author's Markdown."""


class DateView(msgspec.Struct, frozen=True, gc=False):
    """A date as it is shown."""

    machine: str
    """For the `datetime` attribute, no more precise than the author was; empty when HTML has no form for it."""
    words: str
    inferred: bool = False
    """The newsroom inferred it: the page says so in words."""
    note: Words = ""


class SourceMark(msgspec.Struct, frozen=True, gc=False):
    """A numbered pointer from a place on the page to the source list."""

    number: int
    id: str
    """Id of the mark itself, to which the source list points back; empty inside a note, which repeats its place, and
    inside an entry with an id, which is the place."""
    href: str
    title: Words
    """Title of the source."""
    publisher: Words = ""
    locator: Words = ""
    quote: Words = ""
    date: DateView | None = None
    label: str = ""
    """What the link says out of context: "Source 3, p. 7". It stands in the middle of sentences, where a title would be
    in the way of one who hears them."""
    first: bool = False
    """True where the article cites the source for the first time: there its note stands in the margin."""


class CitationView(msgspec.Struct, frozen=True, gc=False):
    """`[@a; @b]` in prose: one mark a source."""

    marks: tuple[SourceMark, ...]
    kind: str = "citation"


class Statement(msgspec.Struct, frozen=True, gc=False):
    """Who says a value, as of when, read where: the part of a note that no value is shown without."""

    value: Words
    """The value with its qualifier and unit."""
    label: Words
    attribution: Words
    """Empty when nobody is named."""
    as_of: DateView | None
    marks: tuple[SourceMark, ...]
    status: str
    """In words, such as "disputed"; empty when there is nothing to add."""
    remarks: tuple[Words, ...]
    """Who disputes it, how it was counted, what the newsroom notes about the attribution."""
    stale_on: str = ""
    """The first day, YYYY-MM-DD, on which the value is out of date; empty when it never is."""
    stale: bool = False
    """True when that day had come when the page was built."""


class NoteView(msgspec.Struct, frozen=True, gc=False):
    """What stands one step away from words in prose: in the margin, in place, or under the text on paper."""

    kind: str
    """`figure`, `actor`, `term`, `event` or `quote`."""
    id: str
    """Unique on the page."""
    words: Words
    """What stands in the prose itself."""
    title: Words
    href: str
    """Where the whole record stands on this page; empty when it has no place of its own."""
    statements: tuple[Statement, ...] = ()
    lines: tuple[Words, ...] = ()
    marks: tuple[SourceMark, ...] = ()


class PictureView(msgspec.Struct, frozen=True, gc=False):
    """A picture with its words."""

    src: str
    alt: Words
    caption: Words = ""
    credit: Words = ""
    width: int = 0
    """In pixels; 0 when unknown."""
    height: int = 0
    modern: str = ""
    """Addresses and widths of the picture in a modern form, as in `srcset`; empty where there are none."""
    modern_type: str = ""
    """Its media type: `image/avif`."""
    sizes: str = ""
    """How wide the page shows it, as in the attribute `sizes`."""
    kind: str = "picture"


class ProseView(msgspec.Struct, frozen=True, gc=False):
    """A text of the author: pieces of finished HTML, and views between them."""

    pieces: tuple[Any, ...]
    """`Markup`, `CitationView`, `NoteView`, `PictureView`, and between blocks `SectionView`."""
    language: str = ""
    """Its language where that is not the page's."""
    direction: str = ""
    inline: bool = False

    def __bool__(self) -> bool:
        return bool(self.pieces)


class SectionView(msgspec.Struct, frozen=True, gc=False):
    """A section of the page, wherever it stands."""

    name: str
    """Its name in `SECTIONS`, and its id on the page."""
    heading: str
    template: str
    content: Any
    """The section's own view."""
    part: bool = False
    """True when it shows a selection inside the article: it then has neither a heading nor ids of its own."""
    kind: str = "section"


class ActorLink(msgspec.Struct, frozen=True, gc=False):
    """A name that leads to its entry under people and organisations."""

    name: Words
    href: str
    """Empty when it is a text and no actor of the sheet."""
