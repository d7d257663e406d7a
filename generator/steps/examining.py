"""Examining: each explainer becomes an entry and a body, or is remembered where nothing it depends on has changed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from generator.crew import RISKY, Casualty, Crew, Progress, Setup
from generator.diagnostics import Diagnostic, Location, Severity, error
from generator.incremental.memory import Memory
from generator.incremental.shelf import PackWriter, Place
from generator.incremental.store import Record
from generator.load.pictures import read_picture
from generator.model.entry import Entry
from generator.model.snapshot import Folder, Kind, Known, Snapshot
from generator.output.outputs import fingerprint
from generator.resolve.entry import broken_entry
from generator.steps.marks import marks_of
from generator.work import Examination, House, Media, examine, last_turn, stale_moments

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

    def followed_by(self, newer: Sequence[Examined], slugs: tuple[str, ...]) -> Examined:
        """These explainers with the newer ones in their place; of all, only `slugs`, in their order."""

        def all_of(old: Mapping[str, Value], new: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
            found = dict(old)
            for values in new:
                found.update(values)
            if tuple(found) == slugs:
                return found
            return {slug: found[slug] for slug in slugs if slug in found}

        lost = {slug for each in newer for slug in each.entries.keys() - each.places.keys()}
        kept = {slug: place for slug, place in self.places.items() if slug not in lost} if lost else self.places
        return Examined(
            entries=all_of(self.entries, (each.entries for each in newer)),
            digests=all_of(self.digests, (each.digests for each in newer)),
            moments=all_of(self.moments, (each.moments for each in newer)),
            places=all_of(kept, (each.places for each in newer)),
            since=self.since,
            until=min((self.until, *(each.until for each in newer))),
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
