"""Who is said to say something: verbs of saying with their subject, `according to`, `figures released by`."""

import re
from dataclasses import replace
from functools import lru_cache

from generator.ingest.attributions import Attribution, Order
from generator.ingest.phrases import Phrases, phrases_for
from generator.ingest.quotations import MASK
from generator.ingest.subjects import by_subject, subject_of

_SUBJECT_MAX = 160
HE = "هو"
"""The Arabic pronoun, for a verb of saying whose subject stands in its form."""
_NAMED = re.compile(
    r" (?!I\b|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Jan|Feb|Mar[cg]h|Apr|Ma[yi]\b|Ju[nl]|Aug|Sep|Oct|Nov|Dec)"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+(?=[,.;\ufffc]| of | at | from | in |$)"
)
"""A whole name after a verb of saying."""
_SUBJECT_STOP = re.compile(
    rf"[.;:!?؟{MASK}“”\"«»()—]|\s[–-]\s|,? (?:who|which|when|after|before|as|while|during|in an?|in the|on [A-Z]|to (?!the)|at a|at the|with a|"  # noqa: E501
    r"that|and (?!\w+ [A-Z])|but|last|this|by|rund|etwa|mehr|über|qui|dont|lors|devant|après|avant|mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche|"  # noqa: E501
    r"quien|tras|durante|el (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)|ante|después|am|nach|bei|während|vor|dazu|der Zeitung|"  # noqa: E501
    r"reporters|journalists|me\b|us\b|the (?:newspaper|meeting|council meeting|crowd))\b"
)
_CLAUSE_START = re.compile(
    rf"(?:(?<!Ms)(?<!Mr)(?<!Dr)(?<!Mrs)(?<!\bSt)(?<!Sen)(?<!Rep)(?<!Gov)(?<!Gen)(?<!Sgt)(?<!\bLt)(?<!Col)(?<!Capt)(?<!Prof)"
    rf"(?<!Rev)(?<!Hon)(?<!\b[A-Z])\.|:)(?=\s|$)|[;!?{MASK}“”\"«»()—]|\s–\s|\b(?:when|because|although|though|while|but|that|which|who|if|where|until|since|whether|after|before|as|and|so)\s"
    r"|\b(?:y|et|und|que|mais|pero|aber)\s(?=(?:la|le|les|el|los|las|der|die|das)\s|l[’'])"
)
_TRAILING = re.compile(
    r"[\s,]*\b(?:today|yesterday|later|also|then|once|has|had|have|previously|recently|now|itself|himself|herself|meanwhile|however|"
    r"in (?:a|an|its|his|her|their) (?:statement|interview|report|letter|speech|study|annual report)|on [A-Z]\w+day(?: \w+)?|(?!tally|family|assembly|reply|supply|ally|rally|bully|jelly|belly|anomaly|monopoly|July)\w{3,}ly|this week|"  # noqa: E501
    r"last (?:week|month|year)|in (?:[A-Z]\w+ )?\d{4}|in [A-Z]\w+|at the time|does not|do not|did not|would|will|could|may|might|did|does|do|no longer|only|still|first|"  # noqa: E501
    r"published|released|presented|conducted|commissioned|carried out|"
    r"a|ont|avait)$"
)
_CALLS = re.compile(rf"(?:(?!\b(?:is|was|are|were|has|had|would|will)\b)[^.;:!?{MASK}]){{0,90}}{MASK}")
_RELATIVE = re.compile(r",? (?:who|which|whose|whom|that)\b[^,;:.]{2,120},\s*$")
_INITIALS = re.compile(r"\([A-Z][A-Za-z]{1,7}\)")
_REPORTING = re.compile(
    rf"(?<={MASK})[\s,–—-]{{1,3}}(?P<verb>[a-z]{{3,}}(?:s|ed)|read|ran|went|came)\s+(?=(?:the|a|an|its|their|his|her|one|another)\s[a-z]|(?:one|another|others)[.,;]|[A-Z])"
)
_PUTS = re.compile(
    rf"(?<={MASK})[\s,–—-]{{1,3}}is how (?P<subject>[^.;:,{MASK}]{{2,60}}?) "
    r"(?:puts?|describes?|described|sums?|remembers?) (?:it|that|this)?"
)
_WOULD = re.compile(rf"(?<![\w’'-])(?:would|might|could|had|is|was) (?:rather )?(?={MASK})")
_PASSIVE = re.compile(
    r"\b(?:was|were|been|be|is|are|being|not|to|it|a|an|the|of|by|its|their|his|her|this|new|these|as|for|from)\s+$",
    re.IGNORECASE,
)


