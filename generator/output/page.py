"""The page of an explainer: its edition to its view."""

from __future__ import annotations

import datetime

from generator.language.speech import Speech
from generator.model.article import Article
from generator.model.dates import Date, When
from generator.model.moments import Moment
from generator.model.prose import Placed
from generator.output.cite import cite_view
from generator.output.downloads import FILES, downloads
from generator.output.frame import absolute, feed_views, feedback, frame, link
from generator.output.theme import Assets
from generator.output.views import AuthorView, ContentsItem, ExplainerView
from generator.resolve.edition import Edition
from generator.resolve.surroundings import Masthead, Surroundings
from generator.sections.composer import Composer
from generator.sections.parts import DateView, SectionView, Words
from generator.sections.table import Section

ALIASES = {"quote": "quotes"}
"""`:::{quote}` places quotes."""


def explainer_view(
    edition: Edition,
    masthead: Masthead,
    surroundings: Surroundings,
    speech: Speech,
    assets: Assets,
    sections: tuple[Section, ...],
    minutes: int,
    now: datetime.datetime,
    *,
    draft: bool = False,
) -> ExplainerView:
    """The view of an explainer's page.

    The parts are composed in reading order, so that citations are numbered as a reader meets them; the sources come
    last, when every place that cites them is known, wherever they stand on the page.
    """
    today = now.date().isoformat() if _judges_today(edition) else ""
    composer = Composer(edition, speech, surroundings, today)
    article, front = edition.article, edition.article.front
    assert front.date is not None
    title, standfirst = composer.prose(front.title), composer.prose(front.standfirst)
    key_points = tuple(composer.prose(point) for point in front.key_points)
    placed, moved = _placed(composer, article, sections)
    body = composer.prose(article.body, placed)
    views = {
        section.name: section.view(composer)
        for section in sections
        if section.name not in moved and section.name != "sources"
    }
    views["sources"] = next((section.view(composer) for section in sections if section.name == "sources"), None)
    shown = tuple(view for section in sections if (view := views.get(section.name)) is not None)
    zone = front.dateline.timezone if front.dateline and front.dateline.timezone else masthead.settings.timezone
    title_plain = composer.plain(front.title)
    latest = _latest_change(composer)
    fed = "atom" in surroundings.beside
    return ExplainerView(
        frame=frame(
            masthead,
            speech,
            assets,
            surroundings.url,
            title_plain,
            composer.plain(front.standfirst),
            surroundings.translations,
            feed=surroundings.url if fed else "",
            card=surroundings.card,
        ),
        slug=edition.slug,
        kicker=_kicker(composer, article),
        title=title,
        title_plain=title_plain,
        standfirst=standfirst,
        authors=tuple(
            AuthorView(composer.name(author.name), author.url, composer.words(author.role)) for author in front.authors
        ),
        place=composer.words(front.dateline.place) if front.dateline else "",
        written=composer.date(front.dateline.date) if front.dateline and front.dateline.date else None,
        published=moment_view(front.date, speech, zone),
        updated=moment_view(front.updated, speech, zone) if front.updated else None,
        reading_time=speech.reading_time(minutes),
        latest_change=composer.date(latest[0]) if latest else None,
        latest_words=latest[1] if latest else "",
        draft=draft,
        review_by=front.review_by.last.isoformat() if front.review_by else "",
        review_words=speech.date(front.review_by) if front.review_by else "",
        overdue=front.review_by is not None and _passed(front.review_by, now),
        today=today,
        picture=composer.picture(front.image.src, front.image.alt, front.image.caption, front.image.credit)
        if front.image
        else None,
        key_points=key_points,
        body=body,
        sections=shown,
        contents=_contents(article, shown, moved),
        topics=tuple(link(topic, surroundings.root, edition.language) for topic in surroundings.topics),
        related=tuple(
            link(surroundings.neighbours[slug], surroundings.root, edition.language)
            for slug in surroundings.related
            if slug in surroundings.neighbours
        ),
        cite=cite_view(
            speech,
            edition.slug,
            title_plain,
            [str(author.name) for author in front.authors],
            masthead.settings.title,
            moment_view(front.updated or front.date, speech, zone),
            absolute(masthead.settings.url, surroundings.url),
        ),
        published_at=instant(front.date, zone),
        updated_at=instant(front.updated, zone) if front.updated else "",
        data=downloads(speech, [FILES[name] for name in surroundings.beside if name in FILES], "", edition.slug),
        feeds=feed_views("", title_plain) if fed else (),
        feedback=feedback(masthead, title_plain, surroundings.root),
    )


def moment_view(moment: Moment, speech: Speech, timezone: str) -> DateView:
    """A day or date-time of front matter, as it is shown."""
    return DateView(moment.iso(timezone), speech.moment(moment, timezone))


def instant(moment: Moment, timezone: str) -> str:
    """A day or date-time of front matter with its offset from UTC, to the second (RFC 3339)."""
    return moment.instant(timezone).isoformat(timespec="seconds")


def _passed(date: Date, now: datetime.datetime) -> bool:
    return date.last < now.date()


def _judges_today(edition: Edition) -> bool:
    figures, events = edition.sheet.figures.values(), edition.sheet.timeline
    return any(figure.stale_after for figure in figures) or any(event.is_plan for event in events)


def _kicker(composer: Composer, article: Article) -> Words:
    return composer.words(article.front.section)


def _latest_change(composer: Composer) -> tuple[When, str] | None:
    """The newest correction or change and its words; of one day a correction, since being wrong weighs more."""
    sheet = composer.edition.sheet
    told = [(entry.date, entry.text) for entry in sheet.corrections]
    told += [(entry.date, entry.note) for entry in sheet.changes]
    if not told:
        return None
    when, text = max(told, key=lambda pair: pair[0].date.sort_key)
    return when, composer.plain(text)


def _placed(
    composer: Composer, article: Article, sections: tuple[Section, ...]
) -> tuple[tuple[SectionView, ...], dict[str, SectionView]]:
    """The sections that stand in the article, in order, and those of them that moved there whole.

    A place for a section without data, or for one that stands in the article already, shows nothing.
    """
    known = {section.name: section for section in sections}
    views: list[SectionView] = []
    moved: dict[str, SectionView] = {}
    for piece in article.body.pieces:
        if isinstance(piece, Placed):
            section = known[ALIASES.get(piece.section, piece.section)]
            composer.quiet = bool(piece.only)
            view = section.view(composer, piece.only) if section.name not in moved or piece.only else None
            composer.quiet = False
            views.append(view or SectionView(section.name, "", "sections/nothing.html", None, True))
            if view and not piece.only:
                moved[section.name] = view
    return tuple(views), moved


def _contents(
    article: Article, shown: tuple[SectionView, ...], moved: dict[str, SectionView]
) -> tuple[ContentsItem, ...]:
    """A line for each main heading of the article and each section, those within the article among its headings."""
    items = [ContentsItem(f"#{heading.id}", heading.text, 2) for heading in article.headings if heading.level == 2]
    items += [ContentsItem(f"#{view.name}", view.heading, 2) for view in moved.values()]
    items += [ContentsItem(f"#{view.name}", view.heading, 2) for view in shown]
    return tuple(items) if len(items) > 2 else ()
