"""Pages of lists and ordinary pages for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.output.list_views import (
    CardView,
    CorrectionsView,
    ExplainersView,
    FiguresPageView,
    GlossaryView,
    HomeView,
    MissingView,
    OrdinaryView,
    SearchView,
    TopicView,
)
from generator.output.structured.around import around, breadcrumbs, page_node
from generator.output.structured.nodes import Node, Place


def _cards(cards: Iterable[CardView], place: Place, language: str) -> list[Node]:
    return [
        {
            # The whole article is told on its own page.
            "@type": "CreativeWork",
            "headline": card.title,
            "url": place.at(card.href),
            "datePublished": card.published.machine,
            **({"dateModified": card.updated.machine} if card.updated else {}),
            "inLanguage": card.language or language,
        }
        for card in cards
    ]


def home(view: HomeView) -> Iterator[Node]:
    """The home page, with the explainers that it shows."""
    frame, place = view.frame, Place(view.frame)
    yield from around(frame, place)
    description = "" if view.words else frame.site_description
    cards = {card.href: card for card in (*view.newest, *(card for shelf in view.shelves for card in shelf.cards))}
    page = page_node(frame, place, "CollectionPage", view.title, description)
    yield {**page, "breadcrumb": None, "hasPart": _cards(cards.values(), place, frame.language)}


def explainers(view: ExplainersView) -> Iterator[Node]:
    """A page of the list of all explainers."""
    frame, place = view.frame, Place(view.frame)
    yield from around(frame, place)
    page = page_node(frame, place, "CollectionPage", view.title)
    yield {**page, "hasPart": _cards(view.cards, place, frame.language)}
    yield breadcrumbs(frame, place, view.title)


def topic(view: TopicView) -> Iterator[Node]:
    """A page of a topic, with its explainers."""
    frame, place = view.frame, Place(view.frame)
    yield from around(frame, place)
    yield {
        **page_node(frame, place, "CollectionPage", view.title, view.description),
        "about": {"@type": "Thing", "name": view.title},
        "hasPart": _cards(view.cards, place, frame.language),
    }
    yield breadcrumbs(frame, place, view.title)


def collection(view: FiguresPageView | GlossaryView | CorrectionsView | SearchView) -> Iterator[Node]:
    """A page of one of the other lists: what stands in it is told where it comes from."""
    yield from _plain(view, "CollectionPage")


def ordinary(view: OrdinaryView) -> Iterator[Node]:
    """An ordinary page."""
    yield from _plain(view, "WebPage")


def missing(view: MissingView) -> Iterator[Node]:
    """The page that a host shows at any address has none of its own, and so no place on the way from the home page."""
    yield from around(view.frame, Place(view.frame))


def _plain(
    view: FiguresPageView | GlossaryView | CorrectionsView | SearchView | OrdinaryView, kind: str
) -> Iterator[Node]:
    frame, place = view.frame, Place(view.frame)
    yield from around(frame, place)
    yield page_node(frame, place, kind, view.title)
    yield breadcrumbs(frame, place, view.title)
