"""What a page's template sees: frozen values of strings, numbers, `Markup` and tuples, and nothing else."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from generator.images.lettering import Run
from generator.output.cite import CiteView
from generator.sections.parts import DateView, PictureView, ProseView, SectionView, Words


class LinkView(msgspec.Struct, frozen=True, gc=False):
    """A way to somewhere. `language` is that of the words where it is not the page's."""

    href: str
    words: Words
    language: str = ""
    direction: str = ""
    current: bool = False


class FeedView(msgspec.Struct, frozen=True, gc=False):
    """A feed that a page belongs to."""

    href: str
    kind: str
    """Its media type."""
    title: str
    form: str
    """`Atom` or `JSON Feed`."""


class DataView(msgspec.Struct, frozen=True, gc=False):
    """A file of data beside a page."""

    href: str
    name: str
    """What it is called when it is saved."""
    words: str
    form: str
    """CSV, JSON, …"""


class PublisherView(msgspec.Struct, frozen=True, gc=False):
    """Who publishes the site."""

    name: str
    href: str
    logo: str
    """Address of the logo; empty when there is none."""
    email: str
    policies: tuple[LinkView, ...]
    ethics: str = ""
    """Address of the policy of this name among `policies`; empty when there is none. So the next two."""
    corrections: str = ""
    ownership: str = ""


class FrameView(msgspec.Struct, frozen=True, gc=False):
    """What stands around every page: head, masthead, footer."""

    language: str
    direction: str
    root: str
    """From this page to the site's root: `../`; on the 404 page an absolute path."""
    home: str
    """The home page in this language."""
    site_title: str
    site_description: str
    page_title: str
    """For the browser's title bar, without the site's name."""
    page_description: str
    canonical: str
    """Absolute address of this page; empty when the settings give no `url`."""
    languages: tuple[LinkView, ...]
    """This page in each of its languages, itself included; empty when there is one only."""
    alternates: tuple[LinkView, ...]
    """The same with absolute addresses, for `hreflang`, and `x-default` for everyone else; empty without a `url`."""
    navigation: tuple[LinkView, ...]
    publisher: PublisherView | None
    copyright: str
    licence: LinkView | None
    """`href` is empty when the licence is a name."""
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]
    fonts: tuple[str, ...]
    """Fonts of the text, to be fetched before a style sheet asks for them; a font that comes late is not used."""
    icon: str
    corrections: str
    """Address of the site's corrections page."""
    figures: str
    """Address of the list of all figures."""
    glossary: str
    search: str
    """Address of the search page."""
    index: bool = True
    """False for pages that search engines should leave out."""
    locale: str = ""
    """For `og:locale`: `en_US`; empty where the language has no usual region."""
    locales: tuple[str, ...] = ()
    """The same for the other languages of the page."""
    card: str = ""
    """Absolute address of the picture that stands for the page where it is shared; empty when there is none."""
    feeds: tuple[FeedView, ...] = ()
    """The site's feeds first, then those of this page. Empty without a `url`."""
    structured: Markup | str = ""
    """What the page says, as JSON-LD, ready for a script element (`output/structured.py`)."""


class AuthorView(msgspec.Struct, frozen=True, gc=False):
    """Who wrote the article."""

    name: Words
    href: str
    role: Words


class ContentsItem(msgspec.Struct, frozen=True, gc=False):
    """A line of the contents list."""

    href: str
    words: str
    level: int
    """2 for sections and main headings, 3 for what stands beneath one."""


class ExplainerView(msgspec.Struct, frozen=True, gc=False):
    """The page of an explainer."""

    frame: FrameView
    slug: str
    kicker: Words
    title: ProseView
    title_plain: str
    standfirst: ProseView
    authors: tuple[AuthorView, ...]
    place: Words
    """Where the article was written; empty when the dateline does not say."""
    written: DateView | None
    """The day of the dateline."""
    published: DateView
    updated: DateView | None
    """None when it has not been updated since."""
    reading_time: str
    latest_change: DateView | None
    """The day of the newest correction or change."""
    latest_words: Words
    """What was corrected or changed then; empty when the sheet does not say."""
    draft: bool
    review_by: str
    """The day, YYYY-MM-DD, after which the page may be out of date; empty when the article gives none."""
    review_words: str
    overdue: bool
    """True when that day had passed when the page was built."""
    today: str
    """The day of the build that the page's wording rests on: the last of its turning points, YYYY-MM-DD, or empty."""
    picture: PictureView | None
    key_points: tuple[ProseView, ...]
    body: ProseView
    sections: tuple[SectionView, ...]
    """In the order of the page, without those that stand inside the body."""
    contents: tuple[ContentsItem, ...]
    topics: tuple[LinkView, ...]
    related: tuple[LinkView, ...]
    cite: CiteView
    published_at: str
    """The moment of publication with its offset from UTC (RFC 3339): of a bare day, its beginning."""
    updated_at: str
    """And of the last update; empty when there was none."""
    data: tuple[DataView, ...]
    """The files of data beside the page."""
    feeds: tuple[FeedView, ...]
    """The page's own feeds; empty without a `url`."""
    feedback: str
    """Where a reader can ask a question or report an error: an address or a `mailto:`; empty when there is neither."""


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


class LineView(msgspec.Struct, frozen=True, gc=False):
    """A line of a social card."""

    runs: tuple[Run, ...]
    """Its words in parts, each with the `text` and the `family` of its font."""


class SocialCardView(msgspec.Struct, frozen=True, gc=False):
    """The picture of a page for social networks: `card.svg`. Sizes and places are in pixels."""

    language: str
    direction: str
    width: int
    height: int
    start: int
    """Where lines begin: at the left, or at the right of a card that runs so."""
    end: int
    start_anchor: str
    """For `text-anchor`, of what begins at `start`."""
    end_anchor: str
    title: tuple[LineView, ...]
    """In lines of at most 1,040 pixels at `title_size`."""
    title_size: int
    standfirst: tuple[LineView, ...]
    """At most three lines, fewer under a long title; cut behind a word."""
    standfirst_size: int
    kicker: LineView
    """The section; without runs where the article names none."""
    date: LineView
    site: LineView


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


class RedirectView(msgspec.Struct, frozen=True, gc=False):
    """A page at an old address. It has no frame: nobody stays on it."""

    language: str
    href: str
    canonical: str
    """Absolute; empty without a `url`."""
    title: str
