"""Dates in words, at the precision that their author gave them and no more."""

from __future__ import annotations

import datetime
import gettext
from dataclasses import dataclass

from generator.language.catalogue import fill
from generator.language.cldr import Conventions
from generator.language.lists import join_or
from generator.language.patterns import Pattern
from generator.model.clock import Clock
from generator.model.dates import AUTUMN, SPRING, SUMMER, WINTER, Date, Point
from generator.model.moments import Moment, zone


def P_(context: str, message: str) -> tuple[str, str]:  # noqa: N802  (as gettext names its markers)
    """The two as they are. Marks a message in a context for the catalogues."""
    return context, message


DAY, LONGER, MIXED = 0, 1, 2
"""What a date in a sentence is: French says "du 24 au 30 novembre", but "novembre à décembre"."""

_TO = (
    P_("between days", "{start} to {end}"),
    P_("between months or years", "{start} to {end}"),
    P_("between any dates", "{start} to {end}"),
)
_ABOUT = P_("a day", "about {date}"), P_("a month or year", "about {date}")
_PROBABLY = P_("a day", "probably {date}"), P_("a month or year", "probably {date}")
_SINCE = P_("a day", "since {date}"), P_("a month or year", "since {date}")
_UNTIL = (
    P_("a day", "until {date}"),
    P_("a month or year", "until {date}"),
    P_("a date in doubt", "until {date}"),
)

