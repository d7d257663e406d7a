"""What is made of an explainer is gone with it: nothing waits for the collector of cycles."""

from __future__ import annotations

import gc
from pathlib import Path

from generator.pipeline import Options, build
from tests.engine.project import NOW, QUICK, Project, Topic


def lost_in_circles(folder: Path, explainers: int) -> int:
    """How many objects a build of so many explainers leaves that only the collector finds."""
    folder.mkdir()
    slugs = [f"topic-{number}" for number in range(explainers)]
    topics = {
        slug: Topic(slug, event="A dam is built", correction="It was wrong.", change="A part was added.", arabic="ماء")
        for slug in slugs
    }
    Project(topics=topics, settings={"title": "A site", "language": "en", "languages": "[en, ar]", **QUICK}).write(
        folder
    )
    gc.collect()
    assert build(folder, Options(now=NOW, jobs=1)).published
    return gc.collect()


def test_an_explainer_leaves_no_circles(tmp_path: Path) -> None:
    """Twice as many explainers leave as many: the templates, once a build.

    What hangs on a circle, a whole page or sheet, would fill memory until the collector comes, and whatever is made
    next would lie in memory that no cache of the machine holds.
    """
    gc.disable()
    try:
        lost_in_circles(tmp_path / "first", 1)
        few, many = lost_in_circles(tmp_path / "few", 12), lost_in_circles(tmp_path / "many", 24)
    finally:
        gc.enable()
    assert many == few
