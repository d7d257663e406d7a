"""Who waits while a walk goes on: those who look at a page, and whoever has just saved again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.output.outputs import go_on
from generator.preview.stand import Report


class Overtaken(Exception):
    """Something was saved while a walk went on. What the walk found out is kept, and the next one begins there."""


def show_nobody(_report: Report) -> None:
    """Shows nothing before the end."""


@dataclass(frozen=True, slots=True)
class Audience:
    """What a walk owes to others before it is over."""

    slugs: frozenset[str] | None = None
    """The explainers that somebody looks at, or waits to see mended; None where nothing but errors goes ahead."""
    show: Callable[[Report], None] = show_nobody
    """Called at most once a walk, as soon as these explainers are examined and the rest is still to be looked at. It is
    given their outputs and those of the theme alone, or the errors that stand in the way."""
    pause: Callable[[], None] = go_on
    """Called between the small parts of a walk, some thousand times in one of a large site. Raises `Overtaken` where
    the walk should stop."""
    hold: Callable[[], None] = go_on
    """Called before a walk ends: waits for the rest of the burst that it was begun for. Raises `Overtaken` where more
    of it came."""


NOBODY = Audience()
