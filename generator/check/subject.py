"""What a rule looks at, and what it says."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Location, Severity
from generator.load.decode import ReadText
from generator.load.explainer import Loaded, ReadFile
from generator.load.passage import Passage
from generator.model.explainer import Explainer, SharedFacts
from generator.model.facts import Sheet
from generator.model.settings import Settings
from generator.resolve.edition import Edition


@dataclass(frozen=True, slots=True)
class Subject:
    """One explainer under the eyes of the desk, with the shared facts that it uses."""

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
        read = self.loaded.sheet
        return read.at(keys) if read else Location(self.explainer.original.path)

    def name(self, keys: str) -> Location:
        """Where the last key of `keys` itself stands."""
        read = self.loaded.sheet
        return read.name(keys) if read else Location(self.explainer.original.path)

    def passages(self) -> Iterator[Read]:
        """Every block of prose that a reader of this explainer sees, in the order of the files."""
        for read, text in self.loaded.texts():
            for passage in text.parsed.passages:
                yield Read(read, text, passage)


@dataclass(frozen=True, slots=True)
class Read:
    """A passage with the file and the text in which it stands."""

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


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the desk knows beside the explainer itself. Gathered by the pipeline, so that rules stay pure."""

    now: datetime.datetime
    """The moment of the build, in the site's time zone."""
    settings: Settings
    published: Mapping[str, str] | None = None
    """For each value published before, `slug/figure/actor/as-of`, what it was; None when nothing is known of it."""
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
