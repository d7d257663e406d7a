"""Phrase tables, one a language: what the rules of the import look for."""

import re

from generator.ingest.phrases.ar import ARABIC
from generator.ingest.phrases.de import GERMAN
from generator.ingest.phrases.en import ENGLISH
from generator.ingest.phrases.es import SPANISH
from generator.ingest.phrases.fr import FRENCH
from generator.ingest.phrases.table import Phrases

__all__ = ["PHRASES", "Phrases", "phrases_for", "tell_language"]

PHRASES: tuple[Phrases, ...] = (ENGLISH, FRENCH, SPANISH, GERMAN, ARABIC)

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_CHARACTERS = 20_000


def phrases_for(language: str) -> Phrases | None:
    """Return the table of a BCP 47 tag (`en-GB` has that of `en`), or None when there is none."""
    primary = language.lower().partition("-")[0]
    return next((phrases for phrases in PHRASES if phrases.language == primary), None)


def tell_language(text: str) -> Phrases | None:
    """Return the table of the language whose frequent words the text uses most; None when it uses hardly any.

    Only the first 20,000 characters are looked at.
    """
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE_CHARACTERS])]
    counted = [(sum(word in phrases.common_words for word in words), phrases) for phrases in PHRASES]
    best, phrases = max(counted, key=lambda pair: pair[0])
    # One frequent word in twenty-five is less than any running text of these languages has.
    return phrases if best * 25 >= len(words) and best else None
