"""Words of a text: how many a reader reads, and ids made of them."""

from __future__ import annotations

import re
import unicodedata

# Scripts without blanks between words. Chinese and Japanese are read at about two characters to a word of English,
# Thai, Lao, Burmese and Khmer (letters, not syllables) at about five.
_HAN = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_INDOCHINA = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
_NOT_LATIN = re.compile("[^\0-\u0dff]")
"""The others are compiled for a text that needs them: Python goes through every sign of a range."""


def count_words(text: str) -> int:
    """How many words a reader reads in `text`: what stands between blanks, counted by letters where none do."""
    if text.isascii() or not _NOT_LATIN.search(text):
        return _count(text)
    text, han = re.subn(_HAN, " ", text)
    text, letters = re.subn(_INDOCHINA, " ", text)
    return _count(text) + (han + 1) // 2 + (letters + 4) // 5


def _count(text: str) -> int:
    """What stands between blanks; a dash or a comma on its own is no word."""
    words = text.split()
    return len(words) - len([word for word in words if len(word) == 1 and not word.isalnum()])


def make_id(text: str, taken: dict[str, int]) -> str:
    """An id for a heading, readable in any script: letters, marks and digits in lower case, hyphens between.

    Numbered from 2 when it is among `taken`, to which it is added; `section` when nothing is left. `taken` holds for
    each id the number to try next, so that a thousand equal headings do not try a thousand numbers each.
    """
    kept = [
        character if unicodedata.category(character)[0] in "LMN" else " "
        for character in unicodedata.normalize("NFC", text.lower())
    ]
    name = "-".join("".join(kept).split()) or "section"
    number, found = taken.get(name, 1), name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    taken[name] = number
    taken[found] = max(1, taken.get(found, 1))
    return found
