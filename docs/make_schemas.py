"""A tool for developers: `python docs/make_schemas.py` writes the JSON Schemas of `facts.json` from its records."""

from __future__ import annotations

from pathlib import Path

from generator.output.data.schemas import SCHEMAS, schema_of

if __name__ == "__main__":
    for name, kind in SCHEMAS.items():
        (Path(__file__).parent / name).write_text(schema_of(kind), encoding="utf-8")
