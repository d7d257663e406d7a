"""The steps of the line that take all explainers at once: each asks the memory first, and makes what is missing."""

from __future__ import annotations

import heapq
import math
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from generator import search
from generator.check.subject import Check
from generator.crew import Casualty, Crew, Setup
from generator.diagnostics import Diagnostic, Location, Severity, error
from generator.images.cleaning import clean
from generator.images.drawing import drawing_version
from generator.images.variants import Encoder, PictureFault, PicturesFaulty, encode, encoder, prepare
from generator.incremental.memory import Memory
from generator.incremental.shelf import PackReader, PackWriter, Place
from generator.incremental.store import Record
from generator.language.speech import Speech, speech
from generator.load.disk import Disk
from generator.load.pictures import read_picture
from generator.model.entry import Entry
from generator.model.snapshot import Folder, InputChanged, Kind, Known, Snapshot
from generator.output import social
from generator.output.compression import compress
from generator.output.gathering import foresee, mark_of
from generator.output.plan import (
    Bytes,
    Card,
    Cards,
    Cleaned,
    Compressed,
    Copied,
    Encoded,
    Joined,
    ListFile,
    ListPage,
    Material,
    Output,
    ProductFile,
    fingerprint,
    go_on,
    paced,
    plan,
    plan_some,
)
from generator.output.products import PRODUCTS
from generator.output.templates import TemplateFault, Templates
from generator.output.theme import Assets
from generator.project import Project, Theme
from generator.publish.failure import PublishError, failing
from generator.publish.manifest import Published
from generator.publish.staging import Staging
from generator.publish.tree import write_file
from generator.resolve.entry import broken_entry
from generator.resolve.site import Site
from generator.resolve.surroundings import Masthead
from generator.sections.table import Section
from generator.work import Commission, Examination, House, Media, Press, examine, is_showable, last_turn, stale_moments

RISKY = 128 * 1024
"""Bytes of text from which an explainer is given a process that can be lost; ordinary ones have a tenth of it."""

CARDS_BATCH = 24
"""Cards that a process takes at a time; fewer are drawn in this one. Each takes a fiftieth of a second."""

PICTURES_ALONE_BELOW = 4
"""Fewer pictures are encoded one after the other."""

SLOWEST = 10
"""How many of the slowest outputs are told."""

ROOTS = (
    *dict.fromkeys(product.template for product in PRODUCTS if product.template),
    "home.html",
    "explainers.html",
    "topic.html",
    "figures.html",
    "glossary.html",
    "search.html",
    "corrections.html",
    "ordinary.html",
    "missing.html",
    "redirect.html",
    social.TEMPLATE,
)
"""The templates that outputs are rendered with."""

Progress = Callable[[str, int, int], None]

Value = TypeVar("Value")


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

    def followed_by(self, newer: Examined, slugs: tuple[str, ...]) -> Examined:
        """These explainers with the newer ones in their place; of all, only `slugs`, in their order."""

        def both(old: Mapping[str, Value], new: Mapping[str, Value]) -> dict[str, Value]:
            found = {**old, **new}
            if tuple(found) == slugs:
                return found
            return {slug: found[slug] for slug in slugs if slug in found}

        lost = newer.entries.keys() - newer.places.keys()
        kept = {slug: place for slug, place in self.places.items() if slug not in lost} if lost else self.places
        return Examined(
            entries=both(self.entries, newer.entries),
            digests=both(self.digests, newer.digests),
            moments=both(self.moments, newer.moments),
            places=both(kept, newer.places),
            since=self.since,
            until=min(self.until, newer.until),
        )


class _Job(msgspec.Struct, frozen=True):
    slug: str
    part: Snapshot
    folder: Folder

    @property
    def size(self) -> int:
        """Bytes of text to read."""
        return sum(found.stat.size for found in self.part.inputs.values() if found.kind is not Kind.PICTURE)


class _Reading(msgspec.Struct, frozen=True):
    """What an examiner brings back."""

    examination: Examination
    place: Place | None
    readings: dict[str, Known]


@dataclass(frozen=True, slots=True)
class _Examiner:
    """The tools of a process that examines."""

    house: House
    writer: PackWriter


