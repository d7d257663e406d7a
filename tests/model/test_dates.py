"""EDTF dates, moments and durations: what they mean, and what an author is told who wrote something else."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.clock import DateError
from generator.model.dates import Date, When, parse_date
from generator.model.moments import Duration, Moment, parse_duration, parse_moment

Read = TypeVar("Read", Date, Moment, Duration)

MEANINGS = [
    # written, first day, last day, precision of the start, its machine form
    ("2024-11-30", "2024-11-30", "2024-11-30", "day", "2024-11-30"),
    ("2024-02", "2024-02-01", "2024-02-29", "month", "2024-02"),
    ("2024", "2024-01-01", "2024-12-31", "year", "2024"),
    ("0001", "0001-01-01", "0001-12-31", "year", "0001"),
    ("9999-12", "9999-12-01", "9999-12-31", "month", "9999-12"),
    ("2024-21", "2024-03-01", "2024-05-31", "season", "2024"),
    ("2024-22", "2024-06-01", "2024-08-31", "season", "2024"),
    ("2024-23", "2024-09-01", "2024-11-30", "season", "2024"),
    ("9999-24", "9999-12-01", "9999-12-31", "season", "9999"),
    ("199X", "1990-01-01", "1999-12-31", "decade", ""),
    ("19XX", "1900-01-01", "1999-12-31", "century", ""),
    ("2004-XX", "2004-01-01", "2004-12-31", "year", "2004"),
    ("1985-04-XX", "1985-04-01", "1985-04-30", "month", "1985-04"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31", "year", "1985"),
    ("2025-05~", "2025-05-01", "2025-05-31", "month", "2025-05"),
    ("2016-12-31T23:59:60Z", "2016-12-31", "2016-12-31", "time", "2016-12-31T23:59Z"),
    ("2024-11-27T04:00+02:00", "2024-11-27", "2024-11-27", "time", "2024-11-27T04:00+02:00"),
    ("2024-11-27T04:00:30-03:30", "2024-11-27", "2024-11-27", "time", "2024-11-27T04:00:30-03:30"),
    ("2024-11-24/2024-11-30", "2024-11-24", "2024-11-30", "day", "2024-11-24"),
    ("2023-10/2024", "2023-10-01", "2024-12-31", "month", "2023-10"),
    ("2023-10-07/..", "2023-10-07", "9999-12-31", "day", "2023-10-07"),
    ("2025/", "2025-01-01", "9999-12-31", "year", "2025"),
    ("[2026-03-11,2026-03-12]", "2026-03-11", "2026-03-12", "day", "2026-03-11"),
    ("[2026-03-12, 2026-03-11]", "2026-03-11", "2026-03-12", "day", "2026-03-11"),
    ("../2020", "0001-01-01", "2020-12-31", None, None),
    ("/1985-04", "0001-01-01", "1985-04-30", None, None),
]


@pytest.mark.parametrize(("text", "first", "last", "precision", "iso"), MEANINGS)
def test_a_date_covers_the_days_its_author_meant(
    text: str, first: str, last: str, precision: str | None, iso: str | None
) -> None:
    """Bounds, precision and machine form of every form of EDTF that is taken; the text stays as written."""
    date = parse_date(text)
    assert (date.first.isoformat(), date.last.isoformat(), date.text) == (first, last, text)
    if date.start is None:
        assert (precision, iso) == (None, None)
    else:
        assert (date.start.precision, date.start.iso) == (precision, iso)


FAULTS = [
    ("2022-13-45", "impossible date `2022-13-45`: there is no month 13", "months run from 01 to 12"),
    ("2023-02-29", "impossible date `2023-02-29`: there is no day 29", "2023-02 has 28 days"),
    ("2024-04-31", "impossible date `2024-04-31`: there is no day 31", "2024-04 has 30 days"),
    ("2024-01-00", "impossible date `2024-01-00`: there is no day 00", "2024-01 has 31 days"),
    ("2024-00", "impossible date `2024-00`: there is no month 00", "months run from 01 to 12"),
    ("2024-33", "impossible date `2024-33`: there is no month 33", "seasons are 21 to 24"),
    ("2024-21-05", "impossible date `2024-21-05`: there is no month 21", "months run from 01 to 12"),
    ("0000", "impossible date `0000`: there is no year 0000", "years run from 0001 to 9999"),
    ("00XX", "impossible date `00XX`: there is no year 0000", "years run from 0001 to 9999"),
    ("-1985", "the year of `-1985` is out of range", "years run from 0001 to 9999"),
    ("Y170000002", "the year of `Y170000002` is out of range", "years run from 0001 to 9999"),
    ("12024-05", "the year of `12024-05` is out of range", "years run from 0001 to 9999"),
    ("201X-05", "`201X-05` leaves a part open before a part it gives", "open digits are the last ones"),
    ("2024-XX-01", "`2024-XX-01` leaves a part open before a part it gives", "open digits are the last ones"),
    ("", "an empty date", "write a date as 2024-11-30"),
    ("November 2024", "`November 2024` is not a date", "write a date as 2024-11-30"),
    ("٢٠٢٤", "`٢٠٢٤` is not a date", "write a date as 2024-11-30"),
    ("30/11/2024", "`30/11/2024` is not a date", "write the year first"),
    ("11.3.2024", "`11.3.2024` is not a date", "write the year first"),
    ("2024/11/30", "`2024/11/30` is not a date", "write 2024-11-30"),
    ("20241130", "`20241130` is not a date", "write 2024-11-30"),
    ("2024-1-5", "`2024-1-5` is not a date", "write 2024-01-05"),
    ("1990s", "`1990s` is not a date", "write 199X"),
    ("c. 2020", "`c. 2020` is not a date", "write 2020~"),
    ("~2020", "`~2020` is not a date", "put the mark last: 2020~"),
    ("2024-11-30/now", "`2024-11-30/now` is not a date", "a span that goes on ends in .."),
    ("2024-11-24 to 2024-11-30", "`2024-11-24 to 2024-11-30` is not a date", "2024-11-24/2024-11-30"),
    ("2024/2025/2026", "`2024/2025/2026` is not a date", "a span has two sides: 2024/2025"),
    ("../..", "`../..` names no date", "give the start, the end, or both"),
    ("/", "`/` names no date", "give the start, the end, or both"),
    ("2024-11-30T24:00", "impossible time in `2024-11-30T24:00`: there is no hour 24", "write 00:00 of the next day"),
    ("2024-11-30T09:61", "impossible time in `2024-11-30T09:61`: there is no minute 61", ""),
    ("2024-11-30T09:00:60", "impossible time in `2024-11-30T09:00:60`: there is no second 60", ""),
    ("2024-11-30T09:00+15:00", "impossible offset in `2024-11-30T09:00+15:00`", "write it as +02:00"),
    ("2024-11-30T9", "cannot read the time in `2024-11-30T9`", "write it as 14:05"),
    ("2024-11T09:00", "`2024-11T09:00` is not a date", "write a date as"),
    ("[2024]", "`[2024]` is not one of two dates", "a span a/b"),
    ("[2024,2025,2026]", "`[2024,2025,2026]` is not one of two dates", "a span a/b"),
    ("[..,2025]", "`[..,2025]` is not one of two dates", "a span a/b"),
    ("[2024,2024-05]", "one date of `[2024,2024-05]` contains the other", "write the longer one alone"),
    ("[2024,2024]", "both dates of `[2024,2024]` are the same", "write the date alone"),
    ("{2024,2025}", "`{2024,2025}` is not a date", "give each date an entry of its own"),
    ("a `quoted`\nthing", "`a 'quoted' thing` is not a date", "write a date as"),
    ("7" * 5000, f"`{'7' * 59}…` is not a date", "write a date as"),
]


@pytest.mark.parametrize(("text", "message", "hint"), FAULTS)
def test_a_fault_is_told_in_words_for_its_author(text: str, message: str, hint: str) -> None:
    """Lower case, no full stop, the thing in backquotes; the hint says what to write."""
    with pytest.raises(DateError) as raised:
        parse_date(text)
    fault = raised.value
    assert fault.message.startswith(message)
    assert hint in fault.hint
    assert fault.code == "value-invalid"
    assert not fault.message.endswith(".")
    assert fault.message[0] == fault.message[0].lower()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2024-12/2024-11", "write 2024-11/2024-12"),
        ("2024-11-30/2024-11-24", "write 2024-11-24/2024-11-30"),
        ("2024-11-30T10:00/2024-11-30T09:00", "write 2024-11-30T09:00/2024-11-30T10:00"),
    ],
)
def test_an_end_before_its_start_has_a_code_of_its_own(text: str, hint: str) -> None:
    """The desk's rule is `date-reversed`, and no other."""
    with pytest.raises(DateError) as raised:
        parse_date(text)
    assert (raised.value.code, raised.value.hint) == ("date-reversed", hint)


