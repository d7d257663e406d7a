"""SVG to PNG, with the given fonts and no others. Needs HarfBuzz and resvg, the extra `cards`."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from generator.extras import installed_version, is_installed

WIDTH, HEIGHT = 1200, 630
"""Pixels of a social card: what networks cut the least from (ogp.me gives the field, each network the shape)."""


_OUTWARD = re.compile(r"""href\s*=\s*["'](?!#|data:)[^"']{0,40}""", re.IGNORECASE)


class DrawingFault(Exception):
    """An SVG that cannot be drawn: a mistake in a template."""


@functools.cache
def drawing_version() -> str:
    """The versions of what draws cards; empty where the extra is not installed."""
    if not is_installed("cards"):
        return ""
    from generator.images.plate import plate_version

    versions = {name: installed_version(name) for name in ("resvg-py", "uharfbuzz")}
    if not all(versions.values()):
        return ""
    return ", ".join((*(f"{name} {version}" for name, version in versions.items()), plate_version()))


def draw(svg: str, fonts: Sequence[str]) -> bytes:
    """The PNG of an SVG. `fonts` are files. Nothing is loaded from elsewhere. Raises `DrawingFault`."""
    if found := _OUTWARD.search(svg):
        raise DrawingFault(f"a card loads nothing from elsewhere: `{found[0]}…`")
    from generator.images.plate import set_plate

    if plate := set_plate(svg, fonts):
        return plate
    import resvg_py

    try:
        data: bytes = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=list(fonts))
    except ValueError as fault:
        raise DrawingFault(str(fault)) from fault
    except BaseException as fault:
        # A panic of the Rust program (PyO3) is no `Exception`: resvg 0.48 meets one in some lines of several scripts.
        if type(fault).__name__ != "PanicException":
            raise
        raise DrawingFault(f"the drawing program gave up: {fault}") from fault
    return bytes(data)
