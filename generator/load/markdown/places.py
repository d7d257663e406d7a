"""Where in the author's text a character of a block's content stands.

markdown-it gives each block its lines, and parses its content with margins, markers and escaped pipes removed. What is
left of a line is in most blocks the end of that line, which makes the way back cheap.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from generator.load.passage import Spot

_PIPE = re.compile(r"(?<!\\)\|")
_FAR = 1 << 60
_BLANK = " \t"


class Place(msgspec.Struct, frozen=True, gc=False):
    """From offsets in a block's content to lines and columns of the text: runs of (offset, line, column), ascending."""

    content: str
    runs: tuple[tuple[int, int, int], ...]
    cut: bool = False
    """Whether a run can end within a text, not only where a line does."""

    def find(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset`."""
        start, line, column = self.runs[self._run(offset)]
        return line, column + offset - start

    def _run(self, offset: int) -> int:
        """The number of the run that `offset` is in; the first, when it stands before all."""
        return max(0, bisect_right(self.runs, (offset, _FAR, 0)) - 1)

    def cut_up(self, text: str, offset: int) -> Iterator[tuple[str, int]]:
        """`text`, which stands at `offset`, in parts that run on without a gap in the source, each with its offset."""
        start = offset
        for number in range(self._run(offset) + 1, len(self.runs)):
            stop = self.runs[number][0]
            if stop >= offset + len(text):
                break
            yield text[start - offset : stop - offset], start
            start = stop
        yield text[start - offset :], start

    def spot(self, offset: int, width: int = 1) -> Spot:
        """The same as a spot that covers `width` characters: at least one, and no more than are left of its line."""
        line, column = self.find(offset)
        if len(self.runs) > 1:
            end = self.content.find("\n", offset, offset + width)
            width = width if end < 0 else end - offset
        return Spot(line, column, max(1, width))


def place_lines(content: str, first: int, lines: Sequence[str]) -> Place:
    """The place of a paragraph, an underlined heading or a whole text, whose rows are the ends of their lines."""
    runs = []
    offset = 0
    rows = content.split("\n")
    # markdown-it takes away leading lines that hold nothing but wide blanks.
    while not lines[first].endswith(rows[0]) and rows[0].strip() not in lines[first] and first + len(rows) < len(lines):
        first += 1
    for line, row in enumerate(rows, start=first):
        source = lines[line]
        if source.endswith(row) and row[:1] > " ":
            runs.append((offset, line, len(source) - len(row)))
        else:
            # Wide blanks are text where a line begins, and not where it ends.
            body = row.lstrip(_BLANK)
            runs.append((offset + len(row) - len(body), line, len(source.rstrip()) - len(body.rstrip())))
        offset += len(row) + 1
    return Place(content, tuple(runs))


def place_heading(content: str, line: int, lines: Sequence[str]) -> Place:
    """The place of a heading behind `#` marks: no container's marker contains one, so the first opens the heading."""
    source = lines[line]
    column = source.index("#")
    while source[column : column + 1] == "#":
        column += 1
    return Place(content, ((0, line, source.find(content, column)),))


def split_row(source: str) -> Iterator[tuple[int, str]]:
    """The cells of a table's row as markdown-it splits them: column and source of each, without outer blanks."""
    start = 0
    cells = []
    for match in _PIPE.finditer(source):
        cells.append((start, source[start : match.start()]))
        start = match.end()
    cells.append((start, source[start:]))
    if cells and not cells[0][1].strip():
        cells.pop(0)
    if cells and not cells[-1][1].strip():
        cells.pop()
    for column, cell in cells:
        yield column + len(cell) - len(cell.lstrip()), cell.strip()


def place_cell(content: str, source: str, line: int, column: int) -> Place:
    """The place of a table's cell, each `\\|` of whose source is a `|` in the content."""
    runs = [(0, line, column)]
    for number, match in enumerate(re.finditer(r"\\\|", source)):
        runs.append((match.start() - number, line, column + match.start() + 1))
    return Place(content, tuple(runs), cut=len(runs) > 1)
