"""Moments of front matter, which are a day or a day with a time, and durations."""

from __future__ import annotations

import calendar
import datetime
import functools
import re

import msgspec

from generator.model.clock import Clock, DateError, parse_clock, require_day, shown

_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](.*))?", re.ASCII)
_DURATION = re.compile(
    r"P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})W)?(?:(\d{1,5})D)?"
    r"(?:T(?=.)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?",
    re.ASCII,
)
_DURATION_HINT = "write an ISO duration: P14D is 14 days, P2W two weeks, P1Y6M a year and a half, PT12H 12 hours"


class Moment(msgspec.Struct, frozen=True, array_like=True):
    """A day, or a day and a time, as front matter gives it."""

    text: str
    """As written."""
    day: datetime.date
    clock: Clock | None = None
    """The time of day; `None`: the author gave the day alone."""

    def instant(self, timezone: str) -> datetime.datetime:
        """The moment as an aware date-time.

        A bare day is its first minute in `timezone`; a time without an offset is a time in `timezone`. Raises
        `DateError` when there is no such zone.
        """
        clock = self.clock
        if clock is None:
            return datetime.datetime.combine(self.day, datetime.time(), zone(timezone))
        time = datetime.time(clock.hour, clock.minute, clock.second or 0)
        if clock.offset is None:
            return datetime.datetime.combine(self.day, time, zone(timezone))
        return datetime.datetime.combine(self.day, time, datetime.timezone(datetime.timedelta(minutes=clock.offset)))

    def iso(self, timezone: str) -> str:
        """The moment for a `datetime` attribute: `2024-11-30` for a bare day, else with its offset from UTC."""
        if self.clock is None:
            return self.day.isoformat()
        return self.instant(timezone).isoformat(timespec="minutes" if self.clock.second is None else "seconds")


class Duration(msgspec.Struct, frozen=True, array_like=True):
    """A length of time as ISO 8601-1 writes it. A month is a calendar month and has no fixed length."""

    text: str
    """As written."""
    months: int = 0
    days: int = 0
    seconds: int = 0

    def after(self, day: datetime.date) -> datetime.date:
        """The day this much later: months first, the day clamped to its month's end, then days.

        Hours count up to whole days, because a day that carries no time may have meant its evening. Never later than
        `date.max`.
        """
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        if year > datetime.MAXYEAR:
            return datetime.date.max
        moved = datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
        ordinal = moved.toordinal() + self.days - (-self.seconds // 86_400)
        return datetime.date.fromordinal(min(ordinal, datetime.date.max.toordinal()))


def parse_moment(text: str) -> Moment:
    """The moment written as `2024-11-30`, `2024-11-30T14:05`, `2024-11-30 14:05:30`, with `Z` or `+02:00` or neither.

    Raises `DateError`.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise DateError(
            f"`{shown(text)}` is not a date or date-time", "write it as 2024-11-30, or 2024-11-30T14:05+02:00"
        )
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    require_day(text, year, month, day)
    clock = None if found[4] is None else parse_clock(found[4], text)
    if clock is not None and clock.second == 60:
        raise DateError(f"`{shown(text)}` is a leap second, which front matter cannot hold", "write second 59")
    return Moment(text, datetime.date(year, month, day), clock)


def parse_duration(text: str) -> Duration:
    """The duration written as `P14D`, `P2W`, `P1Y6M`, `PT12H`; whole numbers only. Raises `DateError`."""
    found = _DURATION.fullmatch(text)
    if found is None:
        raise DateError(f"`{shown(text)}` is not a duration", _DURATION_HINT)
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return Duration(text, years * 12 + months, weeks * 7 + days, hours * 3600 + minutes * 60 + seconds)


@functools.lru_cache(maxsize=64)
def zone(name: str) -> datetime.tzinfo:
    """The time zone of this IANA name. Raises `DateError` when the time zone database has none."""
    # Imported here because zoneinfo takes longer to import than this whole module, and most commands need no zone.
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise DateError(
            f"unknown time zone `{shown(name)}`", "write an IANA name such as Europe/Paris, Africa/Cairo or UTC"
        ) from None
