"""YAML to nodes with positions, composed from libyaml's events.

Not `safe_load`: YAML 1.1 guesses types (`12:30` is 750, `no` is False) and keeps the last of two equal keys in silence.
Here every scalar stays text, the types of the model decide what it is, and what could blow up or surprise is refused
while composing: depth over 32, more than 50,000 nodes, tags, anchors, aliases, merge keys, duplicate keys.
"""

from __future__ import annotations

from typing import Any

import msgspec
import yaml

from generator.diagnostics import Diagnostic, Location, error
from generator.load.passage import Spot

DEPTH_MAX = 32
NODES_MAX = 50_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(msgspec.Struct, frozen=True, gc=False):
    """A text. Lines and columns count from 1 in the file; `end_*` is just past the last character."""

    text: str
    style: str
    """Empty for a plain scalar, otherwise its first character: `'`, `"`, `|` or `>`."""
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def is_null(self) -> bool:
        """Whether it is a plain nothing, as YAML 1.2's core schema has it (yaml.org/spec/1.2.2, 10.3.2)."""
        return not self.style and self.text in ("", "~", "null", "Null", "NULL")


class Mapping(msgspec.Struct, frozen=True, gc=False):
    """Keys and values in the order of the file. Keys are unique."""

    items: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


class Sequence(msgspec.Struct, frozen=True, gc=False):
    """Values in the order of the file."""

    items: tuple[Node, ...]
    line: int
    column: int


Node = Scalar | Mapping | Sequence


