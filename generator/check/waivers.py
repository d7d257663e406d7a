"""Waivers: what answers a warning, where it stands, and whether it answers anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.subject import Finding, Subject
from generator.diagnostics import Location
from generator.load.passage import Waiver
from generator.model.facts import NAMED_KINDS

CODES = "codes"
"""Where a subject's memory holds the codes of the rules that are run on it, with their severity: a project may have
rules of its own, whose codes can be waived like any other."""


@dataclass(frozen=True, slots=True)
class Given:
    """A waiver that an author gave."""

    code: str
    scope: str
    """The path of the article whose page it covers; the path of keys of its record; or empty for a block's."""
    location: Location
    block: Waiver | None = None
    """The comment before a block."""


class Waivers:
    """All waivers of an explainer, and which of them have answered something."""

    def __init__(self, subject: Subject) -> None:
        self.given = given_waivers(subject)
        self._used: set[Given] = set()
        self._original = subject.explainer.original.path

    def answer(self, code: str, found: Finding) -> bool:
        """Whether a waiver on the page, on a record around the finding, or before its block answers it."""
        answered = [given for given in self.given if given.code == code and self._covers(given, found)]
        self._used.update(answered)
        return bool(answered)

    def idle(self, codes: set[str]) -> Iterator[Finding]:
        """A finding for each waiver of one of `codes` that has answered nothing."""
        for given in self.given:
            if given.code in codes and given not in self._used:
                yield Finding(given.location, f"nothing is left for the waiver of `{given.code}` to waive", "delete it")

    def _covers(self, given: Given, found: Finding) -> bool:
        if given.block:
            return found.passage is not None and given.block in found.passage.waivers
        if given.scope == "" or given.scope.endswith(".md"):
            # The original's page-level waiver holds for its translations too: they repeat what it says.
            return given.scope in ("", self._original) or given.scope == found.file
        return (found.keys + "/").startswith(given.scope + "/")


def given_waivers(subject: Subject) -> tuple[Given, ...]:
    """Every waiver of an explainer: of its articles, of its sheet and its records, and before blocks."""
    known: tuple[Given, ...] | None = subject.memory.get("waivers")
    if known is None:
        known = subject.memory["waivers"] = tuple(_gather(subject))
    return known


def _gather(subject: Subject) -> Iterator[Given]:
    for language, article in subject.explainer.articles.items():
        if article.front.waive:
            file = subject.loaded.article(language)
            for code in article.front.waive:
                yield Given(code, article.path, file.name(f"waive/{code}"))
    sheet = subject.sheet
    for code in sheet.waive:
        yield Given(code, "", subject.name(f"waive/{code}"))
    for kind in NAMED_KINDS:
        for fact_id, record in getattr(sheet, kind).items():
            if record.waive:
                yield from _of_record(subject, f"{kind}/{fact_id}", record.waive)
    for figure in sheet.figures.values():
        for number, observation in enumerate(figure.observations):
            if observation.waive:
                yield from _of_record(subject, f"figures/{figure.id}/observations/{number}", observation.waive)
    for kind in ("timeline", "eras", "questions", "knowledge", "corrections", "changes"):
        for number, record in enumerate(getattr(sheet, kind)):
            if record.waive:
                yield from _of_record(subject, f"{kind}/{number}", record.waive)
    seen: set[tuple[str, str, Waiver]] = set()
    for read in subject.passages():
        for waiver in read.passage.waivers:
            place = read.file.path, read.keys, waiver
            if place not in seen:
                seen.add(place)
                yield Given(waiver.code, "", read.text.locate(waiver.spot), waiver)


def _of_record(subject: Subject, keys: str, waive: dict[str, str]) -> Iterator[Given]:
    for code in waive:
        yield Given(code, keys, subject.name(f"{keys}/waive/{code}"))
