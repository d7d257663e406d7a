"""The pages made of facts from many explainers: all figures, the glossary, the timeline of a topic."""

from __future__ import annotations

import datetime
import itertools
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from generator.language.speech import Speech, machine
from generator.language.tags import foreign
from generator.model.dates import parse_date
from generator.model.entry import Entry, Facts, FigureLine, Listing
from generator.model.moments import zone
from generator.output.downloads import data_of, downloads
from generator.output.frame import frame
from generator.output.list_views import (
    FigureRowView,
    FiguresPageView,
    FoundView,
    GlossaryTermView,
    GlossaryView,
    MeaningView,
    OrdersView,
    SearchRowView,
    SearchView,
    TopicEventView,
)
from generator.output.outputs import go_on, paced
from generator.output.paging import page_links, page_url, stretches
from generator.output.theme import Assets
from generator.resolve.site import Site
from generator.resolve.surroundings import root_of
from generator.resolve.topics import topic_title
from generator.sections.parts import DateView

ROWS = 1000
"""How many figures stand on a page of the list at most."""

ORDERS = ("label", "date", "says", "explainer")
"""The orders of the list of figures, as `OrdersView` names them. Each has pages of its own: sorting needs no script."""

SORTED_ROWS = 5000
"""Above this many figures there is one order only: a longer list is not read from end to end, whatever its order."""

TOPIC_EVENTS = 400
"""How many events a topic shows."""


def facts_in(entry: Entry, site: Site, language: str) -> Facts | None:
    """The facts of an explainer as lists in a language show them; None where it has none, or no page there.

    The site's own language lists everything, in whatever language it is.
    """
    if language in entry.facts:
        return entry.facts[language]
    return entry.facts.get(entry.language) if language == site.settings.language else None


def figures_url(prefix: str, number: int, order: str = "label") -> str:
    """The address of a page of the list of figures in an order, from 0."""
    return page_url(f"{prefix}figures/" if order == "label" else f"{prefix}figures/by-{order}/", number)


class FigureList:
    """The figures of a language, in each order that the list is offered in. Sorted when they are asked for."""

    def __init__(self, site: Site, language: str, pause: Callable[[], None] = go_on) -> None:
        self._site = site
        self._language = language
        self._pause = pause
        self._count = sum(
            found.figures.count for entry in site.entries.values() if (found := facts_in(entry, site, language))
        )
        self._pages: dict[str, list[list[tuple[FigureLine, Entry]]]] = {}

    @property
    def orders(self) -> tuple[str, ...]:
        """The orders that the list is offered in, the one of its own address first."""
        return ORDERS if 1 < self._count <= SORTED_ROWS else ORDERS[:1]

    def pages(self, order: str = "label") -> list[list[tuple[FigureLine, Entry]]]:
        """The pages of the list in an order: at least one, which may be empty.

        Each line stands there with its explainer; lines that are equal in this order, by their labels.
        """
        if order not in self._pages:
            keys: dict[str, Callable[[tuple[FigureLine, Entry]], object]] = {
                "date": lambda pair: parse_date(pair[0].as_of).sort_key if pair[0].as_of else (0, 0),
                "says": lambda pair: (not pair[0].attribution, _folded(pair[0].attribution)),
                "explainer": lambda pair: _folded(self._site.listing(pair[1], self._language).title),
            }
            found = [
                (line, entry)
                for entry in paced(self._site.entries.values(), self._pause)
                if (shown := facts_in(entry, self._site, self._language))
                for line in shown.figure_lines()
            ]
            found.sort(key=lambda pair: (_folded(pair[0].label), pair[1].slug))
            if order != "label":
                # Two sorts: what is equal in the second stays in the order of the first.
                found.sort(key=keys[order], reverse=order == "date")  # type: ignore[arg-type]
            parts = stretches(((f"{entry.slug}#{line.id}", 1) for line, entry in found), ROWS)
            rest = iter(found)
            self._pages[order] = [list(itertools.islice(rest, len(part))) for part in parts]
        return self._pages[order]


