"""What stands around every page, from the settings."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from generator.language.speech import Speech
from generator.language.tags import direction, foreign, locale
from generator.model.settings import Publisher
from generator.output.names import ATOM, JSON_FEED, MISSING
from generator.output.theme import Assets
from generator.output.views import FeedView, FrameView, LinkView, PublisherView
from generator.resolve.surroundings import Masthead, Neighbour, root_of


def frame(
    masthead: Masthead,
    speech: Speech,
    assets: Assets,
    url: str,
    title: str,
    description: str = "",
    translations: tuple[Neighbour, ...] = (),
    *,
    index: bool = True,
    feed: str = "",
    card: str = "",
) -> FrameView:
    """The frame of the page at `url`, an address from the site's root such as `ar/leap-second/`.

    `translations` are what the switch of languages leads to. They are versions of this page when it is one of them; a
    further page of a list is none, since the lists differ by language from there on.
    `feed` is the folder of the page's own feeds beside the site's, from the site's root; empty when it has none.
    `card` is the address, from there too, of the picture that stands for the page where it is shared.
    """
    settings = masthead.settings
    language = masthead.language
    root = root_of(url)
    if url == MISSING:
        root = urlsplit(settings.url).path.rstrip("/") + "/" if settings.url else "/"
    several = translations if len(translations) > 1 else ()
    versions = several if any(page.url == url for page in several) else ()
    return FrameView(
        language=language,
        direction=direction(language),
        root=root,
        home=f"{root}{masthead.prefix}",
        site_title=settings.title,
        site_description=settings.description,
        page_title=title,
        page_description=description,
        canonical=absolute(settings.url, url) if index else "",
        languages=tuple(_language(page, root, speech) for page in several),
        alternates=_alternates(settings.url, versions),
        navigation=tuple(link(entry, root, language, url) for entry in masthead.navigation),
        publisher=_publisher(settings.publisher, masthead, speech, root) if settings.publisher else None,
        copyright=settings.copyright,
        licence=_licence(settings.licence) if settings.licence else None,
        stylesheets=tuple(f"{root}{address}" for address in assets.stylesheets),
        scripts=tuple(f"{root}{address}" for address in assets.scripts),
        fonts=tuple(f"{root}{address}" for address in assets.fonts),
        icon=f"{root}{assets.icon}" if assets.icon else "",
        corrections=f"{root}{masthead.prefix}corrections/",
        figures=f"{root}{masthead.prefix}figures/",
        glossary=f"{root}{masthead.prefix}glossary/",
        search=f"{root}{masthead.prefix}search/",
        index=index,
        locale=locale(language),
        locales=tuple(found for page in versions if page.language != language and (found := locale(page.language))),
        card=absolute(settings.url, card) if card else "",
        feeds=_feeds(masthead, root, title, feed),
    )


def _alternates(base: str, versions: tuple[Neighbour, ...]) -> tuple[LinkView, ...]:
    """The versions of a page by language; whoever reads none of them gets the first."""
    found = [LinkView(absolute(base, page.url), "", page.language) for page in versions if base]
    return (*found, LinkView(found[0].href, "", "x-default")) if found else ()


def _feeds(masthead: Masthead, root: str, title: str, own: str) -> tuple[FeedView, ...]:
    site = masthead.settings.title
    return (
        *(feed_views(f"{root}{masthead.prefix}", site) if masthead.has_feed else ()),
        *(feed_views(f"{root}{own}", f"{title} · {site}") if own else ()),
    )


def feed_views(folder: str, title: str) -> tuple[FeedView, ...]:
    """The feeds in a folder, in their two forms."""
    return (
        FeedView(f"{folder}{ATOM}", "application/atom+xml", title, "Atom"),
        FeedView(f"{folder}{JSON_FEED}", "application/feed+json", title, "JSON Feed"),
    )


def _language(page: Neighbour, root: str, speech: Speech) -> LinkView:
    name = speech.language_name(page.language, in_its_own=True)
    return LinkView(
        f"{root}{page.url}", name, page.language, direction(page.language), page.language == speech.language
    )


def absolute(base: str, url: str) -> str:
    """The absolute address of a page; empty when the settings give no `url`."""
    return f"{base.rstrip('/')}/{quote(url, safe='/-._~')}" if base else ""


def link(neighbour: Neighbour, root: str, language: str, current: str = "") -> LinkView:
    """A link to another page of the site, its words in their own language."""
    href = neighbour.url if is_absolute(neighbour.url) else f"{root}{neighbour.url}"
    return LinkView(
        href,
        neighbour.title,
        *foreign(neighbour.language, language),
        bool(current) and neighbour.url == current,
    )


def feedback(masthead: Masthead, title: str, root: str) -> str:
    """Where to ask a question or report an error about a page: the settings' address, or an e-mail with its title."""
    to = masthead.policies.get("feedback", "")
    if to:
        return to if is_absolute(to) else f"{root}{to}"
    publisher = masthead.settings.publisher
    return f"mailto:{publisher.email}?subject={quote(title)}" if publisher and publisher.email else ""


def is_absolute(url: str) -> bool:
    """Whether an address leads out of the site."""
    return url.startswith(("https://", "http://", "mailto:"))


def _publisher(publisher: Publisher, masthead: Masthead, speech: Speech, root: str) -> PublisherView:
    words = {
        "ethics": speech.word("How we work"),
        "corrections": speech.word("How we correct"),
        "ownership": speech.word("Who owns us"),
    }
    policies: dict[str, LinkView] = {}
    for key, label in words.items():
        to = masthead.policies.get(key)
        if to is not None:
            policies.setdefault(to, LinkView(to if is_absolute(to) else f"{root}{to}", label))
    return PublisherView(
        name=publisher.name,
        href=publisher.url,
        logo=f"{root}{publisher.logo}" if publisher.logo else "",
        email=publisher.email,
        policies=tuple(policies.values()),
        **{key: policies[to].href for key in words if (to := masthead.policies.get(key)) is not None},
    )


def _licence(licence: str) -> LinkView:
    if "://" not in licence:
        return LinkView("", licence)
    return LinkView(licence, licence.partition("://")[2].rstrip("/"))
