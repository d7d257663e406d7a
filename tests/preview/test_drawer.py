"""The desk's drawer as the browser is told of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.pipeline import Options
from generator.preview.drawer import drawer
from generator.preview.faults import Desk
from generator.preview.printer import Printer
from generator.preview.recall import open_recall
from generator.preview.stand import Stand
from generator.preview.walk import Walker

NOON = 1_733_054_400.0
"""2024-12-01, 12:00 UTC."""

DAY = 86_400.0

SHEET = """
sources:
  survey: {title: A survey, issued: 2024-11-20}
figures:
  wells:
    label: Wells in use
    unit: wells
    stale_after: P14D
    observations:
      - {value: 40, as_of: 2024-11-30, sources: [survey]}
"""


def test_facts_grow_old_without_a_rebuild(tmp_path: Path) -> None:
    """Their age is counted when the drawer is asked for: a preview may stand open for days."""
    folder = tmp_path / "content/wells"
    folder.mkdir(parents=True)
    (tmp_path / "explainer.yaml").write_text("title: A site\n", encoding="utf-8")
    (folder / "article.md").write_text("---\ntitle: Wells\ndate: 2024-11-30\n---\n\n{figure}`wells` wells.\n", "utf-8")
    (folder / "facts.yaml").write_text(SHEET, encoding="utf-8")
    with open_recall(tmp_path) as recall:
        report = Walker(tmp_path, Options(NOON), recall).survey(NOON)
        assert report is not None
        assert report.walked is not None
        stand = Stand(1, report.walked, report.diagnostics, ())
        output = report.walked.outputs["wells/index.html"]

        def ages(now: float) -> dict[str, tuple[int, bool]]:
            said: Any = drawer(stand, output, Printer(), Desk(tmp_path, "none"), now)
            return {fact["id"]: (fact["age"], fact["stale"]) for fact in said["facts"]}

        assert ages(NOON) == {"wells": (1, False), "survey": (11, False)}
        assert ages(NOON + 13 * DAY) == {"wells": (14, True), "survey": (24, False)}
