"""How to cite a page: in words, as BibTeX, and as CSL-JSON."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

import msgspec
from markupsafe import Markup

from generator.language.speech import Speech
from generator.sections.parts import DateView

_json = json.JSONEncoder(ensure_ascii=False).encode

_TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\^{}"}
)


class CiteView(msgspec.Struct, frozen=True, gc=False):
    """The ways to cite a page."""

    text: str
    bibtex: str
    csl: Markup
    """A CSL-JSON list of one item, a field a line; its quotation marks need no escape between tags."""


def cite_view(
    speech: Speech, slug: str, title: str, authors: Sequence[str], site: str, date: DateView, url: str
) -> CiteView:
    """How to cite the page as it stood on `date`, its last update. `url` is absolute; empty when the site gives none.

    A page without authors is cited under the name of its site: it has said whose it is.
    """
    names = list(authors) or [site]
    day = date.machine[:10]
    text = (
        f"{speech.list(names)}, “{title}”. "
        + (f"{site}, " if authors else "")
        + f"{date.words}."
        + (f" {url}" if url else "")
    )
    fields = [
        ("author", " and ".join(f"{{{_tex(name)}}}" for name in names)),
        ("title", f"{{{_tex(title)}}}"),
        ("organization", _tex(site)),
        ("date", day),
        ("langid", speech.language),
        ("url", url),
    ]
    lines = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields if value)
    item = {
        "id": slug,
        "type": "webpage",
        "title": title,
        "author": [{"literal": name} for name in names],
        "container-title": site,
        "issued": {"date-parts": [[int(part) for part in day.split("-")]]},
        "language": speech.language,
        "URL": url,
    }
    told = ",\n".join([f'  "{key}": {_json(value)}' for key, value in item.items() if value])
    csl = Markup(html.escape(f"[{{\n{told}\n}}]", quote=False))
    return CiteView(text, f"@online{{{slug}-{day[:4]},\n{lines}\n}}", csl)


def _tex(text: str) -> str:
    return text.translate(_TEX)
