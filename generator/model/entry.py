"""What the rest of a site may see of an explainer. Small: a build of ten thousand holds all of these at once."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from generator.diagnostics import Diagnostic, Location
from generator.model.picture import PictureFile


class OutwardLink(msgspec.Struct, frozen=True, array_like=True):
    """A link from an explainer to another, or to an ordinary page."""

    language: str
    slug: str
    fragment: str
    location: Location


class Listing(msgspec.Struct, frozen=True, array_like=True):
    """An explainer's page in one language, as lists of the site show it. Texts are plain."""

    language: str
    title: str
    standfirst: str
    section: str
    date: str
    """As in front matter: a day or a date-time."""
    updated: str
    """As in front matter; the date where it gives none."""
    minutes: int
    anchors: str
    """The ids that a link may lead to, sorted, with a space between."""
    draft: bool
    announced: float = 0.0
    """Seconds since 1970 (UTC) of its publication, or of the newest correction or major change."""
    modified: float = 0.0
    """And of anything that changed in it."""


class Notice(msgspec.Struct, frozen=True, array_like=True):
    """A correction or change, as the site's lists show it. Texts are plain."""

    kind: str
    """As in `history.EntryView`."""
    date: str
    """EDTF as written."""
    text: str
    was: str
    now: str
    anchor: str
    major: bool


class FigureLine(msgspec.Struct, frozen=True, array_like=True):
    """What a figure stands at, as the site's list of figures shows it. Texts are plain."""

    id: str
    label: str
    value: str
    """With its qualifier and unit."""
    attribution: str
    as_of: str
    """EDTF as written; empty without a date."""
    inferred: bool
    status: str
    """In words; empty when there is nothing to add."""
    stale_on: str
    """The first day, YYYY-MM-DD, on which it is out of date; empty when it never is."""


class EventLine(msgspec.Struct, frozen=True, array_like=True):
    """An event, as the timeline of a topic shows it. Texts are plain."""

    anchor: str
    date: str
    """EDTF as written."""
    title: str
    status: str


class TermLine(msgspec.Struct, frozen=True, array_like=True):
    """A term, as the glossary shows it. Texts are plain."""

    id: str
    term: str
    definition: str


class QuestionLine(msgspec.Struct, frozen=True, array_like=True):
    """A question, as the search page shows it. Texts are plain."""

    anchor: str
    question: str


class Packed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Lines, encoded: a build holds those of all explainers, and most builds show none of them anew."""

    count: int = 0
    data: bytes = b"\x90"
    """MessagePack: a list."""


def pack(lines: Collection[msgspec.Struct]) -> Packed:
    """These lines, encoded. Equal lines have equal bytes."""
    return Packed(len(lines), _encoder.encode(lines))


class Facts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The facts of an explainer that lists of the site show, in one language."""

    figures: Packed = Packed()
    """A line for each estimate that stands."""
    events: Packed = Packed()
    terms: Packed = Packed()
    questions: Packed = Packed()

    def figure_lines(self) -> tuple[FigureLine, ...]:
        """The figures, decoded. Raises `msgspec.DecodeError` where somebody changed them, as do the others."""
        return _figures.decode(self.figures.data)

    def event_lines(self) -> tuple[EventLine, ...]:
        """The events."""
        return _events.decode(self.events.data)

    def term_lines(self) -> tuple[TermLine, ...]:
        """The terms."""
        return _terms.decode(self.terms.data)

    def question_lines(self) -> tuple[QuestionLine, ...]:
        """The questions."""
        return _questions.decode(self.questions.data)


_encoder = msgspec.msgpack.Encoder()
_figures = msgspec.msgpack.Decoder(tuple[FigureLine, ...])
_events = msgspec.msgpack.Decoder(tuple[EventLine, ...])
_terms = msgspec.msgpack.Decoder(tuple[TermLine, ...])
_questions = msgspec.msgpack.Decoder(tuple[QuestionLine, ...])


NOT_SHOWN = frozenset(
    ("related", "related_at", "aliases", "aliases_at", "links", "diagnostics", "broken", "facts_used", "shown")
)
"""What of an entry stands on no list: where its page leads to, and what is for the desk."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """An explainer, as the rest of the site sees it."""

    slug: str
    language: str
    listings: dict[str, Listing]
    """By language, the original first."""
    topics: tuple[str, ...]
    related: tuple[str, ...]
    related_at: Location
    aliases: tuple[str, ...]
    links: tuple[OutwardLink, ...]
    notices: dict[str, tuple[Notice, ...]]
    """By language, the corrections and changes."""
    draft: bool
    publish_at: float
    """Seconds since 1970 (UTC) from which the explainer may be published."""
    diagnostics: tuple[Diagnostic, ...]
    """Everything found in its files, replayed when they have not changed."""
    broken: bool
    """True when its files cannot be read as an explainer. There is no page, and no link to it is a second error."""
    pictures: tuple[PictureFile, ...]
    """The pictures that its pages show."""
    facts_used: tuple[str, ...]
    """Shared ids that it uses."""
    aliases_at: tuple[Location, ...] = ()
    """Where each of the aliases stands."""
    facts: dict[str, Facts] = {}
    """By language, what the lists of figures, events and terms show. Other lists do not see it."""
    sheets: dict[str, bytes] = {}
    """By language, a digest of its facts: data of the whole site changes with these alone."""
    other_facts: dict[str, bytes] = {}
    """By language, a digest of what data of events and sources is made of: of all facts where a text of an event says a
    figure."""
    fronts: dict[str, bytes] = {}
    """By language, a digest of its front matter, where there is a digest of its facts; and of all facts where a text of
    it says a figure."""
    data: tuple[str, ...] = ()
    """What it has data of: `facts`, `figures`, `events`, `sources`."""
    shown: bytes = b""
    """A digest of all that files of many explainers may show of it: of everything here but `NOT_SHOWN`."""

    def held_back(self, now: float) -> str:
        """Why it is not published: `draft`, `future`, or empty."""
        if self.draft:
            return "draft"
        return "future" if self.publish_at > now else ""
