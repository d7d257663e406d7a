"""The article: prose and its front matter. The contract's `article.md`."""

from __future__ import annotations

import msgspec

from generator.model.dates import Date
from generator.model.facts import Picture, Record
from generator.model.fields import Language, OldAddress, Reasons, Slug, Text, Timezone, Url
from generator.model.moments import Moment
from generator.model.prose import Heading, Line, Prose


class Author(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who wrote the article: a name, or `{name, url, role}`."""

    name: Text
    url: Url = ""
    role: Text = ""


class Dateline(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where and when the article was written: the anchor for "Saturday"."""

    place: Text = ""
    date: Date | None = None
    timezone: Timezone = ""


class FrontMatter(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What stands between the `---` lines. A translation leaves out what it takes from the original."""

    title: Line
    standfirst: Line = Prose(inline=True)
    date: Moment | None = None
    updated: Moment | None = None
    dateline: Dateline | None = None
    section: Text = ""
    topics: tuple[Text, ...] = ()
    authors: tuple[Author, ...] = ()
    language: Language = ""
    key_points: tuple[Line, ...] = ()
    image: Picture | None = None
    related: tuple[Slug, ...] = ()
    aliases: tuple[OldAddress, ...] = ()
    draft: bool = False
    review_by: Date | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article in one language."""

    path: str
    language: str
    front: FrontMatter
    title: str
    """The title without markup, for feeds and metadata."""
    standfirst: str
    """The standfirst without markup."""
    body: Prose
    headings: tuple[Heading, ...]
    words: int
    """Words of the body, for the reading time."""


class PageFront(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The front matter of an ordinary page."""

    title: Text
    description: Text = ""


class OrdinaryPage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of `_pages`, or the words of `_home.md`."""

    path: str
    slug: str
    language: str
    title: str
    description: str
    body: Prose
    headings: tuple[Heading, ...]
    waive: Reasons = {}

    @property
    def article(self) -> Article:
        """The page as an article, for whoever reads or composes one. It has no front matter but its waivers."""
        return Article(
            path=self.path,
            language=self.language,
            front=FrontMatter(title=Prose(inline=True), waive=self.waive),
            title=self.title,
            standfirst=self.description,
            body=self.body,
            headings=self.headings,
            words=0,
        )
