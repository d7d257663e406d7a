"""Feeds: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org/version/1.1), from one value."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.language.speech import Speech
from generator.model.dates import Date
from generator.model.entry import Entry, Listing
from generator.model.moments import zone
from generator.output.frame import absolute
from generator.output.json import encode
from generator.output.names import ATOM, JSON_FEED
from generator.resolve.anchors import date_name
from generator.resolve.entry import day_instant
from generator.resolve.site import Site
from generator.resolve.surroundings import Masthead
from generator.resolve.topics import topic_title

if TYPE_CHECKING:
    from generator.output.galley import Galley

POSTS = 50
"""How many entries a feed has: the newest."""

_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Everything but the Char production of XML 1.0."""

_OPENS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Post:
    """An entry of a feed. Texts are plain, addresses absolute."""

    id: str
    """Stays the same for ever."""
    url: str
    title: str
    summary: str
    published: str
    updated: str
    """RFC 3339. Moves when something happens that a reader should be told of again."""
    language: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, its newest entries first. There is at least one."""

    folder: str
    """Absolute address of what it is about; the feed lies in there."""
    title: str
    description: str
    language: str
    author: str
    author_url: str
    rights: str
    updated: str
    posts: tuple[Post, ...]


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{html.escape(feed.language)}">',
        f"<id>{_xml(feed.folder + ATOM)}</id>",
        f"<title>{_xml(feed.title)}</title>",
        *([f"<subtitle>{_xml(feed.description)}</subtitle>"] if feed.description else ()),
        f"<updated>{feed.updated}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{html.escape(feed.folder + ATOM)}"/>',
        f'<link rel="alternate" type="text/html" href="{html.escape(feed.folder)}"/>',
        "<author>",
        f"<name>{_xml(feed.author)}</name>",
        *([f"<uri>{_xml(feed.author_url)}</uri>"] if feed.author_url else ()),
        "</author>",
        *([f"<rights>{_xml(feed.rights)}</rights>"] if feed.rights else ()),
    ]
    for post in feed.posts:
        foreign = f' xml:lang="{html.escape(post.language)}"' if post.language != feed.language else ""
        lines += [
            f"<entry{foreign}>",
            f"<id>{_xml(post.id)}</id>",
            f"<title>{_xml(post.title)}</title>",
            f'<link rel="alternate" type="text/html" href="{html.escape(post.url)}"/>',
            f"<published>{post.published}</published>",
            f"<updated>{post.updated}</updated>",
            *(f'<category term="{html.escape(_clean(topic))}"/>' for topic in post.topics),
            f"<summary>{_xml(post.summary)}</summary>",
            "</entry>",
        ]
    return "\n".join((*lines, "</feed>", "")).encode("utf-8")


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1."""
    author = {"name": _clean(feed.author), **({"url": feed.author_url} if feed.author_url else {})}
    told: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _clean(feed.title),
        "home_page_url": feed.folder,
        "feed_url": feed.folder + JSON_FEED,
        **({"description": _clean(feed.description)} if feed.description else {}),
        "language": feed.language,
        "authors": [author],
        "items": [
            {
                "id": post.id,
                "url": post.url,
                "title": _clean(post.title),
                "content_text": _clean(post.summary or post.title),
                "date_published": post.published,
                "date_modified": post.updated,
                **({"tags": [_clean(topic) for topic in post.topics]} if post.topics else {}),
                **({"language": post.language} if post.language != feed.language else {}),
            }
            for post in feed.posts
        ],
    }
    return encode(told) + b"\n"


def _xml(text: str) -> str:
    return html.escape(_clean(text))


def _clean(text: str) -> str:
    """A text that spills into nothing: without what XML cannot hold, and with every turn of direction ended."""
    text = _NO_XML.sub("", text)
    if not _OPENS.search(text):
        return text
    waiting: list[str] = []
    kept: list[str] = []
    for sign in text:
        if sign in "\u202a\u202b\u202d\u202e":
            waiting.append("\u202c")
        elif sign in "\u2066\u2067\u2068":
            waiting.append("\u2069")
        elif sign in "\u202c\u2069":
            if sign not in waiting:
                continue
            while waiting and waiting[-1] != sign:
                kept.append(waiting.pop())
            waiting.pop()
        kept.append(sign)
    return "".join((*kept, *reversed(waiting)))


# What is in them


