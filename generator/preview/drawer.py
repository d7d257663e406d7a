"""The desk's drawer of one page: its diagnostics, the facts it uses with their age, what is held back and why."""

from __future__ import annotations

import datetime

from generator.diagnostics import Location
from generator.incremental.shelf import CacheDamaged
from generator.model.facts import Figure, Observation, Source
from generator.model.moments import zone
from generator.output.outputs import Output, ProductFile
from generator.preview.faults import Desk
from generator.preview.printer import Printer
from generator.preview.stand import Stand, Walked
from generator.resolve.edition import Edition, edition
from generator.resolve.observations import estimates, stale_on
from generator.work import open_body

FAULTS_MAX = 200
"""Diagnostics that a drawer holds."""


def drawer(stand: Stand, output: Output | None, printer: Printer, desk: Desk, now: float) -> dict[str, object]:
    """The drawer of a page, as JSON. Of a page that is no explainer's, what the whole project has.

    Ages are counted at `now`, seconds since 1970: a preview may stand open for days without a rebuild.
    """
    good = stand.owner(output.path) if output else stand.good
    page = output if isinstance(output, ProductFile) else None
    folder = f"content/{page.slug}/" if page else ""
    own: list[object] = []
    elsewhere = 0
    files = {folder}
    facts: list[object] = []
    if good is not None and page is not None:
        found = _edition(good, page, printer)
        if found is not None:
            paths = good.house.shared.paths
            files |= {paths[fact_id] for fact_id in good.entries[page.slug].facts_used if fact_id in paths}
            facts = _facts(good, found, desk, folder, now)
    for entry in stand.diagnostics:
        mine = entry.location.path in files or (folder and entry.location.path.startswith(folder))
        if (mine or page is None) and len(own) < FAULTS_MAX:
            own.append(desk.told(entry, excerpt=False))
        elif not mine:
            elsewhere += 1
    return {
        "page": output.path if output else "",
        "draft": bool(page and page.draft),
        "diagnostics": own,
        "elsewhere": elsewhere,
        "facts": facts,
        "held": _held(good) if good else [],
    }


def _edition(good: Walked, page: ProductFile, printer: Printer) -> Edition | None:
    try:
        body = open_body(printer.body(good, page.slug))
    except (CacheDamaged, KeyError):
        return None
    return edition(body.explainer, page.language, good.house.shared, body.lookups)


def _facts(good: Walked, found: Edition, desk: Desk, folder: str, now: float) -> list[object]:
    today = datetime.datetime.fromtimestamp(now, zone(good.house.settings.timezone)).date()
    facts: list[object] = []
    for figure in found.sheet.figures.values():
        file = good.house.shared.paths.get(figure.id, f"{folder}facts.yaml")
        link = desk.link(Location(file))
        facts += (_figure(figure, entry, today, file, link) for entry in estimates(figure))
    facts += (_source(source, today) for source in found.sheet.sources.values())
    return facts


def _figure(figure: Figure, entry: Observation, today: datetime.date, file: str, link: str) -> dict[str, object]:
    limit = stale_on(figure, entry)
    number = entry.value if entry.value is not None else f"{entry.low} to {entry.high}"
    return {
        "kind": "figure",
        "id": figure.id,
        "label": str(figure.label),
        "value": f"{number} {figure.unit}".strip(),
        "by": str(entry.attributed_to or ""),
        "date": entry.as_of.date.text if entry.as_of else "",
        "age": (today - entry.as_of.date.last).days if entry.as_of and not entry.as_of.date.is_ongoing else None,
        "stale": bool(limit) and limit <= today.isoformat(),
        "path": file,
        "editor": link,
    }


def _source(source: Source, today: datetime.date) -> dict[str, object]:
    read = source.accessed or source.issued
    return {
        "kind": "source",
        "id": source.id,
        "label": str(source.title),
        "value": "",
        "by": str(source.publisher),
        "date": read.date.text if read else "",
        "age": (today - read.date.last).days if read and not read.date.is_ongoing else None,
        "stale": False,
        "path": "",
        "editor": "",
    }


def _held(good: Walked) -> list[object]:
    """What a public build leaves out, whether the preview shows it or not."""
    held: list[object] = []
    for slug, entry in good.entries.items():
        reason = "" if entry.broken else entry.held_back(good.house.now)
        if reason:
            listing = entry.listings[entry.language]
            why = "a draft" if reason == "draft" else f"dated {listing.date}, in the future"
            shown = slug in good.site.entries
            held.append({"slug": slug, "title": listing.title, "why": why, "shown": shown})
        elif slug in good.site.entries:
            drafts = [code for code, listing in entry.listings.items() if listing.draft and code != entry.language]
            held += [
                {"slug": f"{code}/{slug}", "title": entry.listings[code].title, "why": "a draft", "shown": True}
                for code in drafts
            ]
    return held
