"""A build, so that the process which the programs of `struck` are forked from has loaded all that a build loads."""

from __future__ import annotations

import tempfile
from pathlib import Path

from generator import cli, terminal  # noqa: F401
from generator.failures import explain
from generator.pipeline import Options, build
from tests import struck  # noqa: F401
from tests.engine.edits import scene
from tests.engine.project import NOW

with tempfile.TemporaryDirectory(prefix="explainer-warm-") as _folder:
    scene(Path(_folder))
    assert build(Path(_folder), Options(now=NOW, jobs=1)).published

# What says that something failed is loaded, too: a disk that reads nothing more has no modules either.
assert explain(OSError("any")).code == 3
