"""Words of a text: how many a reader reads, and ids made of them."""

from __future__ import annotations

import re
import unicodedata

# Scripts without blanks between words. Chinese and Japanese are read at about two characters to a word of English,
# Thai, Lao, Burmese and Khmer (letters, not syllables) at about five.
_HAN = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_INDOCHINA = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
_UNSPACED = re.compile("[^\0-\u0dff\u2000-\u2dff]")
"""A sign that may be of one of these. They are compiled for a text that needs them: Python goes through every sign of a
range."""
_LONE = re.compile(r" (?:\W|_)(?!\S)")
"""A dash or a comma on its own, which is no word. It begins with a blank, since Python looks for that fastest."""


def settle(text: str) -> str:
    """`text` with one blank between two words, and none around them."""
    if "  " not in text and text.isprintable():
        return text.strip()
    return " ".join(text.split())


def count_words(text: str) -> int:
    """How many words a reader reads in `text`, which is settled: by letters where no blanks stand between them."""
    han = letters = 0
    if not text.isascii() and _UNSPACED.search(text):
        text, han = re.subn(_HAN, " ", text)
        text, letters = re.subn(_INDOCHINA, " ", text)
        text = settle(text)
    words = text.count(" ") + 1 - len(_LONE.findall(f" {text}")) if text else 0
    return words + (han + 1) // 2 + (letters + 4) // 5


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
