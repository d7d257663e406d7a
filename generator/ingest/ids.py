"""Ids that are unique across a draft and readable where the script allows it."""

import re
import unicodedata

_SLUG_MAX = 60
_NOT_ID = re.compile(r"[^a-z0-9]+")
_FOLDED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "’": "", "'": ""})
_WEAK = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "and",
        "or",
        "with",
        "from",
        "is",
        "was",
        "were",
        "are",
        "has",
        "have",
        "had",
        "be",
        "been",
        "it",
        "its",
        "that",
        "this",
    ]
)


def slug(text: str, words_max: int = 5) -> str:
    """Return the first telling words of a text as an id; empty when the script has no Latin letters."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_FOLDED))
    folded = "".join(mark for mark in folded if not unicodedata.combining(mark))
    words = [word for word in _NOT_ID.sub(" ", folded).split() if word]
    telling = [word for word in words if word not in _WEAK] or words
    return "-".join(telling[:words_max])[:_SLUG_MAX].strip("-")


class Ids:
    """Gives out ids, each once: the contract wants them unique across all kinds of one explainer."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._last: dict[str, int] = {}

    def give(self, text: str, kind: str, words_max: int = 5) -> str:
        """Return an id made from a text, or from the kind where the text gives none; numbered when it is taken."""
        base = slug(text, words_max) or kind
        if base.isdigit():
            base = f"{kind}-{base}"
        found, number = base, self._last.get(base, 1)
        while found in self._given:
            number += 1
            found = f"{base}-{number}"
        self._last[base] = number
        self._given.add(found)
        return found
