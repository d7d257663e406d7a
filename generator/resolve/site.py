"""The site: every explainer as the others see it, and where each is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from generator.diagnostics import Diagnostic, Location, Severity, did_you_mean, error, warning
from generator.model.article import OrdinaryPage
from generator.model.entry import Entry, Listing
from generator.model.prose import Link
from generator.model.settings import Settings
from generator.resolve.surroundings import Masthead, Neighbour, Surroundings
from generator.resolve.topics import topic_slug, topic_title

POLICIES = ("ethics", "corrections", "ownership", "feedback")


@dataclass(frozen=True)
class Site:
    """All that a build shows. `entries` are the published explainers; `held` says why others are not among them."""

    settings: Settings
    entries: Mapping[str, Entry]
    """By slug, sorted."""
    pages: Mapping[str, Mapping[str, OrdinaryPage]]
    """Ordinary pages by slug, then by language."""
    homes: Mapping[str, OrdinaryPage]
    """The words of the home page by language."""
    held: Mapping[str, str]
    """Slugs that are held back: `draft` or `future`."""
    unreadable: frozenset[str]
    """Slugs whose files have faults: a link to one is no second error."""
    drafts: frozenset[str] = field(default_factory=frozenset)
    """Slugs that are shown though they would be held back."""

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The default language, then every other in which something is published."""
        found = {code for entry in self.entries.values() for code in entry.listings} - {self.settings.language}
        offered = [code for code in self.settings.offered[1:] if code in found]
        return (self.settings.language, *offered, *sorted(found - set(offered)))

    @cached_property
    def topics(self) -> dict[str, dict[str, str]]:
        """By language, the topics with explainers in it: their addresses, sorted, and what their authors call them."""
        found: dict[str, dict[str, str]] = {code: {} for code in self.languages}
        for entry in self.entries.values():
            for topic in entry.topics:
                for code in {self.settings.language, *entry.listings}:
                    found[code].setdefault(topic_slug(topic), topic)
        return {code: dict(sorted(topics.items())) for code, topics in found.items()}

    def listing(self, entry: Entry, language: str) -> Listing:
        """An explainer's page in a language, or its original where it has none."""
        return entry.listings.get(language) or entry.listings[entry.language]

    def listed(self, language: str) -> Iterator[tuple[Entry, Listing]]:
        """The explainers of a language; the site's own language lists them all, in whatever language they are."""
        own = language == self.settings.language
        for entry in self.entries.values():
            if own or language in entry.listings:
                yield entry, self.listing(entry, language)

    def public(self, language: str) -> Iterator[tuple[Entry, Listing]]:
        """Those of them that are no drafts: what feeds and the sitemap tell of."""
        for entry, listing in self.listed(language):
            if not listing.draft and entry.slug not in self.drafts:
                yield entry, listing

    def url(self, entry: Entry, language: str) -> str:
        """The address of an explainer's page in a language it has, from the site's root: `ar/leap-second/`."""
        return f"{entry.slug}/" if language == entry.language else f"{language}/{entry.slug}/"

    def neighbour(self, slug: str, language: str) -> Neighbour | None:
        """An explainer or ordinary page as a page in `language` sees it; None when it is not published."""
        if slug.startswith("_pages/"):
            page = self.page(slug.removeprefix("_pages/"), language)
            return Neighbour(self.page_url(page), page.title, page.language) if page else None
        entry = self.entries.get(slug)
        if entry is None:
            return None
        listing = self.listing(entry, language)
        return Neighbour(self.url(entry, listing.language), listing.title, listing.language)

    def page(self, slug: str, language: str) -> OrdinaryPage | None:
        """An ordinary page in a language, or in the site's own; None when there is no such page."""
        found = self.pages.get(slug, {})
        return found.get(language) or found.get(self.settings.language) or next(iter(found.values()), None)

    def page_url(self, page: OrdinaryPage) -> str:
        """The address of an ordinary page."""
        return f"{page.slug}/" if page.language == self.settings.language else f"{page.language}/{page.slug}/"

    def prefix(self, language: str) -> str:
        """What the addresses of a language's own lists begin with: nothing, or `ar/`."""
        return "" if language == self.settings.language else f"{language}/"

    def versions(self, path: str, languages: Iterable[str] | None = None) -> tuple[Neighbour, ...]:
        """A list in each of these languages, or of all; `path` is its address from a language's home. No titles."""
        codes = self.languages if languages is None else languages
        return tuple(Neighbour(f"{self.prefix(code)}{path}", "", code) for code in codes)

    def topic(self, topic: str, language: str) -> Neighbour:
        """A topic's page."""
        return Neighbour(
            f"{self.prefix(language)}topics/{topic_slug(topic)}/",
            topic_title(topic, self.settings),
            self.settings.language,
        )

    def masthead(self, language: str) -> Masthead:
        """What every page of a language has in common. What leads nowhere is left out; `check_site` reports it."""
        own = self.settings.language
        named = ((item.title, self.target(item.to, language)) for item in self.settings.navigation)
        publisher = self.settings.publisher
        policies = ((key, getattr(publisher.policies, key)) for key in POLICIES) if publisher else ()
        return Masthead(
            language=language,
            # A page sees only what it may show: a change of the other settings leaves it as it is.
            settings=msgspec.structs.replace(self.settings.of_explainers, topics={}, checks={}, terms=()),
            prefix=self.prefix(language),
            navigation=tuple(Neighbour(target, title, own) for title, target in named if target is not None),
            has_feed=bool(self.settings.url) and any(True for _ in self.public(language)),
            policies={key: target for key, to in policies if to and (target := self.target(to, language)) is not None},
        )

    def target(self, to: str, language: str) -> str | None:
        """Where a setting leads: to an explainer, a topic, a page or an address. None when there is no such thing."""
        if to.startswith(("https://", "http://", "mailto:")):
            return to
        name = to.strip("/")
        if name in ("", "corrections", "figures", "glossary"):
            return f"{self.prefix(language)}{name}/" if name else self.prefix(language)
        found = self.neighbour(name, language) or self.neighbour(f"_pages/{name}", language)
        if found:
            return found.url
        topic = name.removeprefix("topics/")
        for code in (language, self.settings.language):
            if topic in self.topics.get(code, {}):
                return f"{self.prefix(code)}topics/{topic}/"
        return None

    def surroundings(self, entry: Entry, language: str) -> Surroundings:
        """What the page of an explainer knows of the rest of the site."""
        slugs = {link.slug for link in entry.links if link.language == language or link.language == entry.language}
        related = tuple(slug for slug in entry.related if slug in self.entries and slug != entry.slug)
        neighbours = {slug: found for slug in sorted(slugs | set(related)) if (found := self.neighbour(slug, language))}
        return Surroundings(
            url=self.url(entry, language),
            neighbours=neighbours,
            related=related,
            translations=tuple(
                Neighbour(self.url(entry, code), listing.title, code) for code, listing in entry.listings.items()
            ),
            topics=tuple(self.topic(topic, language) for topic in entry.topics),
        )


