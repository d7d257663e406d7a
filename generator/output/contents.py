"""Which lists a site has, and what stands on which of their pages: found out once, for the lists and the sitemap."""

from __future__ import annotations

from generator.output.indexes import FigureList, search_pages
from generator.output.lists import ExplainerList
from generator.resolve.site import Site


class Contents:
    """The lists of a site. Each is looked at when it is first asked for."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._figures: dict[str, FigureList] = {}
        self._searched: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.explainers = ExplainerList(site)

    def figures(self, language: str) -> FigureList:
        """All figures of a language."""
        if language not in self._figures:
            self._figures[language] = FigureList(self._site, language)
        return self._figures[language]

    def searched(self, language: str) -> tuple[tuple[str, ...], ...]:
        """The slugs on each page of the list of titles, questions and terms of a language."""
        if language not in self._searched:
            self._searched[language] = search_pages(self._site, language)
        return self._searched[language]
