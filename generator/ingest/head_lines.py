"""The lines that only the head of an article has: bylines and credits, dates, sections."""

import re
from dataclasses import dataclass, replace

from generator.ingest.chrome import is_chrome
from generator.ingest.dates import find_dates
from generator.ingest.document import Block, BlockKind
from generator.ingest.inline import plain_text
from generator.ingest.phrases import Phrases

_TIME = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?!\d)(?::\d{2})?(?:\s?[ap]\.?m\.?)?\b|\b\d{1,2}\s?[ap]\.?m\b|\b(?:utc|gmt|bst|cest?|e[sd]t|p[sd]t|uhr|at|um|à|a las)\b",  # noqa: E501
    re.IGNORECASE,
)
_CREDITS_MAX = 160
_CREDITS = re.compile(r"\s*[|·•]\s*|\.\s+(?=[^\W\d_]+: )")
_PUBLISHER_WORDS_MAX = 8
_TEAM = re.compile(
    r"(?:an?|our|the) [\w’' -]{0,40}(?:team|desk|staff|newsroom|reporters?|correspondents?|writers?"
    r"|editors|agenc(?:y|ies))",
    re.IGNORECASE,
)
_PLACED = re.compile(r"[^\W\da-zß-öø-ÿ_][\w’'-]+(?: [^\W\d_][\w’'-]+){0,2}")
"""A place before a date: `Strandvik, 3 June 2025`."""
_PLACE = re.compile(r"\s+(?:in|for)\s+(?:the\s+)?[A-Z].*$")


@dataclass(frozen=True, slots=True)
class Author:
    """A name of the byline, with the role that the page gives (`Science correspondent`), empty when none."""

    name: str
    role: str = ""


@dataclass(slots=True)
class Reading:
    """What the lines of the head have given so far."""

    authors: tuple[Author, ...] = ()
    date: str = ""
    section: str = ""
    publisher: str = ""
    place: str = ""
    issue: str = ""
    """A season or month and year: it dates the issue and no day."""


def read_line(block: Block, reading: Reading, phrases: Phrases) -> bool:
    """Note what a line of the head says; return whether it is one (byline, date, section, or the page's own)."""
    text = " ".join(plain_text(block.text).split())
    if block.kind is BlockKind.HEADING and block.level == 1:
        return False
    if block.hint == "meta" and len(text.split()) <= 4 and not re.search(r"\d", text):
        return True
    if block.hint == "kicker" and len(text.split()) <= 4:
        reading.section = reading.section or text
        return True
    if _date_line(text, reading, phrases) or _byline(block, text, reading, phrases):
        return True
    if text.lower().rstrip(":") in phrases.sections:
        reading.section = reading.section or (text.capitalize() if text.isupper() else text)
        return True
    if reading.authors and re.fullmatch(phrases.role_line_pattern, text, re.IGNORECASE):
        reading.authors = (*reading.authors[:-1], replace(reading.authors[-1], role=text))
        return True
    return is_chrome(text, phrases)


def _date_line(text: str, reading: Reading, phrases: Phrases) -> bool:
    """Note the date of a line that holds nothing else; a page's small print may put the author beside it."""
    if re.fullmatch(phrases.issue_pattern, text, re.IGNORECASE):
        reading.issue = text
        return True
    found = [each for each in find_dates(text, None, phrases).dates if len(each.edtf) == 10]
    if not found or len(text) > 120:
        return False
    rest = text[: found[0].start] + text[found[-1].end :]
    rest = re.sub(phrases.date_line_pattern, "", rest.strip(" ,|·-–—"), count=1, flags=re.IGNORECASE)
    rest = _TIME.sub("", rest)
    parts = [part.strip(" ,.-–—:") for part in re.split(r"[|·•]", rest)]
    placed = _PLACED.fullmatch(rest.strip(" ,"))
    if placed and text.startswith(placed[0] + ",") and placed[0].lower() not in phrases.document_words:
        reading.date, reading.place = reading.date or found[0].edtf, placed[0]
        return True
    said = {word.lower() for word in re.findall(r"[^\W\d_]+", rest)}
    if said <= phrases.release_words | phrases.function_words:
        reading.date = reading.date or found[0].edtf
        return True
    for part in filter(None, parts):
        byline = re.fullmatch(phrases.byline_pattern, part, re.IGNORECASE)
        if byline and _names(byline["names"], phrases):
            reading.authors = reading.authors or _names(byline["names"], phrases)
        elif (
            not is_chrome(part, phrases)
            and part.lower() not in phrases.sections
            and not _is_weekday(part, phrases)
            and not re.fullmatch(phrases.role_line_pattern, part, re.IGNORECASE)
        ):
            return False
    reading.date = reading.date or found[0].edtf
    return True


def _is_weekday(text: str, phrases: Phrases) -> bool:
    word = text.lower().rstrip(".")
    return any(word == name or (2 <= len(word) <= 4 and name.startswith(word)) for name in phrases.weekdays)


