"""The index of the site's words: made of the pages that are published with it, and only when they have changed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator.pipeline import Options, Result, build, verify
from generator.search import make_index
from tests.engine.project import NOW, Project, Topic, sample, tree


class Desk:
    """A sample with an index, to edit and build again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project: Project = sample()
        self.project.settings["search"] = "auto"
        self.first = self.build()

    def build(self) -> Result:
        """Writes and builds."""
        self.project.write(self.folder)
        result = build(self.folder, Options(now=NOW, jobs=1))
        assert result.published, result.diagnostics
        return result

    def index(self) -> dict[str, bytes]:
        """The files of the published index."""
        return {path: data for path, data in tree(self.folder / "site").items() if path.startswith("pagefind/")}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A published sample with an index."""
    return Desk(tmp_path)


def test_the_index_is_made_again_when_a_page_has_changed_and_only_then(desk: Desk) -> None:
    """Another style leaves it as it is where no page carries the style's address; nothing to do does nothing."""
    first = desk.index()
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json", "pagefind/wasm.en.pagefind"} <= first.keys()
    assert not [path for path in first if "-ui" in path or path.endswith(".css")]
    assert "search" in desk.first.timings.steps
    again = desk.build()
    assert (again.rendered, "search" in again.timings.steps) == ((), False)
    desk.project.files["content/_static/a.txt"] = b"A file that is copied."
    copied = desk.build()
    assert copied.rendered == ("a.txt",)
    assert "search" not in copied.timings.steps
    assert desk.index() == first
    desk.project.change("beta", extra="Cormorants nest there.")
    assert "search" in desk.build().timings.steps
    assert desk.index() != first
    assert verify(desk.folder, Options(now=NOW, jobs=1)) == ()


def test_an_index_that_somebody_edited_is_made_again(desk: Desk) -> None:
    """Whichever of its files."""
    first = desk.index()
    (desk.folder / "site/pagefind/pagefind.js").write_text("by hand")
    next((desk.folder / "site/pagefind/fragment").iterdir()).unlink()
    desk.build()
    assert desk.index() == first


def test_who_wants_no_index_loses_it(desk: Desk) -> None:
    """And gets it back, the same."""
    first = desk.index()
    desk.project.settings["search"] = "off"
    desk.build()
    assert desk.index() == {}
    assert b"data-index" not in (desk.folder / "site/search/index.html").read_bytes()
    desk.project.settings["search"] = "auto"
    desk.build()
    assert desk.index() == first


def test_the_same_pages_make_the_same_index(tmp_path: Path) -> None:
    """Of many pages, by several threads, three times: byte by byte."""
    topics = {f"topic-{number}": Topic(f"topic-{number}", f"Topic {number}", 40 + number) for number in range(60)}
    project = Project(topics=topics, settings={**sample().settings, "search": "off"})
    project.topics |= {name: replace(found, arabic="ألف") for name, found in list(topics.items())[:20]}
    project.write(tmp_path)
    assert build(tmp_path, Options(now=NOW, jobs=1)).published
    made = [dict(make_index(str(tmp_path / "site"))) for _ in range(3)]
    assert len(made[0]) > 80
    assert made[0] == made[1] == made[2]


BLOCKED = """
import sys
sys.modules["pagefind_bin"] = None
from generator.cli import main
main(["-C", sys.argv[1], "build", "--jobs", "1"])
"""


@pytest.mark.parametrize(("asked", "told"), [("auto", False), ("on", True)])
def test_without_the_extra_there_is_a_list(tmp_path: Path, asked: str, told: bool) -> None:
    """Of all titles, questions and terms at the same address; who asked for more is told how to get it."""
    project = sample()
    project.settings["search"] = asked
    project.write(tmp_path)
    command = [sys.executable, "-c", BLOCKED, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 0, run.stderr
    assert ("pip install 'explainer-pages[search]'" in run.stdout + run.stderr) == told
    assert not (tmp_path / "site/pagefind").exists()
    assert b'<a href="../alpha/"><b>Alpha</b></a>' in (tmp_path / "site/search/index.html").read_bytes()


def test_a_long_list_stands_on_several_pages(tmp_path: Path) -> None:
    """A thousand lines a page, an explainer's own together; each page leads to the others."""
    folder = tmp_path / "content"
    for number in range(5):
        place = folder / f"topic-{number}"
        place.mkdir(parents=True)
        (place / "article.md").write_text(f"---\ntitle: Topic {number}\ndate: 2024-11-30\n---\nWords.\n")
        questions = "".join(f"  - {{question: 'Is {number} {each} so?', answer: Yes.}}\n" for each in range(300))
        (place / "facts.yaml").write_text(f"questions:\n{questions}")
    (tmp_path / "explainer.yaml").write_text("title: A site\nsearch: off\nchecks: {answer-unsourced: off}\n")
    assert build(tmp_path, Options(now=NOW, jobs=1)).published
    first = (tmp_path / "site/search/index.html").read_text("utf-8")
    second = (tmp_path / "site/search/2/index.html").read_text("utf-8")
    assert (first.count(">Question<"), second.count(">Question<")) == (900, 600)
    assert '<a href="../search/2/">2</a>' in first
    assert 'href="../../topic-3/#question-' in second
