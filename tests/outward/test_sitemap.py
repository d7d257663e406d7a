"""The sitemap and `robots.txt`."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from lxml import etree

from generator.model.settings import Settings
from generator.output.sitemap import BYTES, NAME, URLS, Located, sitemap, sitemap_index, sitemaps
from generator.resolve.site import Site
from tests.e2e.project import write
from tests.outward.sites import URL, made

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?")


SCHEMAS = Path(__file__).parent / "schemas"


def keeps(schema: str, data: bytes) -> bool:
    """Whether a file keeps the protocol's rules."""
    return etree.XMLSchema(etree.parse(SCHEMAS / schema)).validate(etree.fromstring(data))


def located(file: Path) -> dict[str, tuple[str, dict[str, str]]]:
    """By address, when a page changed and its languages; the file keeps the protocol's rules."""
    assert keeps("sitemap.xsd", file.read_bytes())
    tree = etree.fromstring(file.read_bytes())
    assert etree.QName(tree) == etree.QName(SPACE["s"], "urlset")
    found = {}
    for page in cast(Any, tree.xpath("s:url", namespaces=SPACE)):
        names = [etree.QName(child).localname for child in page]
        assert names in (["loc", *names[1:]],)
        assert names.count("loc") == 1
        assert names.count("lastmod") <= 1
        changed = page.findtext("s:lastmod", "", SPACE)
        assert not changed or DATE.fullmatch(changed)
        links = page.findall("x:link", SPACE)
        found[page.findtext("s:loc", "", SPACE)] = changed, {link.get("hreflang"): link.get("href") for link in links}
    return found


def test_every_page_that_may_be_found_is_in_the_sitemap(full: Path) -> None:
    """And no other: no redirect, no page for a wrong address."""
    pages = {file.relative_to(full).parent.as_posix() for file in full.rglob("index.html")}
    hidden = {page for page in pages if "noindex" in (full / page / "index.html").read_text()}
    wanted = {URL + (f"{page}/" if page != "." else "") for page in pages - hidden}
    assert set(located(full / "sitemap.xml")) == wanted


def test_a_sitemap_that_breaks_the_rules_is_told_from_one_that_keeps_them(full: Path) -> None:
    """The schema is no rubber stamp."""
    data = (full / "sitemap.xml").read_bytes()
    assert keeps("sitemap.xsd", data)
    first = data.index(b"<loc>")
    for old, new in (
        (b"<loc>https:", b"<loc>ftp:"),
        (b"<loc>https://", b"<loc>https://\xd7\xa9"),
        (b"<loc>", b"<lastmod>2024-13-01</lastmod><loc>"),
        (b"<loc>", b"<priority>2</priority><loc>"),
        (b"<urlset", b"<urls"),
    ):
        broken = data[:first].replace(old, new) + data[first:].replace(old, new, 1)
        assert broken != data
        assert not keeps("sitemap.xsd", broken.replace(b"</urlset", b"</urls") if old == b"<urlset" else broken)


def test_each_language_names_the_others(full: Path) -> None:
    """Itself included, the same set on each, and one for everyone else."""
    found = located(full / "sitemap.xml")
    for page, (_, languages) in found.items():
        if languages:
            assert page in languages.values()
            assert languages["x-default"] == languages["en"]
            assert all(found[other][1] == languages for other in languages.values())
    assert set(found[f"{URL}ar/river-treaty/"][1]) == {"en", "ar", "x-default"}
    assert not found[f"{URL}second-page/"][1]


def test_lastmod_is_when_a_page_changed(full: Path, tmp_path: Path) -> None:
    """The newest of its date, its update, its corrections and all its changes; nothing where nobody knows."""
    found = located(full / "sitemap.xml")
    assert found[f"{URL}river-treaty/"][0] == "2024-12-02T10:30:00+01:00"
    assert found[f"{URL}corrections/"][0] == "2024-12-02"
    assert found[f"{URL}about/"][0] == ""
    write(
        tmp_path,
        {
            "explainer.yaml": f"title: T\nurl: {URL}\n",
            "content/one/article.md": "---\ntitle: One\ndate: 2024-11-30\n---\n\nA text.\n",
            "content/one/facts.yaml": "changes:\n  - {date: 2025-03-04, note: A link.}\n",
        },
    )
    made(tmp_path)
    assert located(tmp_path / "site/sitemap.xml")[f"{URL}one/"][0] == "2025-03-04"


def _site(url: str = URL) -> Site:
    return cast(Site, SimpleNamespace(settings=Settings(title="T", url=url)))


def test_a_long_sitemap_is_split() -> None:
    """At fifty thousand pages: then `sitemap.xml` is an index, and the parts hold each page once."""
    pages = tuple(Located(f"page-{number}/", number * 86_400.0) for number in range(URLS + 1))
    assert list(sitemaps(_site(), pages[:-1])) == [NAME]
    files = sitemaps(_site(), pages)
    assert [(name, len(part)) for name, part in files.items()] == [
        (NAME, 0),
        ("sitemap-1.xml", URLS),
        ("sitemap-2.xml", 1),
    ]
    assert keeps("siteindex.xsd", sitemap_index(_site(), files))
    assert keeps("sitemap.xsd", sitemap(_site(), files["sitemap-2.xml"]))
    index = etree.fromstring(sitemap_index(_site(), files))
    assert [node.text for node in index.findall("s:sitemap/s:loc", SPACE)] == [
        f"{URL}sitemap-1.xml",
        f"{URL}sitemap-2.xml",
    ]
    assert index.findtext("s:sitemap[2]/s:lastmod", "", SPACE) == "2106-11-24"
    assert sum(files.values(), ()) == pages


def test_a_sitemap_of_many_languages_stays_under_its_size() -> None:
    """Fifty megabytes, also where each page names forty others."""
    versions = tuple((f"l{number}", f"l{number}/a-rather-long-address-of-a-page/") for number in range(40))
    pages = tuple(Located(f"l0/{number:06}-a-rather-long-address/", 0.0, versions) for number in range(12_000))
    files = sitemaps(_site(), pages)
    assert len(files) > 2
    assert max(len(sitemap(_site(), part)) for part in files.values()) <= BYTES


def test_our_robots_file_stands_back_for_the_projects_own(full: Path, tmp_path: Path) -> None:
    """Ours lets everyone in and names the sitemap."""
    assert (full / "robots.txt").read_text() == f"User-agent: *\nAllow: /\n\nSitemap: {URL}sitemap.xml\n"
    write(tmp_path, {"content/_static/robots.txt": "User-agent: *\nDisallow: /\n"})
    made(tmp_path)
    assert "Disallow" in (tmp_path / "site/robots.txt").read_text()
