"""JSON Schema of the files that authors write, so that editors complete and validate them."""

from __future__ import annotations

import json
import typing
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from generator.load.decode import NUMBER_SHAPE
from generator.model import fields
from generator.model.article import Author, FrontMatter
from generator.model.dates import Date, When
from generator.model.facts import Person, Sheet, SourceUse
from generator.model.moments import Duration, Moment
from generator.model.prose import Prose
from generator.model.settings import Settings

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ROOTS: dict[str, tuple[type[Any], str]] = {
    "facts": (Sheet, "A fact sheet of explainer"),
    "article": (FrontMatter, "The front matter of an article of explainer"),
    "settings": (Settings, "The settings of an explainer site"),
}

_SCALAR = ["string", "number", "boolean"]
"""YAML's guess at a scalar's type does not matter: our types decide, and `2024` is a fine text."""

_SHORT_FORMS = (When, SourceUse, Person, Author)


def json_schema(what: str) -> str:
    """The schema of `facts`, `article` or `settings`, as JSON text."""
    root, title = _ROOTS[what]
    definitions: dict[str, Any] = {}
    body = _record(root, definitions)
    schema = {"$schema": DIALECT, "title": title, **body, "$defs": dict(sorted(definitions.items()))}
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"


def _record(record: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(record, include_extras=True)
    own_id_given = record.__name__ in ("Event", "Question")
    properties = {
        entry.name: _schema(hints[entry.name], definitions)
        for entry in msgspec.structs.fields(record)
        if entry.name != "id" or own_id_given or hints["id"] is not fields.OwnId
    }
    required = [entry.name for entry in msgspec.structs.fields(record) if entry.required]
    kind = record.__struct_config__.tag
    if kind is not None:
        properties = {"kind": {"const": kind}, **properties}
        required = ["kind", *required]
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    described = (record.__doc__ or "").strip().partition("\n\n")[0].replace("\n    ", " ")
    if described:
        found["description"] = described
    if required:
        found["required"] = required
    return found


def _schema(annotation: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        notes = typing.get_args(annotation)[1:]
        kind = next((note.name for note in notes if isinstance(note, fields.Kind)), "text")
        return _kinds().get(kind, {"type": _SCALAR})
    plain = _plain(annotation)
    if plain is not None:
        return plain
    arguments = [entry for entry in typing.get_args(annotation) if entry not in (type(None), Ellipsis)]
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    if origin is not None:
        members = [_schema(argument, definitions) for argument in arguments]
        return members[0] if len(members) == 1 else {"anyOf": members}
    name = annotation.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _record(annotation, definitions)
    reference = {"$ref": f"#/$defs/{name}"}
    return {"anyOf": [{"type": _SCALAR}, reference]} if annotation in _SHORT_FORMS else reference


def _plain(annotation: Any) -> dict[str, Any] | None:
    if annotation in (str, Prose):
        return {"type": _SCALAR}
    if annotation is bool:
        return {"type": "boolean"}
    if annotation is Decimal:
        return {"type": ["number", "string"], "pattern": NUMBER_SHAPE.pattern.replace("\\Z", "$")}
    if annotation is Date:
        return {
            "type": ["string", "number"],
            "description": "EDTF: 2024-11-30, 2024-11, 2024-11-24/2024-11-30, 2025-05~",
        }
    if annotation is Moment:
        return {"type": "string", "description": "A day or a date-time: 2024-11-30, 2024-11-30T14:05+02:00"}
    if annotation is Duration:
        return {"type": "string", "description": "An ISO 8601 duration: P14D, P6M"}
    return None


@cache
def _kinds() -> dict[str, dict[str, Any]]:
    """Schemas of the string fields that have a shape."""
    slug = {"type": ["string", "number"], "pattern": "^[a-z0-9][a-z0-9-]{0,79}$"}
    an_id = {"type": ["string", "number"], "pattern": "^[a-z0-9][a-z0-9-]*$"}
    return {
        "id": an_id,
        "actor": an_id,
        "source": an_id,
        "fact": an_id,
        "slug": slug,
        "url": {"type": "string", "pattern": "^https?://"},
        "language": {"type": "string", "description": "BCP 47: en, ar, pt-BR"},
        "timezone": {"type": "string", "description": "IANA: Europe/Berlin"},
        "destination": {"type": "string", "description": "user@host:/path"},
        "old address": {"type": "string", "description": "An address of this site that leads elsewhere: /old-address/"},
        "port": {"type": "integer", "minimum": 1, "maximum": 65535},
        "reasons": {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}},
    }
