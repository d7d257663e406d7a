"""The head of an article: title, standfirst, byline, dates, dateline and section, and what of it is dropped."""

import re
from dataclasses import dataclass
from datetime import date

from generator.ingest import calendar_days
from generator.ingest.datelines import DATELINE, read_dateline
from generator.ingest.dates import find_dates
from generator.ingest.document import Block, BlockKind, Metadata
from generator.ingest.furniture import Surroundings, is_page_line
from generator.ingest.head_lines import Author, Reading, read_line
from generator.ingest.inline import plain_text, whole_emphasis
from generator.ingest.phrases import Phrases
from generator.ingest.shape import shape_of
from generator.ingest.titles import is_of_series, line_title
from generator.ingest.turns import is_turn

_ZONE_MAX = 14
_NAMES_SHARE = 0.6
"""From this share of capitals on, what a label stands before is names: `Present: …`."""
_STANDFIRST_WORDS_MAX = 70
_HEADING_WORDS_MAX = 4
_STANDFIRST_WORDS_MIN = 6
_BODY_WORDS_MIN = 16
_HEAD_KINDS = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of an article says. Dates are `YYYY-MM-DD`; empty text where it says nothing."""

    title: str
    standfirst: str = ""
    authors: tuple[Author, ...] = ()
    date: str = ""
    place: str = ""
    section: str = ""
    publisher: str = ""
    dropped: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def read_header(blocks: tuple[Block, ...], metadata: Metadata, phrases: Phrases) -> tuple[Header, tuple[Block, ...]]:
    """Return the header, and the blocks of the body that follow."""
    reading = Reading()
    zone, body = _zone(blocks, phrases)
    free: list[Block] = []
    dropped: list[str] = []
    stated = ""
    above: Block | None = None
    # The one day that a line of the head names among other things: `Posted 3 August 2023 in People`.
    for block in zone:
        if (above is not None and _in_row(above, block)) or read_line(block, reading, phrases):
            above = block
            dropped.append(plain_text(block.text))
            stated = stated or _full_day(plain_text(block.text), phrases)
        else:
            above = None
            free.append(block)
    title, standfirst, before, left = _titled(free, body, metadata, phrases)
    for block in before:
        stated = stated or _full_day(plain_text(block.text), phrases)
        _name_line(block, reading)
        dropped.append(plain_text(block.text))
    body = (*left, *body)
    if not standfirst and title and len(body) > 1 and _is_standfirst(body[0], body[1], phrases):
        standfirst, body = body[0].text, body[1:]
    place, agency, said, body = read_dateline(body, phrases.weekdays)
    day = reading.date or metadata.date[:10] or _full_day(said, phrases) or stated
    doubts = [] if title else ["the text has no title: its first words stand in for one"]
    if not day and (day := _full_day(plain_text(title), phrases)):
        doubts.append(f"the date `{day}` is taken from the title")
    place = place or reading.place
    header = Header(
        title=title or _first_words(body),
        standfirst=standfirst or _described(metadata),
        authors=reading.authors or tuple(Author(name) for name in metadata.authors),
        date=day,
        place=place,
        section=reading.section or metadata.section,
        publisher=metadata.publisher or reading.publisher or agency,
        dropped=tuple(dropped),
        doubts=tuple(doubts),
    )
    return header, tuple(body)


def _zone(blocks: tuple[Block, ...], phrases: Phrases) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Part the blocks into those of the head and the rest: up to the last line that only a head has, or the title.

    A standfirst can be as long as a paragraph; only a byline or date after it shows what it is.
    """
    end = 0
    sentences = 0
    for position, block in enumerate(blocks[:_ZONE_MAX]):
        text = plain_text(block.text)
        # A list may sum the news up between title and byline, or hold the page's small print.
        if block.kind not in _HEAD_KINDS or sentences > 1:
            break
        if block.kind is BlockKind.HEADING and position > 0 and sentences:
            break
        reading = Reading()
        if read_line(block, reading, phrases):
            # A share bar below a paragraph makes no standfirst of it: advertisements stand there, too.
            if not sentences or reading.date or reading.authors or reading.issue:
                end = position + 1
        elif (not sentences and is_page_line(block, Surroundings(), phrases)) or (
            position and position == end and _in_row(blocks[position - 1], block)
        ):
            end = position + 1
        elif "," in text and shape_of(block).label and _is_titled(blocks[:position], phrases):
            break  # `In attendance: …`: a roster is the text's.
        elif is_turn(block.text) or DATELINE.match(block.text) or len(text.split()) > _STANDFIRST_WORDS_MAX:
            break
        elif _is_long(block) or text.endswith("."):
            sentences += 1
    position = end
    while position < min(len(blocks), end + 3) and _is_head_like(blocks[position], position, blocks, phrases):
        position += 1
    return blocks[:position], blocks[position:]


