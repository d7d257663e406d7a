"""Words on a social card: in which font each stands, how wide they are, and where their lines end.

Cards are drawn with the fonts of the theme alone, so that they are the same on every machine. Widths come from the
shapes that the words really take (HarfBuzz): Arabic letters join, and are narrower than they are alone.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from generator.images.bidi import MARKS

ELLIPSIS = "…"

_RIGHT_TO_LEFT = ("\u202b", "\u202c")
"""Around a line that runs from right to left: the drawing library knows no `direction` (Unicode Standard Annex 9)."""


class Run(NamedTuple):
    """Letters of one font."""

    text: str
    family: str


class Setting(NamedTuple):
    """Words set in lines."""

    lines: tuple[tuple[Run, ...], ...]
    size: int
    """Of the letters, in pixels."""


class Lettering:
    """The fonts of a card for one purpose: its title, or its text."""

    def __init__(self, files: Sequence[str]) -> None:
        """`files` are the fonts. One with Latin letters is asked first: digits and signs then look alike everywhere."""
        import uharfbuzz

        self._library: Any = uharfbuzz
        faces = [uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file)) for file in files]
        faces.sort(key=lambda face: ord("a") not in face.unicodes)
        self._fonts = [
            (str(face.get_name(1)), frozenset(face.unicodes), uharfbuzz.Font(face), face.upem) for face in faces
        ]

    def covers(self, text: str) -> bool:
        """Whether there is a font for every letter."""
        return all(self._font_of(letter) is not None for letter in text if not letter.isspace())

    def runs(self, text: str) -> tuple[Run, ...]:
        """The text in parts of one font each. A sign or a space stays with the letters before it if their font has it.

        What no font has is left out.
        """
        parts: list[list[Any]] = []
        for letter in text:
            number = self._font_of(letter)
            if number is None:
                continue
            if parts and not letter.isalnum() and ord(letter) in self._fonts[parts[-1][1]][1]:
                number = parts[-1][1]
            if parts and parts[-1][1] == number:
                parts[-1][0] += letter
            else:
                parts.append([letter, number])
        return tuple(Run(words, self._fonts[number][0]) for words, number in parts)

    def width(self, text: str, size: int) -> float:
        """In pixels, with letters of `size` pixels."""
        return self._width(text) * size

    @functools.lru_cache(maxsize=4096)  # noqa: B019 - a process has two of these, and keeps them
    def _width(self, text: str) -> float:
        whole = 0.0
        fonts = {family: (font, upem) for family, _letters, font, upem in self._fonts}
        for words, family in self.runs(text):
            font, upem = fonts[family]
            buffer = self._library.Buffer()
            buffer.add_str(words)
            buffer.guess_segment_properties()
            self._library.shape(font, buffer)
            whole += sum(place.x_advance for place in buffer.glyph_positions) / upem
        return whole

    def _font_of(self, letter: str) -> int | None:
        for number, (_family, letters, _font, _upem) in enumerate(self._fonts):
            if ord(letter) in letters:
                return number
        return None

    def set(self, text: str, sizes: Sequence[tuple[int, int]], width_max: int, *, right_to_left: bool) -> Setting:
        """The text in lines of about the same width, at the first of the sizes (size, most lines) at which it fits.

        What does not fit at the last size is cut behind a word.
        """
        # A card is one direction and what runs against it: marks that say more would hide words on a picture.
        words = unicodedata.normalize("NFC", "".join(sign for sign in text if sign not in MARKS)).split()
        rows: list[str] = []
        size = sizes[-1][0]
        for size, lines_max in sizes:
            measure = functools.partial(self.width, size=size)
            if any(measure(word) > width_max for word in words) and size != sizes[-1][0]:
                continue
            rows = balanced(words, measure, width_max)
            if len(rows) <= lines_max:
                break
        else:
            rows = shortened(words, measure, width_max, lines_max)
        before, behind = _RIGHT_TO_LEFT if right_to_left else ("", "")
        return Setting(tuple(self._line(row, before, behind) for row in rows), size)

    def _line(self, row: str, before: str, behind: str) -> tuple[Run, ...]:
        runs = self.runs(row) or (Run("", self._fonts[0][0]),)
        first, last = runs[0], runs[-1]
        if len(runs) == 1:
            return (Run(before + first.text + behind, first.family),)
        return (Run(before + first.text, first.family), *runs[1:-1], Run(last.text + behind, last.family))


Measure = Callable[[str], float]


def greedy(words: Sequence[str], measure: Measure, width_max: float) -> list[str]:
    """Lines as full as they can be. A word that is wider than a line is broken where the line ends."""
    rows: list[str] = []
    row = ""
    for word in words:
        longer = f"{row} {word}" if row else word
        if measure(longer) <= width_max:
            row = longer
            continue
        if row:
            rows.append(row)
        while measure(word) > width_max and len(word) > 1:
            fits = max(1, next((n for n in range(len(word), 0, -1) if measure(word[:n]) <= width_max), 1))
            rows.append(word[:fits])
            word = word[fits:]
        row = word
    return [*rows, row] if row else rows


def balanced(words: Sequence[str], measure: Measure, width_max: float) -> list[str]:
    """As few lines as there must be, in the narrowest column that holds them: no word is left alone on the last."""
    rows = greedy(words, measure, width_max)
    if len(rows) < 2:
        return rows
    narrow, wide = width_max / len(rows), width_max
    while wide - narrow > 4:
        middle = (narrow + wide) / 2
        tried = greedy(words, measure, middle)
        if len(tried) <= len(rows) and all(measure(word) <= middle for word in words):
            rows, wide = tried, middle
        else:
            narrow = middle
    return rows


def shortened(words: Sequence[str], measure: Measure, width_max: float, lines_max: int) -> list[str]:
    """The first lines, the last of them ended by an ellipsis behind a whole word."""
    rows = greedy(words, measure, width_max)
    if len(rows) <= lines_max:
        return rows
    kept, last = rows[: lines_max - 1], rows[lines_max - 1].split(" ")
    while len(last) > 1 and measure(_cut(last)) > width_max:
        last.pop()
    while len(last[0]) > 1 and measure(_cut(last)) > width_max:
        last = [last[0][:-1]]
    return [*kept, _cut(last)]


def _cut(words: Sequence[str]) -> str:
    return " ".join(words).rstrip(" ,;:.–—،؛-") + ELLIPSIS