_DAY_FIRST = re.compile(
    r"^(?:(?:ce |el |le )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|lunes|martes"
    r"|miércoles|jueves|viernes|sábado|domingo|ayer)(?: (?:matin|soir))?,?\s+)"
)
"""A day between verb and subject: `a annoncé vendredi la préfecture`."""


_CLOSING_NOUN = re.compile(
    r" (?P<noun>(?:(?:the|an?|its|their|one|his|her) )?(?:[\w’'-]+ ){0,7}[\w’'-]+)(?=[.;]|$| (?:on|in) [A-Z])"
)
_CLOSES = frozenset(("say", "says", "said"))
_FINITE = re.compile(r"\b(?:would|will|had|has|have|is|are|was|were|to|that|could|can|may|might|should|not|it)\b")
_PLURAL_SPEAKERS = frozenset(["officials", "experts", "scientists", "critics", "sources", "campaigners"])
_REQUESTS = re.compile(r"ask(?:s|ed|ing)? for\b")
"""What asks for something says nothing of it."""
_NOUNS = frozenset(("estimate", "claim", "note", "report", "forecast", "promise"))
"""Verbs that are nouns as well."""
_RECKONED = re.compile(
    r"(?:^|(?<=[.!?] ))By (?P<whose>his|her|their) own (?:reckoning|account|count|estimate|calculation|admission)\b"
)
_SIGNED = re.compile(rf"^{MASK}+\s*[—–-]{{1,2}}\s?(?P<name>[A-Z][^.!?{MASK}]{{2,80}})$")
"""A paragraph that is a quotation and who signs it."""


def find_attributions(masked: str, phrases: Phrases) -> tuple[Attribution, ...]:
    """Return the attributions of a passage whose quotations are blotted out (`quotations.mask`), in their order."""
    found: list[Attribution] = []
    verbs, stating, naming = _verbs(phrases.language)
    for match in verbs.finditer(masked):
        if _REQUESTS.match(masked, match.start()):
            continue
        each = _inverted(match, masked, phrases) or _straight(match, masked, phrases, stating=False)
        if each:
            found.append(each)
    for match in stating.finditer(masked):
        each = _straight(match, masked, phrases, stating=True)
        if each and match[0] in _NOUNS and not re.search(r"s\)?$|\b(?:people|police|who)$", each.subject):
            continue  # `to accept the lower estimate`: what a plural does is a noun after anything else.
        if each:
            found.append(each)
            if re.match(
                rf"(?: that)?(?: it was| there (?:were|was))?:?\s{MASK}", masked[match.end() : match.end() + 40]
            ):
                # `The report found “serious failings”`: its words, and not a count alone.
                found.append(replace(each, stating=False, naming=True))
    for match in naming.finditer(masked):
        # `called the plan “a disgrace”`, but not `a sugar called trehalose is “the first suspect”`.
        calls = _CALLS.match(masked, match.end())
        each = _straight(match, masked, phrases, stating=False) if calls else None
        if each:
            found.append(replace(each, naming=True))
    if phrases.language == "en":
        found += _by_place(masked, found, phrases)
        found += by_subject(masked, found, phrases)
    for match in _RECKONED.finditer(masked) if phrases.language == "en" else ():
        subject = {"his": "he", "her": "she", "their": "they"}[match["whose"].lower()]
        found.append(Attribution(match.start(), match.end(), subject, Order.ACCORDING, match.start()))
    if signed := _SIGNED.match(masked):
        found.append(Attribution(signed.start("name"), signed.end(), signed["name"], Order.AFTER, signed.start("name")))
    for pattern in (phrases.according_pattern, phrases.released_by_pattern):
        for match in re.finditer(pattern, masked, re.IGNORECASE):
            subject = _source_named(_following(masked, match.end()))
            if subject:
                end = match.end() + len(subject)
                # `“a rounding error,” according to X`: the quotation is X's, and not what stands before it.
                quoted = re.search(rf"{MASK}[\s,]*$", masked[max(0, match.start() - 4) : match.start()])
                order = Order.AFTER if quoted else Order.ACCORDING
                found.append(Attribution(match.start(), end, subject, order, match.start()))
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _by_place(masked: str, found: list[Attribution], phrases: Phrases) -> list[Attribution]:
    """Return the attributions that their place shows and not their verb.

    What stands between a quotation and a subject is a verb of saying, whichever it is (`“…,” grumbles X`); so is `is
    how X puts it`; and who `would “bet on it”` has said so.
    """
    result: list[Attribution] = []
    taken = {each.verb for each in found}
    for match in _REPORTING.finditer(masked):
        subject = _following(masked, match.end())
        if match.start("verb") in taken or not subject:
            continue
        end = masked.index(subject, match.end()) + len(subject)
        result.append(Attribution(match.start("verb"), end, subject, Order.AFTER, match.start("verb")))
    for match in _PUTS.finditer(masked):
        result.append(Attribution(match.start(), match.end(), match["subject"], Order.AFTER, match.start()))
    for match in _WOULD.finditer(masked):
        each = _straight(match, masked, phrases, stating=False)
        if each and re.search(r"[A-Z]", each.subject):
            result.append(replace(each, naming=True))
    return result


