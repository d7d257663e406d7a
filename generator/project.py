"""A project as a build finds it: its inputs, its settings, its shared facts, its theme."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.check.subject import Check
from generator.diagnostics import Diagnostic
from generator.language.speech import speech
from generator.load.article import read_page
from generator.load.explainer import ReadFile, load_shared, load_shared_translations, merge_shared
from generator.load.settings import load_settings
from generator.model.article import OrdinaryPage
from generator.model.explainer import SharedFacts
from generator.model.facts import SHARED_KINDS, Shared
from generator.model.settings import Settings
from generator.model.snapshot import Snapshot
from generator.output.social import CardFonts
from generator.output.templates import Templates
from generator.output.theme import STATIC, Assets, assets
from generator.place import ThemeFiles
from generator.resolve.references import check_pointers, shared_kinds
from generator.sections.table import Section
from generator.work import House


@dataclass(frozen=True, slots=True)
class Theme:
    """The templates and static files of a build."""

    templates: Templates
    statics: Mapping[str, bytes]
    """By name below the theme, `static/style.css`; the project's in place of the theme's."""
    locale_folders: tuple[Path, ...]
    """Those that override first."""
    files: ThemeFiles
    fonts: CardFonts
    """Of cards."""
    digest: bytes
    """Of everything in it."""
    words: bytes
    """Of the interface words."""


def load_theme(project: Path, files: ThemeFiles) -> Theme:
    """The default theme with the project's own templates before it, file by file."""
    texts, statics = _sort(files.default, {path: path for path in files.default.templates})
    project_texts, project_statics = _sort(files.project, {path: path.removeprefix("templates/") for path in files.own})
    locales = [files.folder / "locale"]
    if any(path.startswith("templates/locale/") for path in files.own):
        locales.insert(0, project / "templates" / "locale")
    # A preview runs many builds in one process, and a catalogue may have changed since the last.
    speech.cache_clear()
    return Theme(
        templates=Templates(texts, project_texts),
        statics={**statics, **project_statics},
        locale_folders=tuple(locales),
        files=files,
        fonts=CardFonts(files.fonts("title"), files.fonts("text"), files.fonts_digest),
        digest=files.digest,
        words=files.words,
    )


def _sort(snapshot: Snapshot, names: Mapping[str, str]) -> tuple[dict[str, str], dict[str, bytes]]:
    texts: dict[str, str] = {}
    statics: dict[str, bytes] = {}
    for path, name in names.items():
        if name.startswith(STATIC):
            statics[name] = snapshot.data(path)
        elif name.endswith((".html", ".xml", ".svg", ".json", ".txt")):
            text = snapshot.text(path)
            if isinstance(text, str):
                texts[name] = text
    return texts, statics


@dataclass(frozen=True, slots=True)
class Project:
    """Everything of a project but its explainers."""

    settings: Settings
    settings_file: ReadFile
    shared: SharedFacts
    shared_files: tuple[tuple[ReadFile, Shared], ...]
    shared_translations: tuple[ReadFile, ...]
    shared_digests: Mapping[str, bytes]
    """By id, a digest of the shared fact in all its languages."""
    pages: Mapping[str, Mapping[str, OrdinaryPage]]
    homes: Mapping[str, OrdinaryPage]
    page_files: tuple[tuple[ReadFile, OrdinaryPage], ...]
    """Of all of them, the home page's words too."""
    diagnostics: tuple[Diagnostic, ...]


def load_project(snapshot: Snapshot, base_url: str) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """The settings, shared facts and ordinary pages. None when the settings cannot be read; then the faults say why."""
    if "explainer.yaml" not in snapshot.inputs:
        return None, ()
    text = snapshot.text("explainer.yaml")
    if isinstance(text, Diagnostic):
        return None, (text,)
    settings, settings_file, problems = load_settings(text, "explainer.yaml", base_url)
    if settings is None:
        return None, problems
    found = [*problems]
    texts = _texts(snapshot, snapshot.shared, found)
    files, problems = load_shared(texts, "content/_shared")
    found += problems
    facts, paths, problems = merge_shared(files)
    found += problems
    translations, translated, more = load_shared_translations(texts, "content/_shared", facts)
    found += more
    shared = SharedFacts(facts=facts, translations=translations, paths=paths)
    kinds = shared_kinds(shared)
    for read, record in files:
        found += check_pointers(read, record, kinds)
    page_files = tuple(_pages(snapshot, settings, found))
    pages: dict[str, dict[str, OrdinaryPage]] = {}
    homes: dict[str, OrdinaryPage] = {}
    for _, page in page_files:
        (homes if page.slug == "_home" else pages.setdefault(page.slug, {}))[page.language] = page
    project = Project(
        settings=settings,
        settings_file=settings_file,
        shared=shared,
        shared_files=files,
        shared_translations=tuple(translated),
        shared_digests=_digests(facts, translations),
        pages=pages,
        homes=homes,
        page_files=page_files,
        diagnostics=tuple(found),
    )
    return project, tuple(found)


def _texts(snapshot: Snapshot, paths: tuple[str, ...], found: list[Diagnostic]) -> dict[str, str]:
    texts = {}
    for path in paths:
        text = snapshot.text(path)
        if isinstance(text, str):
            texts[path.rpartition("/")[2]] = text
        else:
            found.append(text)
    return texts


def _digests(facts: Shared, translations: Mapping[str, dict[str, object]] | Mapping[str, object]) -> dict[str, bytes]:
    said: dict[str, list[object]] = {}
    for language, texts in translations.items():
        assert isinstance(texts, dict)
        for keys, text in texts.items():
            said.setdefault("/".join(keys.split("/")[:2]), []).append((language, keys, text))
    encoder = msgspec.msgpack.Encoder(decimal_format="string")
    return {
        fact_id: hashlib.blake2b(encoder.encode((kind, record, said.get(f"{kind}/{fact_id}"))), digest_size=16).digest()
        for kind in SHARED_KINDS
        for fact_id, record in getattr(facts, kind).items()
    }


def _pages(snapshot: Snapshot, settings: Settings, found: list[Diagnostic]) -> Iterator[tuple[ReadFile, OrdinaryPage]]:
    for path in (*snapshot.pages, *(variant.path for variant in snapshot.homes)):
        text = snapshot.text(path)
        if isinstance(text, Diagnostic):
            found.append(text)
            continue
        slug, _, language = path.rpartition("/")[2].removesuffix(".md").partition(".")
        language = language or settings.language
        page, reading = read_page(text, path, slug, language)
        found += reading.problems
        if page is not None:
            yield ReadFile(reading.file, tuple(reading.texts), tuple(reading.plain), language), page


def make_house(
    project: Project, theme: Theme, checks: tuple[Check, ...], sections: tuple[Section, ...], now: float
) -> House:
    """What all explainers of a build have in common. What only lists and addresses are made from is left out."""
    return House(project.settings.of_explainers, project.shared, checks, sections, theme.locale_folders, now)


def make_assets(theme: Theme, snapshot: Snapshot) -> Assets:
    """The style sheets, scripts and pictures of the theme under their published names."""
    static = frozenset(path.removeprefix("content/_static/") for path in snapshot.static)
    return assets(theme.statics, static)


def project_timezone(folder: Path) -> str:
    """The time zone of a project's settings; `UTC` while they cannot be read."""
    try:
        text = (folder / "explainer.yaml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "UTC"
    settings, _, _ = load_settings(text, "explainer.yaml")
    return settings.timezone if settings else "UTC"
