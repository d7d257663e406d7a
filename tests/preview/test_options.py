"""The options of `serve` mean what they say, with the oldest click that we allow and with the newest.

MkDocs lost its live reload to a click release that read a flag's default another way: so each default is held here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.preview.conftest import ROOT

CASES = """
import sys
sys.path.insert(0, sys.argv[1])
from generator.commands.preview import serve

DEFAULTS = dict(port=8000, host="127.0.0.1", show=False, drafts=True, future=False, reload=True, base_url="",
                editor="vscode", poll=False, verbose=False)
CASES = [
    ([], {}),
    (["--port", "9000"], {"port": 9000}),
    (["--host", "0.0.0.0"], {"host": "0.0.0.0"}),
    (["--open"], {"show": True}),
    (["--drafts"], {}),
    (["--no-drafts"], {"drafts": False}),
    (["--future"], {"future": True}),
    (["--reload"], {}),
    (["--no-reload"], {"reload": False}),
    (["--no-drafts", "--no-reload", "--future", "--open"], {"drafts": False, "reload": False, "future": True, "show": True}),
    (["--base-url", "https://x.example/repo/"], {"base_url": "https://x.example/repo/"}),
    (["--editor", "zed"], {"editor": "zed"}),
    (["--poll"], {"poll": True}),
]
for arguments, changed in CASES:
    found = serve.make_context("serve", list(arguments)).params
    assert found == DEFAULTS | changed, (arguments, found)
import importlib.metadata
print(importlib.metadata.version("click"))
"""


def test_installed_click() -> None:
    """The click that is installed."""
    done = subprocess.run([sys.executable, "-c", CASES, str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("version", ["8.1.0", "newest"])
def test_other_clicks(version: str, tmp_path: Path) -> None:
    """The oldest and the newest click that pyproject.toml allows."""
    wanted = "click" if version == "newest" else f"click=={version}"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(tmp_path), wanted]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{wanted} cannot be installed here")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    run = [sys.executable, "-c", CASES, str(ROOT)]
    done = subprocess.run(run, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert version == "newest" or done.stdout.strip() == version
