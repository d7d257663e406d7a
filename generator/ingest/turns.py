"""Lines of a transcript: who speaks, and what is said."""

import re
from dataclasses import dataclass

_LABELLED = re.compile(
    r"^(?P<mark>\*\*|__|\*|)(?P<label>\\?\[[^\]\n]{2,40}\\?\]|[^\W\d_][^:\n*_?!]{0,39}?)[ \u00a0]?(?P<colon>:(?P=mark)|(?P=mark):|：)"  # noqa: E501
    r"(?:\s+|$)(?P<text>.*)$",
    re.DOTALL,
)
_BOLD_LABELLED = re.compile(r"^\*\*(?P<label>[^\W\d_][^:\n*?]{0,39}?)[ \u00a0]?:[ \u00a0](?P<text>[^*]+[?؟])\*\*$")
_BOLD_QUESTION = re.compile(r"^\*\*(?P<text>[^*]{3,400}[?؟])\*\*$")
_BOLD_NAME = re.compile(
    r"^\*\*(?P<label>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]+){0,2})\*\*[ \u00a0](?P<text>\S.*)$", re.DOTALL
)
_BOLD_LINE = re.compile(r"^\*\*(?P<text>[^*]{3,400})\*\*$")
_LETTER = re.compile(r"^(?:\*\*)?(?P<label>[QASRPFج س])[.:]\s*(?:\*\*)?\s*(?P<text>.+)$", re.DOTALL)
_WORDS_MAX = 5


@dataclass(frozen=True, slots=True)
class Turn:
    """A line with a speaker's label. `marked` when bold, capitals or a lone letter make it one beyond doubt."""

    label: str
    text: str
    marked: bool
    named: bool = False
    """Whether the label is a name in bold without a colon."""


def read_turn(text: str) -> Turn | None:
    """Return the turn that a block begins, or None. A bold question without a label has the label ``."""
    if whole := _BOLD_LABELLED.match(text):
        return Turn(whole["label"].strip(), whole["text"].strip(), True)
    if bold := _BOLD_QUESTION.match(text):
        return Turn("", bold["text"].strip(), True)
    if letter := _LETTER.match(text):
        return Turn(letter["label"], letter["text"], True)
    if name := _BOLD_NAME.match(text):
        return Turn(name["label"], name["text"].strip(), False, named=True)
    match = _LABELLED.match(text)
    if match is None or len(match["label"].split()) > _WORDS_MAX or match["text"].startswith("//"):
        return None
    label = match["label"].strip().replace("\\", "")
    marked = bool(match["mark"]) or (label.isupper() and len(label) > 1) or label.startswith("[")
    return Turn(label, match["text"].strip(), marked)


def bold_line(text: str) -> Turn | None:
    """Return the turn that a wholly bold paragraph is among bold questions, or None: `**So you take no sides.**`."""
    match = _BOLD_LINE.match(text)
    return Turn("", match["text"].strip(), True) if match else None


def is_turn(text: str) -> bool:
    """Return whether a block begins with a speaker's label that is marked as one."""
    turn = read_turn(text)
    return turn is not None and turn.marked
