"""An input to a draft: the import's line from bytes to the two files, on one screen."""

import re
from dataclasses import replace
from datetime import date

from generator.ingest.answering import BARE_LABELS, answering
from generator.ingest.article import write_article, write_body
from generator.ingest.background import Parted, part_background
from generator.ingest.cast import Actor, read_cast
from generator.ingest.chrome import part_chrome
from generator.ingest.citations import Cited, read_citations
from generator.ingest.document import Block, BlockKind, Document, Input, Options
from generator.ingest.draft import Draft
from generator.ingest.errors import IngestError
from generator.ingest.events import read_events
from generator.ingest.figures import read_figures
from generator.ingest.furniture import Surroundings
from generator.ingest.header import Header, anchor_of, read_header
from generator.ingest.headings import with_headings
from generator.ingest.ids import Ids, slug
from generator.ingest.inline import plain_text
from generator.ingest.passages import Passage, Place, passage_of
from generator.ingest.phrases import Phrases, phrases_for, tell_language
from generator.ingest.questions import Asked, read_questions
from generator.ingest.quotes import read_quotes
from generator.ingest.reading import read_document, refuse_long
from generator.ingest.report import Material, findings_of, reports_of
from generator.ingest.sheet import Facts, SourceRecord, write_sheet
from generator.ingest.speakers import merged
from generator.ingest.yaml_text import Noted, Value, date_value

_TEXT_KINDS = frozenset(set(BlockKind) - {BlockKind.CODE, BlockKind.TABLE, BlockKind.HEADING})
_NO_DATE = "1970-01-01"


def ingest(source: Input, options: Options) -> Draft:
    """Return the draft that an input gives. The same input and options always give the same draft.

    Raises IngestError for an input that is no article.
    """
    document, read_reports = read_document(source)
    phrases, language, told = _language(document, options)
    kept, dropped = _article_blocks(document)
    header, body = read_header(kept, document.metadata, phrases)
    boxes = frozenset(block.home for block in document.blocks if block.aside)
    body, chrome = part_chrome(body, phrases, _around(header, options), boxes)
    if not any(plain_text(block.text).strip() for block in body):
        raise IngestError(
            f"`{source.name}` holds no article, only what belongs to a page"
            if dropped or chrome or header.dropped
            else f"`{source.name}` holds no text of an article below its title",
            "copy the article's text and pipe it into `explainer import -`",
        )
    header = _dated(header, options)
    ids = Ids()
    record = _record(source, document, header, options, language, ids)
    cited = read_citations(with_headings(body), ids, phrases, document.sources)
    asked = _named(read_questions(cited.blocks, phrases), header)
    parted = part_background(asked.blocks, anchor_of(header.date), phrases)
    passages = _passages(parted, asked, phrases)
    named = _named_elsewhere(header, parted, phrases)
    facts, unsettled = _facts(record, parted, cited, asked, passages, named, anchor_of(header.date), phrases)
    article = write_article(header, language, _front_date(header, options), write_body(_with_fence(parted, asked)))
    sheet = write_sheet(facts, ids)
    refuse_long(article, sheet, source.name)
    out = tuple(dict.fromkeys((*dropped, *header.dropped, *chrome, *cited.dropped, *document.left_out)))
    out += (parted.heading,) if parted.heading else ()
    material = Material(header, facts, cited, asked, parted, unsettled, (*read_reports, *told), passages)
    return Draft(
        slug=options.slug or slug(plain_text(header.title), 8) or "imported-article",
        title=plain_text(header.title),
        language=language,
        article=article,
        sheet=sheet,
        findings=findings_of(material),
        dropped=out,
        reports=reports_of(material),
    )


def _language(document: Document, options: Options) -> tuple[Phrases, str, tuple[str, ...]]:
    """Return the phrase table, the language's tag, and what is doubtful about it."""
    text = " ".join(plain_text(block.text) for block in document.blocks if not block.aside)
    said = options.language or document.metadata.language
    if said and (table := phrases_for(said)):
        return table, said, ()
    told = tell_language(text)
    if said:
        fallback = told or phrases_for("en")
        assert fallback is not None
        return fallback, said, (f"no phrases for the language `{said}`: those of `{fallback.language}` were used",)
    if told is not None:
        return told, told.language, ()
    english = phrases_for("en")
    assert english is not None
    return english, "en", ("the language could not be told: taken as English (`--language` says otherwise)",)


def _article_blocks(document: Document) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the blocks that the page does not set apart itself, and the others' texts."""
    kept = tuple(block for block in document.blocks if not block.aside)
    dropped = tuple(plain_text(block.text) for block in document.blocks if block.aside)
    return kept, dropped


def _around(header: Header, options: Options) -> Surroundings:
    """Return what the article's head tells of the lines around its text."""
    return Surroundings(
        title=plain_text(header.title),
        standfirst=plain_text(header.standfirst),
        authors=tuple(author.name for author in header.authors),
        publisher=header.publisher,
        day=anchor_of(options.date or header.date),
    )


