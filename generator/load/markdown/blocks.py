"""From the blocks of a text to HTML: paragraphs, headings, lists, tables, code, placed sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from generator.load.markdown.faults import Fault
from generator.load.markdown.inline import InlineWriter, escape
from generator.load.markdown.notes import Notes
from generator.load.markdown.places import Place, place_cell, place_heading, place_lines, split_row
from generator.load.markdown.references import read_fence
from generator.load.markdown.wording import make_id
from generator.load.passage import Passage, Spot, Use, Waiver
from generator.model.prose import Heading, Piece, Reference

if TYPE_CHECKING:
    from markdown_it.token import Token

    from generator.load.markdown.scanner import PlacedToken

_HTML = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "list_item_close": "</li>\n",
    "hr": "<hr>\n",
    # The wrapper scrolls where the table is wider than the screen.
    "table_open": '<div class="table"><table>\n',
    "table_close": "</table></div>\n",
    "thead_open": "<thead>\n",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>\n",
    "tr_close": "</tr>\n",
    "th_close": "</th>\n",
    "td_close": "</td>\n",
}
_KINDS = {"paragraph_open": "paragraph", "heading_open": "heading", "th_open": "cell", "td_open": "cell"}


class BlockWriter:
    """Writes the blocks of one text. `page` allows headings to be linked to, and sections to be placed."""

    def __init__(self, lines: Sequence[str], notes: Notes, *, page: bool, taken: frozenset[str] = frozenset()) -> None:
        self.pieces: list[str | Reference] = []
        self.headings: list[Heading] = []
        self._inline = InlineWriter(self.pieces, notes)
        self._lines = lines
        self._notes = notes
        self._page = page
        self._taken = dict.fromkeys(taken, 1)
        self._quotes = 0
        self._pending: tuple[Waiver, ...] = ()
        """Waivers for the block that comes next."""
        self._waived: list[tuple[int, tuple[Waiver, ...]]] = []
        """Levels of the blocks that are open and have waivers."""
        self._cells: Iterator[tuple[int, str]] = iter(())
        """Column and source of the cells of the row that are still to be written."""
        self._numbers: list[tuple[int, int]] = []
        """Of each ordered list that is open: its first number, and the number that its next item is shown with."""
        self._opening = 0
        """Where the tag of the open heading goes in the pieces."""
        self._plain = ""
        """The plain text of the block that was written last."""

    def write(self, tokens: Sequence[Token]) -> None:
        """Writes all tokens of the text."""
        silent = False
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "paragraph_open" and _is_comment(tokens[index + 1]):
                silent = True
            if silent:
                self._write_silent(token)
                silent = kind != "paragraph_close"
                continue
            if kind == "inline":
                self._write_inline(token, tokens[index - 1])
                continue
            if self._pending and token.nesting >= 0 and kind != "comment":
                self._waived.append((token.level, self._pending))
                self._pending = ()
            writer = _WRITERS.get(kind)
            if writer:
                writer(self, token)
            elif not token.hidden:
                self.pieces.append(_HTML[kind])
            if self._waived and token.nesting <= 0 and self._waived[-1][0] == token.level:
                self._waived.pop()
        for waiver in self._pending:
            hint = "put it before the block that it is for, or delete it"
            message = f"no block follows the waiver of `{waiver.code}`"
            self._notes.add_fault(Fault("value-invalid", message, hint), waiver.spot)

    def _write_silent(self, token: Token) -> None:
        """A paragraph of comments alone: its waivers are for the next block."""
        if token.type == "inline":
            place = place_lines(token.content, (token.map or [0])[0], self._lines)
            for child in _words(token):
                if child.type == "comment":
                    self._pending += self._notes.read_waiver(child.content, place.spot(child.at, 4))

    def _write_inline(self, token: Token, parent: Token) -> None:
        kind = _KINDS[parent.type]
        line = (token.map or [0])[0]
        if kind == "cell":
            column, source = next(self._cells, (0, ""))
            place = place_cell(token.content, source, line, column)
        elif kind == "heading" and parent.markup[0] == "#":
            place = place_heading(token.content, line, self._lines)
        else:
            place = place_lines(token.content, line, self._lines)
        self.write_words(_words(token), place, kind)

    def write_words(self, children: Sequence[PlacedToken], place: Place, kind: str) -> None:
        """Writes the words of one block as a passage of that kind."""
        waivers = tuple(waiver for _, group in self._waived for waiver in group) if self._waived else ()
        self._plain = self._inline.write(children, place, kind, self._quotes > 0, waivers)

    def _open_quote(self, _token: Token) -> None:
        self._quotes += 1
        self.pieces.append("<blockquote>\n")

    def _close_quote(self, _token: Token) -> None:
        self._quotes -= 1
        self.pieces.append("</blockquote>\n")

    def _open_heading(self, _token: Token) -> None:
        self._opening = len(self.pieces)
        self.pieces.append("")

    def _close_heading(self, token: Token) -> None:
        # The page's title is the only heading of level 1.
        level = max(2, int(token.tag[1]))
        identity = ""
        if self._page:
            name = make_id(self._plain, self._taken)
            self.headings.append(Heading(level, name, self._plain))
            identity = f' id="{name}"'
        self.pieces[self._opening] = f"<h{level}{identity}>"
        self.pieces.append(f"</h{level}>\n")

    def _open_ordered_list(self, token: Token) -> None:
        start = token.attrs.get("start", 1)
        self.pieces.append("<ol>\n" if start == 1 else f'<ol start="{start}">\n')
        self._numbers.append((int(start), int(start)))

    def _close_ordered_list(self, _token: Token) -> None:
        self.pieces.append("</ol>\n")
        self._numbers.pop()

    def _open_item(self, token: Token) -> None:
        """An item of a list. HTML counts on from a list's first number, whatever the author wrote (CommonMark 5.3)."""
        self.pieces.append("<li>")
        if not token.info:
            return
        first, shown = self._numbers[-1]
        self._numbers[-1] = first, shown + 1
        if int(token.info) not in (first, shown):
            line = (token.map or [0])[0]
            hint = f"number the items one after the other; a year is written `{token.info}\\.`"
            fault = Fault("text-lost", f"`{token.info}{token.markup}` would be shown as `{shown}.`", hint)
            column = max(0, self._lines[line].find(token.info + token.markup))
            self._notes.add_fault(fault, Spot(line, column, len(token.info)))

    def _open_row(self, token: Token) -> None:
        line, left = (token.map or [0])[0], token.meta["column"]
        cells = [(left + column, cell) for column, cell in split_row(self._lines[line][left:].rstrip())]
        self._cells = iter(cells)
        for column, cell in cells[token.meta["columns"] :]:
            if cell:
                hint = "a row has as many cells as the table's head; a `|` within a cell is written `\\|`"
                fault = Fault("text-lost", f"`{cell[:60]}` stands behind the last column", hint)
                self._notes.add_fault(fault, Spot(line, column, len(cell)))
        self.pieces.append("<tr>\n")

    def _open_cell(self, token: Token) -> None:
        # The content security policy forbids the style attribute that markdown-it proposes.
        align = str(token.attrs.get("style", "")).rpartition(":")[2]
        self.pieces.append(f'<{token.tag} class="align-{align}">' if align else f"<{token.tag}>")

    def _write_code(self, token: Token) -> None:
        info = _unescape(token.info).split()
        self._notes.code.append(token.content)
        language = f' class="language-{escape(info[0])}"' if info else ""
        self.pieces.append(f"<pre><code{language}>{escape(token.content)}</code></pre>\n")
        if len(info) > 1:
            line = (token.map or [0])[0]
            lost = token.info.split(maxsplit=1)[-1].strip()
            column = max(0, self._lines[line].rfind(lost))
            message = f"`{token.info.strip()[:60]}` would not be shown"
            fault = Fault("text-lost", message, "name the language in one word")
            self._notes.add_fault(fault, Spot(line, column, len(lost)))

    def _write_comment(self, token: Token) -> None:
        first, end = token.map or (0, 0)
        spot = Spot(first, self._lines[first].index("<!--"), 4)
        if not token.meta["closed"]:
            fault = Fault("text-lost", "a comment that is not closed hides what follows", "close it with `-->`")
            self._notes.add_fault(fault, spot)
        elif token.meta["behind"]:
            behind = token.meta["behind"]
            fault = Fault("text-lost", f"`{behind[:60]}` would not be shown", "start a new line behind `-->`")
            self._notes.add_fault(fault, Spot(end - 1, self._lines[end - 1].rindex(behind), len(behind)))
        self._pending += self._notes.read_waiver(token.content.partition("-->")[0], spot)

    def _write_placed(self, token: Token) -> None:
        first, end = token.map or (0, 0)
        column = self._lines[first].index(":::")
        closed = end - first > 1 and self._lines[end - 1].strip().strip("> \t").startswith(":::")
        placed, faults = read_fence(token.info, token.content.split("\n"), closed=closed)
        if not self._page or token.level:
            where = "in the article, outside lists and quotations"
            faults.append((Fault("value-invalid", f"a section can only be placed {where}", "move it out"), 0))
        for fault, row in faults:
            left = column if row == 0 else len(self._lines[first + row]) - len(self._lines[first + row].lstrip())
            width = len(self._lines[first + row].rstrip()) - left
            self._notes.add_fault(fault, Spot(first + row, left, max(1, width)))
        if placed and not faults:
            self.pieces.append(placed)
            spot = Spot(first, column, len(self._lines[first].rstrip()) - column)
            self._notes.passages.append(Passage("", "paragraph", False, (), (Use(placed, spot, 0),)))


