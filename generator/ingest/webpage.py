"""A web page to blocks: what every element is, and which of them the page itself sets apart from its article."""

import re
from collections import Counter
from dataclasses import replace

from generator.ingest.document import Block, BlockKind, Document, Metadata
from generator.ingest.inline import escape, plain_text, whole_emphasis
from generator.ingest.main_text import main_lines, normal_line
from generator.ingest.page_metadata import metadata_of
from generator.ingest.page_parser import PageParser
from generator.ingest.shape import shape_of
from generator.ingest.titles import page_title

_SPARED_MAX = 4
"""How often a page is read at most: names that mislead can stand within each other."""
_LINKED_MAX = 0.5
"""Running text has fewer of its words in links."""

_MARKED_SECTION = re.compile(r"<!\[[^<>]*>")
_UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|\Z))")


def read_webpage(html: str, url: str | None, judge_main: bool = True) -> Document:
    """Return the blocks of an HTML page; `aside` where the page or trafilatura hold a block to be no article text.

    `judge_main=False` takes every block as the article's, as for HTML made from a Word file. Raises IngestError when
    elements nest deeper than 512, or when there is no text.
    """
    html = _closed(html)
    parser = _parsed(html, url)
    blocks = tuple(parser.blocks)
    if not judge_main:
        return Document(blocks, metadata_of(parser.facts, url), tuple(parser.left_out))
    if parser.ours:
        return Document(
            _our_own(tuple(parser.with_locators()), parser.ours),
            metadata_of(parser.facts, url),
            tuple(parser.left_out),
            tuple(parser.sources),
        )
    metadata = metadata_of(parser.facts, url)
    return Document(_judged(blocks, html, metadata), metadata, tuple(parser.left_out))


def _parsed(html: str, url: str | None) -> PageParser:
    """Return the parser that has read the page.

    What sets most of the page's running text apart is named misleadingly (`ad-portal`, a form around everything): the
    page is read again without minding it.
    """
    spared: frozenset[int] = frozenset()
    for _ in range(_SPARED_MAX):
        parser = PageParser(url, spared)
        parser.feed(html)
        parser.close()
        parser.flush()
        words: Counter[int] = Counter()
        for block in parser.blocks:
            if block.kind is BlockKind.PARAGRAPH and block.linked < _LINKED_MAX and (shape := shape_of(block)).prose:
                words[block.apart] += shape.words
        most = {apart for apart, count in words.items() if apart and count * 5 >= words.total() * 2}
        if parser.ours or not most:
            break
        spared |= most
    return parser


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


def _judged(blocks: tuple[Block, ...], html: str, metadata: Metadata) -> tuple[Block, ...]:
    """Return the blocks with everything outside the region of the main text set aside, and one title above it.

    trafilatura says which lines are main text; it forgets quotations and captions, so what stands between two main
    lines stays unless the page itself sets it apart, and so does running text that stands in the same element as
    another main line. The region begins with the title, or with a kicker and the like right above it.
    """
    lines = main_lines(html)
    open_ = [position for position, block in enumerate(blocks) if not block.aside]
    main = [p for p in open_ if blocks[p].kind is not BlockKind.HEADING and _is_main(blocks[p], lines)]
    homes = {blocks[p].home for p in main if shape_of(blocks[p]).prose}
    words: Counter[int] = Counter()
    for p in open_:
        if blocks[p].kind is BlockKind.PARAGRAPH and _is_prose(blocks[p]):
            words[blocks[p].home] += shape_of(blocks[p]).words
    if words:
        # Of a page laid out in tables trafilatura makes one line.
        homes.add(max(words, key=lambda home: (words[home], -home)))
    if not main and not words:
        return blocks
    main = sorted({*main, *(p for p in open_ if blocks[p].home in homes and _is_prose(blocks[p]))})
    lead = next((p for p in main if _is_prose(blocks[p])), main[0])
    title = page_title(blocks, metadata, lead)
    said = metadata.title
    first = main[0] if title is None else title if title <= lead else main[0]
    if title is None and said:
        heading = Block(BlockKind.HEADING, escape(said), 1, hint="title")
        return (heading, *_region(blocks, first, main[-1]))
    while first > 0 and _is_kicker(blocks[first - 1]):
        first -= 1
    region = list(_region(blocks, first, max(main[-1], title or 0)))
    if title is not None:
        bare = whole_emphasis(blocks[title].text) or blocks[title].text
        region[title] = replace(region[title], kind=BlockKind.HEADING, level=1, text=bare, hint="title")
    for position, block in enumerate(region):
        if block.kind is BlockKind.HEADING and not block.aside and (block.level == 1 or position == title):
            region[position] = replace(block, level=1 if position == title else 2)
    return tuple(region)


def _region(blocks: tuple[Block, ...], first: int, last: int) -> tuple[Block, ...]:
    return tuple(
        block if first <= position <= last else replace(block, aside=True) for position, block in enumerate(blocks)
    )


def _is_kicker(block: Block) -> bool:
    """Return whether a block above the headline is a line of its head."""
    return bool(block.hint) and not block.aside and not _is_prose(block)


def _is_prose(block: Block) -> bool:
    return block.kind is not BlockKind.HEADING and block.linked < _LINKED_MAX and shape_of(block).prose


def _is_main(block: Block, lines: frozenset[str]) -> bool:
    return len(block.text) >= 20 and any(normal_line(line) in lines for line in plain_text(block.text).split("\n"))
