"""Every file of the built site, each with a fingerprint of all that its bytes depend on."""

from __future__ import annotations

import dataclasses
import operator
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from generator.diagnostics import Diagnostic, Location, error
from generator.images import cleaning
from generator.images.variants import variants
from generator.language.speech import Speech
from generator.model.article import OrdinaryPage
from generator.model.entry import Entry, Listing
from generator.model.prose import Link
from generator.output import indexes, lists, volumes
from generator.output.compression import forms, is_text
from generator.output.contents import Contents
from generator.output.frame import MISSING, absolute
from generator.output.hosting import Move, hosting_files
from generator.output.outputs import Bytes as Bytes
from generator.output.outputs import Card as Card
from generator.output.outputs import Cards as Cards
from generator.output.outputs import Cleaned as Cleaned
from generator.output.outputs import Compressed as Compressed
from generator.output.outputs import Copied as Copied
from generator.output.outputs import Encoded as Encoded
from generator.output.outputs import Joined as Joined
from generator.output.outputs import ListFile as ListFile
from generator.output.outputs import ListPage as ListPage
from generator.output.outputs import Material as Material
from generator.output.outputs import Output as Output
from generator.output.outputs import ProductFile as ProductFile
from generator.output.outputs import fingerprint as fingerprint
from generator.output.outward import outward
from generator.output.products import INDEX, PRODUCTS, products_of
from generator.output.social import TEMPLATE, can_letter, card_facts
from generator.output.structured import described
from generator.output.theme import Assets
from generator.output.views import RedirectView
from generator.resolve.site import Site
from generator.resolve.surroundings import Masthead, root_of
from generator.resolve.topics import topic_slug


def plan(site: Site, material: Material, speeches: Callable[[str], Speech]) -> tuple[Output, ...]:
    """Every output of the site, sorted by path. Two at one address are for `check_addresses` to report."""
    mastheads = {language: site.masthead(language) for language in _all_languages(site)}
    contents = Contents(site)
    cards = {(card.slug, card.facts.language): card for card in _cards(site, material, speeches, site.entries)}
    outputs: list[Output] = [
        *_explainers(site, material, mastheads, cards, site.entries),
        *cards.values(),
        *_lists(site, material, mastheads, contents, speeches),
        *_redirects(site, material, speeches),
        *outward(site, material, mastheads, contents),
        *_theme(material),
        *_copies(site, material),
        *_pictures(site, material),
    ]
    outputs += _hosting(site, material, outputs)
    outputs += _compressed(site, outputs)
    return tuple(sorted(outputs, key=operator.attrgetter("path")))


def plan_some(
    site: Site, material: Material, speeches: Callable[[str], Speech], slugs: Iterable[str]
) -> tuple[Output, ...]:
    """What `plan` gives for these explainers alone, with their cards, and for the files of the theme."""
    entries = {slug: site.entries[slug] for slug in slugs if slug in site.entries}
    languages = {language for entry in entries.values() for language in entry.listings}
    mastheads = {language: site.masthead(language) for language in sorted(languages)}
    cards = {(card.slug, card.facts.language): card for card in _cards(site, material, speeches, entries)}
    return (*_explainers(site, material, mastheads, cards, entries), *cards.values(), *_theme(material))


def _theme(material: Material) -> Iterator[Output]:
    for path, data in material.assets.files.items():
        yield Bytes(path, "theme", fingerprint(data), data)


def _all_languages(site: Site) -> tuple[str, ...]:
    pages = {page.language for versions in site.pages.values() for page in versions.values()}
    return tuple(dict.fromkeys((*site.languages, *sorted(pages))))


def _cards(
    site: Site, material: Material, speeches: Callable[[str], Speech], entries: Mapping[str, Entry]
) -> Iterator[Card]:
    """A card for each page of an explainer whose title the fonts can show. Its address carries all it is made from.

    Without the site's own address there is none: whoever shows a card wants an absolute one.
    """
    if not material.cards.version or not site.settings.url:
        return
    fonts = material.cards.fonts
    common = fingerprint(material.cards.version, fonts.digest, material.closures[TEMPLATE])
    for slug, entry in entries.items():
        for listing in entry.listings.values():
            if can_letter(listing.title, fonts):
                facts = card_facts(listing, site.settings, speeches(listing.language))
                mark = fingerprint(common, facts)
                path = f"assets/{slug}/card-{listing.language}.{mark.hex()[:8]}.png"
                yield Card(path, f"content/{slug}/article.md", mark, slug, facts)


