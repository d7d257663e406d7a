"""Diagnostics as SARIF 2.1.0 (OASIS, docs.oasis-open.org/sarif/sarif/v2.1.0), which code hosts and editors read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from generator.diagnostics import Diagnostic, Severity, sort_diagnostics

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render_sarif(diagnostics: Iterable[Diagnostic], documentation: Mapping[str, str], version: str) -> str:
    """One run of the tool, as JSON. `documentation` is Markdown by code, of which the first line is the summary."""
    found = sort_diagnostics(diagnostics)
    codes = sorted({entry.code for entry in found})
    rules = [_rule(code, documentation.get(code, "")) for code in codes]
    driver: dict[str, Any] = {"name": "explainer", "version": version, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"PROJECT": {"description": {"text": "the folder of explainer.yaml"}}},
        "results": [_result(entry, codes.index(entry.code)) for entry in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, documentation: str) -> dict[str, Any]:
    summary = documentation.strip().partition("\n\n")[0].replace("\n", " ") or code
    rule: dict[str, Any] = {"id": code, "shortDescription": {"text": summary}}
    if documentation:
        rule["help"] = {"text": documentation, "markdown": documentation}
    return rule


def _result(found: Diagnostic, number: int) -> dict[str, Any]:
    at = found.location
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(at.path) or ".", "uriBaseId": "PROJECT"}}
    if at.line:
        region = {"startLine": at.line}
        if at.column:
            region |= {"startColumn": at.column, "endColumn": at.column + at.width}
        place["region"] = region
    return {
        "ruleId": found.code,
        "ruleIndex": number,
        "level": str(Severity(found.severity)),
        "message": {"text": f"{found.message}. {found.hint}" if found.hint else found.message},
        "locations": [{"physicalLocation": place}],
    }
