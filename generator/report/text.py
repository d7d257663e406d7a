"""Diagnostics for a person: grouped by file, the line with carets under the very word, what to do, a last line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from itertools import groupby

from generator.diagnostics import Diagnostic, Location, Severity, sort_diagnostics

ReadLine = Callable[[str, int], str]
"""The line of a file, by the file's path and the line's number from 1; empty when there is no such line."""

EXCERPT_WIDTH = 96
"""Columns of a terminal that an excerpt takes; of a longer line the part around the fault is shown."""

TAB_WIDTH = 4

_COLOURS = {"error": "31;1", "warning": "33;1", "note": "36;1", "code": "1", "path": "4", "faint": "2"}
"""Select Graphic Rendition parameters (ECMA-48, 8.3.117)."""


def render_text(diagnostics: Iterable[Diagnostic], read_line: ReadLine, colour: bool, fixable: int = 0) -> str:
    """The report for a terminal, ending with a line that says what to do next.

    `fixable` is how many of the faults `--fix` can mend. Nothing in the report is a control character but for line
    ends, and the colours when they are asked for: what an author wrote cannot act on a terminal.
    """
    found = sort_diagnostics(diagnostics)
    paint = _paint if colour else _plain
    parts: list[str] = []
    for path, group in groupby(found, key=lambda diagnostic: diagnostic.location.path):
        parts.append(paint("path", printable(path) or "the project"))
        for diagnostic in group:
            parts.extend(_entry(diagnostic, read_line, paint))
            parts.append("")
    parts.append(summary(found, fixable))
    return "\n".join(parts) + "\n"


def summary(diagnostics: Iterable[Diagnostic], fixable: int = 0) -> str:
    """One line: how many faults of which weight, where to begin, what mends itself."""
    found = sort_diagnostics(diagnostics)
    counts = [(str(severity), sum(entry.severity is severity for entry in found)) for severity in Severity]
    if not found:
        return "Nothing to report."
    said = _listed([_counted(count, name) for name, count in counts if count])
    files = len({entry.location.path for entry in found})
    worst = min(found, key=lambda entry: list(Severity).index(entry.severity))
    line = f"{said} in {_counted(files, 'file')}"
    if counts[0][1]:
        line += f"; errors stop the build: begin with {place(worst.location)}"
    else:
        line += "; nothing stops the build"
    if fixable:
        line += f"; `--fix` mends {fixable}, `--fix --diff` shows how"
    return line + f"; `explainer check --explain {worst.code}` says more"


def place(location: Location) -> str:
    """`path:line:column`, without what is not known."""
    text = printable(location.path)
    if location.line:
        text += f":{location.line}"
        if location.column:
            text += f":{location.column}"
    return text


def _entry(found: Diagnostic, read_line: ReadLine, paint: Callable[[str, str], str]) -> Iterable[str]:
    where = f"{found.location.line}:{found.location.column}" if found.location.line else "-"
    severity = paint(str(found.severity), str(found.severity))
    yield f"  {where} {severity} {paint('code', found.code)} {printable(found.message)}"
    source = read_line(found.location.path, found.location.line) if found.location.line else ""
    if source.strip():
        line, carets = excerpt(source, found.location.column, found.location.width)
        number = str(found.location.line)
        bar = paint("faint", "|")
        yield f"    {paint('faint', number)} {bar} {line}"
        yield f"    {' ' * len(number)} {bar} {paint(str(found.severity), carets)}"
    if found.hint:
        yield f"    {paint('faint', 'hint:')} {printable(found.hint)}"


def excerpt(source: str, column: int, width: int) -> tuple[str, str]:
    """The part of a line around a fault, and the carets that stand under it.

    `column` counts from 1 in characters and `width` is how many of them the fault covers. Both lines are measured in
    columns of a terminal: wide characters take two, combining ones none (Unicode Standard Annex 11); tabs become
    spaces.
    """
    start = min(max(0, column - 1), len(source))
    end = min(max(start + max(1, width), start), max(len(source), start + 1))
    cells = [(_cell(sign), _columns(sign)) for sign in source.rstrip("\n")]
    marked = max(1, sum(size for _, size in cells[start:end]))
    first, last = start, min(end, len(cells))
    room = max(0, EXCERPT_WIDTH - marked)
    before = after = 0
    # Two thirds of the room go to what stands before the fault, the rest behind; what one side leaves the other takes.
    while first > 0 and before + cells[first - 1][1] <= room * 2 // 3:
        first -= 1
        before += cells[first][1]
    while last < len(cells) and before + after + cells[last][1] <= room:
        after += cells[last][1]
        last += 1
    while first > 0 and before + after + cells[first - 1][1] <= room:
        first -= 1
        before += cells[first][1]
    text = "".join(shown for shown, _ in cells[first:last])
    if first > 0:
        text, before = "…" + text, before + 1
    if last < len(cells):
        text += "…"
    return text, " " * before + "^" * min(marked, EXCERPT_WIDTH)


def printable(text: str) -> str:
    """The text on one line, with control characters and marks of direction as `\\u…` escapes."""
    return "".join(_cell(sign) if sign != "\t" else " " for sign in " ".join(text.split("\n")))


def _cell(sign: str) -> str:
    if sign == "\t":
        return " " * TAB_WIDTH
    if sign.isprintable() or sign in "\u00a0\u202f\u3000\u2009":
        return sign
    category = unicodedata.category(sign)
    if category in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(sign) in _DIRECTING:
        return f"\\u{ord(sign):04x}"
    return sign


_DIRECTING = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
"""Characters that turn the direction of what follows (Unicode Standard Annex 9): they could make an excerpt lie."""


def _columns(sign: str) -> int:
    shown = _cell(sign)
    if len(shown) > 1:
        return len(shown)
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _listed(parts: list[str]) -> str:
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _paint(style: str, text: str) -> str:
    return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m"


def _plain(_: str, text: str) -> str:
    return text
