"""Built sites that the tests of this folder read: one with a bit of everything, one whose every text attacks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from generator.pipeline import Options, Result, build
from tests.e2e.project import at, write

FULL = Path(__file__).resolve().parents[1] / "e2e" / "full"
URL = "https://example.org/sub/"

EVIL = "</script><img src=x onerror=alert(1)><!-- <script> ]]> &amp; \" ' \u2028\u2029 \u202eevil\u202c \u2066x"
"""A text that would end an element, begin a comment, break a line of JavaScript or turn the words after it around."""


def made(folder: Path, today: str = "2026-03-01", base_url: str = "") -> Result:
    """A project, built as of a day."""
    result = build(folder, Options(now=at(today), base_url=base_url, jobs=1, cache=False))
    assert result.published, result.diagnostics
    return result


def quoted(text: str) -> str:
    """A text as YAML: JSON is YAML."""
    return json.dumps(text, ensure_ascii=True)


def hostile(folder: Path, text: str = EVIL) -> Path:
    """A project in which this text stands wherever a sheet, an article or the settings take one."""
    said = quoted(text)
    write(
        folder,
        {
            "explainer.yaml": f"title: {said}\ndescription: {said}\nurl: {URL}\ncopyright: {said}\n"
            f"publisher: {{name: {said}, url: https://example.org/}}\n",
            "content/evil/article.md": f"---\ntitle: Plain\nsection: {said}\ndate: 2024-11-30\ntopics: [{said}]\n"
            f"authors: [{{name: {said}, role: {said}}}]\n---\n\nA text. {{figure}}`count` [@book]\n",
            "content/evil/facts.yaml": f"""
sources:
  book: {{title: {said}, publisher: {said}, author: [{said}], container_title: {said}, note: {said}, issued: 2020}}
actors:
  somebody: {{kind: person, name: {said}, attribution: {said}, attribution_note: {said}}}
figures:
  count:
    label: {said}
    unit: people
    observations:
      - {{value: -5, as_of: 2024-01-01, attributed_to: somebody, sources: [book], note: {said}, method: {said}}}
timeline:
  - {{date: 2024-01-01, title: {said}, group: {said}, date_note: {said}, actors: [somebody], sources: [book]}}
corrections:
  - {{date: 2024-12-01, was: {said}, now: {said}, text: It was wrong.}}
""",
        },
    )
    return folder


def structured(html: str) -> dict[str, Any]:
    """The JSON-LD of a page, as its source has it."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    told: dict[str, Any] = json.loads(found[0])
    return told


def nodes(value: Any) -> list[dict[str, Any]]:
    """Every object in JSON-LD, at any depth."""
    if isinstance(value, list):
        return [node for each in value for node in nodes(each)]
    if isinstance(value, dict):
        return [value, *(node for each in value.values() for node in nodes(each))]
    return []
