"""The work of one explainer: what runs in processes.

Two steps, both pure and picklable, so that any `concurrent.futures.Executor` can carry them: `examine` reads a folder
and says what the rest of the site may see of it, `compose` makes one page. Between them stands the whole site.
"""

from __future__ import annotations

import bisect
import datetime
import functools
import hashlib
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

import msgspec

from generator.check.codes import INTERNAL, SHOWABLE
from generator.check.run import run_checks
from generator.check.subject import Check, Evidence, Subject
from generator.diagnostics import Diagnostic, Severity, did_you_mean, error
from generator.language.speech import speech
from generator.load.explainer import Loaded, load_explainer
from generator.model.article import FrontMatter
from generator.model.entry import Entry, Facts, Listing, Notice
from generator.model.explainer import Explainer, SharedFacts
from generator.model.facts import Figure, Sheet
from generator.model.moments import zone
from generator.model.picture import PictureFile
from generator.model.prose import PAGE_IDS
from generator.model.settings import Settings
from generator.output.galley import Galley
from generator.output.products import PRODUCTS
from generator.output.structured.table import described
from generator.output.templates import Templates
from generator.output.theme import Assets
from generator.output.views import ExplainerView
from generator.resolve.edition import Edition, edition, looked_up, own_ids
from generator.resolve.entry import (
    broken_entry,
    entry,
    facts_of_front,
    kinds,
    last_changed,
    minutes,
    other_facts,
    outward,
    published_at,
)
from generator.resolve.holes import UNRESOLVED, with_marks
from generator.resolve.references import check_references
from generator.resolve.surroundings import Masthead, Surroundings
from generator.sections.composer import Composer
from generator.sections.facts import facts as facts_of
from generator.sections.history import build as history
from generator.sections.table import Section

if TYPE_CHECKING:
    from generator.output.render import Renderer


@dataclass(frozen=True, slots=True)
class House:
    """What all explainers of a build have in common."""

    settings: Settings
    shared: SharedFacts
    checks: tuple[Check, ...]
    sections: tuple[Section, ...]
    locale_folders: tuple[Path, ...]
    now: float
    """Seconds since 1970 (UTC): the moment of the build."""
    published: Mapping[str, Mapping[str, str]] | None = None
    """By slug, the values published before (`check/published.py`); None when nothing is known of them."""
    links: Mapping[str, str] = field(default_factory=dict)
    """By address, what was found there: `alive`, `dead` or `unknown`; empty without `--online`."""

    def evidence(self, slug: str, now: datetime.datetime) -> Evidence:
        """What the desk knows beside an explainer itself."""
        return Evidence(now=now, settings=self.settings, published=self.published_of(slug), links=self.links)

    def published_of(self, slug: str) -> Mapping[str, str] | None:
        """The values that an explainer published before; None when nothing is known of any."""
        return None if self.published is None else self.published.get(slug, {})


class Media(msgspec.Struct, frozen=True):
    """A picture of an explainer's folder."""

    src: str
    """As articles name it: `media/x.jpg`."""
    read: PictureFile | Diagnostic | None
    """What its header says, or what is wrong with it; None for one that is too large to be read, which is reported."""


class Examination(msgspec.Struct, frozen=True, array_like=True):
    """What became of one folder."""

    entry: Entry
    body: bytes
    """The explainer itself, encoded: what only its own pages need. Empty when it could not be read."""
    lookups: tuple[str, ...]
    """Ids that it looks for in `_shared`, found or not."""
    own: tuple[str, ...]
    """Ids that it gives itself, which no shared fact may take."""
    turning_points: tuple[float, ...]
    """The moments, ascending, at which its pages or diagnostics change without an edit."""


class Commission(msgspec.Struct, frozen=True, array_like=True):
    """Files to be made of one explainer in one language."""

    files: dict[str, str]
    """By product (`PRODUCTS`), the path of the file."""
    slug: str
    language: str
    surroundings: Surroundings
    moment: float
    """The last turning point that has passed: all that a page may know of today."""
    draft: bool

    @property
    def path(self) -> str:
        """One of its files, for messages: the page if that is asked for."""
        return next(iter(self.files.values()))


class Made(NamedTuple):
    """A file that was made."""

    product: str
    path: str
    data: bytes
    seconds: float
    """How long it took; what several files share is counted with the first."""
    describing: float
    """How long its description for machines (JSON-LD) took, which is not counted above."""


