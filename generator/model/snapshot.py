"""Every input of a project as it was when the build looked: names and times at once, digests and bytes on demand.

A snapshot is the only way to the project's files. What it hands out does not change for as long as it lives: the bytes
of a file are checked against the digest that was given out for it, so that a page can never be made from other bytes
than the ones its fingerprint covers.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from generator.diagnostics import Diagnostic, Location, error
from generator.model.encoding import decode

TICK_NS = 20_000_000
"""A file system may stamp a change with the time of its last tick: 1 to 10 ms on Linux, 16 ms on Windows."""

COARSE_NS = 2_000_000_000
"""FAT keeps times to two seconds, HFS+ to one."""


class ProjectUnreadable(Exception):
    """A file or folder of the project cannot be read: the machine failed, not the author (exit 3)."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"cannot read `{path}`: {reason}")
        self.path = path
        """POSIX path relative to the project."""
        self.reason = reason

    def __reduce__(self) -> tuple[type[ProjectUnreadable], tuple[str, str]]:
        return (ProjectUnreadable, (self.path, self.reason))


class InputChanged(Exception):
    """A file is no longer what this snapshot says: look again and start over with a new snapshot."""

    def __init__(self, path: str) -> None:
        super().__init__(f"`{path}` changed during the build")
        self.path = path

    def __reduce__(self) -> tuple[type[InputChanged], tuple[str]]:
        return (InputChanged, (self.path,))


