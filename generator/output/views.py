"""What a page's template sees: frozen values of strings, numbers, `Markup` and tuples, and nothing else.

Here is what every page has, and the page of an explainer; the pages of lists are in `list_views`.
"""

from __future__ import annotations

import msgspec
from markupsafe import Markup

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
    """What the page says, as JSON-LD, ready for a script element (`output/structured`)."""


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


class RedirectView(msgspec.Struct, frozen=True, gc=False):
    """A page at an old address. It has no frame: nobody stays on it."""

    language: str
    href: str
    canonical: str
    """Absolute; empty without a `url`."""
    title: str