def test_doubt_belongs_to_the_end_it_stands_at() -> None:
    """`~` is about then, `?` perhaps then, `%` both; each side of a span has its own."""
    date = parse_date("2004-06~/2006-08?")
    assert date.start is not None
    assert date.end is not None
    assert (date.start.approximate, date.start.uncertain) == (True, False)
    assert (date.end.approximate, date.end.uncertain) == (False, True)
    both = parse_date("2004%")
    assert (both.is_approximate, both.is_uncertain) == (True, True)
    plain = parse_date("2004")
    assert (plain.is_approximate, plain.is_uncertain) == (False, False)


def test_open_is_not_unknown() -> None:
    """`2025/..` goes on; `2025/` ended, nobody knows when."""
    assert parse_date("2025/..").is_ongoing
    assert not parse_date("2025/").is_ongoing
    assert parse_date("../2025").start_open
    assert not parse_date("/2025").start_open


ORDER = [
    "../2020",
    "2023-10-07/..",
    "2023-11/2023-12",
    "2023-11-24/2023-11-30",
    "2023-11-24T04:00",
    "2023-11-24T16:00",
    "2023-11-24",
    "[2023-11-24,2023-11-25]",
    "2023-11-30",
    "2023-11",
    "2023-12-01",
    "2023",
    "2024-01-01",
]


