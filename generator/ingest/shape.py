"""The shape of a line: what can be told of it without knowing any of its words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.ingest.document import Block, BlockKind
from generator.ingest.inline import plain_text, whole_emphasis

PROSE_WORDS_MIN = 12
"""From here on a paragraph that ends as a sentence does is running text."""
_TERMINAL = re.compile(r"[.!?…؟。]['\"’”»“)\]*_]*$|[:;]$")
_BRACKETED = re.compile(r"\(.*\)\.?|\[.*\]|\\\[.*\\\]|【.*】", re.DOTALL)
_ADDRESS = re.compile(
    r"\S@\S{1,60}\.\w|https?://\S|\bwww\.\w|(?<!\S)@\w{3,}"
    r"|\b[\w-]{2,40}\.(?:[\w-]{1,40}\.){0,3}(?:com|org|net|edu|gov|int|info|example|[a-z]{2})(?:/\S|\b(?![.'’]\w))"
    r"|\+\d{1,3}[ (-]\d[\d ()-]{5,}\d|\(?\b0\d{1,4}\)?[ -]\d{2,4}[ -]?\d{2,4}|\b\d{3}-\d{3,4}\b"
)
_MARK = re.compile(r"[©®]|\(c\)\s?\d{4}")
_LABEL = re.compile(r"[^\W\d_][^:.!?\n]{1,38}:(?=\s|$)")
_SEPARATORS = re.compile(r"\s*[|·•›»→/]\s+|\s+[–—-]\s+|\s{3,}")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b|\b\d+[- ]?min\b", re.IGNORECASE)
_LOOKED_AT = 600
"""An address further into a line does not make it one of contact."""
_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}\b|[٠-٩]{4}")
_NUMBERED = re.compile(r"(?:[^\W\d_]{1,4}[/.-]?)?\d[\d./]{0,8}[.)]?\s+[^\W\da-zß-öø-ÿ]")
_REFERENCE = re.compile(r"\[?\^?\d{1,3}\]:?\s|\[\^[\w-]{1,20}\]:")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_ORNAMENT = re.compile(r"^[^\w\s+\\\"'“”‘’«»„(\[\\*_$€£¥¿¡#&@–—+<>-]")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a block looks like. `words` counts words; `capitals` is the share of words that begin with a capital."""

    text: str
    words: int
    sentences: int
    """How many marks end a sentence within it or at its end."""
    terminal: bool
    """Whether it ends as a sentence does, or leads on to something with a colon."""
    capitals: float
    shouted: bool
    """Whether it is written in capitals only."""
    digits: bool
    figures: bool
    """Whether two in five of its letters and digits are digits."""
    clock: bool
    """Whether it tells a time of day or a duration."""
    year: bool
    bracketed: bool
    emphasised: bool
    address: bool
    """Whether it holds an e-mail or web address, an account or a telephone number."""
    rights: bool
    """Whether it holds a mark of copyright or trade."""
    label: str
    """What stands before a colon at its beginning; empty when nothing does."""
    parts: int
    """How many parts bars, dots, arrows or dashes make of it."""
    ornament: bool
    """Whether it begins with an arrow, a triangle or another sign that no sentence begins with."""
    question: bool
    numbered: bool
    """Whether it begins with a number and a capital, as headings of minutes do: `1 Welcome`, `24/25 Drains`."""
    reference: bool
    """Whether it begins with a number in brackets, as a note does."""

    @property
    def prose(self) -> bool:
        """Whether it is running text."""
        return self.words >= PROSE_WORDS_MIN and self.terminal and not self.text.endswith((":", ";"))


@lru_cache(maxsize=4096)
def shape_of(block: Block) -> Shape:
    """Return the shape of a block. One pass over its text for each feature; kept, since several steps ask for it."""
    text = " ".join(plain_text(block.text).split())
    words = _WORD.findall(text)
    letters = [word for word in words if word[0].isalpha()]
    label = _LABEL.match(text)
    signs = [character for character in text if character.isalnum()]
    numbers = sum(character.isdigit() for character in signs)
    return Shape(
        text=text,
        words=len(words) + len(_IDEOGRAPH.findall(text)) // 2,
        sentences=len(re.findall(r"[.!?؟…](?=[\s\"”’»)]|$)", text)),
        terminal=_TERMINAL.search(text) is not None,
        capitals=sum(not word[0].islower() for word in letters) / len(letters) if letters else 0.0,
        shouted=text.isupper() and len(text) > 3,
        digits=numbers > 0,
        figures=numbers * 5 >= len(signs) * 2 and numbers > 2,
        clock=_CLOCK.search(text) is not None,
        year=_YEAR.search(text) is not None,
        bracketed=_BRACKETED.fullmatch(text) is not None,
        emphasised=block.kind is BlockKind.PARAGRAPH and whole_emphasis(block.text) is not None,
        address=_ADDRESS.search(text[:_LOOKED_AT]) is not None,
        rights=_MARK.search(text) is not None,
        label=label[0][:-1] if label else "",
        parts=len([part for part in _SEPARATORS.split(text) if part.strip()]),
        ornament=_ORNAMENT.match(text) is not None,
        question=text.rstrip('"”’»)').endswith(("?", "؟")),
        numbered=_NUMBERED.match(text) is not None,
        reference=_REFERENCE.match(text) is not None,
    )
