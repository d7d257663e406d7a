"""What belongs to the page, told by shape: each feature of a line has a weight, and their sum decides.

The phrase tables know the words of many pages (`chrome.py`); here stands what holds on a page whose words nobody has
listed: what opens and closes a text and is no sentence, a line with an address, a name with a full stop missing, a
block that is all links, words that stand twice.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from generator.ingest import calendar_days
from generator.ingest.dates import find_dates
from generator.ingest.document import Block, BlockKind
from generator.ingest.neighbours import (
    conversation,
    line_key,
    often_unfinished,
    reference_lines,
    repeated_and_lifted,
    running_text,
    runs_of_labels,
)
from generator.ingest.phrases import Phrases
from generator.ingest.quotations import find_quotations
from generator.ingest.shape import PROSE_WORDS_MIN, Shape, shape_of
from generator.ingest.turns import is_turn

THRESHOLD = 2.0
"""From this sum on a block is the page's."""

WEIGHTS: dict[str, tuple[float, float, float]] = {
    # Above the first running text, between running text, below the last of it.
    "unfinished": (1.5, 0.0, 1.5),
    "short": (0.5, 0.25, 0.5),
    "shouted": (0.5, 0.5, 0.5),
    "address": (2.0, 0.5, 2.0),
    "rights": (3.0, 2.0, 3.0),
    "bracketed": (2.0, 0.5, 2.0),
    "emphasised": (0.0, 0.5, 1.5),
    "parted": (1.0, 1.0, 1.0),
    "dated": (1.0, 0.5, 0.5),
    "clocked": (1.0, 1.0, 0.5),
    "in figures": (1.0, 0.5, 0.5),
    "named so": (1.5, 0.5, 0.5),
    "title again": (6.0, 6.0, 6.0),
    "ornamented": (1.5, 1.5, 1.5),
    "linked": (2.0, 2.5, 2.5),
    "repeated": (3.0, 3.0, 3.0),
    "lifted": (8.0, 8.0, 8.0),
    "author": (2.0, 0.5, 4.0),
    "publisher": (1.0, 0.5, 2.0),
    "reader": (0.5, 1.0, 2.5),
    "beside the turns": (0.0, 0.0, 3.0),
    "above furniture": (0.0, 0.0, 0.5),
    "opens furniture": (0.0, 2.0, 0.5),
    "contents": (12.0, 12.0, 12.0),
    "scrap": (3.5, 0.0, 1.0),
    "in its box": (1.5, 4.0, 4.0),
    "in a run of labels": (6.0, 0.0, 6.0),
    "credits": (3.0, 0.5, 2.0),
    "asks": (0.0, 0.0, 1.0),
    "last": (0.0, 0.0, 0.5),
    # What speaks for the article.
    "prose": (-3.0, -3.0, -1.5),
    "long prose": (0.0, 0.0, -1.0),
    "sentence": (-1.0, -1.5, -1.0),
    "quoting": (-2.0, -2.0, -2.0),
    "turn": (-4.0, -4.0, -4.0),
    "question": (-4.0, -4.0, -2.0),
    "labelled": (-1.5, -0.5, -1.0),
    "spoken": (-2.0, -2.0, -2.0),
    "courtesy": (0.0, 0.0, -3.0),
    "numbered": (-2.0, -2.0, -2.0),
    "reference": (-4.0, -4.0, -4.0),
    "listed": (-1.5, -1.5, -1.5),
    "heading": (-1.5, -1.0, 0.0),
    "above text": (0.0, -2.0, -2.0),
    "heading above text": (0.0, 0.0, -1.5),
    "worded": (-0.5, 0.0, 0.0),
    "ahead": (0.0, -1.0, -3.0),
    "beside a list": (-2.0, 0.0, 0.0),
}
"""Every feature with its weight in the head, in the middle and in the tail of a text."""

_SCORED = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM, BlockKind.NUMBERED, BlockKind.QUOTATION)
_LISTED = (BlockKind.ITEM, BlockKind.NUMBERED)
_SHORT_WORDS = 8
_FIRM_WORDS = 25
_LONG_WORDS = 20
_SCRAP_WORDS = 5
_LISTED_WORDS = 6
_BOX_MAX = 4
_LABELS = re.compile(r"(?:^|[.;|·] )[^\W\d_]+(?: [^\W\d_]+)?: ")
_HEAD, _MIDDLE, _TAIL = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the article beside its blocks. `day` is the article's; empty texts where nothing is known."""

    title: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    day: date | None = None


