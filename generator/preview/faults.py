"""Diagnostics for the browser: with the lines around them, and a way into the editor."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from generator.diagnostics import Diagnostic, Location, Severity
from generator.output.templates import TemplateFault
from generator.place import theme_folder
from generator.preview.stand import Fault, Report

AROUND = 2
"""Lines that are shown before and after the one at fault."""

LINE_MAX = 400
"""Characters of a line that are shown."""

EDITORS = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "none": "",
}

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.ASCII)
_FORBIDDEN = ("javascript", "data", "vbscript", "blob", "file", "http", "https")


class EditorUnknown(ValueError):
    """`--editor` is neither a known editor nor an address with `{path}`."""


def editor_address(editor: str) -> str:
    """The pattern of an editor's addresses: of a known editor, or one of the caller's own. Raises `EditorUnknown`."""
    if editor in EDITORS:
        return EDITORS[editor]
    scheme = _SCHEME.match(editor)
    if scheme is None or scheme[1] in _FORBIDDEN or "{path}" not in editor:
        known = ", ".join(f"`{name}`" for name in EDITORS)
        raise EditorUnknown(f"`{editor}` is no editor: name one of {known}, or give `scheme://…{{path}}:{{line}}`")
    return editor


def template_fault(fault: TemplateFault) -> Fault:
    """A template that cannot be rendered, as a fault with its page."""
    hint = f"it was found while making `{fault.page}`" if fault.page else ""
    found = Diagnostic("template-invalid", Severity.ERROR, Location(fault.template, fault.line), fault.message, hint)
    return Fault(found, fault.page, late=True)


def errors(report: Report) -> tuple[Fault, ...]:
    """The faults among the diagnostics of a walk: what stops a build."""
    found = (entry for entry in report.diagnostics if entry.severity is Severity.ERROR)
    return tuple(Fault(entry, late=entry in report.late) for entry in found)


class Desk:
    """Tells diagnostics with excerpts and links. `root` is the project's folder."""

    def __init__(self, root: Path, editor: str) -> None:
        self._root = root
        self._editor = editor_address(editor)

    def told(self, found: Diagnostic, page: str = "", *, excerpt: bool = True) -> dict[str, object]:
        """A diagnostic as JSON. Everything in it is text, to be shown as text."""
        at = found.location
        return {
            "severity": str(found.severity),
            "code": found.code,
            "message": found.message,
            "hint": found.hint,
            "path": at.path,
            "line": at.line,
            "column": at.column,
            "width": at.width,
            "page": page,
            "lines": self._lines(at) if excerpt else [],
            "editor": self.link(at),
        }

    def link(self, at: Location) -> str:
        """The address that opens the editor at a place; empty without an editor or a file."""
        file = self._file(at.path)
        if not self._editor or file is None:
            return ""
        marks = {"path": quote(file.as_posix()), "line": str(at.line or 1), "column": str(at.column or 1)}
        return re.sub(r"\{(path|line|column)\}", lambda mark: marks[mark[1]], self._editor)

    def _file(self, path: str) -> Path | None:
        file = theme_folder() / path.removeprefix("theme: ") if path.startswith("theme: ") else self._root / path
        return file if path and file.is_file() else None

    def _lines(self, at: Location) -> list[list[object]]:
        file = self._file(at.path)
        if not at.line or file is None:
            return []
        shown: list[list[object]] = []
        try:
            with open(file, encoding="utf-8", errors="replace") as stream:
                for number, text in enumerate(stream, 1):
                    if number > at.line + AROUND:
                        break
                    if number >= at.line - AROUND:
                        shown.append([number, text.rstrip("\r\n")[:LINE_MAX]])
        except OSError:
            return []
        return shown
