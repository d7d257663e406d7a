"""Rules about figures that stop the build: a value is never shown without who, when, and which one is meant."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.subject import Evidence, Finding, Subject
from generator.model.facts import Figure, Observation, SourceUse


def attribution_missing(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """An observation was read in a party's source, and nobody is named as saying it.

    **Why it matters.** A number that one side published is that side's number. Without `attributed_to` the page would
    show it as if the newsroom vouched for it.

    **Example.** An observation with `sources: [army-briefing]`, where the briefing's `stance` is `party`.

    **Instead.** Add `attributed_to: army` (an actor of the sheet, or text).
    """
    for figure, keys, entry in observations(subject):
        party = next((use.id for use in entry.sources if _is_party(subject, use)), "")
        if party and not entry.attributed_to:
            hint = f"`{party}` is a party's source: add `attributed_to: …`, whoever says it"
            yield Finding(subject.at(keys), f"an observation of `{figure.id}` says nobody's name", hint, keys)


def as_of_missing(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """An observation does not say for which day it holds.

    **Why it matters.** A number without its date cannot be compared, cannot go stale, and misleads as soon as it is
    quoted.

    **Example.** `{value: 44330, sources: [report]}`.

    **Instead.** `as_of: 2024-11-30`; where only the day of the report is known,
    `as_of: {date: 2024-11-30, inferred: true}`.
    """
    for figure, keys, entry in observations(subject):
        if entry.as_of is None:
            hint = "add `as_of: …`; when only the report's day is known, `{date: …, inferred: true}`"
            yield Finding(subject.at(keys), f"an observation of `{figure.id}` has no `as_of`", hint, keys)


def rank_ambiguous(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """Nobody can tell which value of a figure is meant.

    **Why it matters.** The page must show one value, or one for each party where they conflict. Two preferred ones
    would make the choice an accident.

    **Example.** Two observations with `rank: preferred` by one actor; or two by different actors in a figure without
    `conflicting: true`; or only deprecated and retracted ones.

    **Instead.** Leave `rank: preferred` at one of them, or say `conflicting: true`.
    """
    for figure in subject.sheet.figures.values():
        keys = f"figures/{figure.id}"
        if not any(entry.is_standing for entry in figure.observations):
            hint = "keep one that is neither deprecated nor retracted, or take the figure out"
            yield Finding(subject.name(keys), f"`{figure.id}` has no value left to show", hint, keys)
            continue
        preferred = [
            (number, entry.attributed_to)
            for number, entry in enumerate(figure.observations)
            if entry.rank == "preferred" and entry.status != "retracted"
        ]
        seen: set[str] = set()
        for number, who in preferred:
            if (seen and not figure.conflicting) or who in seen:
                at = f"{keys}/observations/{number}"
                hint = "keep `rank: preferred` at one"
                if not figure.conflicting and who not in seen:
                    hint += ", or say `conflicting: true` where the parties disagree"
                yield Finding(subject.at(f"{at}/rank"), f"a second preferred value of `{figure.id}`", hint, at)
            seen.add(who)


def value_invalid(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """An observation has neither a value nor a range, or a range that its value is not in.

    **Why it matters.** There is nothing to show, or two things that cannot both be true.

    **Example.** `{as_of: 2024-11-30, sources: [report]}`; `{value: 12, low: 20, high: 30}`.

    **Instead.** Give `value`, or both `low` and `high`, the smaller one as `low`.
    """
    for figure, keys, entry in observations(subject):
        if entry.value is None and (entry.low is None or entry.high is None):
            hint = "add `value: …`, or both `low` and `high`"
            yield Finding(subject.at(keys), f"an observation of `{figure.id}` has no value", hint, keys)
        elif entry.low is not None and entry.high is not None and entry.low > entry.high:
            hint = "write the smaller one as `low`"
            yield Finding(subject.at(f"{keys}/low"), f"`low` of `{figure.id}` is above its `high`", hint, keys)
        elif entry.value is not None and not _within(entry):
            hint = "mend the value, or the range around it"
            yield Finding(subject.at(f"{keys}/value"), f"the value of `{figure.id}` is outside its range", hint, keys)


def _within(entry: Observation) -> bool:
    assert entry.value is not None
    return (entry.low is None or entry.low <= entry.value) and (entry.high is None or entry.value <= entry.high)


def observations(subject: Subject) -> Iterator[tuple[Figure, str, Observation]]:
    """Every observation of the explainer's own figures, with the path of keys to it."""
    for figure in subject.sheet.figures.values():
        for number, entry in enumerate(figure.observations):
            yield figure, f"figures/{figure.id}/observations/{number}", entry


def _is_party(subject: Subject, use: SourceUse) -> bool:
    source = subject.edition.sheet.sources.get(use.id)
    if source is None:
        return False
    publisher = subject.edition.actor(source.publisher)
    return source.stance == "party" or (publisher is not None and publisher.party)
