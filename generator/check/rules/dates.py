"""Rules about dates that stop the build."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.subject import Evidence, Finding, Subject
from generator.model.dates import Date
from generator.model.moments import Moment


def date_reversed(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """Something ends before it starts, was updated before it was published, or was read before it was issued.

    **Why it matters.** One of the two dates is wrong, and a reader cannot know which.

    **Example.** `date: 2024-11-30/2024-11-24`; `accessed: 2024-01-02` of a source `issued: 2024-11-30`.

    **Instead.** Mend the wrong one.
    """
    for language, article in subject.explainer.articles.items():
        front = article.front
        if front.date and front.updated and _is_earlier(front.updated, front.date, _zone(subject, evidence)):
            at = subject.loaded.article(language).at("updated")
            yield Finding(at, f"updated {front.updated.text}, before its date {front.date.text}", "mend the wrong one")
    for source in subject.sheet.sources.values():
        if source.accessed and source.issued and source.accessed.date.is_before(source.issued.date):
            keys = f"sources/{source.id}"
            hint = f"issued {source.issued.date.text}: mend the wrong one"
            yield Finding(subject.at(f"{keys}/accessed"), f"`{source.id}` was read before it was issued", hint, keys)
    for keys, date in _spans(subject):
        if date.form == "span" and date.start and date.end and date.last < date.first:
            yield Finding(
                subject.at(keys), f"`{date.text}` ends before it starts", "write the earlier date first", keys
            )


def _zone(subject: Subject, evidence: Evidence) -> str:
    dateline = subject.explainer.original.front.dateline
    return dateline.timezone if dateline and dateline.timezone else evidence.settings.timezone


def _is_earlier(then: Moment, first: Moment, zone: str) -> bool:
    if first.clock is None or then.clock is None:
        return then.day < first.day
    return then.instant(zone) < first.instant(zone)


def _spans(subject: Subject) -> Iterator[tuple[str, Date]]:
    sheet = subject.sheet
    for number, event in enumerate(sheet.timeline):
        yield f"timeline/{number}/date", event.date.date
    for number, era in enumerate(sheet.eras):
        yield f"eras/{number}/date", era.date.date
    for figure in sheet.figures.values():
        if figure.period:
            yield f"figures/{figure.id}/period", figure.period
    for actor in sheet.actors.values():
        for number, role in enumerate(actor.roles):
            if role.during:
                yield f"actors/{actor.id}/roles/{number}/during", role.during
