"""An explainer: one folder, typed, in all its languages. It depends on its own folder alone."""

from __future__ import annotations

import msgspec

from generator.model.article import Article
from generator.model.facts import Shared, Sheet
from generator.model.picture import PictureFile
from generator.model.prose import Prose

Texts = dict[str, str | Prose]
"""The texts of a translation by their path of keys in the sheet, such as `figures/killed-gaza/label`."""


class Explainer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One topic: an article in one language or more, and a fact sheet."""

    slug: str
    language: str
    """The language of the original: of `article.md` and `facts.yaml`."""
    articles: dict[str, Article]
    """By language, the original first. Never empty."""
    sheet: Sheet
    translations: dict[str, Texts] = {}
    pictures: tuple[str, ...] = ()
    """Files of the `media` folder, as articles name them: `media/x.jpg`."""
    media: dict[str, PictureFile] = {}
    """What the headers of those say that can be read."""

    @property
    def original(self) -> Article:
        """The article in the explainer's own language."""
        return self.articles[self.language]


class SharedFacts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything in `_shared`, as one sheet. Ids are unique across its files."""

    facts: Shared
    translations: dict[str, Texts] = {}
    paths: dict[str, str] = {}
    """By id, the file in which the fact stands."""
