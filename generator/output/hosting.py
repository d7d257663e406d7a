"""What hosts are told of the site: how long a file may be kept, its type, the policy of its pages, what moved."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from generator.output.names import ATOM, JSON_FEED
from generator.output.volumes import FOLDER

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


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""The Content Security Policy that every page also carries itself (CSP 3): nothing inline, nothing from elsewhere. A
page connects to its own site for what a script of a project, the preview or a search asks for."""

SEARCH_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""Where there is a search index, whose reader is a WebAssembly module. All other pages keep to their own, narrower."""

NOT_FRAMED = "; frame-ancestors 'none'"
"""Understood in a header alone (CSP 3, section 3.3)."""

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

OWN = ("_headers", "_redirects", "vercel.json", ".nojekyll")
"""What this module makes. A project may have its own in `_static`, and that one then stands."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers for all files whose path from the root begins with `prefix`, or is it where it does not end with `/`."""

    prefix: str
    headers: Mapping[str, str]

    @property
    def is_folder(self) -> bool:
        """Whether it is meant for all files of a folder."""
        return self.prefix.endswith("/")


@dataclass(frozen=True, slots=True)
class Move:
    """An old address and the new one: from the site's root without a leading slash, or absolute."""

    old: str
    new: str


def rules(paths: Collection[str]) -> tuple[Rule, ...]:
    """The headers of a site of these files. No file gets one header twice: hosts would join the two values."""
    policy = SEARCH_POLICY if any(path.startswith(FOLDER) for path in paths) else POLICY
    everywhere = Rule("/", {"Content-Security-Policy": f"{policy}{NOT_FRAMED}", **SECURITY})
    assets = [path for path in paths if path.startswith("assets/")]
    hashed = sorted(filter(is_hashed, assets))
    if len(hashed) == len(assets):
        hashed = ["assets/"] if hashed else []
    return (everywhere, *(Rule(f"/{path}", {"Cache-Control": IMMUTABLE}) for path in hashed))


def hosting_files(paths: Collection[str], moves: Iterable[Move]) -> dict[str, bytes]:
    """The files that tell hosts all this, by path; none that is among `paths` already."""
    wanted, moved = rules(paths), tuple(moves)
    made = {
        "_headers": headers_text(wanted),
        "_redirects": redirects_text(moved),
        "vercel.json": vercel_text(wanted, moved),
        # GitHub Pages leaves out what begins with `_` or `.`, unless this says that it is no site of Jekyll.
        ".nojekyll": "",
    }
    if not moved:
        del made["_redirects"]
    return {path: text.encode("utf-8") for path, text in made.items() if path not in paths}


def headers_text(wanted: Iterable[Rule]) -> str:
    """The rules as Netlify and Cloudflare Pages read them from `_headers`."""
    lines = []
    for rule in wanted:
        lines.append(quote(rule.prefix) + ("*" if rule.is_folder else ""))
        lines += [f"  {name}: {value}" for name, value in rule.headers.items()]
    return "\n".join(lines) + "\n"


def redirects_text(moves: Iterable[Move]) -> str:
    """What moved, as Netlify and Cloudflare Pages read it from `_redirects`.

    Netlify serves a file that is there rather than a redirect, and a page that sends the reader on lies at each old
    address: `301!` insists. Cloudflare Pages skips such lines, and takes the plain ones.
    """
    lines = []
    for move in moves:
        old, new = _from_root(move.old), _from_root(move.new)
        lines += [f"{old} {new} {status}" for status in ("301!", "301")]
    return "".join(f"{line}\n" for line in lines)


def vercel_text(wanted: Iterable[Rule], moves: Iterable[Move]) -> str:
    """The rules and what moved, as Vercel reads them from `vercel.json`; its patterns are those of path-to-regexp."""
    headers = [
        {
            "source": _pattern(quote(rule.prefix)) + ("(.*)" if rule.is_folder else ""),
            "headers": [{"key": name, "value": value} for name, value in rule.headers.items()],
        }
        for rule in wanted
    ]
    redirects = [
        {"source": _pattern(_from_root(move.old)), "destination": _pattern(_from_root(move.new)), "permanent": True}
        for move in moves
    ]
    settings = {"trailingSlash": True, "headers": headers, "redirects": redirects}
    return f"{json.dumps(settings, indent=2)}\n"


def _from_root(address: str) -> str:
    return address if "://" in address else f"/{quote(address.lstrip('/'), safe='/#?&=%~')}"


def _pattern(address: str) -> str:
    return re.sub(r"([(){}:*+?\\])", r"\\\1", address) if "://" not in address else address


def is_hashed(path: str) -> bool:
    """Whether the name of a file changes with its content, so that it can be kept for ever."""
    return _HASHED.fullmatch(path) is not None


def cache_control(path: str) -> str:
    """The `Cache-Control` of a file of the site."""
    return IMMUTABLE if is_hashed(path) else SHORT


def content_type(path: str) -> str:
    """The `Content-Type` of a file of the site; `application/octet-stream` for what is not known."""
    name = path.rpartition("/")[2]
    if name == ATOM:
        return "application/atom+xml; charset=utf-8"
    if name == JSON_FEED:
        return "application/feed+json"
    return _TYPES.get(name.rpartition(".")[2].lower() if "." in name else "", "application/octet-stream")
