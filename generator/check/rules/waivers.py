"""Rules about waivers themselves."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.codes import ELSEWHERE
from generator.check.subject import Evidence, Finding, Subject
from generator.check.waivers import CODES, given_waivers
from generator.diagnostics import Severity, did_you_mean


def code_unknown(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A key is not one that this record knows: a slip of the pen, or something the page cannot show.

    The keys of articles, sheets and settings are checked when they are read; the codes of waivers here.

    **Why it matters.** A misspelt key does nothing, and nobody notices that it does nothing.

    **Example.** `atributed_to: army`; `waive: {figure-stail: "our own count"}`; `<!-- waive figure-stail: … -->`.

    **Instead.** Write the name that the hint gives.
    """
    waivers = given_waivers(subject)
    known = _severities(subject) if waivers else {}
    for given in waivers:
        if given.code not in known:
            warnings = [code for code, severity in known.items() if severity is not Severity.ERROR]
            hint = did_you_mean(given.code, warnings, "`explainer check --list` gives the codes")
            yield Finding(given.location, f"there is no rule `{given.code}` to waive", hint)


def waiver_unused(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A waiver waives nothing: its warning is not there any more, or is an error, which nobody can waive.

    A waiver of a rule that depends on the day or the network, such as `figure-stale`, may rest. A waiver without a
    reason is an error where it is read.

    **Why it matters.** An old waiver hides the next fault of its kind, with a reason that was given for another one.

    **Example.** `waive: {event-unsourced: "own observation"}` on an event that has sources.

    **Instead.** Delete the waiver. An error is mended, not waived.
    """
    waivers = given_waivers(subject)
    known = _severities(subject) if waivers else {}
    for given in waivers:
        if known.get(given.code) is Severity.ERROR:
            yield Finding(
                given.location,
                f"`{given.code}` is an error and cannot be waived",
                "mend the fault, and delete the waiver",
            )


def _severities(subject: Subject) -> dict[str, Severity]:
    # Late: the table lists this rule.
    from generator.check.table import CHECKS

    known = {entry.code: entry.severity for entry in ELSEWHERE} | {check.code: check.severity for check in CHECKS}
    own: dict[str, Severity] = subject.memory.get(CODES, {})
    return known | own
