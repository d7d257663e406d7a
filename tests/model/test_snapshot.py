"""What a stat proves, and what a snapshot promises about bytes."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field

import pytest

from generator.model.snapshot import (
    COARSE_NS,
    TICK_NS,
    Input,
    InputChanged,
    Kind,
    Known,
    ProjectUnreadable,
    Reading,
    Snapshot,
    Stat,
)

MOMENT = 1_700_000_000_123_456_789


@pytest.mark.parametrize(
    ("mtime_ns", "ctime_ns", "racy"),
    [
        (MOMENT - 10 * TICK_NS, MOMENT - 10 * TICK_NS, False),
        (MOMENT - TICK_NS - 1, MOMENT - TICK_NS - 1, False),
        (MOMENT - TICK_NS, MOMENT - 10 * TICK_NS, True),
        (MOMENT - 10 * TICK_NS, MOMENT - TICK_NS, True),
        (MOMENT - 10 * TICK_NS, MOMENT + COARSE_NS, True),
        (1_699_999_999_000_000_000, 1_699_999_999_000_000_000, True),
        (1_699_999_997_000_000_000, 1_699_999_997_000_000_000, False),
        (1_699_999_999_000_000_000, 1_699_999_999_000_000_001, False),
    ],
)
def test_racy(mtime_ns: int, ctime_ns: int, racy: bool) -> None:
    """A stat proves nothing within a tick of the clock, and within two seconds where times are whole seconds."""
    assert Stat(1, mtime_ns, ctime_ns, 1).racy(MOMENT) == racy


@dataclass
class Shelf:
    """Files in memory."""

    files: dict[str, bytes]
    reads: list[str] = field(default_factory=list)

    def read(self, path: str, size_max: int) -> Reading:
        """The bytes, with their own first ones as digest."""
        self.reads.append(path)
        data = self.files[path]
        assert len(data) <= size_max
        return Reading(Known(Stat(len(data), 1, 1, 1), data[:16]), data)

    def hash(self, path: str, size_max: int) -> Known:
        """As `read`."""
        return self.read(path, size_max).known


def snapshot_of(files: dict[str, bytes]) -> tuple[Snapshot, Shelf]:
    """A snapshot of files in memory."""
    shelf = Shelf(files)
    inputs = {path: Input(path, Kind.ARTICLE, Stat(len(data), 1, 1, 1)) for path, data in sorted(files.items())}
    return Snapshot(shelf, MOMENT, inputs), shelf


def test_read_on_demand() -> None:
    """Nothing is read before it is asked for, and a digest is computed once."""
    snapshot, shelf = snapshot_of({"a": b"one", "b": b"two"})
    assert shelf.reads == []
    assert snapshot.digest("a") == snapshot.digest("a") == b"one"
    assert shelf.reads == ["a"]
    assert snapshot.text("b") == "two"
    assert snapshot.digest("b") == b"two"
    assert shelf.reads == ["a", "b"]


def test_bytes_agree_with_digests() -> None:
    """Bytes that are not those of a digest given out are never handed out."""
    snapshot, shelf = snapshot_of({"a": b"one"})
    snapshot.digest("a")
    shelf.files["a"] = b"six"
    with pytest.raises(InputChanged):
        snapshot.data("a")


@pytest.mark.parametrize("failure", [InputChanged("a/b"), ProjectUnreadable("a/b", "permission denied")])
def test_failures_travel(failure: Exception) -> None:
    """A failure in a worker arrives as what it was."""
    again = pickle.loads(pickle.dumps(failure))
    assert (type(again), str(again), vars(again)) == (type(failure), str(failure), vars(failure))
