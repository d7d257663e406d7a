"""The line of the pipeline, walked again and again by one process that remembers the last walk.

A build asks the cache for everything; a long-lived process knows what it looked at a moment ago. Each step is taken
again only where its inputs changed: a look at the edited file instead of a walk over all folders, one explainer
examined, the theme loaded when a template was saved. What comes out is what `generator.line` would give; `survey`
walks all folders and finds what the watcher missed.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.check.table import CHECKS
from generator.crew import Crew, available_cpus
from generator.diagnostics import Diagnostic, Location, Severity, sort_diagnostics
from generator.incremental.memory import tool_version
from generator.incremental.shelf import CacheDamaged
from generator.line import check_project
from generator.load.discover import Discovered, discover
from generator.model.entry import Entry
from generator.model.snapshot import Folder, InputChanged, Snapshot
from generator.output.plan import Compressed, Output, ProductFile, check_addresses, fingerprint, given_addresses
from generator.output.theme import Assets
from generator.pipeline import Options, Progress
from generator.pipeline import quiet as no_progress
from generator.place import ThemeFiles, theme_files, theme_folder
from generator.preview.differences import differences, is_common, patched, touched
from generator.preview.recall import Recall
from generator.preview.stand import Walked
from generator.project import Project, Theme, load_project, load_theme, make_assets, make_house
from generator.resolve.site import Site, check_site
from generator.sections.table import SECTIONS
from generator.steps import Examined, examine_all, hold_back, plan_all
from generator.work import House

ATTEMPTS = 5
"""How often a walk starts over when its inputs change under it."""

MANY = 4
"""So many explainers beside those that somebody looks at are examined after these are shown."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class First:
    """What is shown before a walk is over: as soon as these explainers are examined, and the rest is still to be."""

    slugs: frozenset[str]
    show: Callable[[Walked], None]
    """Called at most once a walk, with the outputs of these explainers alone and those of the theme."""


NOBODY = First(frozenset(), lambda _walked: None)


@dataclass(frozen=True, slots=True)
class Report:
    """What a walk came to."""

    walked: Walked | None
    """None when an error stands in the way."""
    diagnostics: tuple[Diagnostic, ...]
    changed: tuple[str, ...]
    """The files of the project and the theme that differ from the last walk."""


@dataclass(frozen=True, slots=True)
class _Last:
    """The last walk, step by step."""

    discovered: Discovered
    files: ThemeFiles
    project: Project
    problems: tuple[Diagnostic, ...]
    theme: Theme
    assets: Assets
    examined: Examined
    site: Site
    outputs: tuple[Output, ...]
    paths: tuple[str, ...]
    """Of the outputs, when their addresses were last found sound; empty otherwise."""


