"""Scales: from values and days to places on a drawing, with ends that read well."""

from __future__ import annotations

import math

import msgspec

EDGE = 2.0
"""Percent of the width kept free at either end, so that a mark at the end is whole."""


class Scale(msgspec.Struct, frozen=True, gc=False):
    """From `low` to `high`, both on the drawing. `mirrored` runs from right to left, as the page does."""

    low: float
    high: float
    mirrored: bool = False

    def percent(self, value: float) -> float:
        """Where a value stands, in percent from the left, with a free edge at both ends."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        share = 1 - share if self.mirrored else share
        return EDGE + share * (100 - 2 * EDGE)


def percent(value: float) -> str:
    """A percentage as SVG wants it: `12.5%`. A tenth is less than a pixel of any drawing."""
    return f"{value:.1f}".removesuffix(".0") + "%"


def fitted(low: float, high: float) -> tuple[float, float]:
    """Round ends around values from `low` to `high`.

    Zero is an end unless the values lie close together and far from it: then it would hide what sets them apart.
    """
    if 0 <= low < 0.7 * high or (low == high and low >= 0):
        low = 0.0
    elif 0 >= high > 0.7 * low:
        high = 0.0
    if low == high:
        low, high = (low, low + 1.0) if low >= 0 else (low - 1.0, low)
    step = _round_step((high - low) / 3)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def _round_step(step: float) -> float:
    """The next of 1, 2, 5, 10, 20, … that is not smaller."""
    power: float = 10.0 ** math.floor(math.log10(step))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step * (1 - 1e-9))


def round_years(first: int, last: int, count: int) -> range:
    """Years from `first` to `last` to label: round ones, evenly apart, `count` at most or hardly more."""
    step = max(1, int(_round_step(max(1, (last - first) / count))))
    return range(-(-first // step) * step, last + 1, step)
