"""Incremental equals clean (I2), after any sequence of edits, byte by byte; and little is made anew."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from generator.pipeline import Options, check
from tests.engine.differential import as_tool, judge, options_of
from tests.engine.edits import EDITS, Edit, article, mend, scene
from tests.engine.project import NOW
from tests.turns import Turns, count

PHASES = (Phase.generate, *((Phase.shrink,) if os.environ.get("EXPLAINER_SHRINK") else ()))
"""A failing case is kept as it is; `EXPLAINER_SHRINK=1` looks for the smallest one, which takes minutes."""


class Editing(RuleBasedStateMachine):
    """A project that is edited, built and compared, again and again."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="explainer-differential-"))
        folder = self.place / "project"
        folder.mkdir()
        self.scene = scene(folder)
        self.forgotten = False
        judge(self.scene, self.place)

    def teardown(self) -> None:
        """Removes the project."""
        shutil.rmtree(self.place, ignore_errors=True)

    def edit(self, kind: Edit, seed: int) -> None:
        """Edits, builds, compares. What is broken is mended before long."""
        random = Random(seed)
        kind(self.scene, random)
        if not self.judge() and random.random() < 0.7:
            mend(self.scene)
            self.judge()

    def judge(self) -> bool:
        """Builds and compares; whether the project was published."""
        result = judge(self.scene, self.place)
        self.forgotten = False
        count("differential: steps")
        count("differential: steps that published", result.published)
        return result.published

    @rule()
    def nothing(self) -> None:
        """Builds again: nothing is made, unless the cache is gone."""
        result = judge(self.scene, self.place)
        assert bool(result.rendered) == self.forgotten
        self.forgotten = False
        count("differential: steps")

    @rule()
    def look(self) -> None:
        """`check` in between must never make a build believe that it has published."""
        self.scene.write()
        with as_tool(self.scene):
            check(self.scene.folder, options_of(self.scene))

    @rule()
    def forget(self) -> None:
        """The cache goes."""
        self.forgotten = True
        shutil.rmtree(self.scene.folder / ".explainer" / "cache", ignore_errors=True)


def _rule(kind: Edit) -> object:
    def edit(self: Editing, seed: int) -> None:
        self.edit(kind, seed)

    edit.__name__ = kind.__name__
    edit.__doc__ = kind.__doc__
    return rule(seed=st.integers(0, 1 << 32))(edit)


for _kind in EDITS:
    setattr(Editing, f"edit_{_kind.__name__}", _rule(_kind))


@pytest.mark.share(20)
def test_incremental_equals_clean(turns: Turns) -> None:
    """After each of many edits of every kind, the site is what a build from nothing makes."""
    # A run is eleven projects, each edited some thirty times.
    for random in turns.batches("differential: steps", 1, 330):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            run_state_machine_as_test(
                seed(random.getrandbits(64))(Editing),
                settings=settings(
                    max_examples=11,
                    stateful_step_count=32,
                    deadline=None,
                    print_blob=False,
                    database=None,
                    phases=PHASES,
                    suppress_health_check=list(HealthCheck),
                ),
            )


def test_an_edit_of_one_article_reuses_the_rest(tmp_path: Path) -> None:
    """At least four of five outputs are taken over."""
    made = scene(tmp_path)
    judge(made, tmp_path / "..")
    reused = total = 0
    for number in range(20):
        article(made, Random(number))
        result = judge(made, tmp_path / "..")
        reused += result.reused
        total += result.reused + len(result.rendered)
    count("one-article edits: outputs reused, of a thousand", 1000 * reused // total)
    assert reused / total >= 0.8


def test_a_check_is_no_build(tmp_path: Path) -> None:
    """A build after an edit and a check publishes the edit."""
    made = scene(tmp_path)
    judge(made, tmp_path / "..")
    made.project.change("alpha", title="Quite another title")
    made.write()
    check(tmp_path, Options(now=NOW))
    result = judge(made, tmp_path / "..")
    assert "alpha/index.html" in result.rendered
    assert b"Quite another title" in (tmp_path / "site/index.html").read_bytes()
