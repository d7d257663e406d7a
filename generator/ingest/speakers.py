"""From the subject of a verb of saying to who that is, over pronouns and descriptions."""

import re
from dataclasses import dataclass, field

from generator.ingest.cast import Actor, Cast, Role, roles_at
from generator.ingest.names import Name, find_names, is_full_name, is_role_word
from generator.ingest.phrases import Phrases
from generator.ingest.speech import HE

_LEADING = re.compile(
    r"^(?:(?:on|in|at|by|last|this|earlier|later|after|since|for|during|also|and|but|then|meanwhile|yet|still|le|en|am|im)\b\s+"
    r"(?:[^\s,]+\s+){0,3}?)(?=(?:the|a|an|its|their|his|her|one|another|he|she|it|they|la|le|el|der|die|das|[A-Z])\b)",
    re.IGNORECASE,
)
_SPEAKING = re.compile(
    r",\s(?:[a-z]+ing|asked|reached|contacted|quoted|interviewed)\b.*$|(?<=\w)\s(?:of|with|among)\s\d.*$"
)
"""What is told of somebody and does not name them: `an official, speaking by telephone`, `the survey of 20 adults`."""
_DESCRIPTION_WORDS_MAX = 10
_SUBJECT_ROLE = re.compile(
    r"(?:^|[.!?]\s)The (?P<words>(?:[a-z][\w-]+ ){0,2}(?P<role>[a-z][\w-]+))"
    r"(?=,? (?:who|is|was|has|had|thinks|knows|[a-z]+s|[a-z]+ed)\b)"
)
_FIGURES_OF = re.compile(
    r"(?:(?:the|its|new|latest|official|preliminary|provisional) )*"
    r"(?:data|figures|numbers|statistics|estimates|counts|records)"
    r"(?: [a-z]+ed)? (?:from|by) (?P<who>.+)",
    re.IGNORECASE,
)
_ACTS = re.compile(r" (?:was|is|has|had|does|did|would|will|could|can)\b")
"""What follows a name that is the subject of its clause: `Etter’s colleague Hugh Bannerman was surprised.`"""
_CONCERNED = re.compile(r"(?:^|[.!?]\s)(?:For|When|After|As|Like|Meet)\s$")
"""What stands before a person whom a sentence is about: `For Marta Reyes, the closure is personal.`"""
_OPENS = re.compile(r"(?:^|[.!?]\s)$")
_DOES = re.compile(r"\s[a-z]{2,}(?:s|ed|t|d|e)\s")
"""A verb after the name with which a sentence opens."""
_MADE_BY = re.compile(r"\bby\s(?P<who>(?:the|an?|its)\s[a-z][^,]*)$")
_DOCUMENT = re.compile(
    r"\b(?:reports?|surveys?|study|studies|analysis|polls?|reviews?|audits?|estimates?|figures|data|statistics|census|inquiry|records)\b"
)
_OF_NAME = re.compile(r"(?: [a-z-]+){0,3} (?P<head>[a-z-]+)")
"""What stands after a name that only tells which: `the UN refugee agency`."""
_VAGUE = frozenset(["local", "same", "other", "new", "state", "whole", "entire", "regional", "national"])
_ARTICLE = re.compile(r"(?:^|\s)[Tt]he\s$")
_DETERMINED = re.compile(r"\b(?:the|a|an|one|another|its|their|his|her)\s+[^,]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something. `name` is an actor's, or the text's own description (`a source close to the talks`)."""

    name: str
    person: bool
    named: bool
    sure: bool = True
    roles: tuple[Role, ...] = ()


@dataclass(slots=True)
class Memory:
    """What a reader remembers while reading on: who spoke last, who was named last."""

    person: str = ""
    body: str = ""
    last: Speaker | None = None
    unnamed: Speaker | None = None
    """Whom the text described last without a name, since it named somebody."""
    perhaps: str = ""
    """The last whole name with which a sentence opened, for a text that shows nobody to be a person otherwise."""
    described: dict[str, Speaker] = field(default_factory=dict)

    def note_names(self, text: str, cast: Cast, phrases: Phrases) -> None:
        """Remember the persons and organisations that a text names, and whom it describes as a sentence's subject."""
        described = list(_SUBJECT_ROLE.finditer(text)) if phrases.language == "en" else []
        last = max((name.end for name in find_names(text, phrases) if cast.full(name.text) in cast.people), default=-1)
        roles = [m for m in described if m.start() > last and is_role_word(m["role"], phrases)]
        for name in find_names(text, phrases):
            full = cast.full(name.text)
            if full in cast.bodies:
                self.body = full
            elif full in cast.people or (
                is_full_name(full) and (_ACTS.match(text, name.end) or _CONCERNED.search(text[: name.start]))
            ):
                self.person, self.unnamed = full, None
            elif is_full_name(full) and _OPENS.search(text[: name.start]) and _DOES.match(text, name.end):
                self.perhaps = full
        if roles and not cast.with_role(roles[-1]["role"].lower()):
            self.unnamed = Speaker("the " + roles[-1]["words"], True, False, sure=False)

    def note_speaker(self, speaker: Speaker) -> None:
        """Remember who spoke."""
        self.last, self.unnamed = speaker, None
        if speaker.person:
            self.person = speaker.name
            if not speaker.named:
                self.described.setdefault(_head([word.lower().strip(",.") for word in speaker.name.split()]), speaker)
        else:
            self.body = speaker.name
            if not speaker.named and speaker.name.startswith("the "):
                self.described.setdefault(_head([word.lower().strip(",.") for word in speaker.name.split()]), speaker)


def identify(subject: str, cast: Cast, memory: Memory, phrases: Phrases) -> Speaker | None:
    """Return who the subject of a verb of saying is; None when the words give nobody."""
    if phrases.language == "ar":
        return _pronoun(memory, "") if subject == HE else _arabic(subject, phrases)
    subject = subject.strip(" ,")
    if phrases.language == "en" and (told := _FIGURES_OF.match(subject)):
        # `Data from the weather service show …`: it is the service that says so.
        subject = told["who"]
    if phrases.language == "en" and (body := _author_of(subject, cast, phrases)):
        return Speaker(body, False, body in cast.bodies)
    word = subject.rpartition(" ")[2].lower()
    oblique = word in ("him", "her", "them") and len(subject.split()) > 1
    if word in phrases.persons and not oblique and (len(subject.split()) == 1 or not find_names(subject, phrases)):
        return _pronoun(memory, word)
    if word in phrases.things and len(subject.split()) <= 4:
        return Speaker(memory.body, False, True, sure=False) if memory.body else None
    names = find_names(subject, phrases)
    if phrases.language in ("fr", "es") and (body := _common_noun_body(subject, names, phrases)):
        return Speaker(body, False, True, sure=False)
    chosen = _chosen(subject, names, cast)
    if chosen is not None and " " not in chosen.text and (body := cast.with_noun(chosen.text.lower())):
        # `el Observatorio`: the short form of the one whose name holds the noun.
        return Speaker(body, False, True, sure=False)
    if chosen is not None and phrases.language != "de" and _is_opener(chosen, subject, cast, phrases):
        chosen = None
    if chosen is not None and phrases.language == "en" and (noun := _OF_NAME.fullmatch(subject[chosen.end :])):
        head = noun["head"].lower()
        if head in phrases.organisation_nouns or is_role_word(head, phrases):
            # `the UN refugee agency`, `a Housing Alliance spokesman`: it is what the words describe.
            bare = _SPEAKING.sub("", _LEADING.sub("", subject))
            return Speaker(_small(bare), is_role_word(head, phrases), False)
    if chosen is None:
        return _described(subject, cast, memory, phrases)
    full = cast.full(chosen.text)
    if full in cast.bodies:
        return Speaker(full, False, True)
    if phrases.language == "en" and full not in cast.people and _ARTICLE.search(subject[: chosen.start]):
        return Speaker(full, False, True)  # `the Red Crescent`: no person has an article.
    roles, _ = roles_at(subject, chosen, dict.fromkeys(cast.organisations), phrases)
    known = full in cast.known
    return Speaker(full, True, True, sure=known or is_full_name(full), roles=roles)


def _small(description: str) -> str:
    """Return a description as it stands within a sentence: its article in lower case."""
    return re.sub(r"^(?:The|An?|One|Its|Their)\s", lambda match: match[0].lower(), description)


def _author_of(subject: str, cast: Cast, phrases: Phrases) -> str:
    """Return the organisation whose document a subject is: `a Housing Alliance survey`, `a report by the council`."""
    if not _DOCUMENT.search(subject):
        return ""
    if described := _MADE_BY.search(subject):
        who = re.sub(r"\s(?:in|on|last|this)\s.*$", "", described["who"])
        return who if _head(who.lower().split()) in phrases.organisation_nouns else ""
    named = [body for body in cast.organisations if body in subject]
    longest = max(named, key=len, default="")
    head, _, tail = subject.partition(longest) if longest else ("", "", "")
    by = re.search(r"\b(?:by|from)(?: the)? $", head)
    own = re.fullmatch(r"(?:[’']s?)?(?: [\w-]+){0,3}", tail) and _DOCUMENT.search(tail)
    return longest if longest and (by or (own and not _DOCUMENT.search(head))) else ""


def _common_noun_body(subject: str, names: tuple[Name, ...], phrases: Phrases) -> str:
    """Return an organisation whose name begins with a small noun, as in French and Spanish: `l’association Rives et Pages`."""  # noqa: E501
    bare = re.sub(r"^(?:l[’']|(?:la|le|el|una?|une?)\s)", "", subject.strip(), flags=re.IGNORECASE)
    noun, _, rest = bare.partition(" ")
    if noun not in phrases.organisation_nouns | phrases.generic_organisations or not rest[:1].isupper():
        return ""
    last = max((name.end for name in names), default=0)
    return bare if names and last == len(subject.rstrip()) else ""


def _is_opener(name: Name, subject: str, cast: Cast, phrases: Phrases) -> bool:
    """Return whether a lone capital only opens the sentence: `Civil protection officials`, `Lawyers for the firm`."""
    if not name.start and " " not in name.text and name.text.endswith("s") and is_role_word(name.text, phrases):
        return True
    if " " in name.text or name.start or cast.full(name.text) != name.text or name.text in cast.known:
        return False
    return re.match(r"\s[a-z]\w*s$|\s(?!who|which|and|of|in|at|from|for)[a-z]\w+ ", subject[name.end :]) is not None


def _pronoun(memory: Memory, word: str) -> Speaker | None:
    if memory.unnamed is not None:
        return memory.unnamed
    if memory.last is not None and memory.last.person and (not memory.person or memory.person == memory.last.name):
        return Speaker(memory.last.name, True, memory.last.named, sure=False)
    person = memory.person or (memory.perhaps if word in ("he", "she") else "")
    return Speaker(person, True, True, sure=False) if person else None


def _chosen(subject: str, names: tuple[Name, ...], cast: Cast) -> Name | None:
    """Return the name that is the subject's head: a person's before an organisation's, none in `the X’s treasurer`."""
    heads = [name for name in names if not re.match(r"[’']s?\s", subject[name.end :])]
    people = [name for name in heads if cast.full(name.text) not in cast.bodies]
    known = [name for name in people if cast.full(name.text) in cast.known]
    whole = [name for name in people if is_full_name(cast.full(name.text))]
    bodies = [name for name in heads if cast.full(name.text) in cast.bodies]
    # `the mayor of Ostervik`, `a baker from Delling`: the place is not who speaks.
    placed = [
        n
        for n in (*known, *whole, *people)
        if not re.search(
            r"\b(?:(?:of|in|from|at|near|for)\s(?:the\s)?|for\s(?:the|an?)\s(?:[a-z]+\s){1,3})$", subject[: n.start]
        )
    ]
    headed = [n for n in bodies if not re.search(r"\b(?:of|at|from|for|in|by|with)\s(?:the\s)?$", subject[: n.start])]
    return next(iter(placed), None) or next(iter(headed), None)


def _described(subject: str, cast: Cast, memory: Memory, phrases: Phrases) -> Speaker | None:
    """Return who a description means: an organisation by its noun, a person by the role, else the words themselves."""
    subject = _SPEAKING.sub("", _LEADING.sub("", subject))
    words = [word.lower().strip(",.") for word in subject.split()]
    if words and subject[:1].isupper() and is_role_word(head := _head(words), phrases) and head.endswith("s"):
        # `Lawyers for the firm`, `Residents of the square`.
        return Speaker(subject[:1].lower() + subject[1:], False, False) if len(words) <= 8 else None
    if not words or len(words) > _DESCRIPTION_WORDS_MAX or words[0] not in phrases.determiners | {"l"}:
        tail = _DETERMINED.search(subject)
        if tail is None or not words or len(tail[0].split()) > _DESCRIPTION_WORDS_MAX:
            return _undetermined(subject, phrases)
        subject = tail[0]
        words = [word.lower().strip(",.") for word in subject.split()]
    head = _head(words)
    definite = words[0] in ("the", "le", "la", "el", "der", "die", "das", "its", "their")
    if definite and head in phrases.organisation_nouns | phrases.generic_organisations:
        # `the central bank` is not the Fjord Bank; `the bank` after it is the central one.
        told = words[1 : words.index(head)] if head in words else []
        if not told and head in memory.described:
            return memory.described[head]
        body = cast.with_noun(head) or (_any_body(cast, memory) if head in phrases.generic_organisations else "")
        if body and any(word not in body.lower() and word not in _VAGUE for word in told):
            body = ""
        if body:
            return Speaker(body, False, True, sure=head in body.lower())
    if definite and is_role_word(head, phrases) and (person := cast.with_role(head)):
        return Speaker(person, True, True)
    if definite and head in memory.described:
        return memory.described[head]
    body_like = head in phrases.organisation_nouns | phrases.generic_organisations or head.endswith("s")
    name = re.sub(r"^(?:[Tt]he|[Ii]ts|[Tt]heir)\s", "the ", subject) if definite else subject[:1].lower() + subject[1:]
    return Speaker(name, not body_like, False, sure=True)


def _any_body(cast: Cast, memory: Memory) -> str:
    """Return which organisation `the company` is: the last one named, unless the text is mostly about another."""
    counts = dict(cast.counts)
    most = max(cast.organisations, key=lambda name: counts.get(name, 0), default="")
    return most if counts.get(most, 0) >= 2 * counts.get(memory.body, 0) else memory.body


def _head(words: list[str]) -> str:
    """Return the noun that a description is about: the last word before `of`, `close to`, `in`."""
    stop = next(
        (
            i
            for i, word in enumerate(words)
            if i
            and word
            in ("of", "close", "in", "from", "at", "for", "with", "who", "de", "du", "familiar", "near", "on", "to")
        ),
        len(words),
    )
    return words[stop - 1] if stop else words[-1]


def _undetermined(subject: str, phrases: Phrases) -> Speaker | None:
    """Return who `official figures`, `residents`, `police` are: a plural that speaks for itself, or nobody."""
    words = subject.split()
    last = words[-1].lower() if words else ""
    plural = last.endswith("s") or last in ("police", "people")
    if 1 <= len(words) <= 4 and plural and re.fullmatch(r"[\w’' -]+", subject) and last not in phrases.function_words:
        return Speaker(subject[:1].lower() + subject[1:], False, False, sure=False)
    return None


def _arabic(subject: str, phrases: Phrases) -> Speaker | None:
    """Return the speaker that follows an Arabic verb: what role words leave over, or all of it."""
    words = re.split(r"\s+", re.split(r"\s(?:الذي|التي|الذين|إن|أن|في|خلال|إنه|إنها)\s", subject)[0].strip())
    words = [word for word in words if word]
    if not words or len(words) > 7:
        return None
    role = 0
    while role < len(words) - 2 and (words[role] in phrases.role_nouns or words[role] in phrases.honorifics or role):
        role += 1
    if words[0] in phrases.organisation_nouns:
        return Speaker(" ".join(words), False, True, sure=False)
    name = " ".join(words[role:]) if words[0] in phrases.role_nouns | phrases.honorifics else " ".join(words)
    roles = (Role(" ".join(words[:role])),) if role else ()
    return Speaker(name, True, True, sure=False, roles=roles)


def merged(actor: Actor | None, speaker: Speaker, evidence: str) -> Actor:
    """Return the actor that a speaker is, with the roles that the attribution adds."""
    known = actor or Actor(speaker.name, speaker.person, (), evidence, speaker.sure)
    added = tuple(
        role for role in speaker.roles if not any(role.title.lower() in old.title.lower() for old in known.roles)
    )
    return Actor(
        known.name, known.person, (*known.roles, *added), known.evidence or evidence, known.sure, known.aliases
    )
