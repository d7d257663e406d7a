"""The judge: an incremental build against a build from nothing, in the tree and in what is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator import work
from generator.crew import Crew
from generator.incremental import memory
from generator.pipeline import Options, Result, build
from tests.engine.edits import Scene
from tests.engine.project import clean_build, tree


class Different(AssertionError):
    """An incremental build is not what a clean one would have been."""


def options_of(scene: Scene) -> Options:
    """How the scene is built."""
    return Options(
        now=scene.now,
        jobs=scene.jobs,
        drafts=scene.drafts,
        future=scene.future,
        base_url=scene.base_url,
        strict=scene.strict,
    )


@contextmanager
def as_tool(scene: Scene) -> Iterator[None]:
    """Lets another version of the tool build, with processes for a small site too."""
    with pytest.MonkeyPatch.context() as patch:
        true = memory.tool_version()
        for name in ("generator.incremental.memory", "generator.pipeline", "generator.line"):
            patch.setattr(f"{name}.tool_version", lambda: f"{true}; edit {scene.tool}", raising=False)
        # Another version counts reading time otherwise: on pages and in lists.
        count = work.minutes
        patch.setattr(work, "minutes", lambda *given: count(*given) + scene.tool)
        patch.setattr("generator.line.Crew", lambda workers, hire: Crew(workers, batch=2, alone_below=2, hire=hire))
        yield


def judge(scene: Scene, place: Path) -> Result:
    """Builds twice and compares. Raises `Different`."""
    scene.write()
    site = scene.folder / "site"
    before = tree(site)
    with as_tool(scene):
        warm = build(scene.folder, options_of(scene))
        cold, wanted = clean_build(scene.folder, place, options_of(scene))
    if warm.diagnostics != cold.diagnostics:
        unlike = set(warm.diagnostics) ^ set(cold.diagnostics)
        raise Different(f"told otherwise: {[(entry in warm.diagnostics, entry) for entry in unlike]}")
    if warm.published != cold.published or warm.published == bool(warm.errors):
        raise Different(f"published: {warm.published}, clean {cold.published}, errors {warm.errors}")
    if (warm.held, warm.explainers, warm.pages) != (cold.held, cold.explainers, cold.pages):
        raise Different(f"told otherwise: {warm.held} {cold.held}")
    found = tree(site)
    expected = wanted if warm.published else before
    wrong = sorted(path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path))
    if wrong:
        raise Different(f"other bytes in {wrong[:6]} (of {len(wrong)})")
    return warm
