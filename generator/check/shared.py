"""`_shared` under the eyes of the desk: each file as an explainer without prose of its own, and what no page uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.check.pages import OF_WORDS
from generator.check.rules.translations import is_no_text
from generator.check.run import level_of, run_checks
from generator.check.subject import Check, Evidence, Subject
from generator.check.table import CHECKS
from generator.diagnostics import Diagnostic, Location
from generator.load.explainer import Loaded, ReadFile
from generator.load.translation import texts_of
from generator.model.article import Article, FrontMatter
from generator.model.explainer import Explainer, SharedFacts
from generator.model.facts import SHARED_KINDS, Shared, Sheet
from generator.model.prose import Prose
from generator.resolve.edition import Edition

SLUG = "_shared"

OF_A_PAGE = frozenset(
    ("source-unused", "source-single", "number-mismatch", "translation-behind", "correction-undeclared")
)
"""What only a page can be judged by. Shared facts have their own way to be unused and untranslated, below."""


def check_shared(
    files: Iterable[tuple[ReadFile, Shared]],
    shared: SharedFacts,
    evidence: Evidence,
    checks: tuple[Check, ...] = CHECKS,
    translations: Iterable[ReadFile] = (),
) -> Iterator[Diagnostic]:
    """What the rules about facts find in `_shared`, each fault once however many pages use the fact; and what the
    rules about words find in its translations."""
    of_facts = tuple(check for check in checks if check.code not in OF_A_PAGE)
    for read, facts in files:
        yield from run_checks(shared_subject(read, facts, shared, evidence.settings.language), evidence, of_facts)
    of_words = tuple(check for check in checks if check.code in OF_WORDS)
    for read in translations:
        yield from run_checks(shared_subject(read, Shared(), shared, read.language), evidence, of_words)


def shared_subject(read: ReadFile, facts: Shared, shared: SharedFacts, language: str) -> Subject:
    """A file of `_shared` as a subject of the desk. Its article is empty and stands nowhere."""
    sheet = Sheet(sources=facts.sources, actors=facts.actors, figures=facts.figures, terms=facts.terms)
    everything = shared.facts
    whole = Sheet(
        sources=everything.sources, actors=everything.actors, figures=everything.figures, terms=everything.terms
    )
    front = FrontMatter(title=Prose(inline=True))
    article = Article(
        path=read.path, language=language, front=front, title="", standfirst="", body=Prose(), headings=(), words=0
    )
    explainer = Explainer(slug=SLUG, language=language, articles={language: article}, sheet=sheet)
    spoken = ReadFile(read.yaml, read.texts, read.plain, language)
    return Subject(Loaded(explainer, (spoken,)), shared, Edition(SLUG, article, whole, sheet))


def unused_shared(
    files: Iterable[tuple[ReadFile, Shared]],
    used: Iterable[str],
    evidence: Evidence,
    checks: tuple[Check, ...] = CHECKS,
) -> Iterator[Diagnostic]:
    """`source-unused` for each shared fact that no page uses, neither directly nor through another shared fact.

    `used` are the shared ids that any explainer, page or home text looks up and finds (`Entry.facts_used`, which holds
    what the found ones point to).
    """
    severity = level_of("source-unused", checks, evidence.settings)
    if severity is None:
        return
    known = frozenset(used)
    for read, facts in files:
        for kind in SHARED_KINDS:
            for fact_id, record in getattr(facts, kind).items():
                if fact_id not in known and "source-unused" not in record.waive:
                    message = f"no page uses the shared {kind[:-1]} `{fact_id}`"
                    hint = "use it, or take it out; `waive` with a reason keeps it"
                    yield Diagnostic("source-unused", severity, read.name(f"{kind}/{fact_id}"), message, hint)


def untranslated_shared(
    shared: SharedFacts,
    translations: Iterable[ReadFile],
    used: Mapping[str, frozenset[str]],
    evidence: Evidence,
    checks: tuple[Check, ...] = CHECKS,
) -> Iterator[Diagnostic]:
    """`translation-behind` for each language in which texts of shared facts are missing, counted once.

    `used` are, by language, the shared ids that pages in it show; texts of other facts are not missed. It is reported
    at the language's first file in `_shared`, or at the folder where there is none.
    """
    severity = level_of("translation-behind", checks, evidence.settings)
    if severity is None:
        return
    files = tuple(translations)
    for language, ids in sorted(used.items()):
        given = shared.translations.get(language, {})
        missing = [
            path
            for kind in SHARED_KINDS
            for fact_id, record in getattr(shared.facts, kind).items()
            if fact_id in ids
            for path in texts_of(record, f"{kind}/{fact_id}")
            if path not in given and not is_no_text(path, shared.facts)
        ]
        if missing:
            read = next((read for read in files if read.language == language), None)
            plural = " of the shared facts is" if len(missing) == 1 else "s of the shared facts are"
            message = f"{len(missing)} text{plural} missing in `{language}`"
            also = f", and {len(missing) - 1} more" if len(missing) > 1 else ""
            at = Location(read.path if read else "content/_shared")
            yield Diagnostic("translation-behind", severity, at, message, f"translate `{missing[0]}`{also}")
