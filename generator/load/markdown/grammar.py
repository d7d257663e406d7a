"""The one parser of a process: markdown-it with our syntax, positions, and nothing dropped in silence."""

from __future__ import annotations

from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.colon_fence import colon_fence_plugin

from generator.load.markdown import syntax

NESTING_MAX = 100
"""How deep blocks may nest, and link labels: markdown-it's own default, which fits Python's stack."""


class PlacedState(StateInline):
    """Notes for each token where it starts in the block's content, as `meta["at"]`."""

    started = 0

    def append_pending(self, text: str) -> None:
        if not self._pending_buffer and not self._pending:
            self.started = self.pos
        self._pending_buffer.append(text)

    def pushPending(self) -> Token:  # noqa: N802
        token = super().pushPending()
        token.meta["at"] = self.started
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token


class PlacedInline(ParserInline):
    """Parses with `PlacedState`."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = PlacedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class GuardedBlock(ParserBlock):
    """Notes in `env["lost"]` the first line of each block that markdown-it drops because it nests too deep."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        if state.level >= NESTING_MAX:
            line = state.skipEmptyLines(startLine)
            if line < endLine and state.sCount[line] >= state.blkIndent:
                state.env.setdefault("lost", []).append(line)
        super().tokenize(state, startLine, endLine)


class Grammar(MarkdownIt):
    """Lets every address through: `addresses` judges them, and reports."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True


@cache
def grammar() -> MarkdownIt:
    """The parser. Building it takes some 10 ms, so a process does it once, and only when there is Markdown."""
    options = {"html": False, "linkify": False, "typographer": False, "maxNesting": NESTING_MAX, "store_labels": True}
    md = Grammar("js-default", options)
    md.inline = PlacedInline()
    md.block = GuardedBlock()
    # Joining text tokens would lose where each part stands; the rest needs no asking each time.
    md.core.ruler.enableOnly(["normalize", "block", "inline"])
    md.inline.ruler2.disable(["fragments_join"])
    md.inline.ruler.disable(["linkify", "html_inline"])
    md.block.ruler.at("html_block", syntax.comment_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.block.ruler.at("table", syntax.table, {"alt": ["paragraph", "reference"]})
    md.use(colon_fence_plugin)
    inline = md.inline.ruler
    inline.before("backticks", "role", syntax.role)
    inline.before("link", "note", syntax.note)
    # A link whose words begin with `@` is a link.
    inline.after("link", "citation", syntax.citation)
    inline.after("citation", "bare_number", syntax.bare_number)
    inline.after("bare_number", "left_over", syntax.left_over)
    inline.after("autolink", "markup", syntax.markup)
    return md