class Stat(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the file system says about a file; two equal ones mean the same bytes, unless racy."""

    size: int
    mtime_ns: int
    ctime_ns: int
    """Changes with every write even where the modification time was set back. On Windows the time of creation."""
    inode: int

    def racy(self, moment_ns: int) -> bool:
        """True when the file may have changed after `moment_ns` without this stat showing it.

        The rule of git's index (Documentation/technical/racy-git): a stat proves nothing about bytes that were read
        within the same tick of the file system's clock as the last change.
        """
        coarse = self.mtime_ns % 1_000_000_000 == 0 and self.ctime_ns % 1_000_000_000 == 0
        return max(self.mtime_ns, self.ctime_ns) >= moment_ns - (COARSE_NS if coarse else TICK_NS)


class Known(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file that was read: its stat from before the reading, and the digest of the bytes that were read."""

    stat: Stat
    digest: bytes
    """BLAKE2b, 16 bytes."""


class Reading(msgspec.Struct, frozen=True):
    """The bytes of a file, with what is known about them."""

    known: Known
    data: bytes


class Kind(enum.Enum):
    """What a file is to the project; it decides how large the file may be (invariants, I9)."""

    ARTICLE = ("an article", 256 * 1024)
    SHEET = ("a fact sheet", 1024 * 1024)
    SETTINGS = ("the settings", 1024 * 1024)
    PICTURE = ("a picture", 20 * 1024 * 1024)
    TEMPLATE = ("a template", 16 * 1024 * 1024)
    STATIC = ("a static file", 1 << 40)

    def __init__(self, label: str, size_max: int) -> None:
        self.label = label
        self.size_max = size_max


class Input(msgspec.Struct, frozen=True, gc=False):
    """One file of the project."""

    path: str
    kind: Kind
    stat: Stat

    @property
    def oversized(self) -> bool:
        """True when the file is larger than its kind may be. It is reported, and never read."""
        return self.stat.size > self.kind.size_max


class Variant(msgspec.Struct, frozen=True, order=True):
    """A text in one language: `article.md` and `article.ar.md`."""

    language: str
    """BCP 47 as in the file name; empty for the original."""
    path: str


class Folder(msgspec.Struct, frozen=True):
    """One explainer's files. The first article is the original: a folder without one is reported and not here."""

    slug: str
    articles: tuple[Variant, ...]
    sheets: tuple[Variant, ...]
    """May be empty, and may hold translations only when the original was refused."""
    media: tuple[str, ...]
    """Pictures, with their subfolders."""

    @property
    def path(self) -> str:
        """The folder, relative to the project."""
        return f"content/{self.slug}"

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file of the folder: articles, sheets, pictures."""
        return (*(text.path for text in self.articles), *(text.path for text in self.sheets), *self.media)


class Source(Protocol):
    """Where a snapshot's bytes come from. Must be picklable: a part of a snapshot travels to worker processes."""

    def read(self, path: str, size_max: int) -> Reading:
        """The file at `path`. Raises `InputChanged` when it is gone or larger, `ProjectUnreadable` otherwise."""
        ...

    def hash(self, path: str, size_max: int) -> Known:
        """As `read`, without holding the bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every input of a project. Two threads may not share one; processes get a `part` each."""

    source: Source
    moment_ns: int
    """When the files were looked at; what changed about then or later is hashed again next time."""
    inputs: Mapping[str, Input]
    """By path, sorted."""
    folders: tuple[Folder, ...] = ()
    """By slug, sorted."""
    shared: tuple[str, ...] = ()
    """`content/_shared/*.yaml`, translations (`x.ar.yaml`) too."""
    pages: tuple[str, ...] = ()
    """`content/_pages/*.md`, translations (`about.ar.md`) too."""
    homes: tuple[Variant, ...] = ()
    """`content/_home.md` and its translations; may be empty."""
    static: tuple[str, ...] = ()
    """Everything under `content/_static/`."""
    templates: tuple[str, ...] = ()
    """The project's own templates; of a theme's snapshot, all of it."""
    broken: frozenset[str] = frozenset()
    """Slugs of folders that were refused and reported: a link to one is no second error."""
    readings: dict[str, Known] = field(default_factory=dict)
    """What is known about the bytes so far. Grows while files are read, and by `learn`."""

    def digest(self, path: str) -> bytes:
        """BLAKE2b-16 of the file, hashed at most once. Of a file too large to be read, a digest of its size alone."""
        known = self.readings.get(path)
        if known is None:
            found = self.inputs[path]
            if found.oversized:
                return b"oversized:" + str(found.stat.size).encode()
            known = self.source.hash(path, found.kind.size_max)
            self.readings[path] = known
        return known.digest

    def data(self, path: str) -> bytes:
        """The bytes of a file, read anew at each call. Raises `InputChanged` when they are not those of `digest`."""
        reading = self.source.read(path, self.inputs[path].kind.size_max)
        known = self.readings.get(path)
        if known is not None and known.digest != reading.known.digest:
            raise InputChanged(path)
        self.readings[path] = reading.known
        return reading.data

    def text(self, path: str) -> str | Diagnostic:
        """The text of a file with lines ended by `\\n`, or why there is none: `limit-exceeded`, `encoding-invalid`."""
        found = self.inputs[path]
        return size_error(found) if found.oversized else decode(path, self.data(path))

    def part(self, paths: Iterable[str], folders: tuple[Folder, ...] = ()) -> Snapshot:
        """A small, picklable snapshot of some files, for a worker. What it read returns through `learn`."""
        inputs = {path: self.inputs[path] for path in paths}
        readings = {path: self.readings[path] for path in inputs if path in self.readings}
        return Snapshot(self.source, self.moment_ns, inputs, folders, readings=readings)

    def learn(self, readings: Mapping[str, Known]) -> None:
        """Takes over what was read through a `part`. Raises `InputChanged` where it contradicts a digest given out."""
        for path, known in readings.items():
            before = self.readings.get(path)
            if before is not None and before.digest != known.digest:
                raise InputChanged(path)
            self.readings[path] = known

    def known(self) -> dict[str, Known]:
        """What the next run may take for granted, by path: the files that were read, but for racy ones."""
        return {path: known for path, known in self.readings.items() if not known.stat.racy(self.moment_ns)}


def size_error(found: Input) -> Diagnostic:
    """The `limit-exceeded` of an oversized file. Discovery and `Snapshot.text` report the same one."""
    size, most = _size(found.stat.size), _size(found.kind.size_max)
    hints = {
        Kind.ARTICLE: "split the article, or move its data into the fact sheet",
        Kind.SHEET: "move part of it to `content/_shared/`",
        Kind.PICTURE: "save the picture smaller",
    }
    return error(
        "limit-exceeded",
        Location(found.path),
        f"`{found.path}` is {size}; {found.kind.label} may have {most}",
        hints.get(found.kind, "make the file smaller"),
    )


def _size(count: int) -> str:
    for unit, factor in (("MiB", 1024 * 1024), ("KiB", 1024)):
        if count >= factor and count % factor == 0:
            return f"{count // factor} {unit}"
    return f"{count:,} bytes"
