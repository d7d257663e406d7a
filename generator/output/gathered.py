"""The files that are made of many explainers: lists, feeds, the sitemap, data of the whole site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.language.speech import Speech
from generator.model.article import OrdinaryPage
from generator.model.entry import Entry, Listing
from generator.model.prose import Link
from generator.output import indexes, lists
from generator.output.contents import Contents
from generator.output.gathering import mastheads_of
from generator.output.names import INDEX, MISSING
from generator.output.outputs import ListPage, Material, Output, fingerprint, paced
from generator.output.outward import outward
from generator.output.structured.table import described
from generator.resolve.site import Site
from generator.resolve.surroundings import Masthead
from generator.resolve.topics import by_topic


def gather(site: Site, material: Material, speeches: Callable[[str], Speech]) -> Iterator[Output]:
    """Every file that is made of many explainers. What they are made of is what `gathering.mark_of` covers."""
    mastheads, contents = mastheads_of(site), Contents(site, material.pause)
    yield from _lists(site, material, mastheads, contents, speeches)
    yield from outward(site, material, mastheads, contents)


def _lists(
    site: Site,
    material: Material,
    mastheads: Mapping[str, Masthead],
    contents: Contents,
    speeches: Callable[[str], Speech],
) -> Iterator[Output]:
    assets = material.assets

    def page(url: str, origin: str, template: str, language: str, seen: object, view: Callable[[], Any]) -> Output:
        common = (material.tool, material.closures[template], assets.addresses, mastheads[language])
        path = url if url.endswith(".html") else f"{url}{INDEX}"
        return ListPage(path, origin, fingerprint(common, url, seen), template, language, view)

    every: dict[str, list[bytes]] = {}
    for language in site.languages:
        speech = speeches(language)
        prefix = site.prefix(language)
        listed = list(site.listed(language))
        seen = {entry.slug: _seen(site, entry, listing) for entry, listing in paced(listed, material.pause)}
        every[language] = list(seen.values())
        home = site.homes.get(language)
        yield page(
            prefix,
            home.path if home else "the home page",
            "home.html",
            language,
            (
                (every[language], site.languages, site.topics[language]),
                (home, site.settings.topics, _neighbours(site, home) if home else None),
            ),
            _later(lists.home_view, site, speech, assets),
        )
        everything = contents.explainers
        for number in range(everything.pages(language)):
            yield page(
                lists.explainers_url(prefix, number),
                "the list of explainers",
                "explainers.html",
                language,
                (
                    [seen[entry.slug] for entry, _ in everything.shown(language, number)],
                    (everything.pages(language), everything.languages),
                ),
                _later(lists.explainers_view, site, speech, assets, everything, number),
            )
        yield page(
            f"{prefix}corrections/",
            "the corrections page",
            "corrections.html",
            language,
            ([seen[entry.slug] for entry, _ in listed if entry.notices], site.languages),
            _later(lists.corrections_view, site, speech, assets),
        )
        facts = [
            (entry.slug, listing.title, found)
            for entry, listing in paced(listed, material.pause)
            if (found := indexes.facts_in(entry, site, language))
        ]
        titles = {
            entry.slug: (entry.slug, entry.language, listing.language, listing.title, tuple(entry.listings))
            for entry, listing in paced(listed, material.pause)
        }
        kinds = sorted({kind for entry, _ in listed for kind in entry.data})
        rows = contents.figures(language)
        for order in rows.orders:
            for number, lines in enumerate(rows.pages(order)):
                yield page(
                    indexes.figures_url(prefix, number, order),
                    "the list of figures",
                    "figures.html",
                    language,
                    (
                        [(line, titles[entry.slug], material.moments[entry.slug]) for line, entry in lines],
                        (order, rows.orders, len(rows.pages(order)), site.languages, kinds),
                    ),
                    _later(indexes.figures_view, site, speech, assets, rows, material.moments, number, order),
                )
        yield page(
            f"{prefix}glossary/",
            "the glossary",
            "glossary.html",
            language,
            ([(slug, title, found.terms) for slug, title, found in facts if found.terms.count], site.languages),
            _later(indexes.glossary_view, site, speech, assets),
        )
        searched = contents.searched(language)
        index = tuple(volume.folder for volume in contents.volumes(language)) if material.search else ()
        known = {slug: (found.questions, found.terms) for slug, _, found in facts}
        for number, slugs in enumerate(searched):
            yield page(
                indexes.search_url(prefix, number),
                "the search page",
                "search.html",
                language,
                (
                    [(titles[slug], known.get(slug)) for slug in slugs],
                    (len(searched), number, index, site.languages),
                    (site.topics[language], site.settings.topics),
                ),
                _later(indexes.search_view, site, speech, assets, searched, number, index),
            )
        about = by_topic(listed)
        events = {slug: found.events for slug, _, found in facts}
        for slug, topic in site.topics[language].items():
            newest = lists.newest_first(about[slug])
            elsewhere = [code for code in site.languages if slug in site.topics[code]]
            common = (topic, site.settings.topics.get(slug), elsewhere, lists.topic_pages(len(newest)))
            for number in range(lists.topic_pages(len(newest))):
                # The timeline of all of them stands on the first page.
                shown = newest if number == 0 else newest[number * lists.CARDS : (number + 1) * lists.CARDS]
                yield page(
                    lists.topic_url(prefix, slug, number),
                    f"the topic `{slug}`",
                    "topic.html",
                    language,
                    ([(seen[entry.slug], events.get(entry.slug), entry.data) for entry, _ in shown], common),
                    _later(lists.topic_view, site, speech, assets, slug, newest, number),
                )
    for versions in site.pages.values():
        for ordinary in versions.values():
            yield page(
                site.page_url(ordinary),
                ordinary.path,
                "ordinary.html",
                ordinary.language,
                (ordinary, list(versions), _neighbours(site, ordinary)),
                _later(lists.ordinary_view, site, speeches(ordinary.language), assets, ordinary),
            )
    default = site.settings.language
    yield page(
        MISSING,
        "the 404 page",
        "missing.html",
        default,
        every[default],
        _later(lists.missing_view, site, speeches(default), assets),
    )


def _later(view: Callable[..., Any], *arguments: object) -> Callable[[], Any]:
    return lambda: described(view(*arguments))


def _neighbours(site: Site, page: OrdinaryPage) -> list[object]:
    """What the links of an ordinary page lead to."""
    slugs = {piece.slug for piece in page.body.pieces if isinstance(piece, Link)}
    return [(slug, site.neighbour(slug, page.language)) for slug in sorted(slugs)]


def _seen(site: Site, entry: Entry, listing: Listing) -> bytes:
    """A digest of all that lists show of this page of an explainer, but for its facts."""
    return fingerprint(
        (entry.slug, entry.language, tuple(entry.listings), entry.topics, entry.slug in site.drafts),
        (listing.language, listing.title, listing.standfirst, listing.section, listing.date, listing.updated),
        (listing.minutes, listing.draft, entry.notices.get(listing.language)),
    )