def test_points_sort_by_their_end_and_spans_by_their_start() -> None:
    """A month stands after its days, a span before what happened in it; equal dates keep their order."""
    assert [date.text for date in sorted(map(parse_date, ORDER), key=lambda date: date.sort_key)] == ORDER
    equal = [parse_date("2023-11-30"), parse_date("2023-11"), parse_date("2023-11-30~")]
    assert sorted(equal, key=lambda date: date.sort_key) == equal


def test_days_belong_to_dates() -> None:
    """`overlaps` and `is_before` speak of the days that a date may cover."""
    truce = parse_date("2023-11-24/2023-11-30")
    assert truce.overlaps(parse_date("2023-11"))
    assert not truce.overlaps(parse_date("2023-12"))
    assert truce.is_before(parse_date("2023-12"))
    assert not truce.is_before(parse_date("2023"))


points = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.integers(1, 9999).map(lambda year: f"{year:04}"),
    st.tuples(st.integers(1, 9999), st.integers(21, 24)).map(lambda both: f"{both[0]:04}-{both[1]}"),
    st.integers(1, 999).map(lambda decade: f"{decade:03}X"),
    st.integers(1, 99).map(lambda century: f"{century:02}XX"),
)
doubted = st.tuples(points, st.sampled_from(("", "", "~", "?", "%"))).map("".join)
spans = st.tuples(st.one_of(doubted, st.sampled_from(("..", ""))), st.one_of(doubted, st.sampled_from(("..", "")))).map(
    "/".join
)
either = st.tuples(doubted, doubted).map(lambda both: f"[{both[0]},{both[1]}]")


def attempt(parse: Callable[[str], Read], text: str) -> Read | DateError:
    """What the text is read as, or its fault."""
    try:
        return parse(text)
    except DateError as fault:
        return fault


@given(st.one_of(doubted, spans, either))
def test_what_is_read_keeps_its_text_its_order_and_its_value(text: str) -> None:
    """The text comes back as written, first ≤ last, and the stored form decodes to the same date."""
    date = attempt(parse_date, text)
    if isinstance(date, DateError):
        assert "/" in text or "[" in text, date.message
        return
    assert date.text == text
    assert date.first <= date.last
    assert date.first.toordinal() <= date.sort_key[0] <= date.last.toordinal()
    assert parse_date(text) == date
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(date), type=Date) == date


@given(st.one_of(st.text(max_size=30), st.text("0123456789-/.X~?%[],T:Z+", max_size=30)))
def test_any_text_is_a_date_or_a_fault(text: str) -> None:
    """No other exception, and never a message over two lines."""
    for read in (attempt(parse_date, text), attempt(parse_moment, text), attempt(parse_duration, text)):
        if isinstance(read, DateError):
            assert "\n" not in read.message + read.hint
        else:
            assert read.text == text


def _oracle(text: str) -> tuple[datetime.date, datetime.date]:
    """The bounds that the `edtf` package gives."""
    from edtf import parse_edtf

    parsed: Any = parse_edtf(text)
    return datetime.date(*parsed.lower_strict()[:3]), datetime.date(*parsed.upper_strict()[:3])


@pytest.mark.parametrize(
    "text",
    [
        "2024-11-30", "2024-02", "1900-02", "2024", "2024-21", "2024-22", "2024-23", "2024-24", "201X", "20XX",
        "2004-XX", "1985-04-XX", "1985-XX-XX", "2019?", "2025-05~", "2020-02%", "2004-06/2006-08",
        "2004-06~/2006-08?", "2004-02-01/2005-02", "2004-02-01~/2005", "2024-11-30T10:00:00Z",
        "[2026-03-11,2026-03-12]",
    ],
)  # fmt: skip
def test_the_edtf_package_agrees(text: str) -> None:
    """Another reading of the standard has the same bounds. It invents some for open sides, which are left out."""
    date = parse_date(text)
    assert (date.first, date.last) == _oracle(text)


