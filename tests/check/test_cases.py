"""Every rule of the desk against its case file: the code, the file, the line, the column, and the silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.codes import ELSEWHERE
from generator.check.subject import Evidence
from generator.check.table import CHECKS
from generator.diagnostics import Diagnostic, Severity
from generator.model.settings import Settings
from tests.check.cases import FOLDER, Case, Marked, read_cases
from tests.check.project import check_files

CASES = [case for file in sorted(FOLDER.glob("*.md")) for case in read_cases(file)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_points_to_the_very_words_and_to_nothing_else(case: Case) -> None:
    """What a rule reports in a case is what the case marks; and no case holds an error of another kind."""
    found = list(_check(case))
    strange = [entry for entry in found if entry.severity is Severity.ERROR and entry.code != case.code]
    assert not strange
    reported = [_marked(entry, case) for entry in found if entry.code == case.code]
    assert sorted(reported, key=str) == sorted(case.marks, key=str)
    assert bool(case.marks) or case.kind != "fires"
    assert not case.marks or case.kind != "stays silent"


OF_FILES = frozenset(("encoding-invalid", "url-conflict"))
"""What no text of a case can hold: bytes that are no text, and two outputs at one address."""


@pytest.mark.parametrize(
    "code", sorted(({check.code for check in CHECKS} | {entry.code for entry in ELSEWHERE}) - OF_FILES)
)
def test_every_code_has_cases_that_fire_stay_silent_and_stand_on_the_boundary(code: str) -> None:
    """A rule without its three kinds of cases is not finished."""
    file = FOLDER / f"{code}.md"
    assert file.exists(), f"write {Path('tests/cases') / file.name}"
    assert {case.kind for case in read_cases(file)} == {"fires", "stays silent", "boundary"}


def _check(case: Case) -> list[Diagnostic]:
    inside = "content/x/"
    files = {path.removeprefix(inside): text for path, text in case.files.items() if path.startswith(inside)}
    shared = {path.rpartition("/")[2]: text for path, text in case.files.items() if path.startswith("content/_shared/")}
    evidence = Evidence(case.now, Settings(title="x"), case.published or None, case.links)
    return list(check_files(files, case.files.get("explainer.yaml", ""), case.now, CHECKS, evidence, shared))


def _marked(found: Diagnostic, case: Case) -> Marked:
    at = found.location
    if at.line == 0:
        return Marked(at.path, 0, 0, "")
    row = case.files[at.path].split("\n")[at.line - 1]
    return Marked(at.path, at.line, at.column, row[at.column - 1 : at.column - 1 + at.width])
