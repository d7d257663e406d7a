"""The desk as commands use it: what it finds, what it mends, and what it knows of the facts."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator import pipeline
from generator.check.codes import INTERNAL
from generator.diagnostics import Diagnostic, did_you_mean
from generator.refusal import Refused

if TYPE_CHECKING:
    from generator.check import inventory
    from generator.check.fixes import Edit
    from generator.check.subject import Subject
    from generator.crew import Progress
    from generator.project import Project

# Everything else is imported where it is asked for: a check with nothing to mend, ask or list pays for none of it.

PUBLISHED = ".explainer/state/published.json"
"""The facts of the last deployment."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look at, and how."""

    now: float
    strict: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    """Absolute files and folders; empty means everything."""
    against: str = ""
    """A git revision; empty means the last deployment."""
    online: bool = False


@dataclass(frozen=True, slots=True)
class Mended:
    """What `--fix` changed, or would change."""

    diff: str
    told: str


def inspect(folder: Path, asked: Asked, progress: Progress = pipeline.quiet) -> tuple[Diagnostic, ...]:
    """Everything that the desk finds in a project, of the rules and files asked for."""
    published = _published_at(folder, asked.against) if asked.against else last_published(folder)
    links = _ask_links(folder, asked.now) if asked.online else {}
    options = pipeline.Options(asked.now, strict=asked.strict, published=published, links=links)
    result = pipeline.check(folder, options, progress)
    return tuple(found for found in result.diagnostics if _is_asked(found, folder, asked))


def _is_asked(found: Diagnostic, folder: Path, asked: Asked) -> bool:
    if asked.select and found.code not in (*asked.select, INTERNAL):
        return False
    if found.code in asked.ignore:
        return False
    if found.code == INTERNAL and any(f"`{code}`" in found.message for code in asked.ignore):
        return False
    place = (folder / found.location.path).resolve()
    return not asked.paths or any(place.is_relative_to(path) for path in asked.paths)


def explained(code: str) -> str:
    """The documentation of a rule; empty for one that does not exist."""
    from generator.check.explain import explain

    return explain(code)


def listed() -> str:
    """Every rule, a line each."""
    from generator.check.explain import listing

    return listing()


def subjects(folder: Path, only: frozenset[str] | None = None) -> tuple[tuple[Subject, ...], Project | None]:
    """Every explainer of a project that can be read, the files of `_shared` and the ordinary pages, as the desk looks
    at them.

    `only` names the slugs to read, beside those files and pages; None means all.
    """
    from generator.check.pages import page_subject
    from generator.check.shared import shared_subject
    from generator.check.subject import Subject
    from generator.load.discover import discover
    from generator.load.explainer import load_explainer
    from generator.project import load_project
    from generator.resolve.edition import edition, looked_up

    snapshot = discover(folder, {}).snapshot
    project, _ = load_project(snapshot, "")
    if project is None:
        return (), None
    found: list[Subject] = []
    for entry in snapshot.folders:
        if only is not None and entry.slug not in only:
            continue
        texts = {}
        for path in (*(text.path for text in entry.articles), *(text.path for text in entry.sheets)):
            text = snapshot.text(path)
            if isinstance(text, str):
                texts[path.rpartition("/")[2]] = text
        pictures = tuple(path.removeprefix(f"{entry.path}/") for path in entry.media)
        loaded, _problems = load_explainer(entry.slug, entry.path, texts, pictures, project.settings.language)
        if loaded is not None:
            explainer = loaded.explainer
            own = edition(explainer, explainer.language, project.shared, looked_up(explainer, project.shared))
            found.append(Subject(loaded, project.shared, own))
    language = project.settings.language
    found += (shared_subject(read, facts, project.shared, language) for read, facts in project.shared_files)
    found += (page_subject(read, page, project.shared) for read, page in project.page_files)
    return tuple(found), project


MENDED = ("term-avoided", "date-relative", "value-invalid")
"""The codes of which `--fix` mends some."""


def fixable(folder: Path, asked: Asked, found: Iterable[Diagnostic]) -> int:
    """How many of these faults `--fix` would mend. Only the explainers that have such faults are read again."""
    paths = {entry.location.path for entry in found if entry.code in MENDED}
    slugs = frozenset(path.split("/")[1] for path in paths if path.count("/") > 1)
    if not slugs:
        return 0
    edits = [edit for entries in _edits(folder, asked, slugs).values() for edit in entries]
    return sum(edit.path in paths and edit.code in MENDED for edit in edits)


def mend(folder: Path, asked: Asked, *, write: bool) -> Mended:
    """Mends what has one right answer. Without `write`, only the difference that it would make."""
    from generator.check.fixes import apply_edits, unified_diff

    differences = []
    count = 0
    for path, edits in _edits(folder, asked).items():
        file = folder / path
        before = file.read_bytes().decode("utf-8")
        after = apply_edits(before, edits)
        if after == before:
            continue
        count += len(edits)
        differences.append(unified_diff(path, before, after))
        if write:
            file.write_bytes(after.encode("utf-8"))
    faults = "1 fault" if count == 1 else f"{count:,} faults"
    files = "1 file" if len(differences) == 1 else f"{len(differences):,} files"
    told = f"mended {faults} in {files}\n" if count else ""
    return Mended("".join(differences), told)


