"""The fact sheet: what an explainer knows, and who says so. The contract's `facts.yaml`, record by record."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from generator.model.dates import Date, When
from generator.model.fields import ActorId, ActorOrText, FactId, Language, OwnId, Reasons, SourceId, Text, Url
from generator.model.moments import Duration
from generator.model.prose import Line, Prose


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every record of a sheet may carry."""

    waive: Reasons = {}


class SourceUse(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a fact was read: a source's id, or `{id, locator, quote}`."""

    id: SourceId
    locator: Text = ""
    quote: Text = ""


class Picture(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture in the explainer's `media` folder."""

    src: str
    alt: Text
    caption: Text = ""
    credit: Text = ""


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An author of a source: text stands in `literal`."""

    family: Text = ""
    given: Text = ""
    literal: Text = ""


SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
]  # fmt: skip
"""The item types of CSL 1.0.2 (docs.citationstyles.org, appendix III)."""

Stance = Literal["party", "official", "intergovernmental", "ngo", "academic", "court", "media", "document"]


class Source(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A document one can cite. The names are those of CSL, with `_` for `-`."""

    id: OwnId = ""
    title: Text
    publisher: ActorOrText = ""
    type: SourceType = "webpage"
    issued: When | None = None
    accessed: When | None = None
    url: Url = ""
    archived_url: Url = ""
    language: Language = ""
    author: tuple[Person, ...] = ()
    title_translated: Text = ""
    container_title: Text = ""
    page: Text = ""
    doi: str = ""
    isbn: str = ""
    note: Text = ""
    stance: Stance | None = None


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A name in its own language."""

    value: str
    language: Language


class Role(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person is, where, and when."""

    title: Text
    organization: ActorOrText = ""
    during: Date | None = None


class Actor(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A person, an organisation, a group or a state. A party has a stake in the matter."""

    id: OwnId = ""
    kind: Literal["person", "organization", "group", "state"]
    name: Text
    names: tuple[Name, ...] = ()
    party: bool = False
    attribution: Text = ""
    """How the newsroom words "says who"; empty means the name."""
    attribution_note: Text = ""
    roles: tuple[Role, ...] = ()
    description: Prose = Prose()
    same_as: tuple[Url, ...] = ()


class Dispute(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who disputes an observation, and where that was read."""

    actor: ActorOrText
    sources: tuple[SourceUse, ...] = ()


Qualifier = Literal["exact", "at-least", "at-most", "about", "more-than"]
Status = Literal["verified", "partly-verified", "unverified", "disputed", "retracted"]


class Observation(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A value of a figure, with the day it holds for and who says so."""

    value: Decimal | None = None
    """None where only `low` and `high` are known."""
    low: Decimal | None = None
    high: Decimal | None = None
    interval: Text = ""
    """What `low` to `high` is, such as "95% confidence interval"."""
    qualifier: Qualifier = "exact"
    as_of: When | None = None
    attributed_to: ActorOrText = ""
    sources: tuple[SourceUse, ...] = ()
    rank: Literal["preferred", "normal", "deprecated"] = "normal"
    status: Status | None = None
    disputed_by: tuple[Dispute, ...] = ()
    method: Text = ""
    note: Text = ""

    @property
    def is_standing(self) -> bool:
        """Whether it may be shown as a value of the figure: neither deprecated nor retracted."""
        return self.rank != "deprecated" and self.status != "retracted"


class Figure(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A quantity. Its observations are values with as-of dates."""

    id: OwnId = ""
    label: Text
    unit: Text = ""
    definition: Line = Prose(inline=True)
    period: Date | None = None
    direction: Literal["cumulative", "level", "flow"] = "level"
    stale_after: Duration | None = None
    conflicting: bool = False
    """True where several attributions give one quantity, and none of them is "the" number."""
    observations: tuple[Observation, ...]


class Event(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of the timeline."""

    id: OwnId = ""
    date: When
    title: Text
    text: Prose = Prose()
    group: Text = ""
    status: Literal["confirmed", "claimed", "disputed", "scheduled", "cancelled"] = "confirmed"
    date_note: Text = ""
    actors: tuple[ActorId, ...] = ()
    image: Picture | None = None
    sources: tuple[SourceUse, ...] = ()

    @property
    def is_plan(self) -> bool:
        """Whether it is scheduled for days that will have passed."""
        return self.status == "scheduled" and not self.date.date.end_open


class Era(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A labelled span of the timeline."""

    label: Text
    date: When


class Question(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A question and its answer."""

    id: OwnId = ""
    question: Text
    short_answer: Line = Prose(inline=True)
    answer: Prose = Prose()
    kind: Literal["editorial", "transcript", "reader"] = "editorial"
    asked_by: ActorOrText = ""
    answered_by: ActorOrText = ""
    as_of: When | None = None
    sources: tuple[SourceUse, ...] = ()


class Original(msgspec.Struct, frozen=True, kw_only=True):
    """The words as they were said."""

    text: str
    language: Language


class Quote(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody's words."""

    id: OwnId = ""
    text: Text
    speaker: ActorId = ""
    said_on: When | None = None
    said_in: Text = ""
    language: Language = ""
    original: Original | None = None
    fidelity: Literal["verbatim", "edited", "translated", "reported"] = "verbatim"
    sources: tuple[SourceUse, ...] = ()


class Term(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A word that needs saying what it means."""

    id: OwnId = ""
    term: Text
    definition: Line
    aliases: tuple[Text, ...] = ()
    sources: tuple[SourceUse, ...] = ()


class Knowledge(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A statement, and whether it is known."""

    status: Literal["known", "disputed", "unknown"]
    statement: Line
    sources: tuple[SourceUse, ...] = ()
    as_of: When | None = None


class Correction(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something published was wrong."""

    date: When
    kind: Literal["correction", "clarification", "editors-note", "retraction"] = "correction"
    affects: tuple[FactId, ...] = ()
    was: Text = ""
    now: Text = ""
    text: Prose = Prose()


class Change(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something was added or updated."""

    date: When
    major: bool = False
    note: Line
    affects: tuple[FactId, ...] = ()


class Sheet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A fact sheet. Every part may be empty."""

    background: Prose = Prose()
    sources: dict[str, Source] = {}
    actors: dict[str, Actor] = {}
    figures: dict[str, Figure] = {}
    timeline: tuple[Event, ...] = ()
    eras: tuple[Era, ...] = ()
    questions: tuple[Question, ...] = ()
    quotes: dict[str, Quote] = {}
    terms: dict[str, Term] = {}
    knowledge: tuple[Knowledge, ...] = ()
    corrections: tuple[Correction, ...] = ()
    changes: tuple[Change, ...] = ()
    waive: Reasons = {}


SHARED_KINDS = ("sources", "actors", "figures", "terms")
"""The parts that `_shared` can hold."""

NAMED_KINDS = ("sources", "actors", "figures", "quotes", "terms")
"""The parts of a sheet whose records stand under their ids."""

LISTED_KINDS = ("timeline", "questions")
"""The parts of a sheet that are lists of records, each with an id or without."""


class Shared(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file of `_shared`: facts that several explainers use."""

    sources: dict[str, Source] = {}
    actors: dict[str, Actor] = {}
    figures: dict[str, Figure] = {}
    terms: dict[str, Term] = {}
