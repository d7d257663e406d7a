"""What becomes of the text itself: no visible word of a page is lost, special characters stay, extras may be absent."""

import builtins
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.ingest import IngestError, Input, Kind, Options, ingest, read_input
from generator.ingest import sentences as sentences_module

_OPTIONS = Options(date="2024-11-30", today="2026-11-01")
_WORDS = ["pier", "harbour", "lantern", "said", "Monday", "12", "boats", "“enough”", "and", "Ana", "Poe", "closed."]
_TEXT = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = ["p", "div", "section", "ul><li", "ol><li", "blockquote", "h2", "h3", "b", "em", "span", "aside", "nav"]
    return st.tuples(st.sampled_from(tags), st.lists(inner, min_size=1, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{' '.join(pair[1])}</{'></'.join(reversed(pair[0].split('><')))}>"
    )


_HTML = st.lists(st.recursive(_TEXT.map(lambda t: f"<p>{t}</p>"), _element, max_leaves=6), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(_HTML)
def test_no_visible_word_of_a_page_is_lost(parts: list[str]) -> None:
    """Every word that a page shows is in the draft or in the list of what was dropped, however its elements nest."""
    numbered = iter(range(10_000))
    body = re.sub(r"pier|lantern", lambda m: f"{m[0]}{next(numbered)}", " ".join(parts))
    page = (
        f"<html><body><article><h1>A title of four words</h1><p>{'The boats lay at the quay. ' * 8}</p>{body}"
        "</article></body></html>"
    )
    try:
        draft = ingest(Input(page.encode(), "a.html", Kind.HTML), _OPTIONS)
    except IngestError:
        return
    kept = "\n".join((draft.article, draft.sheet, *draft.dropped))
    for word in re.findall(r"(?:pier|lantern)\d+", body):
        assert word in kept, (word, body)


@pytest.mark.parametrize(
    "words",
    [
        "The eﬃcient oﬃce closed its ﬁnal ﬂoor at noon today.",
        "It cost 12\u00a0500\u00a0crowns and weighed 3\u202fkg, no more.",
        "« Nous\u00a0partons », said the keeper\u2019s wife\u00a0; he stayed.",
        "A soft\u00adhyphen and a zero\u200bwidth space stand here, unseen.",
    ],
)
@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.HTML])
def test_special_characters_are_kept(words: str, kind: Kind) -> None:
    """Ligatures, non-breaking spaces and curly quotes stand in the article as they stood in the text."""
    if kind is Kind.HTML:
        text = f"<article><h1>A title of four words</h1><p>{'The boats lay still. ' * 9}</p><p>{words}</p></article>"
    else:
        text = f"A title of four words\n\n{'The boats lay still. ' * 9}\n\n{words}\n"
    assert words in ingest(Input(text.encode(), "x", kind), _OPTIONS).article


def test_a_name_with_the_arabic_article_is_whole() -> None:
    """`al-` begins no sentence and no name, and belongs to both; a dateline's weekday is no place; nobody is a byline."""
    text = (
        "A delegation arrives in Port Sarrin\n\nBy a staff reporter\n\n"
        "SARRIN, Saturday — A delegation arrived in the port to hear new ideas for the crossing, the harbour office said.\n\n"
        '"We are ready to study any plan that opens the crossing," said Nadir al-Qassem, the head of the delegation. '
        '"But there must be guarantees."\n\nThe office of al-Qassem gave no date.\n'
    )
    draft = ingest(Input(text.encode(), "x", Kind.TEXT), _OPTIONS)
    sheet = yaml.safe_load(draft.sheet)
    assert sheet["actors"]["nadir-al-qassem"]["roles"] == [{"title": "head of the delegation"}]
    assert [quote["speaker"] for quote in sheet["quotes"].values()] == ["nadir-al-qassem"]
    assert "place: Sarrin," in draft.article
    assert "standfirst" not in draft.article
    assert "By a staff reporter" in draft.dropped


def test_two_entries_under_one_marker_are_both_kept() -> None:
    """The marker means the first; the words of the other are not lost."""
    text = "A title of four words\n\nThe pier is closed.[^a]\n\n[^a]: The harbour log\n\n[^a]: The town gazette\n"
    sheet = yaml.safe_load(ingest(Input(text.encode(), "x.md", Kind.TEXT), _OPTIONS).sheet)
    assert {source["title"] for source in sheet["sources"].values()} >= {"The harbour log", "The town gazette"}


