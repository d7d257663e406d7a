"""Places that take files one by one: what is ours there, and an order in which a broken upload does no harm.

A record lies beside the files: the manifest of the site (`.explainer.json`). It says which files are ours, so that
nothing else is ever replaced or removed. It is written twice. First with everything that may be there once the upload
begins, what is under way without a digest; last with what is there. So whatever breaks in between, the next run knows
its own files, and uploads again what it cannot be sure of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from generator.crew import Progress
from generator.deploy.changes import BuiltSite, Changes, compare, in_waves, removals
from generator.deploy.failure import DeployFailed, DeployInterrupted
from generator.publish.manifest import MANIFEST, Listed, decode_manifest, encode_listed


class Depot(Protocol):
    """A place that takes files one by one. Every method raises `DeployFailed`."""

    @property
    def place(self) -> str:
        """The place in words, without a secret."""

    def listing(self) -> Mapping[str, int]:
        """The size in bytes of every file there, by path; the record is not among them."""

    def record(self) -> bytes | None:
        """The record; None where there is none."""

    def put(self, paths: Sequence[str], site: BuiltSite, done: Callable[[int], None]) -> None:
        """Uploads files. `done` is told how many more are there."""

    def put_record(self, record: bytes) -> None:
        """Puts the record in the place of the old one, in one step."""

    def remove(self, paths: Sequence[str]) -> None:
        """Removes files; what is gone already is fine."""


def survey(depot: Depot, site: BuiltSite) -> Changes:
    """What must change at a depot. Raises `DeployFailed` when it holds files that are not ours."""
    listing = depot.listing()
    ours = _ours(depot, listing)
    foreign = [path for path in site.listed if path in listing and path not in ours]
    if foreign:
        message = f"{depot.place} holds files that no deployment put there, at addresses of the site: {_some(foreign)}"
        raise DeployFailed(message, "move them away; what is to be published goes into `content/_static`")
    found = {
        path: entry.sha256 if listing[path] == entry.size else "" for path, entry in ours.items() if path in listing
    }
    return compare({path: entry.sha256 for path, entry in site.listed.items()}, found)


def _ours(depot: Depot, listing: Mapping[str, int]) -> Mapping[str, Listed]:
    record = depot.record()
    ours = decode_manifest(record) if record is not None else None
    if ours is not None:
        return ours
    if listing or record is not None:
        why = "has a record that cannot be read" if record is not None else "has no record of a deployment"
        message = f"{depot.place} is not ours: it holds {_some(list(listing) or [MANIFEST])} and {why}"
        raise DeployFailed(message, "name an empty place, or empty this one if nothing there is needed")
    return {}


def upload(depot: Depot, site: BuiltSite, changes: Changes, progress: Progress) -> None:
    """Makes the far end hold the site. Raises `DeployFailed` and `DeployInterrupted`; then it can be run again."""
    waves = in_waves(changes)
    total = sum(map(len, waves))
    count = 0

    def done(more: int) -> None:
        nonlocal count
        count += more
        progress("upload", count, total)

    try:
        depot.put_record(encode_listed(_under_way(site, changes)))
        for wave in waves:
            depot.put(wave, site, done)
        for gone in removals(changes):
            depot.remove(gone)
        depot.put_record(site.manifest)
    except DeployFailed as failure:
        message = f"the upload broke off after {count:,} of {total:,} files: {failure.message}"
        raise DeployFailed(message, failure.hint) from failure
    except KeyboardInterrupt as stop:
        raise DeployInterrupted from stop


def _under_way(site: BuiltSite, changes: Changes) -> dict[str, Listed]:
    unsure = {path: Listed("", site.listed[path].size) for path in changes.uploads}
    return {**site.listed, **unsure, **{path: Listed("", 0) for path in changes.removed}}


def _some(paths: Sequence[str]) -> str:
    shown = ", ".join(f"`{path}`" for path in paths[:3])
    return f"{shown} and {len(paths) - 3:,} more" if len(paths) > 3 else shown
