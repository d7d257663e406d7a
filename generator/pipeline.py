"""The line: files, explainers, site, outputs, bytes, published folder.

    discover → examine → resolve → plan → render → publish

`check` is the line up to the plan, `build` is all of it. What a warm run remembers enters here and nowhere else: a step
asks `Memory` for what it would make, and makes what is not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from generator.check.subject import Check
from generator.check.table import CHECKS
from generator.diagnostics import Diagnostic, Severity, sort_diagnostics
from generator.incremental.memory import Memory, tool_version
from generator.incremental.shelf import CacheDamaged
from generator.load.discover import Discovered, discover
from generator.model.entry import Entry
from generator.model.snapshot import InputChanged, Known, Snapshot
from generator.output.plan import ExplainerPage, ListPage, Output, check_addresses
from generator.output.theme import Assets
from generator.project import Project, Theme, load_project, load_theme, make_assets, make_house, theme_digest
from generator.publish.compare import compare_trees
from generator.publish.failure import PublishError
from generator.publish.lock import Locked, build_lock
from generator.publish.staging import Staging
from generator.publish.target import open_target
from generator.publish.verify import verify as verify_tree
from generator.resolve.site import Site, check_site
from generator.sections.table import SECTIONS, Section
from generator.steps import Examined, Printing, examine_all, hold_back, plan_all, render_all
from generator.work import House

ATTEMPTS = 3
"""How often a build starts over when its inputs change under it."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. `now` is in seconds since 1970 (UTC): only the command line reads the clock."""

    now: float
    output: Path | None = None
    """None means the project's `site`."""
    base_url: str = ""
    drafts: bool = False
    future: bool = False
    strict: bool = False
    force: bool = False
    jobs: int = 0
    """Processes; 0 means as many as there are CPUs."""
    cache: bool = True
    checks: tuple[Check, ...] = CHECKS
    sections: tuple[Section, ...] = SECTIONS


@dataclass(slots=True)
class Timings:
    """Seconds that each step took, in the order of the line."""

    steps: dict[str, float] = field(default_factory=dict)

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Times the block."""
        start = time.perf_counter()
        yield
        self.steps[name] = self.steps.get(name, 0.0) + time.perf_counter() - start


class Held(msgspec.Struct, frozen=True, array_like=True):
    """An explainer that is not published, and why."""

    slug: str
    title: str
    reason: str
    """`draft` or `future`."""
    date: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found and did."""

    diagnostics: tuple[Diagnostic, ...]
    held: tuple[Held, ...] = ()
    explainers: int = 0
    pages: int = 0
    """HTML pages of the site."""
    rendered: tuple[str, ...] = ()
    """Paths of the outputs that were made anew."""
    reused: int = 0
    published: bool = False
    """True when the folder now holds this build, also where nothing had to be changed in it."""
    has_url: bool = True
    left: str = ""
    """Where files lie that somebody put into the old folder during the build."""
    warnings: tuple[str, ...] = ()
    """About the machine: the cache cannot be written, …"""
    timings: Timings = field(default_factory=Timings)

    @property
    def errors(self) -> int:
        """How many diagnostics stop a build."""
        return sum(found.severity is Severity.ERROR for found in self.diagnostics)