def examine_all(
    snapshot: Snapshot,
    house: House,
    shared: Mapping[str, bytes],
    versions: bytes,
    memory: Memory,
    crew: Crew,
    progress: Progress,
) -> Examined:
    """Every explainer, from memory where nothing it depends on has changed.

    `shared` holds the digest of each shared fact by id; `versions` covers the tool and the words of its interface.
    """
    links = sorted(house.links.items())
    common = fingerprint(versions, house.settings, [marks_of(check) for check in house.checks], links)
    names = fingerprint(sorted(house.shared.paths.items()))
    folders = {folder.slug: folder for folder in snapshot.folders}
    records: dict[str, Record] = {}
    texts: dict[str, bytes] = {}
    waiting: list[_Job] = []
    for folder in snapshot.folders:
        record = None
        if memory.remembers(folder.slug):
            # A folder that is new is not hashed before it is read, so that its files are read once.
            texts[folder.slug] = _files(snapshot, folder)
            key = _key(common, texts[folder.slug], folder.slug, house)
            record = memory.record(folder.slug, key, shared, names, house.now)
        if record is not None:
            records[folder.slug] = record
        else:
            waiting.append(_Job(folder.slug, snapshot.part(folder.paths), folder))
    done = len(records)
    setup = Setup(_set_up_examiner, (house, memory.bodies, memory.session))
    for result in crew.carry(_examine_job, waiting, setup, risky=lambda job: job.size > RISKY):
        done += 1
        progress("examine", done, len(snapshot.folders))
        if isinstance(result, Casualty):
            records[result.job.slug] = _lost(result, house)
            continue
        found = result.examination
        snapshot.learn(result.readings)
        slug = found.entry.slug
        texts[slug] = _files(snapshot, folders[slug])
        faulty = any(diagnostic.severity is Severity.ERROR for diagnostic in found.entry.diagnostics)
        records[slug] = Record(
            key=_key(common, texts[slug], slug, house),
            lookups={fact_id: shared.get(fact_id, b"") for fact_id in found.lookups},
            own=found.own,
            names=names if faulty else b"",
            turning_points=found.turning_points,
            moment=last_turn(found.turning_points, house.now),
            entry=found.entry,
            body=result.place,
        )
    ordered = {folder.slug: records[folder.slug] for folder in snapshot.folders}
    memory.keep_records({slug: record for slug, record in ordered.items() if record.key})
    return _examined(ordered, texts, house)


def _key(common: bytes, texts: bytes, slug: str, house: House) -> bytes:
    # Of what was published before an explainer sees its own: a deployment that changed another leaves it as it is.
    return fingerprint(common, texts, house.published_of(slug))


def _files(snapshot: Snapshot, folder: Folder) -> bytes:
    """A digest of the files of a folder."""
    return fingerprint([(path, snapshot.digest(path)) for path in folder.paths])


def _examined(records: Mapping[str, Record], texts: Mapping[str, bytes], house: House) -> Examined:
    since, until = turns_around(records.values(), house)
    # A page does not depend on all that its examination does: a rule that is switched off leaves it as it is.
    read_with = (house.settings.language, house.settings.timezone)
    return Examined(
        entries={slug: record.entry for slug, record in records.items()},
        digests={
            slug: fingerprint(read_with, texts.get(slug, b""), record.lookups) for slug, record in records.items()
        },
        moments={slug: record.moment for slug, record in records.items()},
        places={slug: record.body for slug, record in records.items() if record.body is not None},
        since=since,
        until=until,
    )


def turns_around(records: Iterable[Record], house: House) -> tuple[float, float]:
    """The last turning point that has passed, and the next one: between them nothing changes by itself."""
    turns = [turn for record in records for turn in record.turning_points]
    # The desk looks at shared figures that no page uses, too.
    turns += stale_moments(house.shared.facts.figures.values(), house.settings.timezone)
    passed = (turn for turn in turns if turn <= house.now)
    coming = (turn for turn in turns if turn > house.now)
    return max(passed, default=-math.inf), min(coming, default=math.inf)


def _lost(casualty: Casualty[_Job], house: House) -> Record:
    folder = casualty.job.folder
    found = error(
        "limit-exceeded",
        Location(_largest(casualty.job)),
        f"`{folder.path}` cannot be read: {casualty.reason}",
        "shorten or simplify its article and its sheet",
    )
    entry = broken_entry(folder.slug, house.settings.language, (found,))
    return Record(b"", {}, (), b"", (), 0.0, entry, None)


