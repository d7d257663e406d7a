"""Dates as an author writes them: EDTF (ISO 8601-2:2019, annex A; loc.gov/standards/datetime), levels 0 and 1.

Beyond level 1 there is `[a,b]`, one of two dates. Years before 0001 and after 9999 are refused, since neither
`datetime.date` nor HTML can hold them.
"""

from __future__ import annotations

import calendar
import datetime
import re

import msgspec

from generator.model.clock import Clock, DateError, parse_clock, require_day, shown
from generator.model.date_advice import advice, not_a_date

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
"""Seasons stand in a date's month (ISO 8601-2, level 1)."""

_POINT = re.compile(r"(\d\d(?:\d\d|\dX|XX))(?:-(\d\d|XX)(?:-(\d\d|XX)(?:T([^/?~%]*))?)?)?([?~%]?)", re.ASCII)

MINUTES_A_DAY = 24 * 60


class Point(msgspec.Struct, frozen=True, array_like=True):
    """One date at the precision that its author gave it, from a century to a second."""

    year: int
    month: int = 0
    """1 to 12, a season 21 to 24, or 0 when the date is a year or longer."""
    day: int = 0
    """0 when the date is longer than a day."""
    years: int = 1
    """How many years the date covers: 10 for `199X`, 100 for `19XX`, which start at `year`."""
    approximate: bool = False
    """`~` or `%`: about then."""
    uncertain: bool = False
    """`?` or `%`: perhaps then, the source is in doubt."""
    clock: Clock | None = None

    @property
    def precision(self) -> str:
        """`century`, `decade`, `year`, `season`, `month`, `day` or `time`."""
        if self.clock is not None:
            return "time"
        if self.day:
            return "day"
        if self.month:
            return "season" if self.month >= SPRING else "month"
        return {1: "year", 10: "decade"}.get(self.years, "century")

    @property
    def first(self) -> datetime.date:
        """The first day that the date may mean."""
        if self.month >= SPRING:
            return datetime.date(self.year, (self.month - 20) * 3, 1)
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The last day that the date may mean.

        ISO 8601-2 leaves seasons open. Here, as in the `edtf` package, they are the meteorological ones of the northern
        hemisphere, and winter is its December: no date leaves the year that it names.
        """
        if self.day:
            return datetime.date(self.year, self.month, self.day)
        year, month = self.year + self.years - 1, self.month or 12
        if month >= SPRING:
            month = min((month - 20) * 3 + 2, 12)
        return datetime.date(year, month, calendar.monthrange(year, month)[1])

    @property
    def iso(self) -> str:
        """The date for a `datetime` attribute, never more precise than written: `2024`, `2024-11`, `2024-11-30`.

        A season is its year. A decade or century has no machine form and is empty.
        """
        if self.years > 1:
            return ""
        if not self.month or self.month >= SPRING:
            return f"{self.year:04}"
        if not self.day:
            return f"{self.year:04}-{self.month:02}"
        text = datetime.date(self.year, self.month, self.day).isoformat()
        return text if self.clock is None else f"{text}T{self.clock.iso}"


class Date(msgspec.Struct, frozen=True, array_like=True):
    """A date of the fact sheet: a point, a span from one point to another, or one of two points."""

    text: str
    """As written."""
    start: Point | None
    """The point itself; of a span its start, `None` when that is open or unknown; of two the earlier."""
    end: Point | None = None
    """`None` for a point; of a span its end, `None` when that is open or unknown; of two the later."""
    form: str = "point"
    """`point`, `span` or `either`."""
    start_open: bool = False
    """`../2025`: it has no start."""
    end_open: bool = False
    """`2025/..`: it goes on. `2025/` has neither an end nor this: it ended, and nobody knows when."""

    @property
    def first(self) -> datetime.date:
        """The first day that the date may cover; `date.min` when the start is open or unknown."""
        return datetime.date.min if self.start is None else self.start.first

    @property
    def last(self) -> datetime.date:
        """The last day that the date may cover; `date.max` when the end is open or unknown."""
        point = self.start if self.form == "point" else self.end
        return datetime.date.max if point is None else point.last

    @property
    def sort_key(self) -> tuple[int, int]:
        """Where the date stands in time: a day number and a minute of that day.

        A day, month or year, and one of two, stand at their end; a span at its start, or at its end when nobody knows
        its start. Equal dates keep the order of the sheet, since sorting is stable.
        """
        if self.form == "span":
            if self.start is not None or self.start_open:
                clock = self.start.clock if self.start is not None else None
                return self.first.toordinal(), 0 if clock is None else clock.hour * 60 + clock.minute
            return self.last.toordinal(), MINUTES_A_DAY
        point = self.start if self.form == "point" else self.end
        if point is None or point.clock is None:
            return self.last.toordinal(), MINUTES_A_DAY
        return self.last.toordinal(), point.clock.hour * 60 + point.clock.minute

    @property
    def is_ongoing(self) -> bool:
        """True for a span that its author left open: `2023-10-07/..`."""
        return self.end_open

    @property
    def is_approximate(self) -> bool:
        """True when either end is marked `~` or `%`."""
        return any(point is not None and point.approximate for point in (self.start, self.end))

    @property
    def is_uncertain(self) -> bool:
        """True when either end is marked `?` or `%`."""
        return any(point is not None and point.uncertain for point in (self.start, self.end))

    def overlaps(self, other: Date) -> bool:
        """True when some day may belong to both."""
        return self.first <= other.last and other.first <= self.last

    def is_before(self, other: Date) -> bool:
        """True when every day of this date lies before every day of the other."""
        return self.last < other.first


class When(msgspec.Struct, frozen=True, array_like=True):
    """A date, and whether the newsroom inferred it rather than read it."""

    date: Date
    inferred: bool = False
    note: str = ""
    """Why the date is what it is, in the newsroom's words; empty when there is nothing to say."""


