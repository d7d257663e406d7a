"""What a walk gives that remembers the last one is what a walk from nothing gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from generator.pipeline import Options
from generator.preview.recall import open_recall
from generator.preview.stand import Stand, Walked
from generator.preview.walk import First, Walker
from tests.preview.test_drawer import NOON, SHEET

ARTICLE = "---\ntitle: {title}\ndate: 2024-11-30\ntopics: [Water]\n---\n\n{{figure}}`wells` wells. {words}\n"


def make(folder: Path) -> None:
    """Six explainers about one shared figure, and a page of one's own template."""
    for number, slug in enumerate(("brook", "creek", "lake", "pond", "river", "spring")):
        place = folder / "content" / slug
        place.mkdir(parents=True)
        place.joinpath("article.md").write_text(ARTICLE.format(title=slug, words="Water. " * number), "utf-8")
    (folder / "content/_shared").mkdir()
    (folder / "content/_shared/wells.yaml").write_text(SHEET, encoding="utf-8")
    (folder / "templates/static").mkdir(parents=True)
    (folder / "templates/explainer.html").write_text('{% extends "default/explainer.html" %}\n', encoding="utf-8")
    (folder / "explainer.yaml").write_text("title: A site\nurl: https://water.example/\n", encoding="utf-8")


EDITS: dict[str, tuple[str, Callable[[str], str], bool]] = {
    "prose": ("content/river/article.md", lambda text: text + "\nMore.\n", False),
    "prose, moved down": ("content/river/article.md", lambda text: text.replace("---\n\n", "---\n\nFirst.\n\n"), False),
    "much more prose": ("content/river/article.md", lambda text: text + "word " * 900, True),
    "title": ("content/river/article.md", lambda text: text.replace("title: ", "title: The "), True),
    "topic": ("content/river/article.md", lambda text: text.replace("[Water]", "[Water, Rain]"), True),
    "alias": ("content/river/article.md", lambda text: text.replace("date:", "aliases: [/old/]\ndate:"), True),
    "draft": ("content/river/article.md", lambda text: text.replace("date:", "draft: true\ndate:"), True),
    "shared figure": ("content/_shared/wells.yaml", lambda text: text.replace("value: 40", "value: 41"), True),
    "template": ("templates/explainer.html", lambda text: text + "{% block main %}{{ super() }}{% endblock %}", True),
    "settings": ("explainer.yaml", lambda text: text.replace("A site", "The site"), True),
}
"""By kind of edit: the file, what is done to it, and whether the site is planned anew, so that a page goes ahead."""


def marks(walked: Walked | None) -> dict[str, bytes]:
    """The fingerprints of all outputs."""
    assert walked is not None
    return {path: output.fingerprint for path, output in walked.outputs.items()}


def test_an_edit_gives_what_a_first_look_gives(tmp_path: Path) -> None:
    """For each kind of edit: every output, also those of the page that goes ahead of the rest."""
    project = tmp_path / "project"
    make(project)
    with open_recall(project) as recall:
        walker = Walker(project, Options(NOON, drafts=True, jobs=1), recall)
        assert walker.survey(NOON)
        for kind, (path, change, is_planned) in EDITS.items():
            file = project / path
            before = file.read_text(encoding="utf-8")
            for text in (change(before), before):
                ahead: list[Walked] = []
                first = First(frozenset(("river",)), ahead.append)
                file.write_text(text, encoding="utf-8")
                report = walker.follow(frozenset((str(file),)), NOON, first)
                assert report is not None, kind
                with open_recall(project) as other:
                    fresh = Walker(project, Options(NOON, drafts=True, jobs=1), other).survey(NOON)
                assert fresh is not None
                clean = marks(fresh.walked)
                assert marks(report.walked) == clean, kind
                assert report.diagnostics == fresh.diagnostics
                assert len(ahead) == is_planned, kind
                for walked in ahead:
                    assert "river/index.html" in walked.outputs
                    assert marks(walked).items() <= clean.items(), kind


def test_what_goes_ahead_is_served_before_the_rest() -> None:
    """The page that goes ahead is of the newer walk, everything else of the last whole one."""

    def walked(outputs: Iterable[str]) -> Walked:
        return Walked({path: path for path in outputs}, *[None] * 8)  # type: ignore[misc, arg-type]

    good, ahead = walked(("index.html", "river/index.html")), walked(("river/index.html", "assets/new.css"))
    stand = Stand(1, good, (), (), ahead)
    assert sorted(stand.outputs) == ["assets/new.css", "index.html", "river/index.html"]
    assert len(stand.outputs) == 3
    assert stand.owner("index.html") is good
    assert stand.owner("river/index.html") is ahead
    assert stand.owner("assets/new.css") is ahead
    assert Stand(2, good, (), ()).owner("river/index.html") is good
