"""Located problems: what every stage reports instead of raising."""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable
from difflib import get_close_matches

import msgspec


class Severity(enum.StrEnum):
    """How much a diagnostic weighs. Only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    """Found in a held-back explainer: unfinished work is reported and never blocks the rest."""


class Location(msgspec.Struct, frozen=True, order=True, array_like=True):
    """A place in a file. Lines and columns count from 1 in characters; line 0 means the file as a whole."""

    path: str
    """POSIX path relative to the project."""
    line: int = 0
    column: int = 0
    width: int = 1
    """How many characters the fault covers, for the carets under the excerpt."""


class Diagnostic(msgspec.Struct, frozen=True, array_like=True):
    """One problem, with what to do about it.

    `message` is lower case without a full stop and names the thing in backquotes; `hint` is an action, or empty.
    """

    code: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics in the order a person reads files, each once."""
    return tuple(sorted(set(diagnostics), key=lambda found: (found.location, found.code, found.message)))


def error(code: str, location: Location, message: str, hint: str = "") -> Diagnostic:
    """A diagnostic that stops the build."""
    return Diagnostic(code, Severity.ERROR, location, message, hint)


def warning(code: str, location: Location, message: str, hint: str = "") -> Diagnostic:
    """A diagnostic that is reported and stops nothing, unless the settings or `--strict` raise it."""
    return Diagnostic(code, Severity.WARNING, location, message, hint)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name closest to `word`, or an empty string when none is close."""
    found = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the nearest known name, or `otherwise` when none is close."""
    name = nearest(word, known)
    return f"did you mean `{name}`?" if name else otherwise


def to_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON list of `{code, severity, path, line, column, message, hint}`, in the order given."""
    rows = [
        {
            "code": found.code,
            "severity": str(found.severity),
            "path": found.location.path,
            "line": found.location.line,
            "column": found.location.column,
            "message": found.message,
            "hint": found.hint,
        }
        for found in diagnostics
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
