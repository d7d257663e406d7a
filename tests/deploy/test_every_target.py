"""What holds for every kind of target, shown at a real far end of each."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.deploy.conftest import SHEET, article, settings
from tests.deploy.ends import BucketEnd, End, RemoteEnd, missing_assets, tree
from tests.e2e.project import write
from tests.e2e.test_bad_input import Done, explainer

HOSTILE = ("a b.txt", "-rf.txt", "quo\"te's.txt", "$(touch x);&|.txt", "éö שלום.txt", "100%#?.txt", "*[!a].txt")  # fmt: skip


def deploy(project: Path, *options: str, code: int = 0) -> Done:
    """Deploys the project as of a day; the exit code is the one expected."""
    done = explainer(project, "deploy", "--today", "2026-01-01", *options)
    assert done.returncode == code, done.stdout + done.stderr
    return done


def site(project: Path) -> dict[str, bytes]:
    """The built site, without our record."""
    found = tree(project / "site")
    del found[".explainer.json"]
    return found


def test_the_far_end_becomes_the_site(project: Path, end: End) -> None:
    """The first deployment brings every file; a second finds nothing to do."""
    done = deploy(project)
    assert end.tree() == site(project)
    assert missing_assets(end.tree()) == set()
    assert f"{len(end.tree())} added, 0 changed, 0 removed" in done.stdout
    assert "nothing to do" in deploy(project).stdout


def test_only_what_differs_is_uploaded(project: Path, end: End) -> None:
    """Of an edit of one page, that page goes up and what lists it; the rest stays as it is."""
    deploy(project)
    before = end.tree()
    write(
        project,
        {
            "explainer.yaml": (project / "explainer.yaml").read_text(),
            "content/page-1/article.md": article("Another title"),
        },
    )
    done = deploy(project, "-v")
    after = end.tree()
    assert after == site(project)
    told = {line[2:].rpartition("  ")[0] for line in done.stdout.splitlines() if line[:2] in ("+ ", "~ ")}
    assert told == {path for path in after if after[path] != before.get(path)}
    assert "page-1/index.html" in told
    assert "page-2/index.html" not in told


def test_a_dry_run_changes_nothing(project: Path, end: End) -> None:
    """The plan is shown, with sizes; the far end is as it was, and so is what the desk knows."""
    done = deploy(project, "--dry-run", "-v")
    assert "+ index.html  " in done.stdout
    assert "to upload" in done.stdout
    assert end.tree() == {}
    assert not (project / ".explainer/state/published.json").exists()


def test_what_is_gone_is_removed_but_not_much_at_once(project: Path, end: End) -> None:
    """More removals than `--max-removals` allows are refused with the way to mean them; then they are done."""
    deploy(project)
    before = end.tree()
    for name in ("page-1", "page-2", "page-3"):
        shutil.rmtree(project / "content" / name)
    refused = deploy(project, "--max-removals", "5", code=3)
    assert "`page-1/index.html`" in refused.stderr
    assert "--yes" in refused.stderr
    assert end.tree() == before
    deploy(project, "--max-removals", "50")
    assert end.tree() == site(project)
    assert "page-1/index.html" not in end.tree()


def test_everything_is_uploaded_again_where_that_is_asked_for(project: Path, end: End) -> None:
    """`--force` brings every file, what somebody changed behind the record's back too; removals are refused as ever."""
    deploy(project)
    if isinstance(end, (BucketEnd, RemoteEnd)):
        # Of the same size, so that the record cannot tell.
        page = end.tree()["page-1/index.html"]
        end.put("page-1/index.html", page.replace(b"Page", b"Pane"))
        assert "nothing to do" in deploy(project).stdout
    done = deploy(project, "--force")
    assert f"0 added, {len(site(project))} changed, 0 removed, 0 unchanged" in done.stdout
    assert end.tree() == site(project)
    assert "nothing to do" in deploy(project).stdout
    shutil.rmtree(project / "content/page-1")
    assert "--yes" in deploy(project, "--force", "--max-removals", "1", code=3).stderr


