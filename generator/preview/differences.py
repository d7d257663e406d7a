"""What differs between two looks at a project, and the quick look at the files that a watcher named."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.incremental.store import Record
from generator.load.disk import identity
from generator.load.names import ignored
from generator.model.snapshot import Folder, Input, Snapshot


def patched(snapshot: Snapshot, root: Path, named: frozenset[str]) -> tuple[Snapshot, tuple[str, ...]] | None:
    """The snapshot with a new look at the named files alone (absolute paths), and which of its paths these are.

    None when only a walk can tell: a file came or went, or something is not what it was.
    """
    inputs = dict(snapshot.inputs)
    looked_at = []
    readings = dict(snapshot.readings)
    moment_ns = time.time_ns()
    for name in named:
        if not name.startswith(f"{root}/") or ignored(name.rpartition("/")[2]):
            continue
        path = name[len(str(root)) + 1 :]
        before = inputs.get(path)
        try:
            status = os.lstat(name)
        except OSError:
            return None
        if before is None or not stat.S_ISREG(status.st_mode):
            if before is None and path.startswith(("site/", ".")):
                continue
            return None
        inputs[path] = Input(path, before.kind, identity(status))
        if inputs[path].oversized or before.oversized:
            return None
        readings.pop(path, None)
        looked_at.append(path)
    return replace(snapshot, moment_ns=moment_ns, inputs=inputs, readings=readings), tuple(looked_at)


def differences(before: Snapshot, after: Snapshot, among: Iterable[str] | None = None) -> tuple[str, ...]:
    """The paths whose bytes differ, that came, or that went; `among` are those that may. Raises `InputChanged`."""
    changed = [path for path in before.inputs if path not in after.inputs] if among is None else []
    for path in after.inputs if among is None else among:
        known = before.readings.get(path)
        if path not in before.inputs or (
            after.readings.get(path) is not known and (known is None or after.digest(path) != known.digest)
        ):
            changed.append(path)
    return tuple(sorted(changed))


def is_common(path: str) -> bool:
    """Whether a file is one that all explainers of a project share: settings, `_shared`, pages, the home page."""
    return path == "explainer.yaml" or path.startswith(("content/_shared/", "content/_pages/", "content/_home"))


def edited(folders: tuple[Folder, ...], before: tuple[Folder, ...], changed: Iterable[str]) -> set[str]:
    """The slugs of the folders in which files changed, came or went."""
    slugs = {path.split("/")[1] for path in changed if path.startswith("content/") and path.count("/") > 1}
    if folders is before:
        return slugs
    known = {folder.slug: folder for folder in before}
    return slugs | {folder.slug for folder in folders if known.get(folder.slug) != folder}


def is_outdated(record: Record, shared: Mapping[str, bytes], names: bytes, now: float) -> bool:
    """Whether an explainer whose own files are as they were is to be examined again: for a shared fact, or for time.

    The rules are those of `Memory.record`, which a build asks for every explainer.
    """
    return (
        record.names not in (b"", names)
        or any(shared.get(fact_id, b"") != digest for fact_id, digest in record.lookups.items())
        or not shared.keys().isdisjoint(record.own)
        or _turned(record, now)
    )


def _turned(record: Record, now: float) -> bool:
    passed = [turn for turn in record.turning_points if turn <= now]
    return (passed[-1] if passed else 0.0) != record.moment