class _Refused(Exception):
    def __init__(self, code: str, mark: Any, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.mark, self.message, self.hint = code, mark, message, hint


class YamlText:
    """A YAML text of a file, composed.

    `root` is None where there is nothing to read: an empty text, or one with a problem. `first_line` is the line of
    the file on which the text starts, so that front matter is located in its article.
    """

    __slots__ = ("first_line", "lines", "path", "problems", "root")

    def __init__(self, text: str, path: str, first_line: int = 1) -> None:
        self.path = path
        self.first_line = first_line
        self.lines = text.split("\n")
        self.root: Node | None = None
        self.problems: tuple[Diagnostic, ...] = ()
        composer = _Composer(text, first_line)
        try:
            self.root = composer.document()
        except _Refused as refused:
            mark = refused.mark
            self.problems = (
                error(refused.code, self._at(mark), refused.message, refused.hint),
                *composer.repeated(path),
            )
        except yaml.MarkedYAMLError as fault:
            self.problems = (self._invalid(fault), *composer.repeated(path))
        except yaml.reader.ReaderError as fault:
            before = text[: fault.position] if isinstance(fault.position, int) else ""
            line = before.count("\n")
            at = Location(path, first_line + line, len(before) - before.rfind("\n"))
            self.problems = (error("yaml-invalid", at, "a character that YAML does not allow", "delete it"),)
        else:
            self.problems = composer.repeated(path)
        if self.problems:
            self.root = None

    def _at(self, mark: Any) -> Location:
        if mark is None:
            return Location(self.path, self.first_line, 1)
        return Location(self.path, self.first_line + mark.line, mark.column + 1)

    def _invalid(self, fault: yaml.MarkedYAMLError) -> Diagnostic:
        problem = fault.problem or "not readable as YAML"
        mark = fault.problem_mark or fault.context_mark
        for sign, message, hint in _FAULTS:
            if sign in problem:
                return error("yaml-invalid", self._at(mark), message, hint)
        return error("yaml-invalid", self._at(mark), problem, "check the indentation and the quotes here and above")

    def location(self, node: Node) -> Location:
        """Where a node starts, as wide as it is on that line."""
        width = node.end_column - node.column if isinstance(node, Scalar) and node.end_line == node.line else 1
        return Location(self.path, node.line, node.column, max(1, width))

    def inside(self, scalar: Scalar, spot: Spot) -> Location:
        """Where a spot of a scalar's stripped text stands in the file, in whatever style it is written."""
        line, column = self._place(scalar, spot)
        return Location(self.path, line, column, spot.width)

    def _place(self, scalar: Scalar, spot: Spot) -> tuple[int, int]:
        skipped = len(scalar.text) - len(scalar.text.lstrip())
        lead = scalar.text[:skipped]
        above, beside = lead.count("\n"), skipped - (lead.rfind("\n") + 1)
        start = spot.column + (beside if spot.line == 0 else 0)
        if scalar.style == "|":
            line = scalar.line + 1 + above + spot.line
            return line, self._indent(scalar) + start + 1
        if scalar.line == scalar.end_line and "\\" not in self._source(scalar.line):
            return scalar.line, scalar.column + len(scalar.style) + start
        return self._search(scalar, above + spot.line, start)

    def _source(self, line: int) -> str:
        at = line - self.first_line
        return self.lines[at] if 0 <= at < len(self.lines) else ""

    def _indent(self, scalar: Scalar) -> int:
        for line in range(scalar.line + 1, scalar.end_line + 1):
            source = self._source(line)
            if source.strip():
                return len(source) - len(source.lstrip(" "))
        return 0

    def _search(self, scalar: Scalar, line: int, column: int) -> tuple[int, int]:
        """Folding moves lines but keeps words: find the word's n-th occurrence between the scalar's ends."""
        rows = scalar.text.split("\n")
        offset = sum(len(row) + 1 for row in rows[:line]) + column
        rest = scalar.text[offset:].split(maxsplit=1)
        word = rest[0] if rest else ""
        if not word or scalar.text[offset : offset + 1].isspace():
            return scalar.line, scalar.column
        nth, at = 0, scalar.text.find(word)
        while 0 <= at < offset:
            nth, at = nth + 1, scalar.text.find(word, at + 1)
        for source_line in range(scalar.line, scalar.end_line + 1):
            source = self._source(source_line)
            found = source.find(word, scalar.column - 1 if source_line == scalar.line else 0)
            while found >= 0:
                if nth == 0:
                    return source_line, found + 1
                nth, found = nth - 1, source.find(word, found + 1)
        return scalar.line, scalar.column


_FAULTS = (
    ("mapping values are not allowed", "a `: ` stands where no key can be", "put the whole text in quotes, or begin it with `|` on a line of its own"),
    ("cannot start any token", "a character that cannot begin a value here", "indent with spaces, not tabs, and put text that begins with @, `, % or a tab in quotes"),
    ("could not find expected ':'", "a key without its `: `", "write `key: value`, and indent the lines of a long text under its key"),
    ("did not find expected ',' or", "a list in brackets or braces is not closed", "close it, or put text that begins with a bracket in quotes"),
    ("expected ',' or", "a list in brackets or braces is not closed", "close it, or put text that begins with a bracket in quotes"),
    ("did not find expected key", "a line that is neither a key nor part of the text above it", "check its indentation, and quote text that contains quotes or `: `"),
    ("expected <block end>", "a line that is neither a key nor part of the text above it", "check its indentation, and quote text that contains quotes or `: `"),
    ("did not find expected '-' indicator", "a line that does not belong to the list above it", "begin it with `- `, or indent it as the lines above"),
    ("unexpected end of stream", "a quotation mark is opened and never closed", "close it before the end of the text"),
    ("found unknown escape", "an unknown escape after `\\`", "use single quotes, in which `\\` is an ordinary character"),
)  # fmt: skip
"""What libyaml and the pure parser say, and what an author needs to hear."""


class _Composer:
    """One pass over the events of a text. Duplicate keys are collected, everything else refused at once."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._line = first_line
        self._nodes = 0
        self._duplicates: list[tuple[str, int, int, int]] = []

    def repeated(self, path: str) -> tuple[Diagnostic, ...]:
        """A diagnostic for each key given twice."""
        return tuple(
            error(
                "key-duplicate",
                Location(path, line, column, len(key)),
                f"`{key}` is given twice, first on line {first}",
                "keep one of the two",
            )
            for key, line, column, first in self._duplicates
        )

    def document(self) -> Node | None:
        loader = _Loader(self._text)
        try:
            get = loader.get_event
            get()
            event = get()
            if type(event) is yaml.StreamEndEvent:
                return None
            root = self._node(get, get(), 0)
            get()
            event = get()
            if type(event) is not yaml.StreamEndEvent:
                raise _Refused(
                    "yaml-invalid", event.start_mark, "a second document in one file", "keep one, without `---` between"
                )
            return root
        finally:
            loader.dispose()

    def _node(self, get: Any, event: Any, depth: int) -> Node:
        kind = type(event)
        start = event.start_mark
        self._nodes += 1
        if self._nodes > NODES_MAX:
            raise _Refused("limit-exceeded", start, f"more than {NODES_MAX} values in one file", "split the sheet")
        if depth > DEPTH_MAX:
            raise _Refused("limit-exceeded", start, f"nested deeper than {DEPTH_MAX} levels", "flatten it")
        if kind is yaml.AliasEvent or event.anchor is not None:
            raise _Refused(
                "yaml-invalid",
                start,
                "anchors and aliases (`&`, `*`) are not read",
                "write the value out, or put the text in quotes",
            )
        if event.tag is not None and (kind is not yaml.ScalarEvent or event.tag != "!"):
            raise _Refused(
                "yaml-invalid",
                start,
                f"tags such as `{event.tag}` are not read",
                "put text that begins with `!` in quotes",
            )
        line, column = self._line + start.line, start.column + 1
        if kind is yaml.ScalarEvent:
            end = event.end_mark
            return Scalar(event.value, event.style or "", line, column, self._line + end.line, end.column + 1)
        if kind is yaml.MappingStartEvent:
            return Mapping(self._pairs(get, depth), line, column)
        items = []
        event = get()
        while type(event) is not yaml.SequenceEndEvent:
            items.append(self._node(get, event, depth + 1))
            event = get()
        return Sequence(tuple(items), line, column)

    def _pairs(self, get: Any, depth: int) -> tuple[tuple[Scalar, Node], ...]:
        pairs: list[tuple[Scalar, Node]] = []
        seen: dict[str, int] = {}
        event = get()
        while type(event) is not yaml.MappingEndEvent:
            mark = event.start_mark
            key = self._node(get, event, depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused("yaml-invalid", mark, "a key that is not a word", "write `key: value`")
            if key.text == "<<" and not key.style:
                raise _Refused("yaml-invalid", mark, "merge keys (`<<`) are not read", "write the values out")
            value = self._node(get, get(), depth + 1)
            if key.text in seen:
                self._duplicates.append((key.text, key.line, key.column, seen[key.text]))
            else:
                seen[key.text] = key.line
                pairs.append((key, value))
            event = get()
        return tuple(pairs)
