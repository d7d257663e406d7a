"""The background of the news: a section headed so, or the paragraphs that close a text and lie in the past."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from generator.ingest import calendar_days
from generator.ingest.dates import find_dates
from generator.ingest.document import Block, BlockKind
from generator.ingest.inline import plain_text
from generator.ingest.phrases import Phrases
from generator.ingest.quotations import find_quotations

_PAST_DAYS_MIN = 60


@dataclass(frozen=True, slots=True)
class Parted:
    """The article's blocks, those of the background, the heading that went, and whether the text said so itself."""

    article: tuple[Block, ...]
    background: tuple[Block, ...]
    heading: str = ""
    sure: bool = True


def part_background(blocks: tuple[Block, ...], anchor: date | None, phrases: Phrases) -> Parted:
    """Return the blocks parted; an empty background when nothing shows where it begins."""
    for position, block in enumerate(blocks):
        title = plain_text(block.text).strip().rstrip(":").lower()
        headed = block.kind is BlockKind.HEADING or (block.kind is BlockKind.PARAGRAPH and position)
        if headed and title in phrases.background_headings:
            level = block.level or 2
            end = next(
                (
                    i
                    for i in range(position + 1, len(blocks))
                    if blocks[i].kind is BlockKind.HEADING and blocks[i].level <= level
                ),
                len(blocks),
            )
            if end > position + 1:
                return Parted((*blocks[:position], *blocks[end:]), blocks[position + 1 : end], plain_text(block.text))
    return _by_dates(blocks, anchor, phrases)


def _by_dates(blocks: tuple[Block, ...], anchor: date | None, phrases: Phrases) -> Parted:
    """Return the last paragraphs of the news as background when all their dates are long past.

    The first of them must open like one (`The dispute began …`); none quotes anybody; they stand in the second half,
    and go to the end or to the next heading.
    """
    if anchor is None:
        return Parted(blocks, ())
    for position, block in enumerate(blocks):
        text = plain_text(block.text)
        if (position * 2 < len(blocks) - 1 and position < 4) or block.kind is not BlockKind.PARAGRAPH:
            continue
        if not re.search(phrases.background_opening_pattern, text, re.IGNORECASE) or not _is_past(
            text, anchor, phrases
        ):
            continue
        end = position + 1
        while (
            end < len(blocks) and blocks[end].kind is BlockKind.PARAGRAPH and _may_go_on(blocks[end], anchor, phrases)
        ):
            end += 1
        if end == len(blocks) or blocks[end].kind is BlockKind.HEADING:
            return Parted((*blocks[:position], *blocks[end:]), blocks[position:end], sure=False)
    return Parted(blocks, ())


def _is_past(text: str, anchor: date, phrases: Phrases) -> bool:
    """Return whether a text has dates, and all of them lie two months and more before the article."""
    found = find_dates(text, anchor, phrases)
    days = [calendar_days.last_day(each.edtf) for each in found.dates]
    return bool(days) and all(day is not None and day < anchor - timedelta(days=_PAST_DAYS_MIN) for day in days)


def _may_go_on(block: Block, anchor: date, phrases: Phrases) -> bool:
    text = plain_text(block.text)
    return _is_past(text, anchor, phrases) and not find_quotations(text)
