"""What the preview serves at one moment: the outputs of the last good walk, and what is wrong since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.diagnostics import Diagnostic
from generator.incremental.shelf import Place
from generator.model.entry import Entry
from generator.output.outputs import Output
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
class Report:
    """What a walk came to, or what is known before it is over."""

    walked: Walked | None
    """None when an error stands in the way."""
    diagnostics: tuple[Diagnostic, ...]
    """Sorted; empty before the walk is over, unless an error stands in the way."""
    changed: tuple[str, ...]
    """The files of the project and the theme that differ from the last walk that was not overtaken."""
    late: frozenset[Diagnostic] = frozenset()
    """Those of the diagnostics that are of the site as a whole, and not of an explainer or a common file."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands between an edit and the screen."""

    found: Diagnostic
    page: str = ""
    """The output that was being made, for a fault of a template; empty otherwise."""
    late: bool = False
    """Whether only a whole walk can tell that it is gone; otherwise a look at its own file does."""


class _Both(Mapping[str, Output]):
    """Two tables in one, the first before the second. Nothing is copied: a site has ten thousand outputs and more."""

    def __init__(self, first: Mapping[str, Output], second: Mapping[str, Output]) -> None:
        self._first, self._second = first, second

    def __getitem__(self, path: str) -> Output:
        return self._first[path] if path in self._first else self._second[path]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._second, *self._first)))

    def __len__(self) -> int:
        return len(dict.fromkeys((*self._second, *self._first)))


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
    ahead: Walked | None = None
    """What somebody looks at and has just been edited, while the rest of the site is still being planned: the newest
    outputs of those explainers alone."""

    @property
    def outputs(self) -> Mapping[str, Output]:
        """Every output that is served, by path; empty until the first walk."""
        good: Mapping[str, Output] = self.good.outputs if self.good else {}
        return _Both(self.ahead.outputs, good) if self.ahead else good

    def owner(self, path: str) -> Walked | None:
        """The walk that the output at a path is of."""
        return self.ahead if self.ahead is not None and path in self.ahead.outputs else self.good

    @property
    def base(self) -> str:
        """The path that the site lies at on its real host: `/`, or `/repo/`."""
        return base_path(self.good.site.settings.url) if self.good else "/"
