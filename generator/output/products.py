"""The files that are made of an explainer in a language. A file more is a row more in `PRODUCTS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.model.entry import Entry
from generator.output.data.csl import sources_json
from generator.output.data.facts import facts_json
from generator.output.data.tables import events_csv, figures_csv
from generator.output.data.timeline import timeline_json
from generator.output.downloads import FILES
from generator.output.feeds import atom, json_feed
from generator.output.galley import Galley
from generator.output.names import ATOM, INDEX, JSON_FEED
from generator.resolve.site import Site
from generator.resolve.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Product:
    """A file that is made of an explainer in a language: its page, or one beside it."""

    name: str
    """Unique in the table; `--timings` tells the cost of a product under it."""
    file: str
    """Its name, after the address of the page: `index.html`, `facts.json`."""
    make: Callable[[Galley], bytes]
    """Its bytes. What several products need is made once and kept in the galley."""
    template: str = ""
    """The template that it is rendered with: the fingerprint then covers all that this may read, and the addresses of
    the assets. Every product's fingerprint covers the explainer with its shared facts, the settings of the masthead,
    the surroundings, the moment, the interface words and the versions of the tool and its libraries."""
    exists: Callable[[Site, Entry, str], bool] = lambda _site, _entry, _language: True
    """Whether an explainer has this file in a language; asked while the site is planned, and so of its entry alone."""
    seen: Callable[[Entry, str, Surroundings], object] | None = None
    """All that its bytes depend on of the explainer and its surroundings, where that is less than both as a whole: data
    is made of the sheet, and an edit of prose leaves it as it is. The masthead, words and versions are covered as ever.
    """


def _page(galley: Galley) -> bytes:
    return galley.render("explainer.html", galley.view)


def _has(kind: str) -> Callable[[Site, Entry, str], bool]:
    return lambda _site, entry, _language: kind in entry.data


def _sheet(entry: Entry, language: str, surroundings: Surroundings) -> object:
    """What is made of figures."""
    return entry.slug, surroundings.url, entry.sheets[language]


def _other_facts(entry: Entry, language: str, surroundings: Surroundings) -> object:
    """What is made of events or sources, and says a figure only where a text of theirs does."""
    return entry.slug, surroundings.url, entry.other_facts[language]


def _sheet_and_head(entry: Entry, language: str, surroundings: Surroundings) -> object:
    """What carries the headline, its authors or its dates beside all facts."""
    return _sheet(entry, language, surroundings), entry.fronts[language], surroundings.topics


def _others_and_head(entry: Entry, language: str, surroundings: Surroundings) -> object:
    """And beside facts other than figures."""
    return _other_facts(entry, language, surroundings), entry.fronts[language], surroundings.topics


def _has_feed(site: Site, entry: Entry, language: str) -> bool:
    return bool(site.settings.url) and entry.slug not in site.drafts and not entry.listings[language].draft


PRODUCTS: tuple[Product, ...] = (
    Product("page", INDEX, _page, template="explainer.html"),
    Product("facts", FILES["facts"], facts_json, exists=_has("facts"), seen=_sheet_and_head),
    Product("figures", FILES["figures"], figures_csv, exists=_has("figures"), seen=_sheet),
    Product("events", FILES["events"], events_csv, exists=_has("events"), seen=_other_facts),
    Product("timeline", FILES["timeline"], timeline_json, exists=_has("events"), seen=_others_and_head),
    Product("sources", FILES["sources"], sources_json, exists=_has("sources"), seen=_other_facts),
    Product("atom", ATOM, lambda galley: atom(galley.feed), exists=_has_feed),
    Product("json-feed", JSON_FEED, lambda galley: json_feed(galley.feed), exists=_has_feed),
)
"""In the order in which they are made. The page comes first: it makes the view, which others read."""

BY_NAME = {product.name: product for product in PRODUCTS}


def products_of(site: Site, entry: Entry, language: str) -> tuple[Product, ...]:
    """The files that an explainer has in a language."""
    return tuple(product for product in PRODUCTS if product.exists(site, entry, language))
