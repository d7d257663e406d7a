"""What a web page says about itself in its head: title, authors, date, publisher, language, address."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from generator.ingest.document import Metadata

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
_SITE_TAIL = re.compile(r"\s+[|–—·:-]\s+([^|–—·]{2,40})$")
_SCRIPT_MAX = 200_000


@dataclass(slots=True)
class PageFacts:
    """Collected while a page is read: the one mutable value of the import, since a parser calls back."""

    title: str = ""
    language: str = ""
    canonical: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)

    def see(self, tag: str, attributes: dict[str, str]) -> None:
        """Note what an element's attributes say."""
        if tag == "html" and attributes.get("lang"):
            self.language = attributes["lang"]
        elif tag == "meta":
            name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
            if name and attributes.get("content", "").strip():
                self.meta.setdefault(name, attributes["content"].strip())
        elif tag == "link" and attributes.get("rel") == "canonical":
            self.canonical = attributes.get("href", "")
        elif tag == "time" and attributes.get("datetime"):
            self.times.append(attributes["datetime"])

    def see_script(self, data: str) -> None:
        """Note a script's text when it may be linked data."""
        if '"@type"' in data and len(data) < _SCRIPT_MAX:
            self.scripts.append(data)


def metadata_of(facts: PageFacts, url: str | None) -> Metadata:
    """Return what the page says about itself. Open Graph first, then schema.org, then the plain elements."""
    linked = _linked(facts.scripts)
    publisher = facts.meta.get("og:site_name") or _name(linked.get("publisher")) or ""
    title = facts.meta.get("og:title") or str(linked.get("headline") or "") or " ".join(facts.title.split())
    tail = _SITE_TAIL.search(title)
    several = len(re.findall(r"\s[|–—·]\s", title)) > 1
    if tail and not several and (tail[1] == publisher or not facts.meta.get("og:title")):
        publisher = publisher or tail[1].strip()
        title = title[: tail.start()] if tail[1].strip() == publisher else title
    date = facts.meta.get("article:published_time") or str(linked.get("datePublished") or "")
    date = date or facts.meta.get("date", "") or (facts.times[0] if facts.times else "")
    found = _DATE.match(date.strip())
    address = urljoin(url or "", facts.canonical)
    return Metadata(
        title=title.strip(),
        description=facts.meta.get("description") or facts.meta.get("og:description") or "",
        authors=_authors(facts.meta, linked),
        date=found[1] if found else "",
        publisher=publisher,
        section=facts.meta.get("article:section", ""),
        language=facts.language,
        url=address if address.startswith(("http://", "https://")) else url or "",
        titles=tuple(
            dict.fromkeys(
                filter(
                    None,
                    (
                        facts.meta.get("og:title", ""),
                        facts.meta.get("twitter:title", ""),
                        str(linked.get("headline") or ""),
                        " ".join(facts.title.split()),
                    ),
                )
            )
        ),
    )


def _authors(meta: dict[str, str], linked: dict[str, Any]) -> tuple[str, ...]:
    said = meta.get("author") or meta.get("article:author") or ""
    if said and not said.startswith("http"):
        return tuple(name for name in re.split(r"\s*(?:,|;|\band\b)\s*", said) if name)
    people = linked.get("author")
    listed = people if isinstance(people, list) else [people]
    return tuple(name for name in map(_name, listed) if name)


def _name(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() if isinstance(value, str) else ""


def _linked(scripts: list[str]) -> dict[str, Any]:
    """Return the first article among a page's linked data; what is not valid JSON says nothing."""
    for script in scripts:
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        candidates = data if isinstance(data, list) else [data]
        candidates += [part for each in candidates if isinstance(each, dict) for part in _graph(each)]
        for candidate in candidates:
            if isinstance(candidate, dict) and ("headline" in candidate or "datePublished" in candidate):
                return candidate
    return {}


def _graph(data: dict[str, Any]) -> list[Any]:
    graph = data.get("@graph")
    return graph if isinstance(graph, list) else []
