"""The page of an explainer for machines: the article, with what it cites, mentions and has corrected."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from generator.output.structured.around import around, breadcrumbs
from generator.output.structured.nodes import Node, Place, full, prose_of, text_of
from generator.output.views import ExplainerView, FrameView
from generator.sections.actors import ActorsView, ActorView
from generator.sections.figures import FiguresView, ObservationView
from generator.sections.history import EntryView, HistoryView
from generator.sections.parts import ActorLink, SectionView
from generator.sections.sources import SourcesView, SourceView
from generator.sections.timeline import EventView, TimelineView

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


def explainer(view: ExplainerView) -> Iterator[Node]:
    """The page of an explainer."""
    frame, place = view.frame, Place(view.frame)
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
    yield from around(frame, place)
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
    yield breadcrumbs(frame, place, view.title_plain, above)


def _sections(view: ExplainerView) -> dict[type, Any]:
    """What the page's sections show, by kind, wherever they stand; a part shown inside the article is none."""
    moved = (piece for piece in view.body.pieces if isinstance(piece, SectionView))
    return {type(section.content): section.content for section in (*moved, *view.sections) if not section.part}


_Content = TypeVar("_Content")


def _content(sections: dict[type, Any], kind: type[_Content]) -> _Content | None:
    found: _Content | None = sections.get(kind)
    return found


def _authors(view: ExplainerView, place: Place) -> list[Node]:
    publisher = view.frame.publisher
    if not view.authors:
        return [{"@id": f"{place.root}#publisher"}] if publisher else []
    ours = {view.frame.site_title, publisher.name if publisher else view.frame.site_title}
    return [
        full({
            "@type": "Organization" if text_of(author.name) in ours else "Person",
            "name": text_of(author.name),
            "url": author.href,
            "jobTitle": "" if text_of(author.name) in ours else text_of(author.role),
        })
        for author in view.authors
    ]  # fmt: skip


def _backstory(frame: FrameView, place: Place) -> Node | None:
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
            yield full({
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


def _event(event: EventView, place: Place) -> Node:
    # Of a day that has passed, `EventScheduled` says that it went as planned, which nobody told us.
    planned = "" if event.over else "https://schema.org/EventScheduled"
    status = {"cancelled": "https://schema.org/EventCancelled", "scheduled": planned}
    return full({
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
    return full({
        "@id": f"#actor-{actor.id}",
        "name": text_of(actor.name),
        "@type": _ACTORS[actor.kind],
        "alternateName": [name.value for name in actor.names],
        "sameAs": list(actor.same_as),
    })  # fmt: skip


def _source(source: SourceView, described: frozenset[str]) -> Node:
    link = source.publisher
    return full({
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
    return full({
        "@type": "CorrectionComment",
        "@id": f"#history-{entry.id}",
        "name": entry.kind_words,
        "text": said if len(said) > 1 else "".join(said),
        "datePublished": entry.date.machine,
    })  # fmt: skip
