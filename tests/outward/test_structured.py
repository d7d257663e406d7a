"""The description of a page for machines: true to schema.org, to the page, and shut in its element."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import html5lib
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from generator.output import list_views, views
from generator.output.structured.nodes import script
from generator.output.structured.table import DESCRIBED
from tests.e2e.project import write
from tests.e2e.test_golden import golden
from tests.outward.sites import EVIL, URL, made, nodes, structured

THING = "name description url image sameAs alternateName subjectOf mainEntityOfPage"
WORK = (
    f"{THING} headline inLanguage datePublished dateModified author publisher isPartOf hasPart keywords about mentions "
    "citation correction temporalCoverage license workTranslation archivedAt publishingPrinciples text"
)
ARTICLE = f"{WORK} articleSection backstory"
PAGE = f"{WORK} breadcrumb"
ORGANIZATION = f"{THING} logo email ethicsPolicy publishingPrinciples correctionsPolicy ownershipFundingInfo"
PROPERTIES = {
    "WebSite": WORK,
    "WebPage": PAGE,
    "CollectionPage": PAGE,
    "NewsArticle": ARTICLE,
    "BackgroundNewsArticle": ARTICLE,
    "Organization": ORGANIZATION,
    "Person": f"{THING} jobTitle",
    "Country": THING,
    "Thing": THING,
    "ImageObject": f"{WORK} contentUrl width height",
    "CorrectionComment": WORK,
    "Observation": f"{THING} value minValue maxValue unitText observationDate",
    "Event": f"{THING} startDate endDate eventStatus",
    "BreadcrumbList": f"{THING} itemListElement",
    "ListItem": f"{THING} position item",
    **dict.fromkeys(
        ["CreativeWork", "Article", "ScholarlyArticle", "Book", "Chapter", "Dataset", "Legislation", "Report"], WORK
    ),
}
"""By type, those of its properties that we use, its parents' included (schema.org, version 29)."""

REQUIRED = {
    "BreadcrumbList": "itemListElement",
    "ListItem": "position name item",
    "BackgroundNewsArticle": "headline author datePublished dateModified",
    "Organization": "name",
    "Person": "name",
    "Event": "name startDate",
    "Observation": "name",
}
"""What search engines document as required or recommended, where a page has it (developers.google.com/search/docs,
"Article", "Breadcrumb", "Organization", "Author markup best practices"). They show no events without a place, and ours
are told for whoever reads data."""

PAGES = ("index.html", "river-treaty/index.html", "ar/river-treaty/index.html", "second-page/index.html",
         "topics/rivers/index.html", "figures/index.html", "glossary/index.html", "corrections/index.html",
         "about/index.html", "404.html")  # fmt: skip

CONTEXT = {
    "@context": {
        "@vocab": "http://schema.org/",
        **{
            name: {"@id": f"http://schema.org/{name}", "@type": "@id"}
            for name in ("url", "image", "sameAs", "license", "item", "archivedAt", "mainEntityOfPage", "eventStatus")
        },
    }
}
"""The part of schema.org's own context that says which values are addresses."""


def loader(address: str, _options: dict[str, Any]) -> dict[str, Any]:
    """The context from here: a test asks no network."""
    assert address == "https://schema.org"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": CONTEXT}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_described_with_the_words_of_schema_org(full: Path, path: str) -> None:
    """A processor expands it; every type is known, has the properties it says, and those that are asked of it."""
    told = structured((full / path).read_text())
    expanded = jsonld.expand(told, {"documentLoader": loader, "base": URL + path.removesuffix("index.html")})
    seen = [node for node in nodes(expanded) if "@type" in node]
    assert seen
    for node in seen:
        names = [kind.removeprefix("http://schema.org/") for kind in node["@type"]]
        known = {name for kind in names for name in PROPERTIES[kind].split()}
        given = {key.removeprefix("http://schema.org/") for key in node if key[0] != "@"}
        assert given <= known, names
        asked = {name for kind in names for name in REQUIRED.get(kind, "").split()}
        assert asked <= given, names
    identifiers = [node["@id"] for node in seen if "@id" in node]
    assert all(found.startswith(URL) for found in identifiers) or path == "404.html"


