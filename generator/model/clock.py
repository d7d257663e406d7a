"""Days and times of day as ISO 8601-1 writes them: what dates and moments have in common."""

from __future__ import annotations

import calendar
import re

import msgspec

SHOWN = 60
"""How many characters of an author's text a message repeats."""

YEARS = "years run from 0001 to 9999"

OFFSET_MINUTES_MAX = 14 * 60
"""The furthest that any civil clock is from UTC (Kiritimati, +14:00, in the IANA time zone database)."""

_CLOCK = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)? ?(?:(Z)|([+-])(\d\d)(?::?(\d\d))?)?", re.ASCII)


class DateError(ValueError):
    """A date, moment or duration that cannot be read, in words for its author.

    `message` is lower case without a full stop; `hint` is an action, or empty; `code` is the diagnostic's code:
    `value-invalid`, or `date-reversed` where an end lies before its start.
    """

    def __init__(self, message: str, hint: str = "", code: str = "value-invalid") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code


class Clock(msgspec.Struct, frozen=True, array_like=True):
    """A time of day as precise as its author gave it. Fractions of a second are dropped."""

    hour: int
    minute: int
    second: int | None = None
    """0 to 60: 60 is a leap second. `None`: not given."""
    offset: int | None = None
    """Minutes ahead of UTC. `None`: not given, so a wall clock somewhere."""

    @property
    def iso(self) -> str:
        """The time for a `datetime` attribute: `04:00`, `04:00:30`, `04:00+02:00`, `04:00Z`.

        A leap second is given to the minute, since HTML knows no second 60 (HTML, "Times").
        """
        text = f"{self.hour:02}:{self.minute:02}"
        if self.second is not None and self.second < 60:
            text += f":{self.second:02}"
        if self.offset is None:
            return text
        if self.offset == 0:
            return text + "Z"
        hours, minutes = divmod(abs(self.offset), 60)
        return f"{text}{'-' if self.offset < 0 else '+'}{hours:02}:{minutes:02}"


def shown(text: str) -> str:
    """The author's text for a message: on one line, cut when it is long, without a backquote of its own."""
    flat = " ".join(text.split()).replace("`", "'")
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + "…"


def require_day(text: str, year: int, month: int, day: int) -> None:
    """Raises `DateError`, naming `text`, unless the calendar has this day."""
    if year == 0:
        raise DateError(f"impossible date `{shown(text)}`: there is no year 0000", YEARS)
    if not 1 <= month <= 12:
        raise DateError(f"impossible date `{shown(text)}`: there is no month {month:02}", "months run from 01 to 12")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise DateError(
            f"impossible date `{shown(text)}`: there is no day {day:02}", f"{year:04}-{month:02} has {length} days"
        )


def parse_clock(text: str, whole: str) -> Clock:
    """The time of day in `text`, which stands in `whole`: `hh:mm[:ss]`, then nothing, `Z`, `±hh` or `±hh:mm`.

    Raises `DateError` naming `whole`.
    """
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise DateError(
            f"cannot read the time in `{shown(whole)}`", "write it as 14:05, 14:05:30, 14:05Z or 14:05+02:00"
        )
    hour, minute = int(found[1]), int(found[2])
    second = int(found[3]) if found[3] else None
    if hour == 24 and minute == 0:
        raise DateError(f"impossible time in `{shown(whole)}`: there is no hour 24", "write 00:00 of the next day")
    if hour > 23:
        raise DateError(f"impossible time in `{shown(whole)}`: there is no hour {hour}")
    if minute > 59:
        raise DateError(f"impossible time in `{shown(whole)}`: there is no minute {minute}")
    if second is not None and second > (60 if minute == 59 else 59):
        raise DateError(f"impossible time in `{shown(whole)}`: there is no second {second}")
    if found[4]:
        return Clock(hour, minute, second, 0)
    if not found[5]:
        return Clock(hour, minute, second)
    offset = int(found[6]) * 60 + int(found[7] or 0)
    if int(found[7] or 0) > 59 or offset > OFFSET_MINUTES_MAX:
        raise DateError(
            f"impossible offset in `{shown(whole)}`: clocks are at most 14 hours from UTC", "write it as +02:00"
        )
    return Clock(hour, minute, second, -offset if found[5] == "-" else offset)
