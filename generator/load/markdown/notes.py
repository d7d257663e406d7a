"""What the desk reads beside the page: passages with the way back to the source, problems, addresses, waivers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.load.markdown.faults import Fault
from generator.load.passage import Passage, Problem, Spot, Waiver

_WAIVER = re.compile(r"waive\s+(?P<code>[a-z][a-z-]*)\s*:\s*(?P<reason>.*\S)")
_MEANT = re.compile(r"waive\b")


@dataclass(slots=True)
class Notes:
    """Gathers what is noted, in the order of the text."""

    passages: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    addresses: list[tuple[str, Spot]] = field(default_factory=list)
    """Ordinary links as they stand in the HTML."""
    labels: set[str] = field(default_factory=set)
    """Labels of the link definitions that were used."""
    plain: list[str] = field(default_factory=list)
    """The plain text of each block that has one."""
    code: list[str] = field(default_factory=list)
    """The texts of code blocks, which are read and are not in the plain text."""
    objects: int = 0
    """How many things are shown that are not the author's words: each counts as a word."""

    def add_fault(self, fault: Fault, spot: Spot) -> None:
        """Reports `fault` at `spot`."""
        self.problems.append(Problem(fault.code, spot, fault.message, fault.hint))

    def read_waiver(self, comment: str, spot: Spot) -> tuple[Waiver, ...]:
        """The waiver `waive code: reason` in a comment; empty when it is an ordinary comment, or a reported fault."""
        line = " ".join(comment.split())
        if not _MEANT.match(line):
            return ()
        match = _WAIVER.fullmatch(line)
        if match is None:
            hint = "write `<!-- waive code: reason -->`"
            self.add_fault(Fault("value-invalid", f"`{line[:60]}` waives nothing", hint), spot)
            return ()
        return (Waiver(match["code"], match["reason"], spot),)
