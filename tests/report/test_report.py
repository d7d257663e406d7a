"""How the desk speaks: to a person, to GitHub, to what reads SARIF."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from generator.check.explain import documentation
from generator.diagnostics import Diagnostic, Location, Severity, error, warning
from generator.report.github import render_github
from generator.report.sarif import render_sarif
from generator.report.text import EXCERPT_WIDTH, excerpt, render_text

FILES = {
    "content/a/article.md": "---\ntitle: A\n---\nA delegation [@talks-reprot] came on Saturday.",
    "content/b/facts.yaml": 'value: "44,330"',
}
FOUND = (
    warning("date-relative", Location("content/a/article.md", 4, 38, 8), "`Saturday` is no date", "write the date"),
    error(
        "citation-not-found", Location("content/a/article.md", 4, 15, 13), "there is no source", "did you mean `talks`?"
    ),
    error("value-invalid", Location("content/b/facts.yaml", 1, 8, 8), "a number", "write 44330"),
    warning("translation-behind", Location("content/a/facts.ar.yaml"), "3 texts are missing in `ar`"),
)


def read_line(path: str, line: int) -> str:
    """The line of a file of this test."""
    rows = FILES.get(path, "").split("\n")
    return rows[line - 1] if 0 < line <= len(rows) else ""


def test_the_report_is_grouped_by_file_and_ends_with_what_to_do() -> None:
    """Each file once, each fault with its line, carets and hint; the last line names the first error."""
    report = render_text(FOUND, read_line, colour=False, fixable=1)
    assert [line for line in report.split("\n") if line and line[0] != " "] == [
        "content/a/article.md",
        "content/a/facts.ar.yaml",
        "content/b/facts.yaml",
        "2 errors and 2 warnings in 3 files; errors stop the build: begin with content/a/article.md:4:15; `--fix` "
        "mends 1, `--fix --diff` shows how; `explainer check --explain citation-not-found` says more",
    ]
    rows = report.split("\n")
    at = next(number for number, row in enumerate(rows) if "date-relative" in row)
    assert rows[at + 1].index("Saturday") == rows[at + 2].index("^^^^^^^^")
    assert rows[at + 3].strip() == "hint: write the date"


def test_without_a_fault_the_report_says_so() -> None:
    """One line."""
    assert render_text((), read_line, colour=False) == "Nothing to report.\n"


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("The 国国国 and a cafe\u0301: 12 ships", "12"),
        ("\tindented 12 ships", "12"),
        ("word " * 200 + "12 ships " + "word " * 200, "12"),
        ("וְהָיָה 12", "12"),
        ("x\x1b[31m 12", "12"),
    ],
)
def test_carets_stand_under_the_word_whatever_stands_before(source: str, word: str) -> None:
    """Wide characters take two columns, combining ones none, tabs four, and control characters are escaped."""
    line, carets = excerpt(source, source.index(word) + 1, len(word))
    assert len(line) <= EXCERPT_WIDTH + 20
    assert carets.count("^") == 2
    assert "\x1b" not in line
    assert _column(line, word) == carets.index("^")


def _column(line: str, word: str) -> int:
    """The column of a word by the widths that a terminal gives, told apart from the code under test."""
    wide = sum(sign in "国" for sign in line[: line.index(word)])
    marks = sum(0x591 <= ord(sign) <= 0x5C7 or sign == "\u0301" for sign in line[: line.index(word)])
    return line.index(word) + wide - marks


def test_colour_is_used_only_when_told() -> None:
    """Escape sequences come from us alone."""
    assert "\x1b" not in render_text(FOUND, read_line, colour=False)
    assert "\x1b[31;1merror" in render_text(FOUND, read_line, colour=True)
    evil = (warning("x", Location("a\x1b[2J.md", 1, 1), "m\x1b[2J"),)
    assert "\x1b" not in render_text(evil, lambda _path, _line: "\x1b]0;x\x07", colour=False)


def test_github_annotations_are_escaped_and_begin_with_errors() -> None:
    """A message cannot end its command, nor a file name a field."""
    found = (*FOUND, Diagnostic("x", Severity.NOTE, Location("a,b:c.md"), "50%\nsecond line"))
    rows = render_github(found).splitlines()
    assert rows[0] == (
        "::error file=content/a/article.md,line=4,col=15,endColumn=28,title=citation-not-found::there is no source. "
        "did you mean `talks`?"
    )
    assert rows[-1] == "::notice file=a%2Cb%3Ac.md,title=x::50%25%0Asecond line"


def test_sarif_is_valid_against_its_schema() -> None:
    """The schema is that of OASIS, SARIF 2.1.0-rtm.5, as @microsoft/jest-sarif 1.0.0-beta.0 (MIT) ships it."""
    schema = json.loads((Path(__file__).parent / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    written = json.loads(render_sarif(FOUND, documentation(), "0.1.0"))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(written)
    results = written["runs"][0]["results"]
    assert [entry["ruleId"] for entry in results] == [
        "citation-not-found",
        "date-relative",
        "translation-behind",
        "value-invalid",
    ]
    rules = written["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[entry["ruleIndex"]]["id"] == entry["ruleId"] for entry in results)
    assert rules[0]["help"]["markdown"]
    jsonschema.Draft4Validator(schema).validate(json.loads(render_sarif((), {}, "0.1.0")))
