"""Numbers in English words that are more than one word and a scale: `two hundred and fifty`, `half a million`."""

import re
from decimal import Decimal

from generator.ingest.phrases import Phrases

_PARTS = {"half a": Decimal("0.5"), "a quarter of a": Decimal("0.25"), "three quarters of a": Decimal("0.75")}
_LOOSE = re.compile(r"an?\s(?:hundred|thousand|million|billion)", re.IGNORECASE)


def spelled_pattern(words: str, small: str) -> str:
    """Return the pattern of such numbers, in the group `spelled`.

    `words` are the alternatives for number words, `small` those below ten.
    """
    scale = "(?:hundred|thousand|million|billion|dozen)"
    tail = rf"(?:{words}|one|hundred|thousand|million|billion|dozen)"
    return (
        rf"(?<![\w’'-])(?P<spelled>(?:(?:half|a quarter of|three quarters of) an?\s{scale}"
        rf"|(?:an?|one|{words})(?:[-\s](?:{small}|one))?(?:\sand\sa\shalf)?\s{scale}"
        rf"(?:(?:\sand\s|\s|-){tail})*))\b(?![’'-])"
    )


def is_loose(text: str) -> bool:
    """Return whether a number may be a way of speaking: `a hundred`."""
    return _LOOSE.fullmatch(text) is not None


def spelled_value(text: str, phrases: Phrases) -> Decimal:
    """Return what the words come to."""
    text = re.sub(r"\ban\b", "a", " ".join(text.lower().replace("-", " ").split()))
    total, current = Decimal(0), Decimal(0)
    for part, share in _PARTS.items():
        if text.startswith(part + " "):
            current, text = share, text[len(part) :]
    if " and a half" in text:
        current, text = current + Decimal("0.5"), text.replace(" and a half", "")
    for word in text.split():
        if word in ("a", "one"):
            current += 1
        elif word == "hundred":
            current = (current or Decimal(1)) * 100
        elif word in phrases.scales and word != "dozen":
            total, current = total + (current or Decimal(1)) * phrases.scales[word], Decimal(0)
        elif word == "dozen":
            current = (current or Decimal(1)) * 12
        elif word != "and":
            current += phrases.number_words.get(word, 0)
    return total + current
