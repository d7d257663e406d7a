"""Which line is the title, told by shape and by what else agrees with it: each feature of a line has a weight."""

import re
from collections.abc import Sequence

from generator.ingest.document import Block, BlockKind, Metadata
from generator.ingest.furniture import Surroundings, features_of
from generator.ingest.phrases import Phrases
from generator.ingest.shape import Shape, shape_of

PAGE_WEIGHTS = {
    "is the page's title": 3.0,
    "is a part of the page's title": 2.5,
    "begins the page's title": 2.5,
    "stands in the page's title": 1.5,
    "first level": 1.0,
    "second level": 0.25,
    "above the text": 1.0,
    "right above the text": 0.5,
    "one word": -1.0,
    "is the site's name": -4.0,
    "has another part": -1.5,
}
"""Of a heading of a web page. A page names itself in its head: a heading that says the same is the title."""

PAGE_THRESHOLD = 1.5

LINE_WEIGHTS = {
    "top heading": 5.0,
    "heading": 3.0,
    "first": 1.5,
    "emphasised": 1.0,
    "above a standfirst": 1.5,
    "a name of the text": -2.5,
    "shares words with the text": 1.5,
    "whole quotation": 1.5,
    "number of a series": -1.0,
    "five words and more": 1.5,
    "three words and more": 0.5,
    "one word": -1.5,
    "long": -2.0,
    "full stop": -1.5,
    "names only": -1.5,
    "ends with a name": -0.5,
    "letterhead": -2.5,
    "date only": -3.0,
    "address": -4.0,
    "bracketed": -3.0,
    "rights": -4.0,
    "parted": -1.0,
    "label": -1.5,
    "label of names": -2.0,
    "clock": -1.5,
    "ornament": -1.5,
}
"""Of a line in the head of a text: what headlines have, and what the lines around them do."""

_PARTS = re.compile(r"\s+[|–—·»:-]\s+|\s*[|»]\s*")
_WORD = re.compile(r"[^\W\d_]{4,}")
_KEY = re.compile(r"[^\W_]+")
_PLACE_BODY = re.compile(
    r"(?:the )?(?:town|city|county|borough|village|parish|district|province|state|diocese|municipality)"
    r" of [^.!?]{2,40}$",
    re.IGNORECASE,
)
"""A place as who publishes: `Town of Elm Harbor`."""
_RIGHT_ABOVE = 3
_LONG_WORDS = 24
_CAPITALS_MAX = 0.6


def page_title(blocks: Sequence[Block], metadata: Metadata, lead: int) -> int | None:
    """Return the position of the heading that is a web page's title; None when none says what its head says.

    `lead` is the position of the first running text.
    """
    best, position = PAGE_THRESHOLD, None
    titles = [_words(title) for title in metadata.titles if title]
    parts = {_words(part) for title in metadata.titles for part in _PARTS.split(title)} - set(titles)
    for number, block in enumerate(blocks):
        named = number <= lead and _words(shape_of(block).text) in parts.union(titles)
        if block.aside or (block.kind is not BlockKind.HEADING and not named):
            continue  # Old pages have no headings, only large print.
        features = _page_features(block, number, titles, parts, metadata, lead)
        score = sum(PAGE_WEIGHTS[feature] for feature in features)
        if score > best or (position is None and score == best):
            best, position = score, number
    return position


def _page_features(
    block: Block, number: int, titles: list[str], parts: set[str], metadata: Metadata, lead: int
) -> list[str]:
    words = _words(shape_of(block).text)
    several = words.count(" ") > 0
    has = {
        "is the page's title": words in titles and bool(words),
        "is a part of the page's title": several and words in parts,
        "begins the page's title": several
        and words not in parts
        and any(title.startswith(f"{words} ") for title in titles),
        "stands in the page's title": several
        and words not in parts
        and any(f" {words} " in f" {title} " for title in titles),
        "first level": block.kind is BlockKind.HEADING and block.level == 1,
        "second level": block.kind is BlockKind.HEADING and block.level == 2,
        "above the text": number <= lead,
        "right above the text": lead - _RIGHT_ABOVE <= number <= lead,
        "one word": not several,
        "is the site's name": bool(words) and words == _words(metadata.publisher),
        "has another part": block.hint in ("standfirst", "byline", "kicker", "meta"),
    }
    return [feature for feature, holds in has.items() if holds]


