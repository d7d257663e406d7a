"""Precision and recall of the import over the corpus: each text beside a sheet made by hand."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.ingest import Draft, Options, ingest, read_input

CORPUS = Path(__file__).parent / "corpus"
KINDS = ("title", "questions", "dropped", "quotes", "figures", "events")
_SUFFIXES = (".txt", ".md", ".html")
_SCALES = {"million": 6, "billion": 9}


@dataclass(frozen=True)
class Count:
    """Right, wrongly filed, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Return the share of what is filed that is right; 1 when nothing is filed."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what should be filed that is."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass(frozen=True)
class Measured:
    """One text: its language, the counts by kind, and what went wrong in words."""

    name: str
    language: str
    counts: dict[str, Count]
    faults: tuple[str, ...]
    draft: Draft


def texts(half: str) -> tuple[Path, ...]:
    """Return the texts of one half, in order of their names."""
    return tuple(file for file in sorted((CORPUS / half).iterdir()) if file.suffix in _SUFFIXES)


def expected_of(file: Path) -> dict[str, Any]:
    """Return the sheet made by hand; every scalar is text."""
    loaded: dict[str, Any] = yaml.load(file.with_suffix(".yaml").read_text("utf-8"), yaml.BaseLoader)
    return loaded


def draft_of(file: Path) -> Draft:
    """Return the draft of a text of the corpus, imported on a fixed day."""
    options = expected_of(file).get("options", {})
    return ingest(read_input(str(file)), Options(date=options.get("date"), today="2026-11-01"))


def measured(file: Path) -> Measured:
    """Return how a text's draft compares with the sheet made by hand."""
    expected, draft = expected_of(file), draft_of(file)
    sheet = yaml.load(draft.sheet, yaml.BaseLoader)
    actors = {key: each["name"] for key, each in sheet.get("actors", {}).items()}
    front = yaml.load(draft.article.split("---\n")[1], yaml.BaseLoader)
    dropped = [each for each in draft.dropped if not each.startswith("picture:")]
    headings = {"background", "references", "contexte", "antecedentes", "hintergrund", "خلفية", "sources", "notes"}
    found = {
        "title": [front["title"]],
        "questions": [each["question"] for each in sheet.get("questions", [])],
        "dropped": [each for each in dropped if each.lower() not in headings],
        "quotes": [(q["text"], actors.get(q.get("speaker"), "")) for q in sheet.get("quotes", {}).values()],
        "figures": [_figure(f, actors) for f in sheet.get("figures", {}).values()],
        "events": [_event(e) for e in sheet.get("timeline", [])],
    }
    wanted = {"title": [expected["title"]]} | {kind: expected.get(kind, []) for kind in KINDS[1:]}
    # The draft lists a line once, however often the page has it.
    wanted["dropped"] = list(dict.fromkeys(wanted["dropped"]))
    same = {
        "title": _same_words,
        "questions": _same_words,
        "dropped": _same_words,
        "quotes": _same_quote,
        "figures": _same_figure,
        "events": _same_event,
    }
    counts, faults = {}, []
    for kind in KINDS:
        counts[kind], told = _compared(found[kind], wanted[kind], same[kind])
        faults += [f"{kind}: {each}" for each in told]
    return Measured(file.stem, draft.language, counts, tuple(faults), draft)


def _compared(found: list[Any], wanted: Iterable[Any], same: Any) -> tuple[Count, list[str]]:
    left, missed = list(found), []
    right = 0
    for each in wanted:
        match = next((i for i, one in enumerate(left) if same(one, each)), None)
        if match is None:
            missed.append(each)
        else:
            del left[match]
            right += 1
    told = [f"filed {each!r}" for each in left] + [f"missed {each!r}" for each in missed]
    return Count(right, len(left), len(missed)), told


def words(text: str) -> str:
    """Return a text's letters and digits in lower case, words parted by one space."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).lower()))


def _same_words(found: str, wanted: str) -> bool:
    return words(found) == words(wanted)


def _same_quote(found: tuple[str, str], wanted: list[str]) -> bool:
    first, _, last = wanted[0].partition("…")
    text = words(found[0])
    return text.startswith(words(first)) and text.endswith(words(last or first)) and _same_name(found[1], wanted[1])


def _same_name(found: str, wanted: str) -> bool:
    bare = [re.sub(r"^(the|a|an|la|le|el|der|die|das|l)\s", "", words(each)) for each in (found, wanted)]
    return bare[0] == bare[1] or (wanted == "null" and not found)


def _figure(figure: dict[str, Any], actors: dict[str, str]) -> tuple[str, str, str]:
    seen = figure["observations"][0]
    said = seen.get("attributed_to", "")
    return seen["value"], f"{figure['unit']} {figure['label']}", actors.get(said, said)


def _same_figure(found: tuple[str, str, str], wanted: list[str]) -> bool:
    number, _, scale = wanted[0].partition(" ")
    value = float(number) * 10 ** _SCALES.get(scale, 0)
    unit = wanted[1] == found[1].split()[0] if wanted[1] == "%" else words(wanted[1]) in words(found[1])
    return abs(float(found[0]) - value) < 1e-6 and unit and _same_name(found[2], wanted[2])


def _event(event: dict[str, Any]) -> tuple[str, bool, str]:
    when = event["date"]
    inferred = isinstance(when, dict)
    return (
        (when["date"] if isinstance(when, dict) else when),
        inferred,
        f"{event['title']} {event['sources'][0]['quote']}",
    )


def _same_event(found: tuple[str, bool, str], wanted: list[str]) -> bool:
    return found[0] == wanted[0] and found[1] == (len(wanted) > 2) and words(wanted[1]) in words(found[2])


def total(measurements: Iterable[Measured], kind: str, language: str | None = None) -> Count:
    """Return the counts of a kind over texts: of one language, of all but English for `other`, or of all."""
    chosen = [
        each.counts[kind]
        for each in measurements
        if language is None or (each.language[:2] != "en" if language == "other" else each.language[:2] == language)
    ]
    return sum(chosen, Count())


def table(halves: dict[str, tuple[Measured, ...]]) -> str:
    """Return precision and recall by kind, English and the other languages, for each half."""
    lines = [f"{'half':<10}{'texts':<8}{'kind':<11}{'precision':>10}{'recall':>8}{'right':>7}{'wrong':>7}{'missed':>8}"]
    for half, measurements in halves.items():
        for language in ("en", "other"):
            for kind in KINDS:
                count = total(measurements, kind, language)
                lines.append(
                    f"{half:<10}{language:<8}{kind:<11}{count.precision:>10.3f}{count.recall:>8.3f}"
                    f"{count.right:>7}{count.wrong:>7}{count.missed:>8}"
                )
    return "\n".join(lines) + "\n"
