"""The facts of a text as the fact sheet of its draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.ingest.article import write_body
from generator.ingest.cast import Actor
from generator.ingest.citations import CitedSource
from generator.ingest.document import Block
from generator.ingest.events import Event
from generator.ingest.figures import Figure
from generator.ingest.heard import Quote
from generator.ingest.ids import Ids
from generator.ingest.inline import plain_text
from generator.ingest.questions import Question
from generator.ingest.speakers import Speaker
from generator.ingest.yaml_text import Noted, Raw, Value, date_value, write_mapping

SCHEMA_COMMENT = "# yaml-language-server: $schema=../../.explainer/schema/facts.json\n"


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """The imported article as a source of its own draft."""

    id: str
    title: str
    publisher: str
    type: str
    issued: str
    accessed: str
    url: str
    language: str
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is filed."""

    source: SourceRecord
    background: tuple[Block, ...]
    cited: tuple[CitedSource, ...]
    actors: tuple[Actor, ...]
    figures: tuple[Figure, ...]
    events: tuple[Event, ...]
    questions: tuple[Question, ...]
    quotes: tuple[Quote, ...]


def write_sheet(facts: Facts, ids: Ids) -> str:
    """Return the whole `facts.yaml`. The source's id must have been given by `ids` before."""
    actor_ids = {actor.name: ids.give(actor.name, "actor") for actor in facts.actors}
    sheet: dict[str, Value] = {}
    if facts.background:
        sheet["background"] = write_body(facts.background)
    sheet["sources"] = {facts.source.id: _source(facts.source)} | {each.id: _cited(each) for each in facts.cited}
    if facts.actors:
        sheet["actors"] = {actor_ids[actor.name]: _actor(actor, actor_ids) for actor in facts.actors}
    if facts.figures:
        sheet["figures"] = {
            ids.give(figure.label, "figure", 4): _figure(figure, actor_ids, facts.source.id) for figure in facts.figures
        }
    if facts.events:
        sheet["timeline"] = [_event(event, ids, facts.source.id) for event in facts.events]
    if facts.questions:
        sheet["questions"] = [_question(each, ids, actor_ids, facts.source.id) for each in facts.questions]
    if facts.quotes:
        sheet["quotes"] = {
            ids.give(f"quote {quote.text}", "quote"): _quote(quote, actor_ids, facts.source) for quote in facts.quotes
        }
    return SCHEMA_COMMENT + write_mapping(sheet)


def _source(source: SourceRecord) -> Value:
    record: dict[str, Value] = {"title": source.title, "publisher": source.publisher, "type": source.type}
    for key, date in (("issued", source.issued), ("accessed", source.accessed)):
        if date:
            record[key] = date_value(date)
    if source.url:
        record["url"] = source.url
    record["language"] = source.language
    if source.authors:
        record["author"] = list(source.authors)
    record["stance"] = "media"
    return record


def _cited(source: CitedSource) -> Value:
    record: dict[str, Value] = {"title": source.title}
    if source.authors:
        record["author"] = list(source.authors)
    if source.publisher:
        record["publisher"] = _text(source.publisher)
    if source.issued:
        record["issued"] = source.issued
    if source.url:
        record["url"] = source.url
    if source.note:
        record["note"] = source.note
    return record


def _text(text: str) -> str:
    """Return a text that cannot be read as an actor's id, where the key takes either."""
    return (
        text
        if not text or not all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in text)
        else f"{text[:1].upper()}{text[1:]}"
    )


def _rests_on(source: str, words: str) -> Value:
    return [{"id": source, "quote": words}]


def _actor(actor: Actor, ids: Mapping[str, str]) -> Value:
    record: dict[str, Value] = {"kind": "person" if actor.person else "organization", "name": actor.name}
    if actor.roles:
        record["roles"] = [_role(role.title, ids.get(role.organisation, "")) for role in actor.roles]
    if actor.aliases:
        record["description"] = f"Also {', '.join(actor.aliases)}."
    return record if actor.sure else Noted(record, "to look at: whether this is who is meant, and a person")


