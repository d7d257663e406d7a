"""In which order the letters of a line stand: the bidirectional algorithm (Unicode Standard Annex 9, revision 50).

For one line whose direction is given, and without marks that embed or isolate: whoever has such marks asks elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

MARKS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""The characters that embed, override and isolate (rules X1 to X8), which are not handled here."""

_STRONG = ("L", "R")
_NEUTRAL = ("B", "S", "WS", "ON")
_CLOSING = {"(": ")", "[": "]", "{": "}", "⁅": "⁆", "⟨": "⟩", "⟦": "⟧", "（": "）", "「": "」"}
"""Brackets in pairs that a headline may hold (rule N0; the full table is BidiBrackets.txt)."""


def levels(text: str, *, right_to_left: bool) -> list[int]:
    """The embedding level of each character: odd ones run from right to left."""
    base = int(right_to_left)
    own = "R" if right_to_left else "L"
    kinds = [unicodedata.bidirectional(letter) or "L" for letter in text]
    # Boundary neutrals, as joiners are, take no part (rule X9); they follow the letter before them.
    seen = [place for place, kind in enumerate(kinds) if kind != "BN"]
    resolved = _neutrals([text[place] for place in seen], _weak([kinds[place] for place in seen], own), own)
    found = [base] * len(text)
    for place, kind in zip(seen, resolved, strict=True):
        found[place] = base + _STEPS[base][kind]
    for place, kind in enumerate(kinds):
        if kind == "BN" and place:
            found[place] = found[place - 1]
    # Rule L1: spaces at the end of a line have its direction.
    for place in range(len(text) - 1, -1, -1):
        if kinds[place] not in ("WS", "S", "B", "BN"):
            break
        found[place] = base
    return found


_STEPS = ({"L": 0, "R": 1, "AN": 2, "EN": 2}, {"R": 0, "L": 1, "AN": 1, "EN": 1})
"""By the line's level, how far each kind is embedded (rules I1, I2)."""


def order(found: Sequence[int]) -> list[int]:
    """The places of runs with these levels, from left to right as they are seen (rule L2)."""
    places = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        start = 0
        while start < len(places):
            if found[places[start]] < level:
                start += 1
                continue
            end = start
            while end < len(places) and found[places[end]] >= level:
                end += 1
            places[start:end] = places[start:end][::-1]
            start = end
    return places


def _weak(kinds: list[str], own: str) -> list[str]:
    """Numbers and what stands with them (rules W1 to W7)."""
    found = list(kinds)
    before = own
    for place, kind in enumerate(found):  # W1
        if kind == "NSM":
            found[place] = before
        before = found[place]
    strong = own
    for place, kind in enumerate(found):  # W2, W3
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            found[place] = "AN"
    found = ["R" if kind == "AL" else kind for kind in found]
    for place in range(1, len(found) - 1):  # W4
        left, kind, right = found[place - 1 : place + 2]
        if left == right and ((kind in ("ES", "CS") and left == "EN") or (kind == "CS" and left == "AN")):
            found[place] = left
    _spread(found, "ET", lambda left, right: "EN" if "EN" in (left, right) else "ON")  # W5
    found = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in found]  # W6
    strong = own
    for place, kind in enumerate(found):  # W7
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "L":
            found[place] = "L"
    return found


def _spread(kinds: list[str], kind: str, become: Callable[[str, str], str]) -> None:
    """Each row of this kind becomes what its neighbours make of it."""
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] == kind:
            end += 1
        if end > start:
            left = kinds[start - 1] if start else ""
            right = kinds[end] if end < len(kinds) else ""
            kinds[start:end] = [become(left, right)] * (end - start)
        start = max(end, start + 1)


def _neutrals(letters: Sequence[str], kinds: list[str], own: str) -> list[str]:
    """Signs and spaces take the direction around them, or the line's (rules N0 to N2)."""
    found = list(kinds)
    for opening, closing in _pairs(letters, found):
        inside = {side for kind in found[opening + 1 : closing] if (side := _side(kind))}
        if own in inside:
            side = own
        elif inside:
            other = next(iter(inside))
            before = next((side for kind in reversed(found[:opening]) if (side := _side(kind))), own)
            side = other if before == other else own
        else:
            continue
        found[opening] = found[closing] = side
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and found[end] in _NEUTRAL:
            end += 1
        if end > start:
            left = _side(found[start - 1]) if start else own
            right = _side(found[end]) if end < len(found) else own
            found[start:end] = [left if left == right else own] * (end - start)
        start = max(end, start + 1)
    return found


def _side(kind: str) -> str:
    """The direction that signs see: numbers count as right to left (rule N0)."""
    return kind if kind == "L" else "R" if kind in ("R", "AN", "EN") else ""


def _pairs(letters: Sequence[str], kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Where brackets open and close, in the order in which they open (definition BD16)."""
    waiting: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for place, letter in enumerate(letters):
        if kinds[place] != "ON":
            continue
        if letter in _CLOSING:
            waiting.append((_CLOSING[letter], place))
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == letter:
                found.append((waiting[depth][1], place))
                del waiting[depth:]
                break
    return sorted(found)
