"""Sentences of a paragraph: by sentencex (the extra `import`) when it is there, else by rules of our own."""

import re
from functools import lru_cache
from typing import Any

from generator.ingest.phrases import Phrases

_END = re.compile(r"[.!?…؟。]+[\"”’»)\]]*(?=\s+)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)\.$")
_LENGTH_MAX = 1_000
_PIECE_MAX = 4_000


def sentences(text: str, phrases: Phrases) -> tuple[tuple[int, int], ...]:
    """Return start and end of each sentence, in order; between two of them there are only spaces."""
    segment = _sentencex()
    spans = [
        (start + first, start + last)
        for start, piece in pieces(text)
        for first, last in (_by_library(segment, piece, phrases.language) if segment else _by_rule(piece, phrases))
    ]
    return tuple(part for span in _closed(text, spans, phrases) for part in _bounded(text, *span))


def pieces(text: str) -> list[tuple[int, str]]:
    """Return a text in pieces of at most 4,000 characters with where each begins, cut after a sentence if one ends.

    The library takes the square of the marks in its text: 12,000 exclamation marks cost seconds.
    """
    result: list[tuple[int, str]] = []
    start = 0
    while len(text) - start > _PIECE_MAX:
        ends = [match.end() for match in _END.finditer(text, start + _PIECE_MAX // 2, start + _PIECE_MAX)]
        space = text.rfind(" ", start + 1, start + _PIECE_MAX)
        cut = ends[-1] if ends else space if space > start else start + _PIECE_MAX
        result.append((start, text[start:cut]))
        start = cut
    return [*result, (start, text[start:])]


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return a span in parts of at most 1,000 characters: text without full stops would cost its length squared."""
    parts: list[tuple[int, int]] = []
    while end - start > _LENGTH_MAX:
        space = text.rfind(" ", start + 1, start + _LENGTH_MAX)
        cut = space if space > start else start + _LENGTH_MAX
        parts.append((start, cut))
        start = cut + len(text[cut:end]) - len(text[cut : cut + 64].lstrip()) - len(text[cut + 64 : end])
    return [*parts, (start, end)]


@lru_cache(maxsize=1)
def _sentencex() -> Any:
    try:
        from sentencex import segment
    except ImportError:
        return None
    return segment


def _by_library(segment: Any, text: str, language: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    position = 0
    for piece in segment(language, text):
        found = text.find(piece.strip(), position)
        if not piece.strip() or found < 0:
            continue
        position = found + len(piece.strip())
        spans.append((found, position))
    # Whatever the library leaves out still belongs to a sentence: no text may be lost.
    if not spans or text[spans[-1][1] :].strip() or text[: spans[0][0]].strip():
        return [(0, len(text))]
    return spans


def _by_rule(text: str, phrases: Phrases) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        following = text[match.end() :].lstrip()
        word = _WORD_BEFORE.search(text[start : match.start() + 1])
        shortened = bool(word) and word is not None and (word[1].lower() in phrases.abbreviations or len(word[1]) == 1)
        if match[0].startswith(".") and (shortened or following[:1].islower() or _is_ordinal(text, match, phrases)):
            continue
        spans.append((start, match.end()))
        start = match.end() + len(text[match.end() :]) - len(following)
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans or [(0, len(text))]


def _is_ordinal(text: str, match: re.Match[str], phrases: Phrases) -> bool:
    """Return whether the full stop ends a German ordinal: `am 3. März`."""
    return (
        phrases.language == "de"
        and text[: match.start()][-1:].isdigit()
        and text[: match.start()][-3:].strip().isdigit()
    )


def _closed(text: str, spans: list[tuple[int, int]], phrases: Phrases) -> list[tuple[int, int]]:
    """Return the spans with those parted at an abbreviation or a German ordinal joined again."""
    result: list[tuple[int, int]] = []
    for start, end in spans:
        if result:
            before = text[result[-1][0] : result[-1][1]]
            word = _WORD_BEFORE.search(before)
            shortened = word is not None and word[1].lower() in phrases.abbreviations - {
                "no",
                "a.m",
                "p.m",
                "etc",
                "inc",
            }
            ordinal = phrases.language == "de" and re.search(r"\b\d{1,2}\.$", before) is not None
            if shortened or ordinal or text[start : start + 1].islower():
                result[-1] = (result[-1][0], end)
                continue
        result.append((start, end))
    return result