class Walker:
    """Walks the line of one project. Not for two threads at once."""

    def __init__(self, folder: Path, options: Options, recall: Recall) -> None:
        self._folder = folder
        self._options = options
        self._recall = recall
        self._last: _Last | None = None

    def survey(self, now: float, progress: Progress = no_progress, first: First = NOBODY) -> Report | None:
        """Walks everything; None when nothing changed since the last walk.

        Raises `InputChanged` when the files never hold still, and `ProjectUnreadable`.
        """
        return self._attempt(None, now, progress, first)

    def follow(self, changed: frozenset[str], now: float, first: First = NOBODY) -> Report | None:
        """Walks again after these files changed: absolute paths, as a watcher names them. Raises as `survey`."""
        return self._attempt(changed, now, no_progress, first)

    def anew(self, now: float) -> Report | None:
        """Walks everything as if for the first time: what was remembered is lost. Raises as `survey`."""
        self._last = None
        return self._attempt(None, now, no_progress, NOBODY)

    @property
    def until(self) -> float:
        """The moment at which something changes without an edit, in seconds since 1970."""
        return self._last.examined.until if self._last else math.inf

    def _attempt(self, named: frozenset[str] | None, now: float, progress: Progress, first: First) -> Report | None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._walk(named, now, progress, first)
            except InputChanged:
                if attempt == ATTEMPTS:
                    raise
                named = None
                time.sleep(0.02)
            except CacheDamaged:
                self._recall.begin_again()
                self._last = named = None
        raise AssertionError("the loop returns or raises")

    def _walk(self, named: frozenset[str] | None, now: float, progress: Progress, first: First) -> Report | None:
        last, options = self._last, self._options
        discovered, files = self._discover(named)
        snapshot = discovered.snapshot
        changed = _changes(last, snapshot, files)
        themed = last is None or any(path.startswith(("templates/", "theme: ")) for path in changed)
        settled = last is not None and discovered.diagnostics == last.discovered.diagnostics and now < self.until
        if settled and not changed:
            return None
        if last is None or any(is_common(path) for path in changed):
            project, problems = load_project(snapshot, options.base_url)
        else:
            project, problems = last.project, last.problems
        if project is None:
            self._last = None
            return Report(None, sort_diagnostics([*discovered.diagnostics, *problems]), changed)
        theme = load_theme(self._folder, files) if last is None or themed else last.theme
        if last is not None and theme.templates == last.theme.templates and theme.words == last.theme.words:
            # A style sheet is no template: what the templates read of each other is as it was.
            self._recall.keep_closures(theme.digest, self._recall.closures(last.theme.digest))
        reset = last is None or themed or any(path.startswith("content/_static/") for path in changed)
        assets = make_assets(theme, snapshot) if last is None or reset else last.assets
        house = make_house(project, theme, CHECKS, SECTIONS, now)
        tool = tool_version()

        def walked(site: Site, examined: Examined, outputs: Iterable[Output]) -> Walked:
            return Walked(
                outputs={output.path: output for output in outputs},
                site=site,
                entries=examined.entries,
                places=examined.places,
                house=house,
                theme=theme,
                assets=assets,
                bodies=self._recall.bodies,
                root=str(self._folder),
            )

        def held(examined: Examined) -> tuple[Site, tuple[Diagnostic, ...]]:
            return hold_back(examined, project, snapshot.broken, drafts=options.drafts, future=options.future, now=now)

        def planned(site: Site, examined: Examined, slugs: Iterable[str] | None = None) -> tuple[Output, ...]:
            return plan_all(site, snapshot, theme, assets, examined, house, self._recall, tool, slugs)

        def show(site: Site, examined: Examined, found: Iterable[Diagnostic]) -> bool:
            if not first.slugs or any(entry.severity is Severity.ERROR for entry in found):
                return False
            first.show(walked(site, examined, planned(site, examined, first.slugs)))
            return True

        wanted = self._wanted(snapshot, project, theme, house, changed)
        early = tuple(folder for folder in wanted if folder.slug in first.slugs)
        is_shown = False
        so_far = None
        if last is not None and self._is_same(project, theme) and early and len(wanted) - len(early) >= MANY:
            so_far = self._examine(early, snapshot, project, theme, house, changed, no_progress, last.examined)
            site, noted = held(so_far)
            is_shown = show(site, so_far, [*discovered.diagnostics, *problems, *noted])
            wanted = tuple(folder for folder in wanted if folder.slug not in first.slugs)
        so_far = so_far or (last.examined if last is not None else None)
        examined = self._examine(wanted, snapshot, project, theme, house, changed, progress, so_far)
        site, noted = held(examined)
        found = [*discovered.diagnostics, *problems, *noted]
        found += check_site(site, examined.entries, project.settings_file.at, now)
        found += check_project(project, examined, house)

        known = None
        if last is not None and project is last.project and theme is last.theme and assets is last.assets:
            edited = _own_texts(changed, snapshot, last.discovered.snapshot)
            if edited is not None and _is_as_it_was(site, last.site, edited) and house.now < last.examined.until:
                known = patched_plan(last.outputs, planned(site, examined, edited), edited)
        if known is None and last is not None and not is_shown:
            show(site, examined, found)
        outputs = planned(site, examined) if known is None else known
        paths = tuple(output.path for output in outputs)
        if last is None or paths != last.paths:
            clashes = tuple(check_addresses(outputs, given_addresses(site, project.settings_file.key)))
            found += clashes
            paths = () if clashes else paths
        self._last = _Last(discovered, files, project, problems, theme, assets, examined, site, outputs, paths)
        diagnostics = sort_diagnostics(found)
        if any(entry.severity is Severity.ERROR for entry in diagnostics):
            return Report(None, diagnostics, changed)
        return Report(walked(site, examined, outputs), diagnostics, changed)

    def remember(self) -> None:
        """Leaves what is known for the next session."""
        if self._last is not None:
            self._recall.leave(self._last.discovered.snapshot.known(), self._last.files.default.known())

    def _discover(self, named: frozenset[str] | None) -> tuple[Discovered, ThemeFiles]:
        last = self._last
        if last is None:
            discovered = discover(self._folder, self._recall.known)
            return discovered, theme_files(self._folder, discovered.snapshot, self._recall.theme_known)
        before = last.discovered
        quick = None if named is None else patched(before.snapshot, self._folder, named)
        discovered = (
            discover(self._folder, before.snapshot.known()) if quick is None else Discovered(quick, before.diagnostics)
        )
        if quick is None or any(name.startswith(f"{theme_folder()}/") for name in named or ()):
            return discovered, theme_files(self._folder, discovered.snapshot, last.files.default.known())
        return discovered, replace(last.files, project=quick)

    def _is_same(self, project: Project, theme: Theme) -> bool:
        """Whether explainers are read as in the last walk: with the same settings and the same words."""
        last = self._last
        return last is not None and last.project.settings == project.settings and last.theme.words == theme.words

    def _wanted(
        self, snapshot: Snapshot, project: Project, theme: Theme, house: House, changed: tuple[str, ...]
    ) -> tuple[Folder, ...]:
        """The explainers that are to be examined anew, because they may have changed."""
        last, records = self._last, self._recall.records
        if last is None or not self._is_same(project, theme):
            return snapshot.folders
        seen = last.discovered.snapshot.folders
        names = fingerprint(sorted(house.shared.paths.items()))
        return touched(snapshot.folders, seen, changed, records, project.shared_digests, names, house.now)

    def _examine(
        self,
        wanted: tuple[Folder, ...],
        snapshot: Snapshot,
        project: Project,
        theme: Theme,
        house: House,
        changed: tuple[str, ...],
        progress: Progress,
        before: Examined | None,
    ) -> Examined:
        """All explainers, of which these are examined anew, and the others are as they were `before`."""
        recall, last = self._recall, self._last
        # Once the server runs there are threads, and a process with threads is not forked for speed.
        crew = Crew((self._options.jobs or available_cpus()) if last is None else 1)
        part = replace(snapshot, folders=wanted)
        versions = fingerprint(tool_version(), theme.words)
        fresh = examine_all(part, house, project.shared_digests, versions, recall, crew, progress)
        if before is None or not self._is_same(project, theme):
            return fresh
        slugs = [folder.slug for folder in snapshot.folders]
        recall.forget(frozenset(slugs))
        old_places = {slug: place for slug, place in before.places.items() if slug not in fresh.entries}
        since, until = before.since, min(before.until, fresh.until)
        if changed or house.now >= before.until:
            turns = [turn for record in recall.records.values() for turn in record.turning_points]
            since = max((turn for turn in turns if turn <= house.now), default=-math.inf)
            until = min((turn for turn in turns if turn > house.now), default=math.inf)
        return Examined(
            entries=_merged(slugs, fresh.entries, before.entries),
            digests=_merged(slugs, fresh.digests, before.digests),
            moments=_merged(slugs, fresh.moments, before.moments),
            places=_merged(slugs, fresh.places, old_places),
            since=since,
            until=until,
        )


