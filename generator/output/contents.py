"""Which lists a site has, and what stands on which of their pages: found out once, for the lists and the sitemap."""

from __future__ import annotations

from collections.abc import Callable

from generator.output.indexes import FigureList, search_pages
from generator.output.lists import ExplainerList
from generator.output.names import INDEX
from generator.output.outputs import go_on
from generator.output.volumes import Volume, volumes
from generator.resolve.site import Site


class Contents:
    """The lists of a site. Each is looked at when it is first asked for; `pause` is as in `Material`."""

    def __init__(self, site: Site, pause: Callable[[], None] = go_on) -> None:
        self._site = site
        self._pause = pause
        self._figures: dict[str, FigureList] = {}
        self._searched: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._volumes: dict[str, tuple[Volume, ...]] = {}
        self.explainers = ExplainerList(site)

    def figures(self, language: str) -> FigureList:
        """All figures of a language."""
        if language not in self._figures:
            self._figures[language] = FigureList(self._site, language, self._pause)
        return self._figures[language]

    def searched(self, language: str) -> tuple[tuple[str, ...], ...]:
        """The slugs on each page of the list of titles, questions and terms of a language."""
        if language not in self._searched:
            self._searched[language] = search_pages(self._site, language, self._pause)
        return self._searched[language]

    def volumes(self, language: str) -> tuple[Volume, ...]:
        """The volumes of an index of search in a language: of the pages of explainers, and the ordinary ones."""
        if language not in self._volumes:
            site = self._site
            pages = [site.url(entry, language) for entry in site.entries.values() if language in entry.listings]
            pages += [site.page_url(found[language]) for found in site.pages.values() if language in found]
            self._volumes[language] = volumes(language, (f"{page}{INDEX}" for page in pages))
        return self._volumes[language]
