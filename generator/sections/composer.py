"""One page being put together: numbers its citations and notes in reading order, and turns texts into views."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable
from urllib.parse import quote

from markupsafe import Markup, escape

from generator.images.variants import variants
from generator.language import N_
from generator.language.numbers import is_measure
from generator.language.speech import Speech, machine
from generator.language.tags import direction, turns
from generator.model.dates import Date, When
from generator.model.facts import Actor, Figure, Observation, Source, SourceUse
from generator.model.prose import Citation, Cited, FigureUse, Link, Mention, Picture, Piece, Placed, Prose
from generator.resolve.edition import Edition
from generator.resolve.observations import select, stale_on
from generator.resolve.surroundings import Surroundings
from generator.resolve.translate import Foreign
from generator.sections.parts import (
    ActorLink,
    CitationView,
    DateView,
    NoteView,
    PictureView,
    ProseView,
    SectionView,
    SourceMark,
    Statement,
    Words,
)

SIZES = "(min-width: 64rem) 37rem, (min-width: 60rem) 54.5rem, 92vw"
TEXT_SIZES = "(min-width: 40rem) 37rem, 92vw"
"""How wide the theme's style sheet shows a picture: beside the text, which takes the margin where this holds no notes,
and within it."""

_TAG = re.compile(r"<[^>]*>")

SHORT = 27
"""Words of a note below this length are a button; longer ones can be broken between lines."""

_STATUS_WORDS = {
    "verified": N_("verified"),
    "partly-verified": N_("partly verified"),
    "unverified": N_("not independently verified"),
    "disputed": N_("disputed"),
    "retracted": N_("retracted"),
}

_HELD, _LET_GO = Markup('<span class="held">'), Markup("</span>")


def _is_short(piece: object) -> bool:
    return isinstance(piece, NoteView) and len(piece.words) < SHORT


class Composer:
    """Makes the views of one page. Use it in reading order: citations are numbered by their first place."""

    def __init__(self, edition: Edition, speech: Speech, surroundings: Surroundings, today: str = "") -> None:
        self.edition = edition
        self.speech = speech
        self.surroundings = surroundings
        self.today = today
        """The day of the build that the page's wording rests on, YYYY-MM-DD; empty where none of it does."""
        self.numbers: dict[str, int] = {}
        """The number of each source cited so far."""
        self.places: dict[str, list[str]] = {}
        """By source, the ids of the places that point to it, in order."""
        self._entry = ""
        self._facing = direction(edition.language)
        self._told: dict[str, tuple[int, str, Words, Words, DateView | None, str]] = {}
        """By source, what its marks have in common."""
        self._noted: set[str] = set()
        """The sources that a citation in a text has introduced."""
        self._notes = 0
        self._plain: dict[Prose, str] = {}
        """What `plain` said: data, feeds and lists ask for the same texts."""
        self.quiet = False
        """True while a part of a section is shown a second time: its marks then leave no places."""

    # Words

    def words(self, text: str) -> Words:
        """A text of the sheet; one that a translation lacks carries its own language and direction."""
        if isinstance(text, Foreign):
            facing = direction(text.language)
            return Markup('<span lang="{}" dir="{}">{}</span>').format(text.language, facing, str(text))
        return text

    def name(self, text: str) -> Words:
        """A name for a line of the page; one that could turn the line around stands isolated."""
        words = self.words(text)
        if isinstance(words, Markup) or not turns(text, self._facing):
            return words
        return Markup("<bdi>{}</bdi>").format(text)

    def date(self, date: Date | When) -> DateView:
        """A date at its author's precision, marked when it was inferred."""
        if isinstance(date, When):
            note = self.words(date.note) if date.note else ""
            return DateView(machine(date.date), self.speech.date(date.date), date.inferred, note)
        return DateView(machine(date), self.speech.date(date))

    def actor(self, actor_or_text: str) -> ActorLink:
        """The name of an actor with the way to its entry, or the text itself."""
        actor = self.edition.actor(actor_or_text)
        if actor is None:
            return ActorLink(self.name(actor_or_text), "")
        return ActorLink(self.name(actor.name), f"#actor-{actor.id}")

    def attribution(self, actor_or_text: str) -> Words:
        """How the newsroom words "says who"."""
        actor = self.edition.actor(actor_or_text)
        return self.words((actor.attribution or actor.name) if actor else actor_or_text)

    # Citations

    def number(self, source_id: str) -> int:
        """The number of a source, given at its first use."""
        return self.numbers.setdefault(source_id, len(self.numbers) + 1)

    def cite(self, uses: Iterable[SourceUse | Cited], *, counted: bool = True) -> tuple[SourceMark, ...]:
        """Marks for sources. Uncounted ones, in notes, repeat a place that the source list already knows."""
        counted = counted and not self.quiet
        return tuple([self._mark(use, counted) for use in uses])

    def at(self, entry: str) -> Composer:
        """Itself, from now on within the entry of this id: to that, the source list points back. Empty ends it.

        Elsewhere, a mark has an id of its own.
        """
        self._entry = entry
        return self

    def cite_besides(self, uses: Iterable[SourceUse], prose: Prose) -> tuple[SourceMark, ...]:
        """Marks for the sources that the text itself does not cite already."""
        cited = {each.id for piece in prose.pieces if isinstance(piece, Citation) for each in piece.sources}
        return self.cite(use for use in uses if use.id not in cited)

    def _mark(self, use: SourceUse | Cited, counted: bool) -> SourceMark:
        told = self._told.get(use.id)
        if told is None:
            told = self._told[use.id] = self._tell(self.edition.sheet.sources[use.id])
        number, href, title, publisher, date, label = told
        place = ""
        if counted:
            places = self.places.setdefault(use.id, [])
            if not self._entry:
                place = f"cite-{number}-{len(places) + 1}"
            if (place or self._entry) not in places:
                places.append(place or self._entry)
        return SourceMark(
            number,
            place,
            href,
            title,
            publisher,
            self.words(use.locator) if use.locator else "",
            "" if isinstance(use, Cited) else self.words(use.quote),
            date,
            f"{label}{self.speech.word(', ')}{use.locator}" if use.locator else label,
            isinstance(use, Cited) and self._is_first(use.id),
        )

    def _tell(self, source: Source) -> tuple[int, str, Words, Words, DateView | None, str]:
        """What the marks of a source have in common: its number, its place, its title, who published it and when."""
        number = self.number(source.id)
        date = self.date(source.issued) if source.issued else None
        label = self.speech.word("Source {n}", n=number)
        return number, f"#source-{source.id}", self.words(source.title), self.publisher(source), date, label

    def _is_first(self, source_id: str) -> bool:
        """Whether the text has not cited the source before; it has from now on."""
        first = source_id not in self._noted
        self._noted.add(source_id)
        return first

    def publisher(self, source: Source) -> Words:
        """Who published a source; empty when the sheet does not say."""
        return self.actor(source.publisher).name if source.publisher else ""

    # Prose

    def prose(self, prose: Prose, sections: tuple[SectionView, ...] = ()) -> ProseView:
        """An author's text. `sections` are the views for the places where sections stand in it, in order."""
        placed = iter(sections)
        language = prose.language if prose.language != self.edition.language else ""
        facing = direction(language) if language else ""
        pieces: list[object] = []
        text: list[str] = []
        for piece in prose.pieces:
            if isinstance(piece, str):
                text.append(piece)
            elif isinstance(piece, Link):
                text.append(self.link(piece))
            else:
                if text:
                    if isinstance(piece, Citation):
                        # A mark stands at its word: a line must not break between the two.
                        text[-1] = text[-1].rstrip(" ")
                    if any(text):
                        pieces.append(Markup("".join(text)))
                    text = []
                if isinstance(piece, Placed):
                    pieces.extend(section for section in (next(placed, None),) if section is not None)
                elif isinstance(piece, Citation) and pieces and _is_short(pieces[-1]):
                    # The words of a note are a button, which a line may break behind whatever follows.
                    pieces[-1:] = [_HELD, pieces[-1], self._view(piece), _LET_GO]
                else:
                    pieces.append(self._view(piece))
        if text:
            pieces.append(Markup("".join(text)))
        return ProseView(tuple(pieces), language, facing, prose.inline)

    def link(self, link: Link) -> str:
        """The address of another explainer from this page, ready to stand in an attribute.

        Only a draft can link to one that is not there: its link leads where that one would be.
        """
        neighbour = self.surroundings.neighbours.get(link.slug)
        url = neighbour.url if neighbour else f"{quote(link.slug.removeprefix('_pages/'))}/"
        fragment = f"#{link.fragment}" if link.fragment else ""
        return str(escape(f"{self.surroundings.root}{url}{fragment}"))

    def _view(self, piece: Citation | FigureUse | Mention | Picture) -> CitationView | NoteView | PictureView:
        if isinstance(piece, Citation):
            return CitationView(self.cite(piece.sources))
        if isinstance(piece, FigureUse):
            return self._figure_note(piece)
        if isinstance(piece, Mention):
            return self._mention_note(piece)
        return self.picture(piece.src, piece.alt, piece.caption, sizes=TEXT_SIZES)

    def picture(self, src: str, alt: str, caption: str = "", credit: str = "", sizes: str = SIZES) -> PictureView:
        """A picture of this explainer; its address is the same in every language."""
        root, slug = self.surroundings.root, self.edition.slug
        words = self.words(alt), self.words(caption), self.words(credit)
        known = self.edition.media.get(src)
        if known is None:
            return PictureView(f"{root}{slug}/{quote(src)}", *words)
        *modern, fall_back = variants(known, slug, self.surroundings.encoder) or (None,)
        if fall_back is None:
            return PictureView(f"{root}{slug}/{quote(src)}", *words, known.width, known.height)
        return PictureView(
            f"{root}{quote(fall_back.path)}",
            *words,
            known.width,
            known.height,
            modern=", ".join(f"{root}{quote(each.path)} {each.width}w" for each in modern if each),
            modern_type=f"image/{self.surroundings.encoder.form}",
            sizes=sizes,
        )

    def _note_id(self) -> str:
        self._notes += 1
        return f"note-{self._notes}"

    def _figure_note(self, use: FigureUse) -> NoteView:
        figure = self.edition.sheet.figures[use.id]
        chosen = select(figure, use.at, use.by)
        statements = tuple(self.statement(figure, entry) for entry in chosen)
        shown = self.figure_words(use)
        return NoteView("figure", self._note_id(), shown, self.words(figure.label), f"#figure-{figure.id}", statements)

    def figure_words(self, use: FigureUse) -> Words:
        """What a figure role shows in the line: a value, or of a conflicting figure every estimate with who says it."""
        figure = self.edition.sheet.figures[use.id]
        chosen = select(figure, use.at, use.by)
        if len(chosen) == 1:
            return self.value(chosen[0], figure.unit)
        said: list[Words] = [self._said(entry, figure.unit) for entry in chosen]
        shown: Words = said[0]
        for entry in said[1:]:
            shown = self.speech.word("{one} or {other}", one=shown, other=entry)
        return shown

    def _said(self, observation: Observation, unit: str) -> Words:
        value = self.value(observation, unit)
        if not observation.attributed_to:
            return value
        return Markup("{} ({})").format(value, self.attribution(observation.attributed_to))

    def statement(self, figure: Figure, observation: Observation) -> Statement:
        """One observation, whole: never a value without who says it and as of when."""
        due = stale_on(figure, observation)
        return Statement(
            value=self.value(observation, figure.unit),
            label=self.words(figure.label),
            attribution=self.attribution(observation.attributed_to) if observation.attributed_to else "",
            as_of=self.date(observation.as_of) if observation.as_of else None,
            marks=self.cite(observation.sources, counted=False),
            status=self.status(observation),
            remarks=self.remarks(observation),
            stale_on=due,
            stale=bool(due) and bool(self.today) and due <= self.today,
        )

    def value(self, observation: Observation, unit: str, *, large: bool = False) -> str:
        """The value in words, with its qualifier: "at least 44,330", "50%", "10 to 12".

        `large` sets the number itself in a `<b>`, and the words of its unit in a `span.unit`.
        """
        if observation.value is None:
            assert observation.low is not None
            assert observation.high is not None
            shown = self.speech.range(observation.low, observation.high, unit)
        else:
            shown = self.speech.value(observation.value, unit)
        return self.speech.qualified(observation.qualifier, self._large(shown, observation, unit) if large else shown)

    def _large(self, shown: str, observation: Observation, unit: str) -> Markup:
        """The value with its number in a `<b>`; the words of a unit of measure stand beside it, small."""
        if not is_measure(unit):
            return Markup(f"<b>{escape(shown)}</b>")
        if observation.value is not None:
            number = self.speech.number(observation.value)
        else:
            number = self.speech.range(observation.low or 0, observation.high or 0, "")
        before, _, after = shown.partition(number)
        small = Markup('<span class="unit">{}</span>')
        lead = small.format(before) if before.strip() else before
        return Markup("").join((lead, Markup("<b>{}</b>").format(number), small.format(after)))

    def status(self, observation: Observation) -> str:
        """An observation's status in words; empty where the sheet gives none."""
        status = observation.status or ("disputed" if observation.disputed_by else "")
        return self.speech.word(_STATUS_WORDS[status]) if status else ""

    def remarks(self, observation: Observation) -> tuple[Words, ...]:
        """What a reader must know beside the value: range, dispute, method, who is counting."""
        found: list[Words] = []
        if observation.value is not None and observation.low is not None and observation.high is not None:
            kind = f" ({self.words(observation.interval)})" if observation.interval else ""
            found.append(Markup("{}{}").format(self.speech.range(observation.low, observation.high, ""), kind))
        elif observation.interval:
            found.append(self.words(observation.interval))
        for dispute in observation.disputed_by:
            found.append(self.speech.word("disputed by {who}", who=self.actor(dispute.actor).name))
        actor = self.edition.actor(observation.attributed_to)
        if actor and actor.attribution_note:
            found.append(self.words(actor.attribution_note))
        found += [self.words(text) for text in (observation.method, observation.note) if text]
        return tuple(found)

    def _mention_note(self, mention: Mention) -> NoteView:
        make = {
            "actor": self._actor_note,
            "term": self._term_note,
            "event": self._event_note,
            "quote": self._quote_note,
        }
        return make[mention.kind](mention)

    def _actor_note(self, mention: Mention) -> NoteView:
        actor = self.edition.sheet.actors[mention.id]
        lines = [self.roles(actor)] if actor.roles else []
        lead = as_line(actor.description)
        if lead:
            lines.append(self._still(lead))
        if actor.attribution_note:
            lines.append(self.words(actor.attribution_note))
        words = mention.words or self.words(actor.name)
        return NoteView("actor", self._note_id(), words, self.words(actor.name), f"#actor-{actor.id}", (), tuple(lines))

    def roles(self, actor: Actor) -> Words:
        """An actor's roles in one line: "member of the bureau, Hamas (since 2017)"."""
        said = []
        for role in actor.roles:
            text: Words = self.words(role.title)
            if role.organization:
                text = Markup("{}{}{}").format(text, self.speech.word(", "), self.actor(role.organization).name)
            if role.during:
                text = Markup("{} ({})").format(text, self.speech.date(role.during))
            said.append(text)
        return escape(self.speech.word("; ")).join(said)

    def _term_note(self, mention: Mention) -> NoteView:
        term = self.edition.sheet.terms[mention.id]
        lines = (self._still(term.definition),)
        marks = self.cite(term.sources, counted=False)
        words = mention.words or self.words(term.term)
        return NoteView("term", self._note_id(), words, self.words(term.term), f"#term-{term.id}", (), lines, marks)

    def _event_note(self, mention: Mention) -> NoteView:
        event = next(entry for entry in self.edition.sheet.timeline if entry.id == mention.id)
        date = self.date(event.date)
        lines = tuple(text for text in (date.note, self.words(event.date_note)) if text)
        title = self.words(event.title)
        marks = self.cite(event.sources, counted=False)
        words = mention.words or date.words
        return NoteView(
            "event",
            self._note_id(),
            words,
            Markup("{}: {}").format(date.words, title),
            f"#event-{event.id}",
            (),
            lines,
            marks,
        )

    def _quote_note(self, mention: Mention) -> NoteView:
        quote = self.edition.sheet.quotes[mention.id]
        lines: list[Words] = []
        if quote.said_on:
            lines.append(self.date(quote.said_on).words)
        if quote.said_in:
            lines.append(self.words(quote.said_in))
        if quote.original:
            facing = direction(quote.original.language)
            original = Markup('<q lang="{}" dir="{}">{}</q>')
            lines.append(original.format(quote.original.language, facing, quote.original.text))
        title = self.attribution(quote.speaker) if quote.speaker else ""
        words = mention.words or Markup("<q>{}</q>").format(self.words(quote.text))
        marks = self.cite(quote.sources, counted=False)
        return NoteView("quote", self._note_id(), words, title, f"#quote-{quote.id}", (), tuple(lines), marks)

    def _still(self, prose: Prose) -> Words:
        """A text inside a note: its references are words there, since a note cannot open another."""
        return Markup("".join(self._flat(prose.pieces)))

    def _flat(self, pieces: Iterable[Piece]) -> Iterable[str]:
        row = tuple(pieces)
        for piece, after in itertools.zip_longest(row, row[1:]):
            if isinstance(piece, str):
                yield piece.rstrip(" ") if isinstance(after, Citation) else piece
            elif isinstance(piece, Link):
                yield self.link(piece)
            elif isinstance(piece, FigureUse):
                yield str(escape(self.figure_words(piece)))
            elif isinstance(piece, Mention):
                yield str(escape(self._mention_words(piece)))

    def _mention_words(self, mention: Mention) -> Words:
        if mention.words:
            return mention.words
        sheet = self.edition.sheet
        if mention.kind == "actor":
            return self.words(sheet.actors[mention.id].name)
        if mention.kind == "term":
            return self.words(sheet.terms[mention.id].term)
        if mention.kind == "quote":
            return self.words(sheet.quotes[mention.id].text)
        return self.date(next(entry for entry in sheet.timeline if entry.id == mention.id).date).words

    def plain(self, prose: Prose) -> str:
        """A text without markup, for metadata, feeds and lists: references are their words, citations nothing."""
        text = self._plain.get(prose)
        if text is None:
            flat = (piece for piece in prose.pieces if not isinstance(piece, Link))
            text = self._plain[prose] = bare("".join(self._flat(flat)))
        return text


def bare(markup: str) -> str:
    """The words of a piece of HTML, with one space between two."""
    text = html.unescape(_TAG.sub("", markup)).replace("\n", " ").strip()
    # Printable, it has no blanks but spaces, and to look costs half of taking it apart and joining it again.
    if "  " in text or not text.isprintable():
        text = " ".join(text.split())
    return text


def as_line(prose: Prose) -> Prose | None:
    """A block text that is one paragraph, as phrasing content; None when it is more than that."""
    pieces = prose.pieces
    if not pieces or prose.inline:
        return prose if pieces else None
    first, last = pieces[0], pieces[-1]
    if not (isinstance(first, str) and isinstance(last, str) and first.startswith("<p>") and last.endswith("</p>\n")):
        return None
    whole = "".join(piece if isinstance(piece, str) else "" for piece in pieces)
    if whole.count("<p>") != 1 or re.search(r"<(ul|ol|pre|table|blockquote|h[1-6]|div)\b", whole):
        return None
    inner = [first[3:], *pieces[1:]] if len(pieces) > 1 else [first[3:]]
    inner[-1] = str(inner[-1])[: -len("</p>\n")]
    return Prose(tuple(inner), prose.language, True)
