"""Brings the files that docs/deploy.md shows up to date with the ones that `explainer init` writes.

python docs/make_deploy.py
"""

from __future__ import annotations

import re
from pathlib import Path

from generator.skeleton import hosting_text

PAGE = Path(__file__).with_name("deploy.md")
LANGUAGES = {"yml": "yaml", "conf": "nginx", "sh": "sh", "service": "ini", "timer": "ini"}

_SHOWN = re.compile(r"<!-- ([a-z]+\.([a-z]+)) -->\n(?:\n```[a-z]+\n.*?\n```\n)?", re.DOTALL)


def with_files(page: str) -> str:
    """The page with each file that it names below its name."""
    return _SHOWN.sub(
        lambda found: f"<!-- {found[1]} -->\n\n```{LANGUAGES[found[2]]}\n{hosting_text(found[1])}```\n", page
    )


if __name__ == "__main__":
    PAGE.write_text(with_files(PAGE.read_text("utf-8")), "utf-8")
