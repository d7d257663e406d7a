"""Parsed prose as one string of HTML, and two ways of writing the same HTML made equal."""

from __future__ import annotations

import re

from generator.load.markdown import Parsed
from generator.load.markdown.inline import escape
from generator.model.prose import Citation, FigureUse, Link, Mention, Picture, Piece, Placed

_BLOCKS = re.compile(
    r"\s*(</?(?:p|ul|ol|li|blockquote|h[1-6]|pre|hr|table|thead|tbody|tr|td|th|br|div|section)\b[^>]*>)\s*"
)


def show(parsed: Parsed) -> str:
    """The pieces with each reference as simple HTML in its place."""
    return "".join(_show(piece) for piece in parsed.prose.pieces)


def _show(piece: Piece) -> str:
    match piece:
        case str():
            return piece
        case Link(slug, fragment):
            return escape(f"/{slug}/" + (f"#{fragment}" if fragment else ""))
        case Picture(src, alt, caption):
            title = f' title="{escape(caption)}"' if caption else ""
            return f'<img src="{escape(src)}" alt="{escape(alt)}"{title}>'
        case Citation(sources):
            return "<sup>" + " ".join(escape(f"{cited.id} {cited.locator}".strip()) for cited in sources) + "</sup>"
        case FigureUse(figure, at, by):
            return "<data>" + escape(" ".join(part for part in (figure, at, by) if part)) + "</data>"
        case Mention(kind, called, words):
            return f"<dfn>{escape(words or f'{kind} {called}')}</dfn>"
        case Placed(section, only):
            return f"<section>{escape(' '.join((section, *only)))}</section>\n"


def settle(html: str) -> str:
    """HTML as we write it: no blanks around blocks, no `/` in empty tags, our headings, tables and alignment."""
    html = html.replace(" />", ">").replace('<div class="table">', "").replace("</table></div>", "</table>")
    html = re.sub(r"<(/?)h1\b", r"<\1h2", html)
    html = re.sub(r' style="text-align:(\w+)"', r' class="align-\1"', html)
    return _BLOCKS.sub(r"\1", html).strip()