class Summary(msgspec.Struct, frozen=True, array_like=True):
    """What a run tells of itself."""

    held: tuple[Held, ...]
    explainers: int
    pages: int
    has_url: bool


Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how many of its items are done, and of how many."""


def quiet(step: str, done: int, total: int) -> None:
    """Reports no progress."""


@dataclass(frozen=True, slots=True)
class Look:
    """A project that was read, resolved, checked and planned."""

    snapshot: Snapshot
    project: Project
    theme: Theme
    assets: Assets
    house: House
    examined: Examined
    site: Site
    outputs: tuple[Output, ...]
    result: Result


def check(folder: Path, options: Options, progress: Progress = quiet) -> Result:
    """Everything that a build would report, without writing a page."""
    memory = Memory.open(folder, use=options.cache)
    timings = Timings()
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(build_lock(folder))
            alone = True
        except (Locked, PublishError):
            # Another command is at work here. This one can still look; it leaves the cache to the other.
            alone = False
        discovered = _discover(folder, memory, timings)
        look = _remembered(folder, discovered, options, memory) or _look(
            folder, discovered, options, memory, progress, timings
        )
        if alone and isinstance(look, Look):
            memory.save()
    return look.result if isinstance(look, Look) else look


def build(folder: Path, options: Options, progress: Progress = quiet, wait_seconds: float = 0) -> Result:
    """Builds the site of a project and publishes it, unless there is an error; then nothing is written.

    Raises `Locked`, `PublishError` and `ProjectUnreadable`: the machine's failures; and `TemplateFault`.
    """
    with build_lock(folder, wait_seconds):
        for attempt in range(1, ATTEMPTS + 1):
            memory = Memory.open(folder, use=options.cache)
            try:
                return _build(folder, options, memory, progress)
            except InputChanged:
                # Somebody saved a file while it was being read. What is published must be one state of the project.
                if attempt == ATTEMPTS:
                    raise
            except CacheDamaged:
                memory.clear()
    raise AssertionError("the loop returns or raises")


def _build(folder: Path, options: Options, memory: Memory, progress: Progress) -> Result:
    timings = Timings()
    target = open_target(folder, options.output or folder / "site", options.force)
    discovered = _discover(folder, memory, timings)
    with timings.step("compare"):
        before = _remembered(folder, discovered, options, memory)
        if before is not None and not before.errors:
            settled = target.confirm_all(memory.everything(target.folder))
            if settled is not None:
                return replace(before, rendered=(), reused=len(settled), published=True, timings=timings)
    look = _look(folder, discovered, options, memory, progress, timings)
    if not isinstance(look, Look) or look.result.errors:
        return look.result if isinstance(look, Look) else look
    remembered = memory.published(look.outputs, target.folder)
    with timings.step("compare"):
        settled = target.confirm_all(tuple(remembered.values())) if len(remembered) == len(look.outputs) else None
    if settled is not None:
        memory.keep_outputs(look.outputs, settled, target.folder)
        rendered: tuple[str, ...] = ()
        left = ""
    else:
        with Staging(target) as staging:
            with timings.step("reuse"):
                again = staging.keep(tuple(remembered.values()))
            waiting = tuple(output for output in look.outputs if output.path not in remembered or output.path in again)
            with timings.step("render"):
                render_all(waiting, _printing(look, memory), look.snapshot, staging, folder, options.jobs, progress)
            with timings.step("publish"):
                finished = staging.finish()
        memory.keep_outputs(look.outputs, finished.published, target.folder)
        rendered, left = tuple(output.path for output in waiting), finished.left
    with timings.step("remember"):
        memory.save()
    return replace(
        look.result,
        rendered=rendered,
        reused=len(look.outputs) - len(rendered),
        published=True,
        left=left,
        warnings=memory.warnings,
        timings=timings,
    )


def verify(folder: Path, options: Options) -> tuple[str, ...]:
    """What is wrong with the published site: against its manifest, and against a build from nothing.

    Empty when it is what a clean build would make, byte by byte.
    """
    published = options.output or folder / "site"
    faults = verify_tree(published)
    if faults:
        return faults
    with tempfile.TemporaryDirectory(prefix="explainer-verify-") as place:
        clean = Path(place) / "site"
        build(folder, replace(options, output=clean, cache=False), wait_seconds=60)
        return compare_trees(clean, published)


def _printing(look: Look, memory: Memory) -> Printing:
    languages = {output.language for output in look.outputs if isinstance(output, (ExplainerPage, ListPage))}
    return Printing(
        house=look.house,
        templates=look.theme.templates,
        assets=look.assets,
        mastheads={language: look.site.masthead(language) for language in sorted(languages)},
        places=look.examined.places,
        bodies=memory.bodies,
    )


def _discover(folder: Path, memory: Memory, timings: Timings) -> Discovered:
    with timings.step("discover"):
        return discover(folder, memory.known)


def _run_key(folder: Path, discovered: Discovered, options: Options, memory: Memory) -> tuple[bytes, dict[str, Known]]:
    """What a run is made from, but for the time: every input, the theme, the options, the versions."""
    snapshot = discovered.snapshot
    inputs = [(path, snapshot.digest(path)) for path in snapshot.inputs]
    theme, known = theme_digest(folder, snapshot, memory.theme_known)
    asked = (options.base_url, options.drafts, options.future, options.strict)
    rules = [check.code for check in options.checks], [section.name for section in options.sections]
    found = [(entry.code, entry.location) for entry in discovered.diagnostics]
    parts = msgspec.msgpack.encode((tool_version(), asked, rules, theme, inputs, found))
    return hashlib.blake2b(parts, digest_size=16).digest(), known


def _remembered(folder: Path, discovered: Discovered, options: Options, memory: Memory) -> Result | None:
    """What the last run came to, if this one is made from the same."""
    run, _ = _run_key(folder, discovered, options, memory)
    known = memory.same_run(run, options.now)
    if known is None:
        return None
    diagnostics, summary = known
    told = msgspec.msgpack.decode(summary, type=Summary)
    return Result(diagnostics, told.held, told.explainers, told.pages, has_url=told.has_url)


def _look(
    folder: Path, discovered: Discovered, options: Options, memory: Memory, progress: Progress, timings: Timings
) -> Look | Result:
    """The line up to the plan. Without readable settings there is nothing to look at but the faults."""
    snapshot = discovered.snapshot
    with timings.step("read"):
        project, problems = load_project(snapshot, options.base_url)
    found = [*discovered.diagnostics, *problems]
    if project is None:
        return Result(sort_diagnostics(found), timings=timings)
    with timings.step("theme"):
        theme = load_theme(folder, snapshot, memory.theme_known)
        assets = make_assets(theme, snapshot)
    house = make_house(project, theme, options.checks, options.sections, options.now)
    with timings.step("examine"):
        examined = examine_all(snapshot, house, project.shared_digests, tool_version(), memory, options.jobs, progress)
    with timings.step("resolve"):
        site, noted = hold_back(
            examined, project, snapshot.broken, drafts=options.drafts, future=options.future, now=options.now
        )
        found += noted
        found += check_site(site, examined.entries, project.settings_file.at)
    with timings.step("plan"):
        outputs = plan_all(site, snapshot, theme, assets, examined, memory, tool_version())
        found += check_addresses(outputs)
    diagnostics = sort_diagnostics(_strict(found) if options.strict else found)
    summary = Summary(
        held=tuple(_held(examined.entries[slug], reason) for slug, reason in site.held.items()),
        explainers=len(site.entries),
        pages=sum(output.path.endswith(".html") for output in outputs),
        has_url=bool(site.settings.url),
    )
    run, known = _run_key(folder, discovered, options, memory)
    memory.keep_inputs(snapshot.known(), known)
    memory.keep_run(run, examined.since, examined.until, diagnostics, msgspec.msgpack.encode(summary))
    result = Result(
        diagnostics, summary.held, summary.explainers, summary.pages, has_url=summary.has_url, timings=timings
    )
    return Look(snapshot, project, theme, assets, house, examined, site, outputs, result)


def _held(entry: Entry, reason: str) -> Held:
    listing = entry.listings[entry.language]
    return Held(entry.slug, listing.title, reason, listing.date)


def _strict(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Warnings as errors. Notes, of held-back explainers, stay notes."""
    for diagnostic in found:
        yield (
            msgspec.structs.replace(diagnostic, severity=Severity.ERROR)
            if diagnostic.severity is Severity.WARNING
            else diagnostic
        )
