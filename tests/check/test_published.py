"""What counts as published, and when a changed value must be declared."""

from __future__ import annotations

import json

from generator.check.published import by_slug, published_values
from generator.check.subject import Evidence
from tests.check.project import NOON, check_files, make_settings, make_shared, make_subject

FRONT = "---\ntitle: A title\ndate: 2024-12-01\n---\n"

SHEET = """\
figures:
  killed:
    label: Killed
    observations:
      - {value: 1207, as_of: 2024-11-30, attributed_to: The government}
      - {low: 8, high: 18, as_of: 2024-10, qualifier: about}
      - {value: 5, as_of: 2024-09}
      - {value: 4, as_of: 2024-09, rank: deprecated}
changes:
  - {date: 2024-11-30, affects: [killed], note: Added.}
"""

SHARED = "figures:\n  parties: {label: Parties, observations: [{value: VALUE, as_of: 2024}]}\n"


def test_values_are_text_by_figure_attribution_and_day() -> None:
    """A file of JSON can hold them; observations that share all are one entry."""
    subject, _ = make_subject({"article.md": FRONT + "Words.\n", "facts.yaml": SHEET})
    assert subject is not None
    values = published_values(subject.edition)
    assert (
        json.loads(json.dumps(values))
        == values
        == {
            "x/killed": "1",
            "x/killed//2024-09": "4 | 5",
            "x/killed//2024-10": "about 8..18",
            "x/killed/The government/2024-11-30": "1207",
        }
    )
    assert by_slug({**values, "y/other": "0"}) == {"x": values, "y": {"y/other": "0"}}


def test_nothing_changed_is_nothing_to_declare() -> None:
    """What is published from a sheet agrees with that sheet."""
    files = {"article.md": FRONT + "Words.\n", "facts.yaml": SHEET}
    subject, _ = make_subject(files)
    assert subject is not None
    evidence = Evidence(NOON, make_settings("")[0], published=published_values(subject.edition))
    assert not [entry for entry in check_files(files, evidence=evidence) if entry.code == "correction-undeclared"]


def test_a_changed_shared_value_is_reported_where_the_page_first_shows_it() -> None:
    """Each page that showed the old value owes its readers a word."""
    article = {"article.md": FRONT + "There are {figure}`parties` parties.\n"}
    facts, _ = make_shared({"all.yaml": SHARED.replace("VALUE", "162")})
    subject, _ = make_subject(article, shared=facts)
    assert subject is not None
    evidence = Evidence(NOON, make_settings("")[0], published=published_values(subject.edition))
    changed = {"all.yaml": SHARED.replace("VALUE", "163")}
    found = [e for e in check_files(article, evidence=evidence, shared=changed) if e.code == "correction-undeclared"]
    assert [(entry.location.path, entry.location.line) for entry in found] == [("content/x/article.md", 5)]
    assert found[0].message == "`parties` of 2024 was published as 162, and is now 163"
