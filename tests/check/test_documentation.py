"""The rules' documentation is the website's, the terminal's and the repository's."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.docs import pages
from generator.check.explain import entries, explain, listing, nearest_code, unknown_codes
from generator.check.table import CHECKS

ROOT = Path(__file__).parent.parent.parent


def test_the_pages_of_the_rules_are_current() -> None:
    """After a change: `python -m generator.check.docs`."""
    written = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs/rules").glob("*.md")}
    assert written == set(pages())
    for path, text in pages().items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, f"{path} is old: python -m generator.check.docs"


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.code)
def test_every_code_says_what_why_and_what_instead(entry: object) -> None:
    """Summary, reason, example, remedy, and for a warning how to waive it."""
    text = explain(entry.code)  # type: ignore[attr-defined]
    for heading in ("**Why it matters.**", "**Example.**", "**Instead.**"):
        assert heading in text
    assert ("## Levels and waivers" in text) == (entry.severity == "warning")  # type: ignore[attr-defined]


def test_the_listing_has_a_line_for_each_code() -> None:
    """Errors first, with the level and a summary."""
    rows = listing().splitlines()
    assert len(rows) == len(entries())
    assert len({check.code for check in CHECKS} - {row.split()[0] for row in rows}) == 0


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    """For `--explain`, `--select`, `--ignore` and `checks` of the settings."""
    assert explain("figure-stail") == ""
    assert nearest_code("figure-stail") == "figure-stale"
    assert unknown_codes(["figure-stale", "figure-stail", "citation-not-found"]) == (("figure-stail", "figure-stale"),)
