"""Rules about sources: everything has one, each is used, no page rests on one alone, and each says what is said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.check.subject import Evidence, Finding, Subject, scope_of
from generator.diagnostics import Location
from generator.model.facts import Source
from generator.model.prose import Citation, FigureUse, Mention, Prose


def event_unsourced(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """An event of the timeline has no source, and no citation in its text.

    **Why it matters.** A date in a list looks like a fact whoever wrote it.

    **Example.** `- {date: 1987-09-16, title: The Montreal Protocol is adopted}`.

    **Instead.** Add `sources: [montreal-protocol-text]`. A record's `waive` answers an event that needs none.
    """
    for number, event in enumerate(subject.sheet.timeline):
        if not event.sources and not _is_backed(event.text):
            keys = f"timeline/{number}"
            hint = "add `sources: […]`, or cite one in its text"
            yield Finding(subject.at(f"{keys}/title"), f"nothing says who reports `{_short(event.title)}`", hint, keys)


def answer_unsourced(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """An answer has no source, and no citation in its text.

    **Why it matters.** The short answer is what gets copied. It has to be checkable where it stands.

    **Example.** `- {question: "Is the hole gone?", short_answer: "No."}`.

    **Instead.** Add `sources: […]` to the question, or cite in the answer. A record's `waive` answers one that needs
    none.
    """
    for number, entry in enumerate(subject.sheet.questions):
        if not (entry.answer or entry.short_answer) or entry.sources:
            continue
        if not _is_backed(entry.answer) and not _is_backed(entry.short_answer):
            keys = f"questions/{number}"
            hint = "add `sources: […]`, or cite one in the answer"
            message = f"the answer to `{_short(entry.question)}` has no source"
            yield Finding(subject.at(f"{keys}/question"), message, hint, keys)


def _is_backed(prose: Prose) -> bool:
    """Whether a text cites a source, or shows a figure, an event or a quote, which has its own."""
    return any(
        isinstance(piece, (Citation, FigureUse)) or (isinstance(piece, Mention) and piece.kind in ("event", "quote"))
        for piece in prose.pieces
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def source_unused(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A source of the sheet is cited nowhere, and no fact names it.

    In `_shared`, the same holds for every fact that no page uses.

    **Why it matters.** The list of sources tells readers what the page rests on. One that nothing rests on pads it, or
    its citation was lost.

    **Example.** `sources: {census: …}`, and neither `[@census]` nor `sources: [census]` anywhere.

    **Instead.** Cite it where it was used. To keep it for later, waive the warning on the source with the reason.
    """
    sources = subject.sheet.sources
    if not sources:
        return
    used = pointed_sources(subject)
    for source_id in sources:
        if source_id not in used:
            keys = f"sources/{source_id}"
            hint = f"cite it, `[@{source_id}]`, or take it out"
            yield Finding(subject.name(keys), f"nothing points to the source `{source_id}`", hint, keys)


def pointed_sources(subject: Subject) -> frozenset[str]:
    """Every source that a citation in any language or a field of the sheet points to."""
    known: frozenset[str] | None = subject.memory.get("pointed sources")
    if known is None:
        known = subject.memory["pointed sources"] = frozenset(_pointed(subject))
    return known


def _pointed(subject: Subject) -> Iterator[str]:
    for read in subject.passages():
        for use in read.passage.uses:
            if isinstance(use.reference, Citation):
                for cited in use.reference.sources:
                    yield cited.id
    sheet = subject.sheet
    # By hand and not by `resolve.walk`: this is asked of every page, and most records hold no source.
    for table in (sheet.timeline, sheet.questions, sheet.quotes.values(), sheet.terms.values(), sheet.knowledge):
        for record in table:
            for found in record.sources:
                yield found.id
    for figure in sheet.figures.values():
        for entry in figure.observations:
            for found in entry.sources:
                yield found.id
            for dispute in entry.disputed_by:
                for found in dispute.sources:
                    yield found.id
    for correction in sheet.corrections:
        yield from correction.affects
    for change in sheet.changes:
        yield from change.affects


