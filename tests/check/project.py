"""A real project from texts: what the tests of the desk hand to the rules."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

import msgspec

from generator.check.run import run_checks
from generator.check.subject import Check, Evidence, Subject
from generator.check.table import CHECKS
from generator.diagnostics import Diagnostic
from generator.load.decode import Reading, decode
from generator.load.explainer import load_explainer, load_shared, load_shared_translations, merge_shared
from generator.load.pictures import read_picture
from generator.load.yaml import YamlText
from generator.model.explainer import SharedFacts
from generator.model.facts import Shared
from generator.model.picture import PictureFile
from generator.model.settings import Settings
from generator.resolve.edition import edition, looked_up
from generator.resolve.references import check_references

NOON = datetime.datetime(2024, 12, 1, 12, tzinfo=datetime.UTC)


def make_settings(text: str) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """The settings of a text; those of a site in English where it is empty."""
    reading = Reading(YamlText(text or "title: A site\n", "explainer.yaml"))
    settings: Settings | None = decode(reading, Settings)
    return settings or Settings(title="A site"), tuple(reading.problems)


def make_shared(texts: Mapping[str, str]) -> tuple[SharedFacts, tuple[Diagnostic, ...]]:
    """The facts of `_shared`, by the names of its files."""
    files, problems = load_shared(texts, "content/_shared")
    facts, paths, repeated = merge_shared(files)
    translations, _, further = load_shared_translations(texts, "content/_shared", facts)
    return SharedFacts(facts=facts, translations=translations, paths=paths), (*problems, *repeated, *further)


def make_subject(
    files: Mapping[str, str], slug: str = "x", shared: SharedFacts | None = None, language: str = "en"
) -> tuple[Subject | None, tuple[Diagnostic, ...]]:
    """An explainer of texts by their names in its folder, and every problem met on the way."""
    shared = shared or SharedFacts(facts=Shared())
    texts = {name: text for name, text in files.items() if not name.startswith("media/")}
    pictures = [name for name in files if name.startswith("media/")]
    loaded, problems = load_explainer(slug, f"content/{slug}", texts, pictures, language)
    if loaded is None:
        return None, problems
    shown = dict(_media(files))
    loaded = replace(loaded, explainer=msgspec.structs.replace(loaded.explainer, media=shown))
    found = tuple(check_references(loaded, shared))
    used = looked_up(loaded.explainer, shared)
    page = edition(loaded.explainer, loaded.explainer.language, shared, used)
    return Subject(loaded, shared, page), (*problems, *found)


def _media(files: Mapping[str, str]) -> Iterator[tuple[str, PictureFile]]:
    """The pictures that a case gives in Base64; an empty one is there, and nothing is known of it."""
    for name, text in files.items():
        if name.startswith("media/") and text.strip():
            read = read_picture(name, name, base64.b64decode(text), b"")
            assert isinstance(read, PictureFile)
            yield name, read


def check_files(
    files: Mapping[str, str],
    settings: str = "",
    now: datetime.datetime = NOON,
    checks: tuple[Check, ...] = CHECKS,
    evidence: Evidence | None = None,
    shared: Mapping[str, str] | None = None,
) -> Iterator[Diagnostic]:
    """What a build would report of one explainer's files, but for what the rest of the site decides."""
    known, faults = make_settings(settings)
    yield from faults
    facts, problems = make_shared(shared or {})
    yield from problems
    subject, found = make_subject(files, shared=facts, language=known.language)
    yield from found
    if subject is not None:
        given = evidence or Evidence(now=now, settings=known)
        yield from run_checks(subject, replace(given, now=now, settings=known), checks)
