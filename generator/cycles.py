"""The collector of cycles, held back while a site is made."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

CYCLES = (100_000, 20, 100)
"""Thresholds of the collector. Texts, entries and pages are trees, which go without it: at its usual 700 it takes a
tenth of a cold build, and a quarter of a warm one, where ten thousand entries are read and nothing is thrown away."""


@contextlib.contextmanager
def rare_collections() -> Iterator[None]:
    """Lets the collector run seldom in the block."""
    usual = gc.get_threshold()
    gc.set_threshold(*CYCLES)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
