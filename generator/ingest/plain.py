"""Pasted text and Markdown to blocks."""

import itertools
import re

from generator.ingest.document import Block, BlockKind, Document, Metadata
from generator.ingest.inline import guard, plain_text

_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_UNDERLINE = re.compile(r"^\s{0,3}(=+|-+)\s*$")
_RULE = re.compile(r"^\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_ITEM = re.compile(r"^(\s*)(?:[-*+•‣◦▪]|–(?=\s[^\d]))\s+(\S.*)$")
_NUMBERED = re.compile(r"^(\s*)(\d{1,3})[.)]\s+(\S.*)$")
_QUOTED = re.compile(r"^\s{0,3}>\s?(.*)$")
_TABLE = re.compile(r"^\s*\|.*\|\s*$")
_TURN = re.compile(
    r"^\s*(?:\*\*|__)?[^\W\d_\[][^:\n]{0,40}:(?:\*\*|__)?\s|^\s*\[[^\]]{2,40}\]:\s(?!https?:)|^\s*[QASRPFج س]\s*[:.]\s"
)
_REFERENCE = re.compile(r"^\s*\[\^?[\w-]{1,20}\]:?\s+\S")
_FRONT_LINE = re.compile(r"^([A-Za-z_]+):\s*(.*)$")
_PICTURE = re.compile(r"!\[([^\]\n]{0,300})\]\(([^)\n]{0,500})\)")
_SPACES = re.compile(r"[ \t\v]+")
_TERMINAL = re.compile(r"[.!?…:;؟。][\"”’»“)\]*_]*$")
_WRAP_WIDTH_MIN = 45


def read_plain(text: str) -> Document:
    """Return the blocks of a text that is plain, Markdown, or some of each."""
    lines = text.expandtabs(4).split("\n")
    metadata, lines = _front_matter(lines)
    pictures: list[str] = []

    def without_pictures(line: str) -> str:
        def note(match: re.Match[str]) -> str:
            pictures.append(f"picture: {match[1]} ({match[2]})")
            return ""

        return _PICTURE.sub(note, line) if "![" in line else line

    blocks = _blocks([without_pictures(line) for line in lines])
    return Document(tuple(blocks), metadata, tuple(pictures))


def _front_matter(lines: list[str]) -> tuple[Metadata, list[str]]:
    """Return what simple front matter says (`title`, `author`, `date` …), and the lines after it."""
    if not lines or lines[0].strip() != "---":
        return Metadata(), lines
    end = next((i for i, line in enumerate(lines[1:40], start=1) if line.strip() in ("---", "...")), None)
    matched = [_FRONT_LINE.match(line) for line in lines[1:end]] if end else []
    if not matched or not all(matched):
        return Metadata(), lines
    found = {match[1].lower(): match[2].strip().strip("\"'") for match in matched if match}
    known = {
        "title",
        "standfirst",
        "description",
        "subtitle",
        "author",
        "authors",
        "date",
        "section",
        "language",
        "lang",
        "publisher",
    }
    if not found.keys() <= known:
        return Metadata(), lines
    authors = tuple(name.strip() for name in re.split(r",| and ", found.get("author", found.get("authors", ""))))
    metadata = Metadata(
        title=found.get("title", ""),
        description=found.get("standfirst") or found.get("description") or found.get("subtitle") or "",
        authors=tuple(name.strip("[] \"'") for name in authors if name),
        date=found.get("date", ""),
        publisher=found.get("publisher", ""),
        section=found.get("section", ""),
        language=found.get("language", found.get("lang", "")),
    )
    return metadata, lines[(end or 0) + 1 :]


def _blocks(lines: list[str]) -> list[Block]:
    wrapped = _is_wrapped(lines)
    blocks: list[Block] = []
    group: list[str] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        fence = _FENCE.match(line)
        if fence:
            end = _fence_end(lines, position, fence[1])
            if end is not None:
                blocks += _group(group, wrapped)
                group = []
                blocks.append(Block(BlockKind.CODE, "\n".join(lines[position + 1 : end])))
                position = end + 1
                continue
        if line.strip():
            group.append(line)
        else:
            blocks += _group(group, wrapped)
            group = []
        position += 1
    return blocks + _group(group, wrapped)


def _fence_end(lines: list[str], start: int, mark: str) -> int | None:
    closing = re.compile(rf"^\s{{0,3}}{re.escape(mark[0])}{{{len(mark)},}}\s*$")
    return next((i for i in range(start + 1, len(lines)) if closing.match(lines[i])), None)


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether the lines were broken at a width, so that neighbours belong together.

    A text with lines of more than 120 characters was not; nor one where full lines end as sentences do.
    """
    full = [line for line in lines if len(line.strip()) >= _WRAP_WIDTH_MIN]
    if not full or max(map(len, full)) > 120:
        return False
    followed = [a for a, b in itertools.pairwise(lines) if len(a.strip()) >= _WRAP_WIDTH_MIN and b.strip()]
    return bool(followed) and sum(bool(_TERMINAL.search(line.strip())) for line in followed) * 2 < len(followed)


def _group(lines: list[str], wrapped: bool) -> list[Block]:
    """Return the blocks of lines without an empty one between them."""
    blocks: list[Block] = []
    joinable = False
    for number, line in enumerate(lines):
        block = _line_block(line)
        if block is None:
            joinable = False
            continue
        if _UNDERLINE.match(line) and number == 1 and blocks and blocks[-1].kind is BlockKind.PARAGRAPH:
            blocks[-1] = Block(BlockKind.HEADING, blocks[-1].text, 1 if line.strip()[0] == "=" else 2)
            continue
        previous = blocks[-1] if blocks else None
        if previous is not None and joinable and _continues(previous, block, wrapped or line.startswith("   ")):
            mark = "\n" if block.kind is BlockKind.TABLE else " "
            blocks[-1] = Block(previous.kind, previous.text + mark + block.text, previous.level)
        else:
            blocks.append(block)
        joinable = len(line.strip()) >= _WRAP_WIDTH_MIN or block.kind in (BlockKind.TABLE, BlockKind.QUOTATION)
    return blocks


def _continues(previous: Block, block: Block, wrapped: bool) -> bool:
    if block.kind in (BlockKind.TABLE, BlockKind.QUOTATION):
        return previous.kind is block.kind
    if block.kind is not BlockKind.PARAGRAPH or previous.kind in (BlockKind.HEADING, BlockKind.TABLE):
        return False
    return wrapped and not _TURN.match(block.text) and not _REFERENCE.match(block.text)


def _line_block(line: str) -> Block | None:
    """Return the block that a line is or begins; None for a rule."""
    if heading := _HEADING.match(line):
        return Block(BlockKind.HEADING, _tidy(heading[2]), len(heading[1]))
    if _TABLE.match(line):
        return Block(BlockKind.TABLE, guard(line.strip()))
    if quoted := _QUOTED.match(line):
        return Block(BlockKind.QUOTATION, _tidy(quoted[1]))
    if _UNDERLINE.match(line) and line.strip()[0] == "=":
        return Block(BlockKind.PARAGRAPH, line.strip())
    if _RULE.match(line):
        return None
    if item := _ITEM.match(line):
        return Block(BlockKind.ITEM, _tidy(item[2]), min(len(item[1]) // 2, 3))
    if numbered := _NUMBERED.match(line):
        return Block(BlockKind.NUMBERED, _tidy(numbered[3]), int(numbered[2]))
    return Block(BlockKind.PARAGRAPH, _tidy(line))


def _tidy(line: str) -> str:
    return guard(_SPACES.sub(" ", line).strip())


def looks_like_heading(block: Block) -> bool:
    """Return whether a paragraph of plain text is a heading: short, alone, and without a mark at its end."""
    text = plain_text(block.text)
    if block.kind is not BlockKind.PARAGRAPH or not 2 <= len(text) <= 80 or len(text.split()) > 12:
        return False
    if text.endswith(("?", "؟")):
        return True
    return not _TERMINAL.search(text) and not text.endswith((",", "”", "»", '"', "|")) and text[:1].upper() == text[:1]