def find_furniture(
    blocks: tuple[Block, ...], around: Surroundings, phrases: Phrases, boxes: frozenset[int] = frozenset()
) -> frozenset[int]:
    """Return the positions of the blocks that belong to the page, by their shape; none for a text without prose.

    `boxes` are the elements of a web page in which something stands that is known to be the page's.
    """
    shapes = [shape_of(block) for block in blocks]
    runs = runs_of_labels(blocks, shapes)
    places = running_text(blocks, shapes, runs)
    if places is None:
        return frozenset()
    lead, last = places
    # A paragraph on who wrote the text closes it and is none of it.
    told = [p for p in range(lead, last) if shapes[p].prose]
    while told and _begins_with_author(shapes[last], around):
        last = told.pop()
    repeated, lifted = repeated_and_lifted(blocks, shapes, around.standfirst)
    addressed = _addresses_reader(shapes[lead : last + 1], phrases)
    usual = often_unfinished(shapes[lead : last + 1])
    turned, strict = conversation(blocks)
    headings = {line_key(shape.text): n for n, shape in enumerate(shapes) if blocks[n].kind is BlockKind.HEADING}
    homes = Counter(block.home for block in blocks)
    boxes = frozenset(home for home in boxes if homes[home] <= _BOX_MAX)
    boxes -= {b.home for b, shape in zip(blocks, shapes, strict=True) if shape.prose or b.kind is BlockKind.HEADING}
    referring = reference_lines(blocks, shapes, phrases)
    found: set[int] = set()
    # From the end, so that each line knows whether what stands below it stays.
    for position in range(len(blocks) - 1, -1, -1):
        place = _HEAD if position < lead else _MIDDLE if position <= last else _TAIL
        kind, shape = blocks[position].kind, shapes[position]
        # A table above the text that holds a date tells of the page; one of names is the roster.
        of_page = kind is BlockKind.TABLE and place == _HEAD and shape.year and shape.words < 2 * PROSE_WORDS_MIN
        if (kind not in _SCORED and not of_page) or position in referring:
            continue
        features = features_of(blocks[position], shapes[position], around, phrases)
        if position in repeated:
            features.add("repeated")
        if position in lifted:
            features.add("lifted")
        if position > turned and (strict or (addressed and "reader" in features)):
            features.add("beside the turns")
        if addressed or (position and shapes[position - 1].question):
            features.discard("reader")  # An answer may speak to whoever asks.
        if turned == len(blocks):
            features.discard("turn")  # A lone label in bold makes no conversation.
        if position in runs:
            features.add("in a run of labels")
        if blocks[position].home in boxes:
            features.add("in its box")
        if (
            headings.get(line_key(shapes[position].text), -1) > position
            and blocks[position].kind is not BlockKind.HEADING
        ):
            features.add("contents")
        if {position + 1, position + 2} <= found and "short" in features and not shapes[position].terminal:
            features.add("opens furniture")
        if position == len(blocks) - 1:
            features.add("last")
        if position + 1 < len(blocks):
            features.add("above furniture" if position + 1 in found else "above text")
            if "heading" in features and position + 1 not in found:
                features.add("heading above text")
        beside = [p for p in (position - 1, position + 1) if 0 <= p < len(blocks) and blocks[p].kind in _LISTED]
        if any(shapes[p].terminal and shapes[p].words >= _LISTED_WORDS for p in beside) and "address" not in features:
            features.add("beside a list")  # A heading of or after a list of sentences.
        if usual and place == _MIDDLE:
            features -= {"linked", "dated", "in figures"}
        if turned < len(blocks) and "address" not in features and _is_courtesy(shapes[position], phrases):
            features.add("courtesy")
        if sum(WEIGHTS[feature][place] for feature in features) >= THRESHOLD:
            found.add(position)
    return frozenset(found)


def is_page_line(block: Block, around: Surroundings, phrases: Phrases) -> bool:
    """Return whether a line below the title is the page's, by its shape alone."""
    features = features_of(block, shape_of(block), around, phrases)
    return sum(WEIGHTS[feature][_HEAD] for feature in features) >= THRESHOLD


