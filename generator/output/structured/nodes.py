"""Nodes of JSON-LD: the words and addresses in them, and the text that is put into a page."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urljoin

from markupsafe import Markup

from generator.output.json import encode
from generator.output.views import FrameView
from generator.sections.composer import bare
from generator.sections.parts import NoteView, ProseView, Words

Node = dict[str, Any]

CONTEXT = "https://schema.org"

_UNSAFE = "<>&\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What could end the script element, open a comment in it, break a line of JavaScript, or turn the source around
(HTML, "Restrictions for contents of script elements"; Unicode Technical Report 36, 3.4)."""


def script(nodes: Iterable[Node]) -> Markup:
    """The text of a `<script type="application/ld+json">`: one graph, in which no text can end the element."""
    text = encode({"@context": CONTEXT, "@graph": [full(node) for node in nodes]}).decode("utf-8")
    for sign in _UNSAFE:
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def full(node: Node) -> Node:
    """A node without what it says nothing of."""
    return {key: value for key, value in node.items() if value or value is False or value == 0}


def text_of(words: Words) -> str:
    """Words of a view without markup."""
    if isinstance(words, Markup):
        return bare(str(words))
    return words


def prose_of(prose: ProseView) -> str:
    """A text of a view without markup and without the marks of its citations."""
    said = []
    for piece in prose.pieces:
        if isinstance(piece, Markup):
            said.append(str(piece))
        elif isinstance(piece, NoteView):
            said.append(str(piece.words) if isinstance(piece.words, Markup) else html.escape(piece.words))
    return bare("".join(said))


class Place:
    """Where a page is: makes its addresses absolute when the settings give the site's."""

    def __init__(self, frame: FrameView) -> None:
        self.page = frame.canonical
        self.root = self.at(frame.root)
        self.home = self.at(frame.home)

    def at(self, href: str) -> str:
        """The address that a link of the page leads to."""
        if not href or not self.page or "://" in href or href.startswith("mailto:"):
            return href
        if href.startswith("#"):
            return f"{self.page}{href}"
        return urljoin(self.page, quote(href, safe="/-._~?&=#%:@!$'()*+,;"))
