"""Dates for machines: what a `datetime` attribute may say."""

from __future__ import annotations

from generator.model.dates import Date


def machine(date: Date) -> str:
    """The date for `<time datetime>`, never more precise than its author: `2024`, `2024-11`, `2024-11-30`.

    A span gives its start. One of two dates gives what both share, since HTML has no form for either (HTML, "The time
    element"). Empty where nothing can be said: a span without a known start, a decade, a century; then the page needs
    a `<time>` without the attribute's claim, so no `<time>` at all.
    """
    start, end = date.start, date.end
    if start is None:
        return ""
    if date.form == "point" and start.day and start.clock is None:
        # A day is written as machines read it; what follows is doubt.
        return date.text[:10]
    if date.form != "either" or end is None:
        return start.iso
    if start.year != end.year or start.years > 1 or end.years > 1:
        return ""
    if start.month != end.month or not 1 <= start.month <= 12:
        return f"{start.year:04}"
    return f"{start.year:04}-{start.month:02}"
