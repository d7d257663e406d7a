"""What a field of an article or a fact sheet may hold.

The records in this package are annotated with these types, and the annotations are all there is to say: the decoder
reads them to type values, the translator to know what is text, the JSON Schema to help an editor complete.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, cast

Made = TypeVar("Made")


def once_per_type(function: Callable[[Any], Made]) -> Callable[[Any], Made]:
    """The function of a type, which remembers what it made: annotations do not change while a program runs."""
    return cast(Callable[[Any], Made], cache(function))


@dataclass(frozen=True, slots=True)
class Kind:
    """How a string field is to be read."""

    name: str


TEXT = Kind("text")
ID = Kind("id")
ACTOR = Kind("actor")
SOURCE = Kind("source")
FACT = Kind("fact")
ACTOR_OR_TEXT = Kind("actor or text")
SLUG = Kind("slug")
URL = Kind("url")
LANGUAGE = Kind("language")
TIMEZONE = Kind("timezone")
REASONS = Kind("reasons")
DESTINATION = Kind("destination")
OLD_ADDRESS = Kind("old address")
PORT = Kind("port")

Text = Annotated[str, TEXT]
"""Words for the reader, without markup. A translation may give it."""

OwnId = Annotated[str, ID]
"""The record's own id: its key in the sheet, or what its `id` says."""

ActorId = Annotated[str, ACTOR]
SourceId = Annotated[str, SOURCE]
FactId = Annotated[str, FACT]
"""The id of anything in the sheet."""

ActorOrText = Annotated[str, ACTOR_OR_TEXT]
"""An actor's id, or words: what is shaped like an id must resolve, anything else is text."""

Slug = Annotated[str, SLUG]
Url = Annotated[str, URL]
"""An absolute http or https address."""

Language = Annotated[str, LANGUAGE]
Timezone = Annotated[str, TIMEZONE]

Destination = Annotated[str, DESTINATION]
"""A folder on another machine: `user@host:/path`."""

OldAddress = Annotated[str, OLD_ADDRESS]
"""An address of this site, from its root, that leads elsewhere now: `/old-address/`, `/old.html`."""

Port = Annotated[int, PORT]

Reasons = Annotated[dict[str, str], REASONS]
"""Codes of warnings that do not hold here, each with the reason."""

ID_SHAPE = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
SLUG_SHAPE = re.compile(r"[a-z0-9][a-z0-9-]{0,79}\Z")
LANGUAGE_SHAPE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\Z")
"""Language, script and region of BCP 47 (RFC 5646), in the letters' usual case: what a site can be offered in."""


def is_id(text: str) -> bool:
    """Whether `text` is shaped like an id, so that it must resolve where an actor's id or text is taken."""
    return ID_SHAPE.match(text) is not None
