"""Ordinary pages and the words of the home page under the eyes of the desk: each as an explainer without facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check.run import run_checks
from generator.check.subject import Check, Evidence, Subject
from generator.check.table import CHECKS
from generator.diagnostics import Diagnostic
from generator.load.explainer import Loaded, ReadFile
from generator.model.article import OrdinaryPage
from generator.model.explainer import Explainer, SharedFacts
from generator.model.facts import Sheet
from generator.resolve.edition import Edition

SLUG = "_pages"

OF_WORDS = frozenset(("placeholder-left", "key-unknown", "term-avoided", "alt-poor", "link-dead", "waiver-unused"))
"""What every text can be judged by. The others ask for news: who says so, when, and by which source."""


def check_pages(
    pages: Iterable[tuple[ReadFile, OrdinaryPage]],
    shared: SharedFacts,
    evidence: Evidence,
    checks: tuple[Check, ...] = CHECKS,
) -> Iterator[Diagnostic]:
    """What the rules about words find on pages that are no explainers, each in its own language."""
    checks = tuple(check for check in checks if check.code in OF_WORDS)
    for read, page in pages:
        yield from run_checks(page_subject(read, page, shared), evidence, checks)


def page_subject(read: ReadFile, page: OrdinaryPage, shared: SharedFacts) -> Subject:
    """An ordinary page as a subject of the desk. Its sheet is empty."""
    article = page.article
    explainer = Explainer(slug=SLUG, language=page.language, articles={page.language: article}, sheet=Sheet())
    return Subject(Loaded(explainer, (read,)), shared, Edition(SLUG, article, Sheet(), Sheet()))
