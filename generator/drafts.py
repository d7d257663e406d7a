"""An import from beginning to end: read, turned into a draft, written, told."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path

from generator import desk
from generator.ingest import Options, fetch, ingest, read_input, report_json, report_text, write_draft
from generator.place import ProjectNotFound, find_project
from generator.report.excerpts import line_reader
from generator.report.text import render_text


@dataclass(frozen=True, slots=True)
class Asked:
    """What to import."""

    place: str
    """A file, an http or https address, or `-`."""
    data: bytes | None
    """Standard input; None for the others."""
    slug: str | None
    date: str | None
    language: str | None
    merge: bool


def import_draft(asked: Asked, folder: Path, today: datetime.date, form: str) -> str:
    """Writes the draft of an article into a folder of explainers, and returns what to print. Raises `IngestError`."""
    source = fetch(asked.place) if "://" in asked.place else read_input(asked.place, asked.data)
    draft = ingest(source, Options(asked.date, asked.language, asked.slug, today.isoformat()))
    written = write_draft(draft, folder / draft.slug, asked.merge)
    if form == "json":
        told = {**report_json(draft), "folder": str(folder / draft.slug), "difference": written.difference}
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    way_on = f"wrote {folder / draft.slug}\nnext: fill in what is open, and look at it with `explainer serve`\n"
    return "\n".join(
        part for part in (report_text(draft), written.difference, _findings(folder / draft.slug), way_on) if part
    )


def _findings(folder: Path) -> str:
    """What the desk finds in the draft; empty outside a project."""
    try:
        project = find_project(folder)
    except ProjectNotFound:
        return ""
    now = datetime.datetime.now(datetime.UTC).timestamp()
    found = desk.inspect(project, desk.Asked(now, paths=(folder.resolve(),)))
    return f"{render_text(found, line_reader(project), False)}"
