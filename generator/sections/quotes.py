"""Quotes: somebody's words, with who said them, as what, when and where."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from generator.language import N_
from generator.language.tags import direction
from generator.model.facts import Actor, Quote
from generator.sections.composer import Composer
from generator.sections.parts import ActorLink, DateView, SourceMark, Words


class QuoteView(msgspec.Struct, frozen=True, gc=False):
    """A quote."""

    id: str
    text: Words
    language: str
    """The language of `text` where it is not the page's."""
    direction: str
    speaker: ActorLink | None
    role: Words
    """What the speaker was on that day; empty when the sheet does not say."""
    said_on: DateView | None
    said_in: Words
    original: str
    original_language: str
    original_language_name: str
    original_direction: str
    fidelity: str
    """In words, such as "translated"; empty for the speaker's own words."""
    marks: tuple[SourceMark, ...]


class QuotesView(msgspec.Struct, frozen=True, gc=False):
    """The quotes in the order of the sheet."""

    quotes: tuple[QuoteView, ...]


def build(composer: Composer, only: tuple[str, ...] = ()) -> QuotesView | None:
    """The quotes, or those of the ids in `only`; None when there are none."""
    quotes = [entry for entry in composer.edition.sheet.quotes.values() if not only or entry.id in only]
    return QuotesView(tuple(_quote(composer.at(f"quote-{entry.id}"), entry) for entry in quotes)) if quotes else None


def role_on(actor: Actor, quote: Quote) -> int:
    """Which of the speaker's roles was held when it was said: its place in the list, or -1.

    A role without dates counts as held; without a day for the quote, the first role does.
    """
    for number, role in enumerate(actor.roles):
        if quote.said_on is None or role.during is None or role.during.overlaps(quote.said_on.date):
            return number
    return -1


_FIDELITY_WORDS = {
    "verbatim": "",
    "edited": N_("edited"),
    "translated": N_("translated"),
    "reported": N_("reported speech"),
}


def _quote(composer: Composer, quote: Quote) -> QuoteView:
    speech = composer.speech
    actor = composer.edition.actor(quote.speaker)
    held = role_on(actor, quote) if actor else -1
    role: Words = ""
    if actor and held >= 0:
        found = actor.roles[held]
        role = composer.words(found.title)
        if found.organization:
            role = Markup("{}, {}").format(role, composer.actor(found.organization).name)
    language = quote.language if quote.language and quote.language != composer.edition.language else ""
    original = quote.original
    fidelity = _FIDELITY_WORDS[quote.fidelity]
    return QuoteView(
        id=quote.id,
        text=composer.words(quote.text),
        language=language,
        direction=direction(language) if language else "",
        speaker=composer.actor(quote.speaker) if quote.speaker else None,
        role=role,
        said_on=composer.date(quote.said_on) if quote.said_on else None,
        said_in=composer.words(quote.said_in),
        original=original.text if original else "",
        original_language=original.language if original else "",
        original_language_name=speech.language_name(original.language) if original else "",
        original_direction=direction(original.language) if original else "",
        fidelity=speech.word(fidelity) if fidelity else "",
        marks=composer.cite(quote.sources),
    )