def _words(token: Token) -> Sequence[PlacedToken]:
    """The tokens of the words in a block."""
    return cast("Sequence[PlacedToken]", token.children or ())


def _is_comment(token: Token) -> bool:
    """Whether the words of a block are comments and nothing else."""
    for child in token.children or ():
        if child.type != "comment" and (child.type != "text" or child.content.strip()):
            return False
    return bool(token.children)


def _unescape(text: str) -> str:
    from markdown_it.common.utils import unescapeAll

    return unescapeAll(text)


def join_pieces(pieces: Sequence[str | Reference]) -> tuple[Piece, ...]:
    """The pieces with neighbouring strings joined and empty ones left out."""
    joined: list[Piece] = []
    html: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            html.append(piece)
            continue
        if text := "".join(html):
            joined.append(text)
        html = []
        joined.append(piece)
    if text := "".join(html):
        joined.append(text)
    return tuple(joined)


_WRITERS: dict[str, Callable[[BlockWriter, Token], None]] = {
    "blockquote_open": BlockWriter._open_quote,
    "blockquote_close": BlockWriter._close_quote,
    "heading_open": BlockWriter._open_heading,
    "heading_close": BlockWriter._close_heading,
    "ordered_list_open": BlockWriter._open_ordered_list,
    "ordered_list_close": BlockWriter._close_ordered_list,
    "list_item_open": BlockWriter._open_item,
    "tr_open": BlockWriter._open_row,
    "th_open": BlockWriter._open_cell,
    "td_open": BlockWriter._open_cell,
    "fence": BlockWriter._write_code,
    "code_block": BlockWriter._write_code,
    "comment": BlockWriter._write_comment,
    "colon_fence": BlockWriter._write_placed,
}