def _explainers(
    site: Site,
    material: Material,
    mastheads: Mapping[str, Masthead],
    cards: Mapping[tuple[str, str], Card],
    entries: Mapping[str, Entry],
) -> Iterator[Output]:
    frames = {language: fingerprint(masthead) for language, masthead in mastheads.items()}
    addresses = _addresses(material.assets)
    common = {
        product.name: fingerprint(
            material.tool,
            product.name,
            (material.closures[product.template], addresses) if product.template else material.words,
        )
        for product in PRODUCTS
    }
    for slug, entry in entries.items():
        moment, origin = material.moments[slug], f"content/{slug}/article.md"
        for language, listing in entry.listings.items():
            products = products_of(site, entry, language)
            beside = tuple(product.name for product in products)
            surroundings = site.surroundings(entry, language)
            surroundings = msgspec.structs.replace(
                surroundings,
                beside=beside,
                card=cards[slug, language].path if (slug, language) in cards else "",
                encoder=material.encoder if entry.pictures else surroundings.encoder,
            )
            draft = listing.draft or slug in site.drafts
            everything = fingerprint(frames[language], material.digests[slug], surroundings, moment, draft)
            marks: dict[object, bytes] = {None: everything}
            for product in products:
                if product.seen is not None and product.seen not in marks:
                    marks[product.seen] = fingerprint(frames[language], product.seen(entry, language, surroundings))
                # Both are digests of a fixed length, and so one after the other is as good as a digest of both.
                mark = common[product.name] + marks[product.seen]
                path = surroundings.url + product.file
                yield ProductFile(path, origin, mark, product.name, slug, language, surroundings, moment, draft)


def _addresses(assets: Assets) -> list[object]:
    """All that a page may know of the assets: an address carries its content."""
    return [getattr(assets, entry.name) for entry in dataclasses.fields(assets) if entry.name != "files"]


