"""What a project consists of: one walk over its folders, and every name in them that is not what it seems to be.

Ignored without a word: hidden files, editors' backups, and what looks like nothing we read (notes beside an article, a
PDF). An error: a name close to one we read (`facts.yml`), since what it holds would be lost in silence; links, FIFOs
and devices; names that some system would take for one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, did_you_mean, error, sort_diagnostics
from generator.load import names
from generator.load.disk import Disk, identity
from generator.model.snapshot import Folder, Input, Kind, Known, ProjectUnreadable, Snapshot, Variant, size_error

DEPTH_MAX = 32
"""How deep folders may be nested in `media`, `_static` and `templates`."""


@dataclass(frozen=True, slots=True)
class Discovered:
    """A project's inputs, and what is wrong with their names, kinds and sizes."""

    snapshot: Snapshot
    diagnostics: tuple[Diagnostic, ...]


def discover(root: Path, known: Mapping[str, Known]) -> Discovered:
    """Every input of the project at `root`.

    `known` is what `Snapshot.known` gave at the end of the last run: a file whose stat is the same is not read again.
    Raises `ProjectUnreadable` when a folder cannot be listed.
    """
    walk = _Walk(os.path.abspath(root))
    walk.project()
    return Discovered(walk.snapshot(known), sort_diagnostics(walk.diagnostics))


def discover_theme(folder: Path, known: Mapping[str, Known]) -> Snapshot:
    """Every file of a theme, as a snapshot whose `templates` are all of it; paths are relative to `folder`."""
    walk = _Walk(os.path.abspath(folder))
    walk.templates = walk.tree("", Kind.TEMPLATE)
    return walk.snapshot(known)


