"""A draft whose references do not all have a target yet: shown with a mark where each of them stands.

Nothing of this is ever published: an explainer with such an error stops a build, unless it is held back and somebody
asks for drafts.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import msgspec
from markupsafe import Markup

from generator.diagnostics import Location
from generator.model.explainer import Explainer, SharedFacts
from generator.model.facts import Picture as PictureOf
from generator.model.facts import SourceUse
from generator.model.prose import Citation, Cited, FigureUse, Link, Mention, Picture, Piece, Placed, Prose, Reference
from generator.resolve.references import check_reference, known_facts

UNRESOLVED = frozenset(("citation-not-found", "reference-not-found"))
"""The errors that are shown by a mark at their place."""

_NOWHERE = functools.partial(Location, "")


def with_marks(explainer: Explainer, shared: SharedFacts) -> Explainer:
    """The explainer with a `<mark>`, in its author's own words, in place of each reference that has no target.

    Ids that point to nothing are left out of the lists that name them, and so are pictures of the page and of events.
    """
    marker = _Marker(explainer, shared)
    return msgspec.structs.replace(
        explainer,
        articles=marker.marked(explainer.articles),
        sheet=marker.marked(explainer.sheet),
        translations=marker.marked(explainer.translations),
    )


class _Marker:
    def __init__(self, explainer: Explainer, shared: SharedFacts) -> None:
        self._explainer = explainer
        self._shared = shared
        self._known = known_facts(explainer, shared)

    def marked(self, value: Any, name: str = "") -> Any:
        """A record, table, list or text with marks. `name` is that of the field that holds it."""
        if isinstance(value, Prose):
            pieces = tuple(piece for entry in value.pieces for piece in self._pieces(entry))
            return msgspec.structs.replace(value, pieces=pieces)
        if isinstance(value, PictureOf):
            return value if value.src in self._explainer.pictures else None
        if isinstance(value, msgspec.Struct):
            fields = value.__struct_fields__
            return msgspec.structs.replace(value, **{each: self.marked(getattr(value, each), each) for each in fields})
        if isinstance(value, dict):
            return {key: self.marked(entry) for key, entry in value.items()}
        if isinstance(value, tuple):
            kept = (entry for entry in value if not self._dangles(entry, name))
            return tuple(self.marked(entry) for entry in kept)
        return value

    def _dangles(self, entry: object, name: str) -> bool:
        if isinstance(entry, SourceUse):
            return self._known.get(entry.id) != "source"
        return name == "affects" and entry not in self._known

    def _pieces(self, piece: Piece) -> Iterator[Piece]:
        if isinstance(piece, (str, Link)):
            yield piece
        elif isinstance(piece, Citation):
            found = tuple(each for each in piece.sources if self._is_sound(Citation((each,))))
            if found:
                yield Citation(found)
            if len(found) < len(piece.sources):
                lost = "; ".join(_cited(each) for each in piece.sources if each not in found)
                yield _mark(f"[{lost}]")
        elif self._is_sound(piece):
            yield piece
        elif isinstance(piece, Placed):
            names = ", ".join(piece.only)
            yield f"<p>{_mark(f':::{{{piece.section}}} only: {names}')}</p>\n"
        else:
            yield _mark(_written(piece))

    def _is_sound(self, reference: Reference) -> bool:
        return not any(check_reference(reference, _NOWHERE, self._explainer, self._shared, self._known))


def _mark(words: str) -> str:
    return str(Markup("<mark>{}</mark>").format(words))


def _cited(each: Cited) -> str:
    return f"@{each.id}, {each.locator}" if each.locator else f"@{each.id}"


def _written(piece: FigureUse | Mention | Picture) -> str:
    """A reference as its author wrote it."""
    if isinstance(piece, Picture):
        return f"![{piece.alt}]({piece.src})"
    if isinstance(piece, Mention):
        return f"{{{piece.kind}}}`{piece.words} <{piece.id}>`" if piece.words else f"{{{piece.kind}}}`{piece.id}`"
    which = (f"@{piece.at}" if piece.at else "") + (f" by {piece.by}" if piece.by else "")
    return f"{{figure}}`{piece.id}{which}`"
