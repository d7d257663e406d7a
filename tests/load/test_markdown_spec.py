"""The 652 examples of CommonMark 0.31.2 read as the specification says, or as a committed difference says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.load.markdown import parse
from tests.load.markdown_html import settle, show

_FOLDER = Path(__file__).parent / "commonmark"
EXAMPLES: list[dict[str, Any]] = json.loads((_FOLDER / "examples.json").read_text("utf-8"))
DIFFERENCES: dict[int, dict[str, Any]] = {
    row["example"]: row for row in json.loads((_FOLDER / "differences.json").read_text("utf-8"))
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['example']}-{example['section']}")
def test_example(example: dict[str, Any]) -> None:
    """An example gives the specification's HTML, or ours with its problems and reason."""
    parsed = parse(example["markdown"])
    difference = DIFFERENCES.get(example["example"])
    html = settle(show(parsed))
    if difference is None:
        assert html == settle(example["html"])
    else:
        assert html == difference["html"]
        assert sorted({found.code for found in parsed.problems}) == difference["problems"]


def test_examples_are_whole() -> None:
    """All examples are there, and each difference has a reason and is one."""
    assert len(EXAMPLES) == 652
    for number, row in DIFFERENCES.items():
        assert row["reason"]
        assert settle(EXAMPLES[number - 1]["html"]) != row["html"], f"example {number} is no difference any more"
