"""The one parser of a process: markdown-it with our syntax, positions, and nothing dropped in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.colon_fence import colon_fence_plugin

from generator.load.markdown.budget import QUOTED_LINE, Budget
from generator.load.markdown.scanner import PlacedToken, Scanner
from generator.load.markdown.syntax_blocks import comment_block, starts_with_letter, table, words

NESTING_MAX = 100
"""How deep blocks may nest: markdown-it's own default, which fits Python's stack."""

_SETTLED = re.compile(r"https?://[a-z0-9.-]+(?:/[A-Za-z0-9._~/?#=&+,;@-]*)?|[A-Za-z0-9._~/#-]+")
"""Addresses that normalising leaves as they are."""


class BlockState(StateBlock):
    """Makes tokens in half the time."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = PlacedToken(ttype, tag, nesting, 0)
        token.block = True
        if nesting < 0:
            self.level -= 1
        token.level = self.level
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


class Blocks(ParserBlock):
    """markdown-it's block parser (4.3), which asks fewer rules where a line starts with a letter.

    Notes in `env["lost"]` the first line of what nests too deep: markdown-it drops it.
    """

    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token]:  # noqa: N803
        state = BlockState(src, md, env, outTokens)
        self.tokenize(state, 0, state.lineMax)
        return outTokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        if state.parentType == "blockquote":
            state.env["budget"].spend(QUOTED_LINE * (endLine - startLine))
        rules = self.ruler.getRules("")
        line, after_blank = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= NESTING_MAX:
                state.env.setdefault("lost", []).append(line)
                state.line = endLine
                break
            plain = state.sCount[line] - state.blkIndent <= 3 and starts_with_letter(state, line)
            for rule in (table, words) if plain else rules:
                if rule(state, line, endLine, False):
                    break
            # What a list needs to know: whether a blank line came before this block, or stands within it.
            state.tight = not after_blank
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                after_blank = True
            if line < endLine and state.isEmpty(line):
                after_blank = True
                line += 1
                state.line = line


class Grammar(MarkdownIt):
    """Lets every address through, since `addresses` judges them, and shows those in `<>` as they are written."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url if _SETTLED.fullmatch(url) else super().normalizeLink(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


@dataclass(frozen=True, slots=True)
class Read:
    """The tokens of a text, and what was found beside them."""

    tokens: list[Token]
    lost: frozenset[int] = frozenset()
    """The first lines of blocks that nest too deep."""
    definitions: tuple[tuple[str, int], ...] = ()
    """Label and line of each definition of a link."""
    repeated: tuple[tuple[str, int], ...] = ()
    """Definitions that an earlier one overrules."""


def read_blocks(text: str) -> Read:
    """The tokens of a text of blocks; those named `inline` hold the tokens of their words.

    Raises Overrun when that is too much work.
    """
    md = _grammar()
    env: dict[str, Any] = {"budget": Budget()}
    tokens: list[Token] = []
    # The rule for colon fences looks one character behind an empty last line.
    md.block.parse(text if text.endswith("\n") else text + "\n", md, env, tokens)
    for token in tokens:
        if token.type == "inline":
            token.children = md.inline.parse(token.content, md, env, [])
    definitions = tuple((label, found["map"][0]) for label, found in env.get("references", {}).items())
    repeated = tuple((found["label"], found["map"][0]) for found in env.get("duplicate_refs", ()))
    return Read(tokens, frozenset(env.get("lost", ())), definitions, repeated)


def read_line(text: str) -> list[PlacedToken]:
    """The tokens of the words in `text`, which has no blocks. Raises Overrun when that is too much work."""
    md = _grammar()
    return cast("list[PlacedToken]", md.inline.parse(text, md, {"budget": Budget()}, []))


@cache
def _grammar() -> MarkdownIt:
    """The parser. Building it takes some 10 ms, so a process does it once, and only when there is Markdown."""
    options = {"html": False, "linkify": False, "typographer": False, "maxNesting": NESTING_MAX, "store_labels": True}
    md = Grammar("js-default", options)
    md.inline = Scanner()
    md.block = Blocks()
    # Joining the parts of a text would lose where each of them stands.
    md.inline.ruler2.disable(["fragments_join"])
    rules = md.block.ruler
    rules.at("table", table, {"alt": ["paragraph", "reference"]})
    rules.at("html_block", comment_block, {"alt": ["paragraph", "reference", "blockquote"]})
    rules.at("paragraph", words)
    rules.disable(["lheading"])
    md.use(colon_fence_plugin)
    return md
