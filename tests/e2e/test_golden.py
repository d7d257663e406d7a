"""Small sites whose outcome is pinned. After a wanted change: `EXPLAINER_GOLDEN=1 pytest tests/e2e/test_golden.py`."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.e2e.project import build_copy, copy
from tests.e2e.test_bad_input import explainer

HERE = Path(__file__).parent


def golden(name: str, found: str) -> None:
    """Compares a text with the pinned one, or pins it when asked to."""
    file = HERE / "golden" / name
    if os.environ.get("EXPLAINER_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


def outline(site: Path) -> str:
    """Every file of a site; of a page the title, the headings and the text of its main part."""
    rows = []
    # The names of an index carry the version of what made it.
    for file in sorted(found for found in site.rglob("*") if "pagefind" not in found.parts):
        name = re.sub(r"\.[0-9a-f]{8}\.", ".HASH.", file.relative_to(site).as_posix())
        if not file.is_file() or name.startswith("assets/"):
            continue
        rows.append(f"# {name}")
        if name.endswith(".html"):
            tree = HTMLParser(file.read_text(encoding="utf-8"))
            main = tree.css_first("main")
            assert main is not None
            rows.append(" ".join(main.text(separator=" ").split()))
    return "\n".join(rows) + "\n"


def test_the_minimal_site(tmp_path: Path) -> None:
    """A title in the settings and one article with a title and a date: the pages that follow, and what they say."""
    result, folder = build_copy(HERE / "minimal", tmp_path, "2024-12-05")
    assert not result.diagnostics
    golden("minimal.txt", outline(folder / "site"))


@pytest.mark.parametrize("command", ["check", "build"])
def test_the_broken_site(tmp_path: Path, command: str) -> None:
    """A report on a site with many faults: each once, at its very place, with an excerpt and what to do."""
    folder = copy(HERE / "broken", tmp_path)
    done = explainer(folder, command, "--today", "2024-12-05")
    assert done.returncode == 1
    assert not (folder / "site").exists()
    golden(f"broken-{command}.txt", done.stdout)
