"""Faults of Markdown, before anyone knows where in the text they stand."""

from __future__ import annotations

import msgspec


class Fault(msgspec.Struct, frozen=True, gc=False):
    """What is wrong and what to do about it: a `Problem` without its place."""

    code: str
    message: str
    hint: str = ""
