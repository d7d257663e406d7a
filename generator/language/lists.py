"""Lists in words, "a, b and c", with the sounds that Spanish and Hebrew mind.

The three rules are those of ICU's list formatter (icu4c, listformatter.cpp: shouldChangeToE, shouldChangeToU,
shouldChangeToVavDash), since CLDR's patterns alone do not hold them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.language.cldr import Conventions

_SPANISH_E = re.compile(r"i|hi(?!a|e)", re.IGNORECASE)
_SPANISH_U = re.compile(r"o|ho|8|11(?!\d)", re.IGNORECASE)
_HEBREW = re.compile(r"[\u0590-\u05ff]")


def join_and(items: Sequence[str], conventions: Conventions) -> str:
    """The items as a list in words; safe markup stays safe markup."""
    if not items:
        return ""
    if len(items) == 1:
        return items[0]
    if len(items) == 2:
        return _joined(conventions.list_two, items[0], items[1], conventions)
    text = _joined(conventions.list_end, items[-2], items[-1], conventions)
    for n in range(len(items) - 3, -1, -1):
        pattern = conventions.list_middle if n else conventions.list_start
        text = pattern[0] + items[n] + pattern[1] + text + pattern[2]
    return text


def _joined(pattern: tuple[str, str, str], first: str, last: str, conventions: Conventions) -> str:
    """The last two items with the word for "and" between them."""
    before, between, after = pattern
    language = conventions.locale.split("_")[0]
    if language == "es" and between == " y " and _SPANISH_E.match(last):
        between = " e "
    elif language == "he" and between == " ו" and not _HEBREW.match(last):
        between = " ו-"
    return before + first + between + last + after


def join_or(message: str, start: str, end: str, language: str) -> str:
    """The catalogue's `{start} or {end}` with both filled in."""
    between = message.replace("{start}", "").replace("{end}", "")
    if language == "es" and between == " o " and _SPANISH_U.match(end):
        between = " u "
    return start + between + end