def _lists(
    site: Site,
    material: Material,
    mastheads: Mapping[str, Masthead],
    contents: Contents,
    speeches: Callable[[str], Speech],
) -> Iterator[Output]:
    assets = material.assets

    def page(url: str, origin: str, template: str, language: str, seen: object, view: Callable[[], Any]) -> Output:
        common = (material.tool, material.closures[template], _addresses(assets), mastheads[language])
        path = url if url.endswith(".html") else f"{url}{INDEX}"
        return ListPage(path, origin, fingerprint(common, url, seen), template, language, view)

    for language in site.languages:
        speech = speeches(language)
        prefix = site.prefix(language)
        listed = list(site.listed(language))
        seen = {entry.slug: _seen(site, entry, listing) for entry, listing in listed}
        home = site.homes.get(language)
        yield page(
            prefix,
            home.path if home else "the home page",
            "home.html",
            language,
            (
                (list(seen.values()), site.languages, site.topics[language]),
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
            for entry, listing in listed
            if (found := indexes.facts_in(entry, site, language))
        ]
        titles = {
            entry.slug: (entry.slug, entry.language, listing.language, listing.title, tuple(entry.listings))
            for entry, listing in listed
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
        about: dict[str, list[tuple[Entry, Listing]]] = {slug: [] for slug in site.topics[language]}
        for pair in listed:
            for slug in dict.fromkeys(map(topic_slug, pair[0].topics)):
                about[slug].append(pair)
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
        [_seen(site, *pair) for pair in site.listed(default)],
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


def _moved(site: Site) -> Iterator[tuple[str, str, str]]:
    """Every old address with the new one and the file that says so."""
    for entry in site.entries.values():
        for alias in entry.aliases:
            yield alias, site.url(entry, entry.language), f"content/{entry.slug}/article.md"
    for old, new in site.settings.redirects.items():
        target = site.target(new, site.settings.language)
        yield old, target if target is not None else new.lstrip("/"), "explainer.yaml"


def _redirects(site: Site, material: Material, speeches: Callable[[str], Speech]) -> Iterator[Output]:
    """A page at each old address, which sends the reader on."""
    base = site.settings.url
    language = site.settings.language
    for old, target, origin in _moved(site):
        path = redirect_path(old)
        url = path.removesuffix(INDEX) if not old.strip("/").endswith(".html") else path
        href = target if "://" in target else f"{root_of(url)}{target}"
        view = RedirectView(
            language,
            href,
            target if "://" in target else absolute(base, target),
            speeches(language).word("This page has moved"),
        )
        mark = fingerprint(material.tool, material.closures["redirect.html"], view)
        path = url if url.endswith(".html") else f"{url}{INDEX}"
        yield ListPage(path, origin, mark, "redirect.html", language, _same(view))


def _same(view: Any) -> Callable[[], Any]:
    return lambda: view


def _hosting(site: Site, material: Material, outputs: Iterable[Output]) -> Iterator[Output]:
    """The files that hosts read, but for those that the project has itself."""
    moves = [Move(redirect_path(old).removesuffix(INDEX), new) for old, new, _origin in _moved(site)]
    paths = {output.path for output in outputs} | ({volumes.FOLDER} if material.search else set())
    for path, data in hosting_files(paths, moves).items():
        yield Bytes(path, "hosting", fingerprint(data), data)


def _compressed(site: Site, outputs: Iterable[Output]) -> Iterator[Output]:
    """What the settings want beside each text, for servers that send such files as they are."""
    wanted = forms(site.settings.compress)
    for output in outputs if wanted else ():
        for form in wanted if is_text(output.path) else ():
            mark = fingerprint("compressed", form, output.fingerprint)
            yield Compressed(f"{output.path}.{form.ending}", output.origin, mark, output.path, form)


def _copies(site: Site, material: Material) -> Iterator[Output]:
    for source, digest in material.static.items():
        path = source.removeprefix("content/_static/").removeprefix("content/")
        if source.startswith("content/_static/"):
            yield Copied(path, source, digest, source, digest)
        elif path.partition("/")[0] in site.entries:
            yield Cleaned(path, source, fingerprint(cleaning.VERSION, digest), source, digest)


def _pictures(site: Site, material: Material) -> Iterator[Output]:
    """The variants of the pictures that pages show. An address carries all that its bytes depend on."""
    for slug, entry in site.entries.items():
        for picture in entry.pictures:
            source = f"content/{slug}/{picture.src}"
            for variant in variants(picture, slug, material.encoder):
                mark = fingerprint("encoded", variant)
                yield Encoded(variant.path, source, mark, source, picture.digest, variant)


def redirect_path(old: str) -> str:
    """The file at an old address."""
    path = old.strip("/")
    return path if path.endswith(".html") else f"{path}/{INDEX}"


def given_addresses(site: Site, settings_key: Callable[[str, str], Location]) -> dict[tuple[str, str], Location]:
    """Where an author gave the address of an output, by origin and path: the aliases and the redirects of the site.

    `settings_key` says where a key of a record of the settings stands.
    """
    given = {("explainer.yaml", redirect_path(old)): settings_key("redirects", old) for old in site.settings.redirects}
    for entry in site.entries.values():
        for alias, at in zip(entry.aliases, entry.aliases_at, strict=True):
            given[f"content/{entry.slug}/article.md", redirect_path(alias)] = at
    return given


def check_addresses(
    outputs: tuple[Output, ...], given: Mapping[tuple[str, str], Location] | None = None
) -> Iterator[Diagnostic]:
    """A diagnostic for each output at the address of another, also where only case or normal form tells them apart.

    It stands where one of the two was `given` its address, else at the file that one is made from.
    """
    if len({_folded(output.path) for output in outputs}) == len(outputs):
        return
    taken: dict[str, Output] = {}
    for output in outputs:
        folded = _folded(output.path)
        if folded in taken:
            yield _conflict(output, taken[folded], given or {})
        else:
            taken[folded] = output


def _conflict(output: Output, other: Output, given: Mapping[tuple[str, str], Location]) -> Diagnostic:
    at = given.get((output.origin, output.path))
    if at is None and (other.origin, other.path) in given:
        output, other = other, output
        at = given[output.origin, output.path]
    if at is None:
        at = Location(output.origin if "/" in output.origin and " " not in output.origin else other.origin)
    address = "/" + output.path.removesuffix(INDEX)
    hint = "give one of them another slug, name or alias"
    return error("url-conflict", at, f"`{address}` is also the address of {_named(other, output)}", hint)


def _named(first: Output, second: Output) -> str:
    other = first.origin if first.origin != second.origin else f"`/{first.path}`"
    return other if " " in other or other.startswith("`") else f"`{other}`"


def _folded(path: str) -> str:
    """The path as a file system sees it that folds case and normal forms; a folder and a file may not share one."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
