"""What the desk reads: prose as a reader sees it, with the way back to the author's file.

Passages live from loading to checking only. They are never stored.
"""

from __future__ import annotations

import bisect

import msgspec

from generator.model.prose import Reference

OBJECT = "\ufffc"
"""Stands in a passage's text for something shown there that is not the author's words: a figure, a name, code."""


class Spot(msgspec.Struct, frozen=True, gc=False):
    """A place in a text: line and column, both from 0, counted in the text itself and not yet in its file."""

    line: int
    column: int
    width: int = 1


class Use(msgspec.Struct, frozen=True, gc=False):
    """A reference where it stands."""

    reference: Reference
    spot: Spot
    offset: int
    """Where in the passage's text it stands: the index of its `OBJECT`, of its first word, or of what follows it."""


class Waiver(msgspec.Struct, frozen=True, gc=False):
    """`<!-- waive code: reason -->`, for the block that follows it."""

    code: str
    reason: str
    spot: Spot


def _offset(anchor: tuple[int, Spot]) -> int:
    return anchor[0]


class Passage(msgspec.Struct, frozen=True, gc=False):
    """One block of prose: a paragraph, a heading, a table cell, or a whole inline text such as a title.

    What is shown beside a block's words is a passage of its own: an alt text, a caption, the title of a link.

    `text` has no markup: emphasis marks are gone, soft line breaks are spaces, code and figures are one `OBJECT`,
    a citation leaves nothing, a mention leaves its words or one `OBJECT`.
    """

    text: str
    kind: str
    """`paragraph`, `heading`, `cell` or `inline`; `alt`, `caption` or `title` for what is shown beside its words."""
    quoted: bool
    """True inside a block quotation."""
    spots: tuple[tuple[int, Spot], ...]
    """Anchors from offsets in `text`, ascending: text from one anchor to the next runs on in one source line."""
    uses: tuple[Use, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def spot(self, offset: int, width: int = 1) -> Spot:
        """Where in the author's text the character at `offset` stands."""
        place = bisect.bisect_right(self.spots, offset, key=_offset)
        start, anchor = self.spots[place - 1] if place else (0, Spot(0, 0))
        return Spot(anchor.line, anchor.column + offset - start, width)


class Problem(msgspec.Struct, frozen=True, gc=False):
    """A fault found while reading a text, not yet placed in its file."""

    code: str
    spot: Spot
    message: str
    hint: str = ""