def _in_row(above: Block, block: Block) -> bool:
    """Return whether a line goes on with a row of labels: `Date: …`, `Source: …`, `Summary: …` tell of the text."""
    shape = shape_of(block)
    labelled = bool(shape_of(above).label) and bool(shape.label)
    return labelled and shape.capitals < _NAMES_SHARE and not is_turn(block.text) and not is_turn(above.text)


def _is_titled(blocks: tuple[Block, ...], phrases: Phrases) -> bool:
    """Return whether one of the blocks can be a title: no line of the head and no name of a body."""
    return any(
        len(plain_text(block.text).split()) >= 3
        and not _is_organisation(block, phrases)
        and not read_line(block, Reading(), phrases)
        for block in blocks
    )


def _is_head_like(block: Block, position: int, blocks: tuple[Block, ...], phrases: Phrases) -> bool:
    """Return whether a block can still be of the head: no heading but the title, no running text, no transcript."""
    if block.hint in ("standfirst", "kicker", "byline", "meta"):
        return True
    if block.kind is BlockKind.HEADING:
        return not any(
            b.kind is BlockKind.HEADING and b.level <= block.level and not _is_organisation(b, phrases)
            for b in blocks[:position]
        ) and not any(len(plain_text(b.text).split()) >= _BODY_WORDS_MIN for b in blocks[:position])
    if block.kind is not BlockKind.PARAGRAPH or is_turn(block.text):
        return False
    text = plain_text(block.text)
    titled = any(
        len(plain_text(b.text).split()) >= 4
        and not is_of_series(shape_of(b))
        and not is_page_line(b, Surroundings(), phrases)
        and not _is_organisation(b, phrases)
        and not _is_letterhead(b, blocks[i + 1], phrases)
        and not read_line(b, Reading(), phrases)
        for i, b in enumerate(blocks[:position])
    )
    emphasised = whole_emphasis(block.text) is not None and position <= 3
    free = any(not read_line(b, Reading(), phrases) for b in blocks[:position])
    titled = titled or (free and text.endswith("."))
    return emphasised or (not titled and len(text.split()) < 24 and not re.search(r"[.]\s+\S", text))


def _is_long(block: Block) -> bool:
    return len(plain_text(block.text).split()) >= _BODY_WORDS_MIN


def _titled(
    free: list[Block], body: tuple[Block, ...], metadata: Metadata, phrases: Phrases
) -> tuple[str, str, list[Block], list[Block]]:
    """Return title, standfirst, the lines above the title, and the blocks that turned out to be the body's."""
    headed = any(block.kind is BlockKind.HEADING for block in free)
    if not headed and metadata.title and not any(_same(block, metadata.title) for block in free):
        return metadata.title, "", [], free
    known = next((position for position, block in enumerate(free) if block.hint == "title"), None)
    chosen = line_title(free, body, phrases) if known is None else known
    if chosen is None:
        return metadata.title, "", [], free
    title = whole_emphasis(free[chosen].text) or free[chosen].text
    after = free[chosen + 1 :]
    standfirst = ""
    around = Surroundings(title=plain_text(title))
    while after and is_page_line(after[0], around, phrases) and not _heads_list(after, body):
        free = [*free[:chosen], after[0], *free[chosen:]]
        chosen += 1
        after = after[1:]
    if (
        after
        and not _heads_list(after, body)
        and after[0].kind is BlockKind.PARAGRAPH
        and len(plain_text(after[0].text).split()) <= _STANDFIRST_WORDS_MAX
    ):
        standfirst = whole_emphasis(after[0].text) or after[0].text
        after = after[1:]
    elif after and after[0].kind is BlockKind.HEADING and after[0].level > free[chosen].level and after[0].hint:
        standfirst, after = after[0].text, after[1:]
    return title, standfirst, free[:chosen], after


