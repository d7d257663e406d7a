"""Commands say what they do, and do it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from generator.cli import main
from tests.e2e.project import write
from tests.e2e.test_bad_input import GOOD, article, explainer, tree

SHEET = """sources:
  report: {title: Report, publisher: The council, issued: 2024-10-01, url: https://example.org/}
figures:
  homes:
    label: Homes
    unit: homes
    stale_after: P10D
    observations:
      - {value: 120, as_of: 2024-10-01, attributed_to: The council, sources: [report]}
"""
PAGE = article(body="There are {figure}`homes` homes [@report].")


def commands(group: click.Group = main, name: str = "explainer") -> Iterator[tuple[str, click.Command]]:
    """Every command, with its whole name."""
    for word, command in group.commands.items():
        yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=[name for name, _ in commands()])
def test_every_command_has_help_with_an_example(name: str, command: click.Command) -> None:
    """The help says what the command does and shows how it is typed; every option says what it is for."""
    assert command.help
    assert "Example:" in command.help
    assert name in command.help
    for option in command.params:
        if isinstance(option, click.Option) and option.name != "form":
            assert option.help, option.name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with one sourced figure."""
    return write(tmp_path, {"content/a/article.md": PAGE, "content/a/facts.yaml": SHEET})


def test_check_selects_and_ignores_by_code(folder: Path) -> None:
    """Only the rules asked for are reported; a code that does not exist is told the nearest."""
    told = json.loads(explainer(folder, "check", "--format", "json").stdout)
    assert "figure-stale" in {found["code"] for found in told}
    told = json.loads(explainer(folder, "check", "--format", "json", "--ignore", "figure-stale").stdout)
    assert "figure-stale" not in {found["code"] for found in told}
    told = json.loads(explainer(folder, "check", "--format", "json", "--select", "figure-stale").stdout)
    assert {found["code"] for found in told} == {"figure-stale"}
    done = explainer(folder, "check", "--select", "figure-stal")
    assert done.returncode == 2
    assert "figure-stale" in done.stderr


def test_check_limits_the_report_to_paths(folder: Path) -> None:
    """Files outside the paths are checked and not reported."""
    write(folder, {"content/b/article.md": article(body="[1]")})
    assert explainer(folder, "check", "content/b").returncode == 1
    assert explainer(folder, "check", "content/a").returncode == 0
    assert explainer(folder, "check", "content/c").returncode == 2


def test_strict_makes_warnings_errors(folder: Path) -> None:
    """A warning stops nothing, and with `--strict` everything."""
    assert explainer(folder, "build").returncode == 0
    before = tree(folder / "site")
    done = explainer(folder, "build", "--strict")
    assert done.returncode == 1
    assert tree(folder / "site") == before


def test_other_formats(folder: Path) -> None:
    """GitHub annotations and SARIF carry the same findings."""
    assert "::warning file=content/a/facts.yaml,line=" in explainer(folder, "check", "--format", "github").stdout
    sarif = json.loads(explainer(folder, "check", "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    assert "figure-stale" in {found["ruleId"] for found in sarif["runs"][0]["results"]}


def test_explain_and_list(folder: Path) -> None:
    """Every rule says what it does, without a project too."""
    assert "Why it matters" in explainer(folder, "check", "--explain", "figure-stale").stdout
    assert "figure-stale" in explainer(folder, "check", "--list").stdout
    assert explainer(folder, "check", "--explain", "nothing").returncode == 2


def test_fix_shows_and_mends_what_has_one_right_answer(folder: Path) -> None:
    """`--diff` shows and changes nothing; `--fix` mends; a second time there is nothing left."""
    write(
        folder,
        {
            "content/a/facts.yaml": SHEET.replace("value: 120", 'value: "1,200"'),
            "explainer.yaml": "title: T\nterms: [{use: homes, avoid: [dwellings]}]\n",
        },
    )
    write(
        folder,
        {"content/a/article.md": PAGE.replace("homes [@", "dwellings [@")}
        | {"explainer.yaml": (folder / "explainer.yaml").read_text()},
    )
    before = tree(folder / "content")
    done = explainer(folder, "check", "--fix", "--diff")
    assert tree(folder / "content") == before
    assert "+      - {value: 1200" in done.stdout
    explainer(folder, "check", "--fix")
    assert "value: 1200" in (folder / "content/a/facts.yaml").read_text(encoding="utf-8")
    explainer(folder, "check", "--fix")
    assert "homes [@report]" in (folder / "content/a/article.md").read_text(encoding="utf-8")
    assert explainer(folder, "check", "--fix", "--diff").stdout == ""


def test_a_changed_value_against_a_revision(folder: Path) -> None:
    """A value that changed since a commit without a correction or change is reported; with one it is not."""
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    assert "correction-undeclared" not in explainer(folder, "check", "--against", "HEAD", "--format", "json").stdout
    changed = SHEET.replace("value: 120", "value: 150")
    write(folder, {"content/a/facts.yaml": changed})
    assert "correction-undeclared" in explainer(folder, "check", "--against", "HEAD", "--format", "json").stdout
    write(
        folder,
        {
            "content/a/facts.yaml": f"{changed}corrections:\n  - {{date: 2024-10-05, affects: [homes], was: 120, now: 150}}\n"
        },
    )
    assert "correction-undeclared" not in explainer(folder, "check", "--against", "HEAD", "--format", "json").stdout
    assert explainer(folder, "check", "--against", "nowhere").returncode == 3


def test_facts_from_the_command_line(folder: Path) -> None:
    """Every figure with its value, age, attribution and source; where it is used; what the sheet says of it."""
    rows = json.loads(explainer(folder, "facts", "list", "--format", "json", "--today", "2024-10-31").stdout)
    assert [(row["id"], row["age_days"], row["attributed_to"], row["stale"]) for row in rows] == [
        ("homes", 30, "The council", True)
    ]
    assert "homes" in explainer(folder, "facts", "stale", "--today", "2024-10-31").stdout
    assert "homes" not in explainer(folder, "facts", "stale", "--today", "2024-10-05").stdout
    assert "content/a/article.md:6:" in explainer(folder, "facts", "uses", "homes").stdout
    assert "Homes" in explainer(folder, "facts", "show", "homes").stdout
    assert explainer(folder, "facts", "list", "--format", "csv").stdout.startswith("explainer,id,")
    assert explainer(folder, "facts", "show", "hames").returncode == 3


def test_an_article_becomes_a_draft_that_builds(tmp_path: Path) -> None:
    """`import` writes a draft, says what it filed, and the draft blocks nothing."""
    folder = write(tmp_path, GOOD)
    (tmp_path / "talks.txt").write_text(
        "Talks on the mill\n\nThe council met on 4 March 2024. “We shall keep the mill,” said Ada Example, the mayor of Riverton.\n",
        encoding="utf-8",
    )
    done = explainer(folder, "import", "talks.txt", "--slug", "mill")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "content/mill/article.md").is_file()
    assert explainer(folder, "build").returncode == 0
    again = explainer(folder, "import", "talks.txt", "--slug", "mill")
    assert again.returncode == 3
    assert "--merge" in again.stderr


def test_a_template_is_ejected_and_overrides_one_file(folder: Path) -> None:
    """What a project has in `templates/` stands before the theme's, and the rest stays the theme's."""
    assert "sections/questions.html" in explainer(folder, "theme", "eject").stdout
    assert explainer(folder, "build").returncode == 0
    before = tree(folder / "site")
    assert explainer(folder, "theme", "eject", "sections/sources.html").returncode == 0
    assert explainer(folder, "build").returncode == 0
    assert tree(folder / "site") == before
    file = folder / "templates/sections/sources.html"
    file.write_text(file.read_text(encoding="utf-8") + "<p>Ours.</p>", encoding="utf-8")
    assert explainer(folder, "build").returncode == 0
    after = tree(folder / "site")
    changed = {name for name in after if after[name] != before.get(name) and not name.startswith("pagefind/")}
    assert changed == {".explainer.json", "a/index.html"}
    assert b"<p>Ours.</p>" in after["a/index.html"]
    assert explainer(folder, "theme", "eject", "sections/sources.html").returncode == 3
    assert explainer(folder, "theme", "eject", "sections/source.html").returncode == 3


def test_a_fault_in_a_template_names_its_line_and_the_page(folder: Path) -> None:
    """A template that asks for what its view does not have is told with template, line and page; the old site stands."""
    assert explainer(folder, "build").returncode == 0
    before = tree(folder / "site")
    write(
        folder,
        {"templates/sections/sources.html": "\n\n{{ section.content.nothing }}\n"} | {"explainer.yaml": "title: T\n"},
    )
    done = explainer(folder, "build")
    assert done.returncode == 1
    assert "templates/sections/sources.html:3" in done.stderr
    assert "a/index.html" in done.stderr
    assert tree(folder / "site") == before


def test_facts_that_point_to_each_other_are_read(tmp_path: Path) -> None:
    """A circle of references, in a sheet and in `_shared`, is followed once and no further."""
    circle = "actors:\n  {0}: {{kind: organization, name: A, roles: [{{title: Part, organization: {1}}}]}}\n  {1}: {{kind: organization, name: B, roles: [{{title: Part, organization: {0}}}]}}\n"
    files: dict[str, str | bytes] = {
        "content/a/article.md": article(body="{actor}`own-a` and {actor}`shared-a`. See [b](../b/article.md)."),
        "content/b/article.md": article("related: [a]\n", body="See [a](../a/article.md)."),
        "content/a/facts.yaml": circle.format("own-a", "own-b"),
        "content/_shared/all.yaml": circle.format("shared-a", "shared-b"),
    }
    folder = write(tmp_path, files)
    done = explainer(folder, "build", "--strict")
    assert done.returncode == 0, done.stdout
    html = (folder / "site/a/index.html").read_text(encoding="utf-8")
    assert 'id="actor-shared-b"' in html


def test_clean_takes_what_a_build_can_make_again(folder: Path) -> None:
    """The cache and the files of the site that its manifest lists go; a file of somebody else's stays; then nothing is
    left to take, and a site without a manifest is not ours."""
    assert explainer(folder, "build", "--today", "2024-10-02").returncode == 0
    (folder / "site/mine.txt").write_text("mine", encoding="utf-8")
    assert explainer(folder, "clean").stdout == "removed .explainer/cache\nremoved the built files in site\n"
    assert [path.name for path in (folder / "site").iterdir()] == ["mine.txt"]
    assert not (folder / ".explainer/cache").exists()
    assert explainer(folder, "clean").stdout == ""
    assert (folder / "site/mine.txt").read_text(encoding="utf-8") == "mine"
