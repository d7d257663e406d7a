"""From a request's target to an output: a look into a table. No path is ever put together from what a client sends."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit

from generator.output.names import INDEX


@dataclass(frozen=True, slots=True)
class Found:
    """The output at an address."""

    path: str


@dataclass(frozen=True, slots=True)
class Moved:
    """An address that a host completes with a slash."""

    location: str


@dataclass(frozen=True, slots=True)
class Missing:
    """An address at which there is nothing; `outside` is true for one that is not below the site's own."""

    outside: bool


def base_path(url: str) -> str:
    """The path of a site's address, with a slash at both ends: `/` or `/repo/`."""
    path = urlsplit(url).path.strip("/")
    return f"/{path}/" if path else "/"


def find(target: str, base: str, outputs: Container[str]) -> Found | Moved | Missing:
    """What is at a request's target, as a static host answers it.

    A folder's address shows its `index.html`; without the slash it leads there. Everything else is compared letter by
    letter: hosts are strict about case, and so is this.
    """
    raw, mark, query = target.partition("#")[0].partition("?")
    path = decode(raw)
    if path is None:
        return Missing(outside=False)
    if not path.startswith(base):
        return Moved(base + mark + query) if path + "/" == base else Missing(outside=True)
    inside = path[len(base) :]
    if inside == "" or inside.endswith("/"):
        inside += INDEX
    if inside in outputs:
        return Found(inside)
    if f"{inside}/{INDEX}" in outputs:
        # Made from a name in the table, so that it cannot lead to another host.
        return Moved(quote(f"{base}{inside}/") + mark + query)
    return Missing(outside=False)


def decode(raw: str) -> str | None:
    """The path of a target, its escapes decoded once; None for one that no host would accept.

    An escaped slash is not a slash, and a path that is not UTF-8 or carries a control character names nothing.
    """
    if not raw.startswith("/") or "%2f" in raw.lower():
        return None
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\\" in path or not all(letter.isprintable() or letter == "\u200c" for letter in path):
        return None
    return None if any(part in (".", "..") for part in path.split("/")) else path
