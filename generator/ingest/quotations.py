"""Words in quotation marks: where they begin and end, over paragraphs and with marks inside marks."""

import re
from dataclasses import dataclass
from functools import lru_cache

_PAIRS = {"“": "”", "«": "»", "„": "“", "‹": "›", "»": "«", "「": "」"}
_GERMAN_CLOSING = "“”"
_STRAIGHT = '"'
_OPENS_AFTER = re.compile(r"(?:^|[\s(\[—–:;,-])$")
_SINGLE_OPEN = re.compile(r"(?:^|(?<=[\s(\[—–]))[‘'](?=\w)")
MASK = "\ufffc"
_LENGTH_MAX = 6_000


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, which stand at `start` and `end - 1`; `text` is what is between them.

    `open_end` when the mark at the end is missing since the next paragraph goes on quoting: `end` is then the
    paragraph's.
    """

    start: int
    end: int
    text: str
    open_end: bool = False


@lru_cache(maxsize=2048)
def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a paragraph, outermost only, in their order.

    A mark without its partner is none, unless it opens the paragraph or a sentence and nothing closes it. Kept, since
    several steps ask for the same paragraph.
    """
    result: list[Quotation] = []
    position = 0
    while position < len(text):
        mark = text[position]
        if mark == _STRAIGHT:
            end = _straight_end(text, position) if _OPENS_AFTER.search(text[max(0, position - 1) : position]) else None
        elif mark in _PAIRS and not (mark == "»" and "«" in text[:position]):
            end = _curly_end(text, position, mark)
        elif mark in "‘'" and _SINGLE_OPEN.match(text, position):
            end = _single_end(text, position, mark)
        else:
            position += 1
            continue
        if end is not None:
            result.append(_quotation(text, position, end))
            position = end
        elif mark in "“«„" + _STRAIGHT and _goes_on(text, position):
            result.append(Quotation(position, len(text), text[position + 1 :].strip(), open_end=True))
            break
        else:
            position += 1
    return tuple(result)


def mask(text: str, quotations: tuple[Quotation, ...]) -> str:
    """Return the text with each quotation blotted out, every position staying what it was."""
    for quotation in quotations:
        text = text[: quotation.start] + MASK * (quotation.end - quotation.start) + text[quotation.end :]
    return text


def _quotation(text: str, start: int, end: int) -> Quotation:
    return Quotation(start, end, text[start + 1 : end - 1].strip(" \u00a0\u202f"))


def _goes_on(text: str, position: int) -> bool:
    """Return whether a mark that nothing closes can open a quotation that the next paragraph continues."""
    return text[position + 1 : position + 2].strip() != "" and len(text) - position > 20


def _curly_end(text: str, start: int, mark: str) -> int | None:
    closing = _PAIRS[mark]
    depth = 0
    for position in range(start + 1, min(len(text), start + _LENGTH_MAX)):
        found = text[position]
        if mark == "„" and found in _GERMAN_CLOSING:
            return position + 1
        if found == closing:
            if depth == 0:
                return position + 1
            depth -= 1
        elif found == mark and closing != mark:
            depth += 1
    return None


def _straight_end(text: str, start: int) -> int | None:
    position = text.find(_STRAIGHT, start + 1, start + _LENGTH_MAX)
    while position >= 0:
        if text[position - 1] not in " \t\n([—" and not text[position + 1 : position + 2].isalnum():
            return position + 1
        position = text.find(_STRAIGHT, position + 1, start + _LENGTH_MAX)
    return None


def _single_end(text: str, start: int, mark: str) -> int | None:
    """Return the end of a quotation in single marks, whose closing mark is also the apostrophe."""
    closing = "’" if mark == "‘" else "'"
    for match in re.finditer(
        rf"(?<=[\w.,!?…”\"]){re.escape(closing)}(?=[\s.,;:!?)\]—–]|$)", text[start + 1 : start + 1_500]
    ):
        before = text[start + 1 + match.start() - 1]
        if before in '.,!?…”"':
            return start + 1 + match.end()
        # `the growers’ union` closes nothing while a mark after punctuation still follows.
        rest = text[start + 1 + match.end() : start + 1_500]
        if before != "s" or not re.search(rf"[.,!?…]{re.escape(closing)}", rest):
            return start + 1 + match.end()
    return None
