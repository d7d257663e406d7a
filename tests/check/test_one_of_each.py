"""A site with one of each fault: each is reported once, at the right place, and nothing else is."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from generator.check.explain import entries
from generator.pipeline import Options, check
from tests.check.cases import FOLDER

_MARK = re.compile(r"⟦([a-z-]+):([^⟧]*)⟧")

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f6"
    "45400000000049454e44ae426082"
)
"""A picture of one pixel."""

NOT_HERE = frozenset(("link-dead", "correction-undeclared"))
"""What needs the network, or a page that was published before."""

Place = tuple[str, str, int, int]


def _write(folder: Path) -> set[Place]:
    """Writes the site and says where its faults are."""
    marked: set[Place] = set()
    source = FOLDER / "one-of-each"
    for file in sorted(source.rglob("*")):
        if not file.is_file():
            continue
        path = file.relative_to(source).as_posix()
        rows = []
        for number, row in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
            while mark := _MARK.search(row):
                marked.add((mark[1], path, number, mark.start() + 1))
                row = row[: mark.start()] + mark[2] + row[mark.end() :]
            rows.append(row)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("\n".join(rows), encoding="utf-8")
    (folder / "content/words/media").mkdir()
    (folder / "content/words/media/bridge.png").write_bytes(PIXEL)
    (folder / "content/coded").mkdir()
    (folder / "content/coded/article.md").write_bytes("---\ntitle: Café\n---\n".encode("latin-1"))
    marked.add(("encoding-invalid", "content/coded/article.md", 2, 11))
    marked.add(("url-conflict", "content/translated/article.md", 0, 0))
    return marked


def test_each_fault_is_reported_once_at_its_place_and_nothing_else(tmp_path: Path) -> None:
    """Through the whole line, as `explainer check` runs it."""
    marked = _write(tmp_path)
    now = datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC).timestamp()
    result = check(tmp_path, Options(now=now, cache=False, jobs=1))
    found = [
        (entry.code, entry.location.path, entry.location.line, entry.location.column) for entry in result.diagnostics
    ]
    assert sorted(set(found) - marked) == []
    assert sorted(marked - set(found)) == []
    assert len(found) == len(marked)
    assert {entry.code for entry in entries()} - {place[0] for place in marked} == NOT_HERE