def _without(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Make a package look as if it were not installed."""
    original = builtins.__import__

    def refusing(wanted: str, *rest: Any, **named: Any) -> Any:
        if wanted.partition(".")[0] == name:
            raise ImportError(name)
        return original(wanted, *rest, **named)

    for loaded in [each for each in sys.modules if each.partition(".")[0] == name]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setattr(builtins, "__import__", refusing)


def test_without_sentencex_our_own_rules_part_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text is imported without the extra: the speaker and the event of an article are the same."""
    text = (
        "The pier is closed\n\nThe pier closed on 3 May 2024. It is 90 metres long.\n\n"
        '"We had no choice," said Dr. Ana Poe, the harbour master. "The sea decides."\n'
    )
    source = Input(text.encode(), "x")
    with_it = ingest(source, _OPTIONS)
    sentences_module._sentencex.cache_clear()
    _without(monkeypatch, "sentencex")
    try:
        assert ingest(source, _OPTIONS) == with_it
        assert "2024-05-03" in with_it.sheet
    finally:
        sentences_module._sentencex.cache_clear()


def test_without_trafilatura_a_page_is_refused_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a page needs the extra; the message says which, and plain text does not need it."""
    _without(monkeypatch, "trafilatura")
    page = b"<html><body><article><h1>A title of four words</h1><p>Some words.</p></article></body></html>"
    with pytest.raises(IngestError) as refused:
        ingest(Input(page, "a.html", Kind.HTML), _OPTIONS)
    assert "trafilatura" in str(refused.value)
    assert "[import]" in str(refused.value.hint)
    assert ingest(Input(b"A title of four words\n\nSome words stand here.\n", "x"), _OPTIONS).title


@pytest.mark.parametrize("mark", ["<![", "<![x ", "<![CDATA[", "<!", "<?", "</"])
def test_marks_that_nothing_closes_cost_time_in_proportion(mark: str) -> None:
    """Six thousand broken marks give a draft whose text is still there."""
    page = f"<body><article><h1>A title of four words</h1><p>The boats lay still. {mark * 6000}</p></article></body>"
    assert "The boats lay still." in ingest(Input(page.encode(), "a.html", Kind.HTML), _OPTIONS).article


_ARTICLE = """---
title: The pier of {place}
date: 2024-05-03
language: en
---

The pier closed in {event} after {figure} had crossed it [@log]. It is a {term}, says {actor} [@log, p. 7; @survey, ch. 2, fig. 3].

Nobody was hurt.
"""
_SHEET = """\
sources:
  log: {title: The harbour log, issued: 2024-05-01}
  survey: {title: A survey of piers, url: "https://survey.example/piers", issued: 2023}
actors:
  ana-poe: {kind: person, name: Ana Poe}
terms:
  jetty: {term: jetty, definition: A wall into the sea.}
figures:
  boats:
    label: Boats that crossed
    unit: boats
    observations: [{value: 1200, as_of: 2024-05-01, sources: [log]}]
timeline:
  - {id: closed, date: 2024-05-03, title: The pier closes, sources: [log]}
changes:
  - {date: 2024-05-04, major: true, note: The length was added.}
"""
_ROLES = {
    "place": "Delling",
    "event": "{event}`May 2024 <closed>`",
    "figure": "{figure}`boats` boats",
    "term": "{term}`wall into the sea <jetty>`",
    "actor": "{actor}`Ana Poe <ana-poe>`",
}


def test_a_page_with_roles_gives_its_prose_back(tmp_path: Path) -> None:
    """Notes, changes and lists stay out of the text; words that opened a note stay in; citations keep their ids and locators."""
    (tmp_path / "explainer.yaml").write_text("title: Piers\nlanguage: en\n")
    folder = tmp_path / "content" / "pier"
    folder.mkdir(parents=True)
    text = _ARTICLE
    for kind, words in _ROLES.items():
        text = text.replace(f"{{{kind}}}", words)
    (folder / "article.md").write_text(text)
    (folder / "facts.yaml").write_text(_SHEET)
    command = [sys.executable, "-m", "generator.cli", "-C", str(tmp_path), "build", "--today", "2024-06-01"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert ran.returncode == 0, ran.stdout[-1500:] + ran.stderr[-1500:]
    again = ingest(read_input(str(tmp_path / "site" / "pier" / "index.html")), _OPTIONS)
    prose = re.sub(r"\{\w+\}`([^`<]+?) <[\w-]+>`", r"\1", text.split("---\n", 2)[2])
    prose = prose.replace("{figure}`boats`", "1,200")
    assert again.article.split("---\n", 2)[2] == prose
    assert "survey: {title: A survey of piers" in again.sheet
