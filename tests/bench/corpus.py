"""Writes N explainers that follow the fact-sheet contract, for benchmarks.

    python tests/bench/corpus.py 1000 /tmp/corpus --shared 20

Each explainer has an article of about 1,200 words, 12 events, 6 questions, 5 figures, 5 actors and 6 sources. A shared
figure is used by exactly ten of them. The same arguments give the same bytes on every machine, and explainer number 5
reads the same whatever the count, but for the sentence that uses a shared figure.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = "int | str | list[Value] | dict[str, Value]"
Record: TypeAlias = "dict[str, Value]"

# No word is one that YAML reads as something other than text, and none trips a rule of the desk such as "Saturday".
WORDS = (
    *(
        "council",
        "agreed",
        "water",
        "levels",
        "river",
        "basin",
        "treaty",
        "talks",
        "delegation",
        "minister",
        "proposal",
    ),
    *("funding", "deadline", "region", "official", "published", "report", "committee", "reconstruction", "border"),
    *("agreement", "exchange", "guarantee", "mediator", "statement", "population", "estimate", "survey", "ministry"),
    *("independent", "observers", "withdrawal", "monitoring", "aid", "corridor", "return", "phase", "negotiation"),
    *("harbour", "census"),
)

PARTS = 5
PARAGRAPHS_PER_PART = 3
WORDS_PER_PARAGRAPH = 65  # the least: the sentence that reaches it is finished, so that the average is 72
SOURCES = 6
FIGURES = 5
ACTORS = 5
EVENTS = 12
QUESTIONS = 6
USERS_PER_SHARED_FIGURE = 10
SHORT_TEXT = 300  # characters; longer text is prose and gets a block of its own in YAML

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
WORD = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Draft:
    """One explainer, before a generator's layout gives it a form."""

    slug: str
    front: Record
    body: str
    """Markdown, with citations and roles as the contract spells them."""
    facts: Record
    numbers: dict[str, int]
    """The value of each figure that the prose may name, shared ones included."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus is its arguments; every text is drawn from the seed and the explainer's number."""

    count: int
    shared: int = 0
    """How many shared figures there are; at most a tenth of `count`."""
    seed: int = 7

    def __post_init__(self) -> None:
        if self.shared > self.count // USERS_PER_SHARED_FIGURE:
            needed = self.shared * USERS_PER_SHARED_FIGURE
            raise ValueError(f"{self.shared} shared figures need {needed} explainers, found {self.count}")

    def users(self, figure: int) -> tuple[int, ...]:
        """The numbers of the ten explainers that use a shared figure, spread over the corpus."""
        step = self.count // USERS_PER_SHARED_FIGURE
        return tuple(figure + turn * step for turn in range(USERS_PER_SHARED_FIGURE))

    def shared_value(self, figure: int, figure_edit: int = 0) -> int:
        """The value of a shared figure. Only the first one changes with `figure_edit`."""
        return 40_000 + 1_000 * figure + (figure_edit if figure == 0 else 0)

    def draft(self, number: int, *, edit: int = 0, figure_edit: int = 0) -> Draft:
        """Explainer `number`. Each `edit` above 0 adds a different sentence to its first paragraph."""
        prose = Prose(random.Random(f"{self.seed}/{number}"))
        numbers = {f"f{figure}": prose.random.randint(100, 99_999) for figure in range(FIGURES)}
        extra = ""
        if edit:
            extra = " " + Prose(random.Random(f"{self.seed}/{number}/{edit}")).sentence(12)
        step = max(1, self.count // USERS_PER_SHARED_FIGURE)
        figure = number % step
        if figure < self.shared and number in self.users(figure):
            numbers[f"shared-{figure}"] = self.shared_value(figure, figure_edit)
            extra += f" The estimate of the observers stands at {{figure}}`shared-{figure}` people."
        front: Record = {
            "title": prose.plain(7),
            "standfirst": prose.plain(20) + ".",
            "date": "2024-11-30",
            "section": prose.plain(1),
            "topics": [prose.word()],
        }
        return Draft(f"topic-{number:05d}", front, prose.article(extra), prose.facts(number, numbers), numbers)

    def drafts(self) -> Iterator[Draft]:
        """All explainers, one at a time, so that memory does not grow with the count."""
        return (self.draft(number) for number in range(self.count))

    def shared_figures(self, figure_edit: int = 0) -> Record:
        """The records of `_shared/figures.yaml`."""
        figures: Record = {}
        for figure in range(self.shared):
            figures[f"shared-{figure}"] = {
                "label": f"{WORDS[figure % len(WORDS)].capitalize()} shared by ten pages",
                "unit": "people",
                "observations": [
                    {
                        "value": self.shared_value(figure, figure_edit),
                        "as_of": "2024-11-28",
                        "attributed_to": f"shared-actor-{figure}",
                        "sources": [f"shared-source-{figure}"],
                    }
                ],
            }
        return {"figures": figures}

    def shared_origins(self) -> Record:
        """The records of `_shared/origins.yaml`: the sources and actors that the shared figures need."""
        sources: Record = {}
        actors: Record = {}
        for figure in range(self.shared):
            sources[f"shared-source-{figure}"] = {
                "title": f"Yearbook, volume {figure}",
                "publisher": f"Office of {WORDS[figure % len(WORDS)]}",
                "url": f"https://example.org/shared/{figure}",
                "issued": "2024-06-11",
            }
            actors[f"shared-actor-{figure}"] = {
                "kind": "organization",
                "name": f"Office {WORDS[figure % len(WORDS)]}",
                "attribution": f"the office of {WORDS[figure % len(WORDS)]}",
            }
        return {"sources": sources, "actors": actors}


@dataclass(frozen=True, slots=True)
class Prose:
    """Draws words, sentences and records from one stream of random numbers."""

    random: random.Random

    def word(self) -> str:
        """One word, lower case."""
        return self.random.choice(WORDS)

    def plain(self, length: int) -> str:
        """Words without markup, the first capitalised."""
        return " ".join(self.random.choices(WORDS, k=length)).capitalize()

    def sentence(self, length: int, *, citations: bool = False) -> str:
        """A sentence of `length` words; two in five carry emphasis, a link or, with `citations`, a figure."""
        words = self.random.choices(WORDS, k=length)
        words[0] = words[0].capitalize()
        spot = self.random.randrange(1, length - 1)
        roll = self.random.random()
        if roll < 0.15:
            words[spot] = f"**{words[spot]}**"
        elif roll < 0.27:
            words[spot] = f"[{words[spot]}](https://example.org/{words[spot]})"
        elif roll < 0.37:
            words[spot] = f"*{words[spot]}*"
        elif citations and roll < 0.47:
            words[spot] = f"{{figure}}`f{self.random.randrange(FIGURES)}`"
        cited = f" [@s{self.random.randrange(SOURCES)}]" if citations and self.random.random() < 0.25 else ""
        return " ".join(words) + cited + "."

    def paragraph(self, *, citations: bool = False) -> str:
        """Sentences of 9 to 24 words until the paragraph is long enough."""
        sentences: list[str] = []
        length = 0
        while length < WORDS_PER_PARAGRAPH:
            words = self.random.randint(9, 24)
            sentences.append(self.sentence(words, citations=citations))
            length += words
        return " ".join(sentences)

    def article(self, extra: str) -> str:
        """The body: five parts with a heading, a list in the third and a quotation in the fourth."""
        blocks: list[str] = []
        for part in range(PARTS):
            blocks.append("## " + self.plain(5))
            blocks.extend(self.paragraph(citations=True) for _ in range(PARAGRAPHS_PER_PART))
            if part == 2:
                blocks.append("\n".join("- " + self.sentence(8) for _ in range(5)))
            if part == 3:
                blocks.append("> " + self.sentence(20))
        blocks[1] += extra
        return "\n\n".join(blocks) + "\n"

    def facts(self, number: int, numbers: dict[str, int]) -> Record:
        """The fact sheet of explainer `number`; every source is pointed to by two events."""
        figures: Record = {
            f"f{i}": {
                "label": self.plain(4),
                "unit": "people",
                "observations": [
                    {
                        "value": numbers[f"f{i}"],
                        "as_of": "2024-11-28",
                        "attributed_to": f"a{i % ACTORS}",
                        "sources": [f"s{i % SOURCES}"],
                    }
                ],
            }
            for i in range(FIGURES)
        }
        return {
            "background": self.paragraph(citations=True),
            "sources": {
                f"s{i}": {
                    "title": self.plain(6),
                    "publisher": self.plain(2),
                    "url": f"https://example.org/{number}/{i}",
                    "issued": f"2024-{i + 1:02d}-11",
                }
                for i in range(SOURCES)
            },
            "actors": {
                f"a{i}": {"kind": "organization", "name": self.plain(2), "description": self.sentence(5)}
                for i in range(ACTORS)
            },
            "figures": figures,
            "timeline": [
                {
                    "date": f"20{10 + i}-0{i % 9 + 1}-1{i % 9}",
                    "title": self.plain(6),
                    "text": self.paragraph(),
                    "sources": [f"s{i % SOURCES}"],
                }
                for i in range(EVENTS)
            ],
            "questions": [
                {
                    "question": self.plain(9) + "?",
                    "answer": self.paragraph() + "\n\n" + self.paragraph(),
                    "sources": ["s1", "s2"],
                }
                for _ in range(QUESTIONS)
            ],
        }


def as_yaml(record: Record, *, by_hand: bool, indent: str = "") -> str:
    """YAML for an author's eyes, or for another tool's reader.

    `by_hand` writes prose with `|` and dates bare, as the contract does. Without it all text stands in quotes on one
    line: tools that guess types need that to see text in a date, and Hugo's reader takes a third longer over `|`.
    Written here, not by a library, so that the corpus depends on no version of one.
    """
    lines: list[str] = []
    for key, value in record.items():
        if isinstance(value, dict):
            lines.append(f"{indent}{key}:\n" + as_yaml(value, by_hand=by_hand, indent=indent + "  "))
        elif isinstance(value, list) and all(isinstance(item, dict) for item in value):
            lines.append(f"{indent}{key}:\n")
            for item in value:
                assert isinstance(item, dict)
                text = as_yaml(item, by_hand=by_hand, indent=indent + "    ")
                lines.append(f"{indent}  - " + text[len(indent) + 4 :])
        elif isinstance(value, list):
            lines.append(f"{indent}{key}: [{', '.join(scalar(item, by_hand) for item in value)}]\n")
        elif by_hand and isinstance(value, str) and len(value) > SHORT_TEXT:
            text = "\n".join(f"{indent}  {line}" if line else "" for line in value.splitlines())
            lines.append(f"{indent}{key}: |\n{text}\n")
        else:
            lines.append(f"{indent}{key}: {scalar(value, by_hand)}\n")
    return "".join(lines)


def scalar(value: Value, by_hand: bool) -> str:
    """A number, an id or, `by_hand`, a date as it is; other text in JSON's quotes, which YAML reads alike."""
    if isinstance(value, int):
        return str(value)
    assert isinstance(value, str)
    if WORD.fullmatch(value) or (by_hand and DATE.fullmatch(value)):
        return value
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class ExplainerLayout:
    """The layout of a project of ours. `peers.py` has the others; the methods are those of its `Layout`."""

    name: str = "explainer"
    output: str = "site"
    leftovers: tuple[str, ...] = ("site", ".explainer")

    def prepare(self, folder: Path, corpus: Corpus) -> None:
        """Writes all that is not an explainer."""
        (folder / "content").mkdir(parents=True)
        settings: Record = {"title": "Bench", "url": "https://example.org/", "language": "en"}
        (folder / "explainer.yaml").write_text(as_yaml(settings, by_hand=True), encoding="utf-8")
        if corpus.shared:
            shared = folder / "content/_shared"
            shared.mkdir()
            (shared / "origins.yaml").write_text(as_yaml(corpus.shared_origins(), by_hand=True), encoding="utf-8")
            self.write_shared(folder, corpus, 0)

    def write(self, folder: Path, draft: Draft) -> None:
        """Writes one explainer's article and sheet."""
        home = folder / "content" / draft.slug
        home.mkdir(exist_ok=True)
        front = as_yaml(draft.front, by_hand=True)
        (home / "article.md").write_text(f"---\n{front}---\n\n{draft.body}", encoding="utf-8")
        sheet = home / "facts.yaml"
        text = as_yaml(draft.facts, by_hand=True)
        # An edit of the article must not touch the sheet's time stamp: that would be a second edit.
        if not sheet.exists() or sheet.read_text(encoding="utf-8") != text:
            sheet.write_text(text, encoding="utf-8")

    def write_shared(self, folder: Path, corpus: Corpus, figure_edit: int) -> None:
        """Writes the shared figures, the first one with its value of that edit."""
        text = as_yaml(corpus.shared_figures(figure_edit), by_hand=True)
        (folder / "content/_shared/figures.yaml").write_text(text, encoding="utf-8")


def wanted(description: str) -> tuple[Path, Corpus]:
    """Reads the arguments: the folder to write into, and the corpus."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("folder", type=Path, help="must not exist")
    parser.add_argument("--shared", type=int, default=0, metavar="K", help="figures that ten explainers share")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    if arguments.folder.exists():
        parser.error(f"`{arguments.folder}` exists; remove it or give another folder")
    try:
        return arguments.folder, Corpus(arguments.count, arguments.shared, arguments.seed)
    except ValueError as error:
        parser.error(str(error))


def main() -> None:
    """Writes the corpus that the arguments ask for."""
    folder, corpus = wanted("write a project of N explainers")
    layout = ExplainerLayout()
    layout.prepare(folder, corpus)
    for draft in corpus.drafts():
        layout.write(folder, draft)


if __name__ == "__main__":
    main()
