"""The records of `facts.json`: the contract with whoever reads our data. `docs/data.md` describes them, and
`docs/facts.schema.json` is made from them; a change that breaks a reader makes a new `FORMAT`."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

import msgspec

FORMAT: Literal["explainer-facts/1"] = "explainer-facts/1"
SITE_FORMAT: Literal["explainer-site/1"] = "explainer-site/1"


def _told(description: str) -> msgspec.Meta:
    return msgspec.Meta(description=description)


Edtf = Annotated[str, _told("a date in EDTF (ISO 8601-2, levels 0 and 1, and [a,b]), as precise as it is known")]
Day = Annotated[str, _told("a day, YYYY-MM-DD, or a moment with its offset from UTC")]
Address = Annotated[str, _told("an absolute address; absent where the site gives no `url`")]
Plain = Annotated[str, _told("text without markup")]


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A record of the file. What is absent is unknown, or empty.

    Only empty values are left out: whether a text is left out for being the default would hang on its being the very
    same object.
    """


class DateData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """A date."""

    edtf: Edtf
    inferred: Annotated[bool, _told("the newsroom inferred it rather than read it")] = False
    note: Plain = ""


class Name(Row, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody, or something, by name."""

    name: Plain
    id: Annotated[str, _told("the actor of this file that it is; absent for a mere name")] = ""
    attribution: Annotated[str, _told("how the newsroom words who says it, where that is not the name")] = ""


class Use(Row, frozen=True, kw_only=True, omit_defaults=True):
    """Where a fact was read."""

    id: Annotated[str, _told("the source of this file")]
    locator: Plain = ""
    quote: Plain = ""


class Person(Row, frozen=True, kw_only=True, omit_defaults=True):
    """An author of a source."""

    family: str = ""
    given: str = ""
    literal: str = ""


class SourceData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """A document. The keys are those of CSL, with `_` for `-`."""

    id: str
    title: Plain
    type: Annotated[str, _told("an item type of CSL 1.0.2")]
    publisher: Name | None = None
    author: tuple[Person, ...] = ()
    issued: DateData | None = None
    accessed: DateData | None = None
    url: str = ""
    archived_url: str = ""
    language: str = ""
    title_translated: Plain = ""
    container_title: Plain = ""
    page: Plain = ""
    doi: str = ""
    isbn: str = ""
    note: Plain = ""
    stance: Annotated[str, _told("what kind of voice it is: party, official, court, media, …")] = ""


class NativeName(Row, frozen=True, kw_only=True, omit_defaults=True):
    """A name in its own language."""

    value: str
    language: str


class RoleData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """What a person is, where, and when."""

    title: Plain
    organization: Name | None = None
    during: Edtf = ""


class ActorData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """A person, an organisation, a group or a state."""

    id: str
    kind: Literal["person", "organization", "group", "state"]
    name: Plain
    names: tuple[NativeName, ...] = ()
    party: Annotated[bool, _told("it has a stake in the matter")] = False
    attribution: Annotated[str, _told("how the newsroom words that it says something")] = ""
    attribution_note: Plain = ""
    roles: tuple[RoleData, ...] = ()
    description: Plain = ""
    same_as: tuple[str, ...] = ()


class DisputeData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """Who disputes a value, and where that was read."""

    actor: Name
    sources: tuple[Use, ...] = ()


class ObservationData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """A value of a figure: who says it, as of when, and where it was read."""

    current: Annotated[bool, _told("the figure stands at it: it is what the page shows first")] = False
    value: Annotated[Decimal | None, _told("a number, as written")] = None
    low: Decimal | None = None
    high: Decimal | None = None
    interval: Annotated[str, _told("what `low` to `high` is, such as a confidence interval")] = ""
    qualifier: Literal["exact", "at-least", "at-most", "about", "more-than"]
    as_of: DateData | None = None
    attributed_to: Name | None = None
    sources: tuple[Use, ...] = ()
    rank: Literal["preferred", "normal", "deprecated"]
    status: Annotated[str, _told("verified, partly-verified, unverified, disputed or retracted")] = ""
    disputed_by: tuple[DisputeData, ...] = ()
    method: Plain = ""
    note: Plain = ""


class FigureData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """A quantity and its values."""

    id: str
    label: Plain
    observations: tuple[ObservationData, ...]
    unit: Annotated[str, _told("a text, %, a currency code of ISO 4217, or a unit of UCUM")] = ""
    definition: Plain = ""
    period: Edtf = ""
    direction: Literal["cumulative", "level", "flow"]
    stale_after: Annotated[str, _told("how long a value is current: a duration of ISO 8601")] = ""
    conflicting: Annotated[bool, _told("several attributions give it, and none of them is the number")] = False


class EventData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """An event of the timeline."""

    id: Annotated[str, _told("its anchor on the page, after `event-`")]
    date: DateData
    title: Plain
    text: Plain = ""
    group: Plain = ""
    status: Literal["confirmed", "claimed", "disputed", "scheduled", "cancelled"]
    date_note: Plain = ""
    actors: tuple[Name, ...] = ()
    sources: tuple[Use, ...] = ()


class EraData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """A labelled span of the timeline."""

    label: Plain
    date: DateData


class QuestionData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """A question and its answer."""

    id: Annotated[str, _told("its anchor on the page, after `question-`")]
    question: Plain
    short_answer: Plain = ""
    answer: Plain = ""
    kind: Literal["editorial", "transcript", "reader"]
    asked_by: Name | None = None
    answered_by: Name | None = None
    as_of: DateData | None = None
    sources: tuple[Use, ...] = ()


class QuoteData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody's words."""

    id: str
    text: Plain
    speaker: Name | None = None
    said_on: DateData | None = None
    said_in: Plain = ""
    language: str = ""
    original: NativeName | None = None
    fidelity: Literal["verbatim", "edited", "translated", "reported"]
    sources: tuple[Use, ...] = ()


class TermData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """A word and what it means."""

    id: str
    term: Plain
    definition: Plain
    aliases: tuple[str, ...] = ()
    sources: tuple[Use, ...] = ()


class KnowledgeData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """A statement, and whether it is known."""

    status: Literal["known", "disputed", "unknown"]
    statement: Plain
    as_of: DateData | None = None
    sources: tuple[Use, ...] = ()


class CorrectionData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """Something published was wrong."""

    id: Annotated[str, _told("its anchor on the page, after `history-`")]
    date: DateData
    kind: Literal["correction", "clarification", "editors-note", "retraction"]
    affects: tuple[str, ...] = ()
    was: Plain = ""
    now: Plain = ""
    text: Plain = ""


class ChangeData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """Something was added or updated."""

    id: Annotated[str, _told("its anchor on the page, after `history-`")]
    date: DateData
    note: Plain
    major: bool = False
    affects: tuple[str, ...] = ()


class AuthorData(Row, frozen=True, kw_only=True, omit_defaults=True):
    """Who wrote the explainer."""

    name: Plain
    url: str = ""
    role: Plain = ""


class FactsFile(Row, frozen=True, kw_only=True, omit_defaults=True):
    """An explainer in a language: `facts.json` beside its page."""

    format: Literal["explainer-facts/1"]
    id: Annotated[str, _told("the explainer's name in addresses: the same in every language")]
    language: Annotated[str, _told("BCP 47")]
    title: Plain
    published: Day
    site: Plain
    url: Address = ""
    standfirst: Plain = ""
    section: Plain = ""
    topics: tuple[str, ...] = ()
    authors: tuple[AuthorData, ...] = ()
    updated: Day = ""
    review_by: Edtf = ""
    publisher: Plain = ""
    copyright: Plain = ""
    licence: Annotated[str, _told("a name or an address")] = ""
    key_points: tuple[Plain, ...] = ()
    background: Plain = ""
    figures: tuple[FigureData, ...] = ()
    events: tuple[EventData, ...] = ()
    eras: tuple[EraData, ...] = ()
    questions: tuple[QuestionData, ...] = ()
    quotes: tuple[QuoteData, ...] = ()
    terms: tuple[TermData, ...] = ()
    knowledge: tuple[KnowledgeData, ...] = ()
    actors: tuple[ActorData, ...] = ()
    sources: tuple[SourceData, ...] = ()
    corrections: tuple[CorrectionData, ...] = ()
    changes: tuple[ChangeData, ...] = ()


class SiteFigure(Row, frozen=True, kw_only=True, omit_defaults=True):
    """What a figure stands at, in words."""

    id: str
    label: Plain
    value: Plain
    attribution: Plain = ""
    as_of: Edtf = ""
    inferred: bool = False
    status: Plain = ""


class SiteEvent(Row, frozen=True, kw_only=True, omit_defaults=True):
    """An event."""

    id: Annotated[str, _told("its anchor on the page, after `event-`")]
    date: Edtf
    title: Plain
    status: str


class SiteExplainer(Row, frozen=True, kw_only=True, omit_defaults=True):
    """An explainer of the site."""

    id: str
    language: str
    title: Plain
    path: Annotated[str, _told("the address of its page, from the site's root")]
    published: Day
    url: Address = ""
    languages: Annotated[tuple[str, ...], _told("all that it is published in, the original first")] = ()
    standfirst: Plain = ""
    section: Plain = ""
    topics: tuple[str, ...] = ()
    updated: Day = ""
    files: Annotated[tuple[str, ...], _told("the data beside its page: `facts.json`, `figures.csv`, …")] = ()
    figures: tuple[SiteFigure, ...] = ()
    events: tuple[SiteEvent, ...] = ()


class SiteFile(Row, frozen=True, kw_only=True, omit_defaults=True):
    """All explainers that are listed in a language of the site: its `facts.json`."""

    format: Literal["explainer-site/1"]
    language: str
    title: Plain
    url: Address = ""
    description: Plain = ""
    publisher: Plain = ""
    copyright: Plain = ""
    licence: str = ""
    explainers: tuple[SiteExplainer, ...] = ()
