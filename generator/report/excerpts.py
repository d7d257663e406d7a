"""The lines that a report quotes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def line_reader(folder: Path) -> Callable[[str, int], str]:
    """Reads a line of a file of the project, for excerpts; empty when it cannot be read."""

    def read(path: str, line: int) -> str:
        if path.startswith("theme: "):
            return ""
        try:
            with open(folder / path, encoding="utf-8", errors="replace") as stream:
                return next((text.rstrip("\r\n") for number, text in enumerate(stream, 1) if number == line), "")
        except OSError:
            return ""

    return read
