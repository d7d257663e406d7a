"""Sentences and quotations of a passage, as spans of its text. Both in one pass, whatever the text."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right

from generator.check.words import Words

Span = tuple[int, int]
"""From the first character to just past the last."""

_END = re.compile(r"[.!?…؟。！？]+[\"”’»)\]]*(?=\s|$)")
_WORD_BEFORE = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\Z")
_LONGEST_WORD = 24

_CLOSING = {"“": "”", "«": "»", "„": "“”", "‹": "›", "「": "」", "『": "』", "‘": "’", '"': '"'}
_SIGNS = re.compile('[“”«»„‹›「」『』‘’"]')


def sentences(text: str, words: Words | None) -> tuple[Span, ...]:
    """The sentences of a passage, in order. Nothing of the text is outside of them but the space between."""
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match[0][0] == "." and not _ends(text, match, words):
            continue
        spans.append((start, match.end()))
        start = match.end()
        while start < len(text) and text[start].isspace():
            start += 1
    if start < len(text):
        spans.append((start, len(text)))
    return tuple(spans)


def _ends(text: str, match: re.Match[str], words: Words | None) -> bool:
    """Whether a full stop ends its sentence, and not an abbreviation, an initial or an ordinal."""
    follows = text[match.end() : match.end() + 2].lstrip()[:1]
    if follows.islower():
        return False
    before = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
    if before is None:
        return True
    word = before[0].lower()
    if len(word) == 1 and before[0].isupper():
        return False
    return words is None or word not in words.abbreviations or not follows


def around(spans: tuple[Span, ...], start: int, end: int) -> tuple[int, int]:
    """The numbers of the first and of the last of some sentences that `start` to `end` touches."""
    first = max(0, bisect_right(spans, (start, sys.maxsize)) - 1)
    return first, max(first, bisect_right(spans, (max(start, end - 1), sys.maxsize)) - 1)


def quotations(text: str) -> tuple[Span, ...]:
    """What stands in quotation marks, the marks included; one within another counts with the outer one.

    A quotation that is never closed runs to the end of its passage: in print one of several paragraphs is closed in the
    last. A single mark is an apostrophe unless it opens before a word and closes behind one.
    """
    spans: list[Span] = []
    closing, start = "", 0
    for match in _SIGNS.finditer(text):
        sign, at = match[0], match.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if closing:
            # Within a word the mark is no end: it's, and a Hebrew abbreviation such as צה"ל.
            if sign in closing and not (after.isalnum() and (sign == "’" or (sign == '"' and before.isalnum()))):
                spans.append((start, at + 1))
                closing = ""
        elif sign in _CLOSING and not before.isalnum() and not (sign == '"' and (not after or after.isspace())):
            closing, start = _CLOSING[sign], at
    if closing and closing != "’":
        spans.append((start, len(text)))
    return tuple(spans)


def inside(spans: tuple[Span, ...], offset: int) -> bool:
    """Whether a character stands in one of the spans."""
    before = bisect_right(spans, (offset, sys.maxsize)) - 1
    return before >= 0 and offset < spans[before][1]
