"""`sitemap.xml` (sitemaps.org/protocol.html) with each page's languages, and `robots.txt` (RFC 9309)."""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.dates import parse_date
from generator.model.entry import Entry, Listing
from generator.model.moments import zone
from generator.output.contents import Contents
from generator.output.frame import absolute
from generator.output.indexes import figures_url, search_url
from generator.output.lists import WRONG, explainers_url, topic_pages, topic_url
from generator.resolve.entry import day_instant
from generator.resolve.site import Site
from generator.resolve.topics import by_topic

NAME = "sitemap.xml"

URLS = 50_000
"""Pages that one file may list (the protocol's limit)."""

BYTES = 50 * 1024 * 1024
"""And how long it may be."""

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@dataclass(frozen=True, slots=True)
class Located:
    """A page of the sitemap."""

    url: str
    """From the site's root."""
    modified: float = 0.0
    """Seconds since 1970 (UTC) of its last change; 0 when nobody knows."""
    versions: tuple[tuple[str, str], ...] = ()
    """Language and address of each version, itself included; empty when there is one. The first is everyone else's."""


def located(site: Site, contents: Contents) -> tuple[Located, ...]:
    """Every page that search engines should know, in the order of addresses."""
    return tuple(sorted((*_explainers(site), *_lists(site, contents), *_ordinary(site)), key=lambda page: page.url))


def sitemaps(site: Site, pages: tuple[Located, ...]) -> dict[str, tuple[Located, ...]]:
    """By path, the pages that each file of the sitemap lists. Of several files `sitemap.xml` is the index: of none."""
    # A page's address stands there once, and again beside each of its languages.
    longest = max((len(absolute(site.settings.url, page.url)) for page in pages), default=0)
    versions = max((len(page.versions) for page in pages), default=0) + 2
    each = max(1, min(URLS, BYTES // ((longest * 2 + 120) * versions)))
    if len(pages) <= each:
        return {NAME: pages}
    parts = [pages[start : start + each] for start in range(0, len(pages), each)]
    return {NAME: (), **{f"sitemap-{number}.xml": part for number, part in enumerate(parts, 1)}}


def sitemap(site: Site, pages: Iterable[Located]) -> bytes:
    """A file that lists pages."""
    base, clocks = site.settings.url, zone(site.settings.timezone)
    lines = [f'{_HEAD}<urlset {_SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">']
    for page in pages:
        lines.append(f"<url><loc>{html.escape(absolute(base, page.url))}</loc>{_changed(page.modified, clocks)}")
        if page.versions:
            everyone = (("x-default", page.versions[0][1]), *page.versions)
            hrefs = ((code, html.escape(absolute(base, url))) for code, url in everyone)
            lines += [f'<xhtml:link rel="alternate" hreflang="{code}" href="{href}"/>' for code, href in hrefs]
        lines.append("</url>")
    return "\n".join((*lines, "</urlset>", "")).encode("utf-8")


def sitemap_index(site: Site, files: dict[str, tuple[Located, ...]]) -> bytes:
    """The index of the files of a long sitemap."""
    base, clocks = site.settings.url, zone(site.settings.timezone)
    parts = [
        f"<sitemap><loc>{html.escape(absolute(base, name))}</loc>"
        f"{_changed(max(page.modified for page in pages), clocks)}</sitemap>"
        for name, pages in files.items()
        if pages
    ]
    return "\n".join((f"{_HEAD}<sitemapindex {_SPACE}>", *parts, "</sitemapindex>", "")).encode("utf-8")


def robots(base: str) -> bytes:
    """`robots.txt`: everything may be read. `base` is the site's address; empty when nobody knows it."""
    lines = ["User-agent: *", "Allow: /", *(["", f"Sitemap: {absolute(base, NAME)}"] if base else [])]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _changed(seconds: float, clocks: datetime.tzinfo) -> str:
    """When a page changed: a day where it was a day, since a sheet gives days."""
    if not seconds:
        return ""
    moment = datetime.datetime.fromtimestamp(seconds, clocks)
    is_day = moment.time() == datetime.time()
    return f"<lastmod>{moment.date().isoformat() if is_day else moment.isoformat(timespec='seconds')}</lastmod>"


def _explainers(site: Site) -> Iterable[Located]:
    for entry in site.entries.values():
        if entry.slug in site.drafts:
            continue
        shown = [listing for listing in entry.listings.values() if not listing.draft]
        versions = tuple((listing.language, site.url(entry, listing.language)) for listing in shown)
        for listing, (_, url) in zip(shown, versions, strict=True):
            yield Located(url, listing.modified, versions if len(versions) > 1 else ())


def _lists(site: Site, contents: Contents) -> Iterable[Located]:
    everything = contents.explainers
    for language in site.languages:
        prefix = site.prefix(language)
        listed = list(site.listed(language))
        yield Located(prefix, _newest(listed), _versions(site, ""))
        corrected = max((_corrected(site, *pair) for pair in listed), default=0.0)
        yield Located(f"{prefix}corrections/", corrected, _versions(site, "corrections/"))
        for number in range(everything.pages(language)):
            versions = _versions(site, "explainers/", everything.languages) if number == 0 else ()
            shown = everything.shown(language, number)
            yield Located(explainers_url(prefix, number), _newest(shown), versions)
        for number in range(len(contents.figures(language).pages())):
            versions = _versions(site, "figures/") if number == 0 else ()
            yield Located(figures_url(prefix, number), 0.0, versions)
        yield Located(f"{prefix}glossary/", 0.0, _versions(site, "glossary/"))
        for number in range(len(contents.searched(language))):
            versions = _versions(site, "search/") if number == 0 else ()
            yield Located(search_url(prefix, number), 0.0, versions)
        for slug, pairs in by_topic(listed).items():
            codes = tuple(code for code in site.languages if slug in site.topics[code])
            for number in range(topic_pages(len(pairs))):
                versions = _versions(site, f"topics/{slug}/", codes) if number == 0 else ()
                yield Located(topic_url(prefix, slug, number), _newest(pairs), versions)


def _ordinary(site: Site) -> Iterable[Located]:
    for versions in site.pages.values():
        found = tuple((code, site.page_url(page)) for code, page in versions.items())
        for _, url in found:
            yield Located(url, 0.0, found if len(found) > 1 else ())


def _newest(listed: list[tuple[Entry, Listing]]) -> float:
    return max((listing.modified for _, listing in listed), default=0.0)


def _corrected(site: Site, entry: Entry, listing: Listing) -> float:
    """When an explainer was last corrected; 0 when it never was."""
    notices = entry.notices.get(listing.language, ())
    days = (parse_date(notice.date) for notice in notices if notice.kind in WRONG)
    return max((day_instant(day, site.settings.timezone) for day in days), default=0.0)


def _versions(site: Site, path: str, languages: Iterable[str] | None = None) -> tuple[tuple[str, str], ...]:
    found = tuple((page.language, page.url) for page in site.versions(path, languages))
    return found if len(found) > 1 else ()
