"""The syntax that explainers add to CommonMark, as rules of markdown-it: within a block.

A rule that finds something leaves a token with its source; whether that source makes sense is judged later
(`references`), so that a fault never changes how the text around it is read.
"""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline, link
from mdit_py_plugins.myst_role.index import myst_role

from generator.load.markdown.faults import Fault
from generator.load.markdown.references import CITATION_HINT, ROLES

_BRACKET = re.compile(r"\[[^\[\]\\`]*(?:\\.[^\[\]\\`]*)*\]", re.DOTALL)
_CITES = re.compile(r"(?:^\[|[\s;\[])-?@\w")
_NUMBERS = re.compile(r"\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*\]")
_NOTE = re.compile(r"\[\^[^\]\[\s^]+\]")
_ROLE = re.compile(r"\{(" + "|".join(ROLES) + r")\}")
# An open or closing tag, a declaration, an instruction or CDATA (CommonMark 0.31, 6.6), as far as a reader can tell.
_TAG = re.compile(
    r"<(?:/[A-Za-z][A-Za-z0-9-]*\s*>"
    r"|[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\s*/?>"
    r"|[!?][A-Za-z\[])"
)


def push_fault(state: StateInline, fault: Fault, width: int) -> None:
    """Notes a fault at the place where the parser stands; the text is then read as if nothing was."""
    token = state.push("fault", "", 0)
    token.meta = {"fault": fault, "width": width}


def note(state: StateInline, silent: bool) -> bool:
    """A footnote `[^1]`, which is always a fault: explainers cite sources."""
    if state.src[state.pos] != "[":
        return False
    match = _NOTE.match(state.src, state.pos, state.posMax)
    if match is None or state.src.startswith("(", match.end()):
        return False
    if not silent:
        fault = Fault("citation-not-found", f"`{match[0]}` points nowhere: there are no footnotes", CITATION_HINT)
        push_fault(state, fault, len(match[0]))
        state.append_pending(match[0])
    state.pos = match.end()
    return True


def citation(state: StateInline, silent: bool) -> bool:
    """`[@id, p. 7; @other]`, or a bracket that was meant so. A link whose words begin with `@` is a link."""
    if state.src[state.pos] != "[":
        return False
    match = _BRACKET.match(state.src, state.pos, state.posMax)
    if match is None:
        if not silent and state.src.startswith(("[@", "[-@"), state.pos):
            push_fault(state, Fault("value-invalid", "a citation that is not closed", CITATION_HINT), 2)
        return False
    if "@" not in match[0] or not _CITES.search(match[0]):
        return False
    if state.src.startswith("(", match.end()) and link(state, True):
        state.pos = match.start()
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match[0]
    state.pos = match.end()
    return True


def bare_number(state: StateInline, silent: bool) -> bool:
    """Never matches; notes a `[1]` that is no link."""
    if not silent and state.src[state.pos] == "[" and (match := _NUMBERS.match(state.src, state.pos, state.posMax)):
        hint = f"cite a source of the sheet: {CITATION_HINT}"
        push_fault(state, Fault("citation-not-found", f"`{match[0]}` points nowhere", hint), len(match[0]))
    return False


def left_over(state: StateInline, silent: bool) -> bool:
    """Never matches; notes a `](` that stayed text, since the link it was meant for came to nothing."""
    if not silent and state.src.startswith("](", state.pos) and state.pos + 1 < state.posMax:
        hint = "write `[words](address)`, an address with blanks as `<…>`, and no link or citation within the words"
        push_fault(state, Fault("value-invalid", "`](` is left of what is not a link", hint), 2)
    return False


def role(state: StateInline, silent: bool) -> bool:
    """`` {figure}`id` ``, as MyST writes it."""
    at = state.pos
    if state.src[at] != "{":
        return False
    if myst_role(state, silent):
        if not silent:
            token = state.tokens[-1]
            token.info = state.src[at : state.pos]
        return True
    if not silent and (match := _ROLE.match(state.src, at, state.posMax)):
        hint = f"write `` {{{match[1]}}}`id` ``, or `\\{{` for a brace"
        push_fault(state, Fault("value-invalid", f"the role `{match[1]}` is not finished", hint), len(match[0]))
    return False


def markup(state: StateInline, silent: bool) -> bool:
    """A comment; other raw HTML is noted and stays text."""
    source, at = state.src, state.pos
    if source[at] != "<":
        return False
    if not source.startswith("<!--", at):
        if not silent and (match := _TAG.match(source, at, state.posMax)):
            hint = "Markdown says it without HTML; a `<` that is only text is written `\\<`"
            push_fault(state, Fault("html-raw", f"`{match[0][:60]}` is raw HTML", hint), len(match[0]))
        return False
    # `<!-->` and `<!--->` are whole comments (CommonMark 0.31, 6.6).
    start = at + 2 if source.startswith((">", "->"), at + 4) else at + 4
    end = source.find("-->", start, state.posMax) if state.html_terminator_last("-->") >= start else -1
    if end < 0:
        if not silent:
            push_fault(state, Fault("html-raw", "a comment that is not closed", "close it with `-->`"), 4)
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.content = source[at + 4 : max(at + 4, end)]
    state.pos = end + 3
    return True
