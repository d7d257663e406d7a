"""What of a sheet counts as published: the values that may not change without a word to readers."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.facts import Observation, Sheet
from generator.resolve.edition import Edition


def published_values(edition: Edition) -> dict[str, str]:
    """The values of a page, as `Evidence.published` wants them. Text to text, so that a file of JSON can hold it.

    `slug/figure/attribution/as-of` → the value as text, such as `44330`, `8..18` or `about 50`; observations that share
    all four are joined with ` | `, in order. `slug/figure` → how many corrections and changes name the figure.
    """
    found: dict[str, list[str]] = {}
    for figure in edition.sheet.figures.values():
        for entry in figure.observations:
            as_of = entry.as_of.date.text if entry.as_of else ""
            found.setdefault(f"{edition.slug}/{figure.id}/{entry.attributed_to}/{as_of}", []).append(value_text(entry))
    values = {key: " | ".join(sorted(texts)) for key, texts in found.items()}
    counts = {
        f"{edition.slug}/{figure_id}": str(declared(edition.sheet, figure_id)) for figure_id in edition.sheet.figures
    }
    return dict(sorted((values | counts).items()))


def by_slug(published: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The published values of a whole site, parted by explainer: each gets its own as `Evidence.published`."""
    parted: dict[str, dict[str, str]] = {}
    for key, value in published.items():
        parted.setdefault(key.partition("/")[0], {})[key] = value
    return parted


def value_text(entry: Observation) -> str:
    """An observation's value as text: qualifier, value and range, as the page says them."""
    parts: list[str] = [] if entry.qualifier == "exact" else [entry.qualifier]
    if entry.value is not None:
        parts.append(str(entry.value))
    if entry.low is not None or entry.high is not None:
        parts.append(f"{'' if entry.low is None else entry.low}..{'' if entry.high is None else entry.high}")
    return " ".join(parts)


def declared(sheet: Sheet, figure_id: str) -> int:
    """How many corrections and changes of a sheet name a figure."""
    corrections = sum(figure_id in entry.affects for entry in sheet.corrections)
    return corrections + sum(figure_id in entry.affects for entry in sheet.changes)
