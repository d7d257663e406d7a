"""The theme: the templates of a build, and its style sheets and scripts under names that carry their content."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

STATIC = "static/"
"""The folder of a theme whose files are published."""

DEFAULT = "default/"
"""`{% extends "default/page.html" %}` reaches the theme's own template under a project's override."""

_CSS_URL = re.compile(r"""url\((["']?)([^"')]+)\1\)""")


@dataclass(frozen=True, slots=True)
class Assets:
    """The addresses of a build's assets, from the site's root."""

    files: Mapping[str, bytes]
    """By address: what is published."""
    stylesheets: tuple[str, ...]
    """In the order in which they are linked."""
    scripts: tuple[str, ...]
    fonts: tuple[str, ...]
    """The upright fonts that the style sheets use: the ones that a page is set in."""
    icon: str
    """The site's icon; empty when `_static` has none."""
    search: str
    """The script of the search page."""

    @property
    def addresses(self) -> tuple[object, ...]:
        """All that a page may know of them: an address carries its content."""
        return tuple(getattr(self, entry.name) for entry in dataclasses.fields(self) if entry.name != "files")


def hashed_name(name: str, data: bytes) -> str:
    """`assets/style.4f2a91c3.css`: a name that changes with the content, so that it can be cached for ever."""
    stem, dot, ending = name.rpartition(".")
    digest = hashlib.sha256(data).hexdigest()[:8]
    return f"assets/{stem}.{digest}{dot}{ending}" if dot else f"assets/{ending}.{digest}"


def assets(files: Mapping[str, bytes], static: frozenset[str]) -> Assets:
    """The assets of a theme.

    `files` are the theme's and the project's `static/` files by name, the project's in place of the theme's; `static`
    are the names in the project's `_static`.
    """
    addresses: dict[str, str] = {}
    published: dict[str, bytes] = {}
    # Style sheets come last, because they carry the addresses of the fonts and pictures that they use.
    for name in sorted(files, key=lambda name: (name.endswith(".css"), name)):
        data = files[name]
        short = name.removeprefix(STATIC)
        if name.endswith(".css"):
            data = _with_addresses(data, addresses)
        addresses[short] = hashed_name(short, data)
        published[addresses[short]] = data
    sheets = sorted((name for name in addresses if name.endswith(".css") and "/" not in name), key=_sheet_order)
    return Assets(
        files=published,
        stylesheets=tuple(addresses[name] for name in sheets),
        scripts=tuple(addresses[name] for name in sorted(addresses) if name.endswith(".js") and "/" not in name),
        fonts=tuple(address for name, address in addresses.items() if _is_upright(name, address, published)),
        search=addresses.get("search/search.js", ""),
        icon=next((name for name in ("favicon.svg", "favicon.ico", "favicon.png") if name in static), ""),
    )


def _is_upright(name: str, address: str, published: Mapping[str, bytes]) -> bool:
    used = address.removeprefix("assets/").encode()
    return (
        name.endswith(".woff2")
        and "italic" not in name
        and any(used in data for sheet, data in published.items() if sheet.endswith(".css"))
    )


def _sheet_order(name: str) -> tuple[int, str]:
    """The design's values first, a project's own style sheet last."""
    return {"tokens.css": 0, "custom.css": 2}.get(name, 1), name


def _with_addresses(data: bytes, addresses: Mapping[str, str]) -> bytes:
    def replace(found: re.Match[str]) -> str:
        address = addresses.get(found[2])
        return f'url("{address.removeprefix("assets/")}")' if address else found[0]

    return _CSS_URL.sub(replace, data.decode("utf-8")).encode("utf-8")
