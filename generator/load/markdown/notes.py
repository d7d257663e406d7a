"""What the desk reads beside the page: passages with the way back to the source, problems, addresses."""

from __future__ import annotations

import re

from generator.load.markdown.faults import Fault
from generator.load.passage import Passage, Problem, Spot, Use, Waiver
from generator.model.prose import Reference

_WAIVER = re.compile(r"waive\s+(?P<code>[a-z][a-z-]*)\s*:\s*(?P<reason>.*\S)")
_MEANT = re.compile(r"waive\b")


def read_waiver(comment: str) -> tuple[str, str] | Fault | None:
    """Code and reason of the comment `waive code: reason`; None when the comment is an ordinary one."""
    line = " ".join(comment.split())
    if not _MEANT.match(line):
        return None
    match = _WAIVER.fullmatch(line)
    if match is None:
        return Fault("value-invalid", f"`{line[:60]}` waives nothing", "write `<!-- waive code: reason -->`")
    return match["code"], match["reason"]


class Notes:
    """Gathers passages, problems and addresses in the order of the text."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.problems: list[Problem] = []
        self.addresses: list[tuple[str, Spot]] = []
        self.objects = 0
        """How many things are shown that are not the author's words and count as one word each."""
        self.waivers: list[Waiver] = []
        """Of the passage that is being written."""
        self._text: list[str] = []
        self._length = 0
        self._spots: list[tuple[int, Spot]] = []
        self._uses: list[Use] = []
        self._line = self._column = -1
        """Where the next character stands if the text runs on without a gap."""

    def add_text(self, text: str, line: int, column: int) -> None:
        """Adds `text`, whose first character stands at `line` and `column`."""
        if line != self._line or column != self._column:
            self._spots.append((self._length, Spot(line, column)))
            self._line = line
        self._text.append(text)
        self._length += len(text)
        self._column = column + len(text)

    def add_use(self, reference: Reference, spot: Spot) -> None:
        """Adds a reference that stands before what is added next."""
        self._uses.append(Use(reference, spot, self._length))

    def add_fault(self, fault: Fault, spot: Spot) -> None:
        """Reports `fault` at `spot`."""
        self.problems.append(Problem(fault.code, spot, fault.message, fault.hint))

    def add_comment(self, comment: str, spot: Spot) -> Waiver | None:
        """The waiver that the comment is, if it is one; a malformed one is reported."""
        found = read_waiver(comment)
        if isinstance(found, Fault):
            self.add_fault(found, spot)
            return None
        return Waiver(*found, spot) if found else None

    def end_passage(self, kind: str, *, quoted: bool, waivers: tuple[Waiver, ...]) -> None:
        """Closes the passage that was being written; one without text and references is none."""
        if self._length or self._uses:
            text = "".join(self._text)
            waivers += tuple(self.waivers)
            self.passages.append(Passage(text, kind, quoted, tuple(self._spots), tuple(self._uses), waivers))
        self._text, self._length, self._spots, self._uses, self.waivers = [], 0, [], [], []
        self._line = self._column = -1
