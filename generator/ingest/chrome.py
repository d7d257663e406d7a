"""What belongs to the page and not to the article: share bars, reading times, newsletter boxes and their like."""

import re
from collections.abc import Sequence
from functools import lru_cache

from generator.ingest.document import Block, BlockKind
from generator.ingest.furniture import Surroundings, find_furniture
from generator.ingest.inline import plain_text
from generator.ingest.phrases import Phrases, phrases_for
from generator.ingest.turns import is_turn

_LINE_MAX = 400
_VALUE_WORDS_MAX = 20
_HEADLINE_WORDS_MAX = 16
_BLURB_WORDS_MAX = 40
_SENTENCE_END = re.compile(r"[.!…؟。]['\"’”»)]*$")
_ADVERTISES = re.compile(
    r"newsletter|sign up|subscri|inbox|privacy|e-?mail|terms of|log in|sign in|register", re.IGNORECASE
)
_SEPARATED = re.compile(r"\s*[|·•]\s*")
_LEADING_MARKS = re.compile(r"^(?:[^\w©(]|_)+")
_TRAILING_MARKS = re.compile(r"\s[–—*·|-]+$")
_BLANKS = re.compile(r"(?:\\?_){5}|\.{5}|…{3}")
_RULE = re.compile(r"(?:\\?[#*=~_-]){3,}")
_HEADED_KINDS = (BlockKind.ITEM, BlockKind.NUMBERED, BlockKind.PARAGRAPH)
_LISTS_LINKS = r"(?:also (?:in|on|by|from)\b|related|you (?:may|might)(?: also)? (?:like|be interested)|top stories|what to read next|read next|up next|popular|editor[’']s picks|don[’']t miss|in this section|in other news|(?:our|today[’']s|top) picks|explore further|next up|explore more|topics|tags|recent posts|elsewhere|other stories|more stories|more on|promoted|from our partners|around the web|read more|more from|most read|most popular|trending|recommended|see also|latest|à lire|sur le même|les plus lus|lo más leído|noticias relacionadas|te puede interesar|meistgelesen|mehr zum thema|verwandte|الأكثر قراءة|مقالات ذات صلة|اقرأ أيضا)"  # noqa: E501


def is_chrome(text: str, phrases: Phrases) -> bool:
    """Return whether a whole line is the page's and not the article's. Several parts between bars are each asked."""
    line = _TRAILING_MARKS.sub("", _LEADING_MARKS.sub("", " ".join(plain_text(text).split())))
    if _RULE.fullmatch(text.strip()) or (_BLANKS.search(text) and len(text.split()) <= _VALUE_WORDS_MAX):
        return True  # `Signed: __________`
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
    label = -2
    tail = _tail(blocks)
    for position, block in enumerate(blocks):
        if position == label + 1 and _is_value(block):
            dropped[position] = plain_text(block.text)
        elif block.aside or is_chrome(block.text, phrases) or _is_caption(block, phrases):
            listing = block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and _opens_list(block)
            dropped[position] = plain_text(block.text)
        elif _names_value(block, blocks[position + 1 : position + 2], phrases):
            dropped[position] = plain_text(block.text)
            label = position
        elif listing and (
            (block.kind in _HEADED_KINDS and (position >= tail or _is_link_line(block))) or _is_headline(block)
        ):
            dropped[position] = plain_text(block.text)
        else:
            listing = False
    for position in range(1, len(blocks) - 1):
        if position not in dropped and {position - 1, position + 1} <= dropped.keys() and _is_blurb(blocks, position):
            dropped[position] = plain_text(blocks[position].text)
    return set(dropped), dropped


def _names_value(block: Block, following: Sequence[Block], phrases: Phrases) -> bool:
    """Return whether a line is a label alone and the next one its value: `Journal`, then the journal's name."""
    tables = [table for table in (phrases, phrases_for("en")) if table]
    label = plain_text(block.text).strip().rstrip(":").lower()
    return any(label in table.page_labels for table in tables) and bool(following) and _is_value(following[0])


def _is_caption(block: Block, phrases: Phrases) -> bool:
    """Return whether a paragraph is the caption of a picture that did not come along; a page's own caption stays."""
    line = " ".join(plain_text(block.text).split())
    return (
        block.kind is BlockKind.PARAGRAPH
        and len(line) <= _LINE_MAX
        and re.fullmatch(phrases.captioned_pattern, line, re.IGNORECASE) is not None
    )


def _is_value(block: Block) -> bool:
    text = plain_text(block.text)
    return block.kind in _HEADED_KINDS and len(text.split()) <= _VALUE_WORDS_MAX and not _SENTENCE_END.search(text)


def _is_headline(block: Block) -> bool:
    """Return whether a line of a list of links in plain text can be a headline: short, and no sentence of the text."""
    text = plain_text(block.text)
    short = len(text.split()) <= _HEADLINE_WORDS_MAX and not _SENTENCE_END.search(text)
    return (
        block.kind is BlockKind.PARAGRAPH and short and not is_turn(block.text) and not text.endswith((":", "”", '"'))
    )


def _is_blurb(blocks: tuple[Block, ...], position: int) -> bool:
    """Return whether a paragraph between two lines of the page advertises with them: a newsletter, a subscription."""
    around = all(_ADVERTISES.search(plain_text(blocks[each].text)) for each in (position - 1, position + 1))
    text = plain_text(blocks[position].text)
    return around and len(text.split()) <= _BLURB_WORDS_MAX and '"' not in text and "“" not in text


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
