"""Questions: transcripts to question and answer pairs, and headings that ask."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from generator.ingest.document import Block, BlockKind
from generator.ingest.inline import plain_text
from generator.ingest.phrases import Phrases
from generator.ingest.sentences import sentences
from generator.ingest.turns import Turn, bold_line, read_turn

_ASKS = ("?", "؟")
_GREETING_WORDS_MAX = 45
_INTRODUCTION_MIN = 2
_DASHED_MIN = 4
_NUMBER = re.compile(r"^\d{1,2}\\?[.)]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its answer, Markdown both; the answer's paragraphs in order. Empty names where none are given."""

    question: str
    answer: tuple[Block, ...]
    transcript: bool
    asked_by: str = ""
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions in order, and the other blocks; `place` is where among these the first question stood."""

    questions: tuple[Question, ...]
    blocks: tuple[Block, ...]
    place: int
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Turned:
    """A turn with the blocks that go on with it."""

    turn: Turn
    blocks: list[Block]
    position: int


def read_questions(blocks: tuple[Block, ...], phrases: Phrases) -> Asked:
    """Return the questions of a text and what is left of it."""
    blocks = _dashed(blocks)
    turns, doubts = _turns(blocks, phrases)
    if turns:
        return _transcript(blocks, turns, phrases, doubts)
    return _headings(blocks)


def _dashed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with items that ask and answer in turn (`– When?`, `– In 1994.`) labelled as such."""
    result = list(blocks)
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and blocks[end].kind is BlockKind.ITEM:
            end += 1
        asks = [plain_text(block.text).rstrip().endswith(_ASKS) for block in blocks[start:end]]
        if len(asks) >= _DASHED_MIN and not len(asks) % 2 and all(asks[::2]) and not any(asks[1::2]):
            for position in range(start, end):
                label = "A" if (position - start) % 2 else "Q"
                result[position] = replace(
                    blocks[position], kind=BlockKind.PARAGRAPH, text=f"{label}: {blocks[position].text}"
                )
        start = max(end, start + 1)
    return tuple(result)


def _turns(blocks: tuple[Block, ...], phrases: Phrases) -> tuple[list[_Turned], tuple[str, ...]]:
    """Return the turns of the transcript in a text; none when its labels show no conversation.

    A label counts when it is marked (bold, capitals, a lone letter) or occurs twice, and there must be two turns.
    """
    read = [
        read_turn(block.text) if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) else None for block in blocks
    ]
    if sum(turn is not None and not turn.label for turn in read) > 1:
        # Whoever asks in bold also states in bold.
        read = [
            turn or (bold_line(block.text) if block.kind is BlockKind.PARAGRAPH else None)
            for turn, block in zip(read, blocks, strict=True)
        ]
    read = _with_whole_labels(read)
    times = Counter(turn.label.lower() for turn in read if turn)
    roles = phrases.askers | phrases.answerers
    trusted = {
        label
        for label, count in times.items()
        if label in roles
        or count > 1
        or label.startswith("[")
        or (label and any(t and t.marked and t.label.lower() == label for t in read))
    }
    labels_read = [turn.label.lower() if turn else "" for turn in read]
    trusted |= {
        label
        for label, turn, following in zip(labels_read, read, [*labels_read[1:], ""], strict=False)
        if label and turn and turn.text.rstrip("*_ ").endswith(_ASKS) and following in trusted and following != label
    }
    trusted -= {label for label in trusted if label in phrases.sections or re.search(r"\d", label)}
    bold = times[""] > 1 or (times[""] == 1 and not trusted)
    wanted = [turn is not None and (turn.label.lower() in trusted or (not turn.label and bold)) for turn in read]
    asked = sum(
        turn is not None and ok and turn.text.rstrip("*_ ").endswith(_ASKS)
        for turn, ok in zip(read, wanted, strict=True)
    )
    if sum(wanted) < 2 and not (asked and bold):
        return [], ()
    if not asked or (
        len(labels := {t.label.lower() for t, ok in zip(read, wanted, strict=True) if t and ok}) < 2
        and asked < sum(wanted)
        and (labels != {""} or asked < 2)
    ):
        return [], ()
    return _collected(blocks, read, wanted)


