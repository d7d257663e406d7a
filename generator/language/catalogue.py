"""Catalogues of interface words: gettext's `.mo` files, as `<folder>/<language>/LC_MESSAGES/explainer.mo`.

The one module of this package that reads files of the project. Messages are the English words themselves, so English
needs no catalogue, and a word that is missing is shown in English.
"""

from __future__ import annotations

import functools
import gettext
import itertools
import re
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.language.tags import parts

DOMAIN = "explainer"

_NAMED = re.compile(r"\{([^{}]*)\}")


def catalogue_files(language: str, folders: Sequence[Path]) -> tuple[Path, ...]:
    """The compiled catalogues that speak this language, the one to ask first at the front.

    `folders` are `locale` folders, those that override first. A tag with a region or script is looked for as it is,
    then as the bare language.
    """
    name, script, region = parts(language)
    names = dict.fromkeys("_".join(filter(None, tag)) for tag in ((name, script, region), (name, script), (name,)))
    places = [folder / tag / "LC_MESSAGES" / f"{DOMAIN}.mo" for folder in folders for tag in names]
    return tuple(place for place in places if place.is_file())


def read_catalogue(language: str, folders: Sequence[Path]) -> gettext.NullTranslations:
    """The words of a language; with none of its catalogues found, those of English.

    Raises `OSError` when a catalogue cannot be read or is none.
    """
    found: gettext.NullTranslations | None = None
    for file in catalogue_files(language, folders):
        words = _read(file)
        if found is None:
            found = words
        else:
            found.add_fallback(words)
    return found or gettext.NullTranslations()


def _read(file: Path) -> gettext.GNUTranslations:
    """One compiled catalogue. gettext has no exception of its own for a file that is cut off or no catalogue."""
    with file.open("rb") as stream:
        try:
            return gettext.GNUTranslations(stream)
        except (ValueError, LookupError, TypeError, struct.error) as fault:
            raise OSError(f"`{file}` is no compiled catalogue of messages") from fault


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with each `{name}` replaced by its value. A name without a value stays.

    Values that are safe markup make the whole safe markup, its other words escaped: that is what adding a string to
    `markupsafe.Markup` does, and why this adds where `str.format` would be shorter.
    """
    done: str = ""
    for words, name in _parts(text):
        done = done + words
        if name:
            value = values.get(name, f"{{{name}}}")
            done = done + (value if isinstance(value, str) else str(value))
    return done


@functools.lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text, each with the name in braces that follows them; the last ones have none."""
    found = _NAMED.split(text)
    return tuple(itertools.zip_longest(found[::2], found[1::2], fillvalue=""))
