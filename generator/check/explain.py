"""What each code means, for `--explain`, `--list`, SARIF and `docs/rules/`: from the rules' own documentation."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.check.codes import ELSEWHERE, INTERNAL
from generator.check.subject import Check
from generator.check.table import CHECKS
from generator.diagnostics import Diagnostic, Location, Severity, did_you_mean, error, nearest


@dataclass(frozen=True, slots=True)
class Entry:
    """A code of the table."""

    code: str
    severity: Severity
    on: bool
    """False for a rule that the settings must ask for."""
    documentation: str
    """Markdown; the first paragraph is the summary."""

    @property
    def summary(self) -> str:
        """The first paragraph, on one line."""
        return " ".join(self.documentation.partition("\n\n")[0].split())


def entries(checks: tuple[Check, ...] = CHECKS) -> tuple[Entry, ...]:
    """Every code, errors first, each with its documentation; a code of two stages has that of the first."""
    found = {entry.code: Entry(entry.code, entry.severity, True, entry.documentation) for entry in ELSEWHERE}
    for check in checks:
        if check.code not in found:
            found[check.code] = Entry(check.code, check.severity, check.on, inspect.getdoc(check.rule) or "")
    return tuple(sorted(found.values(), key=lambda entry: entry.severity is not Severity.ERROR))


def documentation() -> dict[str, str]:
    """The documentation by code."""
    return {entry.code: entry.documentation for entry in entries()}


def explain(code: str) -> str:
    """What `--explain CODE` prints: Markdown. Empty for an unknown code; `nearest_code` then has a suggestion."""
    entry = next((entry for entry in entries() if entry.code == code), None)
    return page(entry) if entry else ""


def nearest_code(code: str) -> str:
    """The known code closest to `code`, or an empty string."""
    return nearest(code, (entry.code for entry in entries()))


def page(entry: Entry) -> str:
    """The documentation page of a code."""
    if entry.severity is Severity.ERROR:
        level = "An **error**: it stops the build, and can be neither switched off nor waived."
        ways = ""
    else:
        state = "" if entry.on else " It is **off** unless the settings ask for it: too many of its alarms are false."
        level = f"A **warning**: it stops nothing, unless `explainer.yaml` or `--strict` raises it.{state}"
        ways = (
            "\n## Levels and waivers\n\n"
            "For the whole site, in `explainer.yaml`:\n\n"
            f"```yaml\nchecks:\n  {entry.code}: error   # or warning, off\n```\n\n"
            "For a page or a record, in its front matter or in the record, with the reason:\n\n"
            f"```yaml\nwaive:\n  {entry.code}: why it does not hold here\n```\n"
        )
        if entry.code in IN_PROSE:
            comment = f"<!-- waive {entry.code}: why it does not hold here -->"
            ways += f"\nFor the next block of prose:\n\n```markdown\n{comment}\n```\n"
    return f"# {entry.code}\n\n{level}\n\n{entry.documentation}\n{ways}"


IN_PROSE = frozenset(
    (
        "figure-unsourced",
        "number-mismatch",
        "conflict-one-sided",
        "date-relative",
        "speech-unattributed",
        "role-at-time",
        "term-avoided",
        "alt-poor",
        "link-dead",
    )
)
"""Warnings that point into prose, where a comment before the block can waive them."""


def listing() -> str:
    """What `--list` prints: a line for each code with its level and summary, aligned."""
    found = entries()
    width = max(len(entry.code) for entry in found)
    rows = []
    for entry in found:
        level = str(entry.severity) if entry.on else "off"
        rows.append(f"{entry.code.ljust(width)}  {level.ljust(7)}  {entry.summary}")
    return "\n".join(rows) + "\n"


def unknown_codes(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Those of some codes that do not exist, each with the nearest one that does."""
    known = {entry.code for entry in entries()} | {INTERNAL}
    return tuple((code, nearest_code(code)) for code in codes if code not in known)


def check_levels(settings_at: Mapping[str, Location], checks: tuple[Check, ...] = CHECKS) -> Iterator[Diagnostic]:
    """A diagnostic for each code under `checks` in the settings that does not exist, or is an error that is switched.

    `settings_at` is where each code stands.
    """
    known = {entry.code: entry.severity for entry in entries(checks)}
    for code, at in settings_at.items():
        if code not in known:
            hint = did_you_mean(code, known, "`explainer check --list` gives the codes")
            yield error("key-unknown", at, f"there is no rule `{code}`", hint)
        elif known[code] is Severity.ERROR:
            yield error("value-invalid", at, f"`{code}` is an error and cannot be switched", "take the line out")
