"""A draft is shown with its errors, as long as a page can be made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.codes import SHOWABLE
from generator.pipeline import Options, build
from tests.check.cases import FOLDER, Case, read_cases
from tests.check.project import NOON

CASES = [
    case
    for code in sorted(SHOWABLE)
    for case in read_cases(FOLDER / f"{code}.md")
    if case.marks
    and "content/x/article.md" in case.files
    and not any("_shared" in path or "media" in path for path in case.files)
]


def _write(folder: Path, case: Case, *, draft: bool) -> None:
    for path, text in case.files.items():
        if draft and path == "content/x/article.md":
            text = text.replace("\n---\n", "\ndraft: true\n---\n", 1)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    if "explainer.yaml" not in case.files:
        (folder / "explainer.yaml").write_text("title: A site\n", encoding="utf-8")
    (folder / "content/fine").mkdir(parents=True)
    (folder / "content/fine/article.md").write_text("---\ntitle: Fine\ndate: 2024-01-01\n---\nWords.\n", "utf-8")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_draft_is_shown_with_its_errors_and_a_page_is_not_published_with_them(case: Case, tmp_path: Path) -> None:
    """Where its files can be read; what cannot be read stops a build, as ever."""
    now = case.now.timestamp()
    _write(tmp_path / "draft", case, draft=True)
    done = build(tmp_path / "draft", Options(now=now, drafts=True, jobs=1, cache=False))
    errors = [entry for entry in done.diagnostics if entry.severity == "error"]
    if done.published:
        assert (tmp_path / "draft/site/x/index.html").is_file()
        assert case.code in {entry.code for entry in done.diagnostics if entry.severity == "note"}
    else:
        assert errors, "what cannot be read is an error in a draft, too"
    _write(tmp_path / "page", case, draft=False)
    assert not build(tmp_path / "page", Options(now=now, jobs=1, cache=False)).published


def test_most_of_the_cases_are_shown(tmp_path: Path) -> None:
    """Each of the codes has a case whose draft is shown."""
    shown = set()
    for number, case in enumerate(CASES):
        folder = tmp_path / str(number)
        _write(folder, case, draft=True)
        build(folder, Options(now=case.now.timestamp(), drafts=True, jobs=1, cache=False))
        if (folder / "site/x/index.html").is_file():
            shown.add(case.code)
    assert shown == SHOWABLE


UNFINISHED = """---
title: Wells, by {actor}`nobody`
date: 2024-01-01
draft: true
---

They are deep [@talks; @a-source, p. 3], and {figure}`wells by her` of them dry. See [there](../nowhere/article.md).

![A well <b>](media/none.png)

:::{timeline}
only: nothing
:::
"""

SHEET = """
sources:
  talks: {title: Talks}
timeline:
  - {date: 2024-01-02, title: It began, text: "As {term}`seepage` shows.", sources: [nix, talks], actors: [gone]}
corrections:
  - {date: 2024-01-02, affects: [gone], was: "1", now: "2", text: "See [@gone]."}
"""


def test_what_points_nowhere_is_marked_at_its_place(tmp_path: Path) -> None:
    """In the words of its author, which are text; what is there is shown beside it. The public build goes on."""
    folder = tmp_path / "content/wells"
    folder.mkdir(parents=True)
    (tmp_path / "explainer.yaml").write_text("title: A site\n", encoding="utf-8")
    (folder / "article.md").write_text(UNFINISHED, encoding="utf-8")
    (folder / "facts.yaml").write_text(SHEET, encoding="utf-8")
    public = build(tmp_path, Options(now=NOON.timestamp(), jobs=1))
    assert public.published
    assert {entry.severity for entry in public.diagnostics} == {"note"}
    assert not (tmp_path / "site/wells").exists()
    shown = build(tmp_path, Options(now=NOON.timestamp(), drafts=True, jobs=1))
    assert shown.published
    page = (tmp_path / "site/wells/index.html").read_text(encoding="utf-8")
    for words in (
        "{actor}`nobody`",
        "[@a-source, p. 3]",
        "{figure}`wells by her`",
        "![A well &lt;b&gt;](media/none.png)",
        ":::{timeline} only: nothing",
        "{term}`seepage`",
        "[@gone]",
    ):
        assert f"<mark>{words}</mark>" in page, words
    assert 'href="#source-talks"' in page
    assert 'href="../nowhere/"' in page
    assert "<title>Wells, by {actor}`nobody`" in page
