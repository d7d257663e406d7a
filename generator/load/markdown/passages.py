"""One passage while it is written: its text, its plain text, and where each part of it stands."""

from __future__ import annotations

import re
from itertools import islice

from generator.load.markdown.places import Place
from generator.load.markdown.wording import settle
from generator.load.passage import OBJECT, Passage, Spot, Use, Waiver
from generator.model.prose import Reference

_CITED = "\0"
"""Stands in the plain text for a citation until the blanks around it are settled; no text holds a NUL."""


class PassageWriter:
    """Gathers the passage of one block, whose content stands at `place`, from left to right."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._parts: list[str] = []
        self._others: list[tuple[int, str]] = []
        """Numbers of the parts that read otherwise in the plain text."""
        self._length = 0
        self._shift = -1
        """By how much the last part's offset in the content exceeds its offset in the text."""
        self._run = 0
        """The run of `place` that the last part is in."""
        self._spots: list[tuple[int, Spot]] = []
        self._uses: list[Use] = []

    def add(self, text: str, at: int) -> None:
        """Adds what stands at `at` in the content and runs on in one line."""
        if not text:
            return
        runs, run = self.place.runs, self._run
        while run + 1 < len(runs) and runs[run + 1][0] <= at:
            run += 1
        shift = at - self._length
        if shift != self._shift or run != self._run or not self._spots:
            start, line, column = runs[run]
            self._spots.append((self._length, Spot(line, column + at - start)))
            self._shift, self._run = shift, run
        self._parts.append(text)
        self._length += len(text)

    def add_text(self, text: str, at: int) -> None:
        """Adds text that may go on in the next lines: a line break is a blank."""
        if "\n" in text:
            first, *others = text.split("\n")
            self.add(first + " ", at)
            for number, row in enumerate(others, start=1):
                self.add(row if number == len(others) else row + " ", self.place.runs[self._run + 1][0])
        elif self.place.cut:
            for part, start in self.place.cut_up(text, at):
                self.add(part, start)
        else:
            self.add(text, at)

    def add_words(self, source: str, count: int, at: int) -> None:
        """Adds the first `count` words of `source`, which stands at `at`, with a blank between them."""
        for number, match in enumerate(islice(re.finditer(r"\S+", source), count)):
            if number:
                self.add(" ", at + match.start() - 1)
            self.add(match[0], at + match.start())

    def add_object(self, at: int, plain: str = "") -> None:
        """Adds something shown that is not the author's words; `plain` is what the plain text says in its place."""
        self._others.append((len(self._parts), plain))
        self.add(OBJECT, at)

    def add_citation(self) -> None:
        """Notes where a citation stands, which leaves nothing."""
        self._others.append((len(self._parts), _CITED))
        self._parts.append("")

    def add_use(self, reference: Reference, spot: Spot) -> None:
        """Adds a reference that stands before what is added next."""
        self._uses.append(Use(reference, spot, self._length))

    def passage(self, kind: str, quoted: bool, waivers: tuple[Waiver, ...]) -> Passage | None:
        """The passage; None when there is neither text nor a reference."""
        if not self._length and not self._uses:
            return None
        return Passage("".join(self._parts), kind, quoted, tuple(self._spots), tuple(self._uses), waivers)

    def plain(self) -> str:
        """The text without citations and the blanks before them, with code, and with nothing for what is shown."""
        parts = self._parts
        if self._others:
            parts = parts.copy()
            for number, other in self._others:
                parts[number] = other
        text = "".join(parts)
        if self._others:
            text = text.replace(" " + _CITED, "").replace(_CITED, "")
        return settle(text)
