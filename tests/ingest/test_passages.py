"""Passages of a few sentences, each for one way to say something: what is filed is exactly what they say.

A file holds passages between lines of dashes. Lines that begin with `@` are expected: `@q words | speaker`,
`@f value | unit | speaker`, `@e date | words of the sentence | inferred`, `@? question`, `@t title`; a bare `@f` expects
none. In `lines.txt` a `+` marks what belongs to the article, and all else to the page.
"""

import re
from pathlib import Path

import pytest
import yaml

from generator.ingest import Input, Options, ingest
from generator.ingest.inline import plain_text
from tests.ingest import measure

_PASSAGES = Path(__file__).parent / "passages"
_KINDS = {"q": "quotes", "f": "figures", "e": "events", "?": "questions", "t": "title"}
_SAME = {
    "quotes": measure._same_quote,
    "figures": measure._same_figure,
    "events": measure._same_event,
    "questions": measure._same_words,
    "title": measure._same_words,
}


def _passages(name: str) -> list[str]:
    return [
        part.strip("\n") for part in re.split(r"^-----$", (_PASSAGES / name).read_text("utf-8"), flags=re.MULTILINE)
    ]


def _faults(passage: str) -> list[str]:
    """Return what a passage wrongly files and misses, of the kinds that it expects."""
    wanted: dict[str, list[object]] = {}
    text, date = [], "2025-03-14"
    for line in passage.split("\n"):
        if line.startswith("@date "):
            date = line[6:]
        elif line.startswith("@"):
            kind = _KINDS[line[1]]
            each = line[3:].strip()
            listed = wanted.setdefault(kind, [])
            if each:
                listed.append(
                    [part.strip() for part in each.split(" | ")] if kind in ("quotes", "figures", "events") else each
                )
        else:
            text.append(line)
    source = "\n".join(text).strip()
    if not wanted.keys() & {"title", "questions"}:
        source = f"A plain title of six words\n\n{source}\n"
    draft = ingest(Input(source.encode(), "passage"), Options(date=date, today="2026-11-01"))
    sheet = yaml.load(draft.sheet, yaml.BaseLoader)
    actors = {key: each["name"] for key, each in sheet.get("actors", {}).items()}
    found = {
        "title": [draft.title],
        "questions": [each["question"] for each in sheet.get("questions", [])],
        "quotes": [
            (q["text"], actors.get(q.get("speaker"), q.get("speaker", ""))) for q in sheet.get("quotes", {}).values()
        ],
        "figures": [measure._figure(each, actors) for each in sheet.get("figures", {}).values()],
        "events": [measure._event(each) for each in sheet.get("timeline", [])],
    }
    return [told for kind, each in wanted.items() for told in measure._compared(found[kind], each, _SAME[kind])[1]]


@pytest.mark.parametrize("name", ["quotes.txt", "figures.txt", "events.txt", "questions.txt", "articles.txt"])
def test_passages_give_what_they_say(name: str) -> None:
    """Each passage gives its quotes with their speakers, figures, events and questions, and nothing beside them."""
    passages = _passages(name)
    assert len(passages) >= 5
    assert {passage[:60]: faults for passage in passages if (faults := _faults(passage))} == {}


def _lines_apart(passage: str) -> list[str]:
    """Return the lines of the article that are not in the draft, and the draft's that are none of the article."""
    lines = passage.split("\n")
    article = [measure.words(plain_text(line[1:])) for line in lines if line.startswith("+")]
    source = "\n".join(line.removeprefix("+") for line in lines)
    draft = ingest(Input(source.encode(), "page"), Options(today="2026-11-01"))
    _, front, body = draft.article.split("---\n", 2)
    head = yaml.load(front, yaml.BaseLoader)
    sheet = yaml.load(draft.sheet, yaml.BaseLoader)
    kept = [head["title"], head.get("standfirst", ""), sheet.get("background", ""), *body.split("\n")]
    kept += [part for each in sheet.get("questions", []) for part in (each["question"], *each["answer"].split("\n"))]
    kept = [measure.words(plain_text(each)) for each in kept]
    lost = [f"lost {each}" for each in article if each and not any(each in line for line in kept)]
    left = [
        line for line in kept if len(line) > 1 and not any(line in each or each in line for each in article if each)
    ]
    return lost + [f"kept {each}" for each in left]


def test_lines_of_the_page_go_and_lines_of_the_article_stay() -> None:
    """Of pages pasted whole nothing but the article is left, and all of it."""
    passages = _passages("lines.txt")
    assert {passage[:60]: apart for passage in passages if (apart := _lines_apart(passage))} == {}