def features_of(block: Block, shape: Shape, around: Surroundings, phrases: Phrases) -> set[str]:
    """Return the features that one block has by itself."""
    unfinished = not shape.terminal
    listed = block.kind in _LISTED
    few = shape.words <= _SHORT_WORDS
    has = {
        "unfinished": unfinished and not listed and not shape.question,
        "short": few,
        "shouted": shape.shouted and few,
        "address": shape.address,
        "rights": shape.rights,
        "bracketed": shape.bracketed,
        "emphasised": shape.emphasised and not block.text.startswith(("**", "__")),
        "parted": shape.parts > 1 and unfinished and shape.words <= 2 * PROSE_WORDS_MIN,
        "labelled": bool(shape.label) and unfinished and not (shape.year and not shape.clock and shape.words <= 8),
        "dated": shape.year and unfinished and shape.words <= PROSE_WORDS_MIN * (1 + shape.clock),
        "clocked": shape.clock and unfinished and few,
        "in figures": shape.figures and unfinished,
        "named so": block.hint in ("meta", "byline", "kicker"),
        "title again": bool(around.title) and line_key(shape.text) == line_key(around.title),
        "ornamented": shape.ornament,
        "linked": block.linked >= 0.8 and (unfinished or few),
        "author": _begins_with_author(shape, around),
        "publisher": bool(around.publisher) and not shape.prose and around.publisher.lower() in shape.text.lower(),
        "reader": _is_to_reader(shape, phrases),
        "prose": shape.prose,
        "long prose": shape.prose and shape.words >= _LONG_WORDS,
        "scrap": block.kind is BlockKind.ITEM and unfinished and shape.words <= _SCRAP_WORDS and not shape.numbered,
        "credits": len(_LABELS.findall(shape.text)) > 1 and not shape.terminal,
        "asks": not shape.question and "? " in shape.text and shape.words < _FIRM_WORDS,
        "spoken": bool(shape.label) and shape.terminal and shape.words > 2 and not shape.address,
        "numbered": shape.numbered,
        "reference": shape.reference,
        "sentence": shape.terminal and not shape.address and 4 <= shape.words < PROSE_WORDS_MIN and not shape.label,
        "quoting": any(len(quoted.text.split()) >= 3 for quoted in find_quotations(shape.text)),
        "turn": is_turn(block.text),
        "question": shape.question,
        "listed": listed,
        "heading": block.kind is BlockKind.HEADING,
        "worded": shape.words >= 4 and shape.capitals < 1 and not (shape.digits or shape.address or shape.shouted),
        "ahead": _is_ahead(shape, around, phrases),
    }
    return {feature for feature, holds in has.items() if holds}


def _is_courtesy(shape: Shape, phrases: Phrases) -> bool:
    """Return whether a line of a conversation welcomes or thanks: it belongs to the conversation."""
    return any(re.search(each, shape.text, re.IGNORECASE) for each in (phrases.thanks_pattern, phrases.welcome_pattern))


def _begins_with_author(shape: Shape, around: Surroundings) -> bool:
    text = shape.text.lstrip("—–- ").lower()
    named = any(text.startswith(name.lower()) for name in around.authors if name)
    return named and not find_quotations(shape.text)


def _is_to_reader(shape: Shape, phrases: Phrases) -> bool:
    """Return whether a line speaks to the reader, or of those who make the page, in no quotation."""
    if shape.words > 2 * _FIRM_WORDS or find_quotations(shape.text):
        return False
    return any(word in phrases.reader_words for word in re.findall(r"[^\W\d_]+", shape.text.lower()))


def _addresses_reader(shapes: list[Shape], phrases: Phrases) -> bool:
    """Return whether the article itself says `you` and `we`, so that a line which does is nothing out of the way."""
    prose = [shape for shape in shapes if shape.prose]
    return sum(_is_to_reader(shape, phrases) for shape in prose) * 4 > len(prose)


def _is_ahead(shape: Shape, around: Surroundings, phrases: Phrases) -> bool:
    """Return whether a line names a day after the article's: what the page says of itself lies behind."""
    if around.day is None or not shape.digits or shape.prose:
        return False
    days = [calendar_days.last_day(found.edtf) for found in find_dates(shape.text[:400], around.day, phrases).dates]
    return any(day is not None and day > around.day for day in days)
