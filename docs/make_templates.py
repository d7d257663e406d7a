"""A tool for developers: `python docs/make_templates.py` writes `docs/templates.md` from the views.

The fields are read from the source of each view, so that the words behind a field are the words of its docstring.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import itertools
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from generator.output import list_views, social, views

ROOT = Path(__file__).resolve().parents[1]
PAGES: dict[str, type] = {
    "explainer.html": views.ExplainerView,
    "home.html": list_views.HomeView,
    "explainers.html": list_views.ExplainersView,
    "topic.html": list_views.TopicView,
    "figures.html": list_views.FiguresPageView,
    "glossary.html": list_views.GlossaryView,
    "search.html": list_views.SearchView,
    "corrections.html": list_views.CorrectionsView,
    "ordinary.html": list_views.OrdinaryView,
    "missing.html": list_views.MissingView,
    "redirect.html": views.RedirectView,
    "card.svg": social.SocialCardView,
}
"""The view of each page's template."""

HEAD = """# Templates and what they see

<!-- Written by `python docs/make_templates.py` from the views; a test holds it to them. -->

A project overrides a template of the theme by a file of the same name in its own `templates/`; everything else stays
the theme's. `{% extends "default/explainer.html" %}` reaches the theme's own. Static files go the same way:
`templates/static/tokens.css` replaces the design's values, and `templates/static/custom.css` is linked last.

A template sees `page`, the view of its kind; a section's partial sees `section` as well, with `section.content`. Views
are frozen values of strings, numbers, safe markup and tuples. `_("words")` and `ngettext("{n} one", "{n} many", n)` say
interface words in the page's language. Everything is escaped; there is no `safe` filter, and the content security
policy allows neither inline script nor inline style.

`card.svg` is drawn as PNG, 1,200 × 630, with the fonts in `templates/card/title` and `templates/card/text` and no
others; a project adds its own there, file by file. It may load nothing.
"""


def main() -> int:
    """Writes the page."""
    (ROOT / "docs" / "templates.md").write_text(text(), "utf-8")
    return 0


def text() -> str:
    """The page, from the views as they are."""
    table = importlib.import_module("generator.sections.table")
    parts = [HEAD, "## Pages\n", "| template | `page` |", "| --- | --- |"]
    parts += [f"| `{template}` | {_link(view.__name__)} |" for template, view in PAGES.items()]
    parts += ["\n## Sections\n", "In the order of the page.\n", "| template | `section.content` |", "| --- | --- |"]
    roots = list(PAGES.values())
    for section in table.SECTIONS:
        view = _content(section.build)
        roots.append(view)
        parts.append(f"| `{section.template}` | {_link(view.__name__)} |")
    parts += ["\n## Partials\n", "| template | what it is |", "| --- | --- |"]
    parts += [f"| `{name}` | {said} |" for name, said in _partials()]
    parts.append("\n## Views\n")
    parts += [_describe(view) for view in _reached(roots)]
    return "\n".join(parts).rstrip() + "\n"


def _content(build: Any) -> type:
    """The view that a section's `build` returns."""
    found = typing.get_type_hints(build)["return"]
    return next(each for each in typing.get_args(found) if each is not type(None))


def _partials() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "templates" / "parts").glob("*.html")):
        words = file.read_text("utf-8").partition("{#")[2].partition("#}")[0]
        yield f"parts/{file.name}", " ".join(words.split()).replace("|", "\\|")


def _reached(roots: list[type]) -> list[type]:
    """The views that templates may meet, in the order in which they are met."""
    seen: dict[type, None] = {}
    waiting = list(roots)
    while waiting:
        view = waiting.pop(0)
        if view in seen:
            continue
        seen[view] = None
        hints = typing.get_type_hints(view)
        waiting += [found for name in _names(view) for found in _views_in(hints[name])]
    # What prose holds cannot be told from the type of its pieces.
    parts = importlib.import_module("generator.sections.parts")
    for name in ("CitationView", "NoteView", "PictureView", "SectionView", "Statement"):
        seen.setdefault(getattr(parts, name))
    return list(seen)


def _names(view: type) -> tuple[str, ...]:
    return tuple(field.name for field in msgspec.structs.fields(view))


def _views_in(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for each in typing.get_args(hint):
        yield from _views_in(each)


def _describe(view: type) -> str:
    said = dict(_fields(view))
    lines = [
        f"### {view.__name__}\n",
        f"{_words(inspect.getdoc(view) or '')}\n",
        "| field | type | |",
        "| --- | --- | --- |",
    ]
    for name in _names(view):
        kind = str(view.__annotations__[name]).replace("|", "\\|")
        lines.append(f"| `{name}` | `{kind}` | {said.get(name, '')} |")
    return "\n".join(lines) + "\n"


def _fields(view: type) -> Iterator[tuple[str, str]]:
    """The docstring behind each field that has one."""
    tree = ast.parse(inspect.getsource(view))
    body = typing.cast("ast.ClassDef", tree.body[0]).body
    for field, words in itertools.pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(words, ast.Expr)
            and isinstance(words.value, ast.Constant)
        ):
            yield field.target.id, _words(str(words.value.value))


def _words(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _link(view: str) -> str:
    return f"[{view}](#{view.lower()})"


if __name__ == "__main__":
    sys.exit(main())
