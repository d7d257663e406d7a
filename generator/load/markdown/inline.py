"""From the tokens of a block's words to HTML, references, plain text and the passage that the desk reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from generator.load.markdown.addresses import picture_fault, read_address
from generator.load.markdown.faults import Fault
from generator.load.markdown.notes import Notes
from generator.load.markdown.passages import PassageWriter
from generator.load.markdown.places import Place
from generator.load.markdown.references import read_citation, read_role
from generator.load.passage import Spot, Waiver
from generator.model.prose import Citation, Cited, Link, Mention, Picture, Reference

if TYPE_CHECKING:
    from generator.load.markdown.scanner import PlacedToken

_MARKS = {
    "em_open": ("<em>", 1),
    "em_close": ("</em>", 1),
    "strong_open": ("<strong>", 2),
    "strong_close": ("</strong>", 2),
    "s_open": ("<s>", 2),
    "s_close": ("</s>", 2),
}
"""HTML of the marks around words, and how many characters they take in the source."""
_EMPHASIS = {1: ("<em>", "</em>"), 2: ("<strong>", "</strong>")}
"""The same by how many signs the mark has, for plain emphasis."""

_DESTINATION = re.compile(r"\]\(\s*<?([^\s<>)]*)")
_BEFORE_TITLE = re.compile(r"\]\(\s*(?:<[^<>\n]*>|[^\s<][^\s]*)\s+[\"'(]")


_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"))


def escape(text: str) -> str:
    """`text` as it may stand between tags and in a double-quoted attribute."""
    for sign, written in _ESCAPES:
        # To look first is cheaper: `replace` counts before it looks, one character after the other.
        if sign in text:
            text = text.replace(sign, written)
    return text


class InlineWriter:
    """Writes the words of one block after the other to `pieces` and `notes`.

    A fault leaves the author's words where they stood, so that the rest of the text reads as it would without it.
    """

    def __init__(self, pieces: list[str | Reference], notes: Notes) -> None:
        self._pieces = pieces
        self._notes = notes

    def write(
        self, tokens: Sequence[PlacedToken], place: Place, kind: str, quoted: bool, waivers: tuple[Waiver, ...]
    ) -> str:
        """Writes the tokens of one block, whose content stands at `place`, as a passage; its plain text."""
        self._tokens, self._place, self._waivers = tokens, place, waivers
        self._passage = PassageWriter(place)
        self._link_ends: list[str] = []
        """What closes each of the links that are open."""
        self._asides: list[tuple[PassageWriter, str]] = []
        """Words that are shown beside the block's own: alt texts, captions, titles of links."""
        self._write_tokens(tokens)
        passage = self._passage.passage(kind, quoted, self._waivers)
        if passage:
            self._notes.passages.append(passage)
        for aside, name in self._asides:
            words = aside.passage(name, quoted, self._waivers)
            if words:
                self._notes.passages.append(words)
        plain = self._passage.plain()
        if plain:
            self._notes.plain.append(plain)
        return plain

    def _write_tokens(self, tokens: Sequence[PlacedToken]) -> None:
        cursor = 0
        for index, token in enumerate(tokens):
            at = token.at if token.at > cursor else cursor
            kind = token.type
            if kind == "text":
                text = token.content
                if text:
                    self._write_text(text, at)
                    cursor = at + len(text)
            elif kind in _MARKS:
                html, width = _MARKS[kind]
                self._pieces.append(html)
                cursor = at + width
            else:
                cursor = at + _WRITERS[kind](self, token, at, index)

    def _write_text(self, text: str, at: int) -> None:
        self._pieces.append(escape(text))
        self._passage.add_text(text, at)

    def _write_source(self, source: str, at: int) -> None:
        """What was meant as a reference and is none, as the author wrote it."""
        self._write_text(re.sub(r"\n[ \t]+", "\n", source), at)

    def _write_special(self, token: PlacedToken, at: int, _index: int) -> int:
        """An escaped character or an entity."""
        self._pieces.append(escape(token.content))
        self._passage.add(token.content, at)
        return len(token.markup)

    def _write_break(self, _token: PlacedToken, at: int, _index: int) -> int:
        self._pieces.append("<br>\n")
        self._passage.add(" ", at)
        return 0

    def _write_code(self, token: PlacedToken, at: int, _index: int) -> int:
        self._pieces.append(f"<code>{escape(token.content)}</code>")
        self._passage.add_object(at, token.content)
        return 0

    def _write_emphasis(self, token: PlacedToken, at: int, _index: int) -> int:
        width = len(token.markup)
        opening, closing = _EMPHASIS[width]
        self._pieces.append(opening)
        self._write_text(token.content, at + width)
        self._pieces.append(closing)
        return len(token.content) + 2 * width

    def _write_link(self, token: PlacedToken, at: int, _index: int) -> int:
        """A link in one token: its words and its address, as they are written."""
        end = at + len(token.content) + len("[](")
        self._open_address(token.info, self._place.spot(end, len(token.info)), '">')
        self._write_text(token.content, at + 1)
        self._pieces.append(self._link_ends.pop())
        return end + len(token.info) + 1 - at

    def _open_link(self, token: PlacedToken, at: int, index: int) -> int:
        self._notes.labels.add(token.meta.get("label", ""))
        title = str(token.attrs.get("title", ""))
        rest = f'" title="{escape(title)}">' if title else '">'
        self._open_address(str(token.attrs["href"]), self._find_address(token, at, index), rest)
        if title:
            end = next(found.at for found in self._tokens[index:] if found.type == "link_close")
            self._note_title(title, end, at - 1, "title")
        return 1 if token.info == "auto" else 0

    def _open_address(self, url: str, spot: Spot, rest: str) -> None:
        """Opens a link whose address stands at `spot`; `rest` ends its tag."""
        address = read_address(url)
        if self._link_ends:
            address = Fault("value-invalid", "a link within the words of a link", "put it before or behind the other")
        self._link_ends.append("" if isinstance(address, Fault) else "</a>")
        if isinstance(address, Fault):
            self._notes.add_fault(address, spot)
        elif isinstance(address, Link):
            self._pieces += ('<a href="', address, rest)
            self._passage.add_use(address, spot)
        else:
            self._pieces.append(f'<a href="{escape(address)}{rest}')
            self._notes.addresses.append((address, spot))

    def _note_title(self, title: str, end: int, at: int, kind: str) -> None:
        """Notes the title of a link, or a caption, whose address follows at `end`.

        Where it is written otherwise than it reads, or stands in a definition elsewhere, all of it is placed at `at`.
        """
        aside = PassageWriter(self._place)
        opening = _BEFORE_TITLE.match(self._place.content, end)
        if opening and self._place.content.startswith(title, opening.end()):
            aside.add_text(title, opening.end())
        else:
            for character in " ".join(title.split()):
                aside.add(character, at)
        self._asides.append((aside, kind))

    def _find_address(self, token: PlacedToken, at: int, index: int) -> Spot:
        """Where the address of a link stands; its words, when the address is in a definition elsewhere."""
        if token.info == "auto":
            return self._place.spot(at + 1, len(self._tokens[index + 1].content))
        while self._tokens[index].type != "link_close":
            index += 1
        end = self._tokens[index].at
        match = None if "label" in token.meta else _DESTINATION.match(self._place.content, end)
        return self._place.spot(match.start(1), len(match[1])) if match else self._place.spot(at, end - at)

    def _close_link(self, _token: PlacedToken, _at: int, _index: int) -> int:
        self._pieces.append(self._link_ends.pop())
        return 0

    def _write_citation(self, token: PlacedToken, at: int, _index: int) -> int:
        source = token.content
        cited = []
        for what, offset, width in read_citation(source):
            spot = self._place.spot(at + offset, width)
            if isinstance(what, Cited):
                cited.append(what)
                self._passage.add_use(Citation((what,)), spot)
            else:
                self._notes.add_fault(what, spot)
        if cited:
            self._pieces.append(Citation(tuple(cited)))
            self._passage.add_citation()
        else:
            self._write_source(source, at)
        self._forbid_in_link(source, at)
        return len(source)

    def _write_role(self, token: PlacedToken, at: int, _index: int) -> int:
        source, name = token.info, token.meta["name"]
        start = at + (len(source) + len(name) + 2 - len(token.content)) // 2
        reference, offset, width = read_role(name, token.content)
        spot = self._place.spot(start + offset, width)
        if isinstance(reference, Fault):
            if reference.code == "reference-not-found":
                spot = self._place.spot(at, len(name) + 2)
            self._notes.add_fault(reference, spot)
            self._write_source(source, at)
            return len(source)
        self._passage.add_use(reference, spot)
        self._pieces.append(reference)
        if isinstance(reference, Mention) and reference.words:
            blanks = len(token.content) - len(token.content.lstrip())
            self._passage.add_words(source[start - at :], len(reference.words.split()), start + blanks)
        else:
            self._notes.objects += 1
            self._passage.add_object(at)
        self._forbid_in_link(source, at)
        return len(source)

    def _forbid_in_link(self, source: str, at: int) -> None:
        """Reports a reference within the words of a link: it would be a link within a link."""
        if self._link_ends:
            fault = Fault("value-invalid", f"`{source}` stands within a link", "put it before or behind the link")
            self._notes.add_fault(fault, self._place.spot(at, len(source)))

    def _write_picture(self, token: PlacedToken, at: int, _index: int) -> int:
        self._notes.labels.add(token.meta.get("label", ""))
        src = str(token.attrs["src"])
        words = self._read_alt(token, at + 2)
        alt = "".join(word for word, _ in words).replace("\n", " ").strip()
        fault = picture_fault(src)
        if not alt:
            hint = "say in the brackets what the picture shows"
            self._notes.add_fault(Fault("value-invalid", "a picture has no alt text", hint), self._place.spot(at, 2))
        if fault:
            match = _DESTINATION.match(self._place.content, at + 2 + len(token.content))
            spot = self._place.spot(match.start(1), len(match[1])) if match else self._place.spot(at, 2)
            self._notes.add_fault(fault, spot)
        if fault or not alt:
            for word, start in words:
                self._write_text(word, start)
            return 0
        picture = Picture(unquote(src), alt, str(token.attrs.get("title", "")))
        aside = PassageWriter(self._place)
        for word, start in words:
            aside.add_text(word, start)
        self._asides.append((aside, "alt"))
        if picture.caption:
            self._note_title(picture.caption, at + 2 + len(token.content), at, "caption")
        self._passage.add_use(picture, self._place.spot(at, 2))
        self._pieces.append(picture)
        self._passage.add_object(at)
        return 0

    def _read_alt(self, token: PlacedToken, start: int) -> list[tuple[str, int]]:
        """The words of an alt text without their markup, each with its offset. What else is in it is reported."""
        words: list[tuple[str, int]] = []
        opened = -1
        for child in token.children or ():
            at = start + max(child.at, opened + 1)
            opened = child.at if child.info == "auto" else -1
            if child.type == "fault":
                self._write_fault(child, at, 0)
            elif child.type == "image":
                words += self._read_alt(child, at + 2)
            elif child.type in ("citation", "myst_role", "link_open", "link"):
                fault = Fault("value-invalid", "a reference or a link within an alt text", "put it behind the picture")
                plain = child.type == "link"
                self._notes.add_fault(fault, self._place.spot(at + plain))
                if plain:
                    words.append((child.content, at + 1))
            elif child.type == "hardbreak":
                words.append((" ", at))
            elif child.content and child.type != "comment":
                # A line break written as an entity is none in the source.
                content = child.content.replace("\n", " ") if child.type == "text_special" else child.content
                words.append((content, at + (child.type in ("code_inline", "emphasis")) * len(child.markup)))
        return words

    def _write_fault(self, token: PlacedToken, at: int, _index: int) -> int:
        self._notes.add_fault(token.meta["fault"], self._place.spot(at, token.meta["width"]))
        return 0

    def _write_comment(self, token: PlacedToken, at: int, _index: int) -> int:
        self._waivers += self._notes.read_waiver(token.content, self._place.spot(at, 4))
        return 0


_WRITERS: dict[str, Callable[[InlineWriter, PlacedToken, int, int], int]] = {
    "text_special": InlineWriter._write_special,
    "hardbreak": InlineWriter._write_break,
    "code_inline": InlineWriter._write_code,
    "emphasis": InlineWriter._write_emphasis,
    "link": InlineWriter._write_link,
    "link_open": InlineWriter._open_link,
    "link_close": InlineWriter._close_link,
    "citation": InlineWriter._write_citation,
    "myst_role": InlineWriter._write_role,
    "image": InlineWriter._write_picture,
    "fault": InlineWriter._write_fault,
    "comment": InlineWriter._write_comment,
}
"""What writes each kind of token; it returns how many characters of the content are certainly behind it."""
