"""Files of the project that are published as they are, or as little more."""

from __future__ import annotations

from pathlib import Path

from generator.images.cleaning import clean
from generator.load.disk import Disk
from generator.model.snapshot import InputChanged, Kind
from generator.output.outputs import Cleaned, Copied, Encoded


def original(output: Copied | Cleaned | Encoded, project: Path) -> bytes:
    """The file of the project that an output is made of. Raises `InputChanged` when it is not what was planned."""
    kind = Kind.STATIC if isinstance(output, Copied) else Kind.PICTURE
    reading = Disk(str(project)).read(output.source, kind.size_max)
    if reading.known.digest != output.digest:
        raise InputChanged(output.source)
    return reading.data


def cleaned(output: Cleaned, project: Path) -> bytes:
    """A picture without its metadata. Raises `InputChanged` likewise."""
    return clean(original(output, project))
