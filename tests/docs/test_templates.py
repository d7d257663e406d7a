"""The page about templates says what the views are."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def _maker() -> Any:
    spec = importlib.util.spec_from_file_location("make_templates", ROOT / "docs" / "make_templates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_is_up_to_date() -> None:
    """`python docs/make_templates.py` would change nothing."""
    assert (ROOT / "docs" / "templates.md").read_text("utf-8") == _maker().text()


def test_every_template_of_a_page_is_described() -> None:
    """Each page and section template of the theme stands in the tables."""
    text = (ROOT / "docs" / "templates.md").read_text("utf-8")
    theme = ROOT / "templates"
    names = [file.relative_to(theme).as_posix() for file in theme.rglob("*.html")]
    described = set(re.findall(r"`([a-z/]+\.html)`", text))
    assert set(names) - described <= {"base.html", "sections/nothing.html"}