def _dated(header: Header, options: Options) -> Header:
    return replace(header, date=options.date) if options.date else header


def _front_date(header: Header, options: Options) -> Value:
    if header.date:
        return date_value(header.date)
    today = options.today or _NO_DATE
    return Noted(date_value(today), "to look at: the text carries no date, this is the day of the import")


def _record(
    source: Input, document: Document, header: Header, options: Options, language: str, ids: Ids
) -> SourceRecord:
    """Return the source record of the imported article itself."""
    web = bool(source.url) or bool(document.metadata.url)
    accessed = options.today or ""
    return SourceRecord(
        id=ids.give("imported article", "source"),
        title=plain_text(header.title),
        publisher=header.publisher or "Not named",
        type="article-newspaper" if not web else "webpage",
        issued=header.date,
        # The rule `date-reversed` wants no access before the issue: an article dated ahead has no access date.
        accessed=accessed if accessed >= header.date else "",
        url=source.url or document.metadata.url,
        language=language,
        authors=tuple(author.name for author in header.authors),
    )


def _named(asked: Asked, header: Header) -> Asked:
    """Return the questions with labels such as ORLOFF completed to the byline's names."""

    def completed(label: str) -> str:
        if label.lower() in BARE_LABELS:
            return ""
        whole = next((a.name for a in header.authors if label and a.name.lower().endswith(label.lower())), "")
        return whole or label

    return replace(
        asked,
        questions=tuple(
            replace(each, asked_by=completed(each.asked_by), answered_by=completed(each.answered_by))
            for each in asked.questions
        ),
    )


def _with_fence(parted: Parted, asked: Asked) -> tuple[Block, ...]:
    """Return the article's blocks with the place of the questions marked, where text follows them."""
    if not asked.questions or asked.place >= len(parted.article):
        return parted.article
    fence = Block(BlockKind.TABLE, ":::{questions}\n:::")
    return (*parted.article[: asked.place], fence, *parted.article[asked.place :])


def _passages(parted: Parted, asked: Asked, phrases: Phrases) -> tuple[Passage, ...]:
    """Return what is searched for facts: article, answers, background."""
    result: list[Passage] = []
    for blocks, place, speaker in (
        (parted.article, Place.ARTICLE, ""),
        *((each.answer, Place.ANSWER, each.answered_by) for each in asked.questions),
        (parted.background, Place.BACKGROUND, ""),
    ):
        for block in blocks:
            text = plain_text(block.text).strip()
            if text and block.kind in _TEXT_KINDS:
                result.append(passage_of(text, place, phrases, speaker, block.kind is BlockKind.QUOTATION))
    return tuple(result)


def _named_elsewhere(header: Header, parted: Parted, phrases: Phrases) -> tuple[Passage, ...]:
    """Return what names people without telling anything of them: the head, and tables (who was there)."""
    texts = [plain_text(header.title), plain_text(header.standfirst)]
    texts += [
        re.sub(r"[|\s]+", " ", re.sub(r"\s*\|\s*", "; ", plain_text(block.text)))
        for block in (*parted.article, *parted.background)
        if block.kind is BlockKind.TABLE and not block.text.startswith(":::")
    ]
    return tuple(passage_of(text, Place.ARTICLE, phrases) for text in texts if text.strip())


def _facts(
    record: SourceRecord,
    parted: Parted,
    cited: Cited,
    asked: Asked,
    passages: tuple[Passage, ...],
    named: tuple[Passage, ...],
    anchor: date | None,
    phrases: Phrases,
) -> tuple[Facts, tuple[tuple[str, str], ...]]:
    people = answering(asked, (*named, *passages), phrases)
    cast = read_cast(passages, tuple(people.values()), phrases, named)
    spoken = tuple(
        replace(p, speaker=people.get(p.speaker, p.speaker)) if p.place is Place.ANSWER else p for p in passages
    )
    heard = read_quotes(spoken, cast, phrases)
    figures = read_figures(spoken, heard, anchor, phrases)
    found = read_events(spoken, heard, anchor, phrases)
    questions = tuple(
        replace(
            each,
            answered_by=people.get(each.answered_by, each.answered_by) if each.transcript else each.answered_by,
            asked_by=people.get(each.asked_by, each.asked_by) if each.asked_by else "",
        )
        for each in asked.questions
    )
    speakers = [(q.speaker, q.locator) for q in heard.quotes if q.speaker] + [
        (f.speaker, f.locator) for f in figures if f.speaker and f.speaker.named
    ]
    actors: dict[str, Actor] = {actor.name: actor for actor in cast.actors}
    for speaker, locator in speakers:
        actors[speaker.name] = merged(actors.get(speaker.name), speaker, locator)
    facts = Facts(
        record, parted.background, cited.sources, tuple(actors.values()), figures, found.events, questions, heard.quotes
    )
    return facts, found.unsettled
