"""Rules and sections in a fingerprint."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.check.subject import Check
from generator.sections.table import Section


def marks_of(entry: Check | Section) -> tuple[object, ...]:
    """What tells one version of a rule or a section from another: a project may pass its own to a build."""
    function = entry.rule if isinstance(entry, Check) else entry.build
    module = getattr(function, "__module__", "")
    file = getattr(sys.modules.get(module), "__file__", None)
    code = b"" if module.startswith("generator.") or not file else Path(file).read_bytes()
    words = (entry.code, entry.severity, entry.on) if isinstance(entry, Check) else (entry.heading, entry.template)
    return (*words, module, getattr(function, "__qualname__", ""), code)
