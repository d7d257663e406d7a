"""The work of an import grows with its text, told by the lines of Python that run: no load of the machine changes it."""

import sys
from collections.abc import Callable

import pytest

from generator.ingest import Options, ingest
from generator.ingest.document import Block, BlockKind, Input, Kind
from generator.ingest.furniture import Surroundings, find_furniture
from generator.ingest.phrases import phrases_for
from generator.ingest.sentences import pieces

_PROSE = "The ferry crossed the strait in the dark, and nobody on board had slept for two nights before it landed."


def _lines(run: Callable[[], object]) -> int:
    count = 0

    def trace(_frame: object, event: str, _argument: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        run()
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("mark", ["<![CDATA[", "<!DOCTYPE ", "<![if ", "--!> ", "<a href='", "&#", "</ "])
def test_broken_marks_cost_what_their_text_does(mark: str) -> None:
    """Four times the marks that nothing closes are about four times the work; 12,000 of one took five seconds."""

    def run(times: int) -> None:
        page = f"<html><body><h1>A ferry lands</h1><p>{_PROSE}</p>{mark * times}<p>{_PROSE}</p></body></html>"
        ingest(Input(page.encode(), "page", Kind.HTML), Options(today="2026-11-01"))

    run(2)
    assert _lines(lambda: run(600)) < 5 * _lines(lambda: run(150))


def test_telling_furniture_grows_with_the_text() -> None:
    """Four times the lines of a text are about four times the work."""
    phrases = phrases_for("en")
    assert phrases is not None

    def work(times: int) -> int:
        blocks = tuple(
            Block(BlockKind.PARAGRAPH, f"{line} {times} {n}") for n in range(times) for line in (_PROSE, "Zzz qqq")
        )
        return _lines(lambda: find_furniture(blocks, Surroundings(title="Ferry lands"), phrases))

    work(1)
    assert work(80) < 5 * work(20)


@pytest.mark.parametrize("text", ["--!> " * 5_000, "x" * 9_000, f"{_PROSE} " * 200, ""])
def test_the_library_of_sentences_sees_short_pieces(text: str) -> None:
    """No piece has more than 4,000 characters, together they are the text, and prose is cut after a sentence."""
    found = pieces(text)
    assert "".join(piece for _, piece in found) == text
    assert all(text[start : start + len(piece)] == piece for start, piece in found)
    assert all(len(piece) <= 4_000 for _, piece in found)
    if text.startswith("The ferry"):
        assert all(piece.rstrip().endswith(".") for _, piece in found)
