"""The rules of markdown-it for blocks that we add or replace."""

from __future__ import annotations

from markdown_it import rules_block
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

from generator.load.markdown.budget import CELL


def comment_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A comment that stands on lines of its own. With text behind it on its only line, it is part of a paragraph."""
    at = state.bMarks[first] + state.tShift[first]
    if state.is_code_block(first) or not state.src.startswith("<!--", at):
        return False
    row = state.src[at : state.eMarks[first]]
    end = row.find("-->", 2 if row.startswith(("<!-->", "<!--->")) else 4)
    if end >= 0 and row[end + 3 :].strip():
        return False
    if silent:
        return True
    rows, line = [row], first + 1
    while end < 0 and line < last:
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        row = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        end = row.find("-->")
        rows.append(row)
        line += 1
    token = state.push("comment", "", 0)
    token.content = "\n".join(rows)[4:]
    token.map = [first, line]
    token.meta["closed"] = end >= 0
    token.meta["behind"] = row[end + 3 :].strip() if end >= 0 else ""
    state.line = line
    return True


def table(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A table, whose rows know in which column they start and how many cells the head has."""
    below = state.bMarks[first + 1] + state.tShift[first + 1]
    if not state.src.startswith(("|", "-", ":"), below):
        return False
    before = len(state.tokens)
    if not rules_block.table(state, first, last, silent):
        return False
    rows = [token for token in state.tokens[before:] if token.type == "tr_open"]
    columns = sum(token.type == "th_open" for token in state.tokens[before:])
    state.env["budget"].spend(CELL * columns * len(rows))
    for row in rows:
        line = row.map[0] if row.map else first
        at = state.bMarks[line]
        row.meta["column"] = at + state.tShift[line] - state.src.rfind("\n", 0, at) - 1
        row.meta["columns"] = columns
    return True


def words(state: StateBlock, first: int, last: int, _silent: bool) -> bool:
    """A paragraph, or a heading that is underlined: markdown-it's two rules in one pass.

    A line that starts with a letter can only be interrupted by a table, which saves most of the time.
    """
    kept, state.parentType = state.parentType, "paragraph"
    level, line = 0, first + 1
    while line < state.lineMax and not state.isEmpty(line):
        # Four blanks are no code within a paragraph; a negative count is a lazy line that a quotation has checked.
        if state.sCount[line] - state.blkIndent <= 3:
            if starts_with_letter(state, line):
                if state.sCount[line] >= 0 and table(state, line, state.lineMax, True):
                    break
            else:
                level = _underline(state, line) if line < last else 0
                if level or (state.sCount[line] >= 0 and _interrupts(state, line)):
                    break
        line += 1
    state.parentType = kept
    name, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
    state.line = line + 1 if level else line
    opening = state.push(f"{name}_open", tag, 1)
    opening.map = [first, state.line]
    opening.markup = "=-"[level - 1] if level else ""
    inline = state.push("inline", "", 0)
    inline.content = mdTrim(state.getLines(first, line, state.blkIndent, False))
    inline.map = [first, line]
    state.push(f"{name}_close", tag, -1)
    return True


def starts_with_letter(state: StateBlock, line: int) -> bool:
    """Whether the first character of a line that is not empty is a letter."""
    return state.src[state.bMarks[line] + state.tShift[line]].isalpha()


def _underline(state: StateBlock, line: int) -> int:
    """The level of the heading that this line underlines: 1 for `===`, 2 for `---`, 0 for none."""
    if state.sCount[line] < state.blkIndent:
        return 0
    row = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip(" \t")
    if row[0] == "=" and not row.strip("="):
        return 1
    return 2 if row[0] == "-" and not row.strip("-") else 0


def _interrupts(state: StateBlock, line: int) -> bool:
    """Whether something starts in this line that ends a paragraph."""
    return any(rule(state, line, state.lineMax, True) for rule in state.md.block.ruler.getRules("paragraph"))