class Body(msgspec.Struct, frozen=True, array_like=True):
    """What only the own pages of an explainer need."""

    explainer: Explainer
    lookups: tuple[str, ...]
    """Ids that it looks for in `_shared`."""


_encoder = msgspec.msgpack.Encoder(decimal_format="string")
# A text that a translation lacks carries its language, which is no news to a digest.
_digested = msgspec.msgpack.Encoder(decimal_format="string", enc_hook=str)


def open_body(data: bytes) -> Body:
    """What the bytes of a body hold. Raises `msgspec.DecodeError` for others."""
    return _decoder().decode(data)


@functools.cache
def _decoder() -> msgspec.msgpack.Decoder[Body]:
    # Made for whoever composes: to read through all types of an explainer takes as long as to examine one.
    return msgspec.msgpack.Decoder(Body)


def examine(slug: str, folder: str, texts: dict[str, str], media: tuple[Media, ...], house: House) -> Examination:
    """An explainer read, resolved and checked. `texts` are its Markdown and YAML files by name."""
    settings = house.settings
    loaded, problems = load_explainer(slug, folder, texts, [found.src for found in media], settings.language)
    problems = (*problems, *(found.read for found in media if isinstance(found.read, Diagnostic)))
    if loaded is None:
        return Examination(broken_entry(slug, settings.language, problems), b"", (), (), ())
    shown = {found.src: found.read for found in media if isinstance(found.read, PictureFile)}
    explainer = msgspec.structs.replace(loaded.explainer, media=shown)
    loaded = replace(loaded, explainer=explainer)
    lookups = looked_up(explainer, house.shared)
    editions = {language: edition(explainer, language, house.shared, lookups) for language in explainer.articles}
    turning = turning_points(explainer, editions[explainer.language], settings.timezone)
    now = moment_of(turning, house.now, settings.timezone)
    subject = Subject(loaded, house.shared, editions[explainer.language])
    editorial = [*_check_fragments(loaded, editions)] if loaded.sound else []
    editorial += _editorial(subject, house.evidence(slug, now), house.checks)
    if not loaded.sound:
        held = explainer.original.front.draft or published_at(explainer.original.front, settings.timezone) > house.now
        noted = [msgspec.structs.replace(found, severity=Severity.NOTE) for found in editorial] if held else editorial
        broken = broken_entry(slug, settings.language, (*problems, *noted))
        broken = msgspec.structs.replace(broken, links=() if held else outward(loaded))
        return Examination(broken, b"", lookups, (), turning)
    sound = is_showable((*problems, *editorial))
    if sound and any(found.code in UNRESOLVED and found.severity is Severity.ERROR for found in editorial):
        explainer = with_marks(explainer, house.shared)
        editions = {language: edition(explainer, language, house.shared, lookups) for language in editions}
    used = tuple(fact for fact in lookups if fact in house.shared.paths)
    listings, notices, facts = _shown(loaded, editions, house) if sound else (_bare_listings(loaded), {}, {})
    data = kinds(editions[explainer.language].sheet)
    sheets = {language: _digest(found.sheet) for language, found in editions.items() if data}
    others = {language: _digest(other_facts(found.sheet)) for language, found in editions.items() if data}
    fronts = {
        language: _digest(facts_of_front(found.article.front, found.sheet))
        for language, found in editions.items()
        if data
    }
    seen = entry(
        loaded, (*problems, *editorial), listings, notices, settings.timezone, used, facts, sheets, others, fronts, data
    )
    body = _encoder.encode(Body(explainer, lookups))
    return Examination(seen, body, lookups, tuple(sorted(own_ids(explainer.sheet))), turning)


def is_showable(found: Iterable[Diagnostic]) -> bool:
    """Whether a page can be made of an explainer with these faults, for those who see drafts."""
    return not any(entry.severity is Severity.ERROR and entry.code not in SHOWABLE for entry in found)


AFTERMATH = (INTERNAL, "source-unused", "source-single", "waiver-unused", "translation-behind")
"""What may follow from a record that cannot be read or a reference that points nowhere: one fault is reported once."""