def _heads_list(after: list[Block], body: tuple[Block, ...]) -> bool:
    """Return whether a line below the title is the heading of a list of sentences: `HIGHLIGHTS`."""
    following = (*after[1:], *body)
    shape = shape_of(after[0])
    return (
        bool(following)
        and following[0].kind is BlockKind.ITEM
        and shape_of(following[0]).terminal
        and shape.words <= _HEADING_WORDS_MAX
        and not (shape.digits or shape.address)
    )


def _is_organisation(block: Block, phrases: Phrases) -> bool:
    """Return whether a line is the name of a body, as above the title of its minutes or statement."""
    words = plain_text(block.text).split()
    return words[-1].lower() in phrases.organisation_nouns and all(w[:1].isupper() or len(w) < 4 for w in words)


def _is_letterhead(block: Block, following: Block, phrases: Phrases) -> bool:
    """Return whether a line in capitals names a body, above a line that can be the headline: no sentence."""
    words = plain_text(block.text).split()
    named = any(word.lower() in phrases.organisation_nouns for word in words)
    return (
        named
        and all(not word[:1].islower() or len(word) < 4 for word in words)
        and not plain_text(following.text).rstrip().endswith((".", "!", ":"))
    )


def _same(block: Block, title: str) -> bool:
    return re.sub(r"\W+", "", plain_text(block.text)).lower() == re.sub(r"\W+", "", title).lower()


def _is_standfirst(block: Block, following: Block, phrases: Phrases) -> bool:
    """Return whether the first line below the title sums the news up: half a sentence above running text."""
    shape = shape_of(block)
    return (
        (block.kind is BlockKind.PARAGRAPH or (block.kind is BlockKind.HEADING and shape.terminal))
        and (not shape.terminal or (block.kind is BlockKind.HEADING and not shape.question))
        and shape.words >= _STANDFIRST_WORDS_MIN
        and shape.capitals < 1
        and not shape.label
        and not is_turn(block.text)
        and not DATELINE.match(block.text)
        and (shape_of(following).prose or block.kind is BlockKind.HEADING)
        and not is_page_line(block, Surroundings(), phrases)
    )


def _name_line(block: Block, reading: Reading) -> None:
    """Note a line above the title: one word is a section, more are who publishes."""
    text = plain_text(block.text)
    if len(text.split()) == 1 and not reading.section:
        reading.section = text.capitalize() if text.isupper() else text
    elif not reading.publisher:
        reading.publisher = text


def _described(metadata: Metadata) -> str:
    """Return the page's description when it is front matter; a web page's own is written for search engines."""
    return metadata.description if metadata.description and not metadata.url and not metadata.publisher else ""


def _first_words(blocks: tuple[Block, ...]) -> str:
    text = next((plain_text(block.text) for block in blocks if plain_text(block.text).strip()), "")
    words = text.split()
    return " ".join(words[:10]) + ("…" if len(words) > 10 else "")


def _full_day(text: str, phrases: Phrases) -> str:
    """Return the one day that a text names with its year, or empty text."""
    days = [found.edtf for found in find_dates(text, None, phrases).dates if len(found.edtf) == 10]
    return days[0] if len(days) == 1 else ""


def anchor_of(text: str) -> date | None:
    """Return the day that relative dates of the text count from, or None."""
    return calendar_days.parse_day(text)
