"""Which paragraphs of a plain text are headings."""

import re
from dataclasses import replace

from generator.ingest.document import Block, BlockKind
from generator.ingest.inline import plain_text, whole_emphasis
from generator.ingest.plain import looks_like_heading
from generator.ingest.turns import read_turn

_APPOINTED = re.compile(r"\b(?:19|20)\d{2}\b(?:,? at\b|.*\b\d{1,2}[.:]\d{2}\b)")
_FOLLOWED_BY_MIN = 25


def with_headings(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with short lines that stand above text made headings, and lone numbers with them.

    `1. Apologies` above a paragraph is the heading of a minute and no list.
    """
    return tuple(_heading(blocks, position) for position in range(len(blocks)))


def _heading(blocks: tuple[Block, ...], position: int) -> Block:
    block = blocks[position]
    following = blocks[position + 1] if position + 1 < len(blocks) else None
    if following is None or following.kind in (BlockKind.HEADING, BlockKind.CAPTION):
        return block
    if block.kind is BlockKind.NUMBERED:
        alone = following.kind is BlockKind.PARAGRAPH and (
            position == 0 or blocks[position - 1].kind is not BlockKind.NUMBERED
        )
        short = looks_like_heading(replace(block, kind=BlockKind.PARAGRAPH))
        return Block(BlockKind.HEADING, f"{block.level}. {block.text}", 2) if alone and short else block
    inner = whole_emphasis(block.text) if block.text.startswith(("**", "__")) else None
    candidate = replace(block, text=inner) if inner else block
    if _APPOINTED.search(plain_text(block.text)):
        return block  # `Monday 4 November 2024 at 7.15 pm` is what the heading above it announces.
    turn = read_turn(block.text)
    if (turn is not None and (turn.marked or turn.text)) or not looks_like_heading(candidate):
        return block
    if len(plain_text(following.text)) < _FOLLOWED_BY_MIN and not plain_text(block.text).endswith(("?", "؟")):
        return block
    if plain_text(block.text).startswith(("“", "«", "„", '"')):
        # A short line in quotation marks is somebody's words, not a heading.
        return block
    return Block(BlockKind.HEADING, candidate.text, 2)
