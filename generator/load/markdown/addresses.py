"""Where a link or a picture may lead: the allow-list, and the links to other explainers."""

from __future__ import annotations

import re
from urllib.parse import unquote

from generator.load.markdown.faults import Fault
from generator.model.prose import Link

SCHEMES = ("http", "https", "mailto")

_HINT = "use `https:`, `http:`, `mailto:`, a path, or `#heading`"
_WEB = re.compile(r"https?://[^/?#\\]", re.IGNORECASE)
_PLAIN = re.compile(r"(?:https?://[A-Za-z0-9.-]+/?)?(?!/)[A-Za-z0-9._~/?#=&+,;@-]*")
"""Most addresses, about which there is no more to ask."""
# What a browser drops or skips before it looks for the scheme (WHATWG URL, basic parser, steps 1 to 3), and what a
# reader cannot see.
_UNSEEN = re.compile("[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
_EXPLAINER = re.compile(r"(?:\.{1,2}/)*(?:(?P<slug>[^/.]+)/article|(?P<page>_pages/[^/.]+))(?:\.[A-Za-z0-9-]+)?\.md")
_NEIGHBOUR = re.compile(r"(?:\./)?(?P<page>[^/.]+)(?:\.[A-Za-z0-9-]+)?\.md")


def scheme_fault(url: str) -> Fault | None:
    """What is wrong with the scheme of `url`, which may be percent-encoded; None when it is allowed.

    Anything before a colon counts as a scheme, unless `/`, `?` or `#` comes first.
    """
    if _PLAIN.fullmatch(url):
        return None
    seen = _UNSEEN.sub("", unquote(url))
    head = re.split(r"[/?#]", seen, maxsplit=1)[0]
    scheme, colon, _ = head.partition(":")
    if colon and scheme.lower() not in SCHEMES:
        return Fault("scheme-forbidden", f"`{_short(scheme)}:` is not an address that a page may link to", _HINT)
    if "\\" in head or re.match(r"[/\\]{2}|/\\", seen):
        return Fault("scheme-forbidden", f"`{_short(seen)}` leaves the site without naming `https:`", _HINT)
    if scheme.lower() in ("http", "https") and colon and not _WEB.match(seen):
        return Fault("scheme-forbidden", f"`{_short(seen)}` names no host", "write `https://host/path`")
    return None


def read_address(url: str) -> Link | str | Fault:
    """A link to another explainer or page of the site, or `url` as it is, or what is wrong with it.

    `url` is as normalised by markdown-it: percent-encoded. A link's slug is `_pages/about` for an ordinary page; its
    fragment is decoded.
    """
    if not url:
        return Fault("value-invalid", "a link without an address", "write `[words](address)`")
    if fault := scheme_fault(url):
        return fault
    path, _, fragment = url.partition("#")
    if not path.endswith(".md") or ":" in path:
        return url
    path, fragment = unquote(path), unquote(fragment)
    if match := _EXPLAINER.fullmatch(path):
        return Link(match["slug"] or match["page"], fragment)
    match = _NEIGHBOUR.fullmatch(path)
    if match and match["page"] not in ("article", "_home"):
        return Link("_pages/" + match["page"], fragment)
    hint = "link to another explainer as `../slug/article.md`, to a heading of this page as `#heading`"
    return Fault("reference-not-found", f"`{_short(path)}` is not the article of an explainer", hint)


def picture_fault(src: str) -> Fault | None:
    """What is wrong with the address of a picture; None when it is a path of the project."""
    fault = scheme_fault(src)
    if fault or ":" in re.split(r"[/?#]", unquote(src), maxsplit=1)[0]:
        hint = "put the picture into `media/` and write `![alt](media/name.jpg)`"
        return Fault("scheme-forbidden", f"a picture from elsewhere: `{_short(src)}`", hint)
    return None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