def _inverted(match: re.Match[str], masked: str, phrases: Phrases) -> Attribution | None:
    """Return `said X` right after a quotation (or, in Arabic, wherever the verb opens its clause)."""
    before = masked[: match.start()]
    before = before[-12:]
    quoted = re.search(rf"{MASK}[\s,،–—-]*$", before) is not None
    # `…, informó el ayuntamiento`: Romance languages and German turn the sentence round after any statement.
    opens = quoted or (phrases.language in ("fr", "es", "de") and before.endswith(", "))
    # `Its basin was carved by prisoners, says Ned Abara`: a name right after the verb is who says so.
    named = _NAMED.match(masked, match.end())
    opens = opens or (
        phrases.language == "en"
        and before.endswith(", ")
        and (named is not None or (match[0] in _CLOSES and _closes_with_speaker(masked, match.end(), phrases)))
    )
    if phrases.language == "ar":
        opens = opens or re.search(r"(?:^|[.،:؛\s])$", before) is not None
    if not opens:
        return None
    subject = _following(masked, match.end())
    if phrases.language == "ar" and re.match(r"\s(?:أن|إن)\s", masked[match.end() : match.end() + 5]):
        # `وأضاف أن …`: he who spoke before goes on.
        return Attribution(match.start(), match.end(), HE, Order.BEFORE, match.start())
    if phrases.language in ("fr", "es"):
        subject = _DAY_FIRST.sub("", subject)
    if not subject or (
        phrases.language == "en" and subject.split()[0].lower() in ("that", "in", "on", "to", "when", "as", "it")
    ):
        return None
    if not quoted and subject.split()[0].lower() in ("que", "qu", "dass", "dans", "en", "a", "da"):
        return None
    end = masked.index(subject, match.end()) + len(subject)
    order = Order.AFTER if quoted else Order.BEFORE if phrases.language == "ar" else Order.ACCORDING
    return Attribution(match.start(), end, subject, order, match.start())


def _closes_with_speaker(masked: str, position: int, phrases: Phrases) -> bool:
    """Return whether from a position to its sentence's end stands who speaks: `…, says the aid group Clean Wells.`"""
    match = _CLOSING_NOUN.match(masked, position)
    if match is None or _FINITE.search(match["noun"]):
        return False
    last = match["noun"].rpartition(" ")[2]
    lower = last.lower()
    if lower in phrases.weekdays or lower in phrases.months:
        return False  # `…, said Wednesday.`
    known = phrases.role_nouns | phrases.organisation_nouns | phrases.generic_organisations | _PLURAL_SPEAKERS
    return last[:1].isupper() or lower in known or (lower.endswith("s") and lower[:-1] in phrases.role_nouns)


def _following(masked: str, position: int) -> str:
    """Return the noun phrase that begins at a position: name and apposition, without what is told of it."""
    text = masked[position : position + _SUBJECT_MAX]
    text = text[len(text) - len(text.lstrip(" -")) :]
    stop = _SUBJECT_STOP.search(text)
    # The full stop of an abbreviation or initial ends no name.
    while stop and stop[0] == "." and re.search(r"(?:\b[A-Z]|Dr|Mr|Mrs|Ms|St|Prof)$", text[: stop.start()]):
        stop = _SUBJECT_STOP.search(text, stop.end())
    return text[: stop.start() if stop else len(text)].strip(" ,،")


