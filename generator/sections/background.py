"""The background: how it came to this."""

from __future__ import annotations

from dataclasses import dataclass

from generator.sections.composer import Composer
from generator.sections.parts import ProseView


@dataclass(frozen=True, slots=True)
class BackgroundView:
    """The background's prose."""

    text: ProseView


def build(composer: Composer, only: tuple[str, ...] = ()) -> BackgroundView | None:
    """The background; None when the sheet has none. There are no parts of it to choose."""
    prose = composer.edition.sheet.background
    return BackgroundView(composer.prose(prose)) if prose else None
