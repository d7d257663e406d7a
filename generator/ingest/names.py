"""Names in prose: runs of capitalised words, and whether they are a person's or an organisation's."""

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.ingest.phrases import Phrases

_CAPITAL = r"(?:(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Sgt|Capt|Rev|[A-Z])\.(?=\s[A-Z])|[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*(?:[’'.-][^\W\d_]+)*(?:(?<=en[’']s)(?=\s[A-Z])|(?<![’']s))(?:(?<=s)[’'](?=\s[A-Z]))?)"  # noqa: E501
_ARTICLED = r"(?:al|as|ash|ad|an|ar|at|ath|az|el|ul)-[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*(?:[’'-][^\W\d_]+)*(?<![’']s)"
"""A name with the Arabic article, which stays small: `al-Hayya`."""
_PERSON_LINK = r"(?:de la|de|van der|van den|van|von|der|den|la|le|du|di|da|dos|bin|ibn|al|el|ap|y|zu)"
_BODY_LINK = r"(?:of the|of|the|and|for|de la|de l[’']|de los|de|del|des|du|d[’']|y|et|für|der|und|&)"
_NAME_BREAK = r"(?:of|the|and|for|et|für|und|&|et)"
_ANDS = frozenset(("and", "et", "y", "und", "&"))
_ROLE_ENDINGS = (
    "teacher",
    "keeper",
    "maker",
    "worker",
    "driver",
    "player",
    "owner",
    "holder",
    "woman",
    "man",
    "ologist",
    "ographer",
    "master",
    "person",
)
_SURE_ENDINGS = (
    "ist",
    "crat",
    "ologer",
    "monger",
    "wright",
    "keeper",
    "maker",
    "master",
    "woman",
    "person",
    "publican",
)
"""What no given name ends with: `Naturalist Coral Yee`, `Democrat Simone Achebe`."""
"""What ends an English noun for somebody at work, whatever it begins with."""
_GERMAN_ROLE = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]{4,}(?<!Mart)(?<!Valent)(?<!Benjam)(?<!Konstant)(?<!August)in|Vater|Mutter|Sohn|Tochter|Bruder|"
    r"Schwester|Nachbar|Witwer?|Enkel|Onkel|Tante"
)
"""A noun for a woman at work, or for kin."""
_INITIAL = re.compile(r"^[A-Z]\.$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text, from `start` to `end`, without titles before it."""

    start: int
    end: int
    text: str
    organisation: bool


@lru_cache(maxsize=4096)
def find_names(text: str, phrases: Phrases) -> tuple[Name, ...]:
    """Return the capitalised names of a text in their order; a lone word that begins a sentence is one as well.

    For scripts without capitals there are none. Kept, since several readings of a text ask for the same.
    """
    return tuple(
        name
        for match in _pattern().finditer(text)
        for name in _parted(match.start(), match[0], phrases, _follows_the(text, match.start()))
        if not (_is_role(name.text, phrases) and _follows_the(text, name.start))
    )


def _follows_the(text: str, position: int) -> bool:
    """Return whether an article stands before a position: `the Clerk` is a role, `the Two Rivers Council` one name."""
    return re.search(r"(?:^|\W)[Tt]he\s$", text[max(0, position - 5) : position]) is not None


def _is_role(text: str, phrases: Phrases) -> bool:
    return " " not in text and text.lower() in phrases.role_nouns


def is_role_word(word: str, phrases: Phrases) -> bool:
    """Return whether a word is a role, also in the plural, as a possessive, or at the end of a German compound."""
    lower = word.lower().strip(".,’'s") if word.endswith(("’s", "'s")) else word.lower().strip(".,")
    if lower in phrases.role_nouns or (lower.endswith("s") and lower[:-1] in phrases.role_nouns):
        return True
    if phrases.language == "de":
        return any(lower.endswith(role) for role in phrases.role_nouns if len(role) > 4)
    return phrases.language == "en" and (
        (len(lower) > 8 and lower.endswith(_ROLE_ENDINGS)) or (len(lower) > 5 and lower.endswith(_SURE_ENDINGS))
    )


def _parted(start: int, text: str, phrases: Phrases, after_the: bool = False) -> list[Name]:
    """Return the names of one run of capitalised words: sentence openers and titles are cut off its beginning."""
    words = [(match.start(), match[0]) for match in re.finditer(r"\S+", text)]
    while (
        words
        and _is_no_name(words[0][1], phrases)
        and not (after_the and len(words) > 1 and words[0][1].lower() in phrases.number_words)
    ):
        del words[0]
    while words and not _begins_large(words[-1][1]) and not words[-1][1].startswith(("l’", "l'")):
        del words[-1]
    if not words:
        return []
    nouns = [i for i, (_, word) in enumerate(words) if word.lower().rstrip(".") in phrases.organisation_nouns]
    joins = _BODY_LINK if nouns else _NAME_BREAK
    linked = [i for i, (_, word) in enumerate(words) if re.fullmatch(joins, word)]
    if not nouns and linked:
        # `Ostervik and Delling`, `Hanne Ruud of the University`: two names, unless a noun makes one body of them.
        cut = linked[0]
        head, tail = words[:cut], words[cut:]
        return _one(start, head, phrases) + _parted(start + tail[0][0], text[tail[0][0] :], phrases)
    if nouns and linked and linked[0] < nouns[0]:
        cut = linked[0]
        return _one(start, words[:cut], phrases) + _parted(start + words[cut][0], text[words[cut][0] :], phrases)
    for link in linked:
        # `Ministry of Health and Education` is one body; `Sundra Ferries and Ingrid Sahl` are two.
        if (
            words[link][1] in _ANDS
            and words[link][1] != "&"
            and not (any(i < link for i in linked) and link == len(words) - 2)
        ):
            tail_start = words[link][0]
            return _one(start, words[:link], phrases) + _parted(start + tail_start, text[tail_start:], phrases)
    return _one(start, words, phrases)


def _one(start: int, words: list[tuple[int, str]], phrases: Phrases) -> list[Name]:
    while words and re.fullmatch(_BODY_LINK, words[-1][1]):
        words = words[:-1]
    while words and _is_no_name(words[0][1], phrases) and words[0][1].lower() not in phrases.number_words:
        words = words[1:]
    if not words:
        return []
    body = any(word.lower().rstrip(".") in phrases.organisation_nouns for _, word in words)
    if not body:
        titles = [
            i
            for i, (_, word) in enumerate(words[:-1])
            if word.lower().rstrip(".") in phrases.honorifics or is_role_word(word, phrases)
        ]
        words = words[titles[-1] + 1 :] if titles else words
        if phrases.language == "de" and len(words) > 2 and _GERMAN_ROLE.fullmatch(words[0][1]):
            # German writes every noun with a capital: `Rektorin Fee Landolt`.
            words = words[1:]
    first, (last, final) = words[0][0], words[-1]
    text = " ".join(word for _, word in words)
    return [Name(start + first, start + last + len(final), text, body)]


def _is_no_name(word: str, phrases: Phrases) -> bool:
    lower = word.lower().rstrip(".")
    return (
        lower in phrases.not_names
        or lower.endswith(("-year-old", "-month-old"))
        or re.fullmatch(_BODY_LINK, word) is not None
        or (_INITIAL.match(word) is None and len(lower) == 1)
    )


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    word = rf"(?:{_CAPITAL}|{_ARTICLED})"
    link = rf"(?:{_PERSON_LINK}|{_BODY_LINK})"
    return re.compile(rf"(?<![\w’'-]){word}(?:[ \u00a0](?:{link}[ \u00a0]?)?{word}){{0,7}}")


def _begins_large(word: str) -> bool:
    return word[:1].isupper() or re.match(_ARTICLED, word) is not None


def is_full_name(text: str) -> bool:
    """Return whether a name has two words or more, so that it can be a person's whole name."""
    return 2 <= len([word for word in text.split() if _begins_large(word)]) <= 4
