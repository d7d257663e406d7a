"""Rules about numbers in prose: each has a source, and none contradicts the sheet."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from decimal import Decimal

from generator.check.numbers import SCALES, Counted, agrees, bare_numbers, counted_numbers
from generator.check.sentences import Span, around, inside, quotations, sentences
from generator.check.subject import Evidence, Finding, Read, Subject
from generator.check.words import Words, words_for
from generator.diagnostics import Location
from generator.model.facts import Event, Figure, Knowledge, Question
from generator.model.prose import Citation, FigureUse, Mention
from generator.resolve.walk import references

_DIGITS, _ARABIC_DIGITS = "0123456789", "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_DIGIT = re.compile(f"[{_DIGITS}{_ARABIC_DIGITS}]")
_SUPPOSED_REACH = 160
"""Characters before a number, those of the sentence before it too, in which it is said that it is only supposed."""

LARGE = 1000
"""From here on, a count of anything is told before a smaller one."""

_CLOSING = ' .,;:!?…)]”"»’؟،\u00a0'


def figure_unsourced(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A number with a counted noun, a unit or a currency stands in prose, and nothing says where it comes from.

    Neither a role nor a citation is in its sentence, and no citation ends its paragraph. Years, dates, times, ages,
    lengths of time, ordinals, the numbers of articles, flights or resolutions, how long or heavy or hot one thing is,
    the goals of a match, the sides of a vote, what is only supposed ("if you take a loan at 6%"), what tells known
    things apart ("the council's 461 members"), where a rule begins to hold ("firms with more than 250 employees"),
    fewer than a hundred of anything but people and harm, the price of a ticket or a meal, and numbers within a
    quotation are not figures; a range is one. A sentence is reported once, at its most telling figure: a source for it
    speaks for all of them. Titles, headings and cells of tables are not read.

    **Why it matters.** A number without a source is a rumour with a decimal point: nobody can check it, and nobody
    will notice when it is out of date.

    **Example.** `The flood drove 12,400 people from their homes.`

    **Instead.** Give the figure in the fact sheet and write `` {figure}`displaced` people ``, or cite the source:
    `The flood drove 12,400 people from their homes [@relief-report].`
    """
    lead: Read | None = None
    digits = _DIGITS if subject.words.isascii() else _DIGITS + _ARABIC_DIGITS
    signs = [sign for sign in (*digits, *SCALES) if sign in subject.words]
    for read in subject.passages():
        text = read.passage.text
        if any(sign in text for sign in signs) and _is_read(read):
            words = words_for(read.language)
            if words and not _is_led(lead, read):
                values = _values(subject)
                told = (
                    found
                    for found in _unsourced(subject, read, words)
                    if not _is_repeated(subject, read, found, values)
                    and read.location(found.start, found.end - found.start) not in _mismatched(subject, evidence)
                )
                for found in _strongest(read, tuple(told), words):
                    yield _unsourced_finding(read, found, values)
        lead = _lead(lead, read)


def _mismatched(subject: Subject, evidence: Evidence) -> frozenset[Location]:
    """Where `number-mismatch` points: what contradicts the sheet is reported as that, and not as unsourced too."""
    known: frozenset[Location] | None = subject.memory.get("mismatched")
    if known is None:
        off = evidence.settings.checks.get("number-mismatch") == "off"
        found = () if off else number_mismatch(subject, evidence)
        known = subject.memory["mismatched"] = frozenset(entry.location for entry in found)
    return known


def _is_read(read: Read) -> bool:
    passage = read.passage
    return passage.kind in ("paragraph", "inline") and not passage.quoted and read.keys not in ("title", "image/alt")


def _lead(lead: Read | None, read: Read) -> Read | None:
    """The paragraph that speaks for what follows: one that ends with a colon and cites, until its list is over."""
    if read.passage.text.rstrip().endswith(":") and any(isinstance(u.reference, Citation) for u in read.passage.uses):
        return read
    return lead if _is_led(lead, read) else None


def _is_led(lead: Read | None, read: Read) -> bool:
    """Whether a block is an item of the list that a paragraph leads in: it stands further from the margin."""
    if lead is None or lead.text is not read.text or not read.passage.spots:
        return False
    return read.passage.spots[0][1].column > lead.passage.spots[0][1].column


