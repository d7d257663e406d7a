"""Every file of the built site, each with a fingerprint of all that its bytes depend on."""

from __future__ import annotations

import itertools
import operator
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from generator.diagnostics import Diagnostic, Location, error
from generator.images import cleaning
from generator.images.variants import variants
from generator.language.speech import Speech
from generator.model.entry import Entry
from generator.output import volumes
from generator.output.compression import forms, is_text
from generator.output.frame import absolute
from generator.output.gathering import mastheads_of
from generator.output.hosting import Move, hosting_files
from generator.output.names import INDEX
from generator.output.outputs import (
    Bytes,
    Card,
    Cleaned,
    Compressed,
    Copied,
    Encoded,
    ListPage,
    Material,
    Output,
    ProductFile,
    fingerprint,
    paced,
)
from generator.output.products import PRODUCTS, products_of
from generator.output.social import TEMPLATE, can_letter, card_facts
from generator.output.views import RedirectView
from generator.resolve.site import Site
from generator.resolve.surroundings import Masthead, root_of


def plan(
    site: Site, material: Material, speeches: Callable[[str], Speech], many: Iterable[Output]
) -> tuple[Output, ...]:
    """Every output of the site, sorted by path. Two at one address are for `check_addresses` to report.

    `many` are those that are made of many explainers (`gathered.py`).
    """
    mastheads = mastheads_of(site)
    cards = {(card.slug, card.facts.language): card for card in _cards(site, material, speeches, site.entries)}
    parts = itertools.chain(
        _explainers(site, material, mastheads, cards, site.entries),
        cards.values(),
        many,
        _redirects(site, material, speeches),
        _theme(material),
        _copies(material, site.entries),
        _pictures(material, site.entries),
    )
    outputs = list(paced(parts, material.pause))
    material.pause()
    outputs += _hosting(site, material, outputs)
    outputs += _compressed(site, outputs)
    material.pause()
    return tuple(sorted(outputs, key=operator.attrgetter("path")))


def plan_some(
    site: Site, material: Material, speeches: Callable[[str], Speech], slugs: Iterable[str]
) -> tuple[Output, ...]:
    """What `plan` gives for these explainers alone, with their cards and pictures, and for what pages share."""
    entries = {slug: site.entries[slug] for slug in slugs if slug in site.entries}
    languages = {language for entry in entries.values() for language in entry.listings}
    mastheads = {language: site.masthead(language) for language in sorted(languages)}
    cards = {(card.slug, card.facts.language): card for card in _cards(site, material, speeches, entries)}
    return (
        *_explainers(site, material, mastheads, cards, entries),
        *cards.values(),
        *_theme(material),
        *_copies(material, entries),
        *_pictures(material, entries),
    )


def _theme(material: Material) -> Iterator[Output]:
    for path, data in material.assets.files.items():
        yield Bytes(path, "theme", fingerprint(data), data)


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
    for slug, entry in paced(entries.items(), material.pause):
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
    addresses = material.assets.addresses
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


def _copies(material: Material, entries: Mapping[str, Entry]) -> Iterator[Output]:
    for source, digest in material.static.items():
        path = source.removeprefix("content/_static/").removeprefix("content/")
        if source.startswith("content/_static/"):
            yield Copied(path, source, digest, source, digest)
        elif path.partition("/")[0] in entries:
            yield Cleaned(path, source, fingerprint(cleaning.VERSION, digest), source, digest)


def _pictures(material: Material, entries: Mapping[str, Entry]) -> Iterator[Output]:
    """The variants of the pictures that pages show. An address carries all that its bytes depend on."""
    for slug, entry in entries.items():
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
