"""A fresh draft into files that exist: what is new is added, nothing that stands there is changed."""

import difflib
import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.ingest.errors import IngestError
from generator.ingest.inline import plain_text
from generator.ingest.yaml_text import Raw, Value, write_mapping

_RAW_KEYS = frozenset(["date", "issued", "accessed", "as_of", "inferred", "said_on"])
_REFERRING = frozenset(["speaker", "attributed_to", "asked_by", "answered_by", "publisher", "organization", "actor"])
_NOT_WORDS = re.compile(r"[\W_]+")


def merged_article(old: str, fresh: str) -> str:
    """Return the article with the paragraphs that it lacks, each after the one it follows in the fresh draft.

    Front matter stays as it is.
    """
    parts = _paragraphs(old)
    known = {_key(part): position for position, part in enumerate(parts)}
    after = len(parts) - 1
    for part in _paragraphs(_body(fresh)):
        key = _key(part)
        if key in known:
            after = known[key]
            continue
        after += 1
        parts.insert(after, part)
        known = {_key(each): position for position, each in enumerate(parts)}
    return "\n\n".join(parts) + "\n" if len(parts) != len(_paragraphs(old)) else old


def _body(text: str) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", text, count=1, flags=re.DOTALL)


def _paragraphs(text: str) -> list[str]:
    return [part.strip("\n") for part in re.split(r"\n[ \t]*\n", text) if part.strip()]


def _key(paragraph: str) -> str:
    return _NOT_WORDS.sub("", plain_text(paragraph)).lower() or paragraph


def merged_sheet(old: str, fresh: str) -> str:
    """Return the sheet with the records that it lacks at the end of their sections; its own lines stay byte for byte.

    A record is there already when one says the same: a source of that title, an actor of that name, a figure of that
    value and unit, an event of that date and title, those words of a quote. Ids that are taken by something else are
    numbered. Raises IngestError when the old sheet is not one, or is written so that nothing can be added.
    """
    before, new = _load(old), _load(fresh)
    renamed = _renamed(before, new)
    added = {kind: records for kind in new if (records := _added(kind, before.get(kind), new[kind], renamed))}
    text = old if old.endswith("\n") else old + "\n"
    for kind, records in added.items():
        text = _inserted(text, kind, records, kind in before)
    if _load(text) != _expected(before, added):
        raise IngestError(
            "the sheet is written in a way that nothing can be added to it",
            "put each section's key at the start of a line, with its records below it",
        )
    return text if added else old


def _load(text: str) -> dict[str, Any]:
    try:
        # Every scalar stays the text that it is: dates and numbers are written back as they stand.
        loaded = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise IngestError("`facts.yaml` is no valid YAML", "run `explainer check` and mend it first") from error
    if loaded in (None, ""):
        return {}
    if not isinstance(loaded, dict):
        raise IngestError("`facts.yaml` is no fact sheet", "run `explainer check` and mend it first")
    return loaded


def _records(section: Any) -> Iterator[tuple[str, Any]]:
    """Yield the records of a section with their ids."""
    if isinstance(section, dict):
        yield from section.items()
    elif isinstance(section, list):
        yield from ((each.get("id", ""), each) for each in section if isinstance(each, dict))


def _says(kind: str, record: Any) -> tuple[str, ...]:
    """Return what makes a record the same as another of its kind."""
    if not isinstance(record, dict):
        return (str(record),)
    if kind == "figures":
        seen = record.get("observations") or [{}]
        return str(seen[0].get("value", "")), str(record.get("unit", "")), _key(str(record.get("label", "")))
    keys = {
        "sources": ("title",),
        "actors": ("name",),
        "timeline": ("title",),
        "questions": ("question",),
        "quotes": ("text",),
    }
    if kind == "timeline":
        when = record.get("date", "")
        return str(when.get("date") if isinstance(when, dict) else when), _key(str(record.get("title", "")))
    return tuple(_key(str(record.get(key, ""))) for key in keys.get(kind, ()))