def figures_view(
    site: Site,
    speech: Speech,
    assets: Assets,
    rows: FigureList,
    moments: Mapping[str, float],
    number: int,
    order: str = "label",
) -> FiguresPageView:
    """A page of the list of all figures in a language. `moments` are the last turning point of each explainer by slug:
    what was out of date then is said to be, and the reader's browser judges anew."""
    language = speech.language
    prefix = site.prefix(language)
    url = figures_url(prefix, number, order)
    root = root_of(url)
    title = speech.word("All figures")
    orders = rows.orders
    kinds = {kind for entry, _ in site.listed(language) for kind in entry.data}
    return FiguresPageView(
        frame=frame(
            site.masthead(language),
            speech,
            assets,
            url,
            title,
            speech.word("Every figure of this site, with who says it and as of when."),
            site.versions("figures/"),
            index=order == "label",
        ),
        title=title,
        order=order,
        orders=OrdersView(*(f"{root}{figures_url(prefix, 0, each)}" for each in orders)) if len(orders) > 1 else None,
        rows=tuple(
            _row(site, speech, line, entry, root, moments[entry.slug]) for line, entry in rows.pages(order)[number]
        ),
        pages=page_links(figures_url(prefix, 0, order), number, len(rows.pages(order)), speech),
        data=downloads(speech, data_of(kinds), f"{root}{site.prefix(language)}", "site") if kinds else (),
    )


def _row(site: Site, speech: Speech, line: FigureLine, entry: Entry, root: str, moment: float) -> FigureRowView:
    today = datetime.datetime.fromtimestamp(moment, zone(site.settings.timezone)).date().isoformat()
    listing = site.listing(entry, speech.language)
    language, facing = foreign(listing.language, speech.language)
    page = f"{root}{site.url(entry, listing.language)}"
    return FigureRowView(
        href=f"{page}#figure-{line.id}",
        label=line.label,
        value=line.value,
        attribution=line.attribution,
        as_of=_date(speech, line.as_of, inferred=line.inferred) if line.as_of else None,
        status=line.status,
        stale_on=line.stale_on,
        is_stale=bool(line.stale_on) and line.stale_on <= today,
        explainer=listing.title,
        explainer_href=page,
        language=language,
        direction=facing,
    )


def search_url(prefix: str, number: int) -> str:
    """The address of a page of the list of all titles, questions and terms, from 0."""
    return page_url(f"{prefix}search/", number)


def search_pages(site: Site, language: str, pause: Callable[[], None] = go_on) -> tuple[tuple[str, ...], ...]:
    """The slugs that each page of that list shows, sorted by title: at least one page, which may be empty."""
    listed = [
        (
            _folded(site.listing(entry, language).title),
            slug,
            1 + found.questions.count + found.terms.count if found else 1,
        )
        for slug, entry in paced(site.entries.items(), pause)
        if language in entry.listings or language == site.settings.language
        for found in (facts_in(entry, site, language),)
    ]
    return stretches(((slug, count) for _title, slug, count in sorted(listed)), ROWS)


def search_view(
    site: Site, speech: Speech, assets: Assets, pages: tuple[tuple[str, ...], ...], number: int, index: tuple[str, ...]
) -> SearchView:
    """A page of the list of all titles, questions and terms; `pages` are `search_pages`.

    `index` holds the folders of the volumes of the index, the one that leads first; empty where there is none.
    """
    language = speech.language
    prefix = site.prefix(language)
    url = search_url(prefix, number)
    root = root_of(url)
    title = speech.word("Search")
    return SearchView(
        frame=frame(
            site.masthead(language),
            speech,
            assets,
            url,
            title,
            speech.word("Look through the explainers, figures, events, questions and terms of this site."),
            site.versions("search/"),
        ),
        title=title,
        rows=tuple(_search_row(site, language, site.entries[slug], root) for slug in pages[number]),
        pages=page_links(search_url(prefix, 0), number, len(pages), speech),
        topics=tuple(sorted({topic_title(named, site.settings) for named in site.topics[language].values()})),
        index=f"{root}{index[0]}pagefind.js" if index else "",
        volumes=tuple(f"{root}{folder}" for folder in index[1:]),
        script=f"{root}{assets.search}" if assets.search else "",
    )


