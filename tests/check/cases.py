"""The case files of `tests/cases`: what a rule finds, written as the text in which it finds it.

A case begins with `## fires: …`, `## stays silent: …` or `## boundary: …`. Its files stand in fences of four
backquotes with the file's name behind. `⟦` and `⟧` stand around the very words that the rule points to and are taken
out before the text is read. An article without front matter gets one. What else a case may say stands in lines of their
own before its files: `today: 2024-12-20`, `whole file: article.ar.md`, `published: slug/figure/who/as-of = 44330`,
`link: address = dead`.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path

FRONT = "---\ntitle: A title\ndate: 2024-12-01\n---\n"

FOLDER = Path(__file__).parent.parent / "cases"

_HEAD = re.compile(r"^## (fires|stays silent|boundary): (.+)$", re.MULTILINE)
_FILE = re.compile(r"^````(\S+)\n(.*?)^````$", re.MULTILINE | re.DOTALL)
_FACT = re.compile(r"^(today|whole file|published|link): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Marked:
    """A place that a rule must point to: its file, line, column and the words under the carets."""

    path: str
    line: int
    column: int
    text: str


@dataclass
class Case:
    """A case of a case file."""

    code: str
    kind: str
    says: str
    files: dict[str, str] = field(default_factory=dict)
    marks: list[Marked] = field(default_factory=list)
    now: datetime.datetime = datetime.datetime(2024, 12, 1, 12, tzinfo=datetime.UTC)
    published: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code} {self.kind}: {self.says}"


def read_cases(file: Path) -> list[Case]:
    """The cases of a case file."""
    text = file.read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [_read(file.stem, head, text[head.end() : end]) for head, end in zip(heads, ends, strict=True)]


def _read(code: str, head: re.Match[str], text: str) -> Case:
    case = Case(code, head[1], head[2])
    for found in _FILE.finditer(text):
        name, content = found[1], found[2]
        if name.startswith("article") and not content.startswith("---\n"):
            content = FRONT + content
        path = name if name == "explainer.yaml" or name.startswith("content/") else f"content/x/{name}"
        case.files[path] = _unmark(path, content, case.marks)
    for fact in _FACT.finditer(_FILE.sub("", text)):
        key, _, value = fact[2].partition(" = ")
        if fact[1] == "today":
            case.now = datetime.datetime.fromisoformat(fact[2]).replace(hour=12, tzinfo=datetime.UTC)
        elif fact[1] == "whole file":
            case.marks.append(Marked(f"content/x/{fact[2]}", 0, 0, ""))
        elif fact[1] == "published":
            case.published[key] = value
        else:
            case.links[key] = value
    if "content/x/article.md" not in case.files:
        case.files["content/x/article.md"] = FRONT + "Words.\n"
    return case


def _unmark(path: str, content: str, marks: list[Marked]) -> str:
    rows = []
    for number, row in enumerate(content.split("\n"), start=1):
        while "⟦" in row:
            start, end = row.index("⟦"), row.index("⟧")
            words = row[start + 1 : end]
            marks.append(Marked(path, number, start + 1, words))
            row = row[:start] + words + row[end + 1 :]
        rows.append(row)
    return "\n".join(rows)
