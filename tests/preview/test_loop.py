"""What is served while somebody saves faster than a site can be walked."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.pipeline import Options, quiet
from generator.preview.board import Board
from generator.preview.loop import Loop
from generator.preview.printer import Printer
from generator.preview.recall import open_recall
from generator.preview.stand import Stand
from generator.preview.walk import Walker
from generator.preview.watch import Changes, Watcher
from tests.preview.test_walk import clean, make, marks

PAGE = "river/index.html"


class Typist(Changes):
    """Saves by a script: the next text as soon as a walk has paused so often."""

    def __init__(self) -> None:
        super().__init__()
        self.script: list[tuple[int, Path, str]] = []
        self.halves: list[tuple[int, Path, str]] = []
        """What is saved when something is about to be shown, in the same burst."""
        self._pauses = 0

    @property
    def are_waiting(self) -> bool:
        """Asked at each pause of a walk."""
        self._pauses += 1
        if self.script and self._pauses >= self.script[0][0]:
            self.save()
        return super().are_waiting

    def is_over(self) -> bool:
        """Asked before anything is shown."""
        if self.halves:
            self.script.insert(0, self.halves.pop(0))
            self.save()
            return False
        return super().is_over()

    def save(self) -> None:
        """Writes the next text of the script."""
        _, file, text = self.script.pop(0)
        file.write_text(text, encoding="utf-8")
        self._pauses = 0
        self.add({str(file)})


class Preview:
    """A loop without a server, in which somebody looks at one page."""

    def __init__(self, project: Path, loop: Callable[..., Loop]) -> None:
        self.project = project
        self.board, self.typist, self.printer = Board(), Typist(), Printer()
        self._loop = loop(self.board, self.printer, self.typist, self._said)
        self._watcher = Watcher(project, self.typist, self._said)
        self.stands: list[Stand] = []
        put = self.board.put

        def kept(stand: Stand) -> None:
            put(stand)
            self.stands.append(stand)

        self.board.put = kept  # type: ignore[method-assign]
        self._loop.begin(quiet)
        self.board.view(PAGE)

    def _said(self, _line: str) -> None:
        if self.typist.script:
            self.typist.save()
        elif self.stands[1:] and not self.typist.are_waiting:
            raise KeyboardInterrupt

    def run(self, *script: tuple[int, Path, str]) -> None:
        """Plays a script, until the last walk is over."""
        self.typist.script = list(script)
        self.stands[1:] = []
        self.typist.save()
        with contextlib.suppress(KeyboardInterrupt):
            self._loop.run(self._watcher)

    def page(self, stand: Stand) -> str:
        """The page that somebody looks at, as it is served."""
        owner = stand.owner(PAGE)
        assert owner is not None
        return self.printer.print(owner, owner.outputs[PAGE]).decode()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A preview of six explainers."""
    project = tmp_path / "project"
    make(project)
    with open_recall(project) as recall:
        walker = Walker(project, Options(0.0, drafts=True, jobs=1), recall)
        yield Preview(project, lambda *with_: Loop(project, walker, recall, *with_))


def test_the_last_of_many_saves_is_served(preview: Preview) -> None:
    """A save in the middle of a walk, at any of its steps, and one in the middle of the next: the end is a clean build.

    The page that somebody looks at has every text on the way there, before the walk of that text is over.
    """
    article, settings = preview.project / "content/river/article.md", preview.project / "explainer.yaml"
    text, title = article.read_text(encoding="utf-8"), settings.read_text(encoding="utf-8")
    for at in (1, 2, 3, 5, 8, 13, 30, 60, 90, 120):
        first, second = (text.replace("title: ", f"title: {word} {at} ") for word in ("One", "Two"))
        preview.run((0, article, first), (at, article, second), (at, settings, title.replace("A site", f"Site {at}")))
        stand = preview.board.stand
        assert not stand.faults
        assert stand.ahead is None
        assert stand.good is not None
        assert marks(stand.good) == clean(preview.project, time.time()).outputs, at
        pages = [preview.page(each) for each in preview.stands[1:]]
        for word in ("One", "Two"):
            seen = [
                stand for page, stand in zip(pages, preview.stands[1:], strict=True) if f"{word} {at} river" in page
            ]
            assert seen, (word, at)
            assert seen[0].ahead is not None
        assert f"Site {at}" in pages[-1]


def test_a_fault_lies_over_what_went_ahead(preview: Preview) -> None:
    """An error that is saved while the walk of a good save goes on: below it is the good save, not the one before."""
    article = preview.project / "content/river/article.md"
    text = article.read_text(encoding="utf-8")
    good, bad = f"{text}\nPlumage.\n", f"{text}\nPlumage of [@nobody].\n"
    preview.run((0, article, good), (4, article, bad))
    stand = preview.board.stand
    assert [fault.found.location.path for fault in stand.faults] == ["content/river/article.md"]
    assert "Plumage." in preview.page(stand)
    assert "nobody" not in preview.page(stand)
    preview.run((0, article, text))
    assert not preview.board.stand.faults
    assert "Plumage" not in preview.page(preview.board.stand)


def test_half_of_a_burst_is_not_shown(preview: Preview) -> None:
    """More of a burst comes while its first file is looked at: of an article without its sheet no fault is told, and
    no page is shown; nor of settings in the middle of being written.
    """
    article, settings = preview.project / "content/river/article.md", preview.project / "explainer.yaml"
    sheet = article.with_name("facts.yaml")
    text, rules = article.read_text(encoding="utf-8"), settings.read_text(encoding="utf-8")
    both = f"{text}\nPlumage of [@plumes].\n"
    sheet.write_text("sources: {}\n", encoding="utf-8")
    preview.run((0, article, f"{text}\n"))
    for file, half, rest in (
        (article, both, (sheet, "sources: {plumes: {title: Plumes}}\n")),
        (article, f"{both}Half of it.\n", (article, f"{both}All of it.\n")),
        (settings, "title: [\n", (settings, rules)),
    ):
        preview.typist.halves = [(0, *rest)]
        preview.run((0, file, half))
        assert not preview.typist.halves
        assert [fault for stand in preview.stands[1:] for fault in stand.faults] == []
        assert not any("Half of it" in preview.page(stand) for stand in preview.stands[1:])
    assert "All of it." in preview.page(preview.board.stand)
    assert preview.board.stand.good is not None
    assert marks(preview.board.stand.good) == clean(preview.project, time.time()).outputs


def test_a_mended_fault_goes_ahead_of_the_rest(preview: Preview) -> None:
    """The overlay of an explainer that is sound again goes before the site is planned, whatever page one looks at; that
    of a link to nowhere, which another page may mend, goes at the end.
    """
    lake, river = (preview.project / f"content/{slug}/article.md" for slug in ("lake", "river"))
    for file, wrong, is_late in (
        (lake, "Plumage of [@nobody].", False),
        (river, "Plumage of [@nobody].", False),
        (lake, "Plumage of [a page](../nowhere/article.md).", True),
    ):
        text = file.read_text(encoding="utf-8")
        preview.run((0, file, f"{text}\n{wrong}\n"))
        assert preview.board.stand.faults
        assert {fault.late for fault in preview.board.stand.faults} == {is_late}
        preview.run((0, file, f"{text}\nPlumage.\n"))
        faults = [bool(stand.faults) for stand in preview.stands[1:]]
        assert faults == ([False] if is_late else [False, False])
        assert (preview.stands[1].ahead is None) == is_late
        assert "Plumage" in preview.page(preview.board.stand) or file is lake
        assert preview.board.stand.good is not None
        assert marks(preview.board.stand.good) == clean(preview.project, time.time()).outputs
