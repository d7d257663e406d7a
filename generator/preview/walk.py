"""The line of the pipeline, walked again and again by one process that remembers the last walk.

A build asks the cache for everything; a long-lived process knows what it looked at a moment ago. Each step is taken
again only where its inputs changed: a look at the edited file instead of a walk over all folders, one explainer
examined, the theme loaded when a template was saved. What comes out is what `generator.line` would give; `survey`
walks all folders and finds what the watcher missed.

A walk of a large site takes seconds, and the next save does not wait for it: the page that somebody looks at comes
first, and the rest stops where something newer waits (`Overtaken`). So each step keeps what it came to by itself, with
what it was made from: the inputs, which explainers are still to be examined, the plan. A walk that was overtaken is
gone on with, not undone.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from generator.allowance import available_cpus
from generator.check.table import CHECKS
from generator.crew import Crew, Progress
from generator.diagnostics import Diagnostic, Severity, sort_diagnostics
from generator.incremental.memory import tool_version
from generator.incremental.shelf import CacheDamaged
from generator.line import check_project
from generator.model.settings import Settings
from generator.model.snapshot import Folder, InputChanged, ProjectUnreadable
from generator.output.outputs import Output, fingerprint, go_on
from generator.output.plan import check_addresses, given_addresses
from generator.pipeline import Options
from generator.pipeline import quiet as no_progress
from generator.preview.audience import NOBODY, Audience
from generator.preview.differences import edited, is_outdated
from generator.preview.inputs import Inputs, first_inputs, next_inputs
from generator.preview.patching import is_as_it_was, own_texts, patched_plan
from generator.preview.recall import Recall
from generator.preview.stand import Report, Walked
from generator.project import Project, make_house
from generator.resolve.site import Site, check_site
from generator.sections.table import SECTIONS
from generator.steps.examining import Examined, examine_all, turns_around
from generator.steps.holding import hold_back
from generator.steps.planning import plan_all
from generator.work import House

ATTEMPTS = 5
"""How often a walk starts over when its inputs change under it."""


@dataclass(frozen=True, slots=True)
class _Planned:
    """The last plan, and what it was made from."""

    inputs: Inputs
    examined: Examined
    site: Site
    outputs: tuple[Output, ...]
    paths: tuple[str, ...]
    """Of the outputs, when their addresses were found sound; empty otherwise."""


class Walker:
    """Walks the line of one project. Not for two threads at once."""

    def __init__(self, folder: Path, options: Options, recall: Recall) -> None:
        self._folder = folder
        self._options = options
        self._recall = recall
        self._forget()

    def _forget(self) -> None:
        self._inputs: Inputs | None = None
        self._changed: set[str] = set()
        """What differs from the inputs of the last plan."""
        self._examined: Examined | None = None
        self._ground: tuple[Settings, bytes] | None = None
        """What the explainers were examined with."""
        self._stale: set[str] = set()
        """Those whose files, or whose ground, changed since."""
        self._planned: _Planned | None = None
        self._is_over = False
        """Whether the last walk came to its end, and nothing has changed since."""

    def survey(self, now: float, progress: Progress = no_progress, audience: Audience = NOBODY) -> Report | None:
        """Walks everything; None when nothing changed since the last walk.

        Raises `Overtaken` where the audience says so, `InputChanged` when the files never hold still, and
        `ProjectUnreadable`.
        """
        return self._attempt(None, now, progress, audience)

    def follow(self, changed: frozenset[str], now: float, audience: Audience = NOBODY) -> Report | None:
        """Walks again after these files changed: absolute paths, as a watcher names them. Raises as `survey`."""
        return self._attempt(changed, now, no_progress, audience)

    def anew(self, now: float) -> Report | None:
        """Walks everything as if for the first time: what was remembered is lost. Raises as `survey`."""
        self._forget()
        return self._attempt(None, now, no_progress, NOBODY)

    def rehearse(self, now: float) -> None:
        """Examines an explainer once more, so that the first save finds at hand what examining takes.

        At the start other processes examine, or nobody does where all is remembered: this one has read no text yet,
        and to load the parsers takes longer than all else that a save waits for. What changed meanwhile is left for
        its walk.
        """
        inputs, examined = self._inputs, self._examined
        if inputs is None or inputs.project is None or examined is None or not examined.places:
            return
        slug = next(iter(examined.places))
        desk = self._desk(inputs, inputs.project, now)
        with contextlib.suppress(InputChanged, ProjectUnreadable):
            self._examine(tuple(folder for folder in inputs.snapshot.folders if folder.slug == slug), desk, examined)

    @property
    def until(self) -> float:
        """The moment at which something changes without an edit, in seconds since 1970."""
        return self._examined.until if self._examined else math.inf

    def _attempt(
        self, named: frozenset[str] | None, now: float, progress: Progress, audience: Audience
    ) -> Report | None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._walk(named, now, progress, audience)
            except InputChanged:
                if attempt == ATTEMPTS:
                    raise
                named = None
                time.sleep(0.02)
            except CacheDamaged:
                self._recall.begin_again()
                self._forget()
                named = None
        raise AssertionError("the loop returns or raises")

    def _walk(self, named: frozenset[str] | None, now: float, progress: Progress, audience: Audience) -> Report | None:
        inputs = self._take_in(named)
        if self._is_over and now < self.until:
            return None
        self._is_over = False
        if inputs.project is None:
            audience.hold()
            self._is_over = True
            return Report(None, sort_diagnostics(inputs.diagnostics), tuple(sorted(self._changed)))
        desk = self._desk(inputs, inputs.project, now)
        ahead = self._go_ahead(desk, audience)
        examined, is_more = self._examine_rest(desk, progress, audience)
        audience.pause()
        site, noted = self._hold_back(desk, examined) if ahead is None or is_more else ahead
        found = [*inputs.diagnostics, *noted]
        known = len(found)
        audience.pause()
        found += check_site(site, examined.entries, desk.project.settings_file.at, now)
        audience.pause()
        found += check_project(desk.project, examined, desk.house)
        outputs = self._patch(desk, site, examined) or self._plan(desk, site, examined, pause=audience.pause)
        audience.pause()
        before = self._planned
        paths = tuple(output.path for output in outputs)
        if before is None or paths != before.paths:
            clashes = tuple(check_addresses(outputs, given_addresses(site, desk.project.settings_file.key)))
            found += clashes
            paths = () if clashes else paths
            audience.pause()
        audience.hold()
        changed = tuple(sorted(self._changed))
        self._planned = _Planned(inputs, examined, site, outputs, paths)
        self._changed, self._is_over = set(), True
        walked = None if _has_errors(found) else self._walked(desk, site, examined, outputs)
        return Report(walked, sort_diagnostics(found), changed, frozenset(found[known:]))

    def remember(self) -> None:
        """Leaves what is known for the next session."""
        if self._inputs is not None:
            self._recall.leave(self._inputs.snapshot.known(), self._inputs.files.default.known())

    def _take_in(self, named: frozenset[str] | None) -> Inputs:
        """The inputs as they are now; what they make stale is remembered with them."""
        before, base_url, recall = self._inputs, self._options.base_url, self._recall
        if before is None:
            inputs = first_inputs(self._folder, base_url, recall.known, recall.theme_known)
            changed: tuple[str, ...] = tuple(inputs.snapshot.inputs)
        else:
            inputs, changed = next_inputs(self._folder, base_url, before, named)
            self._stale |= edited(inputs.snapshot.folders, before.snapshot.folders, changed)
            if (inputs.theme.templates, inputs.theme.words) == (before.theme.templates, before.theme.words):
                # A style sheet is no template: what the templates read of each other is as it was.
                recall.keep_closures(inputs.theme.digest, recall.closures(before.theme.digest))
        if inputs.ground is not None and inputs.ground != self._ground:
            self._stale |= {folder.slug for folder in inputs.snapshot.folders}
            self._ground = inputs.ground
        if changed or before is None or inputs.diagnostics != before.diagnostics:
            self._is_over = False
        self._changed.update(changed)
        self._inputs = inputs
        return inputs

    def _desk(self, inputs: Inputs, project: Project, now: float) -> _Desk:
        house = make_house(project, inputs.theme, CHECKS, SECTIONS, now)
        return _Desk(inputs, project, replace(house, published=self._options.published))

    def _go_ahead(self, desk: _Desk, audience: Audience) -> _Held | None:
        """Shows the pages that somebody looks at, or the errors, before the rest is looked at; what it came to."""
        if self._planned is None or self._examined is None:
            return None
        slugs = audience.slugs or frozenset()
        looked_at = tuple(folder for folder in desk.inputs.snapshot.folders if folder.slug in slugs)
        examined = self._examine(self._outdated(looked_at, desk), desk, self._examined)
        site, noted = self._hold_back(desk, examined)

        found, changed = [*desk.inputs.diagnostics, *noted], tuple(sorted(self._changed))
        if _has_errors(found):
            audience.show(Report(None, sort_diagnostics(found), changed))
        elif audience.slugs is not None:
            some = self._plan(desk, site, examined, slugs)
            audience.show(Report(self._walked(desk, site, examined, some), (), changed))
        return site, noted

    def _examine_rest(self, desk: _Desk, progress: Progress, audience: Audience) -> tuple[Examined, bool]:
        """All explainers as they are now, and whether there was any to be examined."""
        folders = desk.inputs.snapshot.folders
        if self._examined is None:
            self._examined = self._look_at(folders, desk, Crew(self._options.jobs or available_cpus()), progress)
            return self._examined, True
        wanted = self._outdated(folders, desk)
        examined = self._examine(wanted, desk, self._examined, audience.pause)
        since, until = turns_around(self._recall.records.values(), desk.house)
        self._examined = replace(examined, since=since, until=until)
        return self._examined, bool(wanted)

    def _outdated(self, folders: tuple[Folder, ...], desk: _Desk) -> tuple[Folder, ...]:
        """Those of the explainers that may have changed since they were examined."""
        entries = self._examined.entries if self._examined else {}
        shared, records, now = desk.project.shared_digests, self._recall.records, desk.house.now
        names = fingerprint(sorted(desk.house.shared.paths.items()))
        return tuple(
            folder
            for folder in folders
            if folder.slug in self._stale
            or folder.slug not in entries
            or ((record := records.get(folder.slug)) and is_outdated(record, shared, names, now))
        )

    def _examine(
        self,
        wanted: tuple[Folder, ...],
        desk: _Desk,
        before: Examined,
        pause: Callable[[], None] = go_on,
    ) -> Examined:
        """All explainers, of which these are examined now, one between two pauses.

        What is known of them is true from then on, also of those that were examined when a pause raised.
        """
        # Once the server runs there are threads, and a process with threads is not forked for speed.
        crew = Crew(1)
        fresh: list[Examined] = []
        try:
            for folder in wanted:
                pause()
                fresh.append(self._look_at((folder,), desk, crew, no_progress))
        finally:
            slugs = tuple(folder.slug for folder in desk.inputs.snapshot.folders)
            self._recall.forget(frozenset(slugs))
            self._examined = before.followed_by(fresh, slugs)
        return self._examined

    def _look_at(self, wanted: tuple[Folder, ...], desk: _Desk, crew: Crew, progress: Progress) -> Examined:
        part = replace(desk.inputs.snapshot, folders=wanted)
        versions = fingerprint(tool_version(), desk.inputs.theme.words)
        found = examine_all(part, desk.house, desk.project.shared_digests, versions, self._recall, crew, progress)
        self._stale.difference_update(folder.slug for folder in wanted)
        return found

    def _hold_back(self, desk: _Desk, examined: Examined) -> _Held:
        options, broken = self._options, desk.inputs.snapshot.broken
        return hold_back(
            examined, desk.project, broken, drafts=options.drafts, future=options.future, now=desk.house.now
        )

    def _plan(
        self,
        desk: _Desk,
        site: Site,
        examined: Examined,
        slugs: Iterable[str] | None = None,
        pause: Callable[[], None] = go_on,
    ) -> tuple[Output, ...]:
        inputs, tool = desk.inputs, tool_version()
        assets, house, recall = inputs.assets, desk.house, self._recall
        return plan_all(site, inputs.snapshot, inputs.theme, assets, examined, house, recall, tool, slugs, pause=pause)

    def _patch(self, desk: _Desk, site: Site, examined: Examined) -> tuple[Output, ...] | None:
        """The last plan with the edited explainers planned anew; None where an edit reaches further."""
        before, inputs = self._planned, desk.inputs
        if before is None or desk.house.now >= before.examined.until:
            return None
        old = before.inputs
        if inputs.project is not old.project or inputs.theme is not old.theme or inputs.assets is not old.assets:
            return None
        slugs = own_texts(self._changed, inputs.snapshot, old.snapshot)
        if slugs is None or not is_as_it_was(site, before.site, slugs):
            return None
        return patched_plan(before.outputs, self._plan(desk, site, examined, slugs), slugs)

    def _walked(self, desk: _Desk, site: Site, examined: Examined, outputs: Iterable[Output]) -> Walked:
        return Walked(
            outputs={output.path: output for output in outputs},
            site=site,
            entries=examined.entries,
            places=examined.places,
            house=desk.house,
            theme=desk.inputs.theme,
            assets=desk.inputs.assets,
            bodies=self._recall.bodies,
            root=str(self._folder),
        )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every step of one walk has before it."""

    inputs: Inputs
    project: Project
    house: House


_Held = tuple[Site, tuple[Diagnostic, ...]]


def _has_errors(found: Iterable[Diagnostic]) -> bool:
    return any(entry.severity is Severity.ERROR for entry in found)
