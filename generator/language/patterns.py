"""Date patterns of CLDR (UTS 35, part 4, "Date Format Patterns"), taken apart so that spans can be told briefly."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|([^A-Za-z']+)")

_SIZES = {"d": 0, "M": 1, "L": 1, "y": 2, "G": 3}


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of a pattern and what stands between it and the next one."""

    field: str
    """The pattern's letters: `d`, `MMMM`, `LLLL`, `y`, `HH`, …"""
    after: str
    """Literal text that follows."""

    @property
    def suffix(self) -> str:
        """The part of the literal that belongs to the field itself: `.` of "24.", `日`, but no comma or space."""
        return self.after.split(" ")[0].split("\u00a0")[0].rstrip(",،、") if self.after else ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A date pattern: literal text, then slots."""

    before: str
    slots: tuple[Slot, ...]

    def fill(self, values: Mapping[str, str]) -> str:
        """The pattern with the text of each of its fields."""
        return self.before + "".join([values[slot.field] + slot.after for slot in self.slots])

    def fill_span(self, start: Mapping[str, str], end: Mapping[str, str]) -> tuple[str, str]:
        """Two texts that tell the two dates and share what they have in common.

        For 24 and 30 November 2024: ("24", "30 November 2024"), or ("November 24", "30, 2024") where the month leads.
        """
        # A larger field that differs takes the smaller ones with it: no "24 November 2023 to 30, 2024".
        sizes = [_SIZES[slot.field[0]] for slot in self.slots]
        differ = [start[slot.field] != end[slot.field] for slot in self.slots]
        largest = max(itertools.compress(sizes, differ), default=-1)
        differing = [n for n, size in enumerate(sizes) if size <= largest]
        if not differing:
            return self.fill(start), self.fill(end)
        first, last = differing[0], differing[-1]
        head = self.before + "".join([start[slot.field] + slot.after for slot in self.slots[:last]])
        head += start[self.slots[last].field] + self.slots[last].suffix
        tail = "".join([end[slot.field] + slot.after for slot in self.slots[first:]])
        return head, tail if first else self.before + tail


def parse_pattern(text: str) -> Pattern:
    """The pattern in CLDR's notation: letters are fields, text in quotes and all else is literal."""
    before = ""
    slots: list[Slot] = []
    for found in _TOKEN.finditer(text):
        quoted, letter, literal = found[1], found[2], found[3]
        if letter:
            slots.append(Slot(found[0], ""))
            continue
        words = literal if quoted is None else (quoted.replace("''", "'") or "'")
        if slots:
            slots[-1] = Slot(slots[-1].field, slots[-1].after + words)
        else:
            before += words
    return Pattern(before, tuple(slots))
