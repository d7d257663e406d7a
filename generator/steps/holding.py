"""Holding back: the site is made of what may be published, and nothing that is unfinished stops it."""

from __future__ import annotations

import msgspec

from generator.diagnostics import Diagnostic, Severity
from generator.model.entry import Entry
from generator.project import Project
from generator.resolve.site import Site
from generator.steps.examining import Examined
from generator.work import is_showable


def hold_back(
    examined: Examined, project: Project, broken: frozenset[str], *, drafts: bool, future: bool, now: float
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The site of all explainers that may be published, and everything that was found in any of them.

    What was found in a held-back explainer becomes a note, so that unfinished work stops nothing, unless it cannot even
    be read.
    """
    shown: dict[str, Entry] = {}
    held: dict[str, str] = {}
    drafted: set[str] = set()
    unreadable = set(broken)
    found: list[Diagnostic] = list(project.diagnostics)
    for slug, entry in examined.entries.items():
        reason = entry.held_back(now)
        if entry.broken:
            unreadable.add(slug)
            found += entry.diagnostics
            continue
        if entry.diagnostics:
            found += (_as_note(diagnostic) for diagnostic in entry.diagnostics) if reason else entry.diagnostics
        if (reason == "draft" and not drafts) or (reason == "future" and not future):
            held[slug] = reason
            continue
        if reason == "draft":
            drafted.add(slug)
        faulty = entry.diagnostics and any(each.severity is Severity.ERROR for each in entry.diagnostics)
        if faulty and not (reason and is_showable(entry.diagnostics)):
            unreadable.add(slug)
            continue
        shown[slug] = entry if drafts else _without_drafts(entry)
    site = Site(project.settings, shown, project.pages, project.homes, held, frozenset(unreadable), frozenset(drafted))
    return site, tuple(found)


def _without_drafts(entry: Entry) -> Entry:
    """An entry without the translations that are drafts."""
    listings = {
        code: listing for code, listing in entry.listings.items() if not listing.draft or code == entry.language
    }
    return entry if len(listings) == len(entry.listings) else msgspec.structs.replace(entry, listings=listings)


def _as_note(found: Diagnostic) -> Diagnostic:
    return msgspec.structs.replace(found, severity=Severity.NOTE)