def check_site(
    site: Site, sources: Mapping[str, Entry], settings_at: Callable[[str], Location], now: float
) -> Iterator[Diagnostic]:
    """A diagnostic for each link between pages, and each target in the settings, that leads nowhere.

    `sources` are the entries whose links are judged: published ones, and those that are held back at `now`, of which
    everything is a note. `settings_at` says where `navigation/0/to` stands.
    """
    for entry in sources.values():
        if entry.links or entry.related:
            unfinished = bool(entry.held_back(now))
            for wrong in _check_entry(site, entry):
                yield msgspec.structs.replace(wrong, severity=Severity.NOTE) if unfinished else wrong
    for page in (*(page for versions in site.pages.values() for page in versions.values()), *site.homes.values()):
        for piece in page.body.pieces:
            if isinstance(piece, Link):
                found = _check_link(site, piece.slug, piece.fragment, page.language, Location(page.path))
                if found:
                    yield found
    yield from _check_settings(site, settings_at)


def _check_entry(site: Site, entry: Entry) -> Iterator[Diagnostic]:
    for link in entry.links:
        found = _check_link(site, link.slug, link.fragment, link.language, link.location)
        if found:
            yield found
    for slug in entry.related:
        yield from _check_related(site, entry, slug)


def _check_link(site: Site, slug: str, fragment: str, language: str, at: Location) -> Diagnostic | None:
    if slug in site.held:
        why = "is a draft" if site.held[slug] == "draft" else "is dated in the future"
        return error(
            "reference-not-found", at, f"`{slug}` {why} and held back", "publish it first, or take the link out"
        )
    if slug in site.unreadable:
        return None
    if site.neighbour(slug, language) is None:
        known = [*site.entries, *(f"_pages/{name}" for name in site.pages)]
        name = slug.removeprefix("_pages/")
        what = "page" if slug.startswith("_pages/") else "explainer"
        hint = did_you_mean(slug, known, "link to a file that is there, as `../slug/article.md`")
        return error("reference-not-found", at, f"there is no {what} `{name}`", hint)
    entry = site.entries.get(slug)
    if fragment and entry:
        anchors = site.listing(entry, language).anchors.split()
        if fragment not in anchors:
            hint = did_you_mean(fragment, anchors, "open the page and copy the address of the heading")
            return error("reference-not-found", at, f"`{slug}` has no heading `{fragment}`", hint)
    return None


def _check_related(site: Site, entry: Entry, slug: str) -> Iterator[Diagnostic]:
    if slug in site.entries or slug in site.unreadable:
        return
    at = entry.related_at
    if slug in site.held:
        yield warning(
            "reference-not-found",
            at,
            f"related `{slug}` is held back and left out",
            "it comes back when that page is published",
        )
    else:
        hint = did_you_mean(slug, site.entries, "name the folder of an explainer")
        yield error("reference-not-found", at, f"there is no explainer `{slug}`", hint)


def _check_settings(site: Site, settings_at: Callable[[str], Location]) -> Iterator[Diagnostic]:
    for number, item in enumerate(site.settings.navigation):
        at = settings_at(f"navigation/{number}/to")
        name = item.to.strip("/")
        if (
            site.target(item.to, site.settings.language) is None
            and name not in site.held
            and name not in site.unreadable
        ):
            known = [*site.entries, *site.pages, *site.settings.topics]
            hint = did_you_mean(name, known, "name an explainer, a topic, a page or an address")
            yield error("reference-not-found", at, f"the navigation leads to `{item.to}`, which is not there", hint)
    policies = site.settings.publisher.policies if site.settings.publisher else None
    for key in POLICIES if policies else ():
        to = getattr(policies, key)
        if to and site.target(to, site.settings.language) is None:
            hint = did_you_mean(to, site.pages, "name a page of `_pages`, or give an address")
            at = settings_at(f"publisher/policies/{key}")
            yield error("reference-not-found", at, f"the policy `{key}` leads to `{to}`, which is not there", hint)
