"""Quotes: words in quotation marks with who says them, over interruptions and paragraphs."""

import re
from dataclasses import replace

from generator.ingest.attributions import Order
from generator.ingest.cast import Cast
from generator.ingest.heard import Heard, Quote, Running, Said
from generator.ingest.passages import Passage, Place
from generator.ingest.phrases import Phrases
from generator.ingest.quotations import Quotation
from generator.ingest.speakers import Memory, identify
from generator.ingest.speech import find_attributions
from generator.ingest.unattributed import before_colon, inherited, introduced, named_next

_WORDS_MIN = 3
_WORDS_MIN_UNATTRIBUTED = 5
_LEADS = re.compile(r"^[^.!?;]*[:,]\s?$|^(?: it| this| that| them)?\s$")
"""Between a verb of saying and the quotation that it leads to."""
_ONLY_MARKS = re.compile(r"[\s,.;:!?—–،-]*")
_SIGNED = re.compile(r"\s[—–-]{1,2}\s?(?P<name>[^—–.!?]{3,60}(?:[JS]r\.)?)$")
_COMPLETE = re.compile(r"[.!?…,;؟،]$")


def read_quotes(passages: tuple[Passage, ...], cast: Cast, phrases: Phrases) -> Heard:
    """Return the attributions and quotes of the passages, read in order."""
    memory, running = Memory(), Running()
    said: list[tuple[Said, ...]] = []
    quotes: list[Quote] = []
    for number, passage in enumerate(passages):
        if passage.place is Place.ANSWER and passage.speaker:
            memory.person = passage.speaker
        following = passages[number + 1].masked if number + 1 < len(passages) else ""
        heard = _attributed(passage, following, cast, memory, phrases)
        said.append(heard)
        if passage.whole_quotation and not passage.quotations:
            found = [_block_quote(passage, number, cast, memory, phrases)]
        else:
            found = _passage_quotes(passage, number, heard, running, cast, phrases)
        for quote in found:
            if quotes and quote.text.startswith("\0"):
                quotes[-1] = _continued(quotes[-1], quote)
                continue
            quotes.append(quote)
            if quote.speaker is not None:
                memory.note_speaker(quote.speaker)
        running = Running(
            quotes[-1] if found else None,
            any(q.open_end for q in passage.quotations),
            number,
            introduced(passage, heard),
        )
    return Heard(tuple(said), tuple(quote for quote in quotes if _is_filed(quote)))


def _attributed(passage: Passage, following: str, cast: Cast, memory: Memory, phrases: Phrases) -> tuple[Said, ...]:
    result: list[Said] = []
    position = 0
    for attribution in find_attributions(passage.masked, phrases):
        memory.note_names(passage.masked[position : attribution.start], cast, phrases)
        position = max(position, attribution.start)
        speaker = identify(attribution.subject, cast, memory, phrases)
        if speaker is None and not memory.person and attribution.subject.lower() in ("he", "she"):
            speaker = named_next(passage.masked[attribution.end :], following, cast, phrases)
        if speaker is not None:
            result.append(Said(attribution, speaker))
            memory.note_speaker(speaker)
    memory.note_names(passage.masked[position:], cast, phrases)
    return tuple(result)


def _passage_quotes(
    passage: Passage, number: int, heard: tuple[Said, ...], running: Running, cast: Cast, phrases: Phrases
) -> list[Quote]:
    quotes: list[Quote] = []
    for group in _groups(passage, heard):
        first, last = group[0], group[-1]
        if running.unclosed and running.passage == number - 1 and first.start == 0:
            # The next paragraph of the same speech: a mark opens each, the last one alone is closed.
            quotes.append(Quote("\0" + _joined(group), None, passage.text[: last.end], number, 0, last.end, True))
            continue
        found = _speaker_of(group, passage, heard)
        note = ""
        speaker, sure = (found.speaker, found.speaker.sure) if found else (None, True)
        if found is None:
            leading = before_colon(first, passage, cast, phrases)
            if leading is not None:
                speaker, sure, note = leading, False, "the subject before the colon"
            else:
                speaker, note = inherited(first, passage, number, quotes, running, heard, cast, phrases)
                sure = speaker is None
        start, end = _extent(group, passage, found)
        quotes.append(
            Quote(
                _joined(group),
                speaker,
                passage.text[start:end],
                number,
                first.start,
                last.end,
                sure,
                note,
                uttered=found is not None and last.text.endswith(","),
            )
        )
    return quotes


def _groups(passage: Passage, heard: tuple[Said, ...]) -> list[list[Quotation]]:
    """Return the quotations, those together between which nothing but an attribution stands."""
    groups: list[list[Quotation]] = []
    for quotation in passage.quotations:
        previous = groups[-1][-1] if groups else None
        between = passage.masked[previous.end : quotation.start] if previous else ""
        if previous and _is_only_attribution(between, previous, quotation, heard):
            groups[-1].append(quotation)
        else:
            groups.append([quotation])
    return groups


