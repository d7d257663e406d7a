"""What a page knows of the rest of the site: addresses and titles, nothing else."""

from __future__ import annotations

import msgspec

from generator.images.variants import Encoder
from generator.model.settings import Settings


class Neighbour(msgspec.Struct, frozen=True, array_like=True):
    """Another page of the site, as one page sees it."""

    url: str
    """From the site's root, without a leading slash: `leap-second/`; empty for the home page."""
    title: str
    language: str


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything outside its own folder and `_shared` that the bytes of one page depend on."""

    url: str
    """The page's own address, without a leading slash: `ar/leap-second/`."""
    neighbours: dict[str, Neighbour] = {}
    """By slug (`_pages/about` for an ordinary page), what the page's links and related explainers lead to."""
    related: tuple[str, ...] = ()
    """Slugs in `neighbours` to offer under the page, in order."""
    translations: tuple[Neighbour, ...] = ()
    """This page in each of its languages, itself included; the title is the language's own name for itself."""
    topics: tuple[Neighbour, ...] = ()
    beside: tuple[str, ...] = ()
    """The names of the products that this explainer has in this language, the page itself included."""
    card: str = ""
    """Where the picture for social networks lies, from the site's root; empty when there is none."""
    encoder: Encoder = Encoder()
    """What its pictures are encoded with; none where it shows no picture."""

    @property
    def root(self) -> str:
        """From this page to the site's root: `../`, so that the site works from any folder."""
        return root_of(self.url)


class Masthead(msgspec.Struct, frozen=True, kw_only=True):
    """What every page of a language has in common."""

    language: str
    settings: Settings
    prefix: str
    """What the addresses of the language's lists begin with: nothing, or `ar/`."""
    navigation: tuple[Neighbour, ...]
    """An absolute address stays as it is."""
    policies: dict[str, str]
    """By key of the settings, where a policy is found: from the site's root, or absolute."""
    has_feed: bool = False
    """Whether the site has a feed in this language."""


def root_of(url: str) -> str:
    """The way from a page to the site's root: `../`, so that a site works from any folder."""
    return "../" * url.count("/") or "./"