def line_title(lines: Sequence[Block], text: Sequence[Block], phrases: Phrases) -> int | None:
    """Return the position of the title among the lines of a text's head; None for no lines. Of equals the first is."""
    told = {
        word for block in text[:_TOLD_BLOCKS] for word in _WORD.findall(shape_of(block).text[:2_000]) if word.islower()
    }
    said = " ".join(shape_of(block).text[:2_000] for block in text[:_TOLD_BLOCKS])
    scored = [
        (
            sum(LINE_WEIGHTS[feature] for feature in line_features(block, told, phrases))
            + sum(LINE_WEIGHTS[feature] for feature in _beside(lines, position, said))
            + (0 if position else LINE_WEIGHTS["first"]),
            -position,
        )
        for position, block in enumerate(lines)
    ]
    return -max(scored)[1] if scored else None


def _beside(lines: Sequence[Block], position: int, said: str) -> list[str]:
    """Return the features that a line of the head has by what stands below it."""
    shape = shape_of(lines[position])
    following = shape_of(lines[position + 1]) if position + 1 < len(lines) else None
    has = {
        "above a standfirst": following is not None
        and shape.words >= _HEADLINE_WORDS_MIN
        and following.words >= shape.words + _STANDFIRST_MORE
        and not following.label,
        "a name of the text": shape.shouted and shape.words > 1 and shape.text.title() in said,
    }
    return [feature for feature, holds in has.items() if holds]


_HEADLINE_WORDS_MIN = 4
_STANDFIRST_MORE = 6
"""How many words more than the headline above it a standfirst has at least."""
_TOLD_BLOCKS = 6
"""How far into a text its headline is looked for: what is news stands at the beginning."""


def line_features(block: Block, told: set[str], phrases: Phrases) -> list[str]:
    """Return the features of a line of the head; `told` are the longer words of the text that are no names."""
    shape = shape_of(block)
    page = features_of(block, shape, Surroundings(), phrases)
    level = block.level if block.kind is BlockKind.HEADING else 0
    plain = [word for word in _WORD.findall(shape.text) if word.islower()]
    telling = [word for word in _WORD.findall(shape.text.lower()) if word in told]
    names_only = not plain and not shape.shouted and not shape.digits and shape.words <= 6
    bodies = [word.lower() for word in re.findall(r"[^\W\d_]+", shape.text)]
    body_named = any(word in phrases.organisation_nouns for word in bodies) or _PLACE_BODY.match(shape.text) is not None
    all_names = not plain and all(word[:1].isupper() or len(word) < 4 for word in shape.text.split())
    has = {
        "top heading": level == 1,
        "heading": level > 1,
        "emphasised": shape.emphasised,
        "shares words with the text": len(telling) >= 2 and len(telling) * 3 >= len(_WORD.findall(shape.text)),
        "five words and more": shape.words >= 5,
        "whole quotation": re.fullmatch(r"[“\"«„].*[”\"»“]", shape.text) is not None,
        "number of a series": is_of_series(shape),
        "three words and more": shape.words >= 3,
        "one word": shape.words < 2,
        "long": shape.words > _LONG_WORDS,
        "full stop": shape.text.endswith("."),
        "names only": names_only,
        "ends with a name": bool(bodies) and bodies[-1] in phrases.organisation_nouns,
        "letterhead": body_named and all_names,
        "date only": _is_release_date(shape, phrases),
        "address": shape.address,
        "bracketed": shape.bracketed,
        "rights": shape.rights,
        "parted": "parted" in page,
        "label": bool(shape.label) and len(shape.label.split()) <= 3 and level != 1,
        "label of names": bool(shape.label) and "," in shape.text and shape.capitals > _CAPITALS_MAX and level != 1,
        "clock": shape.clock,
        "ornament": shape.ornament,
    }
    return [feature for feature, holds in has.items() if holds]


def is_of_series(shape: Shape) -> bool:
    """Return whether a line counts what it names: `The Tidal Hour, episode 41`."""
    return re.search(r"[^\W\d_] \d{1,3}$", shape.text) is not None


def _is_release_date(shape: Shape, phrases: Phrases) -> bool:
    """Return whether a line with a date holds hardly a word that could be a headline's."""
    if not (shape.year or shape.clock) or shape.words > 14:
        return False
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", shape.text)]
    known = phrases.release_words | phrases.months.keys() | phrases.weekdays.keys() | phrases.function_words
    return all(word in known for word in words)


def _words(text: str) -> str:
    return " ".join(_KEY.findall(text.lower()))