def _is_only_attribution(between: str, before: Quotation, after: Quotation, heard: tuple[Said, ...]) -> bool:
    if not between.strip():
        return True
    inside = [
        s
        for s in heard
        if before.end <= s.attribution.start and s.attribution.end <= after.start and not s.attribution.stating
    ]
    if not inside or len(before.text.split()) < 2 or len(between) > 260:
        return False
    other = [
        s
        for s in heard
        if s.attribution.order is Order.AFTER
        and after.end <= s.attribution.start <= after.end + 3
        and s.speaker.name != inside[0].speaker.name
    ]
    if other:
        return False  # `“…,” shouted one protester. “…!” yelled another.`
    rest = between[: inside[0].attribution.start - before.end]
    tail = between[inside[0].attribution.end - before.end :]
    # `said X, who chairs the union. “…`: one sentence about the speaker still stands between the halves.
    ends = len(re.findall(r"[.!?](?:\s|$)", tail))
    # A quotation that goes on in lower case goes on with its sentence, whatever was told of its speaker meanwhile.
    if after.text[:1].islower() and before.text[-1:] in ",;–—" and not ends and not re.search(r"\w", rest):
        return len(inside) == 1
    return not re.search(r"\w", rest) and ends <= 1 and len(inside) == 1 and re.search(r"[.:,]\s*$", tail) is not None


def _joined(group: list[Quotation]) -> str:
    """Return the words of a group. The comma before an interruption is the newspaper's, not the speaker's."""
    text = group[0].text
    for quotation in group[1:]:
        if text.endswith((",", "،")):
            text = text[:-1]
        if quotation.text[:1].isupper() and not _COMPLETE.search(text):
            text += "."
        text = f"{text} {quotation.text}"
    return text[:-1] if text.endswith((",", "،")) and not text.endswith("..") else text


def _speaker_of(group: list[Quotation], passage: Passage, heard: tuple[Said, ...]) -> Said | None:
    """Return the attribution of a group: the one that touches it, else the one in its sentence."""
    first, last = group[0], group[-1]
    speaking = [each for each in heard if not each.attribution.stating]
    for quotation in group:
        for each in speaking:
            gap = (
                passage.masked[quotation.end : each.attribution.start]
                if each.attribution.start >= quotation.end
                else "x"
            )
            if each.attribution.order is not Order.ACCORDING and _ONLY_MARKS.fullmatch(gap):
                # `X called it “a disgrace”. Its president said …`: the next sentence speaks for itself.
                ends = re.search(r"[.!?]", gap + quotation.text[-1:]) and each.attribution.order is Order.BEFORE
                if ends and (earlier := _leading(first, passage, speaking)):
                    return earlier
                if ends and re.search(r"\w", passage.masked[passage.sentence_at(first.start)[0] : first.start]):
                    continue
                return each
    start, end = passage.sentence_at(first.start)
    before = [
        each
        for each in speaking
        if each.attribution.end <= first.start
        and each.attribution.start >= start - 1
        and not re.search(r"[.!?]\s", passage.masked[each.attribution.end : first.start])
    ]
    # `A spokeswoman said it had found them “in good spirits”`: it is she who says so.
    while len(before) > 1 and before[-1].attribution.naming and not before[-1].speaker.sure:
        before.pop()
    if before:
        return before[-1]
    _, end = passage.sentence_at(last.end - 1)
    after = [each for each in speaking if last.end <= each.attribution.start < end]
    return after[0] if after else None


def _leading(first: Quotation, passage: Passage, speaking: list[Said]) -> Said | None:
    """Return who says the quoted words in the sentence that leads to them: by a colon, or by calling something so."""
    start, _ = passage.sentence_at(first.start)
    return next(
        (
            s
            for s in speaking
            if start <= s.attribution.start < s.attribution.end <= first.start
            and s.attribution.order is Order.BEFORE
            and (s.attribution.naming or _LEADS.search(passage.masked[s.attribution.end : first.start]))
        ),
        None,
    )


def _extent(group: list[Quotation], passage: Passage, found: Said | None) -> tuple[int, int]:
    """Return the passage that shows words and speaker, in whole sentences where the attribution is a part of one."""
    start, end = group[0].start, group[-1].end
    if found is not None:
        attribution = found.attribution
        start, end = min(start, attribution.start), max(end, attribution.end)
        if attribution.end <= group[0].start:
            start = min(start, passage.sentence_at(attribution.start)[0])
    return start, end


def _block_quote(passage: Passage, number: int, cast: Cast, memory: Memory, phrases: Phrases) -> Quote:
    """Return the quote that a block quotation is; a name after a dash at its end is who says it."""
    signed = _SIGNED.search(passage.text)
    speaker = identify(signed["name"], cast, memory, phrases) if signed else None
    text = passage.text[: signed.start()] if signed and speaker else passage.text
    return Quote(
        text.strip(),
        speaker,
        passage.text,
        number,
        0,
        len(passage.text),
        sure=False,
        note="a block quotation" if speaker else "a block quotation that names no speaker",
    )


def _continued(quote: Quote, rest: Quote) -> Quote:
    # A locator is one stretch of words; a quote over paragraphs keeps that of its first.
    return replace(quote, text=f"{quote.text}\n\n{rest.text[1:]}")


def _is_filed(quote: Quote) -> bool:
    """Return whether the words are a statement and not a title or a word held at arm's length."""
    words = len(quote.text.split())
    if quote.speaker is None or quote.note:
        return words >= _WORDS_MIN_UNATTRIBUTED
    complete = quote.text[:1].isupper() and words >= 2 and (quote.uttered or bool(_COMPLETE.search(quote.text)))
    return words >= _WORDS_MIN + (not quote.speaker.named and not quote.speaker.sure) or complete
