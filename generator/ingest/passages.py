"""The text that is searched for facts: passages in reading order, cut into sentences, with their quotations."""

from dataclasses import dataclass
from enum import StrEnum

from generator.ingest.phrases import Phrases
from generator.ingest.quotations import Quotation, find_quotations, mask
from generator.ingest.sentences import sentences


class Place(StrEnum):
    """Where a passage stands in the draft."""

    ARTICLE = "article"
    BACKGROUND = "background"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of plain text. `masked` is the text with its quotations blotted out, every position the same.

    `speaker` is who gives the answer that the passage belongs to; `whole_quotation` marks a block quotation, whose
    words need no marks.
    """

    text: str
    place: Place
    spans: tuple[tuple[int, int], ...]
    quotations: tuple[Quotation, ...]
    masked: str
    speaker: str = ""
    whole_quotation: bool = False

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Return the sentence that holds a position."""
        return next((span for span in self.spans if span[0] <= position < span[1]), (0, len(self.text)))

    def quoted_at(self, position: int) -> Quotation | None:
        """Return the quotation that holds a position, or None."""
        return next((each for each in self.quotations if each.start <= position < each.end), None)


def passage_of(text: str, place: Place, phrases: Phrases, speaker: str = "", whole_quotation: bool = False) -> Passage:
    """Return the passage of a block's plain text."""
    found = find_quotations(text)
    return Passage(text, place, sentences(text, phrases), found, mask(text, found), speaker, whole_quotation)