def _with_whole_labels(read: list[Turn | None]) -> list[Turn | None]:
    """Return the turns with a surname as the whole name that another label gives: `NADIA FROST:`, then `FROST:`."""
    whole = dict.fromkeys(turn.label for turn in read if turn and (turn.marked or turn.named) and " " in turn.label)
    ends: dict[str, set[str]] = {}
    for label in whole:
        ends.setdefault(label.rpartition(" ")[2].lower(), set()).add(label)
        ends.setdefault("".join(word[0] for word in label.split()).lower(), set()).add(label)
    return [
        replace(turn, label=next(iter(fits)))
        if turn and len(fits := ends.get(turn.label.lower(), set())) == 1
        else turn
        for turn in read
    ]


def _collected(
    blocks: tuple[Block, ...], read: list[Turn | None], wanted: list[bool]
) -> tuple[list[_Turned], tuple[str, ...]]:
    turns: list[_Turned] = []
    last_wanted = max(i for i, ok in enumerate(wanted) if ok)
    doubts: list[str] = []
    ended = True
    for position, block in enumerate(blocks):
        turn = read[position]
        if wanted[position] and turn is not None:
            turns.append(_Turned(turn, [], position))
            ended = False
        elif block.kind is BlockKind.HEADING:
            ended = True
        elif turns and not ended:
            if position > last_wanted and turns[-1].turn.label:
                doubts.append(f"taken as the last answer's next paragraph: `{plain_text(block.text)[:60]}`")
            turns[-1].blocks.append(block)
    return turns, tuple(doubts)


def _transcript(blocks: tuple[Block, ...], turns: list[_Turned], phrases: Phrases, doubts: tuple[str, ...]) -> Asked:
    asker = _asker(turns, phrases)
    owned = {id(block) for turned in turns for block in turned.blocks}
    starts = {turned.position: turned for turned in turns}
    questions: list[Question] = []
    left: list[Block] = []
    place = -1
    for position, block in enumerate(blocks):
        turned = starts.get(position)
        if turned is None:
            if id(block) not in owned:
                left.append(block)
            continue
        if turned.turn.label.lower() in asker:
            intro, question = _asked(turned.turn.text, phrases)
            if turned is turns[0] and turned.turn.label:
                more, question = _opened(question, phrases, 1 if intro else _INTRODUCTION_MIN)
                intro = f"{intro} {more}".strip()
            if intro:
                left.append(replace(block, text=_labelled(turned.turn.label, intro)))
            if question and place < 0:
                place = len(left)
            if question:
                answer = tuple(turned.blocks)
                questions.append(Question(question, answer, True, turned.turn.label, ""))
            elif turned.blocks:
                left += turned.blocks
        elif (
            questions
            and not _is_courtesy(turned.turn.text, phrases)
            and not _after_courtesy(turns, turned, asker, phrases)
        ):
            questions[-1] = _answered(questions[-1], turned)
        else:
            left += [block, *turned.blocks]
    kept, back = _unanswered(questions)
    return Asked(tuple(kept), (*left, *back), max(place, 0), doubts)


def _unanswered(questions: list[Question]) -> tuple[list[Question], list[Block]]:
    """Return the questions that have an answer, and as paragraphs those that got none."""
    back = [Block(BlockKind.PARAGRAPH, _labelled(q.asked_by, q.question)) for q in questions if not q.answer]
    return [question for question in questions if question.answer], back


def _after_courtesy(turns: list[_Turned], turned: _Turned, asker: frozenset[str], phrases: Phrases) -> bool:
    """Return whether a turn answers a thank-you and no question."""
    position = turns.index(turned)
    before = turns[position - 1] if position else None
    if before is None or before.turn.label.lower() not in asker:
        return before is None
    return not _asked(before.turn.text, phrases)[1]


def _answered(question: Question, turned: _Turned) -> Question:
    first = Block(BlockKind.PARAGRAPH, turned.turn.text)
    text = [first] if turned.turn.text else []
    by = question.answered_by or turned.turn.label
    if question.answered_by and question.answered_by != turned.turn.label and text:
        # A second person answers the same question: the name stays with the words.
        text = [replace(first, text=_labelled(turned.turn.label, first.text))]
    return replace(question, answer=(*question.answer, *text, *turned.blocks), answered_by=by)


