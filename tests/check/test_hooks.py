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
    copied = [hook for block in blocks if "repos" in block for repo in block["repos"] for hook in repo["hooks"]]
    assert copied
    offered = {hook["id"]: hook for hook in hooks}
    for hook in copied:
        own = offered[hook["id"]]
        assert {key: hook[key] for key in own if key in hook} == {key: own[key] for key in own if key in hook}
        assert hook["additional_dependencies"] == ["explainer-pages"]
    assert {found for found in re.findall(r"`(explainer-[a-z-]+)`", desk) if found in offered} == set(offered)
