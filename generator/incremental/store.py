"""What a warm build remembers, in `.explainer/cache/`.

Three files, each written whole beside its place and renamed into it, each led by the digest of what follows: `head`
says what the last run was made from and what came of it, `records` holds what the site may see of each explainer,
`outputs` what was published. Besides these there are packs of bodies (`shelf`). A file that is missing, damaged or of
another version is as good as none. Nothing in them is code: msgpack, decoded into typed records.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from generator.diagnostics import Diagnostic
from generator.incremental.shelf import CacheDamaged, Place, is_crowded, sweep
from generator.model.entry import Entry
from generator.model.snapshot import Known
from generator.publish.manifest import Published

DIGEST_SIZE = 32

Kept = TypeVar("Kept")


class Record(msgspec.Struct, frozen=True, array_like=True):
    """An explainer, examined."""

    key: bytes
    """Covers its files, the settings and the versions."""
    lookups: dict[str, bytes]
    """By id that it looks for in `_shared`, the digest of what it found there; empty where it found nothing."""
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
    pages: dict[str, Page] = {}


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


class Store:
    """The cache of a project. Reading never fails; writing warns."""

    def __init__(self, folder: Path, tool: str, *, use: bool = True) -> None:
        self.folder = folder
        self._tool = tool
        self._use = use
        self.head = self._read("head", Head) or Head()
        if self.head.tool != tool:
            self.head = Head(tool=tool)
        self._records: dict[str, Record] | None = None if self.head.run else {}
        self._outputs: Outputs | None = None if self.head.run else Outputs()

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

    @property
    def outputs(self) -> Outputs:
        """What was published."""
        if self._outputs is None:
            self._outputs = self._read("outputs", Outputs) or Outputs()
        return self._outputs

    def begin(self) -> bool:
        """Makes the folder. False when that cannot be done: the build then goes without a cache."""
        try:
            if not self.folder.is_dir():
                if self.folder.exists() or self.folder.is_symlink():
                    self.folder.unlink()
                self.folder.mkdir(parents=True)
            probe = self.folder / f"probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError:
            return False
        return True

    def save(self, head: Head, records: dict[str, Record] | None, outputs: Outputs | None) -> None:
        """Keeps what a run found out; what is None stays as it is. Raises `OSError`.

        `head` is written last: until then the old one speaks of the old files, whose digests no longer fit.
        """
        if records is not None:
            places = [record.body for record in records.values() if record.body is not None]
            if is_crowded(self.bodies, places):
                records, places = {}, []
            self._write("records", records)
            sweep(self.bodies, places)
        if outputs is not None:
            self._write("outputs", outputs)
        self._write("head", head)

    def clear(self) -> None:
        """Forgets everything."""
        self.head = Head(tool=self._tool)
        self._records, self._outputs = {}, Outputs()
        with contextlib.suppress(OSError):
            shutil.rmtree(self.folder)

    def _read(self, name: str, kind: type[Kept] | Any) -> Any:
        if not self._use:
            return None
        try:
            data = (self.folder / name).read_bytes()
            if hashlib.blake2b(data[DIGEST_SIZE:], digest_size=DIGEST_SIZE).digest() != data[:DIGEST_SIZE]:
                return None
            return msgspec.msgpack.decode(data[DIGEST_SIZE:], type=kind)
        except (OSError, ValueError):
            return None

    def _write(self, name: str, value: object) -> None:
        data = msgspec.msgpack.encode(value)
        beside = self.folder / f"{name}.{os.getpid()}.new"
        try:
            with open(beside, "wb") as stream:
                stream.write(hashlib.blake2b(data, digest_size=DIGEST_SIZE).digest())
                stream.write(data)
            os.replace(beside, self.folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise


__all__ = ["CacheDamaged", "Head", "Outputs", "Page", "Record", "Store"]
