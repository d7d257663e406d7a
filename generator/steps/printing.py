"""What the ways to make files have in common: what they need, and what they tell of a file that they made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.output import social
from generator.output.templates import Templates
from generator.output.theme import Assets
from generator.publish.manifest import Published
from generator.resolve.surroundings import Masthead
from generator.work import House, Press


@dataclass(frozen=True, slots=True)
class Printing:
    """What rendering needs beside the outputs."""

    house: House
    templates: Templates
    assets: Assets
    mastheads: Mapping[str, Masthead]
    bodies: str
    """The folder of the packs that bodies lie in."""
    fonts: social.CardFonts

    def press(self) -> Press:
        """A press of this process."""
        return Press(self.house, self.templates, self.assets, dict(self.mastheads))


class Printed(NamedTuple):
    """A file that lies in the staging folder now."""

    part: str
    """Of rendering, that it is counted with: the name of a product, `pictures`, `lists`, …"""
    published: Published
    seconds: float
    """What it cost in its process."""
    describing: float = 0.0
    """Seconds beside them that went into its description for machines."""
