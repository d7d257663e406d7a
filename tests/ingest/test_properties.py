"""What holds for any input: only IngestError is raised, no word is lost, sheets parse, twice gives the same."""

import contextlib
import re
import unicodedata

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.ingest import Draft, IngestError, Input, Kind, Options, ingest

_PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "‘",
        "’",
        "«",
        "»",
        "[1]",
        "[^a]",
        "[^a]: x",
        "\n",
        "\n\n",
        "# ",
        "## What now?",
        "> ",
        "- ",
        "1. ",
        "**",
        "*",
        "_",
        "`",
        "{figure}`x`",
        ":::{timeline}",
        "<b>",
        "<!-- x -->",
        "|a|b|",
        "said Ana Poe",
        " said ",
        "Q: ",
        "A: ",
        "HOST: ",
        "**Host:** ",
        "on Monday",
        "3 May 2024",
        "in 1999",
        "1,200 people",
        "€5 million",
        "30%",
        "according to the Water Board",
        "https://x.example/a",
        "[a](https://x.example)",
        "[Guest Name]",
        "By Ana Poe",
        "Background",
        "References",
        "[1] Poe, A. (2001). A title. B.",
        "```",
        "---",
        "---\ntitle: x\n---\n",
        "\u00a0",
        "é",
        "ß",
        "中文",
        "العربية",
        "🙂",
        "\\",
        "&amp;",
        "Mr. ",
        "U.S. ",
        "i.e. ",
        "…",
        "—",
        "–",
        "?",
        ".",
        ", ",
        " ",
        "Published 3 May 2024",
        "Share this article",
        "3 min read",
        "The Tarn Valley Council",
        "he said",
        "yesterday",
        "the company",
    ]
)
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=60).map("".join)
_TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class=share>",
        "</div>",
        "<h1>",
        "</h1>",
        "<table><tr><td>",
        "</td></tr></table>",
        "<blockquote>",
        "</blockquote>",
        "<li>",
        "<ul>",
        "</ul>",
        "<a href=https://x.example>",
        "</a>",
        "<b>",
        "</b>",
        "<br>",
        "<sup>",
        "</sup>",
        "<pre>",
        "</pre>",
        "<img alt=x src=y>",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<em>",
        "</em>",
        "<td>",
        "<tr>",
        "<figcaption>",
        "</figcaption>",
        "<nav>",
        "</nav>",
        "&lt;",
        "&#0;",
    ]
)
_PAGES = st.lists(st.one_of(_TAGS, _PIECES, st.text(max_size=12)), max_size=60).map("".join)
_WORD = re.compile(r"[^\W_]+")
_OPTIONS = Options(date="2024-05-14", today="2024-05-20")
_MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def _kept(draft: Draft) -> str:
    return "\n".join((draft.article, _values(yaml.load(draft.sheet, yaml.BaseLoader)), *draft.dropped))


def _values(value: object) -> str:
    """Return all texts of a sheet, so that YAML's escapes do not hide their words."""
    if isinstance(value, dict):
        return "\n".join(_values(each) for pair in value.items() for each in pair)
    if isinstance(value, list):
        return "\n".join(map(_values, value))
    return str(value)


def lost_words(text: str, draft: Draft) -> set[str]:
    """Return the words of a text that its draft has nowhere."""
    front = yaml.load(draft.article.split("---\n", 2)[1], yaml.BaseLoader)
    # Marks within a word go (`Mon[day](x)` is read as `Monday`): the words are looked for in the bare letters.
    kept = "".join(_words(_kept(draft) + "\n" + _values(front)))
    labels = {"q", "a"}  # `Q:` and `A:` become structure.
    return {word for word in _words(text) if word not in kept and word not in labels}


@_MANY
@given(_TEXTS)
def test_no_word_of_a_text_is_lost(text: str) -> None:
    """Every word of a pasted text is in the article, the sheet or the dropped list, or the input is refused."""
    try:
        draft = ingest(Input(text.encode("utf-8", "surrogatepass"), "x"), _OPTIONS)
    except IngestError:
        return
    cleaned = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffe\uffff]|[\ud800-\udfff]", "", text)
    assert not lost_words(cleaned, draft)


@_MANY
@given(st.binary(max_size=400), st.sampled_from(list(Kind)))
def test_random_bytes_raise_nothing_but_our_error(data: bytes, kind: Kind) -> None:
    """Whatever the bytes, there is a draft or an IngestError."""
    with contextlib.suppress(IngestError):
        yaml.safe_load(ingest(Input(data, "x", kind), _OPTIONS).sheet)


@_MANY
@given(_PAGES)
def test_random_pages_raise_nothing_but_our_error(page: str) -> None:
    """Broken markup gives a draft or an IngestError."""
    try:
        draft = ingest(Input(page.encode("utf-8", "surrogatepass"), "x", Kind.HTML), _OPTIONS)
    except IngestError:
        return
    assert yaml.safe_load(draft.sheet)["sources"]


@_MANY
@given(_TEXTS)
def test_a_draft_is_a_function_of_its_input(text: str) -> None:
    """Twice the same input gives twice the same draft, whose sheet and front matter are valid YAML."""
    source = Input(text.encode("utf-8", "surrogatepass"), "x")
    try:
        draft = ingest(source, _OPTIONS)
    except IngestError:
        return
    assert ingest(source, _OPTIONS) == draft
    assert yaml.safe_load(draft.article.removeprefix("---\n").partition("\n---\n")[0])["draft"] is True
    assert draft.sheet.startswith("# yaml-language-server: $schema=../../.explainer/schema/facts.json\n")


@pytest.mark.parametrize(
    "text",
    [
        "“" * 3000,
        "[" * 5000,
        "*" * 5000,
        "a " * 20000,
        "1,1" * 3000,
        "(" * 5000,
        "“a ” " * 3000,
        "said " * 4000,
        "A" * 20000,
        "Ana Poe " * 4000,
        "the number of " * 3000,
        "- " * 5000,
        "Dr. " * 5000,
        "in 1999 " * 3000,
        "[1]" * 4000,
        "‘a" * 4000,
        "![" * 4000,
        "\\[" * 4000,
    ],
)
def test_repeated_text_is_read_in_linear_time(text: str) -> None:
    """Text made to make patterns backtrack is read within seconds."""
    import time

    started = time.process_time()
    with contextlib.suppress(IngestError):
        ingest(Input(f"A title of some words\n\n{text}\n".encode(), "x"), _OPTIONS)
    assert time.process_time() - started < 8
