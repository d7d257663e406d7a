"""Inline Markdown: its plain text, and the escapes that keep foreign text from becoming syntax."""

import re
from functools import lru_cache

# An escaped bracket opens no link; asked at each of thousands, the pattern would search 500 characters from each.
_LINK = re.compile(r"(!?)(?<!\\)\[((?:[^\[\]\\]|\\.){0,500})\]\((\S{1,2000}?)(?:\s+\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_]{1,2000}?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"`([^`\n]{1,500})`")
_CITATION = re.compile(r"[ \u00a0]?\[@[\w:.-]+(?:, [^\[\]@;]{1,80})?(?:; ?@[\w:.-]+(?:, [^\[\]@;]{1,80})?)*\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

_RAW_HTML = re.compile(r"<(?=[A-Za-z/!?])(?!https?://)")
_ROLE = re.compile(r"\{(?=[\w-]+\}`)")
_SPECIAL = re.compile(r"[\\`*_\[\]<{}]")
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|:::|=+$|-{2,}|~~~|\|)")
_NUMBERED_START = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")


@lru_cache(maxsize=4096)
def plain_text(markdown: str) -> str:
    """Return the words of inline Markdown as a reader sees them: marks, citations, link targets and escapes are gone.

    Kept, since every step of the import asks for the same blocks.
    """
    if not any(mark in markdown for mark in "*_[`\\<"):
        return markdown
    text = _CITATION.sub("", markdown)
    text = _LINK.sub(lambda match: match[2], text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = _CODE.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text)


def guard(text: str) -> str:
    """Return pasted Markdown with what our own syntax would take for more than text escaped: raw HTML and roles."""
    return _ROLE.sub(r"\\{", _RAW_HTML.sub(r"\\<", text))


def escape(text: str) -> str:
    """Return plain text as inline Markdown that shows exactly it."""
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


def guard_start(text: str) -> str:
    """Return a paragraph whose beginning cannot be read as a heading, list, quotation, fence, rule or table."""
    text = _NUMBERED_START.sub(r"\1\\\2", text, count=1)
    return _LINE_START.sub(r"\1\\\2", text, count=1)


def whole_emphasis(markdown: str) -> str | None:
    """Return the inside of a text that stands in one pair of emphasis marks from end to end, or None."""
    match = re.fullmatch(r"(\*\*|__|\*|_)([^*_]+)\1", markdown.strip())
    return match[2] if match else None
