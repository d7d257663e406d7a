"""The desk at work: every rule over one explainer, with the settings and the waivers that answer it."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

from generator.check.codes import INTERNAL
from generator.check.subject import Check, Evidence, Finding, Subject
from generator.check.waivers import CODES, Waivers
from generator.diagnostics import Diagnostic, Location, Severity, error
from generator.model.settings import Settings


def run_checks(subject: Subject, evidence: Evidence, checks: tuple[Check, ...]) -> Iterator[Diagnostic]:
    """What every rule that is on finds and nobody has waived, and the waivers that waive nothing.

    A rule that raises is reported as `internal-error` with its code, and the others go on.
    """
    waivers = Waivers(subject)
    subject.memory[CODES] = {check.code: check.severity for check in checks}
    ran: set[str] = set()
    for check in checks:
        severity = level(check, evidence.settings)
        if severity is None:
            continue
        try:
            found = tuple(check.rule(subject, evidence))
        except Exception as fault:
            yield _internal(check.code, fault, subject)
            continue
        if check.severity is Severity.ERROR:
            yield from (_diagnostic(check.code, severity, entry) for entry in found)
            continue
        if check.timeless:
            ran.add(check.code)
        yield from (
            _diagnostic(check.code, severity, entry) for entry in found if not waivers.answer(check.code, entry)
        )
    severity = level_of("waiver-unused", checks, evidence.settings)
    if severity is not None:
        for entry in waivers.idle(ran):
            yield _diagnostic("waiver-unused", severity, entry)


def level(check: Check, settings: Settings) -> Severity | None:
    """How much the findings of a rule weigh on this site; None when it is off. Errors cannot be changed."""
    if check.severity is Severity.ERROR:
        return Severity.ERROR
    chosen = settings.checks.get(check.code, str(check.severity) if check.on else "off")
    return None if chosen == "off" else Severity(chosen)


def level_of(code: str, checks: tuple[Check, ...], settings: Settings) -> Severity | None:
    """The same for the rule of a code; None also where these rules have no such one."""
    return next((level(check, settings) for check in checks if check.code == code), None)


def _diagnostic(code: str, severity: Severity, found: Finding) -> Diagnostic:
    return Diagnostic(code, severity, found.location, found.message, found.hint)


def _internal(code: str, fault: Exception, subject: Subject) -> Diagnostic:
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    where = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
    message = f"the rule `{code}` failed: {type(fault).__name__} at {where}"
    hint = f"this is a fault of explainer, not of the page; `--ignore {code}` goes on without the rule"
    return error(INTERNAL, Location(subject.explainer.original.path), message, hint)
