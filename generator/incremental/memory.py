"""What a run takes over from the one before, and what it leaves for the next."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from generator import __version__
from generator.diagnostics import Diagnostic
from generator.incremental.store import Head, Outputs, Page, Record, Store
from generator.model.snapshot import Known
from generator.output.plan import Output
from generator.publish.manifest import Published

CACHE = ".explainer/cache"

LIBRARIES = ("jinja2", "markdown-it-py", "mdit-py-plugins", "markupsafe", "babel", "msgspec", "pyyaml")
"""The libraries that make bytes."""


@cache
def tool_version() -> str:
    """The versions of everything whose change may change a page."""
    found = [f"explainer {__version__} {_sources()}", f"python {sys.version_info.major}.{sys.version_info.minor}"]
    found += [f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES]
    return "; ".join(found)


def _sources() -> str:
    """A digest of this package's own files by size and time: in a checkout the code changes and the version does not."""
    folder = Path(__file__).parent.parent
    stats = [(str(file.relative_to(folder)), file.stat()) for file in sorted(folder.rglob("*.py"))]
    seen = [(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]
    return hashlib.blake2b(msgspec.msgpack.encode(seen), digest_size=8).hexdigest()


class Memory:
    """The cache as a run uses it: asks come first, then what to keep is told, then it is saved."""

    def __init__(self, store: Store, *, writable: bool) -> None:
        self._store = store
        self._writable = writable
        self._head = Head(tool=store.head.tool)
        self._records: dict[str, Record] | None = None
        self._outputs: Outputs | None = None
        self.warnings: tuple[str, ...] = ()

    @classmethod
    def open(cls, project: Path, *, use: bool = True) -> Memory:
        """The memory of a project. Where the folder cannot be written, a run goes without one and says so."""
        store = Store(project / CACHE, tool_version(), use=use)
        writable = store.begin()
        memory = cls(store, writable=writable)
        if not writable:
            memory.warnings = (f"`{CACHE}` cannot be written: the next build starts from nothing",)
        return memory

    @property
    def bodies(self) -> str:
        """The folder for the bodies of explainers; empty when it cannot be written."""
        return self._store.bodies if self._writable else ""

    @property
    def known(self) -> Mapping[str, Known]:
        """The project's files as the last run saw them."""
        return self._store.head.known

    @property
    def theme_known(self) -> Mapping[str, Known]:
        """The theme's files as the last run saw them."""
        return self._store.head.theme

    # Asking

    def same_run(self, run: bytes, now: float) -> tuple[tuple[Diagnostic, ...], bytes] | None:
        """What the last run found and told, if it was made from the same and time has changed nothing since."""
        head = self._store.head
        if not run or head.run != run or not head.since <= now < head.until:
            return None
        return head.diagnostics, head.summary

    def record(self, slug: str, key: bytes, shared: Mapping[str, bytes], now: float) -> Record | None:
        """What was examined before, if its files, the settings and the shared facts it looks for are the same."""
        record = self._store.records.get(slug)
        if record is None or record.key != key:
            return None
        if any(shared.get(fact_id, b"") != digest for fact_id, digest in record.lookups.items()):
            return None
        if not _same_turn(record, now):
            return None
        return record

    def published(self, outputs: Iterable[Output], folder: str) -> dict[str, Published]:
        """By path, the outputs whose bytes the last build published with the same fingerprint, to this folder."""
        kept = self._store.outputs
        if kept.folder != folder:
            return {}
        pages = kept.pages
        return {
            output.path: page.published
            for output in outputs
            if (page := pages.get(output.path)) is not None and page.fingerprint == output.fingerprint
        }

    def everything(self, folder: str) -> tuple[Published, ...]:
        """All that the last build published to this folder."""
        kept = self._store.outputs
        return tuple(page.published for page in kept.pages.values()) if kept.folder == folder else ()

    def closures(self, theme: bytes) -> dict[str, bytes]:
        """By template, the digest of its closure, if the theme is the same; empty otherwise."""
        head = self._store.head
        return head.closures if head.closures_of == theme else {}

    # Telling

    def keep_inputs(self, known: dict[str, Known], theme: dict[str, Known]) -> None:
        """The files as this run saw them."""
        self._head.known, self._head.theme = known, theme

    def keep_closures(self, theme: bytes, closures: dict[str, bytes]) -> None:
        """The digests of the closures of the templates."""
        self._head.closures_of, self._head.closures = theme, closures

    def keep_run(self, run: bytes, since: float, until: float, found: tuple[Diagnostic, ...], summary: bytes) -> None:
        """What this run was made from, found, and tells of itself."""
        head = self._head
        head.run, head.since, head.until = run, since, until
        head.diagnostics, head.summary = found, summary

    def keep_records(self, records: dict[str, Record]) -> None:
        """What was examined, taken over or anew; everything else is forgotten."""
        self._records = records

    def keep_outputs(self, outputs: Iterable[Output], published: Collection[Published], folder: str) -> None:
        """What the output folder holds now."""
        marks = {output.path: output.fingerprint for output in outputs}
        pages = {file.path: Page(marks[file.path], file) for file in published if file.path in marks}
        self._outputs = Outputs(folder, pages)

    def save(self) -> None:
        """Writes it all. Where that fails, the next run is slower, and the warnings say so."""
        if not self._writable:
            return
        try:
            self._store.save(self._head, self._records, self._outputs)
        except OSError as failure:
            self.warnings = (*self.warnings, f"`{CACHE}` cannot be written: {(failure.strerror or '').lower()}")

    def clear(self) -> None:
        """Forgets everything."""
        self._store.clear()


def _same_turn(record: Record, now: float) -> bool:
    passed = [turn for turn in record.turning_points if turn <= now]
    return (passed[-1] if passed else 0.0) == record.moment
