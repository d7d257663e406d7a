"""What hosts are told of the site: how long a file may be kept, its type, the policy of its pages, what moved."""

from __future__ import annotations

import re

IMMUTABLE = "public, max-age=31536000, immutable"
"""For what carries its content in its name (RFC 8246; a year is the longest that RFC 2616 let one promise)."""

SHORT = "public, max-age=60"
"""For everything else: a correction is seen within a minute, and an unchanged page is not sent twice."""

_HASHED = re.compile(r"assets/(?:.+/)?[^/]+\.[0-9a-f]{8}(?:\.[a-z0-9]+)*")

_TYPES = {
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "map": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
"""By the ending of a name, the media type (IANA's registry). The system's own table differs from host to host."""


def is_hashed(path: str) -> bool:
    """Whether the name of a file changes with its content, so that it can be kept for ever."""
    return _HASHED.fullmatch(path) is not None


def cache_control(path: str) -> str:
    """The `Cache-Control` of a file of the site."""
    return IMMUTABLE if is_hashed(path) else SHORT


def content_type(path: str) -> str:
    """The `Content-Type` of a file of the site; `application/octet-stream` for what is not known."""
    name = path.rpartition("/")[2]
    if name == "feed.xml":
        return "application/atom+xml; charset=utf-8"
    if name == "feed.json":
        return "application/feed+json"
    return _TYPES.get(name.rpartition(".")[2].lower() if "." in name else "", "application/octet-stream")
