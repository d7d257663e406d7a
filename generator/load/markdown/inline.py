"""From the tokens of a block's words to HTML, references, plain text and the passage that the desk reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from generator.load.markdown.addresses import picture_fault, read_address
from generator.load.markdown.faults import Fault
from generator.load.markdown.notes import Notes
from generator.load.markdown.places import Place
from generator.load.markdown.references import read_citation, read_role
from generator.load.passage import OBJECT, Passage, Spot, Use, Waiver
from generator.model.prose import Citation, Cited, Link, Mention, Picture, Reference

if TYPE_CHECKING:
    from generator.load.markdown.scanner import PlacedToken

_CITED = "\0"
"""Stands in the plain text for a citation until the blanks around it are settled; no text holds a NUL."""

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
        self._tokens, self._place = tokens, place
        self._text: list[str] = []
        self._plain: list[tuple[int, str]] = []
        """Which parts of the text are others in the plain text."""
        self._length, self._shift, self._run = 0, -1, 0
        self._spots: list[tuple[int, Spot]] = []
        self._uses: list[Use] = []
        self._waivers = waivers
        self._cursor = 0
        """Offset in the content behind what was written last: the tokens of a run of marks all carry its start."""
        self._link_ends: list[str] = []
        """What closes each of the links that are open."""
        self._write_tokens(tokens)
        text = "".join(self._text)
        if text or self._uses:
            spots, uses = tuple(self._spots), tuple(self._uses)
            self._notes.passages.append(Passage(text, kind, quoted, spots, uses, self._waivers))
        if self._plain:
            for index, other in self._plain:
                self._text[index] = other
            text = "".join(self._text).replace(" " + _CITED, "").replace(_CITED, "")
        plain = " ".join(text.split())
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
        if "\n" in text:
            self._add_rows(text, at)
        elif self._place.cut:
            for part, start in self._place.cut_up(text, at):
                self._add(part, start)
        else:
            self._add(text, at)

    def _write_source(self, source: str, at: int) -> None:
        """What was meant as a reference and is none, as the author wrote it."""
        self._write_text(re.sub(r"\n[ \t]+", "\n", source), at)

    def _add(self, text: str, at: int) -> None:
        """Adds to the passage what stands at `at` in the content and runs on in one line."""
        if not text:
            return
        runs, run = self._place.runs, self._run
        while run + 1 < len(runs) and runs[run + 1][0] <= at:
            run += 1
        shift = at - self._length
        if shift != self._shift or run != self._run or not self._spots:
            start, line, column = runs[run]
            self._spots.append((self._length, Spot(line, column + at - start)))
            self._shift, self._run = shift, run
        self._text.append(text)
        self._length += len(text)

    def _add_rows(self, text: str, at: int) -> None:
        """Adds text of several lines: a line break is a blank."""
        first, *others = text.split("\n")
        self._add(first + " ", at)
        for number, row in enumerate(others, start=1):
            self._add(row if number == len(others) else row + " ", self._place.runs[self._run + 1][0])

    def _add_use(self, reference: Reference, spot: Spot) -> None:
        """Adds a reference that stands before what is added next."""
        self._uses.append(Use(reference, spot, self._length))

    def _add_object(self, at: int, plain: str = "") -> None:
        """Adds something shown that is not the author's words; `plain` is what the plain text says in its place."""
        self._plain.append((len(self._text), plain))
        self._add(OBJECT, at)

    def _write_special(self, token: PlacedToken, at: int, _index: int) -> int:
        """An escaped character or an entity."""
        self._pieces.append(escape(token.content))
        self._add(token.content, at)
        return len(token.markup)

    def _write_break(self, _token: PlacedToken, at: int, _index: int) -> int:
        self._pieces.append("<br>\n")
        self._add(" ", at)
        return 0

    def _write_code(self, token: PlacedToken, at: int, _index: int) -> int:
        self._pieces.append(f"<code>{escape(token.content)}</code>")
        self._add_object(at, token.content)
        return 0

    def _open_link(self, token: PlacedToken, at: int, index: int) -> int:
        self._notes.labels.add(token.meta.get("label", ""))
        spot = self._find_address(token, at, index)
        address = read_address(str(token.attrs["href"]))
        if self._link_ends:
            address = Fault("value-invalid", "a link within the words of a link", "put it before or behind the other")
        title = str(token.attrs.get("title", ""))
        rest = f'" title="{escape(title)}">' if title else '">'
        self._link_ends.append("" if isinstance(address, Fault) else "</a>")
        if isinstance(address, Fault):
            self._notes.add_fault(address, spot)
        elif isinstance(address, Link):
            self._pieces += ('<a href="', address, rest)
            self._add_use(address, spot)
        else:
            self._pieces.append(f'<a href="{escape(address)}{rest}')
            self._notes.addresses.append((address, spot))
        return 1 if token.info == "auto" else 0

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
                self._add_use(Citation((what,)), spot)
            else:
                self._notes.add_fault(what, spot)
        if cited:
            self._pieces.append(Citation(tuple(cited)))
            self._plain.append((len(self._text), _CITED))
            self._text.append("")
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
        self._add_use(reference, spot)
        self._pieces.append(reference)
        if isinstance(reference, Mention) and reference.words:
            blanks = len(token.content) - len(token.content.lstrip())
            self._add_words(source[start - at :], len(reference.words.split()), start + blanks)
        else:
            self._notes.objects += 1
            self._add_object(at)
        self._forbid_in_link(source, at)
        return len(source)

    def _add_words(self, source: str, count: int, start: int) -> None:
        """The author's words in a role, which may go on in the next line."""
        for number, match in enumerate(islice(re.finditer(r"\S+", source), count)):
            if number:
                self._add(" ", start + match.start() - 1)
            self._add(match[0], start + match.start())

    def _forbid_in_link(self, source: str, at: int) -> None:
        """Reports a reference within the words of a link: it would be a link within a link."""
        if self._link_ends:
            fault = Fault("value-invalid", f"`{source}` stands within a link", "put it before or behind the link")
            self._notes.add_fault(fault, self._place.spot(at, len(source)))

    def _write_picture(self, token: PlacedToken, at: int, _index: int) -> int:
        self._notes.labels.add(token.meta.get("label", ""))
        src = str(token.attrs["src"])
        alt = self._read_alt(token, at + 2)
        fault = picture_fault(src)
        if not alt.strip():
            hint = "say in the brackets what the picture shows"
            self._notes.add_fault(Fault("value-invalid", "a picture has no alt text", hint), self._place.spot(at, 2))
        if fault:
            match = _DESTINATION.match(self._place.content, at + 2 + len(token.content))
            spot = self._place.spot(match.start(1), len(match[1])) if match else self._place.spot(at, 2)
            self._notes.add_fault(fault, spot)
        if fault or not alt.strip():
            self._pieces.append(escape(alt))
            self._add(alt, at + 2)
            return 0
        picture = Picture(unquote(src), alt, str(token.attrs.get("title", "")))
        self._add_use(picture, self._place.spot(at, 2))
        self._pieces.append(picture)
        self._add_object(at)
        return 0

    def _read_alt(self, token: PlacedToken, start: int) -> str:
        """The words of an alt text without their markup. References and raw HTML in it are reported."""
        words = []
        for child in token.children or ():
            at = start + child.at
            if child.type == "fault":
                self._write_fault(child, at, 0)
            elif child.type == "image":
                words.append(self._read_alt(child, at + 2))
            elif child.type in ("citation", "myst_role", "link_open"):
                fault = Fault("value-invalid", "a reference or a link within an alt text", "put it behind the picture")
                self._notes.add_fault(fault, self._place.spot(at))
            elif child.type != "comment":
                words.append("\n" if child.type == "hardbreak" else child.content)
        return "".join(words)

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
    "link_open": InlineWriter._open_link,
    "link_close": InlineWriter._close_link,
    "citation": InlineWriter._write_citation,
    "myst_role": InlineWriter._write_role,
    "image": InlineWriter._write_picture,
    "fault": InlineWriter._write_fault,
    "comment": InlineWriter._write_comment,
}
"""What writes each kind of token; it returns how many characters of the content are certainly behind it."""
