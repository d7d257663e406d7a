"""A stranger's explainer, written from the contract alone and using every key, shows every value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from generator.load.article import split_front_matter
from generator.load.yaml import Mapping, Node, Scalar, Sequence, YamlText
from generator.model import facts
from tests.e2e.project import build_copy

HERE = Path(__file__).parent

HIDDEN = {
    "kind", "type", "direction", "conflicting", "rank", "stale_after", "fidelity", "language", "status", "qualifier",
    "party", "stance", "sources", "affects", "actors", "id", "publisher", "attributed_to", "speaker", "organization",
    "actor", "draft", "waive", "related", "aliases", "src", "timezone", "inferred", "major", "unit",
    "asked_by", "answered_by", "review_by",
}  # fmt: skip
"""Keys whose value is a choice, an id or a setting: shown in words, or as what it points to."""

NUMBERS = {"value", "low", "high"}
DATES = {"date", "as_of", "issued", "accessed", "said_on", "period", "during", "updated"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full site, built."""
    result, folder = build_copy(HERE / "full", tmp_path_factory.mktemp("full"), "2024-12-05")
    assert not result.errors, result.diagnostics
    return folder / "site"


def page_text(file: Path) -> str:
    """What a page says: its text, with titles, addresses and alternative texts of its elements."""
    tree = HTMLParser(file.read_text(encoding="utf-8"))
    root = tree.body
    assert root is not None
    said = [root.text(separator=" ")]
    for node in root.css("[href], [alt], [datetime], [lang]"):
        said += [str(node.attributes.get(name) or "") for name in ("href", "alt", "datetime", "lang")]
    return squeeze(" ".join(said))


def squeeze(text: str) -> str:
    """Text without white space: where elements meet, blanks come and go."""
    return re.sub(r"\s+", "", text)


def plain(text: str) -> list[str]:
    """The words of a Markdown text, without its markup and references."""
    text = re.sub(r"\[@[^\]]*\]", " ", text)
    text = re.sub(r"\{[a-z]+\}`(?:([^`<]*)<[^>]*>|[^`]*)`", r" \1 ", text)
    text = re.sub(r"[*_#>|~-]+|`", " ", text)
    return text.split()


def scalars(node: Node, key: str = "") -> Iterator[tuple[str, Scalar]]:
    """Every scalar below a node, with the key it stands under."""
    if isinstance(node, Scalar):
        yield key, node
    elif isinstance(node, Sequence):
        # One of two dates, `[2020-03-11,2020-03-12]`, has no machine form: the page says it in words alone.
        for item in () if key in DATES else node.items:
            yield from scalars(item, key)
    elif isinstance(node, Mapping):
        for name, value in node.items:
            yield from scalars(value, name.text)


def shown_values(text: str) -> list[str]:
    """The words, addresses and dates of a YAML text that a reader must find on the page."""
    root = YamlText(text, "x").root
    assert root is not None
    found = []
    for key, scalar in scalars(root):
        if key in NUMBERS and re.fullmatch(r"-?[0-9.]+", scalar.text):
            found.append(f"{float(scalar.text):,.0f}" if float(scalar.text) >= 1000 else scalar.text)
        elif key in DATES:
            found.append(re.split(r"[/,~T]", scalar.text.strip("[]"))[0])
        elif key not in HIDDEN:
            found += plain(scalar.text)
    return found


def test_every_value_of_the_sheet_is_on_the_page(site: Path) -> None:
    """Each text, number, date and address of `facts.yaml` can be found on the explainer's page."""
    said = page_text(site / "river-treaty" / "index.html")
    values = shown_values((HERE / "full/content/river-treaty/facts.yaml").read_text(encoding="utf-8"))
    missing = [value for value in values if squeeze(value) not in said]
    assert len(values) > 250
    assert not missing


def test_every_value_of_the_front_matter_is_on_the_page(site: Path) -> None:
    """Title, standfirst, dateline, authors, picture and key points are shown."""
    parts = split_front_matter((HERE / "full/content/river-treaty/article.md").read_text(encoding="utf-8"))
    assert parts is not None
    said = page_text(site / "river-treaty" / "index.html")
    missing = [value for value in shown_values(parts[0]) if squeeze(value) not in said]
    assert not [value for value in missing if value not in ("the", "page", "describes", "day", "signing", "rivers")]


def test_every_word_of_the_article_is_on_the_page(site: Path) -> None:
    """No word of the prose is lost, but for comments and fences."""
    parts = split_front_matter((HERE / "full/content/river-treaty/article.md").read_text(encoding="utf-8"))
    assert parts is not None
    body = re.sub(r":::.*?\n:::|<!--.*?-->", " ", parts[1], flags=re.DOTALL)
    body = re.sub(r"!?\[([^\]@]*)\]\([^)]*\)", r" \1 ", body)
    said = page_text(site / "river-treaty" / "index.html")
    assert not [word for word in plain(body) if squeeze(word) not in said]


def test_a_figure_in_prose_shows_both_estimates(site: Path) -> None:
    """Of a conflicting figure every estimate stands in the line, with who says it."""
    tree = HTMLParser((site / "river-treaty/index.html").read_text(encoding="utf-8"))
    text = squeeze(tree.css_first("article").text() if tree.css_first("article") else tree.body.text())  # type: ignore[union-attr]
    assert squeeze("at least 310 (the upland government) or 120 (the lowland government)") in text


