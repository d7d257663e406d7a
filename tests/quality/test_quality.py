"""The architecture, the types and the style hold."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Runs a tool of the environment on the repository."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_layers_hold() -> None:
    """No room imports from a room above it; pure rooms touch neither disk, clock, network nor terminal."""
    done = run(
        sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


def test_types_are_strict() -> None:
    """mypy finds nothing."""
    done = run(sys.executable, "-m", "mypy")
    assert done.returncode == 0, done.stdout[-5000:]


def test_style_holds() -> None:
    """ruff finds nothing to mend."""
    done = run(sys.executable, "-m", "ruff", "check", "generator", "tests")
    assert done.returncode == 0, done.stdout[-5000:]


def test_format_holds() -> None:
    """ruff would format nothing otherwise."""
    done = run(sys.executable, "-m", "ruff", "format", "--check", "generator", "tests")
    assert done.returncode == 0, done.stdout[-5000:]


def test_every_dependency_is_declared() -> None:
    """What `generator` imports is a dependency, an extra, or the standard library."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    listed = [*project["dependencies"], *(name for extra, names in extras.items() if extra != "test" for name in names)]
    declared = {re.split(r"[<>=;\[]", name)[0].strip().lower() for name in listed}
    by_module = importlib.metadata.packages_distributions()
    unknown = set()
    for file in (ROOT / "generator").rglob("*.py"):
        for module in re.findall(r"^\s*(?:from|import) ([a-z_0-9]+)", file.read_text(encoding="utf-8"), re.MULTILINE):
            if module in sys.stdlib_module_names or module == "generator":
                continue
            names = {name.lower() for name in by_module.get(module, [module])}
            names |= {name.replace("_", "-") for name in names}
            if not names & declared:
                unknown.add((module, file.name))
    assert not unknown
