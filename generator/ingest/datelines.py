"""The dateline with which a first paragraph opens: place, agency and date."""

import re
from collections.abc import Collection
from dataclasses import replace

from generator.ingest.document import Block, BlockKind

DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-ÖØ-Þ\u0600-\u06FF][^\W\d_]*"
    r"(?:[ '’-](?:[^\W\da-zß-öø-ÿ_][^\W\d_]*|[a-zß-öø-ÿ]{1,4}(?=[ -][A-ZÀ-ÖØ-Þ]))){0,3}"
    r"(?:, [^\W\d_]+(?: [^\W\d_]+)?(?!\.? ?\d)){0,2})"
    r"(?P<rest>(?:,? [^()—–\d£$€%]{0,14}\d[^()—–]{0,20})?)(?: ?\((?P<agency>[^()]{2,40})\))?\s*(?:—|–|--|\s-)\s+(?=\S)"
)


_BRACKETED = re.compile(
    r"^\((?P<place>[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:[ '’-][^\W\d_]+){0,3}), "
    r"(?P<rest>[^()]{0,14}\d[^()]{0,20})\)(?P<agency>)\s+(?=\S)"
)


_DATED = re.compile(
    r"^(?P<place>[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:[ '’-][^\W\d_]+){0,3})(?: ?\((?P<agency>[^()]{2,40})\))?,? "
    r"(?P<rest>(?:\d{1,2} [^\W\d_]{3,12}|[^\W\d_]{3,12} \d{1,2},) \d{4})[.:]\s+(?=\S)"
)
"""With a whole date, a full stop or colon may end it."""


_COUNTING = re.compile(r"\d[.,]\d{3}|\d,? [a-zß-öø-ÿ]")
"""What makes the words before a dash a sentence and no date."""


def read_dateline(blocks: tuple[Block, ...], weekdays: Collection[str]) -> tuple[str, str, str, tuple[Block, ...]]:
    """Return place, agency and date with which the first paragraph opens, and the blocks without them.

    `weekdays` in lower case: one behind the place (`CAIRO, Saturday —`) is no part of it.
    """
    for position, block in enumerate(blocks[:3]):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        match = next((m for p in (DATELINE, _BRACKETED, _DATED) if (m := p.match(block.text))), None)
        if match is None or len(block.text) - match.end() < 40:
            return "", "", "", blocks
        place = ", ".join(part for part in match["place"].split(", ") if part.lower() not in weekdays)
        if _COUNTING.search(match["rest"]) and not (place.isupper() or match["rest"].startswith(",")):
            return "", "", "", blocks  # `Some 200,000 people – a tenth of them – …`
        shouted = place.isupper() or not place.isascii()
        if not (shouted or match["agency"] or match["rest"] or len(place.split()) <= 2):
            return "", "", "", blocks
        short = replace(block, text=block.text[match.end() :])
        place = place.title() if place.isupper() and any(c.isascii() for c in place) else place
        return place, match["agency"] or "", match["rest"] or "", (*blocks[:position], short, *blocks[position + 1 :])
    return "", "", "", blocks
