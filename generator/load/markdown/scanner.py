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

NESTING_MAX = 100
"""How deep blocks may nest, and link labels: markdown-it's own default, which fits Python's stack."""

_START = re.compile(r"[\n\\`{~*_\[\]<&]|!(?=\[)")
_RULES: dict[str, tuple[Callable[[StateInline, bool], bool], ...]] = {
    "\n": (rules_inline.newline,),
    "\\": (rules_inline.escape,),
    "`": (rules_inline.backtick,),
    "{": (syntax.role,),
    "~": (rules_inline.strikethrough.tokenize,),
    "*": (rules_inline.emphasis.tokenize,),
    "_": (rules_inline.emphasis.tokenize,),
    "[": (syntax.note, syntax.citation, rules_inline.link, syntax.bare_number),
    "]": (syntax.left_over,),
    "!": (rules_inline.image,),
    "<": (rules_inline.autolink, syntax.markup),
    "&": (rules_inline.entity,),
}
"""The rules that a character starts, in the order in which they are asked."""


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
    """Makes tokens that know where they start."""

    tokens: list[PlacedToken]  # type: ignore[assignment]
    started = 0
    """Offset of the text that is pending."""

    def append_pending(self, text: str) -> None:
        if not self._pending_buffer and not self._pending:
            self.started = self.pos
        self._pending_buffer.append(text)

    def pushPending(self) -> PlacedToken:  # noqa: N802
        token = PlacedToken("text", "", 0, self.started)
        token.content = self.pending
        token.level = self.pendingLevel
        self.tokens.append(token)
        self.pending = ""
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> PlacedToken:
        if self.pending:
            self.pushPending()
        token = PlacedToken(ttype, tag, nesting, self.pos)
        delimiters = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token.level = self.level
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            delimiters = {"delimiters": self.delimiters}
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(delimiters)
        return token


class Scanner(ParserInline):
    """Parses the content of one block into placed tokens."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = PlacedState(src, md, env, tokens)
        self.tokenize(state)
        if state.delimiters or any(state.tokens_meta):
            for rule in self.ruler2.getRules(""):
                rule(state)
        return tokens

    def tokenize(self, state: StateInline) -> None:
        source, end = state.src, state.posMax
        nested = state.level < NESTING_MAX
        while state.pos < end:
            match = _START.search(source, state.pos, end)
            if match is None:
                state.append_pending(source[state.pos : end])
                state.pos = end
                break
            start = match.start()
            if start > state.pos:
                state.append_pending(source[state.pos : start])
                state.pos = start
            if nested and any(rule(state, False) for rule in _RULES[source[start]]):
                continue
            state.append_pending(source[start])
            state.pos = start + 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802
        at = state.pos
        known = state.cache.get(at)
        if known is not None:
            state.pos = known
            return
        if state.level >= NESTING_MAX:
            # As markdown-it has it: what nests too deep is no link, and its brackets stay text.
            state.pos = state.posMax + 1
        else:
            match = _START.search(state.src, at, state.posMax)
            start = match.start() if match else state.posMax
            if start > at:
                state.pos = start
            else:
                state.level += 1
                if not any(rule(state, True) for rule in _RULES[state.src[at]]):
                    state.pos = at + 1
                state.level -= 1
        state.cache[at] = state.pos
