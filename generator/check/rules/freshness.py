"""Rules about what time does to a page: values that age or fall, plans whose day has passed, a review that is due."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.published import declared
from generator.check.subject import Evidence, Finding, Subject
from generator.model.facts import Figure, Observation
from generator.resolve.observations import estimates


def figure_stale(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """The value of a figure is older than its `stale_after` on the day of the build.

    Of a conflicting figure, each estimate is looked at.

    **Why it matters.** A count that grows every week misleads a month later, although nobody changed a word.

    **Example.** `stale_after: P14D` and `as_of: 2024-11-30`, built on 20 December 2024.

    **Instead.** Look for a newer value and add it as an observation. Where the page tells of a day in the past, waive
    the warning on the figure, and say so.
    """
    today = evidence.now.date()
    for figure in subject.sheet.figures.values():
        if figure.stale_after is None:
            continue
        for entry in estimates(figure):
            if entry.as_of is None or entry.as_of.date.end_open:
                continue
            due = figure.stale_after.after(entry.as_of.date.last)
            if due < today:
                keys = f"figures/{figure.id}/observations/{figure.observations.index(entry)}"
                message = f"the value of `{figure.id}` is of {entry.as_of.date.text}, and went stale after {due}"
                hint = (
                    f"`stale_after` is {figure.stale_after.text}: add a newer observation, or waive it with the reason"
                )
                yield Finding(subject.at(f"{keys}/as_of/date"), message, hint, keys)


def figure_superseded(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """The preferred observation of a figure is older than a normal one with the same attribution.

    **Why it matters.** Somebody added the new value and left the old one preferred: the page goes on showing the old.

    **Example.** `{value: 88, as_of: 2019-11-08, rank: preferred}` beside `{value: 163, as_of: 2024-11-12}`.

    **Instead.** Move `rank: preferred` to the newer observation, or take it away: without it, the newest is shown. To
    keep the old one on purpose, waive the warning on the figure with the reason.
    """
    for figure in subject.sheet.figures.values():
        for number, entry in enumerate(figure.observations):
            if entry.rank != "preferred" or not entry.is_standing:
                continue
            newer = [
                other
                for other in figure.observations
                if other.rank == "normal"
                and other.is_standing
                and other.attributed_to == entry.attributed_to
                and _day(other) > _day(entry)
            ]
            if newer:
                newest = max(newer, key=_day)
                keys = f"figures/{figure.id}/observations/{number}"
                message = (
                    f"the preferred value of `{figure.id}`, {_as_of(entry)}, is older than that of {_as_of(newest)}"
                )
                hint = f"move `rank: preferred` to the observation of {_as_of(newest)}"
                yield Finding(subject.at(f"{keys}/rank"), message, hint, keys)


def figure_fell(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A cumulative figure went down from one observation to the next of the same attribution, without a `note`.

    **Why it matters.** What only adds up cannot fall. Either a digit is wrong, or somebody revised the count, and then
    the reader should be told.

    **Example.** `direction: cumulative` with `{value: 1204, as_of: 2024-03-01}`, then
    `{value: 1024, as_of: 2024-04-01}`.

    **Instead.** Mend the value; or say in its `note` why the count fell; or, if it is no running total, write
    `direction: level`. A correction or change of the sheet that names the figure explains it too.
    """
    for figure in subject.sheet.figures.values():
        if figure.direction == "cumulative" and len(figure.observations) > 1 and not _is_explained(subject, figure):
            yield from _falls(subject, figure)


def _falls(subject: Subject, figure: Figure) -> Iterator[Finding]:
    standing = [
        (number, entry) for number, entry in enumerate(figure.observations) if entry.is_standing and entry.as_of
    ]
    latest: dict[str, Observation] = {}
    for number, entry in sorted(standing, key=lambda numbered: _day(numbered[1])):
        before = latest.get(entry.attributed_to)
        latest[entry.attributed_to] = entry
        if before is None or entry.note:
            continue
        top = entry.high if entry.high is not None else entry.value
        bottom = before.low if before.low is not None else before.value
        if top is not None and bottom is not None and top < bottom and _day(before) < _day(entry):
            keys = f"figures/{figure.id}/observations/{number}"
            at = subject.at(f"{keys}/value" if entry.value is not None else f"{keys}/high")
            message = f"`{figure.id}` fell from {bottom} to {top}, and it is cumulative"
            yield Finding(at, message, "mend the value, or say in its `note` why the count fell", keys)


def _is_explained(subject: Subject, figure: Figure) -> bool:
    return declared(subject.sheet, figure.id) > 0


def _day(entry: Observation) -> tuple[int, int]:
    return entry.as_of.date.sort_key if entry.as_of else (0, 0)


def _as_of(entry: Observation) -> str:
    return entry.as_of.date.text if entry.as_of else "an unknown day"


def event_passed(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """An event is `scheduled`, and its date has passed.

    **Why it matters.** The page goes on telling the reader what is planned, long after it happened or did not.

    **Example.** `{date: 2025-06-12, title: The parliament votes, status: scheduled}`, built on 20 June 2025.

    **Instead.** Say what came of it: `status: confirmed` with a source, `status: cancelled`, or a new date. Where the
    page tells of a day in the past, waive the warning on the event, and say so.
    """
    today = evidence.now.date()
    for number, event in enumerate(subject.sheet.timeline):
        date = event.date.date
        if event.is_plan and date.last < today:
            keys = f"timeline/{number}"
            message = f"`{event.title}` is still `scheduled`, and its date has passed"
            hint = "say what came of it: `confirmed` with a source, `cancelled`, or a new date"
            yield Finding(subject.at(f"{keys}/status"), message, hint, keys)


def review_overdue(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """The day on which somebody meant to look at the page again has passed.

    **Why it matters.** The reader is told that the page is due for review; the desk should hear it first.

    **Example.** `review_by: 2025-06-30`, built in July 2025.

    **Instead.** Read the page against its sources, mend what has changed, and set a new `review_by`.
    """
    today = evidence.now.date()
    original = subject.explainer.original
    for language, article in subject.explainer.articles.items():
        due = article.front.review_by
        # A translation takes the day from the original where it gives none: the original is reported, once.
        if due is None or due.last >= today or (article is not original and due == original.front.review_by):
            continue
        message = f"the review was due by {due.text}"
        at = subject.loaded.article(language).at("review_by")
        yield Finding(at, message, "read the page against its sources, then set a new `review_by`", file=article.path)
