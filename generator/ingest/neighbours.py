"""What the lines of a text tell of each other: where running text is, what stands twice, which labels go together."""

import re
from collections import Counter

from generator.ingest.datelines import DATELINE
from generator.ingest.document import Block, BlockKind
from generator.ingest.phrases import Phrases
from generator.ingest.quotations import find_quotations
from generator.ingest.shape import PROSE_WORDS_MIN, Shape
from generator.ingest.turns import is_turn

_RUNNING = (BlockKind.PARAGRAPH, BlockKind.QUOTATION)
_FIRM_WORDS = 25
_RUN_MIN = 2
_TURNS_MIN = 3
_REPEATED_WORDS_MIN = 5
_WHOLE_QUOTATION = re.compile(r"[“\"«„].*[”\"»“]")
_LIFTED_MIN = 15
"""How many letters lifted words have at least: fewer can stand in a paragraph by chance."""
_SEARCHED_MAX = 40
"""How many lines are looked for in the whole text: pages lift out a few."""
_NOT_WORDS = re.compile(r"[\W_]+")


def often_unfinished(shapes: list[Shape]) -> bool:
    """Return whether lines that are no sentences are nothing out of the way in a text: tables, timetables, lists."""
    return sum(not shape.terminal for shape in shapes) * 3 > len(shapes)


def conversation(blocks: tuple[Block, ...]) -> tuple[int, bool]:
    """Return the position of a transcript's last turn, the end of the text when it is none.

    And whether it is strict: every paragraph between its first and last turn begins with a label.
    """
    turns = [position for position, block in enumerate(blocks) if is_turn(block.text)]
    if len(turns) < _TURNS_MIN:
        return len(blocks), False
    return turns[-1], len(turns) == turns[-1] - turns[0] + 1 and not blocks[turns[-1]].text.endswith(("**", "__"))


def runs_of_labels(blocks: tuple[Block, ...], shapes: list[Shape]) -> frozenset[int]:
    """Return the positions of lines with labels that stand together, one of them with a date, an address or a time.

    `Date: … Source: … Summary: …`; in a roster or transcript no value is one.
    """
    result: set[int] = set()
    run: list[int] = []
    labelled = [bool(shape.label) and not is_turn(block.text) for block, shape in zip(blocks, shapes, strict=True)]
    if sum(labelled) * 5 > len(blocks) * 2 and sum(labelled) > 2 * _RUN_MIN + 2:
        return frozenset()
    for position, has_label in enumerate([*labelled, False]):
        if has_label:
            run.append(position)
            continue
        telling = [p for p in run if shapes[p].year or shapes[p].address or shapes[p].clock]
        if len(run) >= _RUN_MIN and telling:
            result.update(run)
        run = []
    return frozenset(result)


def reference_lines(blocks: tuple[Block, ...], shapes: list[Shape], phrases: Phrases) -> frozenset[int]:
    """Return the positions of the lines under a heading like `References`, up to the next one."""
    result: set[int] = set()
    within = False
    for position, shape in enumerate(shapes):
        if shape.text.lower().rstrip(":") in phrases.reference_headings:
            within = True
        elif blocks[position].kind is BlockKind.HEADING:
            within = False
        if within:
            result.add(position)
    return frozenset(result)


def running_text(
    blocks: tuple[Block, ...], shapes: list[Shape], runs: frozenset[int] = frozenset()
) -> tuple[int, int] | None:
    """Return the positions of the first and of the last running text; None when there is none."""
    prose = [
        position
        for position, shape in enumerate(shapes)
        if (
            shape.prose
            and not shape.bracketed
            and position not in runs
            and blocks[position].linked < 0.5
            and blocks[position].kind in _RUNNING
        )
        or (shape.words >= PROSE_WORDS_MIN and DATELINE.match(blocks[position].text))
    ]
    if not prose:
        return None
    told = [p for p in prose if not shapes[p].address and not shapes[p].rights]
    firm = [p for p in told if shapes[p].words >= _FIRM_WORDS]
    return prose[0], (firm or told or prose)[-1]


def repeated_and_lifted(
    blocks: tuple[Block, ...], shapes: list[Shape], standfirst: str
) -> tuple[frozenset[int], frozenset[int]]:
    """Return the positions of lines that stand twice, and of words lifted out of the standfirst or of a paragraph."""
    keys = [line_key(shape.text) for shape in shapes]
    counts = Counter(keys)
    said = {line_key(standfirst)}
    for shape in shapes:
        if shape.prose:
            said.update(line_key(quoted.text) for quoted in find_quotations(shape.text))
            parts = re.split(r"(?<=[.!?؟…])\s+", shape.text)
            said.update(line_key(part) for part in parts if len(parts) > 1)
    told = "\n".join(key for key, shape in zip(keys, shapes, strict=True) if shape.prose)
    searched = 0
    repeated: set[int] = set()
    lifted: set[int] = set()
    seen: set[str] = set()
    for position, (key, shape) in enumerate(zip(keys, shapes, strict=True)):
        heading = blocks[position].kind is BlockKind.HEADING
        told_again = not shape.terminal or (shape.words > _REPEATED_WORDS_MIN and key in seen)
        # A heading stands in a list of contents, too: the list is what goes.
        if key and counts[key] > 1 and told_again and not heading and not is_turn(blocks[position].text):
            repeated.add(position)
        quoted = _WHOLE_QUOTATION.fullmatch(shape.text) or blocks[position].kind is BlockKind.QUOTATION
        if quoted and len(key) >= _LIFTED_MIN and searched < _SEARCHED_MAX:
            searched += 1
            if told.count(key) > shape.prose:
                lifted.add(position)
        elif key in said and shape.words >= _REPEATED_WORDS_MIN and not heading:
            lifted.add(position)
        seen.add(key)
    return frozenset(repeated), frozenset(lifted)


def line_key(text: str) -> str:
    return _NOT_WORDS.sub("", text).lower()