def list_feed(site: Site, masthead: Masthead, listed: list[tuple[Entry, Listing]], topic: str = "") -> Feed:
    """The feed of a language of the site, or of a topic in it: `topic` is its address's last part."""
    settings, language = site.settings, masthead.language
    moment = _moments(settings.timezone)
    posts = tuple(
        Post(
            id=(page := absolute(settings.url, site.url(entry, listing.language))),
            url=page,
            title=listing.title,
            summary=listing.standfirst,
            published=moment(entry.publish_at),
            updated=moment(listing.announced),
            language=listing.language,
            topics=tuple(topic_title(name, settings) for name in entry.topics),
        )
        for entry, listing in listed
    )
    title, description = settings.title, settings.description
    folder = masthead.prefix
    if topic:
        title = f"{topic_title(site.topics[language][topic], settings)} · {title}"
        known = settings.topics.get(topic)
        description = known.description if known else ""
        folder = f"{folder}topics/{topic}/"
    return _feed(masthead, folder, title, description, posts, posts[0].updated)


def explainer_feed(galley: Galley) -> Feed:
    """The feed of an explainer: its publication, its corrections and its changes."""
    masthead, composer, sheet = galley.masthead, galley.composer, galley.edition.sheet
    front = galley.edition.article.front
    assert front.date is not None
    settings, language = masthead.settings, galley.edition.language
    page = absolute(settings.url, galley.surroundings.url)
    moment = _moments(settings.timezone)
    title, standfirst = composer.plain(front.title), composer.plain(front.standfirst)
    published = front.date.instant(galley.zone).timestamp()
    found = [(published, True, Post(page, page, title, standfirst, moment(published), moment(published), language))]
    told: list[tuple[str, str, Date, str, str]] = []
    for number, wrong in enumerate(sheet.corrections, 1):
        text = _wrong(galley.speech, composer.plain(wrong.text), wrong.was, wrong.now)
        told.append(("correction", f"{number}", wrong.date.date, wrong.kind, text))
    for number, change in enumerate(sheet.changes, 1):
        kind = "update" if change.major else "change"
        told.append(("change", f"change-{number}", change.date.date, kind, composer.plain(change.note)))
    words = kind_words(galley.speech)
    counted: dict[str, int] = {}
    for family, anchor, date, kind, text in told:
        at = day_instant(date, settings.timezone)
        # The number of a correction in its sheet changes when an older one is added; its day does not.
        name = f"{family}-{date_name(date.text)}"
        counted[name] = counted.get(name, 0) + 1
        name = f"{page}#{name}" + (f"-{counted[name]}" if counted[name] > 1 else "")
        url, when = f"{page}#history-{anchor}", moment(at)
        found.append((at, kind != "change", Post(name, url, f"{words[kind]}: {title}", text, when, when, language)))
    updated = max(at for at, major, _ in found if major)
    ordered = sorted(found, key=lambda item: item[0], reverse=True)[:POSTS]
    posts = tuple(post for _, _, post in ordered)
    heading = f"{title} · {settings.title}"
    return _feed(masthead, galley.surroundings.url, heading, standfirst, posts, moment(updated))


def _wrong(speech: Speech, text: str, was: str, now: str) -> str:
    said = [text] if text else []
    said += [f"{speech.word('It said')}: {was}"] if was else []
    said += [f"{speech.word('It now says')}: {now}"] if now else []
    return "\n".join(said)


def _feed(masthead: Masthead, folder: str, title: str, description: str, posts: tuple[Post, ...], updated: str) -> Feed:
    settings = masthead.settings
    publisher = settings.publisher
    return Feed(
        folder=absolute(settings.url, folder),
        title=title,
        description=description,
        language=masthead.language,
        author=publisher.name if publisher else settings.title,
        author_url=publisher.url if publisher else "",
        rights=f"© {settings.copyright}" if settings.copyright else "",
        updated=updated,
        posts=posts,
    )


def _moments(timezone: str) -> Callable[[float], str]:
    """Says moments on the clocks of the site, as RFC 3339 has them."""
    clocks = zone(timezone)
    return lambda seconds: datetime.datetime.fromtimestamp(seconds, clocks).isoformat(timespec="seconds")


def kind_words(speech: Speech) -> dict[str, str]:
    """What the kinds of corrections and changes are called."""
    word = speech.word
    return {
        "correction": word("Correction"),
        "clarification": word("Clarification"),
        "editors-note": word("Editor’s note"),
        "retraction": word("Retraction"),
        "update": word("Update"),
        "change": word("Change"),
    }