def _unsourced(subject: Subject, read: Read, words: Words) -> Iterator[Counted]:
    """The figures of a passage for which neither the passage nor its record names a source."""
    text = read.passage.text
    numbers = tuple(counted_numbers(text, words))
    if not numbers or _is_sourced_record(subject, read) or _cites_at_end(read):
        return
    quoted = quotations(text)
    spans = sentences(text, words)
    backed = {
        number
        for use in read.passage.uses
        if isinstance(use.reference, (Citation, FigureUse))
        or (isinstance(use.reference, Mention) and use.reference.kind in ("event", "quote"))
        for number in _sentences_of(spans, use.offset)
    }
    before: Counted | None = None
    for found in numbers:
        first, final = around(spans, *_span(found))
        between = text[before.end : found.start].removeprefix(f" {before.noun}") if before else ""
        ends_range = between in words.up_to or (
            before is not None
            and between == words.between[1]
            and text[: before.start].lower().endswith(words.between[0])
        )
        before = found
        if ends_range or inside(quoted, found.start) or backed.intersection(range(first, final + 1)):
            continue
        if not words.hypothetical.search(text, max(0, found.start - _SUPPOSED_REACH), found.start):
            yield found


def _strongest(read: Read, found: tuple[Counted, ...], words: Words) -> Iterator[Counted]:
    """Of the figures of each sentence the most telling one: a source for the sentence speaks for all of them."""
    if len(found) < 2:
        yield from found
        return
    spans = sentences(read.passage.text, words)
    best: dict[int, Counted] = {}
    for entry in found:
        number, _ = around(spans, *_span(entry))
        if number not in best or _weight(entry, words) > _weight(best[number], words):
            best[number] = entry
    yield from best.values()


def _weight(found: Counted, words: Words) -> int:
    last = found.noun.rpartition(" ")[2].lower()
    return 3 if last in words.weighty else 2 if found.noun in ("%", "money") else 1 if found.value >= LARGE else 0


def _unsourced_finding(read: Read, found: Counted, values: Mapping[Decimal, str]) -> Finding:
    known = values.get(found.value, "")
    if known:
        hint = f"the sheet has it: write `` {{figure}}`{known}` `` in its place"
    else:
        hint = "cite its source, `[@id]`, or give it in the fact sheet and write `` {figure}`id` ``"
    number = read.passage.text[found.start : found.end]
    noun = "" if found.noun in ("%", "money") else f" {found.noun}"
    return read.finding(found.start, found.end, f"`{number}{noun}` has no source", hint)


def _span(found: Counted) -> Span:
    return found.start, found.end


def _sentences_of(spans: tuple[Span, ...], offset: int) -> tuple[int, ...]:
    """The sentence that a reference stands in; behind a full stop, it speaks for the sentence that ended there."""
    number, _ = around(spans, offset, offset + 1)
    if number and spans and spans[number][0] >= offset:
        return number - 1, number
    return (number,)


def _cites_at_end(read: Read) -> bool:
    """Whether the paragraph ends with a citation, which then speaks for all of it."""
    text = read.passage.text
    for use in reversed(read.passage.uses):
        if not isinstance(use.reference, Citation):
            continue
        return not text[use.offset :].strip(_CLOSING)
    return False


def _is_sourced_record(subject: Subject, read: Read) -> bool:
    """Whether the text belongs to a record of the sheet that names its sources, or to a source itself."""
    if not read.in_sheet:
        return False
    kind, _, rest = read.keys.partition("/")
    key = rest.partition("/")[0]
    sheet = subject.sheet
    if kind in ("timeline", "questions", "knowledge") and key.isdigit():
        records = getattr(sheet, kind)
        record = records[int(key)] if int(key) < len(records) else None
        code = {"timeline": "event-unsourced", "questions": "answer-unsourced"}.get(kind, "")
        # A record without any source is one fault, and another rule's, unless it was waived there.
        return record is not None and (
            bool(record.sources) or (code != "" and not _is_cited(record) and code not in record.waive)
        )
    if kind == "terms" and key in sheet.terms:
        return bool(sheet.terms[key].sources)
    return kind not in ("background", "timeline", "questions", "knowledge", "terms")


def _is_cited(record: Event | Question | Knowledge) -> bool:
    """Whether a text of a record cites a source, so that it has one, though not for every sentence."""
    return any(isinstance(reference, Citation) for reference in references(record))


def _is_repeated(subject: Subject, read: Read, found: Counted, values: Mapping[Decimal, str]) -> bool:
    """Whether a standfirst, key point or question repeats a number that the sheet has, or the body with its source."""
    if read.keys != "standfirst" and not read.keys.startswith(("key_points/", "questions/")):
        return False
    return found.value in values or read.passage.text[found.start : found.end] in _sourced_numbers(
        subject, read.language
    )


