"""The steps of the line that take all explainers at once: each asks the memory first, and makes what is missing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.crew import Casualty, available_cpus, carry
from generator.diagnostics import Diagnostic, Location, Severity, error
from generator.incremental.memory import Memory
from generator.incremental.shelf import PackReader, PackWriter, Place
from generator.incremental.store import Record
from generator.language.speech import speech
from generator.model.entry import Entry
from generator.model.snapshot import Folder, Known, Snapshot
from generator.output.plan import Bytes, Copied, ExplainerPage, ListPage, Material, Output, fingerprint, plan
from generator.output.render import TemplateFault, Templates, closure
from generator.output.theme import Assets
from generator.project import Project, Theme
from generator.publish.manifest import Published
from generator.publish.staging import Staging
from generator.publish.tree import write_file
from generator.resolve.entry import broken_entry
from generator.resolve.site import Site
from generator.resolve.surroundings import Masthead
from generator.work import Commission, House, Press, examine, last_turn

BATCH = 24
"""Explainers that a process takes at a time: enough that handing over costs little, few enough that all end together."""

ALONE_BELOW = 64
"""Fewer explainers than this are done in this process: starting others takes as long."""

ROOTS = (
    "explainer.html",
    "home.html",
    "topic.html",
    "corrections.html",
    "ordinary.html",
    "missing.html",
    "redirect.html",
)
"""The templates that outputs are rendered with."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Examined:
    """All explainers of a project, examined."""

    entries: Mapping[str, Entry]
    """By slug, sorted."""
    digests: Mapping[str, bytes]
    """By slug, a digest of everything its own pages depend on."""
    moments: Mapping[str, float]
    """By slug, the last turning point that has passed."""
    places: Mapping[str, Place]
    """By slug, where its body lies."""
    since: float
    until: float
    """The time in which nothing here changes by itself."""


_desk: dict[str, object] = {}
"""What a process needs for its jobs, set once by its setup. Processes share nothing else."""


class _Job(msgspec.Struct, frozen=True):
    slug: str
    part: Snapshot
    folder: Folder


def examine_all(
    snapshot: Snapshot,
    house: House,
    shared: Mapping[str, bytes],
    tool: str,
    memory: Memory,
    jobs: int,
    progress: Progress,
) -> Examined:
    """Every explainer, from memory where nothing it depends on has changed."""
    common = fingerprint(tool, house.settings, [(check.code, check.severity) for check in house.checks])
    keys = {
        folder.slug: fingerprint(common, [(path, snapshot.digest(path)) for path in folder.paths])
        for folder in snapshot.folders
    }
    records: dict[str, Record] = {}
    waiting: list[_Job] = []
    for folder in snapshot.folders:
        record = memory.record(folder.slug, keys[folder.slug], shared, house.now)
        if record is not None:
            records[folder.slug] = record
        else:
            waiting.append(_Job(folder.slug, snapshot.part(folder.paths), folder))
    done = len(records)
    for result in carry(
        _examine_job,
        waiting,
        jobs or available_cpus(),
        batch=BATCH,
        alone_below=ALONE_BELOW,
        setup=_set_up_examiner,
        arguments=(house, memory.bodies),
    ):
        done += 1
        progress("examine", done, len(snapshot.folders))
        if isinstance(result, Casualty):
            records[result.job.slug] = _lost(result, house)
            continue
        slug, examined, lookups, turning, place, readings = result
        snapshot.learn(readings)
        found = {fact_id: shared.get(fact_id, b"") for fact_id in lookups}
        records[slug] = Record(keys[slug], found, turning, last_turn(turning, house.now), examined, place)
    ordered = {folder.slug: records[folder.slug] for folder in snapshot.folders}
    memory.keep_records({slug: record for slug, record in ordered.items() if record.key})
    return _examined(ordered, house.now)


def _examined(records: Mapping[str, Record], now: float) -> Examined:
    turns = [turn for record in records.values() for turn in record.turning_points]
    return Examined(
        entries={slug: record.entry for slug, record in records.items()},
        digests={slug: fingerprint(record.key, record.lookups) for slug, record in records.items()},
        moments={slug: record.moment for slug, record in records.items()},
        places={slug: record.body for slug, record in records.items() if record.body is not None},
        since=max((turn for turn in turns if turn <= now), default=-math.inf),
        until=min((turn for turn in turns if turn > now), default=math.inf),
    )


def _lost(casualty: Casualty[_Job], house: House) -> Record:
    folder = casualty.job.folder
    path = folder.articles[0].path
    found = error(
        "limit-exceeded",
        Location(path),
        f"`{folder.path}` cannot be read: {casualty.reason}",
        "shorten or simplify its article and its sheet",
    )
    return Record(b"", {}, (), 0.0, broken_entry(folder.slug, house.settings.language, (found,)), None)


def _set_up_examiner(house: House, bodies: str) -> None:
    _desk["house"] = house
    _desk["writer"] = PackWriter(bodies) if bodies else None


def _examine_job(
    job: _Job,
) -> tuple[str, Entry, tuple[str, ...], tuple[float, ...], Place | None, dict[str, Known]]:
    house, writer = _desk["house"], _desk["writer"]
    assert isinstance(house, House)
    texts: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for path in (*(text.path for text in job.folder.articles), *(text.path for text in job.folder.sheets)):
        text = job.part.text(path)
        if isinstance(text, str):
            texts[path.rpartition("/")[2]] = text
        else:
            problems.append(text)
    if problems:
        return job.slug, broken_entry(job.slug, house.settings.language, problems), (), (), None, job.part.readings
    pictures = tuple(path.removeprefix(f"{job.folder.path}/") for path in job.folder.media)
    examined = examine(job.slug, job.folder.path, texts, pictures, house)
    place = None
    if examined.body:
        assert isinstance(writer, PackWriter)
        place = writer.add(examined.body)
    return job.slug, examined.entry, examined.lookups, examined.turning_points, place, job.part.readings


