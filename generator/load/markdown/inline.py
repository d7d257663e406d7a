"""From the tokens of a block's words to HTML, references, plain text and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from generator.load.markdown.addresses import picture_fault, read_address
from generator.load.markdown.faults import Fault
from generator.load.markdown.notes import Notes
from generator.load.markdown.places import Place
from generator.load.markdown.references import read_citation, read_role
from generator.load.passage import OBJECT, Spot
from generator.model.prose import Citation, Cited, Link, Mention, Picture, Reference

if TYPE_CHECKING:
    from generator.load.markdown.scanner import PlacedToken

CITED = "\0"
"""Stands in the plain text for a citation until the blanks around it are settled; the parser lets no NUL through."""

_MARKS = {
    "em_open": ("<em>", 1),
    "em_close": ("</em>", 1),
    "strong_open": ("<strong>", 2),
    "strong_close": ("</strong>", 2),
    "s_open": ("<s>", 2),
    "s_close": ("</s>", 2),
}
"""HTML of the marks around words, and how many characters they take in the source."""

_DESTINATION = re.compile(r"\]\(\s*<?([^\s<>)]*)")


def escape(text: str) -> str:
    """`text` as it may stand between tags and in a double-quoted attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class InlineWriter:
    """Writes the words of one block after the other.

    A fault leaves the author's words where they stood, so that the rest of the text reads as it would without it.
    """

    def __init__(self, notes: Notes) -> None:
        self.pieces: list[str | Reference] = []
        self.plain: list[str] = []
        self.labels: set[str] = set()
        """Labels of the link definitions that were used."""
        self._notes = notes
        self._tokens: Sequence[PlacedToken] = ()
        self._place = Place("", ())
        self._cursor = 0
        """Offset in the content behind what was written last: the tokens of a run of marks all carry its start."""
        self._link_end = ""
        """What closes the link that is open."""
        self._linked = False

    def write(self, tokens: Sequence[PlacedToken], place: Place) -> None:
        """Writes the children of one inline token, whose content stands at `place`."""
        self._tokens, self._place, self._cursor, self._linked = tokens, place, 0, False
        for index, token in enumerate(tokens):
            at = max(token.at, self._cursor)
            kind = token.type
            if kind == "text":
                if token.content:
                    self._write_text(token.content, at)
                    self._cursor = at + len(token.content)
            elif kind in _MARKS:
                html, width = _MARKS[kind]
                self.pieces.append(html)
                self._cursor = at + width
            else:
                _WRITERS[kind](self, token, at, index)

    def _write_text(self, text: str, at: int) -> None:
        self.pieces.append(escape(text))
        self.plain.append(text)
        if self._place.cut:
            for part, line, column in self._place.cut_up(text, at):
                self._notes.add_text(part, line, column)
        else:
            self._notes.add_text(text, *self._place.find(at))

    def _write_object(self, at: int) -> None:
        """Something shown that is not the author's words."""
        self._notes.add_text(OBJECT, *self._place.find(at))

    def _write_special(self, token: PlacedToken, at: int, _index: int) -> None:
        """An escaped character or an entity."""
        self._write_text(token.content, at)
        self._cursor = at + len(token.markup)

    def _write_break(self, token: PlacedToken, at: int, _index: int) -> None:
        self.pieces.append("<br>\n" if token.type == "hardbreak" else "\n")
        self.plain.append(" ")
        self._notes.add_text(" ", *self._place.find(at))

    def _write_code(self, token: PlacedToken, at: int, _index: int) -> None:
        self.pieces.append(f"<code>{escape(token.content)}</code>")
        self.plain.append(token.content)
        self._write_object(at)

    def _open_link(self, token: PlacedToken, at: int, index: int) -> None:
        self._linked = True
        self.labels.add(token.meta.get("label", ""))
        spot = self._address_spot(token, at, index)
        address = read_address(str(token.attrs["href"]))
        title = str(token.attrs.get("title", ""))
        rest = f'" title="{escape(title)}">' if title else '">'
        self._link_end = "" if isinstance(address, Fault) else "</a>"
        if isinstance(address, Fault):
            self._notes.add_fault(address, spot)
        elif isinstance(address, Link):
            self.pieces += ('<a href="', address, rest)
            self._notes.add_use(address, spot)
        else:
            self.pieces.append(f'<a href="{escape(address)}{rest}')
            self._notes.addresses.append((address, spot))

    def _address_spot(self, token: PlacedToken, at: int, index: int) -> Spot:
        """Where the address of a link stands; its words, when the address is in a definition elsewhere."""
        closing = next(other for other in self._tokens[index:] if other.type == "link_close")
        if token.info == "auto":
            return self._place.spot(at + 1, max(1, len(self._tokens[index + 1].content)))
        end = closing.at
        match = None if "label" in token.meta else _DESTINATION.match(self._place.content, end)
        return self._place.spot(match.start(1), max(1, len(match[1]))) if match else self._place.spot(at, end - at)

    def _close_link(self, _token: PlacedToken, _at: int, _index: int) -> None:
        self.pieces.append(self._link_end)
        self._linked = False

    def _write_citation(self, token: PlacedToken, at: int, _index: int) -> None:
        source = token.content
        self._cursor = at + len(source)
        cited = []
        for found in read_citation(source):
            spot = self._place.spot(at + found.offset, found.width)
            if isinstance(found.what, Cited):
                cited.append(found.what)
                self._notes.add_use(Citation((found.what,)), spot)
            else:
                self._notes.add_fault(found.what, spot)
        if cited:
            self.pieces.append(Citation(tuple(cited)))
            self.plain.append(CITED)
        else:
            self._write_text(source, at)
        self._forbid_in_link(source, at)

    def _write_role(self, token: PlacedToken, at: int, _index: int) -> None:
        source, name = token.info, token.meta["name"]
        self._cursor = at + len(source)
        ticks = (len(source) - len(name) - 2 - len(token.content)) // 2
        start = at + len(name) + 2 + ticks
        reference, offset, width = read_role(name, token.content)
        spot = self._place.spot(start + offset, max(1, width))
        if isinstance(reference, Fault):
            if reference.code == "reference-not-found":
                spot = self._place.spot(at, len(name) + 2)
            self._notes.add_fault(reference, spot)
            self._write_text(source, at)
            return
        self._notes.add_use(reference, spot)
        self.pieces.append(reference)
        if isinstance(reference, Mention) and reference.words:
            self._write_words(source[start - at : start - at + offset - 1], start)
        else:
            self._notes.objects += 1
            self._write_object(at)
        self._forbid_in_link(source, at)

    def _write_words(self, source: str, start: int) -> None:
        """The author's words in a role, which may go on in the next line."""
        self.plain.append(" ".join(source.split()))
        for match in re.finditer(r"\S+", source):
            if match.start() and source[: match.start()].strip():
                self._notes.add_text(" ", *self._place.find(start + match.start() - 1))
            self._notes.add_text(match[0], *self._place.find(start + match.start()))

    def _forbid_in_link(self, source: str, at: int) -> None:
        """Reports a reference within the words of a link: it would be a link within a link."""
        if self._linked:
            fault = Fault("value-invalid", f"`{source}` stands within a link", "put it before or behind the link")
            self._notes.add_fault(fault, self._place.spot(at, len(source)))

    def _write_picture(self, token: PlacedToken, at: int, _index: int) -> None:
        self.labels.add(token.meta.get("label", ""))
        src = str(token.attrs["src"])
        alt = self._read_alt(token, at + 2)
        fault = picture_fault(src)
        if not alt:
            hint = "say in the brackets what the picture shows"
            self._notes.add_fault(Fault("value-invalid", "a picture has no alt text", hint), self._place.spot(at, 2))
        if fault:
            match = _DESTINATION.match(self._place.content, at + 2 + len(token.content))
            spot = self._place.spot(match.start(1), max(1, len(match[1]))) if match else self._place.spot(at, 2)
            self._notes.add_fault(fault, spot)
        if fault or not alt:
            self._write_text(alt, at + 2)
            return
        picture = Picture(unquote(src), alt, str(token.attrs.get("title", "")))
        self._notes.add_use(picture, self._place.spot(at, 2))
        self.pieces.append(picture)
        self._write_object(at)

    def _read_alt(self, token: PlacedToken, start: int) -> str:
        """The words of an alt text without their markup. References and raw HTML in it are reported."""
        words = []
        for child in token.children or ():
            if child.type == "fault":
                self._write_fault(child, start + child.at, 0)
            elif child.type == "image":
                words.append(self._read_alt(child, start + child.at + 2))
            elif child.type in ("citation", "myst_role"):
                fault = Fault("value-invalid", "a reference within an alt text", "put it behind the picture")
                self._notes.add_fault(fault, self._place.spot(start + child.at))
            elif child.type != "comment":
                words.append("\n" if child.type in ("softbreak", "hardbreak") else child.content)
        return "".join(words)

    def _write_fault(self, token: PlacedToken, at: int, _index: int) -> None:
        self._notes.add_fault(token.meta["fault"], self._place.spot(at, token.meta["width"]))

    def _write_comment(self, token: PlacedToken, at: int, _index: int) -> None:
        waiver = self._notes.add_comment(token.content, self._place.spot(at, 4))
        if waiver:
            self._notes.waivers.append(waiver)


_WRITERS: dict[str, Callable[[InlineWriter, PlacedToken, int, int], None]] = {
    "text_special": InlineWriter._write_special,
    "softbreak": InlineWriter._write_break,
    "hardbreak": InlineWriter._write_break,
    "code_inline": InlineWriter._write_code,
    "link_open": InlineWriter._open_link,
    "link_close": InlineWriter._close_link,
    "citation": InlineWriter._write_citation,
    "myst_role": InlineWriter._write_role,
    "image": InlineWriter._write_picture,
    "fault": InlineWriter._write_fault,
    "comment": InlineWriter._write_comment,
}
