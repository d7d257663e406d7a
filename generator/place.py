"""Where things lie: the project, and the theme with the project's own templates before it.

Every command needs this much, and a build with nothing to do no more: nothing here imports a parser or a renderer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.load.discover import discover_theme
from generator.model.snapshot import InputChanged, Known, Snapshot

_HERE = Path(__file__).parent
_OWN = "templates/"
_FONTS = (".ttf", ".otf")


class ProjectNotFound(Exception):
    """No folder here or above holds an `explainer.yaml`."""


def find_project(start: Path) -> Path:
    """The folder with an `explainer.yaml`: `start` or the nearest one above. Raises `ProjectNotFound`."""
    for folder in (start, *start.parents):
        if (folder / "explainer.yaml").is_file():
            return folder
    raise ProjectNotFound(f"no `explainer.yaml` in `{start}` or above it")


def theme_folder() -> Path:
    """The default theme: in the wheel beside this package, in a checkout at the top."""
    shipped = _HERE / "_theme"
    return shipped if shipped.is_dir() else _HERE.parent / "templates"


@dataclass(frozen=True, slots=True)
class ThemeFiles:
    """The files of a theme: the default one's, and the project's that stand before them."""

    folder: Path
    """Of the default theme."""
    default: Snapshot
    project: Snapshot
    root: str
    """The project, absolute."""
    own: tuple[str, ...]
    """Paths in the project; empty where the project's `templates` is the default theme itself."""

    @property
    def digest(self) -> bytes:
        """Of everything in the theme. Reads no file whose stat is known."""
        return _digest(self._files(""))

    @property
    def words(self) -> bytes:
        """Of the compiled catalogues of interface words."""
        return _digest(self._catalogues())

    def fonts(self, purpose: str) -> tuple[str, ...]:
        """The files of the fonts for `title` or `text` of cards, by name; the project's in place of the theme's."""
        below = f"card/{purpose}/"
        theirs = {path: f"{self.folder}/{path}" for path in self.default.templates}
        ours = {path.removeprefix(_OWN): f"{self.root}/{path}" for path in self.own}
        found = sorted({**theirs, **ours}.items())
        return tuple(file for path, file in found if path.startswith(below) and path.endswith(_FONTS))

    @property
    def fonts_digest(self) -> bytes:
        """Of all fonts of cards."""
        return _digest(self._fonts())

    def check_words(self) -> None:
        """Raises `InputChanged` when a catalogue or font is no longer what it was: they are read past the snapshot."""
        for snapshot, path, digest in (*self._catalogues(), *self._fonts()):
            if snapshot.source.hash(path, snapshot.inputs[path].kind.size_max).digest != digest:
                raise InputChanged(path)

    def _fonts(self) -> Iterable[tuple[Snapshot, str, bytes]]:
        return (found for found in self._files("card/") if found[1].endswith(_FONTS))

    def _catalogues(self) -> Iterable[tuple[Snapshot, str, bytes]]:
        return ((snapshot, path, digest) for snapshot, path, digest in self._files("locale/") if path.endswith(".mo"))

    def _files(self, below: str) -> Iterable[tuple[Snapshot, str, bytes]]:
        for snapshot, paths, root in ((self.default, self.default.templates, ""), (self.project, self.own, _OWN)):
            for path in paths:
                if path.startswith(root + below):
                    yield snapshot, path, snapshot.digest(path)


def theme_files(project: Path, snapshot: Snapshot, known: Mapping[str, Known]) -> ThemeFiles:
    """The files of the theme of a project; `known` is what the last run knew of the default theme's."""
    folder = theme_folder()
    is_default = folder.resolve() == (project / "templates").resolve()
    own = () if is_default else snapshot.templates
    return ThemeFiles(folder, discover_theme(folder, known), snapshot, str(project), own)


def _digest(files: Iterable[tuple[Snapshot, str, bytes]]) -> bytes:
    seen = [(path, digest) for _snapshot, path, digest in files]
    return hashlib.blake2b(msgspec.msgpack.encode(seen), digest_size=16).digest()
