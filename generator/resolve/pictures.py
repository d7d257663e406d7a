"""Which pictures of its folder an explainer shows."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.explainer import Explainer
from generator.model.picture import PictureFile
from generator.model.prose import Picture
from generator.resolve.walk import references


def shown_pictures(explainer: Explainer) -> tuple[PictureFile, ...]:
    """The pictures that any of its pages shows, by name."""
    shown = sorted(set(_sources(explainer)))
    return tuple(explainer.media[src] for src in shown if src in explainer.media)


def _sources(explainer: Explainer) -> Iterator[str]:
    if not explainer.pictures:
        return
    records = (*explainer.articles.values(), explainer.sheet, explainer.translations)
    yield from (found.src for record in records for found in references(record) if isinstance(found, Picture))
    yield from (article.front.image.src for article in explainer.articles.values() if article.front.image)
    yield from (event.image.src for event in explainer.sheet.timeline if event.image)
