"""Citations: numbered markers, footnotes, reference lists and links, joined to sources."""

import re
from dataclasses import dataclass, replace

from generator.ingest.document import Block, BlockKind
from generator.ingest.ids import Ids
from generator.ingest.inline import plain_text
from generator.ingest.phrases import Phrases

_ENTRY = re.compile(r"^\\?\[(?P<note>\^?)(?P<key>[\w-]{1,20})\\?\](?P<colon>:?)\s+(?P<text>\S.*)$", re.DOTALL)
_NUMBERED_ENTRY = re.compile(r"^(?P<key>\d{1,3})\\?[.)]\s+(?P<text>\S.*)$", re.DOTALL)
_MARKER = re.compile(
    r"(?P<space>\s?)(?P<all>(?:\\?\[\^?(?:\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,5}|(?<=\^)[\w-]{1,20})\\?\](?!\(|:)\s?)+)"
)
_ONE_MARKER = re.compile(r"\[(\^?)([^\]\\]+)\\?\]")
_LINK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.){1,300})\]\((https?://[^\s()]{1,2000})\)")
_EMPTY_LINK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.){1,300})\]\((?!https?://|@)([^\s()]{0,2000})\)")
_URL = re.compile(r"<?(https?://[^\s<>()\[\]\"“”«»]{4,2000}?)(?=[.,;:!?]*(?:[\s<>()\[\]\"“”«»]|$))>?")
_PANDOC = re.compile(r"(?<!\\)\[@([\w:.-]+)[^\]]*\]")
_KEY = re.compile(r"(?<=@)[a-z0-9][a-z0-9-]*")
_AUTHOR_YEAR = re.compile(
    r"^(?P<authors>[^()]{2,200}?)\s*\((?P<year>\d{4})[a-z]?\)[.,:]?\s+(?P<title>[^.]{4,300})\.?(?P<rest>.*)$", re.DOTALL
)
_QUOTED_TITLE = re.compile(r"[“\"«„](?P<title>[^”\"»“]{4,300})[”\"»“]")
_YEAR = re.compile(r"\b(1[89]\d{2}|20\d{2})\b")


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source that the text cites. `note` is its entry in the text's own words, empty for a link."""

    id: str
    title: str
    url: str = ""
    authors: tuple[str, ...] = ()
    issued: str = ""
    publisher: str = ""
    note: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """The blocks with their citations in our syntax, the sources, and the markers that point nowhere."""

    blocks: tuple[Block, ...]
    sources: tuple[CitedSource, ...]
    dangling: tuple[str, ...]
    dropped: tuple[str, ...]


def read_citations(
    blocks: tuple[Block, ...], ids: Ids, phrases: Phrases, listed: tuple[tuple[str, str, str], ...] = ()
) -> Cited:
    """Return the blocks without reference lists, each marker that has an entry turned into `[@id]`.

    `listed` are the sources of a page of ours: those that the blocks cite keep their ids.
    """
    rest, entries, headings = _entries(blocks, phrases)
    used = {key for block in blocks for each in _PANDOC.finditer(block.text) for key in _KEY.findall(each[0])}
    sources: dict[str, CitedSource] = {
        f"@{key}": CitedSource(ids.give(key, "source"), title, url) for key, title, url in listed if key in used
    }
    for number, (key, text) in enumerate(entries):
        # Of two entries under one marker the first is meant, as in Markdown; the other stays, cited by nobody.
        sources[key if key not in sources else f"{key}\0{number}"] = _source(text, ids)
    reading = _Reading(sources, ids)
    done = tuple(
        block if block.kind is BlockKind.CODE else replace(block, text=reading.cited(block.text)) for block in rest
    )
    return Cited(done, (*sources.values(), *reading.links.values()), tuple(dict.fromkeys(reading.dangling)), headings)


class _Reading:
    """Turns the markers and links of one text after another into citations, and notes what it meets."""

    def __init__(self, sources: dict[str, CitedSource], ids: Ids) -> None:
        self.sources = sources
        self.ids = ids
        self.links: dict[str, CitedSource] = {}
        self.dangling: list[str] = []

    def cited(self, text: str) -> str:
        """Return the text with its citations in our syntax."""
        if "[" in text:
            text = _PANDOC.sub(self._own, text)
            text = _MARKER.sub(self._marker, text)
            text = _LINK.sub(self._link, text)
            text = _EMPTY_LINK.sub(
                lambda match: (
                    f"{match[1]} ({match[2]})"
                    if match[2].startswith("mailto:") is False and not match[2].startswith(("#", "/", ".")) and match[2]
                    else match[1]
                ),
                text,
            )
        return _URL.sub(self._url, text) if "http" in text else text

    def _own(self, match: re.Match[str]) -> str:
        """Return a citation in our own syntax: with the ids that its sources have here, where the page lists them."""
        if any(f"@{key}" not in self.sources for key in _KEY.findall(match[0])):
            self.dangling.append(match[0])
            return match[0]
        return _KEY.sub(lambda key: self.sources[f"@{key[0]}"].id, match[0])

    def _marker(self, match: re.Match[str]) -> str:
        keys: list[str] = []
        for note, inside in _ONE_MARKER.findall(match["all"]):
            keys += [inside] if note else _numbers(inside)
        known = [self.sources[key].id for key in keys if key in self.sources]
        if not known:
            self.dangling.append(match["all"].strip().replace("\\", ""))
            return match[0]
        unknown = [key for key in keys if key not in self.sources]
        self.dangling += [f"[{key}]" for key in unknown]
        left = "".join(f" [{key}]" for key in unknown)
        tail = " " if match["all"].endswith(" ") else ""
        return " [" + "; ".join(f"@{each}" for each in dict.fromkeys(known)) + "]" + left + tail

    def _link(self, match: re.Match[str]) -> str:
        return f"{match[1]} [@{self._linked(match[2], plain_text(match[1]))}]"

    def _url(self, match: re.Match[str]) -> str:
        return f"[@{self._linked(match[1], '')}]"

    def _linked(self, url: str, text: str) -> str:
        if url not in self.links:
            known = next((source for source in self.sources.values() if source.url == url), None)
            if known is not None:
                return known.id
            host = re.sub(r"^https?://(?:www\.)?([^/:?#]+).*$", r"\1", url, flags=re.DOTALL)
            title = text.strip() or host
            self.links[url] = CitedSource(self.ids.give(title, "source"), title, url, publisher=host, locator=text)
        return self.links[url].id


def _numbers(text: str) -> list[str]:
    keys: list[str] = []
    for part in re.split(r"\s?[,;]\s?", text):
        ends = re.split(r"\s?[–-]\s?", part)
        if len(ends) == 2 and ends[0].isdigit() and ends[1].isdigit() and 0 < int(ends[1]) - int(ends[0]) < 20:
            keys += [str(n) for n in range(int(ends[0]), int(ends[1]) + 1)]
        else:
            keys.append(part.strip())
    return keys


def _entries(blocks: tuple[Block, ...], phrases: Phrases) -> tuple[list[Block], list[tuple[str, str]], tuple[str, ...]]:
    """Return the blocks that are no references, the entries as (marker, text), and the headings of the lists."""
    rest: list[Block] = []
    entries: list[tuple[str, str]] = []
    headings: list[str] = []
    under: int | None = None
    count = 0
    for position, block in enumerate(blocks):
        title = plain_text(block.text).strip().rstrip(":").lower()
        if title in phrases.reference_headings and _are_references(blocks[position + 1 : position + 3]):
            under, count = block.level if block.kind is BlockKind.HEADING else 9, 0
            headings.append(plain_text(block.text))
            continue
        if under is not None and block.kind is BlockKind.HEADING and block.level <= under:
            under = None
        entry = _ENTRY.match(block.text)
        if entry and (under is not None or (entry["colon"] and entry["note"]) or _is_last(blocks, position)):
            entries.append((entry["key"], entry["text"]))
        elif under is not None and block.kind is not BlockKind.HEADING:
            count += 1
            numbered = _NUMBERED_ENTRY.match(block.text)
            key = (
                numbered["key"]
                if numbered
                else str(block.level if block.kind is BlockKind.NUMBERED and block.level > 1 else count)
            )
            entries.append((key, numbered["text"] if numbered else block.text))
        else:
            rest.append(block)
    return rest, entries, tuple(headings)


def _are_references(blocks: tuple[Block, ...]) -> bool:
    """Return whether what follows a heading like `Notes` is a list of references and no running text."""
    return any(
        _ENTRY.match(block.text)
        or block.kind in (BlockKind.NUMBERED, BlockKind.ITEM)
        or _URL.search(block.text)
        or _NUMBERED_ENTRY.match(block.text)
        for block in blocks[:1]
    )


def _is_last(blocks: tuple[Block, ...], position: int) -> bool:
    """Return whether only entries of this shape follow: a reference list without a heading."""
    if position == 0 or not _ENTRY.match(blocks[position].text) or _ENTRY.match(blocks[position].text)["key"].isalpha():  # type: ignore[index]
        return False
    return all(_ENTRY.match(block.text) for block in blocks[position:])


def _source(text: str, ids: Ids) -> CitedSource:
    """Return the source that an entry describes; what is not recognised stays in its note, word for word."""
    link = _LINK.search(text)
    plain = plain_text(text)
    url = link[2] if link else (found[1] if (found := _URL.search(plain)) else "")
    bare = plain.replace(url, "").strip(" <>.,") if url else plain
    match = _AUTHOR_YEAR.match(bare)
    if match:
        authors = tuple(
            filter(
                None,
                (
                    a.strip(" ,&.") + ("." if re.search(r"\b[A-Z]$", a.strip(" ,&.")) else "")
                    for a in re.split(r"\s(?:and|&|et|y|und)\s|;", match["authors"])
                ),
            )
        )
        family = re.split(r"[,\s]", match["authors"].strip())[0]
        return CitedSource(
            ids.give(f"{family} {match['year']}", "source"),
            match["title"].strip(),
            url,
            authors,
            match["year"],
            note=plain,
        )
    quoted = _QUOTED_TITLE.search(bare)
    year = _YEAR.search(bare)
    title = quoted["title"].strip(" ,.") if quoted else bare.strip(" ,.") or url
    return CitedSource(ids.give(title, "source"), title, url, (), year[1] if year else "", note=plain)
