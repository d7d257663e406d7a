"""Structured data: what a page says, once more for machines, as JSON-LD with the words of schema.org.

It is made from the page's own view, so that it holds nothing that the page does not show. What has a place on the page
is called by that place: `#event-…` is read against the page's address (JSON-LD 1.1, 7.1). Such a node says its id and
name first and its kind then, as links of the page do, since that compresses better. There is no FAQPage, which search
engines no longer show, and no ClaimReview: an explainer rates nobody.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from urllib.parse import quote, urljoin

import msgspec
from markupsafe import Markup

from generator.output.json import encode
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
from generator.output.views import ExplainerView, FrameView, LinkView, PublisherView
from generator.sections.actors import ActorsView, ActorView
from generator.sections.figures import FiguresView, ObservationView
from generator.sections.history import EntryView, HistoryView
from generator.sections.parts import ActorLink, NoteView, ProseView, SectionView, Words
from generator.sections.sources import SourcesView, SourceView
from generator.sections.timeline import EventView, TimelineView

Node = dict[str, Any]
View = TypeVar("View")

CONTEXT = "https://schema.org"

_TAG = re.compile(r"<[^>]*>")

_UNSAFE = re.compile("[<>&\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What could end the script element, open a comment in it, break a line of JavaScript, or turn the source around
(HTML, "Restrictions for contents of script elements"; Unicode Technical Report 36, 3.4)."""

