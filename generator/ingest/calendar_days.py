"""Days, months and years as EDTF text, and their arithmetic from the dateline."""

import calendar
from datetime import date, timedelta


def day_text(year: int, month: int, day: int) -> str | None:
    """Return `YYYY-MM-DD`, or None for a day that the calendar does not have."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def parse_day(text: str) -> date | None:
    """Return the day that `YYYY-MM-DD` names, or None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def shifted_month(anchor: date, months: int) -> str:
    """Return the month that lies `months` after the anchor's, as `YYYY-MM`."""
    count = anchor.year * 12 + anchor.month - 1 + months
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def nearest_weekday(anchor: date, weekday: int, future: bool) -> date:
    """Return the anchor's own day when it is that weekday, else the last one before it or the next one after it."""
    if future:
        return anchor + timedelta(days=(weekday - anchor.weekday()) % 7)
    return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)


def nearest_month(anchor: date, month: int, future: bool) -> str:
    """Return the anchor's own month when it is that one, else the last one before it or the next one after it."""
    ahead = (month - anchor.month) % 12
    return shifted_month(anchor, ahead if future or ahead == 0 else ahead - 12)


def nearest_day(anchor: date, month: int, day: int, future: bool) -> str | None:
    """Return the last such day on or before the anchor, or the first one on or after it; None for 29 February."""
    found = day_text(anchor.year, month, day)
    if found is None:
        return None
    if future and found < anchor.isoformat():
        return day_text(anchor.year + 1, month, day)
    if not future and found > anchor.isoformat():
        return day_text(anchor.year - 1, month, day)
    return found


def last_day(edtf: str) -> date | None:
    """Return the last day that a day, month, year or closed interval can mean; None for what is open or unknown."""
    text = edtf.rpartition("/")[2].rstrip("~?%")
    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return date(numbers[0], 12, 31)
        if len(numbers) == 2:
            return date(numbers[0], numbers[1], calendar.monthrange(numbers[0], numbers[1])[1])
        return date(*numbers[:3])
    except (ValueError, calendar.IllegalMonthError):
        return None