def _largest(job: _Job) -> str:
    texts = [found for found in job.part.inputs.values() if found.kind is not Kind.PICTURE]
    return max(texts, key=lambda found: found.stat.size).path


def _set_up_examiner(house: House, bodies: str, session: str) -> _Examiner:
    return _Examiner(house, PackWriter(bodies, session))


def _examine_job(tools: _Examiner, job: _Job) -> _Reading:
    house, part = tools.house, job.part
    texts: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for path in (*(text.path for text in job.folder.articles), *(text.path for text in job.folder.sheets)):
        text = part.text(path)
        if isinstance(text, str):
            texts[path.rpartition("/")[2]] = text
        else:
            problems.append(text)
    if problems:
        found = Examination(broken_entry(job.slug, house.settings.language, problems), b"", (), (), ())
        return _Reading(found, None, part.readings)
    media = tuple(_look_at(part, path, path.removeprefix(f"{job.folder.path}/")) for path in job.folder.media)
    found = examine(job.slug, job.folder.path, texts, media, house)
    place = tools.writer.add(found.body) if found.body else None
    # The body lies in the pack, and need not travel.
    return _Reading(msgspec.structs.replace(found, body=b""), place, part.readings)


def _look_at(part: Snapshot, path: str, src: str) -> Media:
    if part.inputs[path].oversized:
        return Media(src, None)
    data = part.data(path)
    return Media(src, read_picture(path, src, data, part.digest(path)))


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
        if entry.diagnostics:
            found += (_as_note(diagnostic) for diagnostic in entry.diagnostics) if reason else entry.diagnostics
        if (reason == "draft" and not drafts) or (reason == "future" and not future):
            held[slug] = reason
            continue
        if reason == "draft":
            drafted.add(slug)
        faulty = entry.diagnostics and any(each.severity is Severity.ERROR for each in entry.diagnostics)
        if faulty and not (reason and is_showable(entry.diagnostics)):
            unreadable.add(slug)
            continue
        shown[slug] = entry if drafts else _without_drafts(entry)
    site = Site(project.settings, shown, project.pages, project.homes, held, frozenset(unreadable), frozenset(drafted))
    return site, tuple(found)


def _without_drafts(entry: Entry) -> Entry:
    """An entry without the translations that are drafts."""
    listings = {
        code: listing for code, listing in entry.listings.items() if not listing.draft or code == entry.language
    }
    return entry if len(listings) == len(entry.listings) else msgspec.structs.replace(entry, listings=listings)


def _as_note(found: Diagnostic) -> Diagnostic:
    return msgspec.structs.replace(found, severity=Severity.NOTE)


def plan_all(
    site: Site,
    snapshot: Snapshot,
    theme: Theme,
    assets: Assets,
    examined: Examined,
    house: House,
    memory: Memory,
    tool: str,
    slugs: Iterable[str] | None = None,
    *,
    foreseeing: bool = False,
    pause: Callable[[], None] = go_on,
) -> tuple[Output, ...]:
    """Every output of the site; with `slugs`, only those of these explainers and those that pages share.

    With `foreseeing`, files of many explainers that are as they were may be known by their fingerprints alone.
    `pause` is called between the small parts of the work, and may raise to end it.
    """
    closures = memory.closures(theme.digest) or template_digests(theme)
    memory.keep_closures(theme.digest, closures)
    wants_pictures = site.settings.pictures != "off" and any(entry.pictures for entry in site.entries.values())
    static = (*snapshot.static, *(path for folder in snapshot.folders for path in folder.media))
    material = Material(
        tool=fingerprint(tool, [marks_of(section) for section in house.sections]),
        words=theme.words,
        closures=closures,
        assets=assets,
        digests=examined.digests,
        moments=examined.moments,
        static={path: snapshot.digest(path) for path in static if not snapshot.inputs[path].oversized},
        cards=Cards(drawing_version() if site.settings.cards != "off" and site.settings.url else "", theme.fonts),
        search=search.wanted(site.settings),
        encoder=encoder() if wants_pictures else Encoder(),
        pause=pause,
    )

    def speeches(language: str) -> Speech:
        return speech(language, theme.locale_folders)

    if slugs is not None:
        return plan_some(site, material, speeches, slugs)
    mark = mark_of(site, material) if foreseeing else b""
    if mark and (known := memory.gathered(mark)):
        memory.keep_gathered(mark, known)
        return plan(site, material, speeches, foresee(known))
    # Late: after most edits nobody asks for it.
    from generator.output.gathered import gather

    many = tuple(paced(gather(site, material, speeches), pause))
    if mark:
        memory.keep_gathered(mark, tuple((output.path, output.fingerprint) for output in many))
    return plan(site, material, speeches, many)


