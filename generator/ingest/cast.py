"""Who is in a text: persons and organisations with their roles, one entry for the full name and the short one."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from generator.ingest.names import Name, find_names, is_full_name, is_role_word
from generator.ingest.passages import Passage
from generator.ingest.phrases import Phrases

_APPOSITION = re.compile(r"^,\s(?P<role>[^,.;:()“”\"«»—\ufffc]{3,90}?)(?=[,.;:()“”\"«»—\ufffc]|$)")
_BRACKETED = re.compile(r"^\s\((?P<role>[^()\d]{3,40})\)")
_AFTER_OF = re.compile(r"^\s(?:of|from|at)\s(?=(?:the\s)?[^\W\d_])")
_RELATIVE = re.compile(r"\s(?:who|which|that|said|says|told|and|in charge|qui|que|dont)\b.*$")
_DETERMINER = re.compile(
    r"^(?:the|a|an|its|his|her|their|our|one|le|la|les|un|une|el|der|die|das|ein|eine|son|sa|su|ihr|ihre|deren|dessen)\s+|^l[’']",
    re.IGNORECASE,
)
_REACH = 160
_AGE_AFTER = re.compile(r"^(?:,\s\d{1,3}(?=,|\.|$)|\s\(\d{2,3}\))")


@dataclass(frozen=True, slots=True)
class Role:
    """A role as the text words it, and the organisation's name when the role names one of the text's."""

    title: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or organisation. `evidence` is the sentence that shows it; `sure` false when its kind is a guess."""

    name: str
    person: bool
    roles: tuple[Role, ...] = ()
    evidence: str = ""
    sure: bool = True
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """All names of a text, and how the short ones belong to the full ones."""

    actors: tuple[Actor, ...]
    counts: tuple[tuple[str, int], ...]
    organisations: tuple[str, ...]
    full_names: tuple[str, ...]
    """Names that can be a person's whole name, in the order of the text."""
    people: frozenset[str]
    bodies: frozenset[str]
    known: frozenset[str]
    """The names of all actors."""
    short: Mapping[str, str]
    """Surnames, initials and other short forms, each with the name it stands for."""

    def full(self, name: str) -> str:
        """Return the full form of a name: of a surname the person's, of initials the organisation's, else itself."""
        return self.short.get(name, name)

    def with_noun(self, noun: str) -> str:
        """Return the organisation whose name holds a noun (`the council`): the one most named, the first of equals."""
        counts = dict(self.counts)
        fitting = [name for name in self.organisations if noun in re.split(r"[\s’'-]+", name.lower())]
        return max(fitting, key=lambda name: counts.get(name, 0), default="")

    def with_role(self, noun: str) -> str:
        """Return the one person whose role begins with, or is, a noun (`the mayor`); empty for none or several."""
        fitting = [
            actor.name
            for actor in self.actors
            if actor.person and any(noun in role.title.lower().split() for role in actor.roles)
        ]
        return fitting[0] if len(fitting) == 1 else ""


def read_cast(
    passages: tuple[Passage, ...],
    known_people: tuple[str, ...],
    phrases: Phrases,
    elsewhere: tuple[Passage, ...] = (),
) -> Cast:
    """Return who is in the passages. `known_people` are names known from elsewhere, as the answers of an interview.

    `elsewhere` is what names people and is not searched for facts (title, tables): it completes surnames.
    """
    sighted: list[tuple[Passage, Name]] = []
    for passage in (*elsewhere, *passages):
        sighted += [(passage, name) for name in find_names(passage.text, phrases)]
    proven = _bodies_by_role(passages, phrases)
    counts: Counter[str] = Counter(name.text for _, name in sighted)
    bodies = dict.fromkeys(
        name.text for _, name in sighted if (name.organisation and " " in name.text) or name.text in proven
    )
    full = dict.fromkeys(
        [*known_people, *(name.text for _, name in sighted if is_full_name(name.text) and name.text not in bodies)]
    )
    people = _people(sighted, tuple(full), bodies, phrases)
    for name in known_people:
        people.setdefault(name, Actor(name, True))
    for name, actor in _by_surname(sighted, tuple(full), people).items():
        people.setdefault(name, actor)
    acronyms = _acronyms(passages, tuple(bodies))
    evidence = _evidence(sighted, bodies)
    organisations = [
        Actor(name, False, (), evidence.get(name, ""), True, tuple(a for a, body in acronyms.items() if body == name))
        for name in bodies
    ]
    actors = (*people.values(), *organisations)
    return Cast(
        actors=actors,
        counts=tuple(counts.items()),
        organisations=tuple(bodies),
        full_names=tuple(full),
        people=frozenset(people),
        bodies=frozenset(bodies),
        known=frozenset(actor.name for actor in actors),
        short=_short(tuple(full), actors),
    )


