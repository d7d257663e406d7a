"""`facts.ar.yaml`: the texts of a sheet in another language, and nothing but texts."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from generator.diagnostics import did_you_mean
from generator.load import yaml
from generator.load.decode import PlainText, Reading, name_of
from generator.load.yaml import Node, Scalar
from generator.model import fields
from generator.model.dates import When
from generator.model.explainer import Texts
from generator.model.prose import INLINE, Prose


@dataclass(frozen=True, slots=True)
class TextField:
    """A field of a record that a translation can reach."""

    name: str
    form: str
    """`text`, `actor or text`, `inline`, `block`, or `record`, `list of …`, `table of …` of what `record` says."""
    record: type[Any] | None = None


@fields.once_per_type
def text_fields(record: type[Any]) -> tuple[TextField, ...]:
    """The fields of a record that hold words, directly or further in, in the order of the record."""
    if record is When:
        return (TextField("note", "text"),)
    hints = typing.get_type_hints(record, include_extras=True)
    found = (_text_field(entry.name, hints[entry.name]) for entry in msgspec.structs.fields(record))
    return tuple(entry for entry in found if entry is not None)


def _text_field(name: str, annotation: Any) -> TextField | None:
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        notes = typing.get_args(annotation)[1:]
        if INLINE in notes:
            return TextField(name, "inline")
        kind = next((note.name for note in notes if isinstance(note, fields.Kind)), "")
        return TextField(name, kind) if kind in ("text", "actor or text") else None
    if annotation is Prose:
        return TextField(name, "block")
    arguments = [entry for entry in typing.get_args(annotation) if entry not in (type(None), Ellipsis)]
    if origin is tuple:
        member = _text_field(name, arguments[0])
        return TextField(name, f"list of {member.form}", member.record) if member else None
    if origin is dict:
        member = _text_field(name, arguments[1])
        return TextField(name, "table of record", member.record) if member and member.record else None
    if arguments and origin is not None and typing.get_origin(annotation) is not typing.Literal:
        return _text_field(name, arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        if annotation is When:
            return TextField(name, "record", When)
        return TextField(name, "record", annotation) if text_fields(annotation) else None
    return None


def read_translation(reading: Reading, original: Any) -> Texts:
    """The texts of a translated sheet, by their path of keys. Faults are reported to `reading`."""
    reading.problems.extend(reading.file.problems)
    texts: Texts = {}
    root = reading.file.root
    if root is not None and not (isinstance(root, Scalar) and root.is_null):
        _read_record(root, "", original, reading, texts)
    return texts


def _read_record(node: Node, at: str, original: Any, reading: Reading, texts: Texts) -> None:
    if not isinstance(node, yaml.Mapping):
        reading.fault(node, f"{name_of(type(original))} is written as `key: value` lines")
        return
    known = {entry.name: entry for entry in text_fields(type(original))}
    everything = {entry.name for entry in msgspec.structs.fields(type(original))}
    for key, value in node.items:
        path = f"{at}/{key.text}" if at else key.text
        if key.text in known:
            _read_field(known[key.text], key, value, path, getattr(original, key.text), reading, texts)
        elif key.text == "id" and isinstance(value, Scalar) and value.text == getattr(original, "id", None):
            continue
        elif key.text in everything:
            hint = f"a translation gives texts only; change `{key.text}` in the original sheet"
            reading.fault(key, f"`{key.text}` is a value, not a text", hint)
        else:
            hint = did_you_mean(key.text, known, f"the texts of {name_of(type(original))} are {', '.join(known)}")
            reading.fault(key, f"unknown key `{key.text}` in {name_of(type(original))}", hint, "key-unknown")


def _read_field(
    spec: TextField, key: Scalar, node: Node, path: str, original: Any, reading: Reading, texts: Texts
) -> None:
    if isinstance(node, Scalar) and node.is_null:
        return
    form = spec.form
    if form in ("text", "actor or text", "inline", "block"):
        _read_text(form, node, path, original, reading, texts)
    elif form == "record":
        if original is None:
            reading.fault(
                key, f"the original has no `{spec.name}` here", "translate what is there", "reference-not-found"
            )
        else:
            _read_record(node, path, original, reading, texts)
    elif form == "table of record":
        _read_table(node, path, original, reading, texts)
    elif not isinstance(node, yaml.Sequence):
        reading.fault(node, f"`{spec.name}` is a list, in the order of the original")
    else:
        _read_list(form.removeprefix("list of "), node, path, original, reading, texts)


def _read_list(
    form: str, node: yaml.Sequence, path: str, original: tuple[Any, ...], reading: Reading, texts: Texts
) -> None:
    if len(node.items) > len(original):
        hint = "lists are translated by position: one entry for each of the original's, in its order"
        reading.fault(
            node.items[len(original)], f"the original has {len(original)} entries here", hint, "reference-not-found"
        )
    for number, (item, known) in enumerate(zip(node.items, original, strict=False)):
        if isinstance(item, Scalar) and item.is_null:
            continue
        if form == "record":
            _read_record(item, f"{path}/{number}", known, reading, texts)
        else:
            _read_text(form, item, f"{path}/{number}", known, reading, texts)


def _read_table(node: Node, path: str, original: dict[str, Any], reading: Reading, texts: Texts) -> None:
    if not isinstance(node, yaml.Mapping):
        reading.fault(node, f"`{path.rpartition('/')[2]}` is written as `id: …` lines")
        return
    for key, value in node.items:
        if key.text in original:
            _read_record(value, f"{path}/{key.text}", original[key.text], reading, texts)
        else:
            hint = did_you_mean(key.text, original, "a translation repeats the ids of the original")
            reading.fault(key, f"the original has no `{key.text}`", hint, "reference-not-found")


def _read_text(form: str, node: Node, path: str, original: Any, reading: Reading, texts: Texts) -> None:
    if not isinstance(node, Scalar):
        reading.fault(node, f"`{path.rpartition('/')[2]}` is a text")
    elif not original and form != "actor or text":
        reading.fault(
            node,
            f"the original has no `{path.rpartition('/')[2]}` here",
            "give it in the original first",
            "reference-not-found",
        )
    elif form == "actor or text" and (not original or fields.is_id(original)):
        reading.fault(
            node, f"`{path.rpartition('/')[2]}` of the original is an actor, not a text", "translate the actor's name"
        )
    elif form in ("inline", "block"):
        texts[path] = reading.prose(node, path, inline=form == "inline")
    else:
        texts[path] = text = node.text.strip()
        reading.plain.append(PlainText(path, text))


def texts_of(record: Any, at: str = "") -> Iterator[str]:
    """The paths of every text of a record that a translation should give."""
    for spec in text_fields(type(record)):
        value = getattr(record, spec.name)
        path = f"{at}/{spec.name}" if at else spec.name
        if not value or (spec.form == "actor or text" and fields.is_id(value)):
            continue
        if spec.form == "record":
            yield from texts_of(value, path)
        elif spec.form == "table of record":
            for key, entry in value.items():
                yield from texts_of(entry, f"{path}/{key}")
        elif spec.form == "list of record":
            for number, entry in enumerate(value):
                yield from texts_of(entry, f"{path}/{number}")
        elif spec.form.startswith("list of "):
            yield from (f"{path}/{number}" for number in range(len(value)))
        else:
            yield path
