"""The background: how it came to this."""

from __future__ import annotations

import msgspec

from generator.sections.composer import Composer
from generator.sections.parts import ProseView


class BackgroundView(msgspec.Struct, frozen=True, gc=False):
    """The background's prose."""

    text: ProseView


def build(composer: Composer, only: tuple[str, ...] = ()) -> BackgroundView | None:
    """The background; None when the sheet has none. There are no parts of it to choose."""
    prose = composer.edition.sheet.background
    return BackgroundView(composer.prose(prose)) if prose else None
