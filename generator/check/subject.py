"""What a rule looks at, and what it says."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from generator.diagnostics import Location, Severity
from generator.load.decode import ReadText
from generator.load.explainer import Loaded, ReadFile
from generator.load.passage import OBJECT, Passage
from generator.model.explainer import Explainer, SharedFacts
from generator.model.facts import Sheet
from generator.model.settings import Settings
from generator.resolve.edition import Edition


@dataclass(frozen=True)
class Subject:
    """One explainer under the eyes of the desk, with the shared facts that it uses.

    A file of `_shared` comes under the same eyes as an explainer without prose of its own: see `shared.py`.
    """

    loaded: Loaded
    shared: SharedFacts
    edition: Edition
    """The page in the explainer's own language: its sheet holds the shared facts too."""

    @property
    def explainer(self) -> Explainer:
        """The explainer, its own sheet without the shared facts."""
        return self.loaded.explainer

    @property
    def sheet(self) -> Sheet:
        """The explainer's own fact sheet."""
        return self.loaded.explainer.sheet

    def at(self, keys: str) -> Location:
        """Where a record or value of the sheet stands, such as `figures/killed-gaza/observations/0`."""
        return self._sheet_file.at(keys) if self._sheet_file else Location(self.explainer.original.path)

    def name(self, keys: str) -> Location:
        """Where the last key of `keys` itself stands."""
        return self._sheet_file.name(keys) if self._sheet_file else Location(self.explainer.original.path)

    @cached_property
    def _sheet_file(self) -> ReadFile | None:
        return self.loaded.sheet or next((read for read in self.loaded.files if read.path.endswith(".yaml")), None)

    @cached_property
    def memory(self) -> dict[str, Any]:
        """What a rule has worked out and would otherwise work out again for each finding, by a name of its own."""
        return {}

    def passages(self) -> tuple[Read, ...]:
        """Every block of prose that a reader of this explainer sees, in the order of the files."""
        return self._passages

    @cached_property
    def _passages(self) -> tuple[Read, ...]:
        return tuple(
            [Read(read, text, passage) for read, text in self.loaded.texts() for passage in text.parsed.passages]
        )

    @cached_property
    def plain(self) -> tuple[Plain, ...]:
        """Every text that is not prose and that a reader of this explainer sees, in the order of the files."""
        return tuple([Plain(read, text.at, text.text) for read, text in self.loaded.plain()])

    @cached_property
    def plain_words(self) -> str:
        """All of `plain`, a text a line: most rules see from it alone that they have nothing to say."""
        return "\n".join([plain.text for plain in self.plain])

    @cached_property
    def words(self) -> str:
        """All prose in small letters, a block a line, without what is shown in it that is no word: most rules see from
        it alone that they have nothing to say.
        """
        # Block by block: small letters come much faster where all characters are ASCII, as in most blocks they are.
        return "\n".join([read.passage.text.replace(OBJECT, "").lower() for read in self._passages])

    @cached_property
    def prose(self) -> str:
        """All prose as it is, a block a line."""
        return "\n".join([read.passage.text for read in self._passages])


class Read(NamedTuple):
    """A passage with the file and the text in which it stands. A tuple, since a page has many."""

    file: ReadFile
    text: ReadText
    passage: Passage

    @property
    def language(self) -> str:
        """BCP 47 of the passage."""
        return self.file.language

    @property
    def keys(self) -> str:
        """The path of keys to its text: `body`, `title`, `questions/2/answer`, …"""
        return self.text.at

    def location(self, offset: int, width: int = 1) -> Location:
        """Where the character at `offset` of the passage stands in its file."""
        return self.text.location(self.passage, offset, width)

    @property
    def in_sheet(self) -> bool:
        """Whether the text stands in a sheet or its translation, not in an article."""
        return is_sheet(self.file)

    def finding(self, start: int, end: int, message: str, hint: str = "") -> Finding:
        """A finding about the characters from `start` to `end` of the passage, which waivers around it can answer."""
        keys, file = scope_of(self.file, self.keys)
        return Finding(self.location(start, max(1, end - start)), message, hint, keys, self.passage, file)


class Plain(NamedTuple):
    """A text without markup, with the file in which it stands. A tuple, since a sheet has many."""

    file: ReadFile
    keys: str
    """The path of keys to it: `section`, `figures/killed/unit`, …"""
    text: str

    @property
    def is_quoted(self) -> bool:
        """Whether it is what somebody said or wrote, word by word."""
        return self.keys.endswith("/quote") or (self.keys.startswith("quotes/") and self.keys.endswith("/text"))

    def finding(self, start: int, end: int, message: str, hint: str = "") -> Finding:
        """A finding about the characters from `start` to `end`, which waivers around it can answer."""
        keys, file = scope_of(self.file, self.keys)
        return Finding(self.file.inside(self.keys, self.text, start, end), message, hint, keys, None, file)


def is_sheet(file: ReadFile) -> bool:
    """Whether a file is a sheet or the translation of one, not an article."""
    return file.path.endswith(".yaml")


def scope_of(file: ReadFile, keys: str) -> tuple[str, str]:
    """The `keys` and the `file` of a finding."""
    return (keys, "") if is_sheet(file) else ("", file.path)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the desk knows beside the explainer itself. Gathered by the pipeline, so that rules stay pure."""

    now: datetime.datetime
    """The moment of the build, in the site's time zone; or the last one before it at which this explainer changed by
    itself, so that what was found can be kept. A message may therefore tell a day, and never an age."""
    settings: Settings
    published: Mapping[str, str] | None = None
    """What was published before, in the shape of `published_values`; None when nothing is known of it."""
    links: Mapping[str, str] = field(default_factory=dict)
    """By address, what was found there: `alive`, `dead` or `unknown`; empty without `--online`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found."""

    location: Location
    message: str
    hint: str = ""
    keys: str = ""
    """The record of the sheet it concerns, so that the record's own `waive` can answer it; empty for prose."""
    passage: Passage | None = None
    """The block it concerns, which a `<!-- waive … -->` before it can answer."""
    file: str = ""
    """The article it concerns, whose front matter can answer it; empty means the original's."""


Rule = Callable[[Subject, Evidence], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of the desk. Its documentation is the docstring of `rule`: what it does, why it matters, how to mend."""

    code: str
    severity: Severity
    """`error` cannot be switched off or waived."""
    rule: Rule
    on: bool = True
    """False for a rule with too many false alarms to be on unless the settings ask for it."""
    timeless: bool = True
    """False for a rule whose findings come and go without an edit, with the day or the network: a waiver of it may
    rest, and is not reported as unused."""
