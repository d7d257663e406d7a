"""What can be installed beside `explainer`, and what a project asks for that is not there."""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import sys
from collections.abc import Iterator, Mapping

from generator.model.settings import Settings

MODULES = {
    "images": ("PIL",),
    "cards": ("resvg_py", "uharfbuzz"),
    "search": ("pagefind_bin",),
    "brotli": ("brotli",),
}
"""By extra, the modules that it brings."""

_WITHOUT = {
    "pictures": ("images", "pictures are copied in the form and size they have"),
    "cards": ("cards", "pages have no card for social networks"),
    "search": ("search", "the search page is a plain list"),
}
"""By setting, the extra that it needs, and what a site is without it."""


def is_installed(extra: str) -> bool:
    """Whether every module of an extra is there. Imports none of them."""
    return all(_is_there(name) for name in MODULES[extra])


def _is_there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ValueError:
        # Something has put a hollow module in its place.
        return False


def installed_version(name: str) -> str:
    """The version of a library by its name in the registry; empty where it is not installed."""
    return _installed().get(_normal(name), "")


@functools.cache
def _installed() -> Mapping[str, str]:
    """By name, the version of what is installed, as the names of the folders say that tell of it.

    `importlib.metadata` looks at the same folders (packaging.python.org, "Recording installed projects"), anew for each
    name that it is asked for, and to load it takes as long as to look at a thousand files.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = sorted(os.listdir(folder or "."))
        except OSError:
            continue
        for name in names:
            if told := _TELLING.match(name):
                found.setdefault(_normal(told[1]), told[2])
    return found


_TELLING = re.compile(r"([^-]+)-([^-]+)(?:-py[\d.]+)?\.(?:dist|egg)-info\Z")


def _normal(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def missing(settings: Settings) -> Iterator[str]:
    """A line for each setting that is `on` without its extra: what the site is without it, and how to get it."""
    for setting, (extra, without) in _WITHOUT.items():
        if getattr(settings, setting) == "on" and not is_installed(extra):
            yield f"`{setting}: on`, but {without}: `pip install 'explainer-pages[{extra}]'`"
    if "brotli" in settings.compress and not is_installed("brotli"):
        yield "`compress` names brotli, but there are no `.br` files: `pip install 'explainer-pages[brotli]'`"
