"""The subject of a sentence as the one who speaks in it: by a colon, a participle, or its second verb."""

import re

from generator.ingest.attributions import Attribution, Order
from generator.ingest.phrases import Phrases
from generator.ingest.quotations import MASK

_LEAD_MAX = 260
_LED_TO = re.compile(rf"(?P<verb>(?<=\s)[^\s{MASK}:,]+)(?::|,)\s(?={MASK})")
_PARTICIPLE = re.compile(
    r"(?:,|\band)\s(?:and\s)?(?P<verb>calling|describing|dismissing|saying|adding|telling|warning|arguing|insisting|noting|"
    r"explaining|claiming|writing|stressing|recalling|branding|labelling|labeling|hailing|declaring|asking|stating|promising|"
    r"vowing|accusing|citing|urging|complaining|condemning|denouncing|praising|criticising|criticizing|likening|joking|"
    rf"pledging|predicting|conceding|admitting|remarking|observing)\b(?=[^.;:?!{MASK}]{{0,90}}[:,]?\s?{MASK})"
)
_SENTENCE_START = re.compile(rf"(?:^|[.!?]\s+|[.!?]?{MASK}\s+)(?=[A-Z])")
_PRESENT = re.compile(r"(?<=[a-z] )(?:is|has|[a-z]{3,}s)(?=\s|$)")
_RELATIVE_HEAD = re.compile(r",? (?:who|which|whose|that)\b.*$|\s(?:has|have|had|is|was|will)$")
_LED_IN = re.compile(r"^(?:[A-Z][a-z]+ing\b|(?:In|On|At|After|Before|During|For|As|When|With|From|By)\b)[^,]*,\s")
"""What a sentence opens with before its subject: `Speaking after the hearing, …`."""


def _sentence_start(masked: str, position: int) -> int:
    first = max(0, position - _LEAD_MAX)
    starts = list(_SENTENCE_START.finditer(masked, first, position + 1))
    return starts[-1].end() if starts else first


def subject_of(masked: str, position: int, phrases: Phrases) -> str:
    """Return what stands before the first verb of the sentence that a position lies in; it may be empty."""
    start = _sentence_start(masked, position)
    verb = re.search(phrases.past_pattern, masked[start:position]) or _PRESENT.search(masked[start:position])
    subject = masked[start : start + verb.start() if verb else position].strip(" ,")
    told = _RELATIVE_HEAD.search(subject)
    subject = _LED_IN.sub("", subject[: told.start()] if told else subject)
    return "" if MASK in subject else subject.strip(" ,")


def by_subject(masked: str, found: list[Attribution], phrases: Phrases) -> list[Attribution]:
    """Return the attributions whose speaker is the subject of a sentence that leads to a quotation.

    By a colon, whatever the verb (`The minister tweeted: “…”`), or by a participle (`…, calling it “a gift”`).
    """
    result: list[Attribution] = []
    taken = [(each.start, each.end) for each in found if not each.stating]
    for match in (*_LED_TO.finditer(masked), *_PARTICIPLE.finditer(masked)):
        start = _sentence_start(masked, match.start())
        named = any(start <= first < match.end("verb") for first, _ in taken)
        participle = match["verb"].endswith("ing")
        if named and not participle:
            continue
        before = [each for each in found if start <= each.start < match.start() and not each.stating]
        if participle and before:
            subject = before[-1].subject
        else:
            subject = subject_of(masked, match.start("verb"), phrases)
        if subject and MASK not in subject:
            verb_start = match.start("verb")
            result.append(Attribution(start, match.end("verb"), subject, Order.BEFORE, verb_start, naming=True))
    return result
