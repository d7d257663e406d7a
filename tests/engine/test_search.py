"""The index of the site's words: made of the pages that are published with it, and only when they have changed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator.output.volumes import volumes
from generator.pipeline import Options, Result, build, verify
from generator.search import make_volume
from tests.engine.project import NOW, Project, Topic, sample, tree


class Desk:
    """A sample with an index, to edit and build again."""

    def __init__(self, folder: Path, topics: dict[str, Topic] | None = None) -> None:
        self.folder = folder
        self.project: Project = sample()
        self.project.topics |= topics or {}
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
    assert {
        f"pagefind/en/{name}" for name in ("pagefind.js", "pagefind-entry.json", "wasm.en.pagefind")
    } <= first.keys()
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
    (desk.folder / "site/pagefind/en/pagefind.js").write_text("by hand")
    next((desk.folder / "site/pagefind/en/fragment").iterdir()).unlink()
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
    (volume,) = volumes("en", [f"{name}/index.html" for name in topics])
    made = [dict(make_volume(str(tmp_path / "site"), volume)) for _ in range(3)]
    assert len(made[0]) > 60
    assert made[0] == made[1] == made[2]


def test_an_edit_makes_one_volume_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a site with several; a page that comes may split one, and the others stay as they are."""
    monkeypatch.setattr("generator.output.volumes.PAGES_MAX", 6)
    desk = Desk(tmp_path, {f"topic-{number}": Topic(f"topic-{number}", f"Topic {number}") for number in range(20)})
    folders = _folders(desk.index())
    assert len(folders) > 3
    assert [folder for folder, files in folders.items() if "pagefind.js" in files] == ["pagefind/ar/", "pagefind/en/"]
    others = " ".join(f"../{folder}" for folder in sorted(folders) if folder.startswith("pagefind/en/") and folder[12:])
    page = (tmp_path / "site/search/index.html").read_text("utf-8")
    assert f'data-index="../pagefind/en/pagefind.js" data-volumes="{others}"' in page

    desk.project.change("topic-7", extra="Cormorants nest there.")
    desk.build()
    assert len(_changed(folders, _folders(desk.index()))) == 1

    for number in range(20, 32):
        before = _folders(desk.index())
        desk.project.topics[f"topic-{number}"] = Topic(f"topic-{number}", f"Topic {number}")
        desk.build()
        # One that is split leaves its folder and takes two.
        assert len(_changed(before, _folders(desk.index()))) <= 3
    assert verify(desk.folder, Options(now=NOW, jobs=1)) == ()


def _folders(index: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    """The files of each volume."""
    places = sorted(
        (path.removesuffix("pagefind-entry.json") for path in index if path.endswith("-entry.json")), key=len
    )
    found: dict[str, dict[str, bytes]] = {place: {} for place in places}
    for path, data in index.items():
        place = max((place for place in places if path.startswith(place)), key=len)
        found[place][path.removeprefix(place)] = data
    return found


def _changed(before: dict[str, dict[str, bytes]], after: dict[str, dict[str, bytes]]) -> list[str]:
    return [place for place in before.keys() | after.keys() if before.get(place) != after.get(place)]


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