def template_digests(theme: Theme) -> dict[str, bytes]:
    """By template of an output, a digest of every template that rendering it may read, and of the interface words."""
    # Late: while the theme is the same it is known, and who only looks renders nothing.
    from generator.output.render import closure

    return {
        root: fingerprint(
            theme.words, [(name, theme.templates.source(name)) for name in sorted(closure(theme.templates, root))]
        )
        for root in ROOTS
    }


def marks_of(entry: Check | Section) -> tuple[object, ...]:
    """What tells one version of a rule or a section from another: a project may pass its own to a build."""
    function = entry.rule if isinstance(entry, Check) else entry.build
    module = getattr(function, "__module__", "")
    file = getattr(sys.modules.get(module), "__file__", None)
    code = b"" if module.startswith("generator.") or not file else Path(file).read_bytes()
    words = (entry.code, entry.severity, entry.on) if isinstance(entry, Check) else (entry.heading, entry.template)
    return (*words, module, getattr(function, "__qualname__", ""), code)


@dataclass(frozen=True, slots=True)
class Printing:
    """What rendering needs beside the outputs."""

    house: House
    templates: Templates
    assets: Assets
    mastheads: Mapping[str, Masthead]
    bodies: str
    fonts: social.CardFonts

    def press(self) -> Press:
        """A press of this process."""
        return Press(self.house, self.templates, self.assets, dict(self.mastheads))


@dataclass(frozen=True, slots=True)
class _Printer:
    """The tools of a process that prints."""

    press: Press
    reader: PackReader
    folder: str


class _Printed(NamedTuple):
    product: str
    published: Published
    seconds: float
    describing: float = 0.0
    """Seconds beside them that went into its description for machines."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What rendering cost."""

    parts: Mapping[str, float]
    """By product, for the JSON-LD of explainers, and for the lists and copies of the site, seconds of all processes."""
    slowest: tuple[tuple[float, str], ...]
    """Seconds and path, the slowest first."""


def render_all(
    waiting: tuple[Output, ...],
    printing: Printing,
    places: Mapping[str, Place],
    staging: Staging,
    project: Path,
    crew: Crew,
    progress: Progress,
) -> Rendered:
    """Renders outputs into the staging folder.

    Raises `TemplateFault`, `PicturesFaulty`, `PublishError` and `CacheDamaged`.
    """
    commissions = [(commission, places[commission.slug]) for commission in commissions_of(waiting)]
    spent: list[tuple[float, str]] = []
    parts: dict[str, float] = dict.fromkeys(("page", "json-ld", *(product.name for product in PRODUCTS)), 0.0)
    # Pictures first: what is wrong with one is told before the pages are made.
    for made in _encode_all(waiting, staging, project, crew, progress):
        parts["pictures"] = parts.get("pictures", 0.0) + made.seconds
        spent.append((made.seconds, made.published.path))
    setup = Setup(_set_up_printer, (printing, staging.folder))
    results = crew.carry(_print_job, commissions, setup, risky=lambda job: job[1].length > RISKY)
    for done, result in enumerate(results, 1):
        if isinstance(result, Casualty):
            raise TemplateFault("explainer.html", 0, f"`{result.job[0].path}` cannot be rendered: {result.reason}")
        staging.accept(printed.published for printed in result)
        for printed in result:
            parts[printed.product] += printed.seconds
            parts["json-ld"] += printed.describing
            spent.append((printed.seconds + printed.describing, printed.published.path))
        progress("render", done, len(commissions))
    for made in _draw_all(waiting, printing, staging, crew, progress):
        parts["cards"] = parts.get("cards", 0.0) + made.seconds
        spent.append((made.seconds, made.published.path))
    press = printing.press()
    for output in waiting:
        start = time.perf_counter()
        if isinstance(output, ListPage):
            page = press.renderer(output.language).render(output.template, output.view(), output.path)
            staging.write(output.path, page)
            part = "lists"
        elif isinstance(output, ListFile):
            staging.write(output.path, output.make())
            part = output.kind
        elif isinstance(output, Joined):
            staging.write_pieces(output.path, output.join(map(staging.read, output.parts)))
            part = output.kind
        elif isinstance(output, Bytes):
            staging.write(output.path, output.data)
            part = "assets"
        elif isinstance(output, Copied):
            staging.copy(output.path, project / output.source, output.digest)
            part = "copies"
        elif isinstance(output, Cleaned):
            staging.write(output.path, cleaned(output, project))
            part = "copies"
        else:
            continue
        seconds = time.perf_counter() - start
        parts[part] = parts.get(part, 0.0) + seconds
        spent.append((seconds, output.path))
    for made in _compress_all(waiting, staging, crew):
        parts["compression"] = parts.get("compression", 0.0) + made.seconds
        spent.append((made.seconds, made.published.path))
    return Rendered(
        {part: seconds for part, seconds in parts.items() if seconds}, tuple(heapq.nlargest(SLOWEST, spent))
    )


