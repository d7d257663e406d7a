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

from markupsafe import Markup, escape

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

    A value that is safe markup makes the whole safe markup, all else in it escaped.
    """
    safe = Markup in map(type, values.values())
    pieces: list[str] = []
    for words, name in _parts(text, safe):
        pieces.append(words)
        if name:
            value = values.get(name, f"{{{name}}}")
            pieces.append(escape(value) if safe else str(value))
    return Markup("".join(pieces)) if safe else "".join(pieces)


@functools.lru_cache(maxsize=1024)
def _parts(text: str, safe: bool) -> tuple[tuple[str, str], ...]:
    """The words of a text, each with the name in braces that follows them; the last ones have none. `safe`: escaped."""
    found = _NAMED.split(text)
    words = map(escape, found[::2]) if safe else found[::2]
    return tuple(itertools.zip_longest(words, found[1::2], fillvalue=""))
