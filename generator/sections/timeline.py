"""The timeline: what happened, in order, at the precision that is known."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass

from generator.model.facts import Event
from generator.sections.composer import Composer
from generator.sections.parts import ActorLink, DateView, PictureView, ProseView, SourceMark, Words


@dataclass(frozen=True, slots=True)
class EventView:
    """An event."""

    id: str
    """Its anchor without the prefix `event-`, stable when the author gave one."""
    date: DateView
    date_note: Words
    title: Words
    text: ProseView
    group: Words
    group_id: str
    """For the filter: the group in small letters and hyphens; empty without a group."""
    status: str
    """`confirmed`, `claimed`, `disputed`, `scheduled` or `cancelled`."""
    status_words: str
    """What to say of it; empty when it is confirmed."""
    spans: bool
    """True when it lasted: the date is a span."""
    ongoing: bool
    actors: tuple[ActorLink, ...]
    picture: PictureView | None
    marks: tuple[SourceMark, ...]
    year: str
    """The year in which it stands, where the entry before stands in another; otherwise empty."""
    gap_years: int
    """Whole years without an entry since the one before; 0 for less than two."""


@dataclass(frozen=True, slots=True)
class EraView:
    """A labelled span."""

    label: Words
    date: DateView


@dataclass(frozen=True, slots=True)
class GroupView:
    """A lane of the timeline."""

    id: str
    name: Words
    count: int


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline. Scheduled events stand apart from what has happened."""

    events: tuple[EventView, ...]
    scheduled: tuple[EventView, ...]
    eras: tuple[EraView, ...]
    groups: tuple[GroupView, ...]
    """In order of first appearance; empty when fewer than two."""


def build(composer: Composer, only: tuple[str, ...] = ()) -> TimelineView | None:
    """The timeline, or the events of the groups or ids in `only`; None when there are none.

    A day, month or year sorts by its end, a span or an open interval by its start, then by place in the sheet.
    """
    sheet = composer.edition.sheet
    groups = [event.group for event in composer.edition.original.timeline]
    named = zip(anchors(sheet.timeline), sheet.timeline, groups, strict=True)
    picked = [(anchor, event) for anchor, event, group in named if not only or group in only or event.id in only]
    chosen = sorted(picked, key=lambda entry: entry[1].date.date.sort_key)
    if not chosen:
        return None
    past = [entry for entry in chosen if entry[1].status != "scheduled"]
    coming = [entry for entry in chosen if entry[1].status == "scheduled"]
    eras = () if only else sheet.eras
    return TimelineView(
        events=_row(composer, past),
        scheduled=_row(composer, coming),
        eras=tuple(EraView(composer.words(era.label), composer.date(era.date)) for era in eras),
        groups=_groups(composer, [event for _, event in chosen]),
    )


def anchors(events: tuple[Event, ...]) -> tuple[str, ...]:
    """An anchor for each event: its id, else its date with a number where two have one date."""
    taken = {event.id for event in events if event.id}
    found = []
    for event in events:
        anchor = event.id
        if not anchor:
            stem = (
                "".join(sign if sign.isalnum() else "-" for sign in event.date.date.text).strip("-").lower() or "date"
            )
            anchor, number = stem, 2
            while anchor in taken:
                anchor, number = f"{stem}-{number}", number + 1
            taken.add(anchor)
        found.append(anchor)
    return tuple(found)


def group_id(group: str) -> str:
    """A group's name as it stands in the address: letters and digits of any script, hyphens between."""
    text = unicodedata.normalize("NFKC", group).lower()
    return "-".join("".join(sign if sign.isalnum() else " " for sign in text).split())


def _groups(composer: Composer, events: list[Event]) -> tuple[GroupView, ...]:
    counts: dict[str, int] = {}
    for event in events:
        if event.group:
            counts[event.group] = counts.get(event.group, 0) + 1
    if len(counts) < 2:
        return ()
    return tuple(GroupView(group_id(group), composer.words(group), count) for group, count in counts.items())


def _row(composer: Composer, events: list[tuple[str, Event]]) -> tuple[EventView, ...]:
    views = []
    before = 0
    for anchor, event in events:
        year = _year(event)
        gap = year - before - 1 if before and year - before > 2 else 0
        views.append(_event(composer, anchor, event, f"{year:04}" if year != before else "", gap))
        before = max(year, before)
    return tuple(views)


def _year(event: Event) -> int:
    day = datetime.date.fromordinal(max(1, event.date.date.sort_key[0]))
    return day.year


def _event(composer: Composer, anchor: str, event: Event, year: str, gap: int) -> EventView:
    word = composer.speech.word
    said = {
        "confirmed": "",
        "claimed": word("claimed"),
        "disputed": word("disputed"),
        "scheduled": word("scheduled"),
        "cancelled": word("cancelled"),
    }
    date = event.date.date
    image = event.image
    return EventView(
        id=anchor,
        date=composer.date(event.date),
        date_note=composer.words(event.date_note),
        title=composer.words(event.title),
        text=composer.prose(event.text),
        group=composer.words(event.group),
        group_id=group_id(event.group),
        status=event.status,
        status_words=said[event.status],
        spans=date.form == "span",
        ongoing=date.is_ongoing,
        actors=tuple(composer.actor(actor) for actor in event.actors),
        picture=composer.picture(image.src, image.alt, image.caption, image.credit) if image else None,
        marks=composer.cite(event.sources),
        year=year,
        gap_years=gap,
    )
