"""A sheet in another language: the same values, with the texts of its translation."""

from __future__ import annotations

from typing import Any, cast

import msgspec

from generator.load.translation import text_fields
from generator.model import fields
from generator.model.explainer import Texts
from generator.model.prose import Prose


class Foreign(str):
    """A text that a translation lacks: the original's words, which must be shown in their own language."""

    language: str

    @classmethod
    def of(cls, text: str, language: str) -> Foreign:
        """The text, marked with its language."""
        foreign = cls(text)
        foreign.language = language
        return foreign


def translated(record: Any, texts: Texts, original: str, at: str = "") -> Any:
    """The record with its texts in another language; what `texts` lacks stays, marked as being in `original`."""
    changes: dict[str, Any] = {}
    for spec in text_fields(type(record)):
        value = getattr(record, spec.name)
        if not value:
            continue
        path = f"{at}/{spec.name}" if at else spec.name
        if spec.form == "record":
            changes[spec.name] = translated(value, texts, original, path)
        elif spec.form == "table of record":
            changes[spec.name] = {
                key: translated(entry, texts, original, f"{path}/{key}") for key, entry in value.items()
            }
        elif spec.form == "list of record":
            changes[spec.name] = tuple(
                translated(entry, texts, original, f"{path}/{number}") for number, entry in enumerate(value)
            )
        elif spec.form.startswith("list of "):
            changes[spec.name] = tuple(_text(entry, f"{path}/{n}", texts, original) for n, entry in enumerate(value))
        elif spec.form != "actor or text" or not fields.is_id(value):
            changes[spec.name] = _text(value, path, texts, original)
    return msgspec.structs.replace(record, **changes) if changes else record


def _text(value: Any, path: str, texts: Texts, original: str) -> Any:
    if path in texts:
        return texts[path]
    if isinstance(value, Prose):
        return Prose(value.pieces, original, value.inline)
    return Foreign.of(cast(str, value), original)
