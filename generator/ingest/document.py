"""What an input is read into: blocks of inline Markdown in their order, and what the page says about itself."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an input is."""

    TEXT = "text"
    """Plain text or Markdown: pasted text is often a little of both."""
    HTML = "html"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class Input:
    """The bytes to import. `name` is what messages call them; `charset` what the sender says about them."""

    data: bytes
    name: str
    kind: Kind = Kind.TEXT
    url: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who imports knows. Dates are `YYYY-MM-DD`.

    `date` is the day of the article and its dateline; `today` the day of the import, which only becomes the source's
    `accessed` and the date of an article that carries none.
    """

    date: str | None = None
    language: str | None = None
    slug: str | None = None
    today: str | None = None


class BlockKind(StrEnum):
    """What a block is in Markdown."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    NUMBERED = "numbered"
    QUOTATION = "quotation"
    TABLE = "table"
    """Rows of a Markdown table, kept as they stand."""
    CODE = "code"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `text` is inline Markdown on one line (several lines only for tables and code).

    `level` is that of a heading, or the depth of a list item from 0. `aside` says that the page itself marks the
    block as not belonging to the article (a navigation, a share bar), `apart` which of its elements does, counted as
    they open, 0 for none; `hint` is what the page calls it (`standfirst`, `byline`, `kicker`, `title`), empty when it
    says nothing. `linked` is the share of its text that stands in links, `home` the element that it stands in.
    """

    kind: BlockKind
    text: str
    level: int = 0
    aside: bool = False
    hint: str = ""
    apart: int = 0
    linked: float = 0.0
    home: int = 0


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the input says about itself outside its text. Dates are `YYYY-MM-DD`; empty text where it says nothing."""

    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    publisher: str = ""
    section: str = ""
    language: str = ""
    url: str = ""
    titles: tuple[str, ...] = ()
    """All that the head of a web page gives as its title, as it stands there."""


@dataclass(frozen=True, slots=True)
class Document:
    """An input that has been read. `left_out` lists what has no place in Markdown text (pictures, say)."""

    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    left_out: tuple[str, ...] = ()
    sources: tuple[tuple[str, str, str], ...] = ()
    """Id, title and address of the sources that a page of the default theme lists; the blocks cite them as `[@id]`."""