@pytest.mark.parametrize("text", ["2022-13", "2023-02-30", "2024-11-3", "24", "2024-W05", "2024-11-30~?", "201x"])
def test_the_edtf_package_refuses_the_same(text: str) -> None:
    """What is no EDTF for another reader is none for us."""
    from edtf.parser.edtf_exceptions import EDTFParseException

    with pytest.raises((EDTFParseException, ValueError)):
        _oracle(text)
    with pytest.raises(DateError):
        parse_date(text)


def test_a_plain_day_is_read_fast() -> None:
    """A large sheet has hundreds of dates: at most 3 µs each here, with room for a slow machine."""
    rounds, taken = 2_000, []
    for _ in range(5):
        started = time.process_time()
        for _ in range(rounds):
            parse_date("2024-11-30")
        taken.append(time.process_time() - started)
    assert min(taken) / rounds < 30e-6


@pytest.mark.parametrize(
    ("text", "iso", "instant"),
    [
        ("2024-11-30", "2024-11-30", "2024-11-30T00:00:00+02:00"),
        ("2024-11-30T14:05", "2024-11-30T14:05+02:00", "2024-11-30T14:05:00+02:00"),
        ("2024-06-30 14:05", "2024-06-30T14:05+03:00", "2024-06-30T14:05:00+03:00"),
        ("2024-11-30T14:05:09Z", "2024-11-30T14:05:09+00:00", "2024-11-30T14:05:09+00:00"),
        ("2024-11-30 14:05 -03:30", "2024-11-30T14:05-03:30", "2024-11-30T14:05:00-03:30"),
        ("2024-11-30T14:05:09.123+02", "2024-11-30T14:05:09+02:00", "2024-11-30T14:05:09+02:00"),
    ],
)
def test_a_moment_is_a_day_or_a_time_of_a_zone(text: str, iso: str, instant: str) -> None:
    """A bare day starts in the site's zone; a time without an offset is of that zone, summer time included."""
    moment = parse_moment(text)
    assert moment.iso("Asia/Jerusalem") == iso
    assert moment.instant("Asia/Jerusalem").isoformat() == instant
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(moment), type=Moment) == moment


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2024", "`2024` is not a date or date-time"),
        ("2024-02-30", "impossible date `2024-02-30`: there is no day 30"),
        ("2024-11-30T", "cannot read the time in `2024-11-30T`"),
        ("2024-11-30T25:00", "impossible time in `2024-11-30T25:00`: there is no hour 25"),
        ("2016-12-31T23:59:60Z", "`2016-12-31T23:59:60Z` is a leap second, which front matter cannot hold"),
    ],
)
def test_a_moment_that_is_none_is_told(text: str, message: str) -> None:
    """As with dates."""
    with pytest.raises(DateError) as raised:
        parse_moment(text)
    assert raised.value.message == message


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../../etc/passwd", "/etc/passwd", "Europe", "a\0b"])
def test_a_zone_that_is_none_is_told(name: str) -> None:
    """Whatever the name is, the fault is the author's and no traceback."""
    with pytest.raises(DateError, match="unknown time zone"):
        parse_moment("2024-11-30").instant(name)


@pytest.mark.parametrize(
    ("text", "day", "after"),
    [
        ("P14D", "2024-11-30", "2024-12-14"),
        ("P2W", "2024-11-30", "2024-12-14"),
        ("P1M", "2024-01-31", "2024-02-29"),
        ("P1M", "2023-01-31", "2023-02-28"),
        ("P1Y6M", "2024-08-31", "2026-02-28"),
        ("P1Y", "2024-02-29", "2025-02-28"),
        ("PT12H", "2024-11-30", "2024-12-01"),
        ("P1DT24H", "2024-11-30", "2024-12-02"),
        ("P0D", "2024-11-30", "2024-11-30"),
        ("P9999Y", "2024-11-30", "9999-12-31"),
        ("P99999D", "9999-11-30", "9999-12-31"),
    ],
)
def test_a_duration_is_counted_on_the_calendar(text: str, day: str, after: str) -> None:
    """Months are calendar months, clamped to their end; hours count up to whole days; nothing passes `date.max`."""
    duration = parse_duration(text)
    assert duration.after(datetime.date.fromisoformat(day)).isoformat() == after
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(duration), type=Duration) == duration


@pytest.mark.parametrize(
    "text", ["P", "PT", "P1DT", "14 days", "P1.5D", "P-1D", "1D", "P1H", "p1d", "P1D2M", "P99999999D"]
)
def test_a_duration_that_is_none_is_told(text: str) -> None:
    """The hint shows the forms there are."""
    with pytest.raises(DateError) as raised:
        parse_duration(text)
    assert raised.value.message == f"`{text}` is not a duration"
    assert "P14D" in raised.value.hint


def test_a_when_is_stored_whole() -> None:
    """A date with its doubt comes back from the store as it was."""
    when = When(parse_date("2024-11-24~/.."), True, "The report gives the weekday only.")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(when), type=When) == when
