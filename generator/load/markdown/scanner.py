"""markdown-it's inline parser with positions, asking at each character only the rules that it can start.

The loops are those of `markdown_it.parser_inline` (4.3); the tests hold that both read any text alike. Asking every
rule at every character that some extension may want takes twice as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from markdown_it import MarkdownIt, rules_inline
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.load.markdown import syntax

_MARGIN = re.compile(r"[ \t]+")

NESTING_MAX = 20
"""How deep brackets may nest and still be a link, as in markdown-it for CommonMark. What nests deeper is text."""


class PlacedToken(Token):
    """A token that knows its offset in the content of its block. Made by hand: it takes half the time."""

    __slots__ = ("at",)
    children: list[PlacedToken] | None  # type: ignore[assignment]

    def __init__(self, type: str, tag: str, nesting: Literal[-1, 0, 1], at: int) -> None:
        self.type = type
        self.tag = tag
        self.nesting = nesting
        self.at = at
        self.attrs = {}
        self.map = None
        self.level = 0
        self.children = None
        self.content = self.markup = self.info = ""
        self.meta = {}
        self.block = self.hidden = False


class PlacedState(StateInline):
    """Makes tokens that know where they start. Text is kept in parts until a token ends it."""

    tokens: list[PlacedToken]  # type: ignore[assignment]

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        self.parts: list[str] = []
        self.started = 0
        """Offset of the first part."""
        self.starts = src.encode("latin-1", "replace").translate(_STARTS)
        """1 for each character that starts a rule, otherwise 0: a byte is found in a tenth of a pattern's time."""
        super().__init__(src, md, env, tokens)

    def find_start(self) -> int:
        """The next character that starts a rule; `posMax` when there is none."""
        start = self.starts.find(1, self.pos, self.posMax)
        return start if start >= 0 else self.posMax

    def append_pending(self, text: str) -> None:
        if not self.parts:
            self.started = self.pos
        self.parts.append(text)

    @property
    def pending(self) -> str:
        return "".join(self.parts)

    @pending.setter
    def pending(self, value: str) -> None:
        self.parts = []
        if value:
            self.append_pending(value)

    def pushPending(self) -> PlacedToken:  # noqa: N802
        token = PlacedToken("text", "", 0, self.started)
        token.content = "".join(self.parts)
        self.tokens.append(token)
        self.parts = []
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> PlacedToken:
        if self.parts:
            self.pushPending()
        token = PlacedToken(ttype, tag, nesting, self.pos)
        delimiters = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            delimiters = {"delimiters": self.delimiters}
        self.tokens.append(token)
        self.tokens_meta.append(delimiters)
        return token


def break_line(state: StateInline, silent: bool) -> bool:
    """The end of a line: a hard break behind two blanks, else part of the text."""
    if not silent and isinstance(state, PlacedState):
        blanks = 0
        if state.parts:
            kept = state.parts[-1].rstrip(" ")
            blanks = len(state.parts[-1]) - len(kept)
            state.parts[-1] = kept
        if blanks > 1:
            if not any(state.parts):
                state.parts = []
            state.push("hardbreak", "br", 0)
        else:
            state.append_pending("\n")
    match = _MARGIN.match(state.src, state.pos + 1, state.posMax)
    state.pos = match.end() if match else state.pos + 1
    return True


_EMPHASIS = re.compile(
    r"(?<!\S)(?P<mark>\*\*?)(?P<words>[^\W_](?:[^*_`\[\]<>\\&~{\n]*[^\W_])?)(?P=mark)(?=[\s.,;:!?)]|\Z)"
)
"""Emphasis that can be read in one way only: behind a blank, of words without other markup, before a blank or a stop.

By CommonMark 0.31, 6.2, such an opening mark cannot close, and its closing one cannot open, so that no other delimiter
takes part. Anything else is for markdown-it's rule.
"""


def emphasis(state: StateInline, silent: bool) -> bool:
    """Plain emphasis as one token, without the lists of delimiters that the general case needs."""
    match = None if silent else _EMPHASIS.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    token = state.push("emphasis", "", 0)
    token.markup, token.content = match.groups()
    state.pos = match.end()
    return True


_LINK = re.compile(
    r"\[(?P<words>[^\[\]\\`*_{~<&\n]+)\]"
    r"\((?P<address>https?://[a-z0-9.-]+(?:/[A-Za-z0-9._~/?#=&+,@-]*)?|[A-Za-z0-9._~/#-]+)\)"
)
"""A link whose words have no markup, and whose address is written as it is meant: without title, entity or escape."""


def plain_link(state: StateInline, silent: bool) -> bool:
    """A plain link as one token. At the last level its words are too deep to be looked at, as in `skipToken`, which
    remembers it: what was too deep for a bracket further out stays text.
    """
    match = _LINK.match(state.src, state.pos, state.posMax) if state.level < NESTING_MAX else None
    if match is None or state.cache.get(state.pos + 1, 0) > state.posMax:
        return False
    if not silent:
        token = state.push("link", "a", 0)
        token.content, token.info = match.groups()
    state.pos = match.end()
    return True


_RULES: dict[str, tuple[Callable[[StateInline, bool], bool], ...]] = {
    "\n": (break_line,),
    "\\": (rules_inline.escape,),
    "`": (rules_inline.backtick,),
    "{": (syntax.role,),
    "~": (rules_inline.strikethrough.tokenize,),
    "*": (emphasis, rules_inline.emphasis.tokenize),
    "_": (rules_inline.emphasis.tokenize,),
    "[": (plain_link, syntax.note, syntax.citation, rules_inline.link, syntax.bare_number),
    "]": (syntax.left_over,),
    "!": (rules_inline.image,),
    "<": (rules_inline.autolink, syntax.markup),
    "&": (rules_inline.entity,),
}
"""The rules that a character starts, in the order in which they are asked."""
_STARTS = bytes(chr(code) in _RULES for code in range(256))


class Scanner(ParserInline):
    """Parses the content of one block into placed tokens."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = PlacedState(src, md, env, tokens)
        self.tokenize(state)
        if state.delimiters or any(state.tokens_meta):
            for rule in self.ruler2.getRules(""):
                rule(state)
        return tokens

    def tokenize(self, state: PlacedState) -> None:  # type: ignore[override]
        source, end = state.src, state.posMax
        nested = state.level < NESTING_MAX
        while state.pos < end:
            start = state.find_start()
            if start > state.pos:
                state.append_pending(source[state.pos : start])
                state.pos = start
                if start == end:
                    break
            for rule in _RULES[source[start]] if nested else ():
                if rule(state, False):
                    break
            else:
                state.append_pending(source[start])
                state.pos = start + 1
        if state.parts:
            state.pushPending()

    def skipToken(self, state: PlacedState) -> None:  # type: ignore[override]  # noqa: N802
        at = state.pos
        state.env["budget"].spend(1)
        known = state.cache.get(at)
        if known is not None:
            state.pos = known
            return
        if state.level >= NESTING_MAX:
            # As markdown-it has it: what nests too deep is no link, and its brackets stay text.
            state.pos = state.posMax + 1
        else:
            start = state.find_start()
            if start > at:
                state.pos = start
            else:
                state.level += 1
                for rule in _RULES[state.src[at]]:
                    if rule(state, True):
                        break
                else:
                    state.pos = at + 1
                state.level -= 1
        state.cache[at] = state.pos
