"""YAML that reads well and means the same to every parser: a small writer for the values of a draft."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Union

_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ(][\w À-ÖØ-öø-ÿ’,.;()/+–—…€£-]*")
_RESERVED = frozenset(
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "~", "nan", "inf", ".nan", ".inf"]
)
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}[~?%]?(?:/(?:\d{4}(?:-\d{2}){0,2}[~?%]?|\.\.))?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Raw:
    """Text that stands in the sheet as it is: a number or an EDTF date, which need no quotation marks."""

    text: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A value with a comment above it, for the desk: what to look at."""

    value: "Value"
    comment: str


Value = Union[str, bool, Raw, Noted, Sequence["Value"], Mapping[str, "Value"]]  # noqa: UP007 - the names in it are quoted, which `|` cannot join


def date_value(edtf: str) -> Raw | str:
    """Return an EDTF date as it stands in the sheet."""
    return Raw(edtf) if _DATE.fullmatch(edtf) and ("-" in edtf or "/" in edtf) else edtf


def write_mapping(values: Mapping[str, Value], indent: int = 0) -> str:
    """Return the lines of a mapping, each ended; keys in their order."""
    return "".join(_entry(f"{_scalar(key, 0)}:", value, indent) for key, value in values.items())


def _entry(key: str, value: Value, indent: int) -> str:
    pad = " " * indent
    if isinstance(value, Noted):
        return _comment(value.comment, pad) + _entry(key, value.value, indent)
    if isinstance(value, Mapping):
        if not value:
            return f"{pad}{key} {{}}\n"
        flow = _flow(value)
        if flow is not None and len(pad + key + flow) < _WIDTH:
            return f"{pad}{key} {flow}\n"
        return f"{pad}{key}\n" + write_mapping(value, indent + 2)
    if isinstance(value, Sequence) and not isinstance(value, str):
        flow = _flow(value)
        if flow is not None and len(pad + key + flow) < _WIDTH:
            return f"{pad}{key} {flow}\n"
        return f"{pad}{key}\n" + "".join(_item(each, indent + 2) for each in value)
    return f"{pad}{key} {_scalar_value(value, indent)}\n"


def _item(value: Value, indent: int) -> str:
    pad = " " * indent
    if isinstance(value, Noted):
        return _comment(value.comment, pad) + _item(value.value, indent)
    if isinstance(value, Mapping) and value:
        flow = _flow(value)
        if flow is not None and len(pad + flow) < _WIDTH:
            return f"{pad}- {flow}\n"
        lines = write_mapping(value, indent + 2)
        return f"{pad}- {lines[indent + 2 :]}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"{pad}- {_flow(value) or '[]'}\n"
    return f"{pad}- {_scalar_value(value, indent)}\n"  # type: ignore[arg-type]


def _comment(text: str, pad: str) -> str:
    return f"{pad}# {' '.join(_UNPRINTABLE.sub(' ', text).split())}\n"


def _flow(value: Value) -> str | None:
    """Return a short value on one line, or None when it holds a comment, a nested mapping or several lines."""
    if isinstance(value, Noted):
        return None
    if isinstance(value, Mapping):
        if len(value) > 3 or any(isinstance(each, Mapping) for each in value.values()):
            return None
        parts = [(_scalar(key, 0), _flow(each)) for key, each in value.items()]
        return None if any(p is None for _, p in parts) else "{" + ", ".join(f"{k}: {v}" for k, v in parts) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        if any(isinstance(each, Mapping) and len(value) != 1 for each in value):
            return None
        items = [_flow(each) for each in value]
        return None if None in items else "[" + ", ".join(item or "" for item in items) + "]"
    if isinstance(value, str):
        if "\n" in value:
            return None
        # Flow style gives brackets, commas and colons a meaning: everything but plain words is quoted.
        return value if re.fullmatch(r"[A-Za-z][\w -]*\w", value) and value.lower() not in _RESERVED else _quoted(value)
    return _scalar_value(value, 0)


def _scalar_value(value: "str | bool | Raw", indent: int) -> str:
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    return _scalar(value, indent)


def _scalar(text: str, indent: int) -> str:
    """Return a text plain where nothing can mistake it, as a block where it has lines, else in double quotes."""
    if "\n" in text and not _UNPRINTABLE.search(text) and _is_block(text):
        pad = " " * (indent + 2)
        chomp = "" if text.endswith("\n") else "-"
        return f"|{chomp}\n" + "\n".join(pad + line if line else "" for line in text.rstrip("\n").split("\n"))
    plain = _PLAIN.fullmatch(text) and text.lower() not in _RESERVED and not re.search(r"\s#|:\s|:$|\s$|\s\s", text)
    return text if plain else _quoted(text)


def _is_block(text: str) -> bool:
    lines = text.split("\n")
    return (
        bool(lines[0])
        and not lines[0].startswith((" ", "\t"))
        and not text.endswith("\n\n")
        and not any(line.endswith((" ", "\t")) for line in lines)
        and "\t" not in text
    )


def _quoted(text: str) -> str:
    """Return a text in double quotes: JSON's escapes are YAML's, and what cannot be printed is escaped, too."""
    written = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