def hold_back(
    examined: Examined, project: Project, broken: frozenset[str], *, drafts: bool, future: bool, now: float
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The site of all explainers that may be published, and everything that was found in any of them.

    What was found in a held-back explainer becomes a note, so that unfinished work stops nothing, unless it cannot even
    be read.
    """
    shown: dict[str, Entry] = {}
    held: dict[str, str] = {}
    drafted: set[str] = set()
    unreadable = set(broken)
    found: list[Diagnostic] = list(project.diagnostics)
    for slug, entry in examined.entries.items():
        reason = entry.held_back(now)
        if entry.broken:
            unreadable.add(slug)
            found += entry.diagnostics
            continue
        found += (_as_note(diagnostic) for diagnostic in entry.diagnostics) if reason else entry.diagnostics
        if (reason == "draft" and not drafts) or (reason == "future" and not future):
            held[slug] = reason
            continue
        if reason == "draft":
            drafted.add(slug)
        if any(diagnostic.severity is Severity.ERROR for diagnostic in entry.diagnostics):
            unreadable.add(slug)
            continue
        listings = {
            code: listing
            for code, listing in entry.listings.items()
            if drafts or not listing.draft or code == entry.language
        }
        shown[slug] = (
            entry if len(listings) == len(entry.listings) else msgspec.structs.replace(entry, listings=listings)
        )
    site = Site(project.settings, shown, project.pages, project.homes, held, frozenset(unreadable), frozenset(drafted))
    return site, tuple(found)


def _as_note(found: Diagnostic) -> Diagnostic:
    return msgspec.structs.replace(found, severity=Severity.NOTE)


def plan_all(
    site: Site, snapshot: Snapshot, theme: Theme, assets: Assets, examined: Examined, memory: Memory, tool: str
) -> tuple[Output, ...]:
    """Every output of the site."""
    closures = memory.closures(theme.digest) or template_digests(theme)
    memory.keep_closures(theme.digest, closures)
    static = (*snapshot.static, *(path for folder in snapshot.folders for path in folder.media))
    material = Material(
        tool=tool.encode(),
        closures=closures,
        assets=assets,
        digests=examined.digests,
        moments=examined.moments,
        static={path: snapshot.digest(path) for path in static if not snapshot.inputs[path].oversized},
    )
    return plan(site, material, lambda language: speech(language, theme.locale_folders))


def template_digests(theme: Theme) -> dict[str, bytes]:
    """By template of an output, a digest of every template that rendering it may read, and of the interface words."""
    words = [
        folder_file.read_bytes() for folder in theme.locale_folders for folder_file in sorted(folder.rglob("*.mo"))
    ]
    spoken = fingerprint(words)
    return {
        root: fingerprint(
            spoken, [(name, theme.templates.source(name)) for name in sorted(closure(theme.templates, root))]
        )
        for root in ROOTS
    }


@dataclass(frozen=True, slots=True)
class Printing:
    """What rendering needs beside the outputs."""

    house: House
    templates: Templates
    assets: Assets
    mastheads: Mapping[str, Masthead]
    places: Mapping[str, Place]
    bodies: str


def render_all(
    waiting: tuple[Output, ...],
    printing: Printing,
    snapshot: Snapshot,
    staging: Staging,
    project: Path,
    jobs: int,
    progress: Progress,
) -> None:
    """Renders outputs into the staging folder. Raises `TemplateFault`, `PublishError` and `CacheDamaged`."""
    pages = [output for output in waiting if isinstance(output, ExplainerPage)]
    others = [output for output in waiting if not isinstance(output, ExplainerPage)]
    commissions = [
        (
            Commission(page.path, page.slug, page.language, page.surroundings, page.moment, page.draft),
            printing.places[page.slug],
        )
        for page in pages
    ]
    done = 0
    for result in carry(
        _print_job,
        commissions,
        jobs or available_cpus(),
        batch=BATCH,
        alone_below=ALONE_BELOW,
        setup=_set_up_press,
        arguments=(printing, staging.folder),
    ):
        done += 1
        progress("render", done, len(commissions))
        if isinstance(result, Casualty):
            raise TemplateFault("explainer.html", 0, f"`{result.job[0].path}` cannot be rendered: {result.reason}")
        staging.accept((result,))
    press = Press(printing.house, printing.templates, printing.assets, dict(printing.mastheads))
    for output in others:
        if isinstance(output, ListPage):
            staging.write(output.path, press.renderer(output.language).render(output.template, output.view(), output.path))
        elif isinstance(output, Bytes):
            staging.write(output.path, output.data)
        elif isinstance(output, Copied):
            staging.copy(output.path, project / output.source, output.digest)


def _set_up_press(printing: Printing, folder: str) -> None:
    _desk["press"] = Press(printing.house, printing.templates, printing.assets, dict(printing.mastheads))
    _desk["reader"] = PackReader(printing.bodies)
    _desk["folder"] = folder


def _print_job(job: tuple[Commission, Place]) -> Published:
    commission, place = job
    press, reader, folder = _desk["press"], _desk["reader"], _desk["folder"]
    assert isinstance(press, Press)
    assert isinstance(reader, PackReader)
    assert isinstance(folder, str)
    return write_file(folder, commission.path, press.compose(reader.read(place), commission))
