"""The line: files, explainers, site, outputs, bytes, published folder.

    discover → examine → resolve → plan → render → publish

`check` is the line up to the plan, `build` is all of it. What a warm run remembers enters here and nowhere else: a step
asks `Memory` for what it would make, and makes what is not there. Where nothing has changed, a run ends before the line
begins, and so the line is imported where it begins.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.cycles import rare_collections
from generator.diagnostics import Diagnostic, Severity
from generator.incremental.memory import Memory, sweep_passing, tool_version
from generator.incremental.shelf import CacheDamaged
from generator.load.discover import Discovered, discover
from generator.model.snapshot import InputChanged
from generator.place import ThemeFiles, theme_files
from generator.publish.compare import compare_trees
from generator.publish.failure import PublishError
from generator.publish.lock import Locked, build_lock
from generator.publish.staging import Staging
from generator.publish.target import Target, open_target
from generator.publish.verify import verify as verify_tree

if TYPE_CHECKING:
    from generator.check.subject import Check
    from generator.crew import Hiring, Progress
    from generator.line import Look
    from generator.sections.table import Section

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
    checks: tuple[Check, ...] | None = None
    """The rules of the desk; None means ours."""
    sections: tuple[Section, ...] | None = None
    """The sections of a page; None means ours."""
    published: Mapping[str, Mapping[str, str]] | None = None
    """By slug, the values published before; None when nothing is known of them."""
    links: Mapping[str, str] = field(default_factory=dict)
    """By address, what was found there; empty when nobody was asked."""
    hire: Hiring | None = None
    """Who renders, by the interface of `concurrent.futures`; None means processes of this machine."""


@dataclass(slots=True)
class Timings:
    """Seconds that each step took, in the order of the line."""

    steps: dict[str, float] = field(default_factory=dict)
    parts: Mapping[str, float] = field(default_factory=dict)
    """Of rendering, by kind of file, seconds of all processes together; empty when nothing was rendered."""
    slowest: tuple[tuple[float, str], ...] = ()
    """The outputs that took longest to render: seconds and path, the slowest first."""

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
    missing: tuple[str, ...] = ()
    """What the settings ask for and no extra is installed for, with the way to get it."""
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
    missing: tuple[str, ...] = ()


def quiet(step: str, done: int, total: int) -> None:
    """Reports no progress."""


def check(folder: Path, options: Options, progress: Progress = quiet) -> Result:
    """Everything that a build would report, without writing a page. Runs beside a build, and lets one run."""

    def attempt(memory: Memory) -> Result:
        timings = Timings()
        discovered, theme = _discover(folder, memory, timings)
        before = _remembered(discovered, theme, options, memory)
        if before is not None:
            return before
        found = _look(folder, discovered, theme, options, memory, progress, timings)
        result = found if isinstance(found, Result) else _with_pictures(found, folder, options, memory, progress)
        # What was examined helps the next build, unless one is at work and remembers more than this.
        with contextlib.suppress(Locked, PublishError), build_lock(folder):
            memory.save()
        return result

    return _attempts(folder, options, attempt)


def build(
    folder: Path,
    options: Options,
    progress: Progress = quiet,
    wait_seconds: float = 0,
    late: contextlib.ExitStack | None = None,
) -> Result:
    """Builds the site of a project and publishes it, unless there is an error; then nothing is written.

    Once the new site is in its place, Ctrl-C comes too late: it is dropped until `late` is closed, which is where the
    caller has said what was published; without it, until what was published is remembered. Raises `Locked`,
    `PublishError` and `ProjectUnreadable`: the machine's failures; and `TemplateFault`.
    """
    with build_lock(folder, wait_seconds):
        return build_locked(folder, options, progress, late)


def build_locked(
    folder: Path, options: Options, progress: Progress = quiet, late: contextlib.ExitStack | None = None
) -> Result:
    """As `build`, for who holds the lock of the project already and needs it longer than the build."""
    sweep_passing(folder)
    with contextlib.ExitStack() as own:
        return _attempts(folder, options, lambda memory: _build(folder, options, memory, progress, late or own))


def _attempts(folder: Path, options: Options, attempt: Callable[[Memory], Result]) -> Result:
    """The result of a run, begun again where its inputs change under it, or its memory proves to be damaged."""
    for left in reversed(range(ATTEMPTS)):
        with rare_collections(), Memory.open(folder, use=options.cache) as memory:
            try:
                return attempt(memory)
            except InputChanged:
                # Somebody saved a file while it was being read. What is published must be one state of the project.
                if not left:
                    raise
            except CacheDamaged:
                memory.clear()
                if not left:
                    raise
    raise AssertionError("the loop returns or raises")


def _build(folder: Path, options: Options, memory: Memory, progress: Progress, late: contextlib.ExitStack) -> Result:
    timings = Timings()
    target = open_target(folder, options.output or folder / "site", options.force)
    discovered, theme = _discover(folder, memory, timings)
    with timings.step("compare"):
        before = _remembered(discovered, theme, options, memory)
        known = None if before is None or before.errors else memory.everything(target.folder)
        settled = None if known is None else target.confirm_all(known, memory.manifest(target.folder))
    if before is not None and (before.errors or settled is not None):
        return replace(before, reused=len(settled or ()), published=settled is not None, timings=timings)
    look = _look(folder, discovered, theme, options, memory, progress, timings)
    if isinstance(look, Result) or look.result.errors:
        memory.save()
        return look if isinstance(look, Result) else look.result
    return _publish(folder, options, look, memory, target, progress, timings, late)


def _publish(
    folder: Path,
    options: Options,
    look: Look,
    memory: Memory,
    target: Target,
    progress: Progress,
    timings: Timings,
    late: contextlib.ExitStack,
) -> Result:
    from generator.images.variants import PicturesFaulty
    from generator.line import fully_planned, pictures, render
    from generator.output.outputs import Foreseen
    from generator.search import make_volume, planned

    remembered = memory.published(look.outputs, target.folder)
    index = planned(look.site, look.outputs)
    there = memory.made_from([mark for _volume, mark in index], target.folder)
    kept = (*remembered.values(), *(file for files in there.values() for file in files))
    with timings.step("compare"):
        is_same = len(remembered) == len(look.outputs) and all(there.values())
        manifest = memory.manifest(target.folder)
        published = target.confirm_all(kept, manifest) if is_same else None
    rendered: tuple[str, ...] = ()
    left = ""
    beside = {file.path: mark for mark, files in there.items() for file in files}
    if published is None:
        with Staging(target) as staging:
            with timings.step("reuse"):
                again = staging.keep(kept)
            waiting = tuple(output for output in look.outputs if output.path not in remembered or output.path in again)
            if any(isinstance(output, Foreseen) for output in waiting):
                paths = {output.path for output in waiting}
                look = fully_planned(look, memory)
                waiting = tuple(output for output in look.outputs if output.path in paths)
            with timings.step("render"):
                try:
                    cost = render(waiting, look, memory, staging, folder, options, progress)
                except PicturesFaulty as fault:
                    memory.keep_sound(memory.sound, whole=False)
                    memory.save()
                    return replace(look.result, diagnostics=(*look.result.diagnostics, *fault.diagnostics))
            timings.parts, timings.slowest = cost.parts, cost.slowest
            for volume, mark in index:
                if there[mark] and again.isdisjoint(file.path for file in there[mark]):
                    continue
                # The same pages make the same volume, so that what is there of it may stay.
                with timings.step("search"):
                    for path, data in make_volume(staging.folder, volume):
                        beside[path] = mark
                        if path not in staging:
                            staging.write(path, data)
            with timings.step("publish"):
                finished = staging.finish(late)
        published, manifest, left = finished.published, finished.manifest, finished.left
        rendered = tuple(output.path for output in waiting)
    memory.keep_outputs(look.outputs, published, manifest, target.folder, beside)
    memory.keep_sound(output.digest for output in pictures(look).values())
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


def _with_pictures(look: Look, folder: Path, options: Options, memory: Memory, progress: Progress) -> Result:
    """What was found, and what a build would find when it decodes the pictures that no run has decoded."""
    from generator.line import decode

    with look.result.timings.step("pictures"):
        faults = decode(look, memory, folder, options, progress)
    return replace(look.result, diagnostics=(*look.result.diagnostics, *faults)) if faults else look.result


def verify(folder: Path, options: Options) -> tuple[str, ...]:
    """What is wrong with the published site: against its manifest, and against a build from nothing.

    Empty when it is what a clean build would make, byte by byte.
    """
    import tempfile

    published = options.output or folder / "site"
    faults = verify_tree(published)
    if faults:
        return faults
    with tempfile.TemporaryDirectory(prefix="explainer-verify-") as place:
        clean = Path(place) / "site"
        build(folder, replace(options, output=clean, cache=False), wait_seconds=60)
        return compare_trees(clean, published)


def _discover(folder: Path, memory: Memory, timings: Timings) -> tuple[Discovered, ThemeFiles]:
    with timings.step("discover"):
        discovered = discover(folder, memory.known)
        return discovered, theme_files(folder, discovered.snapshot, memory.theme_known)


def run_key(discovered: Discovered, theme: ThemeFiles, options: Options) -> bytes:
    """What a run is made from, but for the time: every input, the theme, the options, the versions."""
    snapshot = discovered.snapshot
    inputs = [(path, snapshot.digest(path)) for path in snapshot.inputs]
    evidence = (options.published, sorted(options.links.items()))
    asked = (options.base_url, options.drafts, options.future, options.strict, evidence)
    found = [(entry.code, entry.location, entry.message) for entry in discovered.diagnostics]
    parts = msgspec.msgpack.encode((tool_version(), asked, theme.digest, inputs, found))
    return hashlib.blake2b(parts, digest_size=16).digest()


def _remembered(discovered: Discovered, theme: ThemeFiles, options: Options, memory: Memory) -> Result | None:
    """What the last run came to, if this one is made from the same."""
    if memory.is_empty or options.checks is not None or options.sections is not None:
        return None
    known = memory.same_run(run_key(discovered, theme, options), options.now)
    if known is None:
        return None
    diagnostics, summary = known
    told = msgspec.msgpack.decode(summary, type=Summary)
    return Result(diagnostics, told.held, told.explainers, told.pages, has_url=told.has_url, missing=told.missing)


def _look(
    folder: Path,
    discovered: Discovered,
    theme: ThemeFiles,
    options: Options,
    memory: Memory,
    progress: Progress,
    timings: Timings,
) -> Look | Result:
    from generator.line import look

    found = look(folder, discovered, theme, options, memory, progress, timings)
    if not isinstance(found, Result):
        told = found.result
        summary = Summary(told.held, told.explainers, told.pages, told.has_url, told.missing)
        run = b"" if options.checks is not None or options.sections is not None else run_key(discovered, theme, options)
        memory.keep_inputs(discovered.snapshot.known(), theme.default.known())
        memory.keep_run(
            run, found.examined.since, found.examined.until, found.result.diagnostics, msgspec.msgpack.encode(summary)
        )
    return found