def _asker(turns: list[_Turned], phrases: Phrases) -> frozenset[str]:
    """Return the labels that ask: known words for them, else whoever's turns end with a question mark most often."""
    labels = [turned.turn.label.lower() for turned in turns]
    known = frozenset(label for label in labels if label in phrases.askers or not label)
    if known:
        return known
    answering = {label for label in labels if label in phrases.answerers}
    asks: Counter[str] = Counter()
    for turned in turns:
        asks[turned.turn.label.lower()] += turned.turn.text.rstrip("*_ ").endswith(_ASKS)
    asked = [(count / labels.count(label), label) for label, count in asks.items() if label not in answering]
    best = max(asked, default=(0, ""))
    # A hearing has several who ask, and ask only.
    only = {label for share, label in asked if share == 1} if best[0] == 1 else set()
    if only and only < set(labels):
        return frozenset(only)
    return frozenset({best[1]}) if best[0] > 0 else frozenset()


def _asked(text: str, phrases: Phrases) -> tuple[str, str]:
    """Part a turn of who asks into its welcome or thanks and its question; either may be empty."""
    spans = sentences(text, phrases)
    greeting = 0
    for start, end in spans:
        sentence = text[start:end]
        if sentence.rstrip("*_ ").endswith(_ASKS) or not _is_greeting(sentence, phrases):
            break
        greeting += 1
    asks = any(text[a:b].rstrip("*_ ").endswith(_ASKS) for a, b in spans)
    if not asks and greeting:
        return text, ""
    if greeting == 0 and asks and len(spans) > 1 and _is_introduction(text[spans[0][0] : spans[0][1]], phrases):
        greeting = 1
    cut = spans[greeting][0] if greeting < len(spans) else len(text)
    return text[:cut].strip(), text[cut:].strip()


def _opened(text: str, phrases: Phrases, least: int) -> tuple[str, str]:
    """Part the first turn of a conversation into its introduction and its question.

    Two sentences and more that ask nothing present the programme or the guest, whatever their words; after a welcome
    one does.
    """
    spans = sentences(text, phrases)
    first = next((i for i, (a, b) in enumerate(spans) if text[a:b].rstrip("*_ ").endswith(_ASKS)), 0)
    cut = spans[first][0] if first >= least else 0
    return text[:cut].strip(), text[cut:].strip()


def _is_greeting(sentence: str, phrases: Phrases) -> bool:
    if len(sentence.split()) > _GREETING_WORDS_MAX:
        return False
    return any(re.search(p, sentence, re.IGNORECASE) for p in (phrases.welcome_pattern, phrases.thanks_pattern))


def _is_introduction(sentence: str, phrases: Phrases) -> bool:
    return re.search(phrases.welcome_pattern, sentence, re.IGNORECASE) is not None


def _is_courtesy(text: str, phrases: Phrases) -> bool:
    """Return whether a turn is thanks or a greeting and nothing more."""
    plain = plain_text(text)
    return all(_is_greeting(plain[a:b], phrases) for a, b in sentences(plain, phrases)) and len(plain.split()) <= 16


def _labelled(label: str, text: str) -> str:
    return f"**{label}:** {text}" if label else text


def _headings(blocks: tuple[Block, ...]) -> Asked:
    """Return the headings that end with a question mark, each with what stands under it as its answer."""
    questions: list[Question] = []
    left: list[Block] = []
    place = -1
    level: int | None = None
    for block in blocks:
        asks = block.kind is BlockKind.HEADING and plain_text(block.text).rstrip().endswith(_ASKS)
        if asks:
            place = len(left) if place < 0 else place
            level = block.level
            # `3. Who checks?`: the number is the list's.
            questions.append(Question(_NUMBER.sub("", block.text), (), False))
        elif level is not None and not (block.kind is BlockKind.HEADING and block.level <= level):
            questions[-1] = replace(questions[-1], answer=(*questions[-1].answer, block))
        else:
            level = None
            left.append(block)
    empty = [question for question in questions if not question.answer]
    left += [Block(BlockKind.HEADING, question.question, 2) for question in empty]
    return Asked(tuple(q for q in questions if q.answer), tuple(left), max(place, 0))
