"""The inventory as it is printed: a table for a terminal, JSON or CSV for a program, a fact for a person."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from generator.check.inventory import FactRow, FactUse, Row

HEADS = {
    FactRow: ("id", "value", "as of", "age", "says who", "sources", "used"),
    FactUse: ("where", "how"),
}

FIRST = 4
"""Columns that stay on the first line of a row where a terminal is too narrow for all; the rest stand below it."""

CELL_MIN = 6


def as_table(rows: Iterable[Row], kind: type[Row], width: int) -> str:
    """The rows as a table that fits a terminal of `width` columns, an explainer's under its name.

    Where a row does not fit on a line, who says it, its sources and its uses stand on a second one. What still does not
    fit is cut with an ellipsis.
    """
    found = list(rows)
    if not found:
        return "Nothing to list.\n"
    heads = HEADS[kind]
    table = (heads, *(tuple(_cells(row)) for row in found))
    first = len(heads)
    if sum(_natural(table, first)) + 2 * (first - 1) > width - 2:
        first = min(first, FIRST)
    sizes = _narrowed(_natural(table, first), width - 2)
    lines = []
    slug = ""
    for number, cells in enumerate(table):
        if number and found[number - 1].explainer != slug:
            slug = found[number - 1].explainer
            lines.append(slug)
        lines.append("  " + "  ".join(_fit(cell, size) for cell, size in zip(cells, sizes, strict=False)))
        below = "; ".join(cell for cell in cells[first:] if cell)
        if below:
            lines.append("      " + _fit(below, max(CELL_MIN, min(_columns(below), width - 6))))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _natural(table: tuple[tuple[str, ...], ...], count: int) -> list[int]:
    return [max(_columns(line[number]) for line in table) for number in range(count)]


def _narrowed(sizes: list[int], width: int) -> list[int]:
    """The widths of columns, the widest made narrower until all fit."""
    while sum(sizes) + 2 * (len(sizes) - 1) > width and max(sizes) > CELL_MIN:
        sizes[sizes.index(max(sizes))] -= 1
    return sizes


def _cells(row: Row) -> Iterator[str]:
    if isinstance(row, FactUse):
        yield from (f"{row.path}:{row.line}:{row.column}", row.how)
        return
    age = "" if row.age_days is None else f"{row.age_days} d{', stale' if row.stale else ''}"
    first = row.used[0].rpartition("/")[2] if row.used else "nowhere"
    used = f"{first} +{len(row.used) - 1}" if len(row.used) > 1 else first
    yield from (row.id, row.value, row.as_of, age, row.attributed_to, ", ".join(row.sources), used)


def as_json(rows: Iterable[Row]) -> str:
    """The rows as a JSON list of objects."""
    return json.dumps([msgspec.to_builtins(row) for row in rows], ensure_ascii=False, indent=2) + "\n"


def as_csv(rows: Iterable[Row], kind: type[Row]) -> str:
    """The rows as CSV (RFC 4180), lists joined with spaces. Cells that a spreadsheet would run are made text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = kind.__struct_fields__
    writer.writerow(names)
    for row in rows:
        writer.writerow([_csv_cell(getattr(row, name)) for name in names])
    return out.getvalue()


def _csv_cell(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "" if value is None else str(value)
    # OWASP, "CSV Injection": a cell that begins so is a formula. A number below zero is none.
    dangerous = text[:1] in ("=", "+", "@", "\t", "\r") or (text[:1] == "-" and not text[1:2].isdigit())
    return f"'{text}" if dangerous else text


def record_text(record: Mapping[str, Any], depth: int = 0) -> str:
    """A fact for a person: a key a line, nested ones indented."""
    lines = []
    for key, value in record.items():
        lead = "  " * depth
        if isinstance(value, Mapping):
            lines.append(f"{lead}{key}:\n{record_text(value, depth + 1)}")
        elif isinstance(value, list):
            lines.append(f"{lead}{key}:\n")
            for entry in value:
                inner = record_text(entry, depth + 2) if isinstance(entry, Mapping) else f"{lead}    {entry}\n"
                lines.append(f"{lead}  - {inner.lstrip()}")
        else:
            lines.append(f"{lead}{key}: {value}\n")
    return "".join(lines)


def _columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _fit(text: str, size: int) -> str:
    """The text in exactly `size` columns of a terminal."""
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    if _columns(text) > size:
        while text and _columns(text) > size - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (size - _columns(text))
