"""What a warm build remembers, in `.explainer/cache/`.

A few files, each written whole beside its place and renamed into it, each led by the digest of what follows: `head`
says what the last run was made from and what came of it, `records` holds what the site may see of each explainer, an
`outputs-…` for each output folder what was published there. Besides these there are packs of bodies (`shelf`). A file
that is missing, damaged or of another version is as good as none. Nothing in them is code: msgpack, decoded into typed
records. A database would not pay: a run reads each file from end to end, or not at all.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

import msgspec

from generator.diagnostics import Diagnostic
from generator.incremental.shelf import Place, condense, sweep
from generator.model.entry import Entry
from generator.model.snapshot import Known
from generator.publish.manifest import Published

DIGEST_SIZE = 32

OUTPUTS_MAX = 4
"""How many output folders are remembered: `site`, a preview, a second target."""


class Record(msgspec.Struct, frozen=True, array_like=True):
    """An explainer, examined."""

    key: bytes
    """Covers its files, the settings and the versions."""
    lookups: dict[str, bytes]
    """By id that it looks for in `_shared`, the digest of what it found there; empty where it found nothing."""
    own: tuple[str, ...]
    """Its own ids: a shared fact must not take one of them."""
    names: bytes
    """Covers every id of `_shared`, where errors were found: their hints name the nearest of all. Else empty."""
    turning_points: tuple[float, ...]
    moment: float
    """The last turning point that had passed."""
    entry: Entry
    body: Place | None
    """None when it could not be read."""


class Page(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A published file and what it was made from."""

    fingerprint: bytes
    published: Published


class Outputs(msgspec.Struct, array_like=True):
    """Everything that was published, by path."""

    folder: str = ""
    """The output folder, absolute."""
    made: bytes = b""
    """The `Head.mark` of the run that published it. A later run may have looked without publishing."""
    pages: dict[str, Page] = {}
    manifest: bytes = b""
    """The digest of the manifest that lists them."""


class Head(msgspec.Struct, array_like=True):
    """The last run that ended well."""

    tool: str = ""
    known: dict[str, Known] = {}
    theme: dict[str, Known] = {}
    run: bytes = b""
    """Covers every input, setting and option."""
    since: float = 0.0
    until: float = 0.0
    """The time in which a run on the same inputs says and makes the same."""
    diagnostics: tuple[Diagnostic, ...] = ()
    summary: bytes = b""
    """What the run told of itself; the pipeline's own."""
    closures_of: bytes = b""
    closures: dict[str, bytes] = {}
    gathered_of: bytes = b""
    gathered: tuple[tuple[str, bytes], ...] = ()
    """By path, the fingerprints of the files that are made of many explainers."""
    sound: frozenset[bytes] = frozenset()
    """The digests of pictures that were decoded."""

    @property
    def mark(self) -> bytes:
        """A digest of what a run's outputs were made from, the time included."""
        return hashlib.blake2b(msgspec.msgpack.encode((self.run, self.since, self.until)), digest_size=16).digest()


class Store:
    """The cache of a project. Reading never fails; writing raises `OSError`."""

    def __init__(self, folder: Path, tool: str) -> None:
        self.folder = folder
        self._tool = tool
        self._seen = self._state()
        self.head: Head = self._read("head", Head) or Head()
        if self.head.tool != tool:
            self.head = Head(tool=tool)
        self._records: dict[str, Record] | None = None if self.head.run else {}
        self._outputs: dict[str, Outputs] = {}

    @property
    def bodies(self) -> str:
        """The folder of the packs."""
        return str(self.folder)

    @property
    def records(self) -> dict[str, Record]:
        """By slug, what was examined. Read on demand: a run with nothing to do does not need it."""
        if self._records is None:
            self._records = self._read("records", dict[str, Record]) or {}
        return self._records

    def outputs(self, folder: str) -> Outputs:
        """What was published to a folder; nothing when that is not known."""
        if folder not in self._outputs:
            found = self._read(_outputs_name(folder), Outputs) if self.head.run else None
            self._outputs[folder] = found if found is not None and found.folder == folder else Outputs(folder)
        return self._outputs[folder]

    def begin(self) -> bool:
        """Makes the folder. False when that cannot be done: the build then goes without a cache."""
        try:
            if self.folder.is_symlink() or not self.folder.is_dir():
                if os.path.lexists(self.folder):
                    self.folder.unlink()
                self.folder.mkdir(parents=True)
            probe = self.folder / f"probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError:
            return False
        return True

    def is_current(self) -> bool:
        """True while no other run has written the cache since this one read it."""
        return self._state() == self._seen

    def save(self, session: str, head: Head, records: dict[str, Record] | None, outputs: Outputs | None) -> None:
        """Keeps what a run found out; what is None stays as it is. Raises `OSError`, and `CacheDamaged`.

        `head` is written last: until then the old one speaks of the old files, whose digests no longer fit.
        """
        if records is not None:
            places = [record.body for record in records.values() if record.body is not None]
            moved = condense(self.bodies, session, places)
            if moved:
                records = {slug: _moved(record, moved) for slug, record in records.items()}
                places = [moved.get(place, place) for place in places]
            self._write("records", records)
            sweep(self.bodies, places)
        if outputs is not None:
            self._write(_outputs_name(outputs.folder), outputs)
            self._forget_outputs()
        self._write("head", head)

    def clear(self) -> None:
        """Forgets everything."""
        self.head = Head(tool=self._tool)
        self._records, self._outputs = {}, {}
        with contextlib.suppress(OSError):
            shutil.rmtree(self.folder)

    def _state(self) -> tuple[int, ...]:
        try:
            status = os.lstat(self.folder / "head")
        except OSError:
            return ()
        return status.st_ino, status.st_mtime_ns, status.st_ctime_ns, status.st_size

    def _forget_outputs(self) -> None:
        names = [name for name in os.listdir(self.folder) if name.startswith("outputs-") and not name.endswith(".new")]
        names.sort(key=lambda name: os.lstat(self.folder / name).st_mtime_ns)
        for name in names[:-OUTPUTS_MAX]:
            _make_room(self.folder / name)

    def _read(self, name: str, kind: Any) -> Any:
        try:
            data = (self.folder / name).read_bytes()
            if hashlib.blake2b(data[DIGEST_SIZE:], digest_size=DIGEST_SIZE).digest() != data[:DIGEST_SIZE]:
                return None
            return msgspec.msgpack.decode(data[DIGEST_SIZE:], type=kind)
        except (OSError, ValueError):
            return None

    def _write(self, name: str, value: object) -> None:
        data = msgspec.msgpack.encode(value)
        file, beside = self.folder / name, self.folder / f"{name}.{os.getpid()}.new"
        try:
            with open(beside, "wb") as stream:
                stream.write(hashlib.blake2b(data, digest_size=DIGEST_SIZE).digest())
                stream.write(data)
            if not file.is_file():
                _make_room(file)
            os.replace(beside, file)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise


def _outputs_name(folder: str) -> str:
    return f"outputs-{hashlib.blake2b(os.fsencode(folder), digest_size=6).hexdigest()}"


def _moved(record: Record, moved: Any) -> Record:
    place = moved.get(record.body)
    return record if place is None else msgspec.structs.replace(record, body=place)


def _make_room(file: Path) -> None:
    """Removes whatever lies where a file of the cache belongs: nothing in the cache is anybody else's."""
    with contextlib.suppress(OSError):
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file)
        else:
            file.unlink()
