"""Two forms of each random or endless suite, and what they ran.

A test that takes `turns` runs twice: in its short form in the gate, with a fixed count, and in its long form in
`make torture`, until its share of the time is over. `@pytest.mark.share(PARTS)` says how large that is beside the shares
of the others. `EXPLAINER_TORTURE` is how many minutes there are for all (60), or `all`: then long forms run their full
counts, however long that takes.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

SEED = int(os.environ.get("EXPLAINER_SEED", "0")) or random.SystemRandom().randrange(1, 1 << 32)
"""Of every random choice. `EXPLAINER_SEED` repeats a run."""

REGRESS = Path(__file__).parent / "regress"
"""Where failing cases stay, to be run again before all others: a file a suite, a case a line."""

AMOUNT = os.environ.get("EXPLAINER_TORTURE", "60")

ran: dict[str, Ran] = {}
"""What ran, by what it is called; the summary of the tests prints it."""

Case = TypeVar("Case")


class Ran:
    """How much of a suite ran."""

    def __init__(self) -> None:
        self.count = 0
        self.of = 0
        """How many there are; 0 where there is no end."""
        self.seconds = 0.0

    def __str__(self) -> str:
        whole = f"of {self.of:,}" if self.of else ""
        taken = f"{self.seconds:8,.1f} s" if self.seconds else ""
        return f"{self.count:9,} {whole:12} {taken:10}"


def count(what: str, more: int = 1) -> None:
    """Counts what a suite did."""
    ran.setdefault(what, Ran()).count += more


class Clock:
    """The time of a long run, shared out among the long forms that are still to come."""

    def __init__(self, minutes: float) -> None:
        self._minutes = minutes
        self._end = 0.0

    def share(self, parts: float, others: float) -> float:
        """When a form ends that is to have so many parts of the time, and all behind it so many others."""
        now = time.monotonic()
        self._end = self._end or now + 60 * self._minutes
        return now + max(0.0, self._end - now) * parts / (parts + others)


CLOCK = Clock(float("inf") if AMOUNT == "all" else float(AMOUNT))


class Turns:
    """What a test asks how often it is to be done, and in which order."""

    def __init__(self, end: float | None) -> None:
        self.long = end is not None
        """Whether this is the long form."""
        self._end = end or 0.0
        self._file = ""
        self._case = ""

    def __call__(self, what: str, gate: int, full: int) -> Iterator[random.Random]:
        """Yields a source of chance for each turn: as many as the gate wants, or the time allows, or `full`.

        Cases that failed before come first. A turn is to depend on its source of chance alone.
        """
        for chance in self.batches(what, gate, full):
            yield chance
            count(what)

    def batches(self, what: str, gate: int, full: int) -> Iterator[random.Random]:
        """Yields a source of chance for each turn, which counts itself what it does."""
        fresh = (f"{SEED}-{number}" for number in range(full if self.long else gate))
        kept = self._kept(what)
        for case in self._timed(what, (*kept, *fresh), len(kept) + gate):
            yield random.Random(f"{what} {case}")

    def walk(self, what: str, cases: Sequence[Case], gate: int) -> Iterator[Case]:
        """Yields cases in an order of chance: as many as the gate wants, or all that the time allows.

        Cases that failed before come first.
        """
        shuffled = random.Random(f"{what} {SEED}").sample(cases, len(cases))
        kept = self._kept(what)
        by_name = {str(case): case for case in sorted(shuffled, key=lambda case: str(case) not in kept)}
        names = tuple(by_name) if self.long else tuple(by_name)[: max(gate, len(kept))]
        for name in self._timed(what, names, gate):
            yield by_name[name]
            count(what)
        ran[what].of = len(cases)

    def examples(
        self, what: str, law: Callable[..., None], texts: st.SearchStrategy[Any], gate: int, full: int
    ) -> None:
        """Holds a law against random examples, in batches of the gate's count."""
        quiet = list(HealthCheck)
        for chance in self(what, 1, -(-full // gate)):
            # A batch counts as one turn, and each of its examples but one for itself.
            test = given(texts)(_counted(law, what))
            seed(chance.getrandbits(64))(
                settings(max_examples=gate, deadline=None, suppress_health_check=quiet)(test)
            )()

    def keep(self) -> None:
        """Keeps the case in which the test failed under `tests/regress/`."""
        if self._case and self._case not in _lines(self._file):
            REGRESS.mkdir(exist_ok=True)
            with (REGRESS / self._file).open("a", encoding="utf-8") as file:
                file.write(f"{self._case}\n")

    def _kept(self, what: str) -> tuple[str, ...]:
        return tuple(_lines(_file(what)))

    def _timed(self, what: str, cases: Sequence[str], gate: int) -> Iterator[str]:
        """Yields cases as long as there is time, and at least the gate's count."""
        told = ran.setdefault(what, Ran())
        begun = time.monotonic()
        for number, case in enumerate(cases):
            if self.long and number >= gate and time.monotonic() >= self._end:
                break
            self._file, self._case = _file(what), case
            yield case
        self._case = ""
        told.seconds += time.monotonic() - begun


def share_of(item: pytest.Item) -> float:
    """How many parts of the time a long form is to have."""
    mark = item.get_closest_marker("share")
    return float(mark.args[0]) if mark else 1.0


def _counted(law: Callable[..., None], what: str) -> Callable[..., None]:
    """A law that counts how often it is held against something."""

    def test(given_value: Any) -> None:
        count(what)
        law(given_value)

    test.__name__ = law.__name__
    return test


def _file(what: str) -> str:
    return f"{re.sub(r'[^a-z0-9]+', '-', what.lower()).strip('-')}.txt"


def _lines(name: str) -> list[str]:
    file = REGRESS / name
    return file.read_text("utf-8").splitlines() if file.is_file() else []
