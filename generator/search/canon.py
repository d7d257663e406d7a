"""The files of an index with everything in order: the same pages make the same bytes.

Pagefind 1.5 keeps the values of filters, and the languages, in tables without order, and writes them as they come. What
it writes is gzip of a mark and CBOR (RFC 8949); names of files carry their content, so that with the order of a filter
its name changes, with that the table of filters of its language, and with that the entry.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from typing import Any

MARK = b"pagefind_dcd"

FILTERS = 3
"""Place of the filters in the table of a language: version, pages, chunks of words, filters, orders, fields."""

_UINT, _TEXT, _ARRAY = 0, 3, 4


def canonical(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index, by path in its folder, in order. Raises `ValueError` for what no Pagefind 1.5 wrote."""
    entry = json.loads(files["pagefind-entry.json"])
    made = {path: data for path, data in files.items() if not path.endswith((".pf_filter", ".pf_meta"))}
    for language in entry["languages"].values():
        table = _decode(files[f"pagefind.{language['hash']}.pf_meta"])
        if not isinstance(table, list) or len(table) <= FILTERS:
            raise ValueError("the table of a language has another form")
        filters = []
        for name, mark in table[FILTERS]:
            _name, values = _decode(files[f"filter/{mark}.pf_filter"])
            ordered = sorted((value, sorted(set(pages))) for value, pages in values)
            data = _encode([name, [list(pair) for pair in ordered]])
            renamed = _renamed(mark, data)
            made[f"filter/{renamed}.pf_filter"] = data
            filters.append([name, renamed])
        table[FILTERS] = sorted(filters)
        data = _encode(table)
        language["hash"] = _renamed(language["hash"], data)
        made[f"pagefind.{language['hash']}.pf_meta"] = data
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    made["pagefind-entry.json"] = text.encode("utf-8")
    return dict(sorted(made.items()))


def _renamed(mark: str, data: bytes) -> str:
    """`en_3022fd7` with the digits of this content in place of the others."""
    language, line, digits = mark.rpartition("_")
    return f"{language}{line}{hashlib.sha256(data).hexdigest()[: len(digits)]}"


def _decode(data: bytes) -> Any:
    plain = gzip.decompress(data)
    if not plain.startswith(MARK):
        raise ValueError("a file of the index has another mark")
    value, at = _read(plain, len(MARK))
    if at != len(plain):
        raise ValueError("a file of the index is longer than what it holds")
    return value


def _encode(value: Any) -> bytes:
    # Neither a time nor a name: they would differ.
    return gzip.compress(MARK + _written(value), mtime=0)


def _read(data: bytes, at: int) -> tuple[Any, int]:
    kind, small = data[at] >> 5, data[at] & 31
    at += 1
    if small > 27:
        raise ValueError("a length that is not given")
    width = (1 << (small - 24)) if small >= 24 else 0
    number = int.from_bytes(data[at : at + width], "big") if width else small
    at += width
    if kind == _UINT:
        return number, at
    if kind == _TEXT:
        return data[at : at + number].decode("utf-8"), at + number
    if kind == _ARRAY:
        found = []
        for _ in range(number):
            value, at = _read(data, at)
            found.append(value)
        return found, at
    raise ValueError(f"a value of the kind {kind}")


def _written(value: Any) -> bytes:
    if isinstance(value, list):
        return _head(_ARRAY, len(value)) + b"".join(map(_written, value))
    if isinstance(value, str):
        text = value.encode("utf-8")
        return _head(_TEXT, len(text)) + text
    return _head(_UINT, value)


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    width = next(width for width in (1, 2, 4, 8) if number < 1 << 8 * width)
    return bytes([kind << 5 | 24 + width.bit_length() - 1]) + number.to_bytes(width, "big")
