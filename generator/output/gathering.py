"""What the files of many explainers are made of, told by one digest: while it is the same, their plan is.

To plan them takes longer than all else that a build of one edit plans, and most edits change nothing that a list shows.
"""

from __future__ import annotations

from generator.output.outputs import Foreseen, Material, fingerprint
from generator.resolve.site import Site
from generator.resolve.surroundings import Masthead


def mastheads_of(site: Site) -> dict[str, Masthead]:
    """By language of the site or of one of its ordinary pages, what its pages have in common."""
    pages = {page.language for versions in site.pages.values() for page in versions.values()}
    return {language: site.masthead(language) for language in dict.fromkeys((*site.languages, *sorted(pages)))}


def mark_of(site: Site, material: Material) -> bytes:
    """A digest of everything that the files of many explainers are made of, and which there are."""
    common = (material.tool, material.words, sorted(material.closures.items()), material.assets.addresses)
    around = (site.settings, mastheads_of(site), site.pages, site.homes, sorted(site.drafts))
    # Of an explainer a version may be left out that its entry knows.
    shown = [(slug, entry.shown, material.moments[slug], tuple(entry.listings)) for slug, entry in site.entries.items()]
    return fingerprint(common, around, material.search, sorted(material.static), shown)


def foresee(files: tuple[tuple[str, bytes], ...]) -> tuple[Foreseen, ...]:
    """These files, by path and fingerprint, as a plan from the same has them."""
    return tuple(Foreseen(path, "the site", mark) for path, mark in files)
