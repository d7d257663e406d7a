"""Word tables of the desk, a file a language. A rule that needs words is silent in a language without a table."""

from __future__ import annotations

from functools import cache

from generator.check.words.table import Words


@cache
def words_for(language: str) -> Words | None:
    """The table of a BCP 47 tag (`en-GB` has that of `en`); None when there is none."""
    primary = language.lower().partition("-")[0]
    # Late, one language at a time: a site in one language compiles the patterns of one.
    if primary == "en":
        from generator.check.words.en import ENGLISH

        return ENGLISH
    if primary == "ar":
        from generator.check.words.ar import ARABIC

        return ARABIC
    if primary in ("he", "iw"):
        from generator.check.words.he import HEBREW

        return HEBREW
    return None


__all__ = ["Words", "words_for"]
