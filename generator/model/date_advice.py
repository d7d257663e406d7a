"""What to tell an author whose date is none: the habits of writing dates, and EDTF for each."""

from __future__ import annotations

import re

from generator.model.clock import YEARS, DateError, shown

_FAR_YEAR = re.compile(r"-\d{4,}\b.*|Y-?\d+.*|\d{5,}-.*", re.ASCII)
_FORMS = "write a date as 2024-11-30, 2024-11 or 2024; a span as 2024-11-24/2024-11-30; a date about then as 2024-11~"

_ADVICE = (
    (r"(\d{4})(\d\d)(\d\d)", r"write \1-\2-\3"),
    (r"(\d{4})[/.](\d\d)[/.](\d\d)", r"write \1-\2-\3"),
    (r"(\d{4})/(\d{4})/.*", r"a span has two sides: \1/\2"),
    (r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", "write the year first: 2024-11-30"),
    (r"(\d{3})0s", r"write \1X"),
    (r"(?:c\.?|ca\.?|circa|about|around) ?(\d{4}(?:-\d\d){0,2})", r"write \1~"),
    (r"([?~%])(.+)", r"put the mark last: \2\1"),
    (r"(\S+) (?:-|–|—|to|until) (\S+)", r"write a span as \1/\2"),
    (r"now|today|present|ongoing|open", "a span that goes on ends in .., as in 2023-10-07/.."),
    (r"(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d.*)", r"write \1-\2-\3T\4"),
    (r"(\d{4})-(2[5-9]|3\d|4[01])", "seasons are 21 to 24; for another part of a year, write a span a/b"),
    (r"(\d{4})-\d\d", r"months run from 01 to 12, seasons from 21 to 24"),
    (r"\{.*\}?", "give each date an entry of its own"),
    (r"(\d{4})-(\d)", r"write \1-0\2"),
    (r"(\d{4})-(\d)-(\d)", r"write \1-0\2-0\3"),
    (r"(\d{4})-(\d)-(\d\d)", r"write \1-0\2-\3"),
    (r"(\d{4})-(\d\d)-(\d)", r"write \1-\2-0\3"),
    (r"\d\d", "write the year with four digits"),
)
"""What authors write in place of EDTF, first match first, and what to write instead. Compiled when a date is wrong."""


def advice(text: str) -> str:
    """A hint for a text that is no date: what to write instead, or the forms there are."""
    for pattern, instead in _ADVICE:
        found = re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE)
        if found is not None:
            return found.expand(instead)
    return _FORMS


def not_a_date(text: str, whole: str) -> DateError:
    """The fault of `text`, which stands in `whole` and has no form of a date."""
    if _FAR_YEAR.fullmatch(text):
        return DateError(f"the year of `{shown(whole)}` is out of range", YEARS)
    if not text:
        return DateError("an empty date", _FORMS)
    return DateError(f"`{shown(whole)}` is not a date", advice(text[:100]))
