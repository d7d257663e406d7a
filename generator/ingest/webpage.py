"""A web page to blocks: what every element is, and which of them the page itself sets apart from its article."""

import re
from dataclasses import replace

from generator.ingest.document import Block, BlockKind, Document
from generator.ingest.inline import plain_text
from generator.ingest.main_text import main_lines, normal_line
from generator.ingest.page_metadata import metadata_of
from generator.ingest.page_parser import PageParser

_MARKED_SECTION = re.compile(r"<!\[[^<>]*>")
_UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|\Z))")


def read_webpage(html: str, url: str | None, judge_main: bool = True) -> Document:
    """Return the blocks of an HTML page; `aside` where the page or trafilatura hold a block to be no article text.

    `judge_main=False` takes every block as the article's, as for HTML made from a Word file. Raises IngestError when
    elements nest deeper than 512, or when there is no text.
    """
    html = _closed(html)
    parser = PageParser(url)
    parser.feed(html)
    parser.close()
    parser.flush()
    blocks = tuple(parser.blocks)
    if not judge_main:
        return Document(blocks, metadata_of(parser.facts, url), tuple(parser.left_out))
    if parser.ours:
        return Document(
            _our_own(blocks, parser.ours),
            metadata_of(parser.facts, url),
            tuple(parser.left_out),
            tuple(parser.sources),
            main_known=True,
        )
    return Document(_judged(blocks, html), metadata_of(parser.facts, url), tuple(parser.left_out), main_known=True)


def _closed(html: str) -> str:
    """Return the page without comments and `<![…]>`, and with every `<` that no `>` closes written as text.

    The parser of the standard library looks for the missing end again at each of them: 50,000 took minutes.
    """
    parts: list[str] = []
    position = 0
    while (start := html.find("<!--", position)) >= 0:
        end = html.find("-->", start + 4)
        parts.append(html[position:start])
        position = end + 3 if end >= 0 else len(html)
    return _MARKED_SECTION.sub("", _UNCLOSED.sub("&lt;", "".join((*parts, html[position:]))))


def _our_own(blocks: tuple[Block, ...], ours: set[int]) -> tuple[Block, ...]:
    """Return the blocks of a page of ours: what the sheet made of it is set aside, so that the article comes back."""
    result: list[Block] = []
    for position, block in enumerate(blocks):
        small_print = block.hint == "byline" and "·" in block.text
        keep = position in ours and not small_print and not block.text.startswith("Draft: ")
        result.append(replace(block, aside=block.aside or not keep))
    return tuple(result)


def _judged(blocks: tuple[Block, ...], html: str) -> tuple[Block, ...]:
    """Return the blocks with everything outside the region of the main text set aside.

    trafilatura says which lines are main text; it forgets quotations and captions, so what stands between two main
    lines stays unless the page itself sets it apart.
    """
    lines = main_lines(html)
    main = [
        position
        for position, block in enumerate(blocks)
        if not block.aside and block.kind is not BlockKind.HEADING and _is_main(block, lines)
    ]
    if not main:
        return blocks
    heading = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.level == 1]
    first = min([main[0], *(i for i in heading if not blocks[i].aside)])
    # A kicker stands above the headline.
    while first > 0 and blocks[first - 1].hint and not blocks[first - 1].aside:
        first -= 1
    last = main[-1]
    return tuple(
        block if first <= position <= last else Block(block.kind, block.text, block.level, True, block.hint)
        for position, block in enumerate(blocks)
    )


def _is_main(block: Block, lines: frozenset[str]) -> bool:
    return len(block.text) >= 20 and any(normal_line(line) in lines for line in plain_text(block.text).split("\n"))
