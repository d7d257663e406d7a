"""How often the desk cries wolf: 21 articles in many styles, each alarm marked by hand as right or not.

`⟦code: words⟧` stands around the words that a careful editor would want to be told of. Any other alarm is false, a mark
without an alarm is missed. Missing one is allowed: precision counts more than recall.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from generator.check.table import CHECKS
from generator.diagnostics import Severity
from tests.check.project import check_files

FOLDER = Path(__file__).parent / "articles"
ROOT = Path(__file__).parent.parent.parent

OF_PROSE = ("figure-unsourced", "date-relative", "speech-unattributed", "placeholder-left", "number-mismatch")

FALSE_SHARE_MAX = 0.1

_MARK = re.compile(r"⟦([a-z-]+):([^⟧]*)⟧")

Place = tuple[str, str, int, int]
"""Code, article, line and column."""


def _read(file: Path) -> tuple[dict[str, str], set[Place]]:
    """The files of an article, and the places that are marked in it."""
    marked: set[Place] = set()
    rows = []
    for number, row in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
        while mark := _MARK.search(row):
            marked.add((mark[1], file.stem, number, mark.start() + 1))
            row = row[: mark.start()] + mark[2] + row[mark.end() :]
        rows.append(row)
    files = {"article.md": "\n".join(rows)}
    sheet = file.with_suffix(".yaml")
    if sheet.exists():
        files["facts.yaml"] = sheet.read_text(encoding="utf-8")
    return files, marked


def _alarms() -> tuple[set[Place], set[Place]]:
    found: set[Place] = set()
    marked: set[Place] = set()
    for file in sorted(FOLDER.glob("*.md")):
        files, wanted = _read(file)
        marked |= wanted
        for entry in check_files(files):
            at = entry.location
            found.add((entry.code, file.stem, at.line, at.column))
    return found, marked


def test_no_more_than_one_alarm_in_ten_is_false(capsys: pytest.CaptureFixture[str]) -> None:
    """For each rule that is on, over all articles; the table is printed with every run."""
    found, marked = _alarms()
    counts = {
        code: (
            sum(place[0] == code for place in found & marked),
            sum(place[0] == code for place in found - marked),
            sum(place[0] == code for place in marked - found),
        )
        for code in sorted({place[0] for place in found | marked})
    }
    words = sum(len(file.read_text(encoding="utf-8").split()) for file in FOLDER.glob("*.md"))
    with capsys.disabled():
        print(f"\n\nAlarms in {len(list(FOLDER.glob('*.md')))} articles of {words} words\n")
        print(f"{'rule':<22}{'true':>6}{'false':>7}{'missed':>8}")
        for code, (right, wrong, missed) in counts.items():
            print(f"{code:<22}{right:>6}{wrong:>7}{missed:>8}")
        for place in sorted(found - marked):
            print("  false:", *place)
        for place in sorted(marked - found):
            print("  missed:", *place)
    on = {check.code for check in CHECKS if check.on}
    for code, (right, wrong, _) in counts.items():
        if code in on:
            assert wrong <= FALSE_SHARE_MAX * (right + wrong), f"{code}: {wrong} of {right + wrong} alarms are false"


def test_the_repository_s_own_content_gives_no_alarm(capsys: pytest.CaptureFixture[str]) -> None:
    """Every page of `content/` was read against its sources: whatever the rules of prose report there is false."""
    shared = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "content/_shared").glob("*.yaml")}
    settings = (ROOT / "explainer.yaml").read_text(encoding="utf-8")
    counts: Counter[str] = Counter()
    for folder in sorted((ROOT / "content").iterdir()):
        if folder.is_dir() and not folder.name.startswith("_"):
            files = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.is_file()}
            files |= {f"media/{file.name}": "" for file in folder.glob("media/*")}
            found = list(check_files(files, settings, shared=shared))
            assert not [entry for entry in found if entry.severity is Severity.ERROR]
            counts.update(entry.code for entry in found)
    with capsys.disabled():
        print("\nAlarms in content/:", dict(counts) or "none")
    assert not [code for code in counts if code in OF_PROSE]
