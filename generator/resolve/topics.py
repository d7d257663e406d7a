"""Topics: what an author calls them, their addresses and titles."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from generator.model.entry import Entry, Listing
from generator.model.settings import Settings
from generator.resolve.anchors import words_of


@functools.lru_cache(maxsize=4096)
def topic_slug(topic: str) -> str:
    """The address of a topic: its letters and digits of any script, in small letters, with hyphens between.

    Remembered, since lists ask it of every explainer, and a site has few topics.
    """
    return "-".join(words_of(topic))


def topic_title(topic: str, settings: Settings) -> str:
    """The title that the settings give a topic; one that they do not list is its own title."""
    known = settings.topics.get(topic_slug(topic))
    return known.title if known else topic


def by_topic(listed: Iterable[tuple[Entry, Listing]]) -> dict[str, list[tuple[Entry, Listing]]]:
    """By the address of a topic, those of these explainers that are about it, in their order; no topic without any."""
    about: dict[str, list[tuple[Entry, Listing]]] = {}
    for pair in listed:
        for slug in dict.fromkeys(map(topic_slug, pair[0].topics)):
            about.setdefault(slug, []).append(pair)
    return about
