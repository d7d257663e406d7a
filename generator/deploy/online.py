"""Asking a site whether it is the one that was deployed."""

from __future__ import annotations

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import quote, urlsplit

from generator import __version__
from generator.deploy.changes import BuiltSite
from generator.deploy.failure import DeployFailed
from generator.output.names import INDEX

AT_ONCE = 8
"""Requests under way; fewer than a browser has with a few tabs."""

PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before what does not match yet is asked for again: hosts and caches take a while to notice."""

TIMEOUT_SECONDS = 20.0


def pages_of(site: BuiltSite) -> tuple[str, ...]:
    """The paths of all pages."""
    return tuple(path for path in site.listed if path.endswith(".html"))


def check_pages(
    address: str, site: BuiltSite, pauses: Iterable[float], sleep: Callable[[float], None] = time.sleep
) -> tuple[str, ...]:
    """What differs between the pages at `address` and those of the site, a line each; empty when nothing does.

    Every page is fetched and compared by SHA-256. Raises `DeployFailed` for an address that is none.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.netloc:
        raise DeployFailed(f"`{address}` is not an address", "write it with https:// or http://")
    waiting = pages_of(site)
    faults = _ask(address, site, waiting)
    for pause in pauses:
        if not faults:
            break
        sleep(pause)
        faults = _ask(address, site, tuple(faults))
    return tuple(f"{url_of(address, path)}: {fault}" for path, fault in sorted(faults.items()))


def url_of(address: str, path: str) -> str:
    """Where a file of the site is found online: a page `a/index.html` at `a/`."""
    shown = path.removesuffix(INDEX) if path.endswith(f"/{INDEX}") or path == INDEX else path
    return f"{address.rstrip('/')}/{quote(shown)}"


def _ask(address: str, site: BuiltSite, paths: tuple[str, ...]) -> dict[str, str]:
    """What is wrong with each page that differs."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(partial(_difference, address, site), paths)
        return {path: fault for path, fault in zip(paths, found, strict=True) if fault}


def _difference(address: str, site: BuiltSite, path: str) -> str:
    listed = site.listed[path]
    # A page and no copy of it: caches on the way are asked to look again (RFC 9111, section 5.2.1.4).
    headers = {"User-Agent": f"explainer/{__version__}", "Cache-Control": "no-cache", "Accept-Encoding": "identity"}
    request = urllib.request.Request(url_of(address, path), headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            body = answer.read(listed.size + 1)
    except urllib.error.HTTPError as refused:
        refused.close()
        return f"the host answers {refused.code}"
    except urllib.error.URLError as failure:
        return f"cannot be fetched: {str(failure.reason).lower()}"
    except (OSError, http.client.HTTPException) as failure:
        return f"cannot be fetched: {str(failure).lower()}"
    return "" if hashlib.sha256(body).hexdigest() == listed.sha256 else "is not the page that was deployed"
