"""What the random suites stand on: counts, shares of the time, and cases that are kept."""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path

import pytest

from tests import turns as module
from tests.turns import Clock, Turns


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps nothing in the repository, and counts nothing of it."""
    monkeypatch.setattr(module, "REGRESS", tmp_path)
    monkeypatch.setattr(module, "ran", {})


def test_the_gate_runs_its_count_and_a_long_form_at_least_that() -> None:
    """Also where its time is over before it begins; with time, up to the full count."""
    over, ahead = time.monotonic() - 1, time.monotonic() + 60
    assert len(list(Turns(None)("x", 3, 9))) == 3
    assert len(list(Turns(over)("x", 3, 9))) == 3
    assert len(list(Turns(ahead)("x", 3, 9))) == 9
    assert len(list(Turns(None).walk("y", range(7), 2))) == 2
    assert sorted(Turns(ahead).walk("y", range(7), 2)) == list(range(7))
    assert (module.ran["x"].count, module.ran["y"].count, module.ran["y"].of) == (15, 9, 7)


def test_a_case_that_failed_runs_first_from_then_on() -> None:
    """With the same chance as when it failed, in both forms."""
    failing = Turns(None)
    seen = [chance.random() for chance in islice(failing("x", 5, 9), 3)]
    failing.keep()
    failing.keep()
    again = [chance.random() for chance in Turns(None)("x", 5, 9)]
    assert len(again) == 6
    assert again[0] == seen[-1]
    walking = Turns(None)
    stopped = list(islice(walking.walk("y", range(7), 5), 4))[-1]
    walking.keep()
    assert next(Turns(None).walk("y", range(7), 2)) == stopped


def test_the_time_is_shared_out_among_those_to_come() -> None:
    """What one leaves over is for the others; what one takes too much is theirs."""
    clock = Clock(10)
    now = time.monotonic()
    assert 299 < clock.share(1, 1) - now < 301
    assert 599 < clock.share(1, 0) - now < 601
    assert Clock(float("inf")).share(1, 5) == float("inf")


def test_examples_are_counted_and_repeat_with_their_seed() -> None:
    """A batch in the gate, several in the long form."""
    from hypothesis import strategies as st

    given: list[list[int]] = []
    for _ in range(2):
        given.append([])
        Turns(None).examples("x", given[-1].append, st.integers(0, 10**6), 20, 60)
    assert given[0] == given[1]
    assert module.ran["x"].count >= 40
