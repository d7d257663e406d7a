"""What a build makes: every kind of output, and the fingerprints of what its bytes depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from generator.images.variants import Encoder, Variant
from generator.output.compression import Form
from generator.output.social import CardFacts, CardFonts
from generator.output.theme import Assets
from generator.resolve.surroundings import Surroundings

_encoder = msgspec.msgpack.Encoder(decimal_format="string")


class Output(msgspec.Struct, frozen=True):
    """A file of the built site. A record of msgspec, since a plan makes a hundred thousand: it is never encoded."""

    path: str
    """POSIX path in the output folder. Unique, also for file systems that fold case or normal forms."""
    origin: str
    """The file it is made from, for messages."""
    fingerprint: bytes
    """Equal for equal bytes: covers everything that they depend on."""


class ProductFile(Output, frozen=True):
    """A file of an explainer in a language: made where it is rendered, next to the explainer itself."""

    product: str
    """Its row in `PRODUCTS`."""
    slug: str
    language: str
    surroundings: Surroundings
    moment: float
    draft: bool


class ListPage(Output, frozen=True):
    """A page about several explainers, or about none."""

    template: str
    language: str
    view: Callable[[], Any]


class Foreseen(Output, frozen=True):
    """A file of many explainers that is as it was: it is known by its fingerprint, and not what would make it anew."""


class ListFile(Output, frozen=True):
    """A file for programs about several explainers."""

    kind: str
    """`feeds`, `sitemap` or `data`: under this `--timings` tells its cost."""
    make: Callable[[], bytes]


class Joined(Output, frozen=True):
    """A file put together from other outputs, read one after the other when they are there."""

    kind: str
    parts: tuple[str, ...]
    """Paths of outputs."""
    join: Callable[[Iterable[bytes]], Iterator[bytes]]
    """The pieces of the file, made of the bytes of the parts."""


class Bytes(Output, frozen=True):
    """A file whose bytes are known."""

    data: bytes


class Copied(Output, frozen=True):
    """A file of the project, as it is."""

    source: str
    digest: bytes


class Cleaned(Output, frozen=True):
    """A picture of the project as it is, but for its metadata."""

    source: str
    digest: bytes


class Encoded(Output, frozen=True):
    """A picture of the project in another form and width."""

    source: str
    digest: bytes
    variant: Variant


class Card(Output, frozen=True):
    """The picture of a page for social networks."""

    slug: str
    facts: CardFacts


@dataclass(frozen=True, slots=True)
class Cards:
    """What cards are drawn with."""

    version: str
    """Of what draws; empty where nothing does, or the settings want none."""
    fonts: CardFonts


class Compressed(Output, frozen=True):
    """Another output, smaller."""

    of: str
    """The path of the other."""
    form: Form


Item = TypeVar("Item")


def go_on() -> None:
    """Lets whoever is at work go on."""


def paced(items: Iterable[Item], pause: Callable[[], None]) -> Iterator[Item]:
    """These items, with a pause before each."""
    for item in items:
        pause()
        yield item


@dataclass(frozen=True, slots=True)
class Material:
    """What the plan's fingerprints are made from, beside the site itself."""

    tool: bytes
    """Versions of the tool and of the libraries that make bytes."""
    words: bytes
    """A digest of the interface words."""
    closures: Mapping[str, bytes]
    """By template, a digest of all templates that rendering it may read, and of the interface words."""
    assets: Assets
    digests: Mapping[str, bytes]
    """By slug, a digest of everything its own pages depend on: its files, and the shared facts it looks for."""
    moments: Mapping[str, float]
    """By slug, the last turning point that has passed."""
    static: Mapping[str, bytes]
    """By path in the project, the digest of each file that is copied."""
    cards: Cards
    search: bool
    """Whether there will be an index for full-text search."""
    encoder: Encoder
    """What pictures are encoded with; none where there are no pictures, no Pillow, or the settings want none."""
    pause: Callable[[], None] = go_on
    """Called between the small parts of a plan, so that somebody may raise there for whom it takes too long."""


def fingerprint(*parts: object) -> bytes:
    """A digest of values: bytes, text, numbers and records."""
    return hashlib.blake2b(_encoder.encode(parts), digest_size=16).digest()