@dataclass(slots=True)
class _Walk:
    """The state of one walk: what was found so far."""

    root: str
    moment_ns: int = field(default_factory=time.time_ns)
    inputs: list[Input] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    homes: list[Variant] = field(default_factory=list)
    static: list[str] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def snapshot(self, known: Mapping[str, Known]) -> Snapshot:
        """What was found, sorted, with what is known about it."""
        inputs = {found.path: found for found in sorted(self.inputs, key=lambda found: found.path)}
        readings = {}
        for path, found in inputs.items():
            before = known.get(path)
            if before is not None and before.stat == found.stat:
                readings[path] = before
        return Snapshot(
            Disk(self.root),
            self.moment_ns,
            inputs,
            folders=tuple(sorted(self.folders, key=lambda folder: folder.slug)),
            shared=tuple(sorted(self.shared)),
            pages=tuple(sorted(self.pages)),
            homes=tuple(sorted(self.homes)),
            static=tuple(sorted(self.static)),
            templates=tuple(sorted(self.templates)),
            broken=frozenset(self.broken),
            readings=readings,
        )

    def project(self) -> None:
        """Walks all that a build reads: the settings, `content/`, the project's own templates."""
        found = {entry.name: entry for entry in self.entries("")}
        if "explainer.yaml" not in found:
            hint = did_you_mean("explainer.yaml", found, "`explainer init DIR` makes a project")
            self.refuse("key-missing", "explainer.yaml", "a project needs an `explainer.yaml`", hint)
        elif self.is_file(found["explainer.yaml"], "explainer.yaml"):
            self.add(found["explainer.yaml"], "explainer.yaml", Kind.SETTINGS)
        if "content" not in found:
            hint = "make it, or begin with `explainer new SLUG`"
            self.refuse("key-missing", "content", "a project needs a folder `content`", hint)
        elif self.is_folder(found["content"], "content"):
            self.content()
        if "templates" in found and self.is_folder(found["templates"], "templates"):
            self.templates = self.tree("templates", Kind.TEMPLATE)

    def content(self) -> None:
        """Walks `content/`: explainers, shared sheets, pages, static files, the words of the home page."""
        for entry in self.entries("content"):
            name = entry.name
            path = f"content/{name}"
            if entry.is_dir(follow_symlinks=False):
                if names.SLUG.match(name):
                    self.explainer(name)
                elif name == "_static":
                    self.static = self.tree(path, Kind.STATIC, names.HIDDEN_STATIC)
                elif name in names.SPECIAL:
                    self.special(name)
                elif name.startswith("_"):
                    self.refuse("key-unknown", path, f"unknown folder `{name}`", names.folder_hint(name))
                else:
                    self.refuse("value-invalid", path, f"`{name}` cannot be an address", names.slug_hint(name))
            elif self.is_file(entry, path):
                if found := names.HOME.match(name):
                    self.add(entry, path, Kind.ARTICLE)
                    self.homes.append(Variant(found[1] or "", path))
                elif hint := names.stray_hint(name):
                    self.refuse("key-unknown", path, f"`{name}` lies outside any explainer's folder", hint)

    def special(self, name: str) -> None:
        """Walks `_pages` or `_shared`, which hold files and no folders."""
        folder = f"content/{name}"
        pattern, kind, texts = (
            (names.PAGE, Kind.ARTICLE, self.pages) if name == "_pages" else (names.SHARED, Kind.SHEET, self.shared)
        )
        entries = self.entries(folder)
        self.apart(folder, (entry.name for entry in entries))
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                self.refuse("key-unknown", path, f"`{name}` holds no folders", f"move its files into `{folder}`")
            elif self.is_file(entry, path):
                if pattern.match(entry.name):
                    self.add(entry, path, kind)
                    texts.append(path)
                elif hint := names.special_hint(name, entry.name):
                    self.refuse("key-unknown", path, f"`{entry.name}` is not a name that is read here", hint)

    def explainer(self, slug: str) -> None:
        """Walks one explainer's folder. One whose texts are missing or refused is reported, and left out."""
        folder = f"content/{slug}"
        articles: list[Variant] = []
        sheets: list[Variant] = []
        media: list[str] = []
        refused = False
        entries = self.entries(folder)
        faults = len(self.diagnostics)
        for entry in entries:
            name = entry.name
            path = f"{folder}/{name}"
            if found := names.ARTICLE.match(name):
                kind, texts = Kind.ARTICLE, articles
            elif found := names.SHEET.match(name):
                kind, texts = Kind.SHEET, sheets
            else:
                if name == "media":
                    media = self.tree(path, Kind.PICTURE) if self.is_folder(entry, path) else []
                elif (entry.is_dir(follow_symlinks=False) or self.is_file(entry, path)) and (
                    hint := names.explainer_hint(name)
                ):
                    self.refuse("key-unknown", path, f"`{name}` is not a name that is read here", hint)
                continue
            if self.is_file(entry, path):
                self.add(entry, path, kind)
                texts.append(Variant(found[1] or "", path))
            else:
                refused = True
        if len(entries) > 2:
            self.apart(folder, (entry.name for entry in entries))
        if not refused and any(not text.language for text in articles):
            self.folders.append(Folder(slug, tuple(sorted(articles)), tuple(sorted(sheets)), tuple(sorted(media))))
            return
        self.broken.add(slug)
        if len(self.diagnostics) == faults:
            hint = f"write `{folder}/article.md`, or move the folder out of `content`"
            self.refuse("key-missing", folder, "an explainer needs an `article.md`", hint)

    def tree(self, folder: str, kind: Kind, hidden: Container[str] = ()) -> list[str]:
        """Adds every file of a folder and its subfolders, and returns their paths; of `media`, the pictures."""
        found: list[str] = []
        waiting = [(folder, 1)]
        while waiting:
            above, depth = waiting.pop()
            entries = self.entries(above, hidden)
            self.apart(above, (entry.name for entry in entries))
            for entry in entries:
                path = f"{above}/{entry.name}" if above else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if depth < DEPTH_MAX:
                        waiting.append((path, depth + 1))
                    else:
                        self.refuse("limit-exceeded", path, f"more than {DEPTH_MAX} folders deep", "move it up")
                elif self.is_file(entry, path) and (kind is not Kind.PICTURE or self.is_picture(path)):
                    self.add(entry, path, kind)
                    found.append(path)
        return found

    def is_picture(self, path: str) -> bool:
        """True for a picture that pages can show. Reports other kinds of picture; the rest is none of ours."""
        suffix = os.path.splitext(path)[1].lower()
        if suffix in names.PICTURES_REFUSED:
            what = "an SVG picture, which can carry script" if suffix.startswith(".svg") else f"a `{suffix}` picture"
            message = f"`{path.rpartition('/')[2]}` is {what}"
            self.refuse("value-invalid", path, message, "save it as PNG, JPEG, WebP, AVIF or GIF")
        return suffix in names.PICTURES

    def is_file(self, entry: os.DirEntry[str], path: str) -> bool:
        """True for a regular file. Reports a folder, link, FIFO, socket or device in its place."""
        if entry.is_file(follow_symlinks=False):
            return True
        self.refuse("value-invalid", path, f"`{path}` is {_kind(entry)}, not a file", "put the file itself there")
        return False

    def is_folder(self, entry: os.DirEntry[str], path: str) -> bool:
        """True for a folder. Reports anything else in its place."""
        if entry.is_dir(follow_symlinks=False):
            return True
        self.refuse("value-invalid", path, f"`{path}` is {_kind(entry)}, not a folder", "put the folder itself there")
        return False

    def add(self, entry: os.DirEntry[str], path: str, kind: Kind) -> None:
        """Adds a file with its stat, and reports one that is too large."""
        try:
            found = Input(path, kind, identity(entry.stat(follow_symlinks=False)))
        except FileNotFoundError:
            # It went away since the listing: as if the build had looked a moment later.
            return
        except OSError as failure:
            raise ProjectUnreadable(path, failure.strerror or str(failure)) from failure
        self.inputs.append(found)
        if found.oversized:
            self.diagnostics.append(size_error(found))

    def entries(self, path: str, hidden: Container[str] = ()) -> list[os.DirEntry[str]]:
        """The entries of a folder that count, in no order. Reports names that no address can carry."""
        try:
            with os.scandir(f"{self.root}/{path}" if path else self.root) as listing:
                found = [entry for entry in listing if entry.name in hidden or not names.ignored(entry.name)]
        except FileNotFoundError:
            if path:
                return []
            raise ProjectUnreadable(".", "there is no such folder") from None
        except OSError as failure:
            raise ProjectUnreadable(path or ".", failure.strerror or str(failure)) from failure
        if not path:
            return found
        kept = []
        for entry in found:
            if why := names.unsayable(entry.name):
                code = "encoding-invalid" if "UTF-8" in why else "value-invalid"
                self.refuse(code, f"{path}/{entry.name}", f"the name `{names.shown(entry.name)}` {why}", "rename it")
            else:
                kept.append(entry)
        return kept

    def apart(self, folder: str, found: Iterable[str]) -> None:
        """Reports names of one folder that differ only in case or normal form."""
        first: dict[str, str] = {}
        for name in sorted(found):
            other = first.setdefault(names.same_name(name), name)
            if other != name:
                message = f"`{name}` and `{other}` differ only in case or normal form"
                self.refuse("url-conflict", f"{folder}/{name}" if folder else name, message, "rename one of them")

    def refuse(self, code: str, path: str, message: str, hint: str) -> None:
        """Reports an error about a file or folder as a whole."""
        self.diagnostics.append(error(code, Location(names.shown(path)), message, hint))


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "a symbolic link"
    return "a folder" if entry.is_dir(follow_symlinks=False) else "a FIFO, a socket or a device"
