"""What a walk is made from: the files, and what all explainers have in common. Read again only where it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.load.discover import Discovered, discover
from generator.model.settings import Settings
from generator.model.snapshot import Known, Snapshot
from generator.output.theme import Assets
from generator.place import ThemeFiles, theme_files, theme_folder
from generator.preview.differences import differences, is_common, patched
from generator.project import Project, Theme, load_project, load_theme, make_assets


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything but the explainers themselves, at one moment."""

    discovered: Discovered
    files: ThemeFiles
    project: Project | None
    """None while the settings cannot be read."""
    problems: tuple[Diagnostic, ...]
    """Of the project."""
    theme: Theme
    assets: Assets

    @property
    def snapshot(self) -> Snapshot:
        """The files."""
        return self.discovered.snapshot

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with names, settings, shared facts and ordinary pages."""
        return (*self.discovered.diagnostics, *self.problems)

    @property
    def ground(self) -> tuple[Settings, bytes] | None:
        """What every explainer is read with: the settings and the interface words; None without settings."""
        return (self.project.settings, self.theme.words) if self.project else None


def first_inputs(folder: Path, base_url: str, known: Mapping[str, Known], theme_known: Mapping[str, Known]) -> Inputs:
    """The inputs as they are. `known` and `theme_known` are what an earlier session knew of the files.

    Raises `InputChanged` and `ProjectUnreadable`.
    """
    discovered = discover(folder, known)
    files = theme_files(folder, discovered.snapshot, theme_known)
    project, problems = load_project(discovered.snapshot, base_url)
    theme = load_theme(folder, files)
    return Inputs(discovered, files, project, problems, theme, make_assets(theme, discovered.snapshot))


def next_inputs(
    folder: Path, base_url: str, before: Inputs, named: frozenset[str] | None
) -> tuple[Inputs, tuple[str, ...]]:
    """The inputs as they are now, and the files of the project and the theme that differ from those `before`.

    `named` are the files that may differ (absolute paths); None means that any may. Raises as `first_inputs`.
    """
    snapshot = before.snapshot
    quick = None if named is None else patched(snapshot, folder, named)
    if quick is None:
        discovered = discover(folder, snapshot.known())
        changed = differences(snapshot, discovered.snapshot)
    else:
        discovered = Discovered(quick[0], before.discovered.diagnostics)
        changed = differences(snapshot, quick[0], quick[1])
    if quick is None or any(name.startswith(f"{theme_folder()}/") for name in named or ()):
        files = theme_files(folder, discovered.snapshot, before.files.default.known())
        changed += tuple(f"theme: {path}" for path in differences(before.files.default, files.default))
    else:
        files = replace(before.files, project=discovered.snapshot)
    project, problems = before.project, before.problems
    if project is None or any(is_common(path) for path in changed):
        project, problems = load_project(discovered.snapshot, base_url)
    themed = any(path.startswith(("templates/", "theme: ")) for path in changed)
    theme = load_theme(folder, files) if themed else before.theme
    reset = themed or any(path.startswith("content/_static/") for path in changed)
    assets = make_assets(theme, discovered.snapshot) if reset else before.assets
    return Inputs(discovered, files, project, problems, theme, assets), changed
