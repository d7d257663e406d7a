"""What belongs to the page and not to the article: share bars, reading times, newsletter boxes and their like."""

import re
from functools import lru_cache

from generator.ingest.document import Block, BlockKind
from generator.ingest.furniture import Surroundings, find_furniture
from generator.ingest.inline import plain_text
from generator.ingest.phrases import Phrases, phrases_for

_LINE_MAX = 400
_SEPARATED = re.compile(r"\s*[|·•]\s*")
_LEADING_MARKS = re.compile(r"^(?:[^\w©(]|_)+")
_RULE = re.compile(r"(?:\\?[#*=~_-]){3,}")
_HEADED_KINDS = (BlockKind.ITEM, BlockKind.NUMBERED, BlockKind.PARAGRAPH)
_LISTS_LINKS = r"(?:also (?:in|on|by|from)\b|related|read more|more from|most read|most popular|trending|recommended|see also|latest|à lire|sur le même|les plus lus|lo más leído|noticias relacionadas|te puede interesar|meistgelesen|mehr zum thema|verwandte|الأكثر قراءة|مقالات ذات صلة|اقرأ أيضا)"  # noqa: E501


def is_chrome(text: str, phrases: Phrases) -> bool:
    """Return whether a whole line is the page's and not the article's. Several parts between bars are each asked."""
    line = _LEADING_MARKS.sub("", " ".join(plain_text(text).split()))
    if _RULE.fullmatch(text.strip()):
        return True
    if not line or len(line) > _LINE_MAX:
        return False
    if line.startswith("(") and line.endswith((")", ").")):
        line = line.rstrip(".")[1:-1]
    parts = [part for part in _SEPARATED.split(line) if part]
    pattern = _pattern(phrases.language)
    if pattern.fullmatch(line) or (len(parts) > 1 and all(pattern.fullmatch(part) for part in parts)):
        return True
    # A row of buttons: short parts between bars, most of which are known.
    known = sum(bool(pattern.fullmatch(part)) for part in parts)
    return len(parts) > 2 and known * 2 > len(parts) and all(len(part.split()) <= 3 for part in parts)


def part_chrome(
    blocks: tuple[Block, ...], phrases: Phrases, around: Surroundings, aside: frozenset[int] = frozenset()
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the blocks of the article, and the texts of those that belong to the page, in order.

    The list under a heading like `Most read` goes with it. What no phrase knows is judged by its shape. `aside` are the
    elements in which the page sets something apart.
    """
    known, dropped = _by_phrase(blocks, phrases)
    kept = tuple(block for position, block in enumerate(blocks) if position not in known)
    boxes = aside.union(blocks[position].home for position in known) - {0}
    found = find_furniture(kept, around, phrases, boxes)
    left = iter(range(len(kept)))
    for position in range(len(blocks)):
        if position not in known and next(left) in found:
            dropped[position] = plain_text(blocks[position].text)
    return (
        tuple(block for number, block in enumerate(kept) if number not in found),
        tuple(dropped[position] for position in sorted(dropped)),
    )


def _by_phrase(blocks: tuple[Block, ...], phrases: Phrases) -> tuple[set[int], dict[int, str]]:
    dropped: dict[int, str] = {}
    listing = False
    tail = _tail(blocks)
    for position, block in enumerate(blocks):
        if block.aside or is_chrome(block.text, phrases):
            listing = block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and _opens_list(block)
            dropped[position] = plain_text(block.text)
        elif listing and block.kind in _HEADED_KINDS and (position >= tail or _is_link_line(block)):
            dropped[position] = plain_text(block.text)
        else:
            listing = False
    return set(dropped), dropped


def _tail(blocks: tuple[Block, ...]) -> int:
    """Return where the short lines begin that close a text and are no sentences."""
    position = len(blocks)
    while position and not plain_text(blocks[position - 1].text).rstrip('”"’ ').endswith((".", "!", ":", "…")):
        position -= 1
    return position


def _opens_list(block: Block) -> bool:
    line = plain_text(block.text)
    return re.match(_LISTS_LINKS, line, re.IGNORECASE) is not None and len(line) < 40


def _is_link_line(block: Block) -> bool:
    """Return whether a line under such a heading is one of its headlines: in a list, or one whole link."""
    whole_link = re.fullmatch(r"\[[^\]]+\]\(\S+\)", block.text) is not None
    return whole_link or (block.kind is not BlockKind.PARAGRAPH and not block.text.rstrip().endswith((".", "!")))


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    """Return the lines of the language together with the English ones, which pages in every language carry."""
    tables = [table for table in (phrases_for(language), phrases_for("en")) if table]
    lines = dict.fromkeys(line for table in tables for line in table.chrome)
    return re.compile("|".join(f"(?:{line})" for line in lines), re.IGNORECASE)
