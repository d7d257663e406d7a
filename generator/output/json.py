"""JSON as it is published: UTF-8 without blanks, numbers as they were written."""

from __future__ import annotations

import msgspec


def _text(value: object) -> str:
    """A text that carries its language is a text to JSON."""
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} has no form in JSON")


encode = msgspec.json.Encoder(enc_hook=_text, decimal_format="number").encode
"""The JSON of a value made of records, mappings, lists, texts and numbers."""