def _short(full: tuple[str, ...], actors: tuple[Actor, ...]) -> dict[str, str]:
    """Return the short forms of names: of several persons of one surname, one whom a role proves comes first."""
    known = {actor.name for actor in actors}
    result: dict[str, str] = {}
    for name in sorted(full, key=lambda each: each not in known):
        words = name.split()
        for start in range(1, len(words)):
            result.setdefault(" ".join(words[start:]), name)
    for actor in actors:
        for alias in actor.aliases:
            result.setdefault(alias, actor.name)
    for name in (*full, *known):
        result.pop(name, None)
    return result


def _evidence(sighted: list[tuple[Passage, Name]], bodies: dict[str, None]) -> dict[str, str]:
    """Return for each organisation the sentence that names it first."""
    result: dict[str, str] = {}
    for passage, name in sighted:
        if name.text in bodies and name.text not in result:
            start, end = passage.sentence_at(name.start)
            result[name.text] = passage.text[start:end]
    return result


def _people(
    sighted: list[tuple[Passage, Name]], full: tuple[str, ...], bodies: dict[str, None], phrases: Phrases
) -> dict[str, Actor]:
    """Return the persons that a title, role or age beside their name shows to be such."""
    people: dict[str, Actor] = {}
    surnames: dict[str, str] = {}
    for whole in full:
        surnames.setdefault(whole.rpartition(" ")[2], whole)
    for passage, name in sighted:
        if name.text in bodies:
            continue
        roles, shown = roles_at(passage.text, name, bodies, phrases)
        if not shown:
            continue
        text = name.text
        if " " not in text:
            text = surnames.get(text, text)
        start, end = passage.sentence_at(name.start)
        known = people.get(text, Actor(text, True, (), passage.text[start:end]))
        merged = dict.fromkeys((*known.roles, *(role for role in roles if not _covers(known.roles, role))))
        people[text] = Actor(text, True, tuple(merged), known.evidence)
    return people


def _by_surname(
    sighted: list[tuple[Passage, Name]], full: tuple[str, ...], people: dict[str, Actor]
) -> dict[str, Actor]:
    """Return those whom a text calls by a whole name first and by its last word alone later.

    English papers do so with persons; a place or a work keeps its whole name. A name that ever stands after `in`, `at`
    or `of` may be a place's.
    """
    placed = {
        name.text
        for passage, name in sighted
        if re.search(r"\b(?:in|at|of|from|near|to|on)\s(?:the\s)?$", passage.text[max(0, name.start - 12) : name.start])
    }
    seen: dict[str, tuple[Passage, Name]] = {}
    result: dict[str, Actor] = {}
    wholes = {whole.rpartition(" ")[2]: whole for whole in reversed(full)}
    for passage, name in sighted:
        if " " in name.text:
            seen.setdefault(name.text, (passage, name))
            continue
        whole = wholes.get(name.text, "")
        if whole in people or whole in placed or whole not in seen or name.text in placed:
            continue
        first, shown = seen[whole]
        start, end = first.sentence_at(shown.start)
        result.setdefault(whole, Actor(whole, True, (), first.text[start:end], sure=False))
    return result


def _covers(roles: tuple[Role, ...], role: Role) -> bool:
    return any(role.title.lower() in known.title.lower() for known in roles)