def _edits(folder: Path, asked: Asked, only: frozenset[str] | None = None) -> Mapping[str, tuple[Edit, ...]]:
    from generator.check.fixes import by_path, fixes, number_fixes, space_fixes
    from generator.check.subject import Evidence
    from generator.report.excerpts import line_reader

    found, project = subjects(folder, only)
    if project is None:
        return {}
    evidence = Evidence(now=_moment(asked.now, project), settings=project.settings)
    edits: list[Edit] = []
    for subject in found:
        edits += fixes(subject, evidence)
        for read in subject.loaded.files:
            if (folder / read.path).is_file():
                edits += space_fixes(read.path, (folder / read.path).read_text(encoding="utf-8"))
    problems = pipeline.check(folder, pipeline.Options(asked.now)).diagnostics
    edits += number_fixes(problems, line_reader(folder))
    wanted = (edit for edit in edits if _may_mend(edit, folder, asked))
    return by_path(dict.fromkeys(wanted))


def _may_mend(edit: Edit, folder: Path, asked: Asked) -> bool:
    if (asked.select and edit.code not in asked.select) or edit.code in asked.ignore:
        return False
    place = (folder / edit.path).resolve()
    return not asked.paths or any(place.is_relative_to(path) for path in asked.paths)


def _moment(now: float, project: Project) -> datetime.datetime:
    from generator.model.moments import zone

    return datetime.datetime.fromtimestamp(now, zone(project.settings.timezone))


def last_published(folder: Path) -> Mapping[str, Mapping[str, str]] | None:
    """The facts of the last deployment by slug; None when there was none, or its record cannot be read."""
    try:
        text = (folder / PUBLISHED).read_text(encoding="utf-8")
        found = json.loads(text)
    except (OSError, ValueError):
        return None
    from generator.check.published import by_slug

    return by_slug(found) if isinstance(found, dict) else None


def published_now(folder: Path, only: frozenset[str] | None = None) -> dict[str, str]:
    """The values of every explainer that can be read, as they would be published now.

    `only` names the slugs to read, beside `_shared`; None means all.
    """
    from generator.check.published import published_values

    found, _ = subjects(folder, only)
    return {key: value for subject in found for key, value in published_values(subject.edition).items()}


def _published_at(folder: Path, revision: str) -> Mapping[str, Mapping[str, str]]:
    """The facts at a git revision, by slug. Raises `Refused` where git knows no such revision."""
    import io
    import subprocess
    import tarfile
    import tempfile

    from generator.check.published import by_slug

    if shutil.which("git") is None:
        raise Refused("`--against` needs git", "install git")
    command = ["git", "-C", str(folder), "archive", "--format=tar", revision, "--", "content", "explainer.yaml"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0].removeprefix("fatal: ")
        raise Refused(f"git cannot give the sheets at `{revision}`: {reason}", "name a commit, tag or branch")
    with tempfile.TemporaryDirectory(prefix="explainer-against-") as place:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(place, filter="data")
        return by_slug(published_now(Path(place)))


def _ask_links(folder: Path, now: float) -> dict[str, str]:
    """What was found at every address of the site, old answers from the ledger, new ones asked now."""
    from generator.check.rules.sources import addresses
    from generator.online.links import check_links, read_ledger, states, write_ledger

    found, project = subjects(folder)
    urls = tuple(dict.fromkeys(url for subject in found for url, *_ in addresses(subject)))
    today = _moment(now, project).date() if project else datetime.date.today()
    ledger = check_links(urls, read_ledger(folder), today)
    write_ledger(folder, ledger)
    return states(urls, ledger)


def told_figures(folder: Path, now: float, form: str, *, stale: bool) -> str:
    """Every figure of a project, or those that are stale, as text, JSON or CSV."""
    from generator.check import inventory

    found, project = subjects(folder)
    today = _moment(now, project).date() if project else datetime.date.today()
    rows = inventory.figure_rows(found, today)
    return _rows(inventory.stale_rows(rows) if stale else rows, inventory.FactRow, form)


def told_uses(folder: Path, fact_id: str, form: str) -> str:
    """Every place that uses a fact. Raises `Refused` when there is no such fact."""
    from generator.check import inventory

    found, _ = subjects(folder)
    _require(fact_id, found)
    return _rows(inventory.fact_uses(found, fact_id), inventory.FactUse, form)


def told_fact(folder: Path, fact_id: str, form: str) -> str:
    """A fact with all that the sheet says of it. Raises `Refused` when there is no such fact."""
    from generator.check import inventory, printout

    found, _ = subjects(folder)
    _require(fact_id, found)
    record = inventory.fact_record(found, fact_id)
    assert record is not None
    return f"{json.dumps(record, ensure_ascii=False, indent=2)}\n" if form == "json" else printout.record_text(record)


def _require(fact_id: str, found: tuple[Subject, ...]) -> None:
    from generator.check import inventory

    known = inventory.fact_ids(found)
    if fact_id not in known:
        raise Refused(
            f"there is no fact `{fact_id}`", did_you_mean(fact_id, known, "`explainer facts list` gives them")
        )


def _rows(rows: Iterable[inventory.Row], kind: type[inventory.Row], form: str) -> str:
    from generator.check import printout

    chosen = tuple(rows)
    if form == "json":
        return printout.as_json(chosen)
    if form == "csv":
        return printout.as_csv(chosen, kind)
    return printout.as_table(chosen, kind, shutil.get_terminal_size((100, 24)).columns)
