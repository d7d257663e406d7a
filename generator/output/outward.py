"""What a site as a whole says to programs: feeds, the sitemap, `robots.txt`, and its facts as data."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from generator.model.entry import Entry, Listing
from generator.model.moments import parse_moment
from generator.output import feeds, sitemap
from generator.output.data import csl, records, timeline
from generator.output.downloads import data_of
from generator.output.frame import absolute
from generator.output.indexes import facts_in
from generator.output.json import encode
from generator.output.names import ATOM, JSON_FEED
from generator.output.outputs import Bytes, Joined, ListFile, Material, Output, fingerprint, paced
from generator.resolve.topics import by_topic, topic_slug, topic_title

if TYPE_CHECKING:
    from generator.output.contents import Contents
    from generator.resolve.site import Site
    from generator.resolve.surroundings import Masthead

ROBOTS = "robots.txt"


def outward(site: Site, material: Material, mastheads: Mapping[str, Masthead], contents: Contents) -> Iterator[Output]:
    """The files of the whole site for programs. Feeds and the sitemap need absolute addresses, and so a `url`."""
    tool = fingerprint(material.tool, material.words)
    for language in site.languages:
        masthead = mastheads[language]
        common = fingerprint(tool, masthead)
        if site.settings.url:
            yield from _feeds(site, masthead, common)
        yield from _data(site, masthead, common, material.pause)
    if site.settings.url:
        yield from _sitemap(site, tool, contents, material.pause)
    if f"content/_static/{ROBOTS}" not in material.static:
        data = sitemap.robots(site.settings.url)
        yield Bytes(ROBOTS, "robots.txt", fingerprint(data), data)


def _feeds(site: Site, masthead: Masthead, common: bytes) -> Iterator[Output]:
    language, prefix = masthead.language, masthead.prefix
    told: list[tuple[str, str, list[tuple[Entry, Listing]]]] = [("", prefix, list(site.public(language)))]
    told += [(topic, f"{prefix}topics/{topic}/", pairs) for topic, pairs in by_topic(told[0][2]).items()]
    for topic, folder, pairs in told:
        listed = heapq.nlargest(feeds.POSTS, pairs, key=lambda pair: (pair[1].announced, pair[0].slug))
        if not listed:
            continue
        title = site.topics[language].get(topic, ""), site.settings.topics.get(topic)
        seen = [
            *((entry.slug, listing.language, listing.title, listing.standfirst, entry.publish_at, listing.announced)
            for entry, listing in listed),
            *((entry.topics, [site.settings.topics.get(topic_slug(name)) for name in entry.topics])
            for entry, _ in listed),
        ]  # fmt: skip
        for name, form in ((ATOM, feeds.atom), (JSON_FEED, feeds.json_feed)):
            yield ListFile(
                f"{folder}{name}",
                "the feed",
                fingerprint(common, folder, name, title, seen),
                "feeds",
                partial(_feed, form, site, masthead, listed, topic),
            )


def _feed(
    form: Callable[[feeds.Feed], bytes],
    site: Site,
    masthead: Masthead,
    listed: list[tuple[Entry, Listing]],
    topic: str,
) -> bytes:
    return form(feeds.list_feed(site, masthead, listed, topic))


def _sitemap(site: Site, tool: bytes, contents: Contents, pause: Callable[[], None]) -> Iterator[Output]:
    pages = sitemap.located(site, contents)
    pause()
    files = sitemap.sitemaps(site, pages)
    for path, part in files.items():
        mark = fingerprint(tool, site.settings.url, site.settings.timezone, part or pages, bool(part))
        make = (
            partial(sitemap.sitemap, site, part) if part or not pages else partial(sitemap.sitemap_index, site, files)
        )
        yield ListFile(path, "the sitemap", mark, "sitemap", make)


# Data


def _data(site: Site, masthead: Masthead, common: bytes, pause: Callable[[], None]) -> Iterator[Output]:
    language, prefix = masthead.language, masthead.prefix
    listed = list(site.listed(language))
    if not any(entry.data for entry, _ in listed):
        return
    title, words = site.settings.title, site.settings.description
    seen = [
        (entry.slug, tuple(entry.listings), entry.topics, listing.title, listing.standfirst, listing.section,
         listing.date, listing.updated, entry.data, facts_in(entry, site, language))
        for entry, listing in paced(listed, pause)
    ]  # fmt: skip
    mark = fingerprint(common, seen, site.settings.topics)
    yield ListFile(f"{prefix}facts.json", "the data", mark, "data", partial(site_facts, site, masthead, listed))
    for name, kind, join in (
        ("figures.csv", "figures", _join_tables),
        ("events.csv", "events", _join_tables),
        ("sources.json", "sources", _join_sources),
        ("timeline.json", "events", partial(_join_timelines, title, words)),
    ):
        yield from _joined(site, f"{prefix}{name}", common, listed, kind, name, join)
    about: dict[str, list[tuple[Entry, Listing]]] = {}
    for pair in listed:
        for slug in dict.fromkeys(map(topic_slug, pair[0].topics)) if "events" in pair[0].data else ():
            about.setdefault(slug, []).append(pair)
    for slug, pairs in about.items():
        known = site.settings.topics.get(slug)
        title = topic_title(site.topics[language][slug], site.settings)
        join = partial(_join_timelines, title, known.description if known else "")
        path = f"{prefix}topics/{slug}/timeline.json"
        yield from _joined(site, path, fingerprint(common, title, known), pairs, "events", "timeline.json", join)


def _joined(
    site: Site,
    path: str,
    common: bytes,
    listed: Iterable[tuple[Entry, Listing]],
    kind: str,
    name: str,
    join: Callable[[Iterable[bytes]], Iterator[bytes]],
) -> Iterator[Output]:
    """A file joined from the files of this name beside the pages of explainers that have data of this kind."""
    parts = [
        (
            f"{site.url(entry, listing.language)}{name}",
            (entry.sheets if kind == "figures" else entry.other_facts).get(listing.language, b""),
        )
        for entry, listing in listed
        if kind in entry.data
    ]
    if parts:
        # What is joined changes with the facts of its kind alone: an edit of prose leaves it as it is, and one of a
        # figure what tells of events and sources.
        mark = fingerprint(common, path, parts)
        yield Joined(path, "the data", mark, "data", tuple(part for part, _ in parts), join)


def _join_tables(parts: Iterable[bytes]) -> Iterator[bytes]:
    for number, part in enumerate(parts):
        yield part if number == 0 else part[part.index(b"\r\n") + 2 :]


def _join_sources(parts: Iterable[bytes]) -> Iterator[bytes]:
    yield from _listed(csl.array, csl.items_of, b",\n", parts)


def _join_timelines(title: str, words: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    head: dict[str, object] = {"title": {"text": timeline.slide(title, words)}}
    yield from _listed(partial(timeline.whole, head), timeline.events_of, b",", parts)


def _listed(
    whole: Callable[[bytes], bytes], inner: Callable[[bytes], bytes], between: bytes, parts: Iterable[bytes]
) -> Iterator[bytes]:
    """The pieces of a whole around what stands inside of each part."""
    mark = b"\0"
    before, _, after = whole(mark).partition(mark)
    yield before
    for number, part in enumerate(parts):
        yield between + inner(part) if number else inner(part)
    yield after


def site_facts(site: Site, masthead: Masthead, listed: Iterable[tuple[Entry, Listing]]) -> bytes:
    """All explainers of a language of the site, with what their figures stand at and their events."""
    settings = masthead.settings
    found = records.SiteFile(
        format=records.SITE_FORMAT,
        language=masthead.language,
        title=settings.title,
        url=absolute(settings.url, masthead.prefix),
        description=settings.description,
        publisher=settings.publisher.name if settings.publisher else "",
        copyright=settings.copyright,
        licence=settings.licence,
        explainers=tuple(_explainer(site, masthead, entry, listing) for entry, listing in listed),
    )
    return encode(found) + b"\n"


def _explainer(site: Site, masthead: Masthead, entry: Entry, listing: Listing) -> records.SiteExplainer:
    path, zone = site.url(entry, listing.language), site.settings.timezone
    facts = facts_in(entry, site, masthead.language)
    return records.SiteExplainer(
        id=entry.slug,
        language=listing.language,
        title=listing.title,
        path=path,
        published=parse_moment(listing.date).iso(zone),
        url=absolute(site.settings.url, path),
        languages=tuple(entry.listings),
        standfirst=listing.standfirst,
        section=listing.section,
        topics=tuple(topic_title(topic, site.settings) for topic in entry.topics),
        updated=parse_moment(listing.updated).iso(zone) if listing.updated != listing.date else "",
        files=data_of(entry.data),
        figures=tuple(
            records.SiteFigure(
                id=line.id,
                label=line.label,
                value=line.value,
                attribution=line.attribution,
                as_of=line.as_of,
                inferred=line.inferred,
                status=line.status,
            )
            for line in (facts.figure_lines() if facts else ())
        ),
        events=tuple(
            records.SiteEvent(id=line.anchor, date=line.date, title=line.title, status=line.status)
            for line in (facts.event_lines() if facts else ())
        ),
    )