def cleaned(output: Cleaned, project: Path) -> bytes:
    """A picture without its metadata. Raises `InputChanged` when it is no longer what was planned."""
    return clean(_read(output, project))


def encoded(outputs: Sequence[Encoded], project: Path) -> tuple[bytes, ...]:
    """These variants of one picture. Raises `InputChanged` likewise, and `PictureFault`."""
    first = outputs[0]
    return encode(_read(first, project), first.source, tuple(output.variant for output in outputs))


def _read(output: Cleaned | Encoded, project: Path) -> bytes:
    reading = Disk(str(project)).read(output.source, Kind.PICTURE.size_max)
    if reading.known.digest != output.digest:
        raise InputChanged(output.source)
    return reading.data


def drawn(output: Card, press: Press, fonts: social.CardFonts) -> bytes:
    """The PNG of a card. Raises `TemplateFault`."""

    def render(template: str, view: object) -> bytes:
        return press.renderer(output.facts.language).render(template, view, output.path)

    return social.card(output.facts, fonts, render, output.path)


def _draw_all(
    waiting: Iterable[Output], printing: Printing, staging: Staging, crew: Crew, progress: Progress
) -> Iterator[_Printed]:
    cards = [output for output in waiting if isinstance(output, Card)]
    setup = Setup(_set_up_drawer, (printing, staging.folder))
    crew = replace(crew, batch=min(crew.batch, CARDS_BATCH), alone_below=min(crew.alone_below, CARDS_BATCH))
    for done, result in enumerate(crew.carry(_draw_job, cards, setup), 1):
        if isinstance(result, Casualty):
            raise TemplateFault(social.TEMPLATE, 0, f"`{result.job.path}` cannot be drawn: {result.reason}")
        staging.accept((result.published,))
        yield result
        progress("cards", done, len(cards))


def _set_up_drawer(printing: Printing, folder: str) -> tuple[Press, social.CardFonts, str]:
    return printing.press(), printing.fonts, folder


def _draw_job(tools: tuple[Press, social.CardFonts, str], output: Card) -> _Printed:
    press, fonts, folder = tools
    start = time.perf_counter()
    published = write_file(folder, output.path, drawn(output, press, fonts))
    return _Printed("cards", published, time.perf_counter() - start)


def _encode_all(
    waiting: Iterable[Output], staging: Staging, project: Path, crew: Crew, progress: Progress
) -> Iterator[_Printed]:
    """Encodes pictures, each in a process that can be lost: decoders of pictures are what attackers look at first."""
    found: dict[str, list[Encoded]] = {}
    for output in waiting:
        if isinstance(output, Encoded):
            found.setdefault(output.source, []).append(output)
    faults: list[PictureFault] = []
    for result in _carry_pictures(_encode_job, tuple(found.values()), (project, staging.folder), crew, progress):
        if isinstance(result, PictureFault):
            faults.append(result)
        else:
            staging.accept(printed.published for printed in result)
            yield from result
    if faults:
        raise PicturesFaulty(tuple(faults))