def _own_texts(changed: tuple[str, ...], snapshot: Snapshot, before: Snapshot) -> frozenset[str] | None:
    """The explainers whose articles and sheets are all that changed; None when anything else did."""
    if snapshot.folders != before.folders or snapshot.broken != before.broken:
        return None
    found = [path.split("/") for path in changed]
    if any(len(parts) != 3 or not parts[2].endswith((".md", ".yaml")) or is_common("/".join(parts)) for parts in found):
        return None
    return frozenset(parts[1] for parts in found)


def _is_as_it_was(site: Site, before: Site, edited: frozenset[str]) -> bool:
    """Whether all of the site but the own pages of the edited explainers is planned as it was."""
    same = (site.held, site.unreadable, site.drafts) == (before.held, before.unreadable, before.drafts)
    if not same or site.entries.keys() != before.entries.keys():
        return False
    return all(
        _seen(site.entries[slug]) == _seen(before.entries[slug])
        if slug in edited
        else site.entries[slug] is before.entries[slug] or site.entries[slug] == before.entries[slug]
        for slug in site.entries
    )


def _seen(entry: Entry) -> Entry:
    """All of an entry that a plan is made from: neither what was found in it, nor where anything stands."""
    nowhere = Location("")
    links = tuple(msgspec.structs.replace(link, location=nowhere) for link in entry.links)
    return msgspec.structs.replace(entry, links=links, related_at=nowhere, aliases_at=(), diagnostics=())


def patched_plan(
    outputs: tuple[Output, ...], some: Iterable[Output], slugs: frozenset[str]
) -> tuple[Output, ...] | None:
    """A plan with the files of these explainers planned anew; None when that is no longer the whole of it."""
    if any(isinstance(output, Compressed) for output in outputs):
        return None
    fresh = {output.path: output for output in some if isinstance(output, ProductFile)}
    old = {output.path for output in outputs if isinstance(output, ProductFile) and output.slug in slugs}
    return tuple(fresh.get(output.path, output) for output in outputs) if old == fresh.keys() else None


def _changes(last: _Last | None, snapshot: Snapshot, files: ThemeFiles) -> tuple[str, ...]:
    if last is None:
        return tuple(snapshot.inputs)
    changed = differences(last.discovered.snapshot, snapshot)
    if files.default is last.files.default:
        return changed
    return (*changed, *(f"theme: {path}" for path in differences(last.files.default, files.default)))


def _merged(slugs: Iterable[str], fresh: Mapping[str, Value], before: Mapping[str, Value]) -> dict[str, Value]:
    both = {**before, **fresh}
    return {slug: both[slug] for slug in slugs if slug in both}