def _editorial(subject: Subject, evidence: Evidence, checks: tuple[Check, ...]) -> Iterator[Diagnostic]:
    """What is wrong with what an explainer says.

    While something of it cannot be read or points nowhere, a rule that stumbles over the hole is not heard, nor one
    that would report the hole a second time.
    """
    broken = tuple(check_references(subject.loaded, subject.shared))
    yield from broken
    if subject.loaded.sound and not broken:
        yield from run_checks(subject, evidence, checks)
        return
    yield from (found for found in run_checks(subject, evidence, checks) if found.code not in AFTERMATH)


def turning_points(explainer: Explainer, own: Edition, timezone: str) -> tuple[float, ...]:
    """When an explainer changes by itself: it is published, a review falls due, a plan is over, a figure goes stale."""
    # The clocks must be those that are asked later: of `Entry.publish_at` for the date, of the site for days.
    moments = {published_at(explainer.original.front, timezone)}
    site_zone = zone(timezone)
    for article in explainer.articles.values():
        if article.front.review_by:
            moments |= _starts(article.front.review_by.last, (1,), site_zone)
    for event in own.sheet.timeline:
        if event.is_plan:
            moments |= _starts(event.date.date.last, (1,), site_zone)
    return tuple(sorted(moments | stale_moments(own.sheet.figures.values(), timezone)))


def stale_moments(figures: Iterable[Figure], timezone: str) -> set[float]:
    """When one of these figures goes stale: the page says so on the day itself, the desk on the day after."""
    moments: set[float] = set()
    for figure in figures:
        for observation in figure.observations if figure.stale_after else ():
            if figure.stale_after and observation.as_of and not observation.as_of.date.is_ongoing:
                moments |= _starts(figure.stale_after.after(observation.as_of.date.last), (0, 1), zone(timezone))
    return moments


def _starts(day: datetime.date, later: Iterable[int], zone: datetime.tzinfo) -> set[float]:
    """The first moments of the days that come so many days later; the end of the calendar never comes."""
    found = {day.toordinal() + days for days in later}
    days = (datetime.date.fromordinal(number) for number in found if number < datetime.date.max.toordinal())
    return {datetime.datetime.combine(day, datetime.time(), zone).timestamp() for day in days}


def last_turn(turning: tuple[float, ...], now: float) -> float:
    """The last turning point that has passed; 0 before the first."""
    place = bisect.bisect_right(turning, now)
    return turning[place - 1] if place else 0.0


def moment_of(turning: tuple[float, ...], now: float, timezone: str) -> datetime.datetime:
    """The moment that rules and pages may know: the last turning point, on the clocks of the site."""
    return datetime.datetime.fromtimestamp(last_turn(turning, now), zone(timezone))


def _shown(
    loaded: Loaded, editions: dict[str, Edition], house: House
) -> tuple[dict[str, Listing], dict[str, tuple[Notice, ...]], dict[str, Facts]]:
    """By language, what the lists of the site show of an explainer; no entry for notices and facts without any."""
    listings: dict[str, Listing] = {}
    notices: dict[str, tuple[Notice, ...]] = {}
    facts: dict[str, Facts] = {}
    for language, found in editions.items():
        composer = Composer(found, speech(language, house.locale_folders), Surroundings(url=""))
        listings[language] = _listing(loaded, found, composer, house.settings.timezone)
        if told := tuple(_notices(found, composer)):
            notices[language] = told
        if (known := facts_of(composer)) != Facts():
            facts[language] = known
    return listings, notices, facts


def _digest(facts: Sheet | tuple[FrontMatter, Sheet]) -> bytes:
    return hashlib.blake2b(_digested.encode(facts), digest_size=16).digest()


def _listing(loaded: Loaded, found: Edition, composer: Composer, timezone: str) -> Listing:
    article, front = found.article, found.article.front
    assert front.date is not None
    announced, modified = last_changed(article, found.sheet, timezone)
    return Listing(
        language=article.language,
        title=composer.plain(front.title),
        standfirst=composer.plain(front.standfirst),
        section=str(front.section),
        date=front.date.text,
        updated=(front.updated or front.date).text,
        minutes=minutes(loaded.explainer, article),
        anchors=" ".join(sorted(set(_anchors(found)))),
        draft=front.draft,
        announced=announced,
        modified=modified,
    )


def _bare_listings(loaded: Loaded) -> dict[str, Listing]:
    """For an explainer with errors, which nobody will show: that it is there, and in which languages."""
    return {
        code: Listing(code, article.title, article.standfirst, "", "", "", 1, "", article.front.draft)
        for code, article in loaded.explainer.articles.items()
    }