def test_an_explainer_is_told_whole(full: Path) -> None:
    """Who, when, from what, about whom, what was wrong, and where its figures stand."""
    graph = structured((full / "river-treaty/index.html").read_text())["@graph"]
    article = next(node for node in graph if "BackgroundNewsArticle" in node["@type"])
    assert article["@type"] == ["NewsArticle", "BackgroundNewsArticle"]
    assert article["datePublished"] == "2024-11-30T00:00:00+01:00"
    assert article["author"][1]["url"] == "https://ben.example/"
    assert article["temporalCoverage"] == "2018/.."
    assert article["backstory"]["url"] == f"{URL}about/"
    assert [node["@type"] for node in article["correction"]] == ["CorrectionComment"] * 2
    assert [node["name"] for node in article["citation"]][:2] == ["Treaty on the river", "Basin report"]
    kinds = [node["@type"] for node in article["mentions"]]
    assert {"Person", "Organization", "Country", "Observation", "Event"} == set(kinds)
    flooded = [node for node in article["mentions"] if node["name"] == "Farms flooded"]
    assert [(node.get("value"), node.get("minValue"), node["unitText"]) for node in flooded] == [
        (None, 310, "farms"),
        (120, None, "farms"),
    ]
    assert flooded[0]["description"][0] == "the upland government"
    publisher = next(node for node in graph if node["@id"].endswith("#publisher"))
    assert publisher["ownershipFundingInfo"] == "https://press.example/owners"
    crumbs = next(node for node in graph if node["@type"] == "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in crumbs] == ["The Upriver Desk", "Rivers and lakes", "The river treaty"]


@pytest.mark.parametrize("path", ["index.html", "river-treaty/index.html", "topics/rivers/index.html"])
def test_what_machines_are_told_is_pinned(full: Path, path: str) -> None:
    """Every property and what the head says; what carries a digest of its content is named anew by each version."""
    source = (full / path).read_text()
    head = re.findall(r'<meta (?:name|property)="[^>]*>|<link rel="(?:canonical|alternate)"[^>]*>', source)
    told = json.dumps({"head": head, "body": structured(source)}, ensure_ascii=False, indent=1)
    name = path.removesuffix("index.html").strip("/").replace("/", "-") or "home"
    golden(f"told-{name}.json", re.sub(r"\.[0-9a-f]{8}\.", ".HASH.", told) + "\n")


VALUES = """
sources:
  book: {title: A book, publisher: Somebody, url: https://example.org/book}
figures:
  between: {label: Between, unit: people, observations: [{value: 30, low: 25, high: 35, OF}]}
  from: {label: From, unit: people, observations: [{value: 30, low: 25, OF}]}
  most: {label: At most, unit: people, observations: [{value: 7, qualifier: at-most, OF}]}
  exact: {label: Exactly, unit: people, observations: [{value: 44330, OF}]}
""".replace("OF", "as_of: 2024-01-01, sources: [book]")


def test_values_are_told_as_they_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a number with its bounds; who has no author has the desk; the list of all explainers names them."""
    # A site that its home page does not show whole has a list of all.
    monkeypatch.setattr("generator.output.lists.SHELF", 0)
    settings = f"title: Desk\nurl: {URL}\npublisher: {{name: A press, url: https://press.example/}}\n"
    files: dict[str, str | bytes] = {
        "explainer.yaml": settings,
        "content/a/article.md": "---\ntitle: A\ndate: 2024-11-30\n---\n\nA text [@book].\n",
        "content/a/facts.yaml": VALUES,
    }
    made(write(tmp_path, files))
    told = list(nodes(structured((tmp_path / "site/a/index.html").read_text())))
    values = {
        node["name"]: [node.get(key) for key in ("minValue", "value", "maxValue", "unitText")]
        for node in told
        if node.get("@type") == "Observation"
    }
    assert values == {
        "Between": [25, None, 35, "people"],
        "From": [25, 30, None, "people"],
        "At most": [None, None, 7, "people"],
        "Exactly": [None, 44330, None, "people"],
    }
    article = next(node for node in told if "BackgroundNewsArticle" in node.get("@type", ()))
    assert article["author"] == [{"@id": f"{URL}#publisher"}]
    listed = structured((tmp_path / "site/explainers/index.html").read_text())["@graph"]
    assert [part["url"] for node in listed for part in node.get("hasPart", ())] == [f"{URL}a/"]


@pytest.mark.parametrize(("today", "said"), [("2025-06-12", True), ("2025-06-13", False)])
def test_a_plan_is_told_as_one_until_its_day_is_over(tmp_path: Path, today: str, said: bool) -> None:
    """`EventScheduled` says of a day in the past that it went as planned; the words go on saying "scheduled"."""
    files: dict[str, str | bytes] = {
        "explainer.yaml": f"title: Desk\nurl: {URL}\n",
        "content/a/article.md": "---\ntitle: A\ndate: 2024-11-30\n---\n\nA text.\n",
        "content/a/facts.yaml": "timeline:\n  - {date: 2025-06-12, title: The parliament votes, status: scheduled}\n",
    }
    made(write(tmp_path, files), today)
    told = nodes(structured((tmp_path / "site/a/index.html").read_text()))
    event = next(node for node in told if node.get("@type") == "Event")
    assert event["description"] == "scheduled"
    assert event.get("eventStatus") == ("https://schema.org/EventScheduled" if said else None)


def test_no_kind_of_page_is_forgotten() -> None:
    """Every view with a frame is described."""
    framed = {
        kind
        for kind in (vars(views) | vars(list_views)).values()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and "frame" in kind.__struct_fields__
    }
    assert framed == set(DESCRIBED)


DATES = ("datePublished", "dateModified", "observationDate", "startDate", "endDate")
OURS = ("@context", "@type", "@id", "position", "eventStatus")
"""The words of the form, not of the page."""


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_told_that_the_page_does_not_show(full: Path, path: str) -> None:
    """Every value is words of the page, an address it leads to, or one of its dates."""
    source = (full / path).read_text()
    tree = HTMLParser(source)
    base = URL + path.removesuffix("index.html")
    written = {node.attributes[key] or "" for key in ("href", "src") for node in tree.css(f"[{key}]")}
    links = written | {urljoin(base, href) for href in written}
    links |= {node.attributes["content"] or "" for node in tree.css("meta[content]")}
    machine = {node.attributes["datetime"] or "" for node in tree.css("time[datetime]")}
    numbers = {node.attributes["value"] or "" for node in tree.css("data[value]")}
    languages = {node.attributes[key] or "" for key in ("lang", "hreflang") for node in tree.css(f"[{key}]")}
    told = structured(source)
    for node in tree.css("script, sup, .citation, .marks"):
        node.decompose()
    assert tree.body is not None
    words = _plain(tree.body.text(separator="") + " " + (tree.head.text(separator=" ") if tree.head else ""))
    for key, value in _values(told):
        if key in OURS:
            continue
        if key == "inLanguage":
            assert value in languages, (key, value)
        elif key in DATES or key == "temporalCoverage":
            for part in str(value).split("/"):
                day = part[:10]
                shown = any(found.startswith(day) for found in machine) or part == ".." or day[:4] in words
                assert shown, (key, value)
        elif isinstance(value, (int, float)):
            assert str(value) in numbers or any(float(number) == value for number in numbers if number), (key, value)
        elif str(value).startswith(("http", "mailto:", "/")):
            assert value in links, (key, value)
        else:
            assert _plain(str(value)) in words, (key, value)


def _plain(text: str) -> str:
    return "".join(text.split())


def _values(value: Any, key: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [pair for name, each in value.items() for pair in _values(each, name)]
    if isinstance(value, list):
        return [pair for each in value for pair in _values(each, key)]
    return [(key, value)]


def test_hostile_facts_stay_in_their_element(evil: Path) -> None:
    """A parser of HTML5 sees one data block and no other script; its text, read as JSON, is what the sheet says."""
    for file in sorted(evil.rglob("*.html")):
        source = file.read_text()
        data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', source, re.DOTALL)[0]
        assert not re.search("[<>&\u2028\u2029\u202a-\u202e\u2066-\u2069]", data)
        tree = html5lib.parse(source, namespaceHTMLElements=False)
        scripts = [node for node in tree.iter("script") if node.get("src") is None]
        assert [node.get("type") for node in scripts] == ["application/ld+json"]
        assert "onerror" not in {name for node in tree.iter() for name in node.attrib}
        json.loads(scripts[0].text or "")
    told = structured((evil / "evil/index.html").read_text())
    observation = next(node for node in nodes(told) if node.get("@type") == "Observation")
    assert observation["name"] == EVIL
    assert observation["value"] == -5


def test_hostile_facts_run_nothing_in_meta_data(evil: Path) -> None:
    """What stands in the head is text of attributes."""
    tree = HTMLParser((evil / "evil/index.html").read_text())
    section = tree.css_first('meta[property="article:section"]')
    assert section is not None
    assert "<img" not in (tree.head.html or "") if tree.head else False


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_no_text_leaves_the_script(text: str) -> None:
    """Whatever stands in a value, the element ends where it is written, and a reader of JSON gets the text back."""
    text = text.encode("utf-8", "ignore").decode()
    whole = str(script([{"@type": "Thing", "name": text, "description": f"</script>{text}<!--"}]))
    assert not re.search("[<>&\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", whole)
    assert json.loads(whole)["@graph"][0].get("name", "") == text
    page = html5lib.parse(
        f"<!doctype html><script type='application/ld+json'>{whole}</script><p>x", namespaceHTMLElements=False
    )
    assert [node.text for node in page.iter("p")] == ["x"]


def test_the_head_says_what_networks_ask_for(full: Path) -> None:
    """Open Graph, the card, the languages, and the words that libraries read."""
    source = (full / "river-treaty/index.html").read_text()
    metas = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', source))
    assert f'<link rel="canonical" href="{URL}river-treaty/">' in source
    assert metas["og:title"] == "The river treaty"
    assert metas["og:type"] == "article"
    assert metas["og:url"] == f"{URL}river-treaty/"
    assert (metas["og:locale"], metas["og:locale:alternate"]) == ("en_US", "ar_EG")
    assert metas["article:published_time"] == "2024-11-30T00:00:00+01:00"
    assert metas["twitter:card"] in ("summary", "summary_large_image")
    assert metas["citation_publication_date"] == "2024/11/30"
    assert re.findall(r'name="citation_author" content="([^"]+)"', source) == ["Ada Example", "Ben Sample"]
    languages = re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', source)
    assert languages == [
        ("en", f"{URL}river-treaty/"),
        ("ar", f"{URL}ar/river-treaty/"),
        ("x-default", f"{URL}river-treaty/"),
    ]
    assert html.unescape(metas["og:description"]) == "Two states share one river. They have signed a treaty about it."


def test_a_redirect_leads_on_by_refresh_and_canonical(full: Path) -> None:
    """An old address sends the reader on, and tells search engines where."""
    source = (full / "old-treaty/index.html").read_text()
    assert 'http-equiv="refresh" content="0; url=../river-treaty/"' in source
    assert f'<link rel="canonical" href="{URL}river-treaty/">' in source