def _renamed(before: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """Return for each id of the fresh draft the one it has in the merged sheet."""
    taken = {record_id for section in before.values() for record_id, _ in _records(section)}
    result: dict[str, str] = {}
    for kind, section in new.items():
        known = {_says(kind, record): record_id for record_id, record in _records(before.get(kind))}
        for record_id, record in _records(section):
            found = known.get(_says(kind, record))
            number, candidate = 2, record_id
            while found is None and candidate in taken:
                candidate, number = f"{record_id}-{number}", number + 1
            result[record_id] = candidate if found is None else found
            taken.add(result[record_id])
    return result


def _added(kind: str, before: Any, section: Any, renamed: dict[str, str]) -> Any:
    """Return the records of a section that are new, with their references following the renamed ids."""
    if isinstance(section, str):
        return section if before in (None, "") else ""
    known = {_says(kind, record) for _, record in _records(before)}
    fresh = [
        (record_id, _following(record, renamed))
        for record_id, record in _records(section)
        if _says(kind, record) not in known
    ]
    if isinstance(section, dict):
        return {renamed.get(record_id, record_id): record for record_id, record in fresh}
    return [
        record | {"id": renamed.get(record["id"], record["id"])} if "id" in record else record for _, record in fresh
    ]


def _following(value: Any, renamed: dict[str, str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {
            each: _following(inner, renamed, each if key != "sources" else f"sources.{each}")
            for each, inner in value.items()
        }
    if isinstance(value, list):
        return [_following(each, renamed, key) for each in value]
    if key in _REFERRING or key in ("sources", "sources.id", "actors"):
        return renamed.get(value, value)
    if key in ("answer", "background") and "[@" in value:
        return re.sub(r"(?<=@)[\w-]+", lambda match: renamed.get(match[0], match[0]), value)
    return value


def _inserted(text: str, kind: str, records: Any, present: bool) -> str:
    lines = text.splitlines(keepends=True)
    if not present:
        return text + write_mapping({kind: _value(records)})
    start = next(
        (i for i, line in enumerate(lines) if re.match(rf"[\"']?{re.escape(kind)}[\"']?\s*:\s*(?:#.*)?$", line)), None
    )
    if start is None:
        raise IngestError(
            f"`{kind}` of the sheet is written on one line, so that nothing can be added to it",
            f"put the records of `{kind}` below it, each on its own lines",
        )
    end = next((i for i in range(start + 1, len(lines)) if re.match(r"[^\s#-]", lines[i])), len(lines))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    first = next((line for line in lines[start + 1 : end] if line.strip() and not line.lstrip().startswith("#")), "  ")
    indent = len(first) - len(first.lstrip(" "))
    written = write_mapping({kind: _value(records)}).splitlines(keepends=True)[1:]
    shifted = [
        (" " * (indent - 2) + line if indent >= 2 else line[2 - indent :]) if line.strip() else line for line in written
    ]
    return "".join((*lines[:end], *shifted, *lines[end:]))


def _value(value: Any, key: str = "") -> Value:
    """Return a loaded value for writing: numbers and dates plain again, all else as text."""
    if isinstance(value, dict):
        return {each: _value(inner, each) for each, inner in value.items()}
    if isinstance(value, list):
        return [_value(each, key) for each in value]
    if key == "value" and re.fullmatch(r"-?\d+(?:\.\d+)?", value):
        return Raw(value)
    if key in _RAW_KEYS and re.fullmatch(r"[\d-]{7,10}|true", value):
        return Raw(value)
    return str(value)


def _expected(before: dict[str, Any], added: dict[str, Any]) -> dict[str, Any]:
    result = dict(before)
    for kind, records in added.items():
        old = before.get(kind)
        if isinstance(records, dict):
            result[kind] = {**(old or {}), **records}
        elif isinstance(records, list):
            result[kind] = [*(old or []), *records]
        else:
            result[kind] = records
    return result


def difference(name: str, old: str, new: str) -> str:
    """Return a unified diff of a file."""
    lines = difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), name, name)
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)
