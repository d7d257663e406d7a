"""Projects for the end-to-end tests."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from generator.pipeline import Options, Result, build


def at(day: str) -> float:
    """A day, as the moment of a build."""
    return datetime.datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp()


def copy(source: Path, place: Path) -> Path:
    """A copy of a project in an empty place."""
    folder = place / "project"
    shutil.copytree(source, folder)
    return folder


def build_copy(source: Path, place: Path, today: str) -> tuple[Result, Path]:
    """A copy of a project, built as of a day."""
    folder = copy(source, place)
    return build(folder, Options(now=at(today))), folder


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Writes a project's files; one with `explainer.yaml` left out gets the shortest."""
    for name, text in {"explainer.yaml": "title: T\n", **files}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return folder
