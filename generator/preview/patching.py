"""The last plan, patched: most edits change the pages of one explainer and nothing else of the site."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from generator.diagnostics import Location
from generator.model.entry import Entry
from generator.model.snapshot import Snapshot
from generator.output.outputs import Compressed, Output, ProductFile
from generator.preview.differences import is_common
from generator.resolve.site import Site


def own_texts(changed: Iterable[str], snapshot: Snapshot, before: Snapshot) -> frozenset[str] | None:
    """The explainers whose articles and sheets are all that changed; None when anything else did."""
    if snapshot.folders != before.folders or snapshot.broken != before.broken:
        return None
    found = [path.split("/") for path in changed]
    if any(len(parts) != 3 or not parts[2].endswith((".md", ".yaml")) or is_common("/".join(parts)) for parts in found):
        return None
    return frozenset(parts[1] for parts in found)


def is_as_it_was(site: Site, before: Site, edited: frozenset[str]) -> bool:
    """Whether all of the site but the own pages of the edited explainers is planned as it was."""
    same = (site.held, site.unreadable, site.drafts) == (before.held, before.unreadable, before.drafts)
    if not same or site.entries.keys() != before.entries.keys():
        return False
    return all(
        _seen(site.entries[slug]) == _seen(before.entries[slug])
        if slug in edited
        else site.entries[slug] is before.entries[slug] or site.entries[slug] == before.entries[slug]
        for slug in site.entries
    )


def _seen(entry: Entry) -> Entry:
    """All of an entry that a plan is made from: neither what was found in it, nor where anything stands."""
    nowhere = Location("")
    links = tuple(msgspec.structs.replace(link, location=nowhere) for link in entry.links)
    return msgspec.structs.replace(entry, links=links, related_at=nowhere, aliases_at=(), diagnostics=())


def patched_plan(
    outputs: tuple[Output, ...], some: Iterable[Output], slugs: frozenset[str]
) -> tuple[Output, ...] | None:
    """A plan with the files of these explainers planned anew; None when that is no longer the whole of it."""
    if any(isinstance(output, Compressed) for output in outputs):
        return None

    def is_theirs(output: Output) -> bool:
        # Not by its path: where an old address of another explainer leads to this one, two outputs have the same.
        return isinstance(output, ProductFile) and output.slug in slugs

    fresh = {output.path: output for output in some if is_theirs(output)}
    old = [output.path for output in outputs if is_theirs(output)]
    if len(old) != len(fresh) or fresh.keys() != set(old):
        return None
    return tuple(fresh[output.path] if is_theirs(output) else output for output in outputs)