def _source_named(subject: str) -> str:
    """Return who `according to` names: up to a comma, unless what follows it is told of the name."""
    head, comma, tail = subject.partition(",")
    if not comma and (arabic := subject.partition("،"))[1]:
        return arabic[0].strip()
    apposition = re.match(r"\s(?:an?|the|its|une?|le|la|der|die|das|ein|eine|el)\s[^,]*$", tail)
    return subject if apposition and re.search(r"[A-Z]\w+$", head) else head.strip()


def _straight(match: re.Match[str], masked: str, phrases: Phrases, stating: bool) -> Attribution | None:
    before = masked[max(0, match.start() - 240) : match.start()]
    offset = max(0, match.start() - 240)
    if _PASSIVE.search(before) and not re.search(r"\b(?:it|not)\s+$", before, re.IGNORECASE):
        return None
    # `X, which runs the port, called …`: what is told of the subject stands between it and its verb.
    before = _INITIALS.sub(lambda match: " " * len(match[0]), before)
    told = _RELATIVE.search(before)
    if told:
        before = before[: told.start()] + " " * (len(before) - told.start())
    starts = list(_CLAUSE_START.finditer(before))
    clause_start = starts[-1].end() if starts else 0
    clause = before[clause_start:]
    trimmed = _trim(clause)
    closes = trimmed.rstrip().endswith(",") or told is not None
    parts = [part.strip() for part in re.split(r",\s", trimmed.rstrip(" ,")) if part.strip()]
    # An age stands between a name and what is told of it: `Tia Ross, 19, a student, said`.
    parts = [part for part in parts if not part.isdigit()] or parts
    if starts and starts[-1][0].strip() == "who" and (main := _before_relative(before, starts, phrases)):
        return Attribution(offset + main.start(), match.end(), main[0].strip(), Order.BEFORE, match.start(), stating)
    if not stating and not clause.strip() and starts and starts[-1][0].strip() in ("and", "but"):
        # `Bowen has sequenced it and says …`: the subject of the sentence is that of its second verb.
        subject = subject_of(masked, match.start(), phrases)
        return (
            Attribution(match.start(), match.end(), subject, Order.BEFORE, match.start(), stating) if subject else None
        )
    if not parts:
        return None
    taken = parts[-2:] if closes and len(parts) > 1 else parts[-1:]
    subject = ", ".join(taken).strip(" ,")
    if (
        len(subject) > _SUBJECT_MAX
        or not re.search(r"\w", subject)
        or re.match(r"according to\b", subject, re.IGNORECASE)
    ):
        return None
    start = offset + clause_start + max(0, clause.find(taken[0]))
    return Attribution(start, match.end(), subject, Order.BEFORE, match.start(), stating)


def _before_relative(before: str, starts: list[re.Match[str]], phrases: Phrases) -> re.Match[str] | None:
    """Return the subject before a clause with `who` that has its own verb: `A nurse who was on duty said`."""
    told = before[starts[-1].end() :]
    if (
        "," in told
        or len(told.split()) < _TOLD_WORDS_MIN
        or not re.search(f"{phrases.past_pattern}|{_PRESENT_VERB}", told)
    ):
        return None
    first = starts[-2].end() if len(starts) > 1 else 0
    return re.compile(r"[^,]*\w").search(before, first, starts[-1].start())


_TOLD_WORDS_MIN = 3
_PRESENT_VERB = r"\b(?:is|has|does|[a-z]{3,}s)\b"


def _trim(clause: str) -> str:
    """Return a clause without the adverbs and auxiliaries at its end."""
    previous = None
    while previous != clause:
        previous = clause
        # Strip from the end: `later`, `on Wednesday`, `has`.
        clause = _TRAILING.sub("", clause.rstrip())
    return clause


@lru_cache(maxsize=16)
def _verbs(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    phrases = phrases_for(language)
    assert phrases is not None

    def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
        listed = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
        return re.compile(rf"(?<![\w’'-])(?:{listed})(?![\w’'])" if words else r"(?!)")

    return pattern(phrases.said), pattern(phrases.states), pattern(phrases.names)
