"""Bad input gets a located, kind message or exit 3; never a traceback; and the old site stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.e2e.project import write

ARTICLE = "---\ntitle: A\ndate: 2024-11-30\n---\n\nWords.\n"
GOOD: dict[str, str | bytes] = {"content/a/article.md": ARTICLE}


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    returncode: int
    stdout: str
    stderr: str


def explainer(folder: Path, *arguments: str) -> Done:
    """Runs a command of the command line on a folder, in this process."""
    result = CliRunner().invoke(main, ["-C", str(folder), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def article(front: str = "", body: str = "Words.") -> str:
    """An article with more front matter, or another body."""
    return f"---\ntitle: A\ndate: 2024-11-30\n{front}---\n\n{body}\n"


SHEET = "content/a/facts.yaml"
TEXT = "content/a/article.md"

CASES: list[tuple[str, dict[str, str | bytes], str, str]] = [
    ("yaml that is none", {SHEET: "sources: [a\n"}, "yaml-invalid", f"{SHEET}:2:1"),
    ("a colon in a value", {SHEET: "background: one: two\n"}, "yaml-invalid", f"{SHEET}:1:16"),
    ("a tab", {SHEET: "actors:\n\tx: 1\n"}, "yaml-invalid", f"{SHEET}:2:1"),
    ("an unknown key", {SHEET: "sources:\n  x: {titel: T}\n"}, "key-unknown", f"{SHEET}:2:7"),
    ("a missing key", {SHEET: "sources:\n  x: {publisher: T}\n"}, "key-missing", f"{SHEET}:2:6"),
    ("a wrong choice", {SHEET: "actors:\n  x: {kind: persn, name: X}\n"}, "value-invalid", f"{SHEET}:2:13"),
    ("a number with commas", {SHEET: 'figures:\n  x:\n    label: X\n    observations:\n      - {value: "44,330", as_of: 2024}\n'}, "value-invalid", f"{SHEET}:5:17"),
    ("an impossible date", {SHEET: "timeline:\n  - {date: 2022-13-45, title: X}\n"}, "value-invalid", f"{SHEET}:2:12"),
    ("a key given twice", {SHEET: "sources:\n  x: {title: A}\n  x: {title: B}\n"}, "key-duplicate", f"{SHEET}:3:3"),
    ("an id given twice", {SHEET: "sources:\n  x: {title: A}\nterms:\n  x: {term: T, definition: D}\n"}, "id-duplicate", f"{SHEET}:4:3"),
    ("an anchor", {SHEET: "sources: &a {}\n"}, "yaml-invalid", f"{SHEET}:1:10"),
    ("no title", {TEXT: "---\ndate: 2024-11-30\n---\nWords.\n"}, "key-missing", f"{TEXT}:2:1"),
    ("no date", {TEXT: "---\ntitle: A\n---\nWords.\n"}, "key-missing", f"{TEXT}:1:1"),
    ("an impossible date of an article", {TEXT: "---\ntitle: A\ndate: 2024-02-31\n---\nWords.\n"}, "value-invalid", f"{TEXT}:3:7"),
    ("a misspelt date", {TEXT: "---\ntitle: A\ndat: 2024-11-30\n---\nWords.\n"}, "key-unknown", f"{TEXT}:3:1"),
    ("a misspelt table that is pointed into", {TEXT: article(body="Words [@x]."), SHEET: "sorces:\n  x: {title: T}\n"}, "key-unknown", f"{SHEET}:1:1"),
    ("no front matter", {TEXT: "Words.\n"}, "key-missing", f"{TEXT}:1:1"),
    ("front matter without end", {TEXT: "---\ntitle: A\n"}, "yaml-invalid", f"{TEXT}:1:1"),
    ("an empty article", {TEXT: ""}, "key-missing", f"{TEXT}:1:1"),
    ("a binary file", {TEXT: b"\x89PNG\r\n\x1a\n\0\0\0"}, "encoding-invalid", f"{TEXT}:1:1"),
    ("a Latin-1 file", {TEXT: article(body="Caf\xe9").encode("latin-1")}, "encoding-invalid", f"{TEXT}:6:4"),
    ("too large an article", {TEXT: article(body="word " * 60_000)}, "limit-exceeded", f"{TEXT}:0:0"),
    ("a citation to nothing", {TEXT: article(body="Words [@x].")}, "citation-not-found", f"{TEXT}:6:8"),
    ("a bare mark", {TEXT: article(body="Words [1].")}, "citation-not-found", f"{TEXT}:6:7"),
    ("a figure that is not there", {TEXT: article(body="Some {figure}`x` people.")}, "reference-not-found", f"{TEXT}:6:15"),
    ("a picture that is not there", {TEXT: article(body="![x](media/x.png)")}, "reference-not-found", f"{TEXT}:6:1"),
    ("a link to nowhere", {TEXT: article(body="[x](../b/article.md)")}, "reference-not-found", f"{TEXT}:6:5"),
    ("a heading that is not there", {TEXT: article(body="[x](../b/article.md#nowhere)"), "content/b/article.md": ARTICLE}, "reference-not-found", f"{TEXT}:6:5"),
    ("a place that is not on the page", {TEXT: article(body="[x](#nowhere)")}, "reference-not-found", f"{TEXT}:6:5"),
    ("a link to a draft", {TEXT: article(body="[x](../b/article.md)"), "content/b/article.md": article("draft: true\n")}, "reference-not-found", f"{TEXT}:6:5"),
    ("raw HTML", {TEXT: article(body="one<br>two")}, "html-raw", f"{TEXT}:6:4"),
    ("a script address", {TEXT: article(body="[x](javascript:alert(1))")}, "scheme-forbidden", f"{TEXT}:6:5"),
    ("a placeholder", {TEXT: article(body="With [Guest Name].")}, "placeholder-left", f"{TEXT}:6:6"),
    ("updated before its date", {TEXT: article("updated: 2024-01-01\n")}, "date-reversed", f"{TEXT}:4:10"),
    ("a span that ends first", {SHEET: "eras:\n  - {label: X, date: 2024-02/2024-01}\n"}, "date-reversed", f"{SHEET}:2:22"),
    ("no as-of date", {SHEET: "figures:\n  x:\n    label: X\n    observations:\n      - value: 1\n"}, "as-of-missing", f"{SHEET}:5:9"),
    ("a party's number", {SHEET: "sources:\n  s: {title: S, stance: party}\nfigures:\n  x:\n    label: X\n    observations:\n      - {value: 1, as_of: 2024, sources: [s]}\n"}, "attribution-missing", f"{SHEET}:7:9"),
    ("two preferred", {SHEET: "figures:\n  x:\n    label: X\n    observations:\n      - {value: 1, as_of: 2024, rank: preferred}\n      - {value: 2, as_of: 2024, rank: preferred}\n"}, "rank-ambiguous", f"{SHEET}:6:39"),
    ("a quote by nobody", {SHEET: "quotes:\n  x: {text: We came.}\n"}, "quote-unattributed", f"{SHEET}:2:3"),
    ("two at one address", {"content/_pages/a.md": "---\ntitle: P\n---\nWords.\n"}, "url-conflict", ""),
    ("an alias that is taken", {TEXT: article("aliases: [/corrections/]\n")}, "url-conflict", f"{TEXT}:4:11"),
    ("a redirect from what there is", {"explainer.yaml": "title: T\nredirects:\n  /a/: /corrections/\n"}, "url-conflict", "explainer.yaml:3:3"),
    ("a translated sheet alone", {"content/a/facts.ar.yaml": "background: x\n"}, "key-missing", "content/a/facts.ar.yaml:0:0"),
    ("a value in a translation", {SHEET: "figures:\n  x: {label: X, observations: [{value: 1, as_of: 2024}]}\n", "content/a/article.ar.md": "---\ntitle: ا\n---\nب\n", "content/a/facts.ar.yaml": "figures:\n  x: {observations: [{value: 2}]}\n"}, "value-invalid", "content/a/facts.ar.yaml:2:23"),
    ("a sheet without an article", {"content/b/facts.yaml": "background: x\n"}, "key-missing", "content/b:0:0"),
    ("a misnamed sheet", {"content/a/facts.yml": "background: x\n"}, "key-unknown", "content/a/facts.yml:0:0"),
    ("a folder that is no slug", {"content/My Page/article.md": ARTICLE}, "value-invalid", "content/My Page:0:0"),
    ("wrong settings", {"explainer.yaml": "titel: T\n"}, "key-unknown", "explainer.yaml:1:1"),
    ("an unknown time zone", {"explainer.yaml": "title: T\ntimezone: Mars/Base\n"}, "value-invalid", "explainer.yaml:2:11"),
    ("navigation to nowhere", {"explainer.yaml": "title: T\nnavigation: [{title: X, to: nowhere}]\n"}, "reference-not-found", "explainer.yaml:2:29"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "code", "place"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_fault_is_located_and_nothing_is_published(
    tmp_path: Path, files: dict[str, str | bytes], code: str, place: str
) -> None:
    """Each fault is told once, at its very place, with what to do; the build exits 1; the old site is as it was."""
    folder = write(tmp_path, GOOD)
    assert explainer(folder, "build", "--today", "2026-01-01").returncode == 0
    before = tree(folder / "site")
    write(folder, files)
    done = explainer(folder, "build", "--today", "2026-01-01", "--format", "json")
    assert "Traceback" not in done.stderr + done.stdout
    assert done.returncode == 1, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert not told["published"]
    errors = [found for found in told["diagnostics"] if found["severity"] == "error"]
    assert [found["code"] for found in errors] == [code], errors
    found = errors[0]
    assert found["hint"]
    assert found["message"] == found["message"].rstrip(".")
    if place:
        assert f"{found['path']}:{found['line']}:{found['column']}" == place
    assert tree(folder / "site") == before


def test_all_problems_of_all_files_are_reported_in_one_run(tmp_path: Path) -> None:
    """A fault in one file hides none in another."""
    folder = write(tmp_path, {"content/a/article.md": article(body="[1] and [@x]"), "content/a/facts.yaml": "sorces: {}\ntimeline: [{}]\n", "content/b/article.md": article(body="<b>x</b>")})  # fmt: skip
    done = explainer(folder, "check", "--format", "json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert {(found["path"], found["code"]) for found in told} >= {
        ("content/a/article.md", "citation-not-found"),
        ("content/a/facts.yaml", "key-unknown"),
        ("content/a/facts.yaml", "key-missing"),
        ("content/b/article.md", "html-raw"),
    }
    assert all(set(found) == {"code", "severity", "path", "line", "column", "message", "hint"} for found in told)


def test_without_a_project_it_says_how_to_make_one(tmp_path: Path) -> None:
    """A missing `explainer.yaml` is exit 3 with the command that makes one."""
    done = explainer(tmp_path, "build")
    assert done.returncode == 3
    assert "explainer init" in done.stderr


def test_an_article_without_a_sheet_is_fine(tmp_path: Path) -> None:
    """The fact sheet is optional."""
    folder = write(tmp_path, GOOD)
    assert explainer(folder, "build").returncode == 0
    assert (folder / "site/a/index.html").is_file()


def test_an_empty_content_folder_is_a_site_with_a_home_page(tmp_path: Path) -> None:
    """There is nothing wrong with nothing."""
    folder = write(tmp_path, {})
    (folder / "content").mkdir()
    assert explainer(folder, "build").returncode == 0
    assert (folder / "site/index.html").is_file()


def test_init_refuses_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    """Nothing that is there is overwritten."""
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    done = explainer(tmp_path, "init", ".")
    assert done.returncode == 3
    assert tree(tmp_path) == {"x": b"mine"}


def test_a_draft_blocks_nothing(tmp_path: Path) -> None:
    """The errors of a held-back explainer are notes; what can be read of it stops nothing."""
    folder = write(tmp_path, GOOD)
    assert explainer(folder, "new", "later", "--title", "Later").returncode == 0
    done = explainer(folder, "check", "--format", "json")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert told
    assert {found["severity"] for found in told} == {"note"}
    placeholders = {(entry["path"], entry["line"]) for entry in told if entry["code"] == "placeholder-left"}
    files = (folder / "content/later").iterdir()
    lines = [(file, number, line) for file in files for number, line in enumerate(file.read_text().splitlines(), 1)]
    assert placeholders == {(str(file.relative_to(folder)), number) for file, number, line in lines if "TK" in line}
    built = explainer(folder, "build", "--strict")
    assert built.returncode == 0
    assert "held back  later" in built.stdout
    assert f"{len(told)} notes: `explainer check` shows" in built.stdout
    assert "placeholder-left" not in built.stdout
    assert "placeholder-left" in explainer(folder, "build", "-v").stdout
    assert not (folder / "site/later").exists()


def test_a_future_date_holds_back_until_it_comes(tmp_path: Path) -> None:
    """A page dated tomorrow is built tomorrow, and today with `--future`."""
    folder = write(tmp_path, {**GOOD, "content/b/article.md": article().replace("2024-11-30", "2030-01-01")})
    assert "held back  b" in explainer(folder, "build", "--today", "2029-12-31").stdout
    assert not (folder / "site/b").exists()
    explainer(folder, "build", "--today", "2030-01-01")
    assert (folder / "site/b").exists()
    explainer(folder, "build", "--today", "2029-12-31", "--future")
    assert (folder / "site/b").exists()


@pytest.mark.skipif(
    os.geteuid() == 0 and not Path("/usr/bin/setpriv").exists(), reason="root reads everything; needs setpriv"
)
def test_a_folder_without_rights_is_exit_3(tmp_path: Path) -> None:
    """What cannot be read is named, and nothing is published."""
    folder = write(tmp_path, GOOD)
    closed = folder / "content/closed"
    closed.mkdir()
    for place in (tmp_path, folder, folder / "content", folder / "content/a"):
        place.chmod(0o777)
    closed.chmod(0)
    command = [sys.executable, "-m", "generator.cli", "build"]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    for above in tmp_path.parents:
        if above.stat().st_uid == os.geteuid() and above != Path("/") and not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o011)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if "No module named" in done.stderr or "Permission denied: '/root" in done.stderr:
        pytest.skip("nobody cannot run this interpreter")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "content/closed" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "site").exists()
