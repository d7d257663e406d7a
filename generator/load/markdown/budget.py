"""How much work a text may cause (invariant I9): some texts cost a parser a hundred times their size."""

from __future__ import annotations

CHARACTERS_MAX = 262_144
"""The longest text that is parsed: an article is at most 256 KiB."""

STEPS_MAX = 2_000_000
"""Steps of about a microsecond. An honest article of 256 KiB takes a tenth."""

QUOTED_LINE = 12
"""Steps for a line at each level of quotation: it is looked at once a level."""

CELL = 25
"""Steps for a cell of a table, written or not: short rows are filled up to the head's width."""


class Overrun(Exception):
    """The budget is spent."""


class Budget:
    """Counts down the steps of one text."""

    def __init__(self) -> None:
        self._left = STEPS_MAX

    def spend(self, steps: int) -> None:
        """Takes steps from the budget. Raises Overrun when it is spent."""
        self._left -= steps
        if self._left < 0:
            raise Overrun
