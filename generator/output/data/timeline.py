"""`timeline.json`: the timeline as TimelineJS 3 reads it (timeline.knightlab.com/docs/json-format.html)."""

from __future__ import annotations

from html import escape

from generator.model.dates import Date, Point
from generator.model.facts import Event
from generator.output.frame import absolute
from generator.output.galley import Galley
from generator.output.json import encode

EVENTS = b',"events":['
END = b"]}\n"
"""Where the events of a file begin and end: the timeline of a site is joined from those of its explainers. No text
holds these bytes, since a quotation mark in a text carries a backslash."""


def timeline_json(galley: Galley) -> bytes:
    """The timeline of an explainer. Its texts are HTML to TimelineJS, and so they are escaped."""
    front, sheet, composer = galley.edition.article.front, galley.edition.sheet, galley.composer
    head: dict[str, object] = {"title": {"text": slide(composer.plain(front.title), composer.plain(front.standfirst))}}
    eras = [
        {**span, "text": slide(era.label)}
        for era in sheet.eras
        if (span := _span(era.date.date)) and "end_date" in span
    ]
    if eras:
        head["eras"] = eras
    events = [_event(galley, anchor, event) for anchor, event in galley.edition.events]
    return whole(head, b",".join(map(encode, events)))


def whole(head: dict[str, object], events: bytes) -> bytes:
    """A file of a head and of events, encoded and with commas between them."""
    return encode(head)[:-1] + EVENTS + events + END


def events_of(data: bytes) -> bytes:
    """The events of a file that `whole` made, as it took them."""
    return data[data.index(EVENTS) + len(EVENTS) : -len(END)]


def slide(headline: str, text: str = "") -> dict[str, str]:
    """The words of a slide."""
    return {"headline": escape(headline), **({"text": f"<p>{escape(text)}</p>"} if text else {})}


def _event(galley: Galley, anchor: str, event: Event) -> dict[str, object]:
    composer = galley.composer
    found: dict[str, object] = {
        **_span(event.date.date),
        "display_date": composer.speech.date(event.date.date),
        "text": slide(event.title, composer.plain(event.text)),
        "unique_id": f"{galley.edition.slug}-{galley.edition.language}-{anchor}",
    }
    if event.group:
        found["group"] = event.group
    url = galley.masthead.settings.url
    if event.image and url:
        media = {"url": absolute(url, f"{galley.edition.slug}/{event.image.src}"), "alt": event.image.alt}
        words = {"caption": event.image.caption, "credit": event.image.credit}
        found["media"] = {**media, **{key: escape(text) for key, text in words.items() if text}}
    return found


def _span(date: Date) -> dict[str, object]:
    """Start and end. TimelineJS knows no open ends: what has no start begins where it ends."""
    start = date.start or date.end
    assert start is not None
    span: dict[str, object] = {"start_date": _point(start, last=date.start is None)}
    if date.start is not None and date.end is not None:
        span["end_date"] = _point(date.end, last=True)
    elif date.form == "point" and start.years > 1:
        span["end_date"] = _point(start, last=True)
    return span


def _point(point: Point, *, last: bool = False) -> dict[str, int]:
    found = {"year": point.last.year if last else point.year}
    if point.month > 12:
        found["month"] = (point.last if last else point.first).month
    elif point.month:
        found["month"] = point.month
    if point.day:
        found["day"] = point.day
    if point.clock:
        found["hour"], found["minute"] = point.clock.hour, point.clock.minute
    return found
