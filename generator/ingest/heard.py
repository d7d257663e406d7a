"""What a reading of all passages gives: who says what, and the quotes."""

from dataclasses import dataclass

from generator.ingest.attributions import Attribution
from generator.ingest.speakers import Speaker


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as they stand, who says them (None when the text does not), and the passage that shows both."""

    text: str
    speaker: Speaker | None
    locator: str
    passage: int
    start: int
    end: int
    sure: bool
    note: str = ""
    uttered: bool = False
    """Whether a comma for the words that attribute it stands at its end, as after a whole utterance."""


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution with who it names."""

    attribution: Attribution
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reading of all passages gives: the attributions of each passage, and the quotes."""

    said: tuple[tuple[Said, ...], ...]
    quotes: tuple[Quote, ...]


@dataclass(slots=True)
class Running:
    """A quotation that the paragraph's end did not close, or the one that may go on in the next paragraph."""

    quote: Quote | None = None
    unclosed: bool = False
    passage: int = -2
    introduced: Speaker | None = None
    """Who is about to speak, since the paragraph ends with a colon."""
