"""The sources: numbered, described, and pointing back to every place that uses them."""

from __future__ import annotations

import msgspec

from generator.language import N_
from generator.language.tags import direction
from generator.model.facts import Person, Source
from generator.resolve.translate import Foreign
from generator.sections.composer import Composer
from generator.sections.parts import ActorLink, DateView, Words


class BackLink(msgspec.Struct, frozen=True, gc=False):
    """The way from a source to a place that uses it: an entry of the page, or a mark in its text."""

    id: str
    letter: str
    """`a`, `b`, … `z`, `aa`, …"""


class SourceView(msgspec.Struct, frozen=True, gc=False):
    """A source."""

    number: int
    id: str
    title: Words
    title_language: str
    """The language of the title as it stands here, where it is not the page's; empty otherwise."""
    title_direction: str
    language: str
    """The language of the source where it is not the page's; empty otherwise."""
    title_translated: Words
    authors: tuple[Words, ...]
    publisher: ActorLink | None
    container_title: Words
    page: Words
    issued: DateView | None
    accessed: DateView | None
    url: str
    archived_url: str
    doi: str
    isbn: str
    type: str
    """The CSL type."""
    stance: str
    """What kind of voice it is, in words; empty when the sheet does not say and its publisher is no party."""
    is_party: bool
    language_name: str
    """The name of the source's language where it is not the page's."""
    note: Words
    places: tuple[BackLink, ...]


class SourcesView(msgspec.Struct, frozen=True, gc=False):
    """The sources in the order of their numbers."""

    sources: tuple[SourceView, ...]


def build(composer: Composer, only: tuple[str, ...] = ()) -> SourcesView | None:
    """All sources: the cited ones by number, then those that nothing cites. None when the sheet has none."""
    sources = composer.edition.sheet.sources
    for source_id in sources:
        composer.number(source_id)
    ordered = sorted(sources.values(), key=lambda source: composer.numbers[source.id])
    return SourcesView(tuple(_source(composer, source) for source in ordered)) if ordered else None


def is_party(composer: Composer, source: Source) -> bool:
    """A source is a party's when its stance is party, or its publisher is an actor that is one."""
    publisher = composer.edition.actor(source.publisher)
    return source.stance == "party" or (source.stance is None and publisher is not None and publisher.party)


_STANCE_WORDS = {
    "party": N_("party to the matter"),
    "official": N_("official"),
    "intergovernmental": N_("intergovernmental body"),
    "ngo": N_("non-governmental organisation"),
    "academic": N_("academic"),
    "court": N_("court"),
    "media": N_("news media"),
    "document": N_("document"),
}


def _source(composer: Composer, source: Source) -> SourceView:
    speech = composer.speech
    party = is_party(composer, source)
    stance = source.stance or ("party" if party else "")
    foreign = source.language if source.language and source.language != composer.edition.language else ""
    is_original = isinstance(source.title, Foreign) or not composer.edition.translated
    titled = foreign if is_original else ""
    return SourceView(
        number=composer.numbers[source.id],
        id=source.id,
        title=str(source.title) if source.language else composer.words(source.title),
        title_language=titled,
        title_direction=direction(titled) if titled else "",
        language=foreign,
        title_translated=composer.words(source.title_translated),
        authors=tuple(_author(composer, person) for person in source.author),
        publisher=composer.actor(source.publisher) if source.publisher else None,
        container_title=composer.words(source.container_title),
        page=composer.words(source.page),
        issued=composer.date(source.issued) if source.issued else None,
        accessed=composer.date(source.accessed) if source.accessed else None,
        url=source.url,
        archived_url=source.archived_url,
        doi=source.doi,
        isbn=source.isbn,
        type=source.type,
        stance=speech.word(_STANCE_WORDS[stance]) if stance else "",
        is_party=party,
        language_name=speech.language_name(foreign) if foreign else "",
        note=composer.words(source.note),
        places=tuple(
            BackLink(place, _letter(number)) for number, place in enumerate(composer.places.get(source.id, ()))
        ),
    )


def _author(composer: Composer, person: Person) -> Words:
    if person.literal:
        return composer.name(person.literal)
    return composer.name(" ".join(part for part in (person.given, person.family) if part))


def _letter(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
