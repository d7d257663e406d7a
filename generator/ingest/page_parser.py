"""The elements of a web page to blocks, while they open and close."""

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urljoin

from generator.ingest.document import Block, BlockKind
from generator.ingest.errors import IngestError
from generator.ingest.inline import escape, plain_text
from generator.ingest.page_elements import (
    ASIDE_NAMES,
    ASIDE_ROLES,
    ASIDE_TAGS,
    CLOSES,
    CLOSING_P,
    HINTS,
    INLINE,
    SILENT,
    VOID,
)
from generator.ingest.page_metadata import PageFacts
from generator.ingest.page_text import CITED, SPACES, citations, locator_in, paragraphs

_DEPTH_MAX = 512
_ELEMENTS_MAX = 30_000
_NAME_PARTS_MAX = 4
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")
_MARKER = re.compile(r"\[?\^?(\d{1,3})\]?$")


class PageParser(HTMLParser):
    """Collects blocks while elements open and close. Text that no block element holds is a paragraph of its own."""

    def __init__(self, url: str | None, spared: frozenset[int] = frozenset()) -> None:
        """Begin a page. `spared` are the elements, counted as they open, whose names set nothing apart."""
        super().__init__(convert_charrefs=True)
        self.url = url
        self._spared = spared
        self.blocks: list[Block] = []
        self.left_out: list[str] = []
        self.facts = PageFacts()
        self._open: list[tuple[str, int, str]] = []
        # Tag, the element that sets its text apart (0 for none), and what the page calls it.
        self._numbers: list[int] = []
        # The elements that are open, counted as they opened.
        self._linked = 0
        # How many characters of the text that is being read stand in links.
        self._text: list[str] = []
        self._fresh = False
        """Whether an element has just begun that holds a part of a line."""
        self._links: list[tuple[int, str, str]] = []
        # Where the text of each open link begins, its address and its label.
        self._cited: list[str] = []
        # The citations of a page of ours: the label of each mark, which has the locator.
        self._tables: list[int] = []
        self._rows: list[list[list[int]]] = []
        # One list of rows a table; a row lists the block at which each of its cells begins.
        self._silent = 0
        self._elements = 0
        self._hidden: list[int] = []
        # How deep the elements stand that a page shows on demand only.
        self._source = ""
        self._title_start: int | None = None
        self.sources: list[tuple[str, str, str]] = []
        self._regions: list[int] = []
        self.ours: set[int] = set()
        """The blocks of the article and background of a page that `explainer` built; empty for other pages."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.facts.see(tag, attributes)
        if tag in VOID:
            self._void(tag, attributes)
            return
        self._close_implied(tag)
        if tag == "button" and self._regions and "ref" in attributes.get("class", "").split():
            return  # Its words are prose: what it opens is the note beside it.
        if len(self._open) >= _DEPTH_MAX:
            raise IngestError(
                f"the page nests elements more than {_DEPTH_MAX} deep, at a `{tag}`",
                "copy the article's text and pipe it into `explainer import -`",
            )
        self._elements += 1
        if self._elements > _ELEMENTS_MAX:
            raise IngestError(
                f"the page has more than {_ELEMENTS_MAX:,} elements", "copy the `article` out of it and import that"
            )
        aside, hint = self._inherited(tag, attributes)
        if tag not in INLINE or (aside and not (self._open and self._open[-1][1]) and tag == "button"):
            self.flush()
        if _is_ours(tag, attributes, [open_tag for open_tag, _, _ in self._open]):
            self._regions.append(len(self._open))
        if "popover" in attributes:
            self._hidden.append(len(self._open))
            self._silent += 1
        if tag == "li":
            self._source = attributes.get("id", "").partition("source-")[2]
        self._fresh = tag in ("span", "a", "time", "small", "label")
        self._open.append((tag, aside, hint))
        self._numbers.append(self._elements)
        if tag in SILENT and tag != "head":
            self._silent += 1
        self._open_mark(tag, attributes)

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002  (the library's own signature)
        """Skip `<![…`, as browsers do: the library's own method raises AssertionError for what it does not know."""
        return self.parse_bogus_comment(i, False)

    def _open_mark(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("strong", "b", "em", "i", "q", "code", "sup") and not self._silent:
            self._text.append({"strong": "**", "b": "**", "em": "*", "i": "*", "q": "“"}.get(tag, ""))
        elif tag == "a":
            self._links.append((len(self._text), attributes.get("href", ""), attributes.get("aria-label", "")))
        elif tag == "cite" and self._source and self.ours:
            self._title_start = len(self._text)
        elif tag == "table":
            self._tables.append(len(self.blocks))
            self._rows.append([])
        elif tag == "tr" and self._rows:
            self._rows[-1].append([])
        elif tag in ("td", "th") and self._rows and self._rows[-1]:
            self._rows[-1][-1].append(len(self.blocks))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            if tag == "br":
                self._text.append("\n")
            return
        depth = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i][0] == tag), None)
        if depth is None:
            return
        while len(self._open) > depth:
            self._close_top()

    def _close_implied(self, tag: str) -> None:
        closed = CLOSES.get(tag, frozenset({"p"}) if tag in CLOSING_P else frozenset())
        while closed and self._open:
            inner = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i][0] not in INLINE), None)
            if inner is None or self._open[inner][0] not in closed:
                return
            while len(self._open) > inner:
                self._close_top()

    def _close_top(self) -> None:
        tag = self._open[-1][0]
        if tag in ("strong", "b", "em", "i", "q") and not self._silent:
            self._text.append({"strong": "**", "b": "**", "em": "*", "i": "*", "q": "”"}[tag])
        elif tag == "a" and self._links:
            self._close_link()
        elif tag == "cite" and self._title_start is not None:
            self._close_title("".join(self._text[self._title_start :]).strip())
        elif tag not in INLINE:
            self.flush()
        self._open.pop()
        self._numbers.pop()
        if self._regions and len(self._open) <= self._regions[-1]:
            self._regions.pop()
        if self._hidden and len(self._open) <= self._hidden[-1]:
            self._hidden.pop()
            self._silent -= 1
        if tag in SILENT and tag != "head":
            self._silent -= 1
        if tag == "table" and self._tables:
            self._close_table(self._tables.pop(), self._rows.pop())

    def _close_title(self, title: str) -> None:
        """Note a source of the list of a page of ours, by its title."""
        link = re.search(r"\]\((https?://[^\s()]+)\)$", title)
        self.sources.append((self._source, plain_text(title), link[1] if link else ""))
        self._source, self._title_start = "", None

    def _close_link(self) -> None:
        start, href, label = self._links.pop()
        if self._regions and href.startswith("#source-") and not self._silent:
            source = href.removeprefix("#source-")
            self._text[start:] = [f"[@{source}{CITED}{len(self._cited)}]"]
            self._cited.append(label)
            return
        text = SPACES.sub(" ", "".join(self._text[start:])).strip()
        self._linked += len(text)
        target = urljoin(self.url or "", href.strip()) if not href.startswith("#") else ""
        marker = _MARKER.fullmatch(text.replace("\\", ""))
        if href.startswith("#") and marker:
            self._text[start:] = [f"[{marker[1]}]"]
        elif target.startswith(("http://", "https://")) and text and "\n" not in text and len(target) < 2000:
            safe = target.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
            if not re.search(r"\s", safe):
                self._text[start:] = [f"[{text}]({safe})"]

    def handle_data(self, data: str) -> None:
        if self._silent:
            if any(tag == "script" for tag, _, _ in self._open[-1:]):
                self.facts.see_script(data)
            return
        if self._open and self._open[-1][0] == "title":
            self.facts.title += data
            return
        if any(tag == "pre" for tag, _, _ in self._open):
            self._text.append(data)
        else:
            if self._fresh and data[:1].isupper() and self._text and self._text[-1][-1:].islower():
                self._text.append(
                    " "
                )  # Parts of a line that only their styles keep apart: `Ivo Brandt` and `Courts reporter`.
            self._fresh = False
            self._text.append(escape(SPACES.sub(" ", data)))

    def _void(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "br":
            self._text.append("\n")
        elif tag == "hr":
            self.flush()
        elif tag == "img" and (attributes.get("alt") or attributes.get("src")):
            source = attributes.get("src", "")
            self.left_out.append(f"picture: {attributes.get('alt', '')} ({source[:200]})")

    def _inherited(self, tag: str, attributes: dict[str, str]) -> tuple[int, str]:
        """Return which element sets this one apart, and what the page calls it; both are handed down to its children.

        0 when none does. The identifier of a section is a sentence made of its heading: names have three parts at most.
        """
        apart, hint = (self._open[-1][1], self._open[-1][2]) if self._open else (0, "")
        names = set(_NAME.findall(f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()))
        parts = names | {part for name in names if name.count("-") < _NAME_PARTS_MAX for part in name.split("-")}
        in_article = any(open_tag in ("article", "main") for open_tag, _, _ in self._open)
        sheet_section = self._regions and tag == "section" and "section" in attributes.get("class", "").split()
        named = parts & ({"site", "page", "masthead", "banner"} if tag == "header" and not in_article else ASIDE_NAMES)
        aside = (
            sheet_section
            or tag in ASIDE_TAGS
            or attributes.get("role") in ASIDE_ROLES
            or "hidden" in attributes
            or (named and tag not in ("body", "html", "main", "article"))
            # What our own pages say of themselves below the byline.
            or (self._regions and parts & {"latest", "overdue"})
        )
        if aside and self._elements not in self._spared:
            apart = apart or self._elements
        found = next((HINTS[part] for part in sorted(parts) if part in HINTS), "")
        if attributes.get("rel") == "author" or attributes.get("itemprop") == "author":
            found = found or "byline"
        return apart, (found or hint) if tag not in ("body", "html", "main", "article") else ""

    def flush(self) -> None:
        """End the block that is being read."""
        text, self._text = "".join(self._text), []
        linked, self._linked = self._linked, 0
        self._links = [(0, href, label) for _, href, label in self._links]
        tags = [tag for tag, _, _ in self._open]
        apart, hint = (self._open[-1][1], self._open[-1][2]) if self._open else (0, "")
        if "pre" in tags:
            if text.strip():
                self.blocks.append(Block(BlockKind.CODE, text.strip("\n"), 0, bool(apart), hint, apart))
            return
        kind, level = _kind(tags)
        # The element that holds a paragraph is the one that the article's other paragraphs stand in.
        holders = [n for n, (tag, _, _) in zip(self._numbers, self._open, strict=True) if tag not in INLINE]
        home = next(iter(holders[-2:]), 0)
        found = paragraphs(citations(text) if self._regions else text)
        length = sum(len(plain_text(paragraph)) for paragraph in found)
        share = min(1.0, linked / length) if length else 0.0
        for paragraph in found:
            if plain_text(paragraph).strip(" *_"):
                if self._regions:
                    self.ours.add(len(self.blocks))
                self.blocks.append(Block(kind, paragraph, level, bool(apart), hint, apart, share, home))

    def with_locators(self) -> list[Block]:
        """Return the blocks with the locator of each citation, which a mark's label gives after the source's number."""
        found = [locator_in(label) for label in self._cited]

        def located(match: re.Match[str]) -> str:
            locator = found[int(match[1])]
            return f", {locator}" if locator else ""

        pattern = re.compile(rf"{CITED}(\d+)")
        return [
            replace(each, text=pattern.sub(located, each.text)) if CITED in each.text else each for each in self.blocks
        ]

    def _close_table(self, start: int, rows: list[list[int]]) -> None:
        """Turn the blocks of a table's cells into Markdown rows; a table made for layout stays as it is."""
        blocks = self.blocks[start:]
        ends = [first for row in rows for first in row] + [len(self.blocks)]
        sizes = [b - a for a, b in itertools.pairwise(ends)]
        columns = max(map(len, rows), default=0)
        if columns < 2 or len(rows) < 2 or max(sizes, default=0) > 1 or any(len(b.text) > 200 for b in blocks):
            return
        cells = iter(ends)
        texts: list[list[str]] = []
        for row in rows:
            line = [next(cells) for _ in row]
            texts.append([_cell(self.blocks, first, ends) for first in line] + [""] * (columns - len(row)))
        lines = ["| " + " | ".join(row) + " |" for row in texts if row]
        lines.insert(1, "|" + " --- |" * columns)
        first = blocks[0] if blocks else Block(BlockKind.TABLE, "")
        self.blocks[start:] = [replace(first, kind=BlockKind.TABLE, text="\n".join(lines), level=0)]


def _cell(blocks: list[Block], first: int, ends: list[int]) -> str:
    """Return the text of the cell that begins at block `first`; empty when the cell held nothing."""
    empty = ends.count(first) > 1 and ends.index(first) != len(ends) - 1
    return "" if empty or first >= len(blocks) else blocks[first].text.replace("|", "\\|")


def _is_ours(tag: str, attributes: dict[str, str], open_tags: list[str]) -> bool:
    """Return whether an element is the head, the article or the background of a page of the default theme."""
    names = attributes.get("class", "").split()
    if "main" not in open_tags or "article" not in open_tags:
        return False
    return (
        (tag == "div" and {"prose", "body"} <= set(names))
        or (tag == "header" and names == ["head"])
        or (tag == "section" and attributes.get("id") == "background" and "background" in names)
    )


def _kind(tags: list[str]) -> tuple[BlockKind, int]:
    for tag in reversed(tags):
        if re.fullmatch(r"h[1-6]", tag):
            return BlockKind.HEADING, int(tag[1])
        if tag == "figcaption":
            return BlockKind.CAPTION, 0
        if tag == "blockquote":
            return BlockKind.QUOTATION, 0
        if tag == "li":
            parents = [t for t in tags if t in ("ul", "ol")]
            numbered = bool(parents) and parents[-1] == "ol"
            return (BlockKind.NUMBERED, 1) if numbered else (BlockKind.ITEM, min(max(len(parents) - 1, 0), 3))
    return BlockKind.PARAGRAPH, 0