def _anchors(found: Edition) -> Iterator[str]:
    """The ids of a page that a link may lead to."""
    sheet = found.sheet
    yield from PAGE_IDS
    yield from (heading.id for heading in found.article.headings)
    yield from _HEADING_ID.findall("".join(piece for piece in sheet.background.pieces if isinstance(piece, str)))
    for kind in ("figures", "actors", "terms", "quotes", "sources"):
        yield from (f"{kind[:-1]}-{fact_id}" for fact_id in getattr(sheet, kind))
    yield from (f"event-{anchor}" for anchor, _ in found.events)
    yield from (f"question-{anchor}" for anchor, _ in found.questions)


_HEADING_ID = re.compile(r'<h[2-6] id="([^"]+)"')


def _check_fragments(loaded: Loaded, editions: Mapping[str, Edition]) -> Iterator[Diagnostic]:
    """A diagnostic for each link to a place on its own page that is not there."""
    for read, text in loaded.texts():
        for url, spot in text.parsed.addresses:
            name = unquote(url[1:]).partition("?")[0] if url.startswith("#") else ""
            known = frozenset(_anchors(editions[read.language])) if name and read.language in editions else frozenset()
            if known and name not in known:
                hint = did_you_mean(name, known, "open the page and copy the address of the heading")
                yield error("reference-not-found", text.locate(spot), f"this page has no place `{name}`", hint)


def _notices(found: Edition, composer: Composer) -> Iterator[Notice]:
    view = history(composer)
    if view is None:
        return
    sheet = found.sheet
    for number, correction in enumerate(sheet.corrections, 1):
        text = composer.plain(correction.text)
        yield Notice(
            correction.kind,
            correction.date.date.text,
            text,
            str(correction.was),
            str(correction.now),
            f"{number}",
            True,
        )
    for number, change in enumerate(sheet.changes, 1):
        kind = "update" if change.major else "change"
        yield Notice(kind, change.date.date.text, composer.plain(change.note), "", "", f"change-{number}", change.major)


class Press:
    """Makes the files of explainers. One a process, since it holds the compiled templates."""

    def __init__(
        self,
        house: House,
        templates: Templates,
        assets: Assets,
        mastheads: dict[str, Masthead],
        renderers: dict[str, Renderer] | None = None,
    ) -> None:
        self._house = house
        self._templates = templates
        self._assets = assets
        self._mastheads = mastheads
        # By language. A long-lived process hands on the ones of the press before, made from the same templates.
        self._renderers: dict[str, Renderer] = {} if renderers is None else renderers

    def renderer(self, language: str) -> Renderer:
        """The renderer of a language, made once."""
        # Late: who examines renders nothing, and need not load the template engine.
        from generator.output.render import Renderer

        if language not in self._renderers:
            self._renderers[language] = Renderer(self._templates, speech(language, self._house.locale_folders))
        return self._renderers[language]

    def compose(self, body: bytes, commission: Commission) -> Iterator[Made]:
        """The files that were commissioned, in the order of `PRODUCTS`. Raises `TemplateFault`."""
        house = self._house
        start = time.perf_counter()
        opened = open_body(body)
        explainer = opened.explainer
        found = edition(explainer, commission.language, house.shared, opened.lookups)
        renderer, path = self.renderer(commission.language), commission.path
        describing = 0.0

        def describe(view: ExplainerView) -> ExplainerView:
            nonlocal describing
            begun = time.perf_counter()
            told = described(view)
            describing += time.perf_counter() - begun
            return told

        galley = Galley(
            edition=found,
            masthead=self._mastheads[commission.language],
            surroundings=commission.surroundings,
            speech=speech(commission.language, house.locale_folders),
            assets=self._assets,
            sections=house.sections,
            minutes=minutes(explainer, found.article),
            now=moment_of((commission.moment,), commission.moment, house.settings.timezone),
            draft=commission.draft,
            render=lambda template, view: renderer.render(template, view, path),
            describe=describe,
        )
        for product in PRODUCTS:
            if product.name in commission.files:
                data = product.make(galley)
                now = time.perf_counter()
                yield Made(product.name, commission.files[product.name], data, now - start - describing, describing)
                start, describing = time.perf_counter(), 0.0
