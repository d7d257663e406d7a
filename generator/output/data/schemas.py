"""The JSON Schemas of `facts.json`, made from its records: `docs/facts.schema.json`, `docs/site-facts.schema.json`."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from generator.output.data.records import FactsFile, SiteFile

SCHEMAS: dict[str, type[msgspec.Struct]] = {"facts.schema.json": FactsFile, "site-facts.schema.json": SiteFile}


def schema_of(kind: type[msgspec.Struct]) -> str:
    """The JSON Schema (2020-12) of a file, as text."""
    told = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_numbers(msgspec.json.schema(kind))}
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _numbers(part: Any) -> Any:
    """A schema in which decimals are the numbers that we write them as."""
    if isinstance(part, dict):
        if part.get("format") == "decimal":
            return {"type": "number"}
        return {key: _numbers(value) for key, value in part.items()}
    return [_numbers(each) for each in part] if isinstance(part, list) else part
