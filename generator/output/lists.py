"""The pages that lead to explainers: home, topics, corrections, ordinary pages, the page for a wrong address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.language.speech import Speech, machine
from generator.language.tags import foreign
from generator.model.article import OrdinaryPage
from generator.model.dates import parse_date
from generator.model.entry import Entry, Listing, Notice
from generator.model.facts import Sheet
from generator.model.moments import parse_moment
from generator.model.prose import Link
from generator.output.downloads import FILES, downloads
from generator.output.feeds import kind_words
from generator.output.frame import frame, is_absolute
from generator.output.indexes import TOPIC_EVENTS, merged_events
from generator.output.list_views import (
    CardView,
    CorrectionsView,
    ExplainersView,
    HomeView,
    MissingView,
    NoticeView,
    OrdinaryView,
    ShelfView,
    TopicView,
)
from generator.output.names import MISSING
from generator.output.page import moment_view
from generator.output.paging import page_count, page_links, page_url
from generator.output.theme import Assets
from generator.output.views import LinkView
from generator.resolve.edition import Edition
from generator.resolve.site import Site
from generator.resolve.surroundings import Neighbour, Surroundings, root_of
from generator.resolve.topics import topic_title
from generator.sections.composer import Composer
from generator.sections.parts import DateView, ProseView

NEWEST = 5
"""How many explainers the home page shows as new."""

SHELF = 8
"""How many explainers of a section the home page shows, the newest."""

SHELVES = 24
"""How many sections the home page shows."""

CARDS = 200
"""How many explainers stand on a page of the list of all, or of a topic."""

NOTICES = 5
"""How many corrections the home page shows."""

WRONG = ("correction", "clarification", "editors-note", "retraction")
"""What counts as a correction; an update or a change is none."""


def home_view(site: Site, speech: Speech, assets: Assets) -> HomeView:
    """The home page of a language."""
    language = speech.language
    url = site.prefix(language)
    listed = list(site.listed(language))
    words = site.homes.get(language)
    shelves: dict[str, list[CardView]] = {}
    for entry, listing in sorted(listed, key=lambda pair: (pair[1].date, pair[0].slug), reverse=True):
        shelf = shelves.setdefault(listing.section, [])
        if len(shelf) < SHELF:
            shelf.append(_card(site, speech, entry, listing, url))
    newest = newest_first(listed)[:NEWEST]
    root = root_of(url)
    several = ExplainerList(site).pages(language) > 0
    return HomeView(
        frame=frame(
            site.masthead(speech.language),
            speech,
            assets,
            url,
            (words.title if words else "") or site.settings.title,
            site.settings.description,
            site.versions(""),
        ),
        title=(words.title if words else "") or site.settings.title,
        words=_prose(words, site, speech, url) if words and words.body else None,
        newest=tuple(_card(site, speech, entry, listing, url) for entry, listing in newest)
        if len(listed) > NEWEST
        else (),
        shelves=tuple(
            ShelfView(heading, tuple(shelf))
            for heading, shelf in sorted(shelves.items(), key=lambda pair: (not pair[0], pair[0]))[:SHELVES]
        ),
        all=LinkView(
            f"{root}{explainers_url(url, 0)}", speech.words("All {n} explainer", "All {n} explainers", len(listed))
        )
        if several
        else None,
        notices=_notices(site, speech, url, WRONG)[:NOTICES],
        topics=tuple(
            LinkView(f"{root}{url}topics/{slug}/", topic_title(topic, site.settings))
            for slug, topic in site.topics[language].items()
        ),
    )


def explainers_url(prefix: str, number: int) -> str:
    """The address of a page of the list of all explainers, from 0."""
    return page_url(f"{prefix}explainers/", number)


class ExplainerList:
    """The list of all explainers in each language, in pages; looked at and sorted once for all of them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._pages: dict[str, int] = {}
        self._newest: dict[str, list[tuple[Entry, Listing]]] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """Those in which there is such a list."""
        return tuple(code for code in self._site.languages if self.pages(code))

    def pages(self, language: str) -> int:
        """How many pages it has in a language; 0 where the home page shows all explainers."""
        if language not in self._pages:
            listed = list(self._site.listed(language))
            shelves = Counter(listing.section for _, listing in listed)
            is_short = len(shelves) <= SHELVES and all(count <= SHELF for count in shelves.values())
            self._pages[language] = 0 if is_short else -(-len(listed) // CARDS)
        return self._pages[language]

    def shown(self, language: str, number: int) -> list[tuple[Entry, Listing]]:
        """What a page shows, from 0."""
        if language not in self._newest:
            self._newest[language] = newest_first(self._site.listed(language))
        return self._newest[language][number * CARDS : (number + 1) * CARDS]


def newest_first(listed: Iterable[tuple[Entry, Listing]]) -> list[tuple[Entry, Listing]]:
    """These explainers, what was published or updated last first."""
    return sorted(listed, key=lambda pair: (pair[1].updated, pair[0].slug), reverse=True)


def explainers_view(
    site: Site, speech: Speech, assets: Assets, everything: ExplainerList, number: int
) -> ExplainersView:
    """A page of the list of all explainers."""
    language = speech.language
    prefix = site.prefix(language)
    url = explainers_url(prefix, number)
    title = speech.word("All explainers")
    return ExplainersView(
        frame=frame(
            site.masthead(language),
            speech,
            assets,
            url,
            title,
            speech.word("Every explainer of this site, what was updated last first."),
            site.versions("explainers/", everything.languages),
        ),
        title=title,
        cards=tuple(_card(site, speech, entry, listing, url) for entry, listing in everything.shown(language, number)),
        pages=page_links(explainers_url(prefix, 0), number, everything.pages(language), speech),
    )


def topic_url(prefix: str, slug: str, number: int) -> str:
    """The address of a page of a topic, from 0."""
    return page_url(f"{prefix}topics/{slug}/", number)


def topic_pages(count: int) -> int:
    """How many pages a topic of so many explainers has."""
    return page_count(count, CARDS)


def topic_view(
    site: Site, speech: Speech, assets: Assets, slug: str, listed: list[tuple[Entry, Listing]], number: int
) -> TopicView:
    """A page of a topic in a language. `listed` are all its explainers, the newest first; page 0 has the timeline."""
    language = speech.language
    first = topic_url(site.prefix(language), slug, 0)
    url = page_url(first, number)
    title = topic_title(site.topics[language][slug], site.settings)
    known = site.settings.topics.get(slug)
    languages = tuple(code for code in site.languages if slug in site.topics[code])
    events = merged_events(site, speech, listed, url) if number == 0 else []
    has_data = number == 0 and any("events" in entry.data for entry, _ in listed)
    return TopicView(
        frame=frame(
            site.masthead(speech.language),
            speech,
            assets,
            url,
            title,
            known.description if known else "",
            site.versions(f"topics/{slug}/", languages),
            feed=first if _is_told(site, language, listed) else "",
        ),
        title=title,
        description=known.description if known else "",
        cards=tuple(
            _card(site, speech, entry, listing, url) for entry, listing in listed[number * CARDS : (number + 1) * CARDS]
        ),
        pages=page_links(first, number, topic_pages(len(listed)), speech),
        events=tuple(events[-TOPIC_EVENTS:]),
        older=max(0, len(events) - TOPIC_EVENTS),
        data=downloads(speech, (FILES["timeline"],) if has_data else (), "", slug),
    )


def _is_told(site: Site, language: str, listed: Iterable[tuple[Entry, Listing]]) -> bool:
    """Whether a feed tells of these explainers: there are addresses for it, and one of them is no draft."""
    public = {entry.slug for entry, _ in site.public(language)} if site.settings.url else set()
    return any(entry.slug in public for entry, _ in listed)


def corrections_view(site: Site, speech: Speech, assets: Assets) -> CorrectionsView:
    """The corrections of the site in a language."""
    url = f"{site.prefix(speech.language)}corrections/"
    policy = site.masthead(speech.language).policies.get("corrections")
    title = speech.word("Corrections")
    return CorrectionsView(
        frame=frame(
            site.masthead(speech.language),
            speech,
            assets,
            url,
            title,
            speech.word("What this site had wrong, what it said before, and when that was put right."),
            site.versions("corrections/"),
        ),
        title=title,
        notices=_notices(site, speech, url, WRONG),
        policy=LinkView(policy if is_absolute(policy) else f"{root_of(url)}{policy}", speech.word("How we correct"))
        if policy
        else None,
    )


def ordinary_view(site: Site, speech: Speech, assets: Assets, page: OrdinaryPage) -> OrdinaryView:
    """An ordinary page."""
    url = site.page_url(page)
    versions = tuple(
        Neighbour(site.page_url(found), found.title, code) for code, found in site.pages[page.slug].items()
    )
    return OrdinaryView(
        frame=frame(site.masthead(speech.language), speech, assets, url, page.title, page.description, versions),
        title=page.title,
        body=_prose(page, site, speech, url),
    )


def missing_view(site: Site, speech: Speech, assets: Assets) -> MissingView:
    """The page for an address that is not there, with a way on."""
    title = speech.word("Page not found")
    around = frame(site.masthead(speech.language), speech, assets, MISSING, title, index=False)
    newest = newest_first(site.listed(speech.language))[:NEWEST]
    cards = tuple(_card(site, speech, entry, listing, "", around.root) for entry, listing in newest)
    return MissingView(around, title, cards)


def _card(site: Site, speech: Speech, entry: Entry, listing: Listing, url: str, root: str = "") -> CardView:
    language, facing = foreign(listing.language, speech.language)
    zone = site.settings.timezone
    published = moment_view(parse_moment(listing.date), speech, zone)
    updated = moment_view(parse_moment(listing.updated), speech, zone) if listing.updated != listing.date else None
    return CardView(
        href=f"{root or root_of(url)}{site.url(entry, listing.language)}",
        title=listing.title,
        standfirst=listing.standfirst,
        language=language,
        direction=facing,
        kicker=listing.section,
        published=published,
        updated=updated,
        reading_time=speech.reading_time(listing.minutes),
        draft=listing.draft or entry.slug in site.drafts,
    )


def _notices(site: Site, speech: Speech, url: str, kinds: tuple[str, ...]) -> tuple[NoticeView, ...]:
    """Notices of these kinds, the newest first; of one day in the order of the explainers."""
    found: list[tuple[tuple[int, int], NoticeView]] = []
    for entry, listing in site.listed(speech.language):
        page = f"{root_of(url)}{site.url(entry, listing.language)}"
        for notice in entry.notices.get(listing.language, ()):
            if notice.kind in kinds:
                date = parse_date(notice.date)
                found.append(
                    (date.sort_key, _notice(speech, notice, listing, page, DateView(machine(date), speech.date(date))))
                )
    return tuple(view for _, view in sorted(found, key=lambda pair: pair[0], reverse=True))


def _notice(speech: Speech, notice: Notice, listing: Listing, page: str, date: DateView) -> NoticeView:
    return NoticeView(
        href=f"{page}#history-{notice.anchor}",
        title=listing.title,
        kind=notice.kind,
        kind_words=kind_words(speech)[notice.kind],
        date=date,
        text=notice.text,
        was=notice.was,
        now=notice.now,
    )


def _prose(page: OrdinaryPage, site: Site, speech: Speech, url: str) -> ProseView:
    """The text of an ordinary page. It has no sheet, so links are the only references in it."""
    slugs = {piece.slug for piece in page.body.pieces if isinstance(piece, Link)}
    neighbours = {slug: found for slug in slugs if (found := site.neighbour(slug, page.language))}
    edition = Edition(page.slug, page.article, Sheet(), Sheet())
    return Composer(edition, speech, Surroundings(url=url, neighbours=neighbours)).prose(page.body)
