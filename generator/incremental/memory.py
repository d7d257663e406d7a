"""What a run takes over from the one before, and what it leaves for the next."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import shutil
import sys
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from generator import __version__
from generator.diagnostics import Diagnostic
from generator.extras import installed_version
from generator.incremental.shelf import CacheDamaged, sweep_session
from generator.incremental.store import Head, Outputs, Page, Record, Store
from generator.model.snapshot import Known
from generator.publish.manifest import Published

if TYPE_CHECKING:
    # A run with nothing to do plans no output.
    from generator.output.outputs import Output

CACHE = ".explainer/cache"

PASSING = "passing-"
"""What the names of folders begin with that hold the bodies of a run without a cache. A killed one leaves its own."""

LIBRARIES = ("jinja2", "markdown-it-py", "mdit-py-plugins", "markupsafe", "babel", "msgspec", "pyyaml", "rapidfuzz")
EXTRAS = ("pillow", "resvg-py", "uharfbuzz", "pagefind-bin", "brotli")
"""The libraries that make bytes or diagnostics; the extras may not be there."""


@cache
def tool_version() -> str:
    """The versions of everything whose change may change a page or a diagnostic."""
    found = [f"explainer {__version__} {_sources()}", f"python {sys.version.split()[0]}"]
    return "; ".join((*found, *(f"{name} {installed_version(name) or 'none'}" for name in (*LIBRARIES, *EXTRAS))))


def _sources() -> str:
    """A digest of this package's own files by size and time: in a checkout code changes and the version does not."""
    folder = Path(__file__).parent.parent
    files = (file for file in sorted(folder.rglob("*")) if file.suffix not in (".pyc", "") and file.is_file())
    stats = [(str(file.relative_to(folder)), file.stat()) for file in files]
    seen = [(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]
    return hashlib.blake2b(msgspec.msgpack.encode(seen), digest_size=8).hexdigest()


class Memory:
    """The cache as a run uses it: asks come first, then what to keep is told, then it is saved.

    Use it as a context. A run without a cache gets an empty memory that forgets everything at the end.
    """

    def __init__(self, store: Store, *, lasting: bool) -> None:
        self._store = store
        self._lasting = lasting
        self.session = secrets.token_hex(4)
        """Names the packs of this run."""
        self._head = Head(tool=store.head.tool, sound=store.head.sound)
        self._records: dict[str, Record] | None = None
        self._outputs: Outputs | None = None
        self._saved = False
        self.warnings: tuple[str, ...] = ()

    @classmethod
    def open(cls, project: Path, *, use: bool = True) -> Memory:
        """The memory of a project. Where the folder cannot be written, a run goes without one and says so.

        Raises `OSError` when bodies can be laid down nowhere.
        """
        store = Store(project / CACHE, tool_version())
        writable = store.begin()
        if use and writable:
            return cls(store, lasting=True)
        # Late: a run with a cache needs no such folder.
        import tempfile

        above = project / ".explainer" if writable else None
        memory = cls(Store(Path(tempfile.mkdtemp(prefix=PASSING, dir=above)), tool_version()), lasting=False)
        if not writable:
            memory.warnings = (f"`{CACHE}` cannot be written: the next build starts from nothing",)
        return memory

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._lasting:
            shutil.rmtree(self._store.folder, ignore_errors=True)
        elif not self._saved:
            # Nobody will ask for the bodies of a run that was broken off.
            sweep_session(self._store.bodies, self.session)

    @property
    def bodies(self) -> str:
        """The folder for the bodies of explainers."""
        return self._store.bodies

    @property
    def known(self) -> Mapping[str, Known]:
        """The project's files as the last run saw them."""
        return self._store.head.known

    @property
    def theme_known(self) -> Mapping[str, Known]:
        """The theme's files as the last run saw them."""
        return self._store.head.theme

    # Asking

    @property
    def is_empty(self) -> bool:
        """True when there was no run before, or none that this one can use."""
        return not self._store.head.run

    def same_run(self, run: bytes, now: float) -> tuple[tuple[Diagnostic, ...], bytes] | None:
        """What the last run found and told, if it was made from the same and time has changed nothing since."""
        head = self._store.head
        if not run or head.run != run or not head.since <= now < head.until:
            return None
        return head.diagnostics, head.summary

    def remembers(self, slug: str) -> bool:
        """Whether an explainer of this slug was examined before."""
        return slug in self._store.records

    def record(self, slug: str, key: bytes, shared: Mapping[str, bytes], names: bytes, now: float) -> Record | None:
        """What was examined before, if its files, the settings and the shared facts it looks for are the same.

        `shared` holds the digest of each shared fact by id, `names` is a digest of all these ids.
        """
        record = self._store.records.get(slug)
        if record is None or record.key != key or record.names not in (b"", names):
            return None
        if any(shared.get(fact_id, b"") != digest for fact_id, digest in record.lookups.items()):
            return None
        if not shared.keys().isdisjoint(record.own) or not _same_turn(record, now):
            return None
        return record

    def published(self, outputs: Iterable[Output], folder: str) -> dict[str, Published]:
        """By path, the outputs whose bytes the last build published with the same fingerprint, to this folder."""
        pages = self._store.outputs(folder).pages
        return {
            output.path: page.published
            for output in outputs
            if (page := pages.get(output.path)) is not None and page.fingerprint == output.fingerprint
        }

    def made_from(self, marks: Iterable[bytes], folder: str) -> dict[bytes, list[Published]]:
        """By mark, the files that the last build published to this folder beside its outputs, made from that."""
        found: dict[bytes, list[Published]] = {mark: [] for mark in marks}
        for page in self._store.outputs(folder).pages.values() if found else ():
            if page.fingerprint in found:
                found[page.fingerprint].append(page.published)
        return found

    def everything(self, folder: str) -> tuple[Published, ...] | None:
        """All that the last run published to this folder; None when it published nothing there."""
        kept = self._store.outputs(folder)
        if kept.made != self._store.head.mark:
            return None
        return tuple(page.published for page in kept.pages.values())

    def manifest(self, folder: str) -> bytes:
        """The digest of the manifest of all that the last build published to this folder; empty when not known."""
        return self._store.outputs(folder).manifest

    def closures(self, theme: bytes) -> dict[str, bytes]:
        """By template, the digest of its closure, if the theme is the same; empty otherwise."""
        head = self._store.head
        return head.closures if head.closures_of == theme else {}

    def gathered(self, mark: bytes) -> tuple[tuple[str, bytes], ...]:
        """By path, the fingerprints of the files of many explainers that were planned from this; empty otherwise."""
        head = self._store.head
        return head.gathered if head.gathered_of == mark else ()

    @property
    def sound(self) -> frozenset[bytes]:
        """The digests of pictures that a run has decoded."""
        return self._store.head.sound

    # Telling

    def keep_inputs(self, known: dict[str, Known], theme: dict[str, Known]) -> None:
        """The files as this run saw them."""
        self._head.known, self._head.theme = known, theme

    def keep_closures(self, theme: bytes, closures: dict[str, bytes]) -> None:
        """The digests of the closures of the templates."""
        self._head.closures_of, self._head.closures = theme, closures

    def keep_gathered(self, mark: bytes, files: tuple[tuple[str, bytes], ...]) -> None:
        """By path, the fingerprints of the files of many explainers."""
        self._head.gathered_of, self._head.gathered = mark, files

    def keep_run(self, run: bytes, since: float, until: float, found: tuple[Diagnostic, ...], summary: bytes) -> None:
        """What this run was made from, found, and tells of itself."""
        head = self._head
        head.run, head.since, head.until = run, since, until
        head.diagnostics, head.summary = found, summary

    def keep_sound(self, digests: Iterable[bytes], *, whole: bool = True) -> None:
        """The digests of the pictures of the site that were decoded, and whether those are all of them.

        Where they are not, the next run looks again: what is wrong with a picture is no part of what is remembered of
        this one. Call it after `keep_run`.
        """
        self._head.sound = frozenset(digests)
        if not whole:
            self._head.until = self._head.since

    def keep_records(self, records: dict[str, Record]) -> None:
        """What was examined, taken over or anew; everything else is forgotten."""
        self._records = records

    def keep_outputs(
        self,
        outputs: Iterable[Output],
        published: Collection[Published],
        manifest: bytes,
        folder: str,
        beside: Mapping[str, bytes],
    ) -> None:
        """What the output folder holds now, and the digest of the manifest that says so.

        What is no output was made from what `beside` says of its path. Call it after `keep_run`.
        """
        marks = {output.path: output.fingerprint for output in outputs}
        pages = {file.path: Page(marks.get(file.path) or beside[file.path], file) for file in published}
        self._outputs = Outputs(folder, self._head.mark, pages, manifest)

    def save(self) -> None:
        """Writes it all. Where that fails, the next run is slower, and the warnings say so.

        Call it under the build's lock. Where another run has written since this one read, its memory stands.
        """
        if not self._lasting or not self._store.is_current():
            return
        try:
            self._store.save(self.session, self._head, self._records, self._outputs)
            self._saved = True
        except OSError as failure:
            self.warnings = (*self.warnings, f"`{CACHE}` cannot be written: {(failure.strerror or '').lower()}")
        except CacheDamaged:
            self._store.clear()

    def clear(self) -> None:
        """Forgets everything."""
        self._store.clear()


def sweep_passing(project: Path) -> None:
    """Removes what killed runs without a cache left. Call it under the build's lock."""
    with contextlib.suppress(OSError):
        for left in (project / ".explainer").glob(f"{PASSING}*"):
            shutil.rmtree(left, ignore_errors=True)


def _same_turn(record: Record, now: float) -> bool:
    passed = [turn for turn in record.turning_points if turn <= now]
    return (passed[-1] if passed else 0.0) == record.moment
