"""Diagnostics as GitHub annotations: the workflow commands `::error file=…,line=…,col=…::message`."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import Diagnostic, Severity, sort_diagnostics

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """One line for each diagnostic, as docs.github.com, "Workflow commands for GitHub Actions", has it.

    GitHub shows ten annotations of a kind for a step, so the worst come first.
    """
    lines = []
    for found in sorted(sort_diagnostics(diagnostics), key=lambda entry: list(Severity).index(entry.severity)):
        at = found.location
        fields = [f"file={_field(at.path)}"]
        if at.line:
            fields.append(f"line={at.line}")
            if at.column:
                fields += [f"col={at.column}", f"endColumn={at.column + at.width}"]
        fields.append(f"title={_field(found.code)}")
        said = f"{found.message}. {found.hint}" if found.hint else found.message
        lines.append(f"::{_COMMANDS[found.severity]} {','.join(fields)}::{_data(said)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
