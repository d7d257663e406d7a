"""The desk at work: every rule over one explainer, with the settings and the waivers that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.check.subject import Check, Evidence, Finding, Subject
from generator.diagnostics import Diagnostic, Severity
from generator.model.settings import Settings


def run_checks(subject: Subject, evidence: Evidence, checks: tuple[Check, ...]) -> Iterator[Diagnostic]:
    """What every rule that is on finds and nobody has waived."""
    for check in checks:
        severity = level(check, evidence.settings)
        if severity is None:
            continue
        for found in check.rule(subject, evidence):
            if check.severity is Severity.ERROR or not waived(check.code, found, subject):
                yield Diagnostic(check.code, severity, found.location, found.message, found.hint)


def level(check: Check, settings: Settings) -> Severity | None:
    """How much the findings of a rule weigh on this site; None when it is off. Errors cannot be changed."""
    if check.severity is Severity.ERROR:
        return Severity.ERROR
    chosen = settings.checks.get(check.code, str(check.severity) if check.on else "off")
    return None if chosen == "off" else Severity(chosen)


def waived(code: str, found: Finding, subject: Subject) -> bool:
    """Whether a waiver on the page, on the record, on a record around it, or before the block answers a finding."""
    explainer = subject.explainer
    if any(code in article.front.waive for article in explainer.articles.values() if found.file in ("", article.path)):
        return True
    if code in explainer.sheet.waive:
        return True
    if found.passage and any(waiver.code == code for waiver in found.passage.waivers):
        return True
    return any(code in getattr(record, "waive", {}) for record in _records(explainer.sheet, found.keys))


def _records(sheet: Any, keys: str) -> Iterator[Any]:
    """The records on the way to `figures/killed-gaza/observations/0`, from the outermost in."""
    record = sheet
    for word in keys.split("/") if keys else ():
        if isinstance(record, dict):
            record = record.get(word)
        elif isinstance(record, tuple):
            record = record[int(word)] if word.isdigit() and int(word) < len(record) else None
        else:
            record = getattr(record, word, None)
        if record is None:
            return
        yield record
