"""A check pays for nothing that it does not use: no clock says so, the imported modules do."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

RENDERING = ("jinja2", "generator.output.render", "generator.output.compiler", "resvg_py", "uharfbuzz", "PIL")
ASKED_FOR = (
    "generator.check.fixes",
    "generator.check.inventory",
    "generator.check.printout",
    "generator.online.ask",
    "ssl",
    "tarfile",
)
LINE = ("generator.line", "generator.load.explainer", "generator.check.table", "yaml", "markdown_it")

PROGRAM = """
import sys
sys.argv = ["explainer", "-C", sys.argv[1], *sys.argv[2:]]
from generator.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*sorted(sys.modules), sep="\\n")
"""


def imported(folder: Path, *arguments: str) -> frozenset[str]:
    """The modules that a run of the command line has loaded at its end."""
    command = [sys.executable, "-c", PROGRAM, str(folder), *arguments, "--today", "2024-12-01T12:00Z"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return frozenset(done.stdout.split())


def test_a_check_imports_what_it_uses(tmp_path: Path) -> None:
    """After an edit it reads and checks, and loads no template engine, nothing that asks, mends or lists; with
    nothing to do it does not even load the line.
    """
    article = tmp_path / "content/wells/article.md"
    article.parent.mkdir(parents=True)
    (tmp_path / "explainer.yaml").write_text("title: A site\n", encoding="utf-8")
    article.write_text("---\ntitle: Wells\ndate: 2024-11-30\n---\n\nA sentence.\n", encoding="utf-8")
    assert set(LINE) <= imported(tmp_path, "check")
    article.write_text(article.read_text(encoding="utf-8") + "\nAnother sentence.\n", encoding="utf-8")
    edited = imported(tmp_path, "check")
    assert set(LINE) <= edited
    assert edited & {*RENDERING, *ASKED_FOR} == set()
    settled = imported(tmp_path, "check")
    assert settled & {*LINE, *RENDERING, *ASKED_FOR} == set()


def test_what_is_not_imported_is_there() -> None:
    """The names above are those of modules that there are."""
    assert [name for name in (*LINE, *RENDERING, *ASKED_FOR) if importlib.util.find_spec(name) is None] == []