_SOURCES = {
    "article": "Article",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "legislation": "Legislation",
    "map": "Map",
    "motion_picture": "Movie",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "review": "Review",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
"""By CSL type the type of schema.org; any other is a `CreativeWork`."""

_ACTORS = {"person": "Person", "organization": "Organization", "group": "Organization", "state": "Country"}


def described(view: View) -> View:
    """The view of a page with its description for machines in the frame. A view without a frame stays as it is."""
    describe = DESCRIBED.get(type(view))
    if describe is None:
        return view
    frame: FrameView = view.frame  # type: ignore[attr-defined]
    told = msgspec.structs.replace(frame, structured=script(describe(view)))
    return msgspec.structs.replace(view, frame=told)  # type: ignore[type-var]


def script(nodes: Iterable[Node]) -> Markup:
    """The text of a `<script type="application/ld+json">`: one graph, in which no text can end the element."""
    text = encode({"@context": CONTEXT, "@graph": [_full(node) for node in nodes]}).decode("utf-8")
    return Markup(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def _full(node: Node) -> Node:
    """A node without what it says nothing of."""
    return {key: value for key, value in node.items() if value or value is False or value == 0}


# Words


def text_of(words: Words) -> str:
    """Words of a view without markup."""
    if isinstance(words, Markup):
        return _bare(str(words))
    return words


def prose_of(prose: ProseView) -> str:
    """A text of a view without markup and without the marks of its citations."""
    said = []
    for piece in prose.pieces:
        if isinstance(piece, Markup):
            said.append(str(piece))
        elif isinstance(piece, NoteView):
            said.append(str(piece.words) if isinstance(piece.words, Markup) else html.escape(piece.words))
    return _bare("".join(said))


def _bare(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


# Addresses


class _Place:
    """Where a page is: makes its addresses absolute when the settings give the site's."""

    def __init__(self, frame: FrameView) -> None:
        self.page = frame.canonical
        self.root = self.at(frame.root)
        self.home = self.at(frame.home)

    def at(self, href: str) -> str:
        """The address that a link of the page leads to."""
        if not href or not self.page or "://" in href or href.startswith("mailto:"):
            return href
        if href.startswith("#"):
            return f"{self.page}{href}"
        return urljoin(self.page, quote(href, safe="/-._~?&=#%:@!$'()*+,;"))


# What is around every page


def _around(frame: FrameView, place: _Place) -> Iterator[Node]:
    publisher = frame.publisher
    yield {
        "@type": "WebSite",
        "@id": f"{place.home}#website",
        "name": frame.site_title,
        "url": place.home,
        "inLanguage": frame.language,
        "publisher": {"@id": f"{place.root}#publisher"} if publisher else None,
    }
    if publisher:
        yield _publisher(publisher, place)


def _publisher(publisher: PublisherView, place: _Place) -> Node:
    return {
        "@type": "Organization",
        "@id": f"{place.root}#publisher",
        "name": publisher.name,
        "url": publisher.href,
        "logo": {"@type": "ImageObject", "url": place.at(publisher.logo)} if publisher.logo else None,
        "email": publisher.email,
        "ethicsPolicy": place.at(publisher.ethics),
        "publishingPrinciples": place.at(publisher.ethics),
        "correctionsPolicy": place.at(publisher.corrections),
        "ownershipFundingInfo": place.at(publisher.ownership),
    }


def _page(frame: FrameView, place: _Place, kind: str, title: str, description: str = "") -> Node:
    return {
        "@type": kind,
        "@id": f"{place.page}#page",
        "url": place.page,
        "name": title,
        "description": description,
        "inLanguage": frame.language,
        "isPartOf": {"@id": f"{place.home}#website"},
        "publisher": {"@id": f"{place.root}#publisher"} if frame.publisher else None,
        "license": frame.licence.href if frame.licence else "",
        "breadcrumb": {"@id": f"{place.page}#breadcrumbs"},
    }


def _breadcrumbs(frame: FrameView, place: _Place, title: str, above: LinkView | None = None) -> Node:
    """The way from the home page to this one."""
    steps = [(frame.site_title, place.home)]
    if above is not None:
        steps.append((text_of(above.words), place.at(above.href)))
    steps.append((title, place.page))
    return {
        "@type": "BreadcrumbList",
        "@id": f"{place.page}#breadcrumbs",
        "itemListElement": [
            _full({"@type": "ListItem", "position": number, "name": name, "item": url})
            for number, (name, url) in enumerate(steps, 1)
        ],
    }


def _cards(cards: Iterable[CardView], place: _Place, language: str) -> list[Node]:
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


# Lists


def _home(view: HomeView) -> Iterator[Node]:
    frame, place = view.frame, _Place(view.frame)
    yield from _around(frame, place)
    description = "" if view.words else frame.site_description
    cards = {card.href: card for card in (*view.newest, *(card for shelf in view.shelves for card in shelf.cards))}
    page = _page(frame, place, "CollectionPage", view.title, description)
    yield {**page, "breadcrumb": None, "hasPart": _cards(cards.values(), place, frame.language)}


def _explainers(view: ExplainersView) -> Iterator[Node]:
    frame, place = view.frame, _Place(view.frame)
    yield from _around(frame, place)
    page = _page(frame, place, "CollectionPage", view.title)
    yield {**page, "hasPart": _cards(view.cards, place, frame.language)}
    yield _breadcrumbs(frame, place, view.title)


def _topic(view: TopicView) -> Iterator[Node]:
    frame, place = view.frame, _Place(view.frame)
    yield from _around(frame, place)
    yield {
        **_page(frame, place, "CollectionPage", view.title, view.description),
        "about": {"@type": "Thing", "name": view.title},
        "hasPart": _cards(view.cards, place, frame.language),
    }
    yield _breadcrumbs(frame, place, view.title)


def _collection(view: FiguresPageView | GlossaryView | CorrectionsView | SearchView) -> Iterator[Node]:
    yield from _plain(view, "CollectionPage")


def _ordinary(view: OrdinaryView) -> Iterator[Node]:
    yield from _plain(view, "WebPage")


def _missing(view: MissingView) -> Iterator[Node]:
    """The page that a host shows at any address has none of its own, and so no place on the way from the home page."""
    yield from _around(view.frame, _Place(view.frame))


def _plain(
    view: FiguresPageView | GlossaryView | CorrectionsView | SearchView | OrdinaryView, kind: str
) -> Iterator[Node]:
    frame, place = view.frame, _Place(view.frame)
    yield from _around(frame, place)
    yield _page(frame, place, kind, view.title)
    yield _breadcrumbs(frame, place, view.title)


# Explainers


def _explainer(view: ExplainerView) -> Iterator[Node]:
    frame, place = view.frame, _Place(view.frame)
    sections = _sections(view)
    figures, timeline = _content(sections, FiguresView), _content(sections, TimelineView)
    actors, sources, history = (
        _content(sections, ActorsView),
        _content(sections, SourcesView),
        _content(sections, HistoryView),
    )
    events = [*timeline.events, *timeline.scheduled] if timeline else []
    observations = list(_observations(figures)) if figures else []
    happened = [_event(event, place) for event in events if event.date.machine]
    people = [_actor(actor) for actor in actors.actors] if actors else []
    described = frozenset(f"#actor-{actor.id}" for actor in actors.actors) if actors else frozenset()
    yield from _around(frame, place)
    yield {
        "@type": ["NewsArticle", "BackgroundNewsArticle"],
        "@id": f"{place.page}#article",
        "url": place.page,
        "mainEntityOfPage": place.page,
        "headline": view.title_plain,
        "description": prose_of(view.standfirst),
        "inLanguage": frame.language,
        "datePublished": view.published_at,
        "dateModified": view.updated_at or view.published_at,
        "author": _authors(view, place),
        "publisher": {"@id": f"{place.root}#publisher"} if frame.publisher else None,
        "isPartOf": {"@id": f"{place.home}#website"},
        "image": [place.at(picture) for picture in (view.picture.src if view.picture else "", frame.card) if picture],
        "articleSection": text_of(view.kicker),
        "keywords": [text_of(topic.words) for topic in view.topics],
        "about": [{"@type": "Thing", "name": text_of(link.words), "url": place.at(link.href)} for link in view.topics],
        "temporalCoverage": _coverage(timeline.events) if timeline else "",
        "citation": [_source(source, described) for source in sources.sources] if sources else [],
        "mentions": [*people, *observations, *happened],
        "correction": [_correction(entry) for entry in history.corrections] if history else [],
        "backstory": _backstory(frame, place),
        "license": frame.licence.href if frame.licence else "",
        "workTranslation": [
            {"@type": "CreativeWork", "url": place.at(link.href), "inLanguage": link.language}
            for link in frame.languages
            if not link.current
        ],
    }
    above = view.topics[0] if view.topics else None
    yield _breadcrumbs(frame, place, view.title_plain, above)


def _sections(view: ExplainerView) -> dict[type, Any]:
    """What the page's sections show, by kind, wherever they stand; a part shown inside the article is none."""
    moved = (piece for piece in view.body.pieces if isinstance(piece, SectionView))
    return {type(section.content): section.content for section in (*moved, *view.sections) if not section.part}


_Content = TypeVar("_Content")


def _content(sections: dict[type, Any], kind: type[_Content]) -> _Content | None:
    found: _Content | None = sections.get(kind)
    return found


def _authors(view: ExplainerView, place: _Place) -> list[Node]:
    publisher = view.frame.publisher
    if not view.authors:
        return [{"@id": f"{place.root}#publisher"}] if publisher else []
    ours = {view.frame.site_title, publisher.name if publisher else view.frame.site_title}
    return [
        _full({
            "@type": "Organization" if text_of(author.name) in ours else "Person",
            "name": text_of(author.name),
            "url": author.href,
            "jobTitle": "" if text_of(author.name) in ours else text_of(author.role),
        })
        for author in view.authors
    ]  # fmt: skip


def _backstory(frame: FrameView, place: _Place) -> Node | None:
    """How an article came to be: the page that says how the desk works."""
    publisher = frame.publisher
    if publisher is None or not publisher.ethics:
        return None
    words = next(link.words for link in publisher.policies if link.href == publisher.ethics)
    return {"@type": "CreativeWork", "name": text_of(words), "url": place.at(publisher.ethics)}


def _coverage(events: tuple[EventView, ...]) -> str:
    """From the first event to the last (ISO 8601, as schema.org asks); empty without events."""
    starts = [event.date.machine for event in events if event.date.machine]
    ends = [event.until or event.date.machine for event in events if event.date.machine]
    if not starts:
        return ""
    first, last = min(starts), ".." if any(event.ongoing for event in events) else max(ends)
    return first if first == last else f"{first}/{last}"


def _observations(view: FiguresView) -> Iterator[Node]:
    for figure in view.figures:
        for number, shown in enumerate(figure.estimates, 1):
            several = f"-{number}" if len(figure.estimates) > 1 else ""
            yield _full({
                "@id": f"#figure-{figure.id}{several}",
                "name": text_of(figure.label),
                "@type": "Observation",
                **_value(shown, text_of(figure.unit)),
                "observationDate": shown.as_of.machine if shown.as_of else "",
                # A number is not said without who says it, and what is to be said of it.
                "description": [
                    text_of(text) for text in (shown.attribution, shown.status, *shown.remarks) if text
                ],
                "subjectOf": [{"@id": mark.href} for mark in shown.marks],
            })  # fmt: skip


def _value(shown: ObservationView, unit: str) -> Node:
    """A value as a number where the page gives number and unit apart, and as its words where they are one."""
    if not unit:
        return {"value": text_of(shown.value)}
    value, low, high = (_number(text) for text in (shown.number, shown.low, shown.high))
    if low is not None or high is not None:
        found = {"minValue": low, "maxValue": high, "value": None if low is not None and high is not None else value}
    elif shown.qualifier in ("at-least", "more-than"):
        found = {"minValue": value}
    elif shown.qualifier == "at-most":
        found = {"maxValue": value}
    elif shown.qualifier == "about":
        return {"value": text_of(shown.value), "unitText": unit}
    else:
        found = {"value": value}
    return {**found, "unitText": unit}


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _event(event: EventView, place: _Place) -> Node:
    status = {"cancelled": "https://schema.org/EventCancelled", "scheduled": "https://schema.org/EventScheduled"}
    return _full({
        "@id": f"#event-{event.id}",
        "name": text_of(event.title),
        "@type": "Event",
        "startDate": event.date.machine,
        "endDate": event.until,
        # That it is claimed or disputed is never left out; its text stands where `@id` points.
        "description": event.status_words,
        "eventStatus": status.get(event.status, ""),
        "image": place.at(event.picture.src) if event.picture else "",
        "subjectOf": [{"@id": mark.href} for mark in event.marks],
    })  # fmt: skip


def _actor(actor: ActorView) -> Node:
    return _full({
        "@id": f"#actor-{actor.id}",
        "name": text_of(actor.name),
        "@type": _ACTORS[actor.kind],
        "alternateName": [name.value for name in actor.names],
        "sameAs": list(actor.same_as),
    })  # fmt: skip


def _source(source: SourceView, described: frozenset[str]) -> Node:
    link = source.publisher
    return _full({
        "@id": f"#source-{source.id}",
        "name": text_of(source.title),
        "@type": _SOURCES.get(source.type, "CreativeWork"),
        "alternateName": text_of(source.title_translated),
        # Whether an author is a person the sheet does not say.
        "author": [{"name": text_of(author)} for author in source.authors],
        "publisher": _publisher_of(link, described) if link else None,
        "datePublished": source.issued.machine if source.issued else "",
        "url": source.url,
        "archivedAt": source.archived_url,
        "sameAs": f"https://doi.org/{source.doi}" if source.doi else "",
        "inLanguage": source.language,
        "isPartOf": {"@type": "CreativeWork", "name": text_of(source.container_title)}
        if source.container_title
        else None,
    })  # fmt: skip


def _publisher_of(link: ActorLink, described: frozenset[str]) -> Node:
    """Whoever published a source: one that the page describes by its name there, and any other as an organisation."""
    if link.href in described:
        return {"@id": link.href}
    return {"@type": "Organization", "name": text_of(link.name)}


def _correction(entry: EntryView) -> Node:
    said = [text for text in (prose_of(entry.text), text_of(entry.was), text_of(entry.now)) if text]
    return _full({
        "@type": "CorrectionComment",
        "@id": f"#history-{entry.id}",
        "name": entry.kind_words,
        "text": said if len(said) > 1 else "".join(said),
        "datePublished": entry.date.machine,
    })  # fmt: skip


DESCRIBED: dict[type, Callable[[Any], Iterator[Node]]] = {
    ExplainerView: _explainer,
    ExplainersView: _explainers,
    HomeView: _home,
    TopicView: _topic,
    FiguresPageView: _collection,
    GlossaryView: _collection,
    CorrectionsView: _collection,
    SearchView: _collection,
    OrdinaryView: _ordinary,
    MissingView: _missing,
}