def _role(title: str, organisation: str) -> Value:
    role: dict[str, Value] = {"title": title}
    if organisation:
        role["organization"] = organisation
    return role


def _figure(figure: Figure, ids: Mapping[str, str], source: str) -> Value:
    observation: dict[str, Value] = {"value": Raw(decimal_text(figure.value))}
    if figure.qualifier != "exact":
        observation["qualifier"] = figure.qualifier
    if figure.as_of:
        observation["as_of"] = dated(figure.as_of, figure.as_of_note)
    if figure.speaker is not None:
        observation["attributed_to"] = _who(figure.speaker, ids)
    observation["sources"] = _rests_on(source, figure.locator)
    record: dict[str, Value] = {"label": figure.label, "unit": figure.unit, "observations": [observation]}
    return Noted(record, f"to look at: {look}") if (look := figure_doubt(figure)) else record


def figure_doubt(figure: Figure) -> str:
    """Return what the desk should look at in a figure; empty when the text settles it."""
    if figure.speaker is None:
        return "the text does not say who publishes the figure"
    if not figure.speaker.sure:
        return "who publishes the figure is taken from the words before"
    return "which dollars are meant" if not figure.sure else ""


def decimal_text(value: Decimal) -> str:
    """Return a number as it stands in the sheet, never in powers of ten."""
    return format(value, "f")


def dated(edtf: str, note: str) -> Value:
    """Return a date, marked as inferred when a note says what it rests on."""
    return {"date": date_value(edtf), "inferred": True, "note": note + "."} if note else date_value(edtf)


def _who(speaker: Speaker, ids: Mapping[str, str]) -> str:
    return ids.get(speaker.name) or _text(speaker.name)


def _event(event: Event, ids: Ids, source: str) -> Value:
    note = f"The text says “{event.words}”; counted from the date of the article"
    record: dict[str, Value] = {
        "date": dated(event.date, note) if event.inferred else date_value(event.date),
        "title": markdown_text(event.title),
        "id": ids.give(event.title, "event"),
    }
    if event.status:
        record["status"] = event.status
    record["sources"] = _rests_on(source, event.locator)
    return Noted(record, f"to look at: {look}") if (look := event_doubt(event)) else record


def event_doubt(event: Event) -> str:
    """Return what the desk should look at in an event; empty when the text settles it."""
    if event.inferred:
        return f"the date is counted from the article's (“{event.words}”)"
    return "" if event.sure else "the date stands in somebody's quoted words"


def markdown_text(text: str) -> str:
    """Return plain text for a key that takes Markdown."""
    return (
        text.replace("\\", "\\\\")
        .replace("*", "\\*")
        .replace("[", "\\[")
        .replace("`", "\\`")
        .replace("<", "\\<")
        .replace("_", "\\_")
    )


def _question(question: Question, ids: Ids, actors: Mapping[str, str], source: str) -> Value:
    text = plain_text(question.question)
    record: dict[str, Value] = {
        "question": question.question,
        "answer": write_body(question.answer),
        "id": ids.give(text, "question"),
        "kind": "transcript" if question.transcript else "editorial",
    }
    if question.asked_by:
        record["asked_by"] = actors.get(question.asked_by) or _text(question.asked_by)
    if question.answered_by:
        record["answered_by"] = actors.get(question.answered_by) or _text(question.answered_by)
    record["sources"] = [source]
    return record


def _quote(quote: Quote, ids: Mapping[str, str], source: SourceRecord) -> Value:
    record: dict[str, Value] = {"text": quote.text}
    if quote.speaker is not None:
        record["speaker"] = _who(quote.speaker, ids)
    record["language"] = source.language
    record["sources"] = _rests_on(source.id, quote.locator)
    return Noted(record, f"to look at: {look}") if (look := quote_doubt(quote)) else record


def quote_doubt(quote: Quote) -> str:
    """Return what the desk should look at in a quote; empty when the text settles it."""
    if quote.speaker is None:
        return quote.note or "the text does not say who speaks"
    if quote.note:
        return f"the speaker is {quote.note}" if quote.note.startswith("the") else quote.note
    return "" if quote.sure and quote.speaker.sure else "the speaker is taken from the words before"
