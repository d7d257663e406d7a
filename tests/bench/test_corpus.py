"""The corpus of the benchmarks is what the measure says it is."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent


def write(script: str, *arguments: str | int | Path) -> None:
    """Runs a script of this folder as a person would."""
    command = [sys.executable, str(HERE / script), *(str(argument) for argument in arguments)]
    subprocess.run(command, check=True, capture_output=True, text=True)


def texts(folder: Path) -> dict[str, str]:
    """Every file below a folder with its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Forty explainers with two shared figures."""
    folder = tmp_path_factory.mktemp("corpus") / "project"
    write("corpus.py", 40, folder, "--shared", 2)
    return texts(folder)


def articles(corpus: dict[str, str]) -> list[str]:
    """The bodies of all articles."""
    return [text.split("---\n", 2)[2] for path, text in corpus.items() if path.endswith("/article.md")]


def test_same_arguments_give_the_same_bytes(corpus: dict[str, str], tmp_path: Path) -> None:
    """A second run writes the same tree, another seed another one."""
    write("corpus.py", 40, tmp_path / "again", "--shared", 2)
    write("corpus.py", 40, tmp_path / "other", "--shared", 2, "--seed", 8)
    assert texts(tmp_path / "again") == corpus
    assert texts(tmp_path / "other") != corpus


def test_an_article_has_about_1200_words(corpus: dict[str, str]) -> None:
    """Words are counted without marks of lists, headings and citations."""
    counts = [len(re.sub(r"\[@\w+\]|^[#>-]+ ", "", body, flags=re.MULTILINE).split()) for body in articles(corpus)]
    assert len(counts) == 40
    assert 1_170 <= statistics.mean(counts) <= 1_230
    assert min(counts) >= 1_100
    assert max(counts) <= 1_320


def test_a_sheet_has_the_records_of_the_measure(corpus: dict[str, str]) -> None:
    """12 events, 6 questions, 5 figures and 6 sources; it reads as YAML, and every source is pointed to."""
    sheets = [yaml.safe_load(text) for path, text in corpus.items() if path.endswith("/facts.yaml")]
    assert len(sheets) == 40
    for sheet in sheets:
        counts = {key: len(sheet[key]) for key in ("timeline", "questions", "figures", "sources")}
        assert counts == {"timeline": 12, "questions": 6, "figures": 5, "sources": 6}
        assert {name for event in sheet["timeline"] for name in event["sources"]} == set(sheet["sources"])


def test_ten_explainers_use_a_shared_figure(corpus: dict[str, str]) -> None:
    """Each shared figure is named by exactly ten articles."""
    figures = yaml.safe_load(corpus["content/_shared/figures.yaml"])["figures"]
    assert set(figures) == {"shared-0", "shared-1"}
    for figure in figures:
        assert sum(f"{{figure}}`{figure}`" in body for body in articles(corpus)) == 10


def test_every_tool_gets_every_explainer(tmp_path: Path) -> None:
    """Each peer has a text for each explainer, and none is left with a role or a citation it cannot read."""
    write("peers.py", 20, tmp_path / "peers", "--shared", 2)
    for tool in ("hugo", "hugo-json", "eleventy", "pelican", "mkdocs"):
        pages = {path: text for path, text in texts(tmp_path / "peers" / tool).items() if "topic-" in path}
        assert len(pages) == 20
        assert not [path for path, text in pages.items() if "{figure}" in text or "[@" in text]


def test_too_many_shared_figures_are_refused(tmp_path: Path) -> None:
    """A shared figure needs ten explainers of its own."""
    with pytest.raises(subprocess.CalledProcessError) as refused:
        write("corpus.py", 10, tmp_path / "project", "--shared", 2)
    assert "2 shared figures need 20 explainers, found 10" in refused.value.stderr


def test_the_prototype_writes_every_record(tmp_path: Path) -> None:
    """Its pages hold what the sheets hold, with roles and citations read: it is a floor for the same pages."""
    write("corpus.py", 10, tmp_path / "project", "--shared", 1)
    write("prototype.py", tmp_path / "project", tmp_path / "site")
    pages = texts(tmp_path / "site")
    assert len(pages) == 11
    for number in range(10):
        slug = f"topic-{number:05d}"
        page = pages[f"{slug}/index.html"]
        sheet = yaml.safe_load((tmp_path / "project" / "content" / slug / "facts.yaml").read_text(encoding="utf-8"))
        records = [*sheet["figures"].values(), *sheet["timeline"], *sheet["questions"], *sheet["sources"].values()]
        for record in records:
            words = record.get("label") or record.get("title") or record["question"]
            assert words in page
        assert page.count("<p>") > len(records)
        assert "{figure}" not in page
        assert "[@" not in page
        assert "40,000" in page
