"""The codes that other stages report, with their documentation: reading, resolving and planning have no rule here."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Severity

INTERNAL = "internal-error"
"""The code of a rule that raised. It is our fault and not the author's: the command ends with exit code 3."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that is no rule of the desk, and what `--explain` says of it."""

    code: str
    documentation: str
    severity: Severity = Severity.ERROR


def _code(code: str, summary: str, why: str, example: str, instead: str) -> Code:
    text = f"{summary}\n\n**Why it matters.** {why}\n\n**Example.** {example}\n\n**Instead.** {instead}"
    return Code(code, text)


ELSEWHERE: tuple[Code, ...] = (
    _code(
        "yaml-invalid",
        "A text is no YAML, or uses what is not read: anchors, aliases, tags, merge keys, a second document.",
        "What cannot be read cannot be shown, and what is guessed may be wrong.",
        "`title: Cairo: the talks`; a tab before a key; `&anchor`.",
        "Put text that holds `: ` in quotes, indent with spaces, write values out.",
    ),
    _code(
        "key-missing",
        "A record lacks a key that it needs.",
        "A source without a title or a figure without a label has nothing to show.",
        "`sources: {report: {url: https://example.org}}`, which has no `title`.",
        "Add the key that the message names.",
    ),
    _code(
        "value-invalid",
        "A value is not of the kind that its key takes, is none of the choices, or is a date that cannot be.",
        "A value that is guessed at is a wrong value with good manners: `44,330` may be 44 and `NO` may be false.",
        '`value: "44,330"`; `as_of: 30/11/2024`; `kind: organisation`; `{value: 12, low: 20, high: 30}`.',
        "Write what the hint gives: `44330`, `2024-11-30`, `organization`. `--fix` writes numbers as YAML wants them.",
    ),
    _code(
        "key-duplicate",
        "A key stands twice in one record.",
        "Other tools keep the last one in silence; the author meant one of the two.",
        "Two lines `value: …` in one observation.",
        "Keep one of them.",
    ),
    _code(
        "id-duplicate",
        "An id is given to two facts of one explainer, `_shared` included.",
        "A reference to it could mean either.",
        "A source `census` and a figure `census`.",
        "Rename one, and the references to it.",
    ),
    _code(
        "limit-exceeded",
        "A file is larger or nested deeper than anything that a newsroom writes.",
        "One file must not be able to stop the build of all others.",
        "An article of more than 256 KiB; a sheet nested deeper than 32 levels.",
        "Split the file, or move its data into the fact sheet or `_shared`.",
    ),
    _code(
        "encoding-invalid",
        "A file is not UTF-8, or holds characters that no text may hold.",
        "Its letters would come out as others.",
        "An article saved as Windows-1256 or UTF-16.",
        "Save it as UTF-8.",
    ),
    _code(
        "citation-not-found",
        "A citation names a source that neither the sheet nor `_shared` has; or a bare `[1]` points nowhere.",
        "The reader would follow it to nothing.",
        "`[@talks-reprot]`; `The fund was set up in 1990 [1].`",
        "Write the id of a source; the hint names the nearest one.",
    ),
    _code(
        "reference-not-found",
        "A role, id, slug, picture or heading does not exist, or is held back.",
        "The page would show a gap, or link to nothing.",
        "`` {figure}`kiled-gaza` ``; `[the talks](../talks/article.md#ends)` to no heading; `sources: [reprot]`.",
        "Write the name that the hint gives, or add what is missing.",
    ),
    _code(
        "url-conflict",
        "Two outputs stand at one address, or at two that differ only in case or normal form.",
        "One of them would be lost, which one by accident.",
        "An alias `/about/` beside the page `about`.",
        "Rename one of them.",
    ),
    _code(
        "text-lost",
        "Text of the author would not be on the page.",
        "Nothing may be lost in silence.",
        "Lists nested deeper than the renderer goes; a link definition that nothing uses.",
        "Use fewer levels; delete what is not meant to be shown, or put it in a comment.",
    ),
    _code(
        "html-raw",
        "Markdown holds raw HTML, which is off.",
        "HTML in content can carry script, and breaks on paper and in feeds.",
        "`<b>never</b>`.",
        "Write Markdown: `**never**`. A `<` that is text is written `\\<`.",
    ),
    _code(
        "scheme-forbidden",
        "A link's scheme is not http, https or mailto.",
        "`javascript:` and its like run code in a reader's browser.",
        "`[more](javascript:alert)`.",
        "Link to a page.",
    ),
)  # fmt: skip
"""In the order of the contract's table."""

SHOWABLE = frozenset(
    (
        *("placeholder-left", "attribution-missing", "as-of-missing", "date-reversed", "quote-unattributed"),
        *("key-unknown", "html-raw", "text-lost", "scheme-forbidden"),
        *("citation-not-found", "reference-not-found"),
    )
)
"""Errors that leave a page which can be shown, as long as its files could be read: an explainer that is held back is
shown with them where drafts are, since unfinished work is what a draft is."""
