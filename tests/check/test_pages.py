"""Ordinary pages: what readers must not meet in any text is found there too."""

from __future__ import annotations

from pathlib import Path

from generator.desk import Asked, mend
from generator.pipeline import Options, check
from tests.check.project import NOON

FILES = {
    "explainer.yaml": "title: A site\nlanguages: [en, ar]\nterms: [{use: ceasefire, avoid: [cease-fire]}]\n",
    "content/_home.md": "We explain. TK more.\n",
    "content/_pages/about.md": """\
---
title: About us
description: "[Your name here]"
---

A cease-fire is a truce. 12 editors answered 3,000 letters last week, [Guest Name] says.

![media](media/none.png)
""",
    "content/_pages/kept.md": """\
---
title: Kept
waive: {term-avoided: the old spelling is what this page is about}
---

It was a cease-fire. TODO [more](https://example.org/)
""",
    "content/_pages/kept.ar.md": "---\ntitle: باق\nwaive: {term-avoided: لا شيء}\n---\n\nنص.\n",
    "content/_shared/all.yaml": "actors: {office: {kind: organization, name: Office, attribution: The office}}\n",
    "content/_shared/all.ar.yaml": "actors: {office: {name: المكتب, attribution: TK}}\n",
}


def _write(folder: Path) -> None:
    for path, text in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _found(folder: Path) -> list[tuple[str, str, int, int]]:
    result = check(folder, Options(now=NOON.timestamp()))
    return [
        (entry.code, entry.location.path, entry.location.line, entry.location.column) for entry in result.diagnostics
    ]


def test_words_are_judged_on_every_page(tmp_path: Path) -> None:
    """Placeholders and house style: on ordinary pages, in their front matter, on the home page, and in the
    translations of shared facts. What asks for news is not asked of a page about the site."""
    _write(tmp_path)
    found = [entry for entry in _found(tmp_path) if entry[0] not in ("source-unused", "asset-missing")]
    assert found == [
        ("placeholder-left", "content/_home.md", 1, 13),
        ("placeholder-left", "content/_pages/about.md", 3, 15),
        ("term-avoided", "content/_pages/about.md", 6, 3),
        ("placeholder-left", "content/_pages/about.md", 6, 71),
        ("waiver-unused", "content/_pages/kept.ar.md", 3, 9),
        ("placeholder-left", "content/_pages/kept.md", 6, 22),
        ("placeholder-left", "content/_shared/all.ar.yaml", 1, 46),
    ]


def test_house_style_is_mended_on_every_page(tmp_path: Path) -> None:
    """But where a waiver answers."""
    _write(tmp_path)
    mended = mend(tmp_path, Asked(NOON.timestamp(), select=("term-avoided",)), write=True)
    assert mended.told.startswith("mended 1 fault in 1 file")
    assert "A ceasefire is" in (tmp_path / "content/_pages/about.md").read_text(encoding="utf-8")
