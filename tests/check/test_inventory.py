"""`explainer facts`: what is known, how old it is, and where it is used."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pytest

from generator.check.inventory import FactRow, FactUse, fact_ids, fact_record, fact_uses, figure_rows, stale_rows
from generator.check.printout import as_csv, as_json, as_table, record_text
from generator.check.subject import Subject
from tests.check.project import make_subject

ARTICLE = """\
---
title: A title
date: 2024-12-01
---
By then {figure}`killed` people had been killed [@report].

The estimates are {figure}`losses`, and again {figure}`killed`.
"""

SHEET = """\
sources:
  report: {title: A report, issued: {date: 2024-11-30, inferred: true}}
actors:
  ministry: {kind: organization, name: "=Ministry"}
figures:
  killed:
    label: Killed
    unit: people
    stale_after: P14D
    observations:
      - {value: 43163, as_of: 2024-10-30, sources: [report]}
      - {value: 44330, as_of: 2024-11-30, attributed_to: ministry, sources: [report], qualifier: at-least}
  losses:
    label: Losses
    unit: "%"
    conflicting: true
    observations:
      - {value: 5, low: 4, high: 6, as_of: 2024, attributed_to: The army}
      - {value: 9, as_of: 2024-11/.., attributed_to: The rebels}
"""

TODAY = datetime.date(2024, 12, 20)


@pytest.fixture
def subject() -> Subject:
    """An explainer with two figures."""
    found, problems = make_subject({"article.md": ARTICLE, "facts.yaml": SHEET})
    assert found is not None
    assert not problems
    return found


def test_each_estimate_is_a_row_with_its_age_and_its_uses(subject: Subject) -> None:
    """The value shown is that of the page; a span that goes on has no age."""
    rows = figure_rows([subject], TODAY)
    assert [(row.id, row.value, row.as_of, row.age_days, row.stale) for row in rows] == [
        ("killed", "at-least 44330 people", "2024-11-30", 20, True),
        ("losses", "5 (4 to 6)%", "2024", -11, False),
        ("losses", "9%", "2024-11/..", None, False),
    ]
    assert rows[0].used == ("content/x/article.md:5", "content/x/article.md:7")
    assert [row.id for row in stale_rows(rows)] == ["killed"]


def test_the_uses_of_a_fact_are_those_in_prose_and_in_fields(subject: Subject) -> None:
    """With file, line and column."""
    assert [(use.path, use.line, use.how) for use in fact_uses([subject], "report")] == [
        ("content/x/article.md", 5, "prose"),
        ("content/x/facts.yaml", 11, "figures/killed/observations/0/sources/0/id"),
        ("content/x/facts.yaml", 12, "figures/killed/observations/1/sources/0/id"),
    ]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_table_fits_the_terminal(subject: Subject, width: int) -> None:
    """However narrow; the heads stay readable."""
    table = as_table(figure_rows([subject], TODAY), FactRow, width).splitlines()
    assert all(len(line) <= width for line in table)
    assert table[0].split()[:2] == ["id", "value"]
    if width >= 80:
        assert any("at-least 44330 people  2024-11-30  20 d, stale" in line for line in table)
        assert any("=Ministry" in line and "article.md:5 +1" in line for line in table)
    assert as_table((), FactUse, width) == "Nothing to list.\n"


def test_json_and_csv_hold_what_the_table_shows(subject: Subject) -> None:
    """CSV cells cannot run in a spreadsheet."""
    rows = figure_rows([subject], TODAY)
    assert json.loads(as_json(rows))[0]["age_days"] == 20
    read = list(csv.DictReader(io.StringIO(as_csv(rows, FactRow))))
    assert read[0]["attributed_to"] == "'=Ministry"
    assert read[0]["used"] == "content/x/article.md:5 content/x/article.md:7"


def test_a_fact_is_shown_with_all_it_has(subject: Subject) -> None:
    """As data, and as text for a person."""
    record = fact_record([subject], "report")
    assert record is not None
    assert record["issued"] == {"date": "2024-11-30", "inferred": True, "note": ""}
    assert record["stands_at"] == "content/x/facts.yaml:2:3"
    assert "title: A report\n" in record_text(record)
    assert fact_record([subject], "reprot") is None
    assert "report" in fact_ids([subject])
