"""Beginnings: a new project, a new explainer; and the end: cleaning up."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import did_you_mean
from generator.model.fields import SLUG_SHAPE
from generator.place import theme_folder
from generator.refusal import Refused

_SEED = "_seed"


def seed_folder() -> Path:
    """The small site that `init` copies."""
    return Path(__file__).parent / _SEED


def hosting_text(name: str) -> str:
    """A file for putting a site online, such as `github.yml`: the ones that docs/deploy.md shows."""
    return (Path(__file__).parent / "_hosting" / name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Forge:
    """A host of repositories that builds and deploys."""

    workflow: str
    """Where it looks for what to do, in the repository."""
    source: str
    target: str
    """What the settings say of it."""
    ignored: str = ""
    """A line more for `.gitignore`."""


FORGES = {
    "github": Forge(
        ".github/workflows/site.yml", "github.yml", "{kind: github-pages, remote: origin, branch: gh-pages}"
    ),
    "gitlab": Forge(".gitlab-ci.yml", "gitlab.yml", "{kind: directory, path: public}", "/public/\n"),
}


def begin_forge(folder: Path, name: str) -> str:
    """Makes the workflow of a new project that builds and deploys it, and returns its path."""
    forge = FORGES[name]
    file = folder / forge.workflow
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(hosting_text(forge.source), encoding="utf-8")
    with (folder / "explainer.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"\ndeploy:\n  pages: {forge.target}\n")
    with (folder / ".gitignore").open("a", encoding="utf-8") as ignored:
        ignored.write(forge.ignored)
    return forge.workflow


def begin_project(folder: Path, today: datetime.date) -> None:
    """Makes a complete small site. Raises `Refused` for a folder that is not empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"`{folder}` is not empty", "name a new folder, or an empty one")
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(seed_folder().rglob("*")):
        target = folder / file.relative_to(seed_folder()).as_posix().replace("dot_", ".")
        if file.is_dir():
            target.mkdir(exist_ok=True)
        elif "__pycache__" not in file.parts:
            text = file.read_text(encoding="utf-8").replace("{{today}}", today.isoformat())
            target.write_text(text, encoding="utf-8")
    write_schemas(folder)


def begin_explainer(project: Path, slug: str, title: str, today: datetime.date) -> tuple[str, ...]:
    """Makes a draft article and sheet, and returns their paths. Raises `Refused`."""
    if not SLUG_SHAPE.match(slug):
        hint = "slugs have small letters, digits and hyphens, at most 80, and begin with a letter or digit"
        raise Refused(f"`{slug}` cannot be the address of an explainer", hint)
    folder = project / "content" / slug
    if folder.exists():
        raise Refused(f"`content/{slug}` is there already", "choose another slug")
    folder.mkdir(parents=True)
    quoted = (title or "TK").replace("\\", "\\\\").replace('"', '\\"')
    (folder / "article.md").write_text(ARTICLE.format(title=quoted, today=today.isoformat()), encoding="utf-8")
    (folder / "facts.yaml").write_text(SHEET.format(today=today.isoformat()), encoding="utf-8")
    write_schemas(project)
    return (f"content/{slug}/article.md", f"content/{slug}/facts.yaml")


def write_schemas(project: Path) -> None:
    """Puts the JSON Schemas where the first line of a sheet points to."""
    from generator.load.schema import json_schema

    folder = project / ".explainer" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    for what in ("facts", "article", "settings"):
        (folder / f"{what}.json").write_text(json_schema(what), encoding="utf-8")


def theme_names() -> tuple[str, ...]:
    """The files of the theme that a project can override, sorted."""
    folder = theme_folder()
    files = (file for file in folder.rglob("*") if file.is_file() and "locale" not in file.relative_to(folder).parts)
    return tuple(sorted(file.relative_to(folder).as_posix() for file in files))


def eject_template(project: Path, name: str) -> str:
    """Copies a file of the theme into the project, and returns its path. Raises `Refused`."""
    known = theme_names()
    if name not in known:
        raise Refused(
            f"the theme has no `{name}`", did_you_mean(name, known, "`explainer theme eject` lists its files")
        )
    target = project / "templates" / name
    if target.exists():
        raise Refused(f"`templates/{name}` is there already", "edit it, or move it away first")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(theme_folder() / name, target)
    return f"templates/{name}"


def clean_project(project: Path) -> tuple[str, ...]:
    """Removes the cache, and the files of a built site that its manifest lists; returns what is gone."""
    removed = []
    for name in ("cache", "spare"):
        folder = project / ".explainer" / name
        if folder.exists():
            shutil.rmtree(folder)
            removed.append(f".explainer/{name}")
    if _empty_site(project / "site"):
        removed.append("the built files in site")
    return tuple(removed)


def _empty_site(site: Path) -> bool:
    """Removes the files of a built site that its manifest lists, and the manifest. False where there is none."""
    from generator.publish.failure import failing
    from generator.publish.manifest import MANIFEST, decode_manifest
    from generator.publish.tree import remove_files

    with failing(f"cannot empty `{site}`"):
        manifest = site / MANIFEST
        listed = decode_manifest(manifest.read_bytes()) if manifest.is_file() else None
        if listed is None:
            return False
        for refused in remove_files(str(site), (*listed, MANIFEST)):
            raise refused
    return True


ARTICLE = """---
title: "{title}"
standfirst: "TK one or two sentences that say what this is about"
date: {today}
section: "TK"
topics: []
authors: []
key_points:
  - "TK the short answer, first"
draft: true
---

TK what has happened. A figure stands in the sheet and prose refers to it, as here: {{figure}}`example-figure`. A
statement is followed by its source [@example-source].
"""

SHEET = """# yaml-language-server: $schema=../../.explainer/schema/facts.json
background: |
  TK how it came to this.

sources:
  example-source:
    title: "TK title of the document"
    publisher: "TK who published it"
    issued: {today}
    accessed: {today}

figures:
  example-figure:
    label: "TK what is counted"
    observations:
      - value: 0
        as_of: {today}
        attributed_to: "TK who says so"
        sources: [example-source]

timeline:
  - date: {today}
    title: "TK what happened"
    sources: [example-source]

questions:
  - question: "TK a question that readers ask"
    answer: "TK the answer [@example-source]"
"""
