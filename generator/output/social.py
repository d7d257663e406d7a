"""The picture of an explainer for social networks: what stands on it, and its bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import msgspec

from generator.images.drawing import HEIGHT, WIDTH, DrawingFault, draw
from generator.images.lettering import Lettering, Run, Setting
from generator.language.speech import Speech
from generator.language.tags import direction
from generator.model.entry import Listing
from generator.model.moments import parse_moment
from generator.model.settings import Settings
from generator.output.page import moment_view
from generator.output.templates import TemplateFault

TEMPLATE = "card.svg"

MARGIN = 80
"""Pixels at both sides of a card."""

TITLE_SIZES = ((92, 2), (76, 3), (64, 4), (54, 4), (44, 5))
"""Sizes of letters in pixels, and how many lines there may be: the first at which a title fits."""

TEXT_SIZE, TEXT_LINES = 32, 3

KICKER_SIZE, SITE_SIZE = 28, 28


class LineView(msgspec.Struct, frozen=True, gc=False):
    """A line of a social card."""

    runs: tuple[Run, ...]
    """Its words in parts, each with the `text` and the `family` of its font."""


class SocialCardView(msgspec.Struct, frozen=True, gc=False):
    """The picture of a page for social networks: `card.svg`. Sizes and places are in pixels."""

    language: str
    direction: str
    width: int
    height: int
    start: int
    """Where lines begin: at the left, or at the right of a card that runs so."""
    end: int
    start_anchor: str
    """For `text-anchor`, of what begins at `start`."""
    end_anchor: str
    title: tuple[LineView, ...]
    """In lines of at most 1,040 pixels at `title_size`."""
    title_size: int
    standfirst: tuple[LineView, ...]
    """At most three lines, fewer under a long title; cut behind a word."""
    standfirst_size: int
    kicker: LineView
    """The section; without runs where the article names none."""
    date: LineView
    site: LineView


class CardFonts(msgspec.Struct, frozen=True):
    """The fonts of the theme's `card` folder, as files."""

    title: tuple[str, ...]
    text: tuple[str, ...]
    digest: bytes

    @property
    def files(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.title, *self.text)


class CardFacts(msgspec.Struct, frozen=True, array_like=True):
    """All that a card shows, in words."""

    language: str
    title: str
    standfirst: str
    kicker: str
    date: str
    site: str


def card_facts(listing: Listing, settings: Settings, speech: Speech) -> CardFacts:
    """What the card of a page shows: the day it was last updated, or published."""
    date = moment_view(parse_moment(listing.updated), speech, settings.timezone).words
    words = speech.word("Updated {date}", date=date) if listing.updated != listing.date else date
    return CardFacts(listing.language, listing.title, listing.standfirst, listing.section, str(words), settings.title)


def can_letter(text: str, fonts: CardFonts) -> bool:
    """Whether the fonts of a card's title have every letter. A card with holes in its title is worse than none."""
    # Nearly all titles of the languages that the fonts are for.
    return text.isascii() or _lettering(fonts.title).covers(text)


def card_view(facts: CardFacts, fonts: CardFonts) -> SocialCardView:
    """The view of a card: every text in lines that fit."""
    turned = direction(facts.language) == "rtl"
    room = WIDTH - 2 * MARGIN
    titles, texts = _lettering(fonts.title), _lettering(fonts.text)
    title = titles.set(facts.title, TITLE_SIZES, room, right_to_left=turned)
    # As `card.svg` places them: the title below the kicker, the standfirst between the title and the rule.
    bottom = (118 if facts.kicker else 70) + len(title.lines) * round(title.size * 1.22)
    lines_left = min(TEXT_LINES, max(0, (510 - bottom) // 44)) if facts.standfirst else 0
    sizes = ((TEXT_SIZE, lines_left),)
    standfirst = (
        texts.set(facts.standfirst, sizes, room, right_to_left=turned) if lines_left else Setting((), TEXT_SIZE)
    )
    half = room // 2 - 20

    def line(text: str, size: int, width: int) -> LineView:
        lines = texts.set(text, ((size, 1),), width, right_to_left=turned).lines if text else ()
        return LineView(lines[0]) if lines else LineView(())

    return SocialCardView(
        language=facts.language,
        direction="rtl" if turned else "ltr",
        width=WIDTH,
        height=HEIGHT,
        start=WIDTH - MARGIN if turned else MARGIN,
        end=MARGIN if turned else WIDTH - MARGIN,
        start_anchor="end" if turned else "start",
        end_anchor="start" if turned else "end",
        title=tuple(LineView(runs) for runs in title.lines),
        title_size=title.size,
        standfirst=tuple(LineView(runs) for runs in standfirst.lines),
        standfirst_size=standfirst.size,
        kicker=line(facts.kicker, KICKER_SIZE, room),
        date=line(facts.date, SITE_SIZE, half),
        site=line(facts.site, SITE_SIZE, half),
    )


def card(facts: CardFacts, fonts: CardFonts, render: Callable[[str, object], bytes], path: str) -> bytes:
    """The PNG of a card. `render` gives the bytes of a template with a view. Raises `TemplateFault`."""
    svg = render(TEMPLATE, card_view(facts, fonts)).decode("utf-8")
    try:
        return draw(svg, fonts.files)
    except DrawingFault as fault:
        raise TemplateFault(TEMPLATE, 0, str(fault), path) from fault


@cache
def _lettering(files: tuple[str, ...]) -> Lettering:
    return Lettering(files)
