"""The files that are made of an explainer in a language. A file more is a row more in `PRODUCTS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.model.entry import Entry
from generator.output.galley import Galley
from generator.resolve.site import Site

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Product:
    """A file that is made of an explainer in a language, beside its page."""

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


def _page(galley: Galley) -> bytes:
    return galley.render("explainer.html", galley.view)


PRODUCTS: tuple[Product, ...] = (Product("page", INDEX, _page, template="explainer.html"),)
"""In the order in which they are made. The page comes first: it makes the view, which others read."""

BY_NAME = {product.name: product for product in PRODUCTS}


def products_of(site: Site, entry: Entry, language: str) -> tuple[Product, ...]:
    """The files that an explainer has in a language."""
    return tuple(product for product in PRODUCTS if product.exists(site, entry, language))