def _search_row(site: Site, language: str, entry: Entry, root: str) -> SearchRowView:
    listing = site.listing(entry, language)
    page = f"{root}{site.url(entry, listing.language)}"
    shown = facts_in(entry, site, language) or Facts()
    found = [FoundView("question", f"{page}#question-{line.anchor}", line.question) for line in shown.question_lines()]
    found += [FoundView("term", f"{page}#term-{line.id}", line.term) for line in shown.term_lines()]
    return SearchRowView(page, listing.title, *foreign(listing.language, language), tuple(found))


def glossary_view(site: Site, speech: Speech, assets: Assets) -> GlossaryView:
    """The glossary of a language. A term that several explainers define alike stands there once."""
    language = speech.language
    url = f"{site.prefix(language)}glossary/"
    root = root_of(url)
    found: dict[tuple[str, str], dict[str, MeaningView]] = {}
    for entry in site.entries.values():
        shown = facts_in(entry, site, language)
        listing = site.listing(entry, language) if shown else None
        for line in shown.term_lines() if shown else ():
            assert listing is not None
            meaning = MeaningView(
                line.definition, f"{root}{site.url(entry, listing.language)}#term-{line.id}", listing.title
            )
            found.setdefault((line.term, listing.language), {}).setdefault(line.definition, meaning)
    title = speech.word("Glossary")
    return GlossaryView(
        frame=frame(
            site.masthead(language),
            speech,
            assets,
            url,
            title,
            speech.word("The terms that this site explains, and what they mean."),
            site.versions("glossary/"),
        ),
        title=title,
        terms=tuple(
            GlossaryTermView(
                term,
                *foreign(spoken, language),
                tuple(meanings.values()),
            )
            for (term, spoken), meanings in sorted(found.items(), key=lambda pair: (_folded(pair[0][0]), pair[0]))
        ),
    )


def merged_events(
    site: Site, speech: Speech, listed: Iterable[tuple[Entry, Listing]], url: str
) -> list[TopicEventView]:
    """The events of these explainers in one order of time."""
    found = []
    for entry, listing in listed:
        shown = facts_in(entry, site, speech.language)
        found += [(parse_date(line.date), line, entry, listing) for line in (shown.event_lines() if shown else ())]
    found.sort(key=lambda item: (item[0].sort_key, item[2].slug))
    words = {
        "confirmed": "",
        "claimed": speech.word("claimed"),
        "disputed": speech.word("disputed"),
        "scheduled": speech.word("scheduled"),
        "cancelled": speech.word("cancelled"),
    }
    views = []
    last = ""
    for date, line, entry, listing in found:
        language, facing = foreign(listing.language, speech.language)
        year = f"{(date.last if date.form == 'point' else date.first).year:04}"
        views.append(
            TopicEventView(
                href=f"{root_of(url)}{site.url(entry, listing.language)}#event-{line.anchor}",
                date=DateView(machine(date), speech.date(date)),
                title=line.title,
                explainer=listing.title,
                language=language,
                direction=facing,
                status=line.status,
                status_words=words[line.status],
                year=year if year != last else "",
            )
        )
        last = year
    return views


def _date(speech: Speech, text: str, *, inferred: bool) -> DateView:
    date = parse_date(text)
    return DateView(machine(date), speech.date(date), inferred)


def _folded(text: str) -> str:
    """The text for sorting: without case and accents."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
