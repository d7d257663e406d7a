"""The line itself: what a run does that has something to do."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from generator.allowance import available_cpus
from generator.check.explain import check_levels
from generator.check.pages import check_pages
from generator.check.shared import SLUG, check_shared, untranslated_shared, unused_shared
from generator.check.table import CHECKS
from generator.crew import Crew, Progress, processes
from generator.diagnostics import Diagnostic, Severity, sort_diagnostics
from generator.extras import missing
from generator.images.variants import PicturesFaulty
from generator.incremental.memory import Memory, tool_version
from generator.load.discover import Discovered
from generator.model.entry import Entry
from generator.model.snapshot import Snapshot
from generator.output.gathering import mastheads_of
from generator.output.outputs import Encoded, Output, fingerprint
from generator.output.plan import check_addresses, given_addresses
from generator.output.theme import Assets
from generator.pipeline import Held, Options, Result, Timings
from generator.place import ThemeFiles
from generator.project import Project, Theme, load_project, load_theme, make_assets, make_house
from generator.publish.staging import Staging
from generator.resolve.site import Site, check_site
from generator.sections.table import SECTIONS
from generator.steps.examining import Examined, examine_all
from generator.steps.holding import hold_back
from generator.steps.pictures import decode_all
from generator.steps.planning import plan_all
from generator.steps.printing import Printing
from generator.steps.rendering import Rendered, render_all
from generator.work import House, moment_of


@dataclass(frozen=True, slots=True)
class Look:
    """A project that was read, resolved, checked and planned."""

    snapshot: Snapshot
    theme: Theme
    assets: Assets
    house: House
    examined: Examined
    site: Site
    outputs: tuple[Output, ...]
    result: Result


def look(
    folder: Path,
    discovered: Discovered,
    files: ThemeFiles,
    options: Options,
    memory: Memory,
    progress: Progress,
    timings: Timings,
) -> Look | Result:
    """The line up to the plan. Without readable settings there is nothing to look at but the faults."""
    snapshot = discovered.snapshot
    with timings.step("read"):
        project, problems = load_project(snapshot, options.base_url)
    found = [*discovered.diagnostics, *problems]
    if project is None:
        return Result(sort_diagnostics(found), timings=timings)
    with timings.step("theme"):
        theme = load_theme(folder, files)
        assets = make_assets(theme, snapshot)
    checks = CHECKS if options.checks is None else options.checks
    sections = SECTIONS if options.sections is None else options.sections
    house = make_house(project, theme, checks, sections, options.now)
    house = replace(house, published=options.published, links=options.links)
    with timings.step("examine"):
        versions = fingerprint(tool_version(), theme.words)
        crew = crew_of(options)
        examined = examine_all(snapshot, house, project.shared_digests, versions, memory, crew, progress)
    with timings.step("resolve"):
        site, noted = hold_back(
            examined, project, snapshot.broken, drafts=options.drafts, future=options.future, now=options.now
        )
        found += noted
        found += check_site(site, examined.entries, project.settings_file.at, options.now)
        found += check_project(project, examined, house)
    with timings.step("plan"):
        outputs = plan_all(site, snapshot, theme, assets, examined, house, memory, tool_version(), foreseeing=True)
        given = given_addresses(site, project.settings_file.key)
        if any(check_addresses(outputs, given)):
            # Whoever is told of a conflict is told of what lies at an address.
            outputs = plan_all(site, snapshot, theme, assets, examined, house, memory, tool_version())
            found += check_addresses(outputs, given)
    result = Result(
        diagnostics=sort_diagnostics(_strict(found) if options.strict else found),
        held=tuple(_held(examined.entries[slug], reason) for slug, reason in site.held.items()),
        explainers=len(site.entries),
        pages=sum(output.path.endswith(".html") for output in outputs),
        has_url=bool(site.settings.url),
        missing=tuple(missing(site.settings)),
        warnings=memory.warnings,
        timings=timings,
    )
    return Look(snapshot, theme, assets, house, examined, site, outputs, result)


def check_project(project: Project, examined: Examined, house: House) -> Iterator[Diagnostic]:
    """What the desk finds in `_shared`, in ordinary pages and in the settings, beside any explainer."""
    # The last turning point stands for today, so that the same is found until the next one.
    passed = (examined.since,) if math.isfinite(examined.since) else ()
    evidence = house.evidence(SLUG, moment_of(passed, house.now, house.settings.timezone))
    used: dict[str, set[str]] = {}
    for entry in examined.entries.values():
        for language in entry.listings:
            used.setdefault(language if language != entry.language else "", set()).update(entry.facts_used)
    everywhere = set().union(*used.values())
    translated = {language: frozenset(ids) for language, ids in used.items() if language}
    yield from check_shared(project.shared_files, project.shared, evidence, house.checks, project.shared_translations)
    yield from unused_shared(project.shared_files, everywhere, evidence, house.checks)
    yield from untranslated_shared(project.shared, project.shared_translations, translated, evidence, house.checks)
    yield from check_pages(project.page_files, project.shared, evidence, house.checks)
    at = {code: project.settings_file.name(f"checks/{code}") for code in project.settings.checks}
    yield from check_levels(at, house.checks)


def fully_planned(look: Look, memory: Memory) -> Look:
    """The same, with what makes each output: also those that were known by their fingerprints alone."""
    planned = plan_all(
        look.site, look.snapshot, look.theme, look.assets, look.examined, look.house, memory, tool_version()
    )
    return replace(look, outputs=planned)


def render(
    waiting: tuple[Output, ...],
    look: Look,
    memory: Memory,
    staging: Staging,
    folder: Path,
    options: Options,
    progress: Progress,
) -> Rendered:
    """Renders outputs into the staging folder, and says what that cost."""
    printing = Printing(
        house=look.house,
        templates=look.theme.templates,
        assets=look.assets,
        mastheads=mastheads_of(look.site),
        bodies=memory.bodies,
        fonts=look.theme.fonts,
    )
    rendered = render_all(waiting, printing, look.examined.places, staging, folder, crew_of(options), progress)
    look.theme.files.check_words()
    return rendered


def pictures(look: Look) -> dict[str, Encoded]:
    """By path, the pictures that are encoded, each in one of its variants."""
    if not any(entry.pictures for entry in look.site.entries.values()):
        return {}
    return {output.source: output for output in look.outputs if isinstance(output, Encoded)}


def decode(look: Look, memory: Memory, folder: Path, options: Options, progress: Progress) -> tuple[Diagnostic, ...]:
    """A diagnostic for each picture that a build could not decode. One that was decoded once is not decoded again."""
    shown = pictures(look)
    waiting = [output for output in shown.values() if output.digest not in memory.sound]
    found = PicturesFaulty(decode_all(waiting, folder, crew_of(options), progress))
    spoilt = {fault.path for fault in found.faults}
    memory.keep_sound((output.digest for output in shown.values() if output.source not in spoilt), whole=not spoilt)
    return found.diagnostics


def crew_of(options: Options) -> Crew:
    return Crew(options.jobs or available_cpus(), hire=options.hire or processes)


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