def roles_at(text: str, name: Name, bodies: dict[str, None], phrases: Phrases) -> tuple[tuple[Role, ...], bool]:
    """Return the roles that stand beside a name, and whether anything there shows a person."""
    roles: list[Role] = []
    shown = False
    # A role stands close by: thousands of names in one paragraph must not each search all that is before them.
    before = text[max(0, name.start - _REACH) : name.start]
    title, honorific = _before(before, phrases)
    if title:
        roles.append(_role(title, bodies))
    after = text[name.end : name.end + _REACH]
    of_body = _AFTER_OF.match(after)
    if of_body and (title or is_role_word(title, phrases)):
        tail = after[of_body.end() :].removeprefix("the ")
        body = next((each for each in bodies if tail.startswith(each)), "")
        if body and roles:
            roles[-1] = Role(roles[-1].title, body)
            after = tail[len(body) :]
    apposition = _APPOSITION.match(after)
    # `the Strait of Anders, a league official`: what follows the comma is told of somebody else.
    placed = re.search(r"\b(?:of|in|at|from|near|to)\s(?:the\s)?$", before) is not None
    if apposition and not roles and not placed:
        role = _RELATIVE.sub("", apposition["role"]).strip()
        if any(is_role_word(word, phrases) for word in role.split()) and not role[:1].isupper():
            roles.append(_role(role, bodies))
    bracketed = _BRACKETED.match(after)
    if bracketed and not roles and any(is_role_word(word, phrases) for word in bracketed["role"].split()):
        # `Mrs Helen Albright (Clerk)`, as rosters write it.
        roles.append(_role(bracketed["role"], bodies))
    shown = bool(roles) or honorific or bool(_AGE_AFTER.match(after))
    return tuple(roles), shown


def _role(text: str, bodies: dict[str, None]) -> Role:
    """Return the role that words beside a name give, with the organisation they name."""
    title = _DETERMINER.sub("", text.strip()).strip()
    # `Councillors Ada Pell, Bram Outhwaite`: the title of each.
    title = re.sub(r"^([A-Z]\w+[^s])s$", r"\1", title)
    body = next((each for each in bodies if each in title), "")
    return Role(title, body)


def _before(before: str, phrases: Phrases) -> tuple[str, bool]:
    """Return the role that ends right before a name (`council leader`), and whether a form of address does (`Mr`)."""
    if not before.endswith((" ", "\u00a0")) and not re.search(r"\w,\s$", before):
        return "", False
    comma = re.search(
        r"(?:^|[\s,])(?P<role>(?:the|a|an|its|his|her|their|la|le|el|son|sa|su)\s[^,.;:]{3,60}),\s$",
        before,
        re.IGNORECASE,
    )
    if comma and any(is_role_word(word, phrases) for word in comma["role"].split()):
        words = comma["role"].split()
        first = max(i for i, word in enumerate(words) if word.lower() in phrases.determiners or i == 0)
        return " ".join(words[first:] if any(is_role_word(w, phrases) for w in words[first:]) else words), True
    words = re.findall(r"[^\s,.;:()“”\"«»—\ufffc]+\.?|[,.;:()“”\"«»—\ufffc]", before[-80:])
    taken: list[str] = []
    for word in reversed(words):
        lower = word.lower().rstrip(".")
        if not re.search(r"\w", word) or lower in phrases.determiners or len(taken) == 5:
            break
        if lower in phrases.said or lower in phrases.function_words or lower in phrases.not_names - phrases.role_nouns:
            break
        if word.endswith(".") and lower not in phrases.honorifics | phrases.abbreviations:
            break
        taken.insert(0, word)
    while taken and not is_role_word(taken[-1], phrases) and taken[-1].lower().rstrip(".") not in phrases.honorifics:
        return "", False
    if not taken:
        return "", False
    last = taken[-1].lower().rstrip(".")
    if last in phrases.honorifics and last not in phrases.role_nouns and last.rstrip("s") not in phrases.role_nouns:
        return "", True
    return " ".join(taken), True


def _bodies_by_role(passages: tuple[Passage, ...], phrases: Phrases) -> frozenset[str]:
    """Return the names that stand after a role and `of`, as only an organisation's does (`chief executive of X`)."""
    roles = "|".join(sorted(map(re.escape, phrases.role_nouns), key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{roles})s?{phrases.role_link_pattern}(?:the\s|la\s|l[’'])?$", re.IGNORECASE)
    named: set[str] = set()
    for passage in passages:
        for name in find_names(passage.text, phrases):
            if name.organisation and pattern.search(passage.text[max(0, name.start - 60) : name.start]):
                named.add(name.text)
    return frozenset(named)


def _acronyms(passages: tuple[Passage, ...], bodies: tuple[str, ...]) -> dict[str, str]:
    """Return the initials given in brackets after an organisation's name."""
    found: dict[str, str] = {}
    for passage in passages:
        for match in re.finditer(r"\((?:the )?([A-Z][A-Za-z]{1,7})\)", passage.text):
            before = passage.text[: match.start()].rstrip()
            body = next((each for each in bodies if before.endswith(each)), "")
            if body:
                found.setdefault(match[1], body)
    return found
