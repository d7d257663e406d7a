"""Markdown once it is parsed: safe HTML, and the references that stand in it.

A text is a row of pieces. A piece is a string of finished, safe HTML, or a reference that only the page can show,
because it needs a number, a value or an address that lives elsewhere.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

INLINE = "inline"


class Cited(msgspec.Struct, frozen=True, array_like=True):
    """One source of a citation: `[@id, locator]`."""

    id: str
    locator: str = ""


class Citation(msgspec.Struct, frozen=True, array_like=True, tag="citation"):
    """`[@a, p. 7; @b]`: a place in prose that points to sources."""

    sources: tuple[Cited, ...]


class FigureUse(msgspec.Struct, frozen=True, array_like=True, tag="figure"):
    """`` {figure}`id@at` `` or `` {figure}`id by actor` ``: the value of a figure in prose."""

    id: str
    at: str = ""
    """The as-of date asked for, EDTF as written; empty means the preferred observation."""
    by: str = ""
    """The id of the actor whose observation is asked for; empty means anyone's."""


class Mention(msgspec.Struct, frozen=True, array_like=True, tag="mention"):
    """`` {actor}`words <id>` ``, and likewise term, event and quote."""

    kind: str
    """`actor`, `term`, `event` or `quote`."""
    id: str
    words: str = ""
    """Plain text chosen by the author; empty means the fact's own name."""


class Link(msgspec.Struct, frozen=True, array_like=True, tag="link"):
    """The address of another explainer: stands inside an `href` attribute and is shown as a URL."""

    slug: str
    fragment: str = ""


class Picture(msgspec.Struct, frozen=True, array_like=True, tag="picture"):
    """`![alt](media/x.jpg "caption")`: shown as a whole `<img>`."""

    src: str
    """As written, relative to the article's folder."""
    alt: str
    caption: str = ""


class Placed(msgspec.Struct, frozen=True, array_like=True, tag="placed"):
    """`:::{timeline}`: a section of the page, moved here. Stands between blocks, never inside one."""

    section: str
    only: tuple[str, ...] = ()
    """Groups or ids to show; empty means all, and the section then stands here instead of at its own place."""


Piece = str | Citation | FigureUse | Mention | Link | Picture | Placed
Reference = Citation | FigureUse | Mention | Link | Picture | Placed


class Prose(msgspec.Struct, frozen=True, array_like=True):
    """A parsed text. Empty pieces mean that there is no text."""

    pieces: tuple[Piece, ...] = ()
    language: str = ""
    """BCP 47 of the text where it is not the page's own (a fall-back in a translation); empty means the page's."""
    inline: bool = False
    """True when the pieces are phrasing content that may stand inside a heading or a sentence."""

    def __bool__(self) -> bool:
        return bool(self.pieces)


Line = Annotated[Prose, INLINE]
"""A text that is phrasing content: a title, a key point, a statement."""


PAGE_IDS = frozenset(
    [
        "actors",
        "background",
        "contents",
        "figures",
        "history",
        "key-points",
        "knowledge",
        "questions",
        "quotes",
        "sources",
        "terms",
        "timeline",
    ]
)
"""The ids of a page's own parts, which are the same in every language: no heading of an author may take one."""


class Heading(msgspec.Struct, frozen=True, array_like=True):
    """A heading of the article. `level` is 2 to 6."""

    level: int
    id: str
    text: str
