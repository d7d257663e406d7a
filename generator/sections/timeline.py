"""The timeline: what happened, in order, at the precision that is known."""

from __future__ import annotations

import datetime
import math
from operator import attrgetter
from typing import NamedTuple

import msgspec

from generator.language import N_
from generator.model.facts import Era, Event
from generator.resolve.anchors import words_of
from generator.sections.composer import Composer
from generator.sections.parts import ActorLink, DateView, PictureView, ProseView, SourceMark, Words
from generator.sections.rail import RailView, rail, stretch

GAP_SHARE = 0.3
"""A time without an entry is remarkable when it takes more than this share of the whole timeline."""

GAP_DAYS = 45
"""And when it is longer than this: the days of a week need no such word."""


class EraView(msgspec.Struct, frozen=True, gc=False):
    """A labelled span."""

    label: Words
    date: DateView


class EventView(msgspec.Struct, frozen=True, gc=False):
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
    lane: int
    """The number of its group among `groups`, from 1; 0 without one."""
    status: str
    """`confirmed`, `claimed`, `disputed`, `scheduled` or `cancelled`."""
    status_words: str
    """What to say of it; empty when it is confirmed."""
    over: bool
    """It was scheduled for days that had passed when the page was built: nobody has said what came of it."""
    until: str
    """For a machine, the end of what lasted: as precise as the author was, and empty when it is open or unknown."""
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
    gap: str
    """How long a remarkable time without an entry before it was: "44 years"; empty when it was not."""
    space: int
    """How much of the whole timeline's time passed since the entry before, from 0 to 6."""
    eras: tuple[EraView, ...]
    """The eras that begin between the entry before and this one."""


class _Placed(NamedTuple):
    """An event and where it stands in time."""

    key: tuple[int, int]
    """What it is sorted by."""
    anchor: str
    event: Event
    start: int
    """The first and last day that it may have covered, of those known."""
    end: int


class _Before(msgspec.Struct, frozen=True, gc=False):
    """What stands before an event in its row."""

    year: str
    gap_years: int
    gap: str
    space: int
    eras: tuple[EraView, ...]


class GroupView(msgspec.Struct, frozen=True, gc=False):
    """A lane of the timeline."""

    id: str
    name: Words
    count: int


class TimelineView(msgspec.Struct, frozen=True, gc=False):
    """The timeline. Scheduled events stand apart from what has happened."""

    events: tuple[EventView, ...]
    scheduled: tuple[EventView, ...]
    eras: tuple[EraView, ...]
    later_eras: tuple[EraView, ...]
    """Those of `eras` that begin after the last of `events`."""
    groups: tuple[GroupView, ...]
    """In order of first appearance; empty when fewer than two."""
    rail: RailView | None
    """All of it on one line, true to scale; None where that would show nothing."""


def build(composer: Composer, only: tuple[str, ...] = ()) -> TimelineView | None:
    """The timeline, or the events of the groups or ids in `only`; None when there are none.

    A day, month or year sorts by its end, a span or an open interval by its start, then by place in the sheet.
    """
    sheet = composer.edition.sheet
    chosen_by = [event.group for event in composer.edition.original.timeline]
    named = zip(composer.edition.events, chosen_by, strict=True)
    picked = [
        _Placed(event.date.date.sort_key, anchor, event, *stretch(event.date.date))
        for (anchor, event), group in named
        if not only or group in only or event.id in only
    ]
    chosen = sorted(picked, key=attrgetter("key"))
    if not chosen:
        return None
    past = [placed for placed in chosen if placed.event.status != "scheduled"]
    coming = [placed for placed in chosen if placed.event.status == "scheduled"]
    eras: tuple[Era, ...] = () if only else tuple(sorted(sheet.eras, key=lambda era: era.date.date.sort_key))
    groups = _groups(composer, [placed.event for placed in chosen])
    lanes = {group.id: number for number, group in enumerate(groups, 1)}
    events, later = _row(composer, past, lanes, eras)
    return TimelineView(
        events=events,
        scheduled=_row(composer, coming, lanes)[0],
        eras=tuple(_era(composer, era) for era in eras),
        later_eras=later,
        groups=groups,
        rail=None if only else rail(composer, [placed[2:] for placed in chosen], eras),
    )


def _era(composer: Composer, era: Era) -> EraView:
    return EraView(composer.words(era.label), composer.date(era.date))


def group_id(group: str) -> str:
    """A group's name as it stands in the address: letters and digits of any script, hyphens between."""
    return "-".join(words_of(group))


def _groups(composer: Composer, events: list[Event]) -> tuple[GroupView, ...]:
    counts: dict[str, int] = {}
    for event in events:
        if event.group:
            counts[event.group] = counts.get(event.group, 0) + 1
    if len(counts) < 2:
        return ()
    return tuple(GroupView(group_id(group), composer.words(group), count) for group, count in counts.items())


def _row(
    composer: Composer, events: list[_Placed], lanes: dict[str, int], eras: tuple[Era, ...] = ()
) -> tuple[tuple[EventView, ...], tuple[EraView, ...]]:
    """The events, each with what stands before it, and the eras that begin after the last of them."""
    views = []
    waiting = list(eras)
    whole = max(
        1, max((placed.end for placed in events), default=1) - min((placed.start for placed in events), default=0)
    )
    last_year, last_day = 0, 0
    for key, anchor, event, start, end in events:
        year = datetime.date.fromordinal(key[0]).year
        passed = max(0, start - last_day) if last_day else 0
        gap_years = year - last_year - 1 if last_year and year - last_year > 2 else 0
        remarkable = gap_years or (passed > GAP_SHARE * whole and passed > GAP_DAYS)
        begun = [era for era in waiting if era.date.date.sort_key <= key]
        before = _Before(
            year=f"{year:04}" if year != last_year else "",
            gap_years=gap_years,
            gap=composer.speech.age(passed) if remarkable else "",
            space=round(6 * math.sqrt(min(1.0, passed / whole))),
            eras=tuple(_era(composer, era) for era in begun),
        )
        views.append(_event(composer.at(f"event-{anchor}"), anchor, event, lanes, before))
        waiting = waiting[len(begun) :]
        last_year, last_day = max(year, last_year), max(end, last_day)
    return tuple(views), tuple(_era(composer, era) for era in waiting)


_STATUS_WORDS = {
    "confirmed": "",
    "claimed": N_("claimed"),
    "disputed": N_("disputed"),
    "scheduled": N_("scheduled"),
    "cancelled": N_("cancelled"),
}


def _event(composer: Composer, anchor: str, event: Event, lanes: dict[str, int], before: _Before) -> EventView:
    date = event.date.date
    image = event.image
    group = group_id(event.group)
    status = _STATUS_WORDS[event.status]
    return EventView(
        id=anchor,
        date=composer.date(event.date),
        date_note=composer.words(event.date_note),
        title=composer.words(event.title),
        text=composer.prose(event.text),
        group=composer.words(event.group),
        group_id=group,
        lane=lanes.get(group, 0),
        status=event.status,
        status_words=composer.speech.word(status) if status else "",
        over=event.is_plan and bool(composer.today) and date.last.isoformat() < composer.today,
        until=date.end.iso if date.form == "span" and date.end is not None else "",
        spans=date.form == "span",
        ongoing=date.is_ongoing,
        actors=tuple(composer.actor(actor) for actor in event.actors),
        picture=composer.picture(image.src, image.alt, image.caption, image.credit) if image else None,
        marks=composer.cite(event.sources),
        year=before.year,
        gap_years=before.gap_years,
        gap=before.gap,
        space=before.space,
        eras=before.eras,
    )
