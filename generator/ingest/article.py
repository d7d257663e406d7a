"""Blocks to the Markdown of an article."""

from collections.abc import Sequence

from generator.ingest.document import Block, BlockKind
from generator.ingest.header import Header
from generator.ingest.inline import guard_start
from generator.ingest.yaml_text import Value, date_value, write_mapping

_LISTS = (BlockKind.ITEM, BlockKind.NUMBERED)


def write_body(blocks: Sequence[Block]) -> str:
    """Return blocks as Markdown, ended by a line end; empty for none. Headings begin at level 2."""
    levels = [block.level for block in blocks if block.kind is BlockKind.HEADING]
    shift = 2 - min(levels) if levels else 0
    parts: list[str] = []
    for position, block in enumerate(blocks):
        previous = blocks[position - 1] if position else None
        together = previous is not None and block.kind in _LISTS and previous.kind is block.kind
        if parts:
            parts.append("\n" if together else "\n\n")
            if previous is not None and previous.kind is block.kind is BlockKind.QUOTATION:
                # Two paragraphs of one quotation; without the mark they would be two quotations.
                parts[-1] = "\n>\n"
        parts.append(_written(block, shift, _number(blocks, position)))
    return "".join(parts) + "\n" if parts else ""


def _number(blocks: Sequence[Block], position: int) -> int:
    """Return a numbered item's own number, or its place in its list where the page gives none."""
    if blocks[position].kind is not BlockKind.NUMBERED:
        return 0
    run = 1
    while position - run >= 0 and blocks[position - run].kind is BlockKind.NUMBERED:
        run += 1
    return max(run, blocks[position].level)


def _written(block: Block, shift: int, number: int) -> str:
    if block.kind is BlockKind.HEADING:
        return "#" * min(6, max(2, block.level + shift)) + " " + block.text.rstrip("#").strip()
    if block.kind is BlockKind.ITEM:
        return "  " * block.level + "- " + guard_start(block.text)
    if block.kind is BlockKind.NUMBERED:
        return f"{number}. " + guard_start(block.text)
    if block.kind is BlockKind.QUOTATION:
        return "> " + guard_start(block.text)
    if block.kind is BlockKind.CODE:
        fence = "```"
        while fence in block.text:
            fence += "`"
        return f"{fence}\n{block.text}\n{fence}"
    if block.kind is BlockKind.TABLE:
        return block.text
    if block.kind is BlockKind.CAPTION:
        return f"*{block.text}*" if "*" not in block.text else block.text
    return guard_start(block.text)


def write_article(header: Header, language: str, date: Value, body: str) -> str:
    """Return the whole `article.md`: front matter of a draft, then the body."""
    front: dict[str, Value] = {"title": header.title}
    if header.standfirst:
        front["standfirst"] = header.standfirst
    front["date"] = date
    if header.place:
        dateline: dict[str, Value] = {"place": header.place}
        if header.date:
            dateline["date"] = date_value(header.date)
        front["dateline"] = dateline
    elif header.date:
        front["dateline"] = {"date": date_value(header.date)}
    if header.section:
        front["section"] = header.section
    if header.authors:
        front["authors"] = [
            {"name": author.name, "role": author.role} if author.role else author.name for author in header.authors
        ]
    front["language"] = language
    front["draft"] = True
    return f"---\n{write_mapping(front)}---\n\n{body}"
