"""An explainer in one language, with the shared facts that it uses: what a page is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec

from generator.model.article import Article
from generator.model.explainer import Explainer, SharedFacts
from generator.model.facts import (
    LISTED_KINDS,
    NAMED_KINDS,
    SHARED_KINDS,
    Actor,
    Event,
    Figure,
    Question,
    Sheet,
    Source,
    Term,
)
from generator.model.picture import PictureFile
from generator.model.prose import Citation, FigureUse, Mention
from generator.resolve.anchors import event_anchors, question_anchors
from generator.resolve.translate import translated
from generator.resolve.walk import pointers, references


@dataclass(frozen=True)
class Edition:
    """One page's worth of facts. Every id in it has its record here, once references are checked."""

    slug: str
    article: Article
    sheet: Sheet
    """With the shared facts that it uses; on a translated page with that language's texts."""
    original: Sheet
    """The explainer's own sheet, untranslated: groups are chosen by the names that it gives them."""
    media: Mapping[str, PictureFile] = field(default_factory=dict)
    """The pictures of its folder, as articles name them."""
    translated: bool = False
    """True for a page in another language than the explainer's own."""

    @cached_property
    def events(self) -> tuple[tuple[str, Event], ...]:
        """The events of the timeline in the order of the sheet, each behind its anchor."""
        return tuple(zip(event_anchors(self.sheet.timeline), self.sheet.timeline, strict=True))

    @cached_property
    def questions(self) -> tuple[tuple[str, Question], ...]:
        """The questions in the order of the sheet, each behind its anchor."""
        return tuple(zip(question_anchors(self.sheet.questions), self.sheet.questions, strict=True))

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.article.language

    def actor(self, actor_id: str) -> Actor | None:
        """The actor of an id, None for a text."""
        return self.sheet.actors.get(actor_id)


def given_ids(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Each id that a sheet gives, and the path of keys to its record; an id given twice comes twice."""
    for kind in NAMED_KINDS:
        for fact_id in getattr(sheet, kind):
            yield fact_id, f"{kind}/{fact_id}"
    for kind in LISTED_KINDS:
        for number, entry in enumerate(getattr(sheet, kind)):
            if entry.id:
                yield entry.id, f"{kind}/{number}"


def own_ids(sheet: Sheet) -> dict[str, str]:
    """Each id of a sheet and the path of keys to its record. Of an id given twice, the first place."""
    found: dict[str, str] = {}
    for fact_id, keys in given_ids(sheet):
        found.setdefault(fact_id, keys)
    return found


def pointed_ids(record: Any) -> tuple[str, ...]:
    """Every id that a record names, in its fields and in its prose, each once, in order."""
    found: dict[str, None] = {}
    if isinstance(record, msgspec.Struct):
        found.update((pointer.id, None) for pointer in pointers(record))
    for reference in references(record):
        if isinstance(reference, Citation):
            found.update((cited.id, None) for cited in reference.sources)
        elif isinstance(reference, FigureUse):
            found[reference.id] = None
            if reference.by:
                found[reference.by] = None
        elif isinstance(reference, Mention):
            found[reference.id] = None
    return tuple(found)


def shared_record(shared: SharedFacts, fact_id: str) -> tuple[str, Source | Actor | Figure | Term] | None:
    """The kind and record of a shared fact, None when `_shared` has no such id."""
    for kind in SHARED_KINDS:
        record = getattr(shared.facts, kind).get(fact_id)
        if record is not None:
            return kind, record
    return None


def looked_up(explainer: Explainer, shared: SharedFacts) -> tuple[str, ...]:
    """Every id that the explainer looks for in `_shared`, found or not, with what the found ones point to.

    This is all of `_shared` that its page can depend on: a warm build compares these records and no others.
    """
    own = own_ids(explainer.sheet)
    waiting = [fact_id for fact_id in pointed_ids(explainer.sheet) if fact_id not in own]
    for article in explainer.articles.values():
        waiting += [i for i in (*pointed_ids(article.front), *pointed_ids(article.body)) if i not in own]
    for texts in explainer.translations.values():
        waiting += [i for i in pointed_ids(tuple(t for t in texts.values() if not isinstance(t, str))) if i not in own]
    found: dict[str, None] = {}
    while waiting:
        fact_id = waiting.pop()
        if fact_id not in found:
            found[fact_id] = None
            record = shared_record(shared, fact_id)
            if record:
                waiting.extend(pointed_ids(record[1]))
    return tuple(sorted(found))


def edition(explainer: Explainer, language: str, shared: SharedFacts, lookups: tuple[str, ...]) -> Edition:
    """The explainer's page in one of its languages. `lookups` is what `looked_up` says of it."""
    used: dict[str, dict[str, Any]] = {kind: {} for kind in SHARED_KINDS}
    for fact_id in lookups:
        record = shared_record(shared, fact_id)
        if record:
            used[record[0]][fact_id] = record[1]
    sheet = explainer.sheet
    if language != explainer.language:
        sheet = translated(sheet, explainer.translations.get(language, {}), explainer.language)
        texts = shared.translations.get(language, {})
        for kind, table in used.items():
            for fact_id, record in table.items():
                table[fact_id] = translated(record, texts, explainer.language, f"{kind}/{fact_id}")
    if any(used.values()):
        merged = {kind: {**getattr(sheet, kind), **table} for kind, table in used.items() if table}
        sheet = msgspec.structs.replace(sheet, **merged)
    foreign = language != explainer.language
    return Edition(explainer.slug, explainer.articles[language], sheet, explainer.sheet, explainer.media, foreign)
