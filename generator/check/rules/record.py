"""The rule about values that changed after they were published."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.published import published_values
from generator.check.subject import Evidence, Finding, Subject
from generator.diagnostics import Location
from generator.model.facts import Correction, Figure
from generator.model.prose import FigureUse


def correction_undeclared(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A value that was published has changed, and no correction or change says so.

    Compared with the sheets of a git revision (`--against`), or with the facts of the last deployment; silent without
    either. A new observation with a date of its own is an update, not a changed value.

    **Why it matters.** Whoever quoted the old number was told by this page. Changing it in silence makes them wrong.

    **Example.** `{value: 1207, as_of: 2024-11-30}` became `{value: 1270, as_of: 2024-11-30}`.

    **Instead.** Add to the sheet `corrections: [{date: …, affects: [killed-israel], was: "1,270", now: "1,207"}]`, or a
    `changes` entry that names the figure; or take the value back.
    """
    published = evidence.published
    if not published:
        return
    slug = subject.explainer.slug
    before: dict[str, dict[str, str]] = {}
    for key, value in published.items():
        if key.startswith(f"{slug}/") and key.count("/") >= 3:
            figure_id, _, rest = key.removeprefix(f"{slug}/").partition("/")
            before.setdefault(figure_id, {})[rest] = value
    if not before:
        return
    now = published_values(subject.edition)
    for figure_id, values in before.items():
        figure = subject.edition.sheet.figures.get(figure_id)
        if figure is None:
            continue
        told = int(now[f"{slug}/{figure_id}"]) > int(published.get(f"{slug}/{figure_id}") or 0)
        for rest, value in values.items():
            current = now.get(f"{slug}/{figure_id}/{rest}")
            if current is not None and current != value and not told and not _tells(subject, value):
                yield _changed(subject, figure, rest, value, current)


def _tells(subject: Subject, value: str) -> bool:
    """Whether a correction without `affects` gives the old value in its `was`."""
    return any(
        _digits(value) and _digits(value) == _digits(entry.was) for entry in _corrections(subject) if not entry.affects
    )


def _corrections(subject: Subject) -> tuple[Correction, ...]:
    return subject.sheet.corrections


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit() or sign == ".").strip(".")


def _changed(subject: Subject, figure: Figure, rest: str, was: str, now: str) -> Finding:
    who, _, as_of = rest.rpartition("/")
    number = next(
        (
            number
            for number, entry in enumerate(figure.observations)
            if entry.attributed_to == who and (entry.as_of.date.text if entry.as_of else "") == as_of
        ),
        0,
    )
    keys = f"figures/{figure.id}/observations/{number}"
    message = f"`{figure.id}` of {as_of or 'no date'} was published as {was}, and is now {now}"
    hint = f'add to `corrections`: {{date: …, affects: [{figure.id}], was: "{was}", now: "{now}"}}'
    if figure.id in subject.sheet.figures:
        entry = figure.observations[number]
        at = subject.at(f"{keys}/value" if entry.value is not None else keys)
        return Finding(at, message, hint, keys)
    return Finding(_first_use(subject, figure.id), message, hint)


def _first_use(subject: Subject, figure_id: str) -> Location:
    """Where the page first shows a shared figure; its article where it never does in prose."""
    for read in subject.passages():
        for use in read.passage.uses:
            if isinstance(use.reference, FigureUse) and use.reference.id == figure_id:
                return read.text.locate(use.spot)
    return Location(subject.explainer.original.path)