def decode_all(waiting: Sequence[Encoded], project: Path, crew: Crew, progress: Progress) -> tuple[PictureFault, ...]:
    """What is wrong with these pictures, of which one variant each is given. Raises `InputChanged`."""
    jobs = [[output] for output in waiting]
    found = _carry_pictures(_decode_job, jobs, (project, ""), crew, progress)
    return tuple(result for result in found if isinstance(result, PictureFault))


def _carry_pictures(
    work: Callable[[tuple[Path, str], list[Encoded]], list[_Printed] | PictureFault],
    jobs: Sequence[list[Encoded]],
    places: tuple[Path, str],
    crew: Crew,
    progress: Progress,
) -> Iterator[list[_Printed] | PictureFault]:
    """Does the work for each picture, each in a process that can be lost."""
    if not jobs:
        return
    prepare()
    crew = replace(crew, batch=1, alone_below=min(crew.alone_below, PICTURES_ALONE_BELOW))
    results = crew.carry(work, jobs, Setup(_set_up_darkroom, places), risky=lambda _job: True)
    for done, result in enumerate(results, 1):
        progress("pictures", done, len(jobs))
        yield PictureFault(result.job[0].source, result.reason) if isinstance(result, Casualty) else result


def _compress_all(waiting: Iterable[Output], staging: Staging, crew: Crew) -> Iterator[_Printed]:
    """Compresses what lies in the tree by now."""
    jobs = [output for output in waiting if isinstance(output, Compressed)]
    for made in crew.carry(_compress_job, jobs, Setup(_set_up_press, (staging.folder,)), risky=lambda _job: False):
        if isinstance(made, Casualty):
            raise PublishError(
                f"`{made.job.of}` cannot be compressed: {made.reason}", "take `compress` out of the settings"
            )
        staging.accept((made.published,))
        yield made


def _set_up_press(folder: str) -> str:
    return folder


def _compress_job(folder: str, job: Compressed) -> _Printed:
    start = time.perf_counter()
    with failing(f"cannot read `{job.of}`"):
        data = Path(folder, job.of).read_bytes()
    published = write_file(folder, job.path, compress(data, job.form))
    return _Printed("compression", published, time.perf_counter() - start)


def _set_up_darkroom(project: Path, folder: str) -> tuple[Path, str]:
    return project, folder


def _encode_job(tools: tuple[Path, str], job: list[Encoded]) -> list[_Printed] | PictureFault:
    project, folder = tools
    start = time.perf_counter()
    try:
        made = encoded(job, project)
    except PictureFault as fault:
        # All of them are told, not the first only.
        return fault
    seconds = (time.perf_counter() - start) / len(job)
    written = (write_file(folder, output.path, data) for output, data in zip(job, made, strict=True))
    return [_Printed("pictures", published, seconds) for published in written]


def _decode_job(tools: tuple[Path, str], job: list[Encoded]) -> list[_Printed] | PictureFault:
    try:
        encode(_read(job[0], tools[0]), job[0].source, ())
    except PictureFault as fault:
        return fault
    return []


def commissions_of(outputs: Iterable[Output]) -> list[Commission]:
    """One commission for all of these files that are made of the same explainer in the same language."""
    found: dict[tuple[str, str], list[ProductFile]] = {}
    for output in outputs:
        if isinstance(output, ProductFile):
            found.setdefault((output.slug, output.language), []).append(output)
    order = {product.name: place for place, product in enumerate(PRODUCTS)}
    commissions = []
    for files in found.values():
        files.sort(key=lambda file: order[file.product])
        first = files[0]
        paths = {file.product: file.path for file in files}
        commissions.append(Commission(paths, first.slug, first.language, first.surroundings, first.moment, first.draft))
    return commissions


def _set_up_printer(printing: Printing, folder: str) -> _Printer:
    return _Printer(printing.press(), PackReader(printing.bodies), folder)


def _print_job(tools: _Printer, job: tuple[Commission, Place]) -> list[_Printed]:
    commission, place = job
    printed = []
    for made in tools.press.compose(tools.reader.read(place), commission):
        start = time.perf_counter()
        published = write_file(tools.folder, made.path, made.data)
        seconds = made.seconds + time.perf_counter() - start
        printed.append(_Printed(made.product, published, seconds, made.describing))
    return printed
