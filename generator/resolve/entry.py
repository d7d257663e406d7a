"""An explainer to what the rest of the site may see of it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable

import msgspec

from generator.diagnostics import Diagnostic, Location
from generator.load.explainer import Loaded
from generator.model.article import Article, FrontMatter
from generator.model.dates import Date
from generator.model.entry import NOT_SHOWN, Entry, Facts, Listing, Notice, OutwardLink
from generator.model.explainer import Explainer
from generator.model.facts import Sheet
from generator.model.moments import zone
from generator.model.prose import FigureUse
from generator.resolve.pictures import shown_pictures
from generator.resolve.references import outgoing
from generator.resolve.walk import references

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
    sheets: dict[str, bytes] | None = None,
    other_facts: dict[str, bytes] | None = None,
    fronts: dict[str, bytes] | None = None,
    data: tuple[str, ...] = (),
) -> Entry:
    """The entry of an explainer that could be read."""
    explainer = loaded.explainer
    front = explainer.original.front
    found = Entry(
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
        sheets=sheets or {},
        other_facts=other_facts or {},
        fronts=fronts or {},
        data=data,
    )
    return msgspec.structs.replace(found, shown=_shown(found))


def _shown(found: Entry) -> bytes:
    parts = [getattr(found, name) for name in found.__struct_fields__ if name not in NOT_SHOWN]
    return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()


def published_at(front: FrontMatter, timezone: str) -> float:
    """From when on an article may be published, in seconds since 1970; its date is on the clocks of its dateline."""
    assert front.date is not None
    zone = front.dateline.timezone if front.dateline and front.dateline.timezone else timezone
    return front.date.instant(zone).timestamp()


def day_instant(date: Date, timezone: str) -> float:
    """Seconds since 1970 (UTC) of the beginning of a day of the sheet, on the clocks of the site."""
    day = date.first if date.start is not None else date.last
    return datetime.datetime.combine(day, datetime.time(), zone(timezone)).timestamp()


def last_changed(article: Article, sheet: Sheet, timezone: str) -> tuple[float, float]:
    """When an explainer was last announced, and when anything in it last changed, in seconds since 1970 (UTC).

    It is announced by its publication, a correction or a major change: only then do feeds tell of it again.
    """
    front = article.front
    published = published_at(front, timezone)
    clocks = front.dateline.timezone if front.dateline and front.dateline.timezone else timezone
    told = [day_instant(entry.date.date, timezone) for entry in sheet.corrections]
    told += [day_instant(entry.date.date, timezone) for entry in sheet.changes if entry.major]
    announced = max((published, *told))
    others = [day_instant(entry.date.date, timezone) for entry in sheet.changes if not entry.major]
    updated = front.updated.instant(clocks).timestamp() if front.updated else published
    return announced, max((announced, updated, *others))


KINDS = {"figures": "figures", "events": "timeline", "sources": "sources"}


def kinds(sheet: Sheet) -> tuple[str, ...]:
    """What an explainer has data of: `facts` when its sheet says anything, then `figures`, `events`, `sources`."""
    found = [name for name, part in KINDS.items() if getattr(sheet, part)]
    return tuple(["facts", *found] if sheet != Sheet() else found)


def other_facts(sheet: Sheet) -> Sheet:
    """What data of events and sources is made of: these, and what texts of events may name.

    The whole sheet where one of these texts says a figure.
    """
    others = Sheet(
        sources=sheet.sources,
        actors=sheet.actors,
        timeline=sheet.timeline,
        eras=sheet.eras,
        terms=sheet.terms,
        quotes=sheet.quotes,
    )
    return sheet if _says_figure(others) else others


def facts_of_front(front: FrontMatter, sheet: Sheet) -> tuple[FrontMatter, Sheet]:
    """What data that carries the headline is made of beside `other_facts`: all facts where the front says a figure."""
    return front, sheet if _says_figure(front) else Sheet()


def _says_figure(record: Sheet | FrontMatter) -> bool:
    return any(isinstance(found, FigureUse) for found in references(record))


def minutes(explainer: Explainer, article: Article) -> int:
    """Reading time of article and background in minutes, at least one."""
    background = sum(len(piece.split()) for piece in explainer.sheet.background.pieces if isinstance(piece, str))
    return max(1, round((article.words + background) / WORDS_A_MINUTE))
