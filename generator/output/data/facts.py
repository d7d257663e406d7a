"""`facts.json`: everything that the page of an explainer says in its facts, as data."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.dates import When
from generator.model.facts import Actor, Figure, Observation, Question, Quote, Source, SourceUse
from generator.output.data import records
from generator.output.frame import absolute
from generator.output.galley import Galley
from generator.output.json import encode
from generator.resolve.observations import estimates
from generator.sections.composer import Composer


def facts_json(galley: Galley) -> bytes:
    """The facts of an explainer in a language, as JSON of `records.FactsFile`."""
    return encode(facts_file(galley)) + b"\n"


def facts_file(galley: Galley) -> records.FactsFile:
    """The facts of an explainer in a language."""
    composer, settings = galley.composer, galley.masthead.settings
    front, sheet = galley.edition.article.front, galley.edition.sheet
    plain = composer.plain
    assert front.date is not None
    return records.FactsFile(
        format=records.FORMAT,
        id=galley.edition.slug,
        language=galley.edition.language,
        title=plain(front.title),
        published=front.date.iso(galley.zone),
        site=settings.title,
        url=absolute(settings.url, galley.surroundings.url),
        standfirst=plain(front.standfirst),
        section=front.section,
        topics=tuple(topic.title for topic in galley.surroundings.topics),
        authors=tuple(records.AuthorData(name=who.name, url=who.url, role=who.role) for who in front.authors),
        updated=front.updated.iso(galley.zone) if front.updated else "",
        review_by=front.review_by.text if front.review_by else "",
        publisher=settings.publisher.name if settings.publisher else "",
        copyright=settings.copyright,
        licence=settings.licence,
        key_points=tuple(map(plain, front.key_points)),
        background=plain(sheet.background),
        figures=tuple(_figure(composer, figure) for figure in sheet.figures.values()),
        events=tuple(
            records.EventData(
                id=anchor,
                date=_date(event.date),
                title=event.title,
                text=plain(event.text),
                group=event.group,
                status=event.status,
                date_note=event.date_note,
                actors=tuple(_name(composer, actor) for actor in event.actors),
                sources=_uses(event.sources),
            )
            for anchor, event in composer.edition.events
        ),
        eras=tuple(records.EraData(label=era.label, date=_date(era.date)) for era in sheet.eras),
        questions=tuple(_question(composer, anchor, question) for anchor, question in composer.edition.questions),
        quotes=tuple(_quote(composer, quote) for quote in sheet.quotes.values()),
        terms=tuple(
            records.TermData(
                id=term.id,
                term=term.term,
                definition=plain(term.definition),
                aliases=term.aliases,
                sources=_uses(term.sources),
            )
            for term in sheet.terms.values()
        ),
        knowledge=tuple(
            records.KnowledgeData(
                status=entry.status,
                statement=plain(entry.statement),
                as_of=_when(entry.as_of),
                sources=_uses(entry.sources),
            )
            for entry in sheet.knowledge
        ),
        actors=tuple(_actor(composer, actor) for actor in sheet.actors.values()),
        sources=tuple(_source(composer, source) for source in sheet.sources.values()),
        corrections=tuple(
            records.CorrectionData(
                id=f"{number}",
                date=_date(entry.date),
                kind=entry.kind,
                affects=entry.affects,
                was=entry.was,
                now=entry.now,
                text=plain(entry.text),
            )
            for number, entry in enumerate(sheet.corrections, 1)
        ),
        changes=tuple(
            records.ChangeData(
                id=f"change-{number}",
                date=_date(entry.date),
                note=plain(entry.note),
                major=entry.major,
                affects=entry.affects,
            )
            for number, entry in enumerate(sheet.changes, 1)
        ),
    )


def _date(when: When) -> records.DateData:
    return records.DateData(edtf=when.date.text, inferred=when.inferred, note=when.note)


def _when(when: When | None) -> records.DateData | None:
    return _date(when) if when else None


def _uses(uses: Iterable[SourceUse]) -> tuple[records.Use, ...]:
    return tuple(records.Use(id=use.id, locator=use.locator, quote=use.quote) for use in uses)


def _name(composer: Composer, actor_or_text: str) -> records.Name:
    actor = composer.edition.actor(actor_or_text)
    if actor is None:
        return records.Name(name=actor_or_text)
    return records.Name(name=actor.name, id=actor.id)


def _named(composer: Composer, actor_or_text: str) -> records.Name | None:
    return _name(composer, actor_or_text) if actor_or_text else None


def _said(composer: Composer, actor_or_text: str) -> records.Name | None:
    actor = composer.edition.actor(actor_or_text)
    if actor is None or not actor.attribution:
        return _named(composer, actor_or_text)
    return records.Name(name=actor.name, id=actor.id, attribution=actor.attribution)


def _figure(composer: Composer, figure: Figure) -> records.FigureData:
    current = {id(entry) for entry in estimates(figure)}
    return records.FigureData(
        id=figure.id,
        label=figure.label,
        unit=figure.unit,
        definition=composer.plain(figure.definition),
        period=figure.period.text if figure.period else "",
        direction=figure.direction,
        stale_after=figure.stale_after.text if figure.stale_after else "",
        conflicting=figure.conflicting,
        observations=tuple(_observation(composer, entry, id(entry) in current) for entry in figure.observations),
    )


def _observation(composer: Composer, entry: Observation, current: bool) -> records.ObservationData:
    return records.ObservationData(
        current=current,
        value=entry.value,
        low=entry.low,
        high=entry.high,
        interval=entry.interval,
        qualifier=entry.qualifier,
        as_of=_when(entry.as_of),
        attributed_to=_said(composer, entry.attributed_to),
        sources=_uses(entry.sources),
        rank=entry.rank,
        status=entry.status or "",
        disputed_by=tuple(
            records.DisputeData(actor=_name(composer, dispute.actor), sources=_uses(dispute.sources))
            for dispute in entry.disputed_by
        ),
        method=entry.method,
        note=entry.note,
    )


def _question(composer: Composer, anchor: str, entry: Question) -> records.QuestionData:
    return records.QuestionData(
        id=anchor,
        question=entry.question,
        short_answer=composer.plain(entry.short_answer),
        answer=composer.plain(entry.answer),
        kind=entry.kind,
        asked_by=_named(composer, entry.asked_by),
        answered_by=_named(composer, entry.answered_by),
        as_of=_when(entry.as_of),
        sources=_uses(entry.sources),
    )


def _quote(composer: Composer, quote: Quote) -> records.QuoteData:
    original = quote.original
    return records.QuoteData(
        id=quote.id,
        text=quote.text,
        speaker=_said(composer, quote.speaker),
        said_on=_when(quote.said_on),
        said_in=quote.said_in,
        language=quote.language,
        original=records.NativeName(value=original.text, language=original.language) if original else None,
        fidelity=quote.fidelity,
        sources=_uses(quote.sources),
    )


def _actor(composer: Composer, actor: Actor) -> records.ActorData:
    return records.ActorData(
        id=actor.id,
        kind=actor.kind,
        name=actor.name,
        names=tuple(records.NativeName(value=name.value, language=name.language) for name in actor.names),
        party=actor.party,
        attribution=actor.attribution,
        attribution_note=actor.attribution_note,
        roles=tuple(
            records.RoleData(
                title=role.title,
                organization=_named(composer, role.organization),
                during=role.during.text if role.during else "",
            )
            for role in actor.roles
        ),
        description=composer.plain(actor.description),
        same_as=actor.same_as,
    )


def _source(composer: Composer, source: Source) -> records.SourceData:
    return records.SourceData(
        id=source.id,
        title=source.title,
        type=source.type,
        publisher=_named(composer, source.publisher),
        author=tuple(
            records.Person(family=person.family, given=person.given, literal=person.literal) for person in source.author
        ),
        issued=_when(source.issued),
        accessed=_when(source.accessed),
        url=source.url,
        archived_url=source.archived_url,
        language=source.language,
        title_translated=source.title_translated,
        container_title=source.container_title,
        page=source.page,
        doi=source.doi,
        isbn=source.isbn,
        note=source.note,
        stance=source.stance or "",
    )