def _sourced_numbers(subject: Subject, language: str) -> frozenset[str]:
    """The figures of the body and the background that have a source, as they are written."""
    key = f"sourced numbers {language}"
    known: frozenset[str] | None = subject.memory.get(key)
    if known is None:
        found: set[str] = set()
        words = words_for(language)
        for read in subject.passages():
            if words and read.language == language and read.keys in ("body", "background"):
                bare = {_span(entry) for entry in _unsourced(subject, read, words)}
                numbers = counted_numbers(read.passage.text, words)
                found |= {read.passage.text[n.start : n.end] for n in numbers if _span(n) not in bare}
        known = subject.memory[key] = frozenset(found)
    return known


def _values(subject: Subject) -> Mapping[Decimal, str]:
    """Each value of the sheet, and the first figure that has it."""
    known: Mapping[Decimal, str] | None = subject.memory.get("values")
    if known is not None:
        return known
    known = subject.memory["values"] = {
        value: figure.id
        for figure in reversed(subject.edition.sheet.figures.values())
        for entry in figure.observations
        for value in (entry.low, entry.high, entry.value)
        if value is not None
    }
    return known


def number_mismatch(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A figure's whole label stands beside a number that matches none of the figure's observations.

    A number that shows its rounding (`44,000`, `about 44,000` for 44,330) matches.

    **Why it matters.** The page then says two things about one quantity, and a reader cannot know which one is old.

    **Example.** The sheet has `label: Members of the union` with `value: 1240`, and the article says `Members of the
    union: 1,420`.

    **Instead.** Write the role, `` {figure}`union-members` ``, so that the number stands in one place; or mend the
    sheet.
    """
    labels = [
        (figure, label.lower(), language)
        for figure in subject.edition.sheet.figures.values()
        for language, label in _labels(subject, figure)
        if len(label) > 3
    ]
    for figure, label, language in labels:
        if label not in subject.words:
            continue
        for read in subject.passages():
            words = words_for(read.language)
            if words and read.language == language and not read.passage.quoted and not _is_own(read, figure):
                yield from _mismatches(read, figure, label, words)


def _labels(subject: Subject, figure: Figure) -> Iterator[tuple[str, str]]:
    explainer = subject.explainer
    yield explainer.language, figure.label
    keys = f"figures/{figure.id}/label"
    for language in explainer.articles:
        texts = explainer.translations.get(language, {})
        text = texts.get(keys) or subject.shared.translations.get(language, {}).get(keys)
        if isinstance(text, str) and language != explainer.language:
            yield language, text


def _is_own(read: Read, figure: Figure) -> bool:
    return read.keys.startswith(f"figures/{figure.id}/")


_BESIDE_MAX = 48
"""How many characters may stand between a label and its number."""

_JOINS = re.compile(r"[\s:=–—-]*(?:\w+[\s:]+){0,4}\W{0,3}\Z")
_PARTS = re.compile(r"[.;!?؟؛\ufffc]|,\s")


def _mismatches(read: Read, figure: Figure, label: str, words: Words) -> Iterator[Finding]:
    text = read.passage.text
    lower = text.lower()
    at = lower.find(label) if len(lower) == len(text) else -1
    if at < 0 or not _DIGIT.search(text):
        return
    numbers = tuple(bare_numbers(text, words))
    starts = [found.start for found in numbers]
    quoted = quotations(text)
    while at >= 0:
        end = at + len(label)
        whole = not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum()
        near = _beside(text, at, end, numbers, starts) if whole and not inside(quoted, at) else None
        if near and not any(_is_value(near, figure, number) for number in range(len(figure.observations))):
            said = ", ".join(str(v) for e in figure.observations for v in (e.value, e.low, e.high) if v is not None)
            hint = f"the sheet has {said}: write `` {{figure}}`{figure.id}` ``, or mend the sheet"
            message = f"`{text[near.start : near.end]}` is no value of `{figure.id}`"
            yield read.finding(near.start, near.end, message, hint)
        at = lower.find(label, end)


def _beside(text: str, start: int, end: int, numbers: tuple[Counted, ...], starts: list[int]) -> Counted | None:
    """The number that stands right before a label, or behind it in the same part of the sentence."""
    before = bisect_left(starts, start) - 1
    if before >= 0 and numbers[before].end <= start and not text[numbers[before].end : start].strip(" \u00a0"):
        return numbers[before]
    after = bisect_left(starts, end)
    if after < len(numbers) and numbers[after].start - end <= _BESIDE_MAX:
        between = text[end : numbers[after].start]
        if not _PARTS.search(between) and _JOINS.match(between):
            return numbers[after]
    return None


def _is_value(found: Counted, figure: Figure, number: int) -> bool:
    entry = figure.observations[number]
    if any(
        agrees(found.value, found.rounded, value) for value in (entry.value, entry.low, entry.high) if value is not None
    ):
        return True
    return entry.low is not None and entry.high is not None and entry.low <= found.value <= entry.high
