"""What every page says of itself: the site, who publishes it, and the way from the home page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.output.structured.nodes import Node, Place, full, text_of
from generator.output.views import FrameView, LinkView, PublisherView


def around(frame: FrameView, place: Place) -> Iterator[Node]:
    """The site that a page belongs to, and who publishes it."""
    publisher = frame.publisher
    yield {
        "@type": "WebSite",
        "@id": f"{place.home}#website",
        "name": frame.site_title,
        "url": place.home,
        "inLanguage": frame.language,
        "publisher": {"@id": f"{place.root}#publisher"} if publisher else None,
    }
    if publisher:
        yield _publisher(publisher, place)


def _publisher(publisher: PublisherView, place: Place) -> Node:
    return {
        "@type": "Organization",
        "@id": f"{place.root}#publisher",
        "name": publisher.name,
        "url": publisher.href,
        "logo": {"@type": "ImageObject", "url": place.at(publisher.logo)} if publisher.logo else None,
        "email": publisher.email,
        "ethicsPolicy": place.at(publisher.ethics),
        "publishingPrinciples": place.at(publisher.ethics),
        "correctionsPolicy": place.at(publisher.corrections),
        "ownershipFundingInfo": place.at(publisher.ownership),
    }


def page_node(frame: FrameView, place: Place, kind: str, title: str, description: str = "") -> Node:
    """A page that is no article; `kind` is its type."""
    return {
        "@type": kind,
        "@id": f"{place.page}#page",
        "url": place.page,
        "name": title,
        "description": description,
        "inLanguage": frame.language,
        "isPartOf": {"@id": f"{place.home}#website"},
        "publisher": {"@id": f"{place.root}#publisher"} if frame.publisher else None,
        "license": frame.licence.href if frame.licence else "",
        "breadcrumb": {"@id": f"{place.page}#breadcrumbs"},
    }


def breadcrumbs(frame: FrameView, place: Place, title: str, above: LinkView | None = None) -> Node:
    """The way from the home page to this one."""
    steps = [(frame.site_title, place.home)]
    if above is not None:
        steps.append((text_of(above.words), place.at(above.href)))
    steps.append((title, place.page))
    return {
        "@type": "BreadcrumbList",
        "@id": f"{place.page}#breadcrumbs",
        "itemListElement": [
            full({"@type": "ListItem", "position": number, "name": name, "item": url})
            for number, (name, url) in enumerate(steps, 1)
        ],
    }
