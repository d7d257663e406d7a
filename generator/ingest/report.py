"""What the desk is told about a draft: the table, what was dropped, what to look at."""

import re
from dataclasses import dataclass
from typing import Any

from generator.ingest.background import Parted
from generator.ingest.citations import Cited
from generator.ingest.draft import Draft, Finding
from generator.ingest.header import Header
from generator.ingest.inline import plain_text
from generator.ingest.passages import Passage
from generator.ingest.questions import Asked
from generator.ingest.sheet import Facts, event_doubt, figure_doubt, quote_doubt

_PLACEHOLDER = re.compile(r"\[[A-ZÀ-Þ][^\]\[@^\n]{1,40}\](?!\()|\b(?:TODO|TKTK|TK|XXX+|FIXME)\b|[Ll]orem ipsum")
_EXCERPT_MAX = 70


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that the report is made of. `unsettled` is (words, sentence)."""

    header: Header
    facts: Facts
    cited: Cited
    asked: Asked
    parted: Parted
    unsettled: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    passages: tuple[Passage, ...]


def placeholders_of(material: Material) -> tuple[str, ...]:
    """Return the placeholders of a text, each once, in order."""
    texts = [plain_text(material.header.title), plain_text(material.header.standfirst)]
    texts += [plain_text(block.text) for block in material.parted.article]
    for question in material.facts.questions:
        texts += [question.asked_by, question.answered_by, plain_text(question.question)]
    texts += [passage.text for passage in material.passages]
    return tuple(dict.fromkeys(match[0] for text in texts for match in _PLACEHOLDER.finditer(text)))


def findings_of(material: Material) -> tuple[Finding, ...]:
    """Return the table: a line a kind, also of kinds of which nothing was found."""
    facts = material.facts
    title_doubts = len(material.header.doubts)
    return (
        Finding("title", 1, min(1, title_doubts)),
        Finding("questions", len(facts.questions), len(material.asked.doubts)),
        Finding("quotes", len(facts.quotes), sum(bool(quote_doubt(each)) for each in facts.quotes)),
        Finding("figures", len(facts.figures), sum(bool(figure_doubt(each)) for each in facts.figures)),
        Finding("events", len(facts.events), sum(bool(event_doubt(each)) for each in facts.events)),
        Finding("actors", len(facts.actors), sum(not each.sure for each in facts.actors)),
        Finding("sources", len(facts.cited) + 1, len(material.cited.dangling)),
        Finding("background", len(facts.background), 0 if material.parted.sure else len(facts.background)),
    )


def reports_of(material: Material) -> tuple[str, ...]:
    """Return what to look at: one line each, the most general first."""
    facts = material.facts
    lines = [*material.doubts, *material.header.doubts]
    if not material.header.date:
        lines.append("the text carries no date: relative dates stay as they stand (`--date` gives the day)")
    lines += [f"placeholder left: `{each}`" for each in placeholders_of(material)]
    lines += [f"citation that points nowhere: `{each}`" for each in material.cited.dangling]
    if facts.background and not material.parted.sure:
        lines.append(f"taken as background by its dates: `{_short(plain_text(facts.background[0].text))}`")
    lines += material.asked.doubts
    lines += [f"quote: {doubt}: `{_short(each.text)}`" for each in facts.quotes if (doubt := quote_doubt(each))]
    lines += [
        f"figure: {doubt}: `{each.value:,} {each.unit}: {_short(each.label)}`"
        for each in facts.figures
        if (doubt := figure_doubt(each))
    ]
    lines += [
        f"event: {doubt.partition(' (')[0]}: `{each.date}, from “{each.words}”: {_short(each.title)}`"
        for each in facts.events
        if (doubt := event_doubt(each))
    ]
    lines += [
        f"time not settled, left as it stands: `{words}` in `{_short(sentence)}`"
        for words, sentence in material.unsettled
    ]
    lines += [f"actor: look whether this is who is meant: `{each.name}`" for each in facts.actors if not each.sure]
    return tuple(dict.fromkeys(lines))


def _short(text: str) -> str:
    text = " ".join(text.split()).replace("`", "'")
    return text if len(text) <= _EXCERPT_MAX else text[:_EXCERPT_MAX].rpartition(" ")[0] + "…"


def report_text(draft: Draft) -> str:
    """Return what is printed after an import: what was filed, what was dropped, what to look at."""
    lines = [f"{'filed':<12}{'found':>7}{'sure':>7}{'to look at':>13}"]
    lines += [f"{each.kind:<12}{each.found:>7}{each.sure:>7}{each.to_look_at:>13}" for each in draft.findings]
    if draft.dropped:
        lines += ["", f"dropped, since it belongs to the page ({len(draft.dropped)}):"]
        lines += [f"  {_short(each)}" for each in draft.dropped]
    if draft.reports:
        lines += ["", f"to look at ({len(draft.reports)}):", *_grouped(draft.reports)]
    return "\n".join(lines) + "\n"


def _grouped(reports: tuple[str, ...]) -> list[str]:
    """Return the lines of what to look at: one that several share is said once, with what it is about below it."""
    groups: dict[str, list[str]] = {}
    for each in reports:
        said, about, rest = each.partition(": `")
        groups.setdefault(said if about else each, []).append(f"`{rest}" if about else "")
    lines: list[str] = []
    for said, items in groups.items():
        if len(items) == 1:
            lines.append(f"  {said}: {items[0]}" if items[0] else f"  {said}")
        else:
            lines += [f"  {said} ({len(items)}):", *(f"    {item}" for item in items)]
    return lines


def report_json(draft: Draft) -> dict[str, Any]:
    """Return the same as values for JSON, nothing shortened."""
    return {
        "slug": draft.slug,
        "title": draft.title,
        "language": draft.language,
        "findings": [
            {"kind": each.kind, "found": each.found, "sure": each.sure, "to_look_at": each.to_look_at}
            for each in draft.findings
        ],
        "dropped": list(draft.dropped),
        "reports": list(draft.reports),
    }
