"""`_shared`: checked once, however many pages use a fact; what no page uses is reported."""

from __future__ import annotations

from generator.check.explain import check_levels
from generator.check.shared import check_shared, untranslated_shared, unused_shared
from generator.check.subject import Evidence
from generator.diagnostics import Location
from generator.load.explainer import load_shared, load_shared_translations, merge_shared
from generator.model.explainer import SharedFacts
from tests.check.project import NOON, make_settings

SHEET = """\
sources:
  briefing: {title: A briefing, stance: party}
  almanac: {title: An almanac}
  kept: {title: Kept, waive: {source-unused: for later}}
actors:
  ministry: {kind: organization, name: Ministry}
figures:
  losses:
    label: Losses
    stale_after: P14D
    observations:
      - {value: 300, as_of: 2024-01-01, sources: [briefing]}
  share: {label: "[Name]", unit: "%", observations: [{value: 5, as_of: 2024-11-30, attributed_to: ministry}]}
"""

EVIDENCE = Evidence(NOON, make_settings("title: A site\nterms: [{use: army, avoid: [Ministry]}]\n")[0])


def _load(texts: dict[str, str]) -> tuple[tuple[object, ...], SharedFacts, tuple[object, ...]]:
    files, problems = load_shared(texts, "content/_shared")
    assert not problems
    facts, paths, _ = merge_shared(files)
    translations, read, _ = load_shared_translations(texts, "content/_shared", facts)
    return files, SharedFacts(facts=facts, translations=translations, paths=paths), tuple(read)


def test_the_rules_about_facts_hold_for_shared_ones() -> None:
    """Each fault is reported in its file, at its line."""
    files, shared, _ = _load({"all.yaml": SHEET})
    found = [(entry.code, entry.location.line) for entry in check_shared(files, shared, EVIDENCE)]
    assert found == [
        ("placeholder-left", 13),
        ("attribution-missing", 12),
        ("figure-stale", 12),
        ("term-avoided", 6),
    ]


def test_a_shared_fact_that_no_page_uses_is_reported_once() -> None:
    """Unless it is kept with a reason."""
    files, _, _ = _load({"all.yaml": SHEET})
    found = list(unused_shared(files, ["losses", "briefing", "ministry", "share"], EVIDENCE))
    assert [(entry.code, entry.location.line, entry.message) for entry in found] == [
        ("source-unused", 3, "no page uses the shared source `almanac`")
    ]


def test_missing_texts_are_counted_once_a_language() -> None:
    """Of the facts that pages in it show; symbols are no texts."""
    files, shared, read = _load({"all.yaml": SHEET, "all.ar.yaml": "actors: {ministry: {name: وزارة}}\n"})
    used = {"ar": frozenset(("ministry", "share", "losses")), "en": frozenset()}
    found = list(untranslated_shared(shared, read, used, EVIDENCE))
    assert [(entry.location.path, entry.message) for entry in found] == [
        ("content/_shared/all.ar.yaml", "2 texts of the shared facts are missing in `ar`")
    ]
    assert files


def test_levels_of_the_settings_name_rules_that_can_be_switched() -> None:
    """A misspelt code gets the nearest name, an error cannot be switched."""
    at = {code: Location("explainer.yaml", 3, 3) for code in ("figure-stale", "figure-stail", "as-of-missing")}
    found = [(entry.code, entry.hint) for entry in check_levels(at)]
    assert found == [("key-unknown", "did you mean `figure-stale`?"), ("value-invalid", "take the line out")]
