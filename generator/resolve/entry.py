"""An explainer to what the rest of the site may see of it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import Diagnostic, Location
from generator.load.explainer import Loaded
from generator.model.article import Article, FrontMatter
from generator.model.entry import Entry, Facts, Listing, Notice, OutwardLink
from generator.model.explainer import Explainer
from generator.resolve.pictures import shown_pictures
from generator.resolve.references import outgoing

WORDS_A_MINUTE = 230


def broken_entry(slug: str, language: str, diagnostics: Iterable[Diagnostic]) -> Entry:
    """The entry of an explainer whose files cannot be read."""
    return Entry(slug, language, {}, (), (), Location(""), (), (), {}, False, 0.0, tuple(diagnostics), True, (), ())


def outward(loaded: Loaded) -> tuple[OutwardLink, ...]:
    """The links to other explainers and pages."""
    return tuple(OutwardLink(language, link.slug, link.fragment, at) for language, link, at in outgoing(loaded))


def entry(
    loaded: Loaded,
    diagnostics: Iterable[Diagnostic],
    listings: dict[str, Listing],
    notices: dict[str, tuple[Notice, ...]],
    timezone: str,
    facts_used: tuple[str, ...],
    facts: dict[str, Facts] | None = None,
) -> Entry:
    """The entry of an explainer that could be read."""
    explainer = loaded.explainer
    front = explainer.original.front
    return Entry(
        slug=explainer.slug,
        language=explainer.language,
        listings=listings,
        topics=tuple(dict.fromkeys(str(topic) for topic in front.topics)),
        related=tuple(dict.fromkeys(front.related)),
        related_at=loaded.article(explainer.language).at("related"),
        aliases=front.aliases,
        links=outward(loaded),
        notices=notices,
        draft=front.draft,
        publish_at=published_at(front, timezone),
        diagnostics=tuple(diagnostics),
        broken=False,
        pictures=shown_pictures(explainer),
        facts_used=facts_used,
        aliases_at=tuple(loaded.article(explainer.language).at(f"aliases/{n}") for n in range(len(front.aliases))),
        facts=facts or {},
    )


def published_at(front: FrontMatter, timezone: str) -> float:
    """From when on an article may be published, in seconds since 1970; its date is on the clocks of its dateline."""
    assert front.date is not None
    zone = front.dateline.timezone if front.dateline and front.dateline.timezone else timezone
    return front.date.instant(zone).timestamp()


def minutes(explainer: Explainer, article: Article) -> int:
    """Reading time of article and background in minutes, at least one."""
    background = sum(len(piece.split()) for piece in explainer.sheet.background.pieces if isinstance(piece, str))
    return max(1, round((article.words + background) / WORDS_A_MINUTE))