def test_the_title_in_plain_text_has_the_figure(site: Path) -> None:
    """A role in a title is words in lists and in the browser's title bar."""
    assert "A second page: about 1,200,000 people" in (site / "index.html").read_text(encoding="utf-8")


def test_a_moved_section_stands_once(site: Path) -> None:
    """`:::{questions}` moves the questions; `only` shows a part and leaves the section where it was."""
    html = (site / "river-treaty/index.html").read_text(encoding="utf-8")
    assert html.count('id="questions"') == 1
    assert html.count('id="timeline"') == 1
    assert html.index('id="questions"') < html.index('id="background"')
    assert html.index('id="timeline"') > html.index('id="background"')


def test_every_id_is_unique(site: Path) -> None:
    """No two elements of a page have one id, and every fragment link leads to one."""
    for file in site.rglob("*.html"):
        tree = HTMLParser(file.read_text(encoding="utf-8"))
        ids = [str(node.attributes["id"]) for node in tree.css("[id]")]
        assert len(ids) == len(set(ids)), (file, sorted({name for name in ids if ids.count(name) > 1}))
        for node in tree.css("a[href^='#']"):
            target = str(node.attributes["href"])[1:].partition("?")[0]
            assert not target or target in ids, (file, target)


def test_every_link_within_the_site_leads_to_a_file(site: Path) -> None:
    """Relative addresses work wherever the site lies."""
    for file in site.rglob("*.html"):
        tree = HTMLParser(file.read_text(encoding="utf-8"))
        for node in tree.css("[href], [src]"):
            address = (
                str(node.attributes.get("href") or node.attributes.get("src") or "").partition("#")[0].partition("?")[0]
            )
            if not address or re.match(r"[a-z]+:|//", address) or file.name == "404.html":
                continue
            target = (file.parent / address).resolve()
            assert (target / "index.html" if address.endswith("/") else target).is_file(), (file, address)


def test_the_translation_has_its_own_page(site: Path) -> None:
    """The Arabic edition is right to left, has the same values, and marks what is not translated as English."""
    html = (site / "ar/river-treaty/index.html").read_text(encoding="utf-8")
    tree = HTMLParser(html)
    root = tree.css_first("html")
    assert root is not None
    assert (root.attributes["lang"], root.attributes["dir"]) == ("ar", "rtl")
    said = page_text(site / "ar/river-treaty/index.html")
    for words in ("المزارع المغمورة", "حكومة أبلاند", "310", "توقيع المعاهدة", "وقف القتال"):
        assert squeeze(words) in said
    assert 'lang="en"' in html
    assert "Ruling on the river" in html
    assert 'hreflang="en"' in html
    assert 'hreflang="ar"' in (site / "river-treaty/index.html").read_text(encoding="utf-8")


def test_a_title_has_the_language_of_its_words(site: Path) -> None:
    """The title of a French source is French, until a translation of the sheet says it in the language of the page."""
    for path, spoken in (("river-treaty", "fr"), ("ar/river-treaty", None)):
        title = HTMLParser((site / path / "index.html").read_text(encoding="utf-8")).css_first("#source-treaty cite")
        assert title is not None
        assert title.attributes.get("lang") == spoken


def test_a_source_points_back_to_what_uses_it(site: Path) -> None:
    """To a mark in the text, and once to an entry with an address of its own, however often that cites it."""
    tree = HTMLParser((site / "river-treaty/index.html").read_text(encoding="utf-8"))
    back = [str(link.attributes["href"]) for link in tree.css("#source-treaty [role=doc-backlink]")]
    assert "#event-signing" in back
    assert "#figure-level" in back
    assert any(place.startswith("#cite-1-") for place in back)
    assert len(back) == len(set(back))
    assert not tree.css("#figure-level sup [id]")


def test_old_addresses_lead_on(site: Path) -> None:
    """Aliases and redirects are pages that send the reader on."""
    for old in ("river", "treaties/river", "old-treaty"):
        html = (site / old / "index.html").read_text(encoding="utf-8")
        assert "river-treaty/" in html
        assert 'http-equiv="refresh"' in html


def test_static_files_are_copied(site: Path) -> None:
    """`_static` is copied as it is, and pictures lie beside their page."""
    assert (site / "CNAME").read_text(encoding="utf-8") == "x.example\n"
    assert (site / "river-treaty/media/dam.png").is_file()
    assert (site / "logo.png").is_file()


def test_the_full_sheet_uses_every_key() -> None:
    """The stranger's explainer leaves out no key of the contract, so that the tests above speak of all of them."""
    root = YamlText((HERE / "full/content/river-treaty/facts.yaml").read_text(encoding="utf-8"), "x").root
    assert root is not None
    records = [kind for kind in vars(facts).values() if isinstance(kind, type) and kind.__module__ == facts.__name__]
    known = {entry.name for kind in records for entry in msgspec.structs.fields(kind)}
    assert known - set(keys(root)) == {"waive", "literal"}


def keys(node: Node) -> Iterator[str]:
    """Every key below a node."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from keys(item)
    elif isinstance(node, Mapping):
        for name, value in node.items:
            yield name.text
            yield from keys(value)
