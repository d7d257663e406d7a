"""What citations, roles and fences say: from their source to a reference, or to the fault in it.

The syntax is Pandoc's for citations (`[@id, p. 7; @other]`) and MyST's for roles (`` {term}`words <id>` ``) and
fences (`:::{timeline}`).
"""

from __future__ import annotations

import re
from html import unescape

from generator.diagnostics import did_you_mean
from generator.load.markdown.faults import Fault
from generator.model.prose import Cited, FigureUse, Mention, Placed

ID = re.compile(r"[a-z0-9][a-z0-9-]*")
ID_HINT = "an id is made of `a` to `z`, digits and hyphens"
CITATION_HINT = "write `[@id]`, `[@id, p. 7]` or `[@one; @another]`; a bracket that is only text is written `\\[`"

ROLES = ("actor", "event", "figure", "quote", "term")
SECTIONS = ("actors", "figures", "knowledge", "questions", "quote", "timeline")

_CITED = re.compile(r"\s*@(?P<id>[^\s,;،؛@]+)\s*(?:[,،](?P<locator>(?:\\.|&#?\w{1,31};|[^;؛\\])*))?", re.DOTALL)
_WRITTEN = re.compile(r"\\([!-/:-@\[-`{-~])|&#?\w{1,31};")
_FIGURE = re.compile(r"(?P<id>\S+?)(?:@(?P<at>\S+))?(?:\s+by\s+(?P<by>\S+))?")
_WORDS = re.compile(r"(?P<words>.*\S)\s*<(?P<id>[^<>]*)>", re.DOTALL)
_FENCE = re.compile(r"\{(?P<name>[^{}]*)\}\s*(?P<argument>.*)")
_ONLY = re.compile(r"only:\s*(?P<ids>.*)")


Found = tuple[Cited | Fault, int, int]
"""What a part of a reference's source says, the offset of that part in the source, and its width."""


def read_citation(source: str) -> list[Found]:
    """Each source that the citation `[@a, p. 7; @b]` points to, or the fault in its place; never empty."""
    found: list[Found] = []
    at, end = 1, len(source) - 1
    while True:
        match = _CITED.match(source, at, end)
        stop = match.end() if match else at
        if match is None or (stop < end and source[stop] not in ";؛"):
            fault = Fault("value-invalid", f"`{_line(source)}` is not a citation", CITATION_HINT)
            return [*found, (fault, 0, len(source))]
        name, start = match["id"], match.start("id") - 1
        if ID.fullmatch(name):
            found.append((Cited(name, _read_locator(match["locator"] or "")), start, len(name) + 1))
        else:
            fault = Fault("value-invalid", f"`{name}` is not the id of a source", f"{ID_HINT}; {CITATION_HINT}")
            found.append((fault, start, len(name) + 1))
        if stop >= end:
            return found
        at = stop + 1


def _read_locator(source: str) -> str:
    if "\\" in source or "&" in source:
        # In one pass: what an escaped `&` begins is no entity.
        source = _WRITTEN.sub(lambda found: found[1] or unescape(found[0]), source)
    return " ".join(source.split())


def read_role(name: str, content: str) -> tuple[FigureUse | Mention | Fault, int, int]:
    """The reference that a role makes, or the fault in it, and where in `content` its id stands: offset and width."""
    if name not in ROLES:
        hint = did_you_mean(name, ROLES, "the roles are " + ", ".join(f"`{role}`" for role in ROLES))
        return Fault("reference-not-found", f"there is no role `{name}`", hint), 0, len(content)
    if name == "figure" and ID.fullmatch(content):
        return FigureUse(content), 0, len(content)
    words = _WORDS.fullmatch(content.strip()) if "<" in content else None
    lead = len(content) - len(content.lstrip())
    if name == "figure":
        if words:
            message = f"a figure cannot have words of its own: `{_line(content)}`"
            return Fault("value-invalid", message, "write `` {figure}`id` `` and the words beside it"), 0, len(content)
        return _read_figure(content.strip(), lead)
    called = words["id"].strip() if words else content.strip()
    start = lead + (words.start("id") if words else 0)
    if not ID.fullmatch(called):
        hint = f"{ID_HINT}; words of your own go before it: `` {{{name}}}`words <id>` ``"
        return Fault("value-invalid", f"`{_line(called)}` is not an id", hint), start, max(1, len(called))
    return Mention(name, called, " ".join(words["words"].split()) if words else ""), start, len(called)


def _read_figure(content: str, lead: int) -> tuple[FigureUse | Fault, int, int]:
    """The figure of `id`, `id@date` or `id by actor`; `lead` is how many blanks stood before."""
    match = _FIGURE.fullmatch(content)
    wrong = next((part for part in (match["id"], match["by"]) if part and not ID.fullmatch(part)), "") if match else ""
    if match is None or wrong:
        hint = "write `` {figure}`id` ``, `` {figure}`id@2024-01-31` `` or `` {figure}`id by actor` ``"
        message = f"`{_line(wrong or content)}` is not {'an id' if wrong else 'the name of a figure'}"
        return Fault("value-invalid", message, hint), lead, max(1, len(content))
    return FigureUse(match["id"], match["at"] or "", match["by"] or ""), lead, len(match["id"])


def read_fence(info: str, rows: list[str], *, closed: bool) -> tuple[Placed | None, list[tuple[Fault, int]]]:
    """The section that `:::{name}` places, and the faults in it, each with its row: 0 is the fence itself."""
    match = _FENCE.fullmatch(info.strip())
    if match is None:
        hint = "write `:::{timeline}`, or another section in braces, and `:::` on a line below"
        return None, [(Fault("value-invalid", f"`:::{_line(info)}` places no section", hint), 0)]
    name, only, faults = match["name"].strip(), list[str](), list[tuple[Fault, int]]()
    if name not in SECTIONS:
        hint = did_you_mean(name, SECTIONS, "the sections are " + ", ".join(f"`{known}`" for known in SECTIONS))
        faults.append((Fault("reference-not-found", f"there is no section `{name}` to place", hint), 0))
    if match["argument"]:
        only.append(match["argument"].strip())
    for number, row in enumerate(rows, start=1):
        if chosen := _ONLY.fullmatch(row.strip()):
            only.extend(part for part in re.split(r"\s*[,،]\s*", chosen["ids"].strip()) if part)
        elif row.strip():
            hint = "within the fence stands `only: group, id`, or nothing; end it with `:::`"
            faults.append((Fault("text-lost", f"`{_line(row)}` would not be shown", hint), number))
    if not closed:
        faults.append((Fault("value-invalid", f"`:::{{{name}}}` is not closed", "end it with `:::` on a line"), 0))
    return (None, faults) if faults else (Placed(name, tuple(only)), [])


def _line(source: str) -> str:
    """`source` on one line and short enough for a message."""
    line = " ".join(source.split())
    return line if len(line) <= 60 else line[:59] + "…"