FACTS_MIN = 3
"""From how many facts on a page should not rest on one publisher."""


def source_single(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A page of three facts and more rests on one publisher.

    Facts are figures, events, answers, quotes and statements of what is known. Publishers are told apart by
    `publisher`, else by `container_title`, else by the host of the address.

    **Why it matters.** What one outlet got wrong, the whole page gets wrong.

    **Example.** Five events and two figures, all from articles of one newspaper.

    **Instead.** Find a second, independent source. Where a page explains one document on purpose, waive the warning in
    the article's front matter, and say so to readers.
    """
    sheet = subject.sheet
    facts = len(sheet.figures) + len(sheet.timeline) + len(sheet.questions) + len(sheet.quotes)
    facts += sum(entry.status != "unknown" for entry in sheet.knowledge)
    if facts < FACTS_MIN:
        return
    used = pointed_sources(subject)
    sources = [source for source_id, source in subject.edition.sheet.sources.items() if source_id in used]
    publishers = {_publisher(source) for source in sources}
    if len(publishers) == 1:
        first = sources[0]
        name = first.publisher or first.container_title or first.title
        actor = subject.edition.actor(first.publisher)
        at = subject.name(f"sources/{first.id}") if first.id in sheet.sources else subject.name("sources")
        message = f"{facts} facts rest on one publisher, `{_short(actor.name if actor else name)}`"
        hint = "add an independent source, or waive it in the front matter with the reason"
        yield Finding(at, message, hint)


def _publisher(source: Source) -> str:
    host = source.url.partition("://")[2].partition("/")[0].removeprefix("www.")
    return (source.publisher or source.container_title or host or source.id).casefold()


MATCH_MIN = 88
"""From which partial ratio of rapidfuzz on (0 to 100) two wordings are the same but for slips of typing."""

EDITED_MIN = 72
"""The same for a quote that its record says was edited."""


def quote_not_found(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A source entry of a quote gives the passage that it was read in, and the quote's words are not in that passage.

    Compared are words alone, small slips allowed; what stands in brackets was inserted, and `…` leaves out. Where the
    passage interrupts the words (`“We waited,” she said. “Nobody came.”`), its quotation marks tell them apart. A
    translated quote is compared in its `original`; a reported one is not compared.

    **Why it matters.** A quotation is a promise that these were the words.

    **Example.** `text: "We will never sign."` with `sources: [{id: speech, quote: "We may not sign this year."}]`.

    **Instead.** Copy the words from the source, or set `fidelity: edited` or `reported` and leave the marks out.
    """
    for quote in subject.sheet.quotes.values():
        if quote.fidelity == "reported" or not any(use.quote for use in quote.sources):
            continue
        said = quote.original.text if quote.original else quote.text
        if quote.fidelity == "translated" and quote.original is None:
            continue
        for number, use in enumerate(quote.sources):
            least = EDITED_MIN if quote.fidelity == "edited" else MATCH_MIN
            wordings = (said, quote.text) if quote.original else (said,)
            if use.quote and not any(_is_said(wording, use.quote, least) for wording in wordings):
                keys = f"quotes/{quote.id}"
                hint = f"copy the words from `{use.id}`, or mark the quote `fidelity: edited` or `reported`"
                at = subject.at(f"{keys}/sources/{number}/quote")
                yield Finding(at, f"the words of `{quote.id}` are not in the passage of `{use.id}`", hint, keys)


_LEFT_OUT = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.")
_INSERTED = re.compile(r"\[[^\[\]]{0,200}\]")


def _is_in(said: str, passage: str, least: int = MATCH_MIN) -> bool:
    """Whether the words of a quotation stand in a passage, or the passage is a part of a longer quotation."""
    whole = _plain(passage)
    parts = [plain for part in _LEFT_OUT.split(said) if (plain := _plain(_INSERTED.sub(" ", part)))]
    return bool(parts) and all(part in whole or _is_close(part, whole, least) for part in parts)


_NO = re.compile(r"\b(?:not|never|no|nobody|nothing|none|without|cannot|\w+nt|لا|لن|لم|ليس|غير)\b")


_MARKED = re.compile(r"“([^”]+)”|«([^»]+)»|„([^“”]+)[“”]|\"([^\"]+)\"")


def _is_said(said: str, passage: str, least: int) -> bool:
    """Whether the words of a quotation stand in a passage, or in its marked words where something interrupts them."""
    if _is_in(said, passage, least):
        return True
    marked = ["".join(found) for found in _MARKED.findall(passage)]
    # A passage that marks less than the quotation would be a part of it by chance.
    return len(marked) > 1 and len(" ".join(marked)) >= len(said) * 0.9 and _is_in(said, " ".join(marked), least)


def _is_close(part: str, whole: str, least: int) -> bool:
    """Whether a wording stands in another but for slips. A lost or added `not` is no slip."""
    # Late: most sheets hold no such entry, and the library takes longer to import than the rule to run.
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(part, whole, score_cutoff=least)
    if found is None:
        return False
    # A window that ends with the passage may be shorter than the words: what it leaves out can be the `not`.
    start, end = _to_words(whole, *_as_long(found.dest_start, found.dest_end, len(part), len(whole)))
    first, last = _to_words(part, *_as_long(found.src_start, found.src_end, len(whole), len(part)))
    return _NO.findall(part[first:last]) == _NO.findall(whole[start:end])


def _as_long(start: int, end: int, length: int, last: int) -> tuple[int, int]:
    return max(0, min(start, end - length)), min(last, max(end, start + length))


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span widened to whole words."""
    return text.rfind(" ", 0, start + 1) + 1, len(text) if (after := text.find(" ", end)) < 0 else after


def _plain(text: str) -> str:
    """Letters and digits in small letters, single spaces between words, apostrophes gone."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "").replace("'", "")
    return " ".join(re.findall(r"\w+", folded))


def link_dead(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """An address on the page leads nowhere any more. Only with `--online`.

    Dead is what answers 404 or 410, or whose host is gone. What answers 403 or 429, or not in time, is unknown and is
    not reported: it may well open in a reader's browser.

    **Why it matters.** A source that cannot be opened cannot be checked.

    **Example.** `url: https://example.org/report-2019.pdf`, which answers 404.

    **Instead.** Look for its new place, or give the copy of a web archive as `archived_url`. Waive it on the source
    where there is neither.
    """
    if not evidence.links:
        return
    for url, at, keys in addresses(subject):
        if evidence.links.get(url) == "dead":
            archived = _archived(subject, keys)
            hint = "its `archived_url` still opens" if archived and evidence.links.get(archived) == "alive" else ""
            hint = hint or "give its new address, or a copy in a web archive as `archived_url`"
            file = at.path if at.path.endswith(".md") else ""
            yield Finding(at, f"`{_short(url)}` leads nowhere", hint, keys, file=file)


def _archived(subject: Subject, keys: str) -> str:
    kind, _, source_id = keys.partition("/")
    source = subject.sheet.sources.get(source_id) if kind == "sources" else None
    return source.archived_url if source else ""


def addresses(subject: Subject) -> Iterator[tuple[str, Location, str]]:
    """Every http address that the explainer links to, where it stands, and the record of the sheet it belongs to."""
    for source in subject.sheet.sources.values():
        keys = f"sources/{source.id}"
        if source.url:
            yield source.url, subject.at(f"{keys}/url"), keys
        if source.archived_url:
            yield source.archived_url, subject.at(f"{keys}/archived_url"), keys
    for actor in subject.sheet.actors.values():
        for number, url in enumerate(actor.same_as):
            keys = f"actors/{actor.id}"
            yield url, subject.at(f"{keys}/same_as/{number}"), keys
    for read, text in subject.loaded.texts():
        for url, spot in text.parsed.addresses:
            if url.startswith(("http://", "https://")):
                yield url, text.locate(spot), scope_of(read, text.at)[0]
