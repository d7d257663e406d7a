"""Writes `docs/rules/`: `python -m generator.check.docs`, run in the project's root. A test holds them current."""

from __future__ import annotations

from generator.check.explain import entries, page
from generator.diagnostics import Severity

FOLDER = "docs/rules"


def pages() -> dict[str, str]:
    """Every page of the rules' documentation by its path."""
    found = entries()
    written = {f"{FOLDER}/{entry.code}.md": page(entry) for entry in found}
    rows = ["# The rules of the desk", "", "Generated from the rules' own documentation. Do not edit.", ""]
    for severity, title in ((Severity.ERROR, "Errors"), (Severity.WARNING, "Warnings")):
        rows += [f"## {title}", "", "| code | fires when |", "| --- | --- |"]
        for entry in found:
            if entry.severity is severity:
                summary = entry.summary.replace("|", "\\|")
                rows.append(f"| [{entry.code}]({entry.code}.md) | {summary} |")
        rows.append("")
    return {f"{FOLDER}/README.md": "\n".join(rows), **written}


def main() -> None:
    """Writes the pages."""
    for path, text in pages().items():
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


if __name__ == "__main__":
    main()
