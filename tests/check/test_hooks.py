"""What newsrooms copy from the documentation is at least well-formed."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent.parent


def test_the_hooks_call_the_command() -> None:
    """Each hook of `.pre-commit-hooks.yaml` has what pre-commit asks for, and the documentation names one of them."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for hook in hooks:
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert hook["entry"].startswith("explainer check")
        assert re.compile(hook["files"]).match("content/a/article.md")
    desk = (ROOT / "docs/desk.md").read_text(encoding="utf-8")
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", desk, re.DOTALL)]
    named = [hook["id"] for block in blocks if "repos" in block for repo in block["repos"] for hook in repo["hooks"]]
    assert named
    assert set(named) <= {hook["id"] for hook in hooks}