def parse_date(text: str) -> Date:
    """The EDTF date written in `text`. Raises `DateError`, whose message and hint are for the author."""
    # Nearly all dates of a sheet are plain days: for these the standard library's C parser is several times faster.
    if len(text) == 10 and text[4] == "-" == text[7]:
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError:
            pass
        else:
            return Date(text, Point(day.year, day.month, day.day))
    if "/" in text:
        return _parse_span(text)
    if text.startswith("["):
        return _parse_either(text)
    return Date(text, _parse_point(text, text))


def _parse_span(text: str) -> Date:
    """The span `a/b`, of which either side may be `..` (open) or empty (unknown), though not both."""
    sides = text.split("/")
    if len(sides) != 2:
        raise not_a_date(text, text)
    before, after = sides
    start = None if before in ("", "..") else _parse_point(before, text)
    end = None if after in ("", "..") else _parse_point(after, text)
    if start is None and end is None:
        raise DateError(f"`{shown(text)}` names no date", "give the start, the end, or both")
    if start is not None and end is not None and _is_reversed(start, end):
        raise DateError(
            f"the end of `{shown(text)}` lies before its start", f"write {shown(f'{after}/{before}')}", "date-reversed"
        )
    return Date(text, start, end, "span", before == "..", after == "..")


def _is_reversed(start: Point, end: Point) -> bool:
    """True when the end lies before the start. Times are compared where both are of one day and one clock."""
    if start.first != end.last or start.clock is None or end.clock is None or start.clock.offset != end.clock.offset:
        return start.first > end.last
    times = ((clock.hour, clock.minute, clock.second or 0) for clock in (start.clock, end.clock))
    return next(times) > next(times)


def _parse_either(text: str) -> Date:
    """One of two: `[a,b]`, in either order. Longer and open lists of EDTF's level 2 are refused."""
    members = text[1:-1].split(",")
    if not text.endswith("]") or len(members) != 2 or ".." in text:
        raise DateError(f"`{shown(text)}` is not one of two dates", "write [2026-03-11,2026-03-12], or a span a/b")
    points = sorted((_parse_point(member.strip(), text) for member in members), key=lambda point: point.first)
    if points[0] == points[1]:
        raise DateError(f"both dates of `{shown(text)}` are the same", "write the date alone")
    if points[0].last > points[1].last:
        raise DateError(f"one date of `{shown(text)}` contains the other", "write the longer one alone")
    return Date(text, points[0], points[1], "either")


def _parse_point(text: str, whole: str) -> Point:
    """The point in `text`, which stands in `whole`: a year, month, season, day or time, `X` digits, `?`, `~`, `%`."""
    found = _POINT.fullmatch(text)
    if found is None:
        raise not_a_date(text, whole)
    year_text, month_text, day_text, clock_text, doubt = found.groups()
    unknown = year_text.count("X")
    if (unknown and month_text) or (month_text == "XX" and day_text not in (None, "XX")):
        raise DateError(f"`{shown(whole)}` leaves a part open before a part it gives", "open digits are the last ones")
    year = int(year_text.replace("X", "0"))
    # `2004-XX` says "some month of 2004": the bounds and the words of the year itself.
    month = 0 if month_text in (None, "XX") else int(month_text)
    day = 0 if day_text in (None, "XX") else int(day_text)
    if month > WINTER and day_text is None:
        raise DateError(f"impossible date `{shown(whole)}`: there is no month {month}", advice(text))
    if month >= SPRING and day_text is None:
        require_day(whole, year, 1, 1)
    else:
        require_day(whole, year, 1 if month_text in (None, "XX") else month, 1 if day_text in (None, "XX") else day)
    clock = None
    if clock_text is not None:
        if not day:
            raise DateError(f"`{shown(whole)}` gives a time without a day", "write it as 2024-11-30T14:05")
        clock = parse_clock(clock_text, whole)
    return Point(year, month, day, 10**unknown, doubt in ("~", "%"), doubt in ("?", "%"), clock)
