"""What was touched, taken as bursts."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from generator.preview import watch
from generator.preview.watch import BURST, Changes


def test_work_begins_before_a_burst_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there is taken at once; more of the same burst is told before anything is shown."""
    monkeypatch.setattr(watch, "QUIET_SECONDS", 600.0)
    first, second = tmp_path / "article.md", tmp_path / "facts.yaml"
    for file in (first, second):
        file.write_text("words")
    changes = Changes()
    changes.add({str(first)})
    assert changes.take() == (frozenset((str(first),)), False)
    assert not changes.are_waiting
    threading.Timer(0.05, changes.add, [{str(second)}]).start()
    assert not changes.is_over()
    assert changes.take() == (frozenset((str(second),)), False)


def test_a_later_save_is_another_burst(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not keep what was saved before it from the screen."""
    monkeypatch.setattr(watch, "QUIET_SECONDS", 0.0)
    file = tmp_path / "article.md"
    file.write_text("words")
    changes = Changes()
    changes.add({str(file)})
    changes.take()
    assert changes.is_over()
    changes.add({str(file)})
    assert changes.is_over()
    assert changes.take() == (frozenset((str(file),)), False)


def test_a_file_that_comes_back_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that empties or removes a file before it writes: nothing is taken until the file is there."""
    monkeypatch.setattr(watch, "REPLACED_SECONDS", 600.0)
    gone, empty = tmp_path / "article.md", tmp_path / "facts.yaml"
    empty.touch()
    changes = Changes()
    changes.add({str(gone), str(empty)})

    def write() -> None:
        empty.write_text("words")
        gone.write_text("words")

    threading.Timer(0.05, write).start()
    assert changes.take() == (frozenset((str(gone), str(empty))), False)
    assert gone.read_text() == empty.read_text() == "words"


def test_a_checkout_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many files at once are taken together, also those that come after a pause; but no burst lasts for ever."""
    monkeypatch.setattr(watch, "BURST_QUIET_SECONDS", 600.0)
    monkeypatch.setattr(watch, "BURST_SECONDS_MAX", 0.2)
    files = {str(tmp_path / str(number)) for number in range(2 * BURST)}
    early = set(sorted(files)[:BURST])
    changes = Changes()
    changes.add(early)
    threading.Timer(0.05, changes.add, [files - early]).start()
    assert changes.take()[0] == files
