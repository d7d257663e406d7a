"""The wheel, installed in an empty environment outside the repository, makes and builds a site."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command outside the repository, without its code on the path."""
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_wheel_makes_builds_and_checks_a_site(tmp_path: Path) -> None:
    """`explainer init demo`, `build` and `check` need nothing but the wheel and its dependencies."""
    made = run(sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path / "dist"), str(ROOT), cwd=tmp_path)
    assert made.returncode == 0, made.stdout[-2000:] + made.stderr[-2000:]
    wheel = next((tmp_path / "dist").glob("*.whl"))
    venv.create(tmp_path / "empty", with_pip=True)
    python = tmp_path / "empty/bin/python"
    installed = run(str(python), "-m", "pip", "install", "--quiet", str(wheel), cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr[-2000:]
    explainer = str(tmp_path / "empty/bin/explainer")
    for command in (("init", "demo"), ("-C", "demo", "build"), ("-C", "demo", "check", "--strict")):
        done = run(explainer, *command, cwd=tmp_path)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    page = (tmp_path / "demo/site/how-leap-years-work/index.html").read_text(encoding="utf-8")
    assert "365.2422" in page
    assert list((tmp_path / "demo/site/assets").glob("*.css"))
    assert not list(tmp_path.glob("demo/site/**/*.py"))