def _byline(block: Block, text: str, reading: Reading, phrases: Phrases) -> bool:
    label, colon, value = text.partition(": ")
    if colon and label.lower() in phrases.source_labels and len(value.split()) <= _PUBLISHER_WORDS_MAX:
        # `Source: University of Hohenfels` says where a text is from, and not who wrote it.
        reading.publisher = reading.publisher or value
        return True
    match = re.fullmatch(phrases.byline_pattern, text, re.IGNORECASE)
    if match is None and block.hint == "byline" and len(text.split()) <= 5 and not re.search(r"[.!?]$", text):
        names = _names(text, phrases)
    else:
        names = (_names(match["names"], phrases) if match else ()) or _credited(text, phrases)
        if not names and len(parts := re.split(r"\s*[|·•]\s*", text)) > 1 and len(text) <= _CREDITS_MAX:
            # `By Odran Keel, Chief Correspondent | Coast Press Agency`: what follows the bar is for whom.
            first = re.fullmatch(phrases.byline_pattern, parts[0], re.IGNORECASE)
            names = _names(first["names"], phrases) if first else ()
    if names:
        reading.authors = reading.authors or names
    elif match and (body := _body_named(match["names"], phrases)):
        reading.publisher = reading.publisher or body
        return True
    return bool(names) or (match is not None and _is_nameless(match["names"], phrases))


def _body_named(text: str, phrases: Phrases) -> str:
    """Return the organisation that a byline names (`by University of Hohenfels`); empty for none."""
    words = text.split()
    named = any(word.lower() in phrases.organisation_nouns for word in words)
    return (
        text
        if named and len(words) <= _PUBLISHER_WORDS_MAX and all(w[:1].isupper() or len(w) < 4 for w in words)
        else ""
    )


def _is_nameless(text: str, phrases: Phrases) -> bool:
    """Return whether a byline names nobody: `By a staff reporter`."""
    team = phrases.language == "en" and _TEAM.fullmatch(text) is not None
    return team or re.fullmatch(rf"(?:an?|our|the)\s+{phrases.role_line_pattern}", text, re.IGNORECASE) is not None


def _credited(text: str, phrases: Phrases) -> tuple[Author, ...]:
    """Return who a line of credits names: each of its parts is a label and names (`Pictures by Ana Leith`,
    `Interviewer: Petra Dunmore`), or a whole name and what its bearer does for the paper.

    Only the first part names who wrote.
    """
    if len(text) > _CREDITS_MAX:
        return ()
    credited: tuple[Author, ...] = ()
    for part in filter(None, (part.strip() for part in _CREDITS.split(text))):
        label = re.fullmatch(phrases.credit_pattern, part)
        names = _names(label["names"], phrases) if label else ()
        # Bylines address nobody: `Officers: Ms Joy Calloway` is a roster of the text.
        if any(
            " " not in each.name or each.name.split()[0].lower().rstrip(".") in phrases.honorifics for each in names
        ):
            return ()
        name, comma, role = part.partition(", ")
        if not names and comma and _is_person(name) and re.fullmatch(phrases.role_line_pattern, role, re.IGNORECASE):
            names = (Author(name, role),)
        if not names:
            return ()
        credited = credited or names
    return credited


def _is_person(text: str) -> bool:
    return 2 <= len(text.split()) <= 4 and all(word[:1].isupper() for word in text.split())


def _with_role(words: list[str], phrases: Phrases) -> Author | None:
    """Return the author of `Ivo Brandt Courts reporter`: two or three names, then what their bearer is."""
    for names in (2, 3):
        role = " ".join(words[names:])
        named = role and words[-1].islower() and all(word[:1].isupper() for word in words[:names])
        if named and re.fullmatch(phrases.role_line_pattern, role, re.IGNORECASE):
            return Author(" ".join(words[:names]), role)
    return None


def _names(text: str, phrases: Phrases) -> tuple[Author, ...]:
    """Return the authors of a byline's text; none when it does not read as names."""
    # `Raj Bell (graphics)`: what somebody did.
    text = re.sub(r"\s\([a-z][^()]{1,30}\)", "", text)
    parts = [part.strip() for part in re.split(phrases.and_pattern, text) if part.strip()]
    authors: list[Author] = []
    for part in parts:
        words = part.split()
        words = _PLACE.sub("", part).split()
        named = all(
            word[:1].isupper() or not word[:1].isascii() or word in ("de", "van", "von", "der", "la", "le", "el", "al")
            for word in words
        )
        is_role = re.fullmatch(phrases.role_line_pattern, part, re.IGNORECASE) is not None
        if parted := _with_role(words, phrases):
            authors.append(parted)
            continue
        if is_role and authors:
            authors[-1] = replace(authors[-1], role=part)
        elif named and len(words) <= 4 and words:
            authors.append(Author(_PLACE.sub("", part)))
        elif authors and (len(words) <= 3 or is_chrome(part, phrases)):
            # `in Ostervik`, `for the Courier`: where the author writes from.
            continue
        else:
            return ()
    return tuple(authors)
