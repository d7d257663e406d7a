"""Where a record points to: the ids in its fields, found by what the fields are annotated with."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

import msgspec

from generator.model import fields
from generator.model.fields import ACTOR, ACTOR_OR_TEXT, FACT, SOURCE, Kind, is_id
from generator.model.prose import Prose, Reference

_POINTING = {ACTOR: "actor", ACTOR_OR_TEXT: "actor", SOURCE: "source", FACT: "fact"}


class Pointer(msgspec.Struct, frozen=True, gc=False):
    """An id in a field of a record."""

    at: str
    """The path of keys to it, such as `timeline/3/sources/0/id`."""
    kind: str
    """What it must be: `actor`, `source`, or `fact` for any."""
    id: str


@fields.once_per_type
def _plan(record: type[Any]) -> tuple[tuple[str, str, str], ...]:
    """For each field that points somewhere: its name, its form, and the kind of its target."""
    hints = typing.get_type_hints(record, include_extras=True)
    return tuple(found for entry in msgspec.structs.fields(record) if (found := _field(entry.name, hints[entry.name])))


def _field(name: str, annotation: Any) -> tuple[str, str, str] | None:
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        kind = next((note for note in typing.get_args(annotation)[1:] if isinstance(note, Kind)), fields.TEXT)
        return (
            (name, "actor or text" if kind is ACTOR_OR_TEXT else "id", _POINTING[kind]) if kind in _POINTING else None
        )
    if annotation is Prose:
        return None
    arguments = [entry for entry in typing.get_args(annotation) if entry not in (type(None), Ellipsis)]
    if origin is tuple:
        member = _field(name, arguments[0])
        return (name, f"list of {member[1]}", member[2]) if member else None
    if origin is dict:
        member = _field(name, arguments[1])
        return (name, "table of record", "") if member else None
    if arguments and origin is not typing.Literal:
        return _field(name, arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct) and _plan(annotation):
        return (name, "record", "")
    return None


def pointers(record: Any) -> list[Pointer]:
    """Every id that a record, or a record within it, points to, in the order of its fields."""
    found: list[Pointer] = []
    _gather(record, "", found)
    return found


def _gather(record: Any, at: str, found: list[Pointer]) -> None:
    for name, form, kind in _plan(type(record)):
        value = getattr(record, name)
        if not value:
            continue
        path = f"{at}/{name}" if at else name
        if form == "id":
            found.append(Pointer(path, kind, value))
        elif form == "actor or text":
            if is_id(value):
                found.append(Pointer(path, kind, value))
        elif form == "record":
            _gather(value, path, found)
        elif form == "list of record":
            for number, entry in enumerate(value):
                _gather(entry, f"{path}/{number}", found)
        elif form == "table of record":
            for key, entry in value.items():
                _gather(entry, f"{path}/{key}", found)
        else:
            for number, entry in enumerate(value):
                if form != "list of actor or text" or is_id(entry):
                    found.append(Pointer(f"{path}/{number}", kind, entry))


def references(record: Any) -> Iterator[Reference]:
    """Every reference in the prose of a record or of a record within it."""
    if isinstance(record, Prose):
        for piece in record.pieces:
            if not isinstance(piece, str):
                yield piece
    elif isinstance(record, msgspec.Struct):
        for name in _prose_fields(type(record)):
            yield from references(getattr(record, name))
    elif isinstance(record, tuple):
        for entry in record:
            yield from references(entry)
    elif isinstance(record, dict):
        for entry in record.values():
            yield from references(entry)


@fields.once_per_type
def _prose_fields(record: type[Any]) -> tuple[str, ...]:
    hints = typing.get_type_hints(record)
    return tuple(entry.name for entry in msgspec.structs.fields(record) if _holds_prose(hints[entry.name]))


def _holds_prose(annotation: Any) -> bool:
    if annotation is Prose:
        return True
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return bool(_prose_fields(annotation))
    return any(_holds_prose(entry) for entry in typing.get_args(annotation))
