"""What the templates of lists see: of the home page, topics, corrections, figures, terms, search and ordinary pages."""

from __future__ import annotations

import msgspec

from generator.output.views import DataView, FrameView, LinkView
from generator.sections.parts import DateView, ProseView


class CardView(msgspec.Struct, frozen=True, gc=False):
    """An explainer in a list."""

    href: str
    title: str
    standfirst: str
    language: str
    direction: str
    kicker: str
    published: DateView
    updated: DateView | None
    reading_time: str
    draft: bool


class NoticeView(msgspec.Struct, frozen=True, gc=False):
    """A correction or change in a list."""

    href: str
    title: str
    """Of the explainer."""
    kind: str
    kind_words: str
    date: DateView
    text: str
    was: str
    now: str


class ShelfView(msgspec.Struct, frozen=True, gc=False):
    """The explainers of one section of the site."""

    heading: str
    """Empty for those that name no section."""
    cards: tuple[CardView, ...]
    """The newest of them, where there are very many."""


class HomeView(msgspec.Struct, frozen=True, gc=False):
    """The home page."""

    frame: FrameView
    title: str
    words: ProseView | None
    newest: tuple[CardView, ...]
    """What was published or updated last; empty when the shelves show no more than that."""
    shelves: tuple[ShelfView, ...]
    all: LinkView | None
    """The list of all explainers; None when the shelves show them all."""
    notices: tuple[NoticeView, ...]
    topics: tuple[LinkView, ...]


class ExplainersView(msgspec.Struct, frozen=True, gc=False):
    """A page of the list of all explainers, what was published or updated last first."""

    frame: FrameView
    title: str
    cards: tuple[CardView, ...]
    pages: tuple[LinkView, ...]
    """The pages of the list; empty when there is one."""


class TopicEventView(msgspec.Struct, frozen=True, gc=False):
    """An event on the page of a topic."""

    href: str
    date: DateView
    title: str
    explainer: str
    """Title of the explainer it stands in."""
    language: str
    """Of the words where it is not the page's."""
    direction: str
    status: str
    status_words: str
    year: str
    """Where the entry before stands in another year; otherwise empty."""


class FigureRowView(msgspec.Struct, frozen=True, gc=False):
    """What a figure stands at, in the list of all figures."""

    href: str
    label: str
    value: str
    attribution: str
    as_of: DateView | None
    status: str
    stale_on: str
    """The first day, YYYY-MM-DD, on which it is out of date; empty when it never is."""
    is_stale: bool
    """Whether that day had come when the page was made; a script asks the reader's own clock."""
    explainer: str
    explainer_href: str
    language: str
    direction: str


class OrdersView(msgspec.Struct, frozen=True, gc=False):
    """Where the list of figures stands in each of its orders."""

    label: str
    date: str
    says: str
    explainer: str


class FiguresPageView(msgspec.Struct, frozen=True, gc=False):
    """The figures of the whole site in one order; long lists stand on several pages."""

    frame: FrameView
    title: str
    order: str
    """By what the rows are in order: `label`, `date` (the newest first), `says` or `explainer`."""
    orders: OrdersView | None
    """The list in its other orders; None where there is one only."""
    rows: tuple[FigureRowView, ...]
    pages: tuple[LinkView, ...]
    """The pages of the list; empty when there is one."""
    data: tuple[DataView, ...]
    """The facts of the whole site as data."""


class MeaningView(msgspec.Struct, frozen=True, gc=False):
    """What a term means in an explainer."""

    definition: str
    href: str
    explainer: str


class GlossaryTermView(msgspec.Struct, frozen=True, gc=False):
    """A term of the site, with each of its definitions."""

    term: str
    language: str
    direction: str
    meanings: tuple[MeaningView, ...]


class FoundView(msgspec.Struct, frozen=True, gc=False):
    """A question or a term on the search page."""

    kind: str
    """`question` or `term`."""
    href: str
    words: str


class SearchRowView(msgspec.Struct, frozen=True, gc=False):
    """An explainer on the search page, with what it answers and explains."""

    href: str
    title: str
    language: str
    """Where it is not the page's."""
    direction: str
    found: tuple[FoundView, ...]


class SearchView(msgspec.Struct, frozen=True, gc=False):
    """The search page: without a script, or without an index, a list of all that could be looked for."""

    frame: FrameView
    title: str
    rows: tuple[SearchRowView, ...]
    pages: tuple[LinkView, ...]
    """The pages of the list; empty when there is one."""
    topics: tuple[str, ...]
    """The titles of the topics, which results can be narrowed to."""
    index: str
    """Address of the script that reads the index; empty where there is no index."""
    volumes: tuple[str, ...]
    """Addresses of what the index has beside the folder of that script: a large site has it in several volumes."""
    script: str


class GlossaryView(msgspec.Struct, frozen=True, gc=False):
    """The terms of the whole site, in the order of their letters."""

    frame: FrameView
    title: str
    terms: tuple[GlossaryTermView, ...]


class TopicView(msgspec.Struct, frozen=True, gc=False):
    """A page of a topic."""

    frame: FrameView
    title: str
    description: str
    cards: tuple[CardView, ...]
    pages: tuple[LinkView, ...]
    """The pages of its explainers; empty when there is one."""
    events: tuple[TopicEventView, ...]
    """The events of its explainers in one timeline, the newest of them where there are very many; on the first page."""
    older: int
    """How many older events are left out."""
    data: tuple[DataView, ...]
    """The timeline as data."""


class CorrectionsView(msgspec.Struct, frozen=True, gc=False):
    """The corrections of the whole site, newest first."""

    frame: FrameView
    title: str
    notices: tuple[NoticeView, ...]
    policy: LinkView | None


class OrdinaryView(msgspec.Struct, frozen=True, gc=False):
    """An ordinary page."""

    frame: FrameView
    title: str
    body: ProseView


class MissingView(msgspec.Struct, frozen=True, gc=False):
    """The page for an address that is not there."""

    frame: FrameView
    title: str
    cards: tuple[CardView, ...]