def test_hostile_file_names_arrive(project: Path, end: End) -> None:
    """What a name holds is never taken for an option, a command or two names; and such a file goes away again."""
    for name in HOSTILE:
        write(
            project,
            {"explainer.yaml": (project / "explainer.yaml").read_text(), f"content/_static/odd/{name}": f"of {name}"},
        )
    deploy(project)
    assert end.tree() == site(project)
    assert {path for path in end.tree() if path.startswith("odd/")} == {f"odd/{name}" for name in HOSTILE}
    shutil.rmtree(project / "content/_static/odd")
    deploy(project, "--yes")
    assert end.tree() == site(project)


def test_errors_and_warnings_of_the_desk_stop_it(project: Path, end: End) -> None:
    """A deployment builds strictly: exit 1, the faults located, the far end as it was."""
    deploy(project)
    before = end.tree()
    write(
        project,
        {
            "explainer.yaml": (project / "explainer.yaml").read_text(),
            "content/page-1/article.md": article("Page 1", "Some 500 people came."),
        },
    )
    done = deploy(project, code=1)
    assert "content/page-1/article.md" in done.stdout
    assert "figure-unsourced" in done.stdout
    assert "nothing was deployed" in done.stderr
    assert end.tree() == before


def test_a_value_changed_without_a_correction_stops_the_next_deployment(project: Path, end: End) -> None:
    """A deployment keeps what it made public; the desk then asks for a word to readers, and with it all is well."""
    deploy(project)
    kept = {"explainer.yaml": (project / "explainer.yaml").read_text()}
    write(project, {**kept, "content/page-0/facts.yaml": SHEET.replace("value: 120", "value: 150")})
    checked = explainer(project, "check", "--today", "2026-01-01")
    assert "correction-undeclared" in checked.stdout
    before = end.tree()
    assert "correction-undeclared" in deploy(project, code=1).stdout
    assert end.tree() == before
    corrected = (
        "corrections:\n  - {date: 2024-12-05, affects: [homes], was: 120, now: 150, text: The count was wrong.}\n"
    )
    write(project, {**kept, "content/page-0/facts.yaml": SHEET.replace("value: 120", "value: 150") + corrected})
    deploy(project)
    assert end.tree() == site(project)
    assert "correction-undeclared" not in explainer(project, "check", "--today", "2026-01-01").stdout


def test_a_site_without_an_address_is_not_deployed(project: Path, end: End) -> None:
    """No `url`: it says what would be missing and how to give it, exit 3; `--base-url` is one way."""
    write(
        project, {"explainer.yaml": (project / "explainer.yaml").read_text().replace("url: https://example.org/\n", "")}
    )
    refused = deploy(project, code=3)
    assert "canonical" in refused.stderr
    assert "--base-url" in refused.stderr
    assert end.tree() == {}
    deploy(project, "--base-url", "https://example.org/deep/")
    assert b'href="https://example.org/deep/page-1/"' in end.tree()["page-1/index.html"]


def test_what_is_public_is_read_again_where_it_changed(project: Path, tmp_path: Path) -> None:
    """What a deployment remembers is the same as from nothing, after edits, releases and removals; drafts are not in it."""
    draft = article("Page 1", "There are {figure}`homes` homes [@report].")
    kept = settings(f"{{kind: directory, path: {tmp_path / 'www'}}}")

    def remembered(files: dict[str, str | bytes]) -> dict[str, str]:
        write(project, {"explainer.yaml": kept, **files})
        deploy(project, "--yes")
        file = project / ".explainer/state/published.json"
        found = file.read_text("utf-8")
        shutil.rmtree(file.parent)
        deploy(project, "--yes")
        assert file.read_text("utf-8") == found
        values: dict[str, str] = json.loads(found)
        return values

    first = remembered({})
    assert first["page-0/homes/The council/2024-10-01"] == "120"
    held = draft.replace("date:", "draft: true\ndate:")
    assert remembered({"content/page-1/article.md": held, "content/page-1/facts.yaml": SHEET}) == first
    released = remembered({"content/page-1/article.md": draft})
    assert released["page-1/homes/The council/2024-10-01"] == "120"
    changed = (
        SHEET.replace("value: 120", "value: 130")
        + "changes: [{date: 2024-12-01, note: Counted again, affects: [homes]}]\n"
    )
    assert remembered({"content/page-1/facts.yaml": changed})["page-1/homes/The council/2024-10-01"] == "130"
    shutil.rmtree(project / "content/page-1")
    assert remembered({}) == first
