"""`sources.json`: the sources as CSL-JSON, which Zotero, pandoc and citeproc read (CSL 1.0.2)."""

from __future__ import annotations

from generator.model.dates import Date, Point
from generator.model.facts import Person, Source
from generator.output.galley import Galley
from generator.output.json import encode


def sources_json(galley: Galley) -> bytes:
    """The sources of an explainer, in the order of its sheet. Their ids carry its name, so that sites can be joined."""
    items = [_item(galley, source) for source in galley.edition.sheet.sources.values()]
    return array(b",\n".join(map(encode, items)))


def array(items: bytes) -> bytes:
    """A JSON array of items, encoded and with commas between them."""
    return b"[\n" + items + b"\n]\n"


def items_of(data: bytes) -> bytes:
    """The items of a file that `array` made, as it took them."""
    return data[2:-3]


def _item(galley: Galley, source: Source) -> dict[str, object]:
    publisher = galley.edition.actor(source.publisher)
    issued = source.issued.date if source.issued else None
    accessed = source.accessed.date if source.accessed else None
    custom = {"archived-url": source.archived_url, "stance": source.stance or ""}
    item: dict[str, object] = {
        "id": f"{galley.edition.slug}:{source.id}",
        "type": source.type,
        "title": source.title,
        "author": [_person(person) for person in source.author],
        "container-title": source.container_title,
        "publisher": publisher.name if publisher else source.publisher,
        "issued": _date(issued) if issued else None,
        "accessed": _date(accessed) if accessed else None,
        "page": source.page,
        "URL": source.url,
        "DOI": source.doi,
        "ISBN": source.isbn,
        "language": source.language,
        "note": source.note,
        "custom": {key: value for key, value in custom.items() if value},
    }
    return {key: value for key, value in item.items() if value}


def _person(person: Person) -> dict[str, str]:
    if person.literal:
        return {"literal": person.literal}
    return {key: value for key, value in (("family", person.family), ("given", person.given)) if value}


def _date(date: Date) -> dict[str, object]:
    """A date as CSL has it. Two of two are a span to CSL, and an open end stays unsaid."""
    points = [point for point in (date.start, date.end) if point is not None]
    found: dict[str, object] = {"date-parts": [_parts(point) for point in points]}
    if points[0].month > 12:
        found["season"] = points[0].month - 20
    if date.is_approximate or date.is_uncertain:
        found["circa"] = True
    return found


def _parts(point: Point) -> list[int]:
    parts = [point.year]
    if 0 < point.month <= 12:
        parts.append(point.month)
        if point.day:
            parts.append(point.day)
    return parts