_FIRST_OF_MONTH = {"fr": "1er"}
"""Where the first of the month is an ordinal in print and CLDR has a plain 1 (Lexique des règles typographiques)."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """Puts dates into words for one language."""

    language: str
    conventions: Conventions
    words: gettext.NullTranslations

    def date(self, date: Date) -> str:
        """The date in words: "30 November 2024", "about May 2025, still going on", "11 or 12 March 2026"."""
        start, end = date.start, date.end
        if date.form == "point" and start is not None:
            return self.point(start)
        if start is not None and end is not None:
            return self._either(start, end) if date.form == "either" else self._span(start, end)
        if start is not None:
            return self._beginning(start, date.end_open)
        if end is not None:
            return self._ending(end, date.start_open)
        return date.text

    def day(self, day: datetime.date) -> str:
        """A plain day: "30 November 2024"."""
        return self.conventions.day.fill(self._fields(Point(day.year, day.month, day.day)))

    def month(self, day: datetime.date) -> str:
        """The month of a day: "November 2024"."""
        return self.conventions.month.fill(self._fields(Point(day.year, day.month)))

    def moment(self, moment: Moment, timezone: str) -> str:
        """A moment on the clocks of `timezone`: "30 November 2024, 14:05 (UTC+2)"; a bare day without a time."""
        if moment.clock is None:
            return self.day(moment.day)
        instant = moment.instant(timezone).astimezone(zone(timezone))
        ahead = instant.utcoffset() or datetime.timedelta()
        second = None if moment.clock.second is None else instant.second
        clock = Clock(instant.hour, instant.minute, second, int(ahead.total_seconds() // 60))
        return self._with_time(self.day(instant.date()), clock)

    def point(self, point: Point) -> str:
        """One date with its doubts: "probably about May 2025"."""
        text = self._plain(point)
        context = DAY if point.day else LONGER
        if point.approximate:
            text = self._say(_ABOUT[context], date=text)
            # "probablement vers le 5 mai": what follows "probably" has its article already.
            context = LONGER
        if point.uncertain:
            text = self._say(_PROBABLY[context], date=text)
        return text

    def _plain(self, point: Point) -> str:
        """One date without its doubts."""
        if point.years > 1:
            first, last = f"{point.year:04}", f"{point.year + point.years - 1:04}"
            if point.years == 10:
                return fill(self.words.gettext("the {year}s"), {"year": first})
            return fill(self.words.gettext("between {start} and {end}"), {"start": first, "end": last})
        if point.month >= SPRING:
            return fill(self._season(point.month), {"year": self._fields(point)["y"]})
        text = self._pattern(point).fill(self._fields(point))
        return text if point.clock is None else self._with_time(text, point.clock)

    def _season(self, season: int) -> str:
        gettext = self.words.gettext
        if season == SPRING:
            return gettext("spring {year}")
        if season == SUMMER:
            return gettext("summer {year}")
        if season == AUTUMN:
            return gettext("autumn {year}")
        assert season == WINTER
        return gettext("winter {year}")

    def _span(self, start: Point, end: Point) -> str:
        if start == end:
            return self.point(start)
        pair = self._pair(start, end)
        if pair is None:
            return self._say(_TO[MIXED], start=self.point(start), end=self.point(end))
        context = DAY if start.day else LONGER
        return self._say(_TO[context], start=pair[0], end=pair[1])

    def _either(self, start: Point, end: Point) -> str:
        pair = self._pair(start, end) or (self.point(start), self.point(end))
        return join_or(self.words.gettext("{start} or {end}"), *pair, self.language)

    def _pair(self, start: Point, end: Point) -> tuple[str, str] | None:
        """Two plain dates of one precision, told briefly; None where each must be told in full."""
        precision = start.precision
        plain = not (start.approximate or start.uncertain or end.approximate or end.uncertain)
        if not plain or precision != end.precision or precision not in ("day", "month", "year"):
            return None
        return self._pattern(start).fill_span(self._fields(start), self._fields(end))

    def _beginning(self, start: Point, is_ongoing: bool) -> str:
        """A span without an end: it goes on, or nobody knows its end."""
        if not is_ongoing:
            return fill(self.words.gettext("{date}, end not known"), {"date": self.point(start)})
        if start.approximate or start.uncertain:
            return fill(self.words.gettext("{date}, still going on"), {"date": self.point(start)})
        return self._say(_SINCE[DAY if start.day else LONGER], date=self._plain(start))

    def _ending(self, end: Point, is_open: bool) -> str:
        """A span without a start."""
        context = MIXED if end.approximate or end.uncertain else DAY if end.day else LONGER
        text = self._say(_UNTIL[context], date=self.point(end))
        return text if is_open else fill(self.words.gettext("{date}, start not known"), {"date": text})

    def _with_time(self, day: str, clock: Clock) -> str:
        """A day and a time: "31 December 2016, 23:59:60 UTC"."""
        before, between, after = self.conventions.date_time
        pattern = self.conventions.time if clock.second is None else self.conventions.time_seconds
        fields = {}
        for letter, number in (("H", clock.hour), ("m", clock.minute), ("s", clock.second or 0)):
            fields[letter], fields[letter * 2] = str(number), f"{number:02}"
        time = pattern.fill(fields)
        if clock.offset is not None:
            time = f"{time} {offset_name(clock.offset)}"
        return f"{before}{day}{between}{time}{after}"

    def _pattern(self, point: Point) -> Pattern:
        if point.day:
            return self.conventions.day
        return self.conventions.month if point.month else self.conventions.year

    def _fields(self, point: Point) -> dict[str, str]:
        """The text of each field that a pattern may ask for."""
        fields = {"y": str(point.year), "G": self.conventions.era}
        if 0 < point.month < SPRING:
            fields["M"] = fields["L"] = str(point.month)
            fields["MM"] = fields["LL"] = f"{point.month:02}"
            fields["MMMM"] = fields["MMM"] = self.conventions.months[point.month - 1]
            fields["LLLL"] = self.conventions.months_alone[point.month - 1]
        if point.day:
            first = _FIRST_OF_MONTH.get(self.language) if point.day == 1 else None
            fields["d"] = first or str(point.day)
            fields["dd"] = f"{point.day:02}"
        return fields

    def _say(self, message: tuple[str, str], **values: str) -> str:
        return fill(self.words.pgettext(*message), values)


def offset_name(minutes: int) -> str:
    """An offset from UTC for readers: "UTC", "UTC+2", "UTC−3:30"."""
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"
