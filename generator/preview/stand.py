"""What the preview serves at one moment: the outputs of the last good walk, and what is wrong since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.diagnostics import Diagnostic
from generator.incremental.shelf import Place
from generator.model.entry import Entry
from generator.output.plan import Output
from generator.output.theme import Assets
from generator.preview.address import base_path
from generator.project import Theme
from generator.resolve.site import Site
from generator.work import House


@dataclass(frozen=True, slots=True)
class Walked:
    """A project that was read, resolved, checked and planned without an error."""

    outputs: Mapping[str, Output]
    """By path."""
    site: Site
    entries: Mapping[str, Entry]
    """By slug, the held-back ones too."""
    places: Mapping[str, Place]
    """By slug, where its body lies."""
    house: House
    theme: Theme
    assets: Assets
    bodies: str
    """The folder of the packs."""
    root: str
    """The project's folder, absolute."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands between an edit and the screen."""

    found: Diagnostic
    page: str = ""
    """The output that was being made, for a fault of a template; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What is served, and said beside it. `good` is from before the faults where there are any."""

    number: int
    """Grows with every change of what a tab may show."""
    good: Walked | None
    """None until the project could be walked for the first time."""
    diagnostics: tuple[Diagnostic, ...]
    """Of the newest walk, sorted."""
    faults: tuple[Fault, ...]
    """Empty when the newest walk is what is served."""

    @property
    def base(self) -> str:
        """The path that the site lies at on its real host: `/`, or `/repo/`."""
        return base_path(self.good.site.settings.url) if self.good else "/"
