"""What has one right answer and mends itself: `--fix`.

An avoided word, a weekday that dateline and tense settle, white space at the end of a line, a number in the form that
YAML wants. Nothing in a quotation is touched, and no record, source or sentence is ever taken out.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.check.rules.relative_dates import dateline, relative_dates, spoken_day
from generator.check.rules.wording import House, avoided, avoided_in_plain, style
from generator.check.run import level
from generator.check.sentences import inside, quotations
from generator.check.subject import Evidence, Read, Subject
from generator.check.table import CHECKS
from generator.check.waivers import Waivers
from generator.check.words import words_for
from generator.diagnostics import Diagnostic, Location
from generator.load.article import split_front_matter
from generator.load.markdown.grammar import read_blocks
from generator.load.yaml import Mapping as YamlMapping
from generator.load.yaml import Node, Scalar, YamlText
from generator.load.yaml import Sequence as YamlSequence


class Edit(Location, frozen=True, order=True, array_like=True):
    """Words of a file to be replaced: the `width` characters at its location, which are `old`, by `new`."""

    old: str = ""
    new: str = ""
    code: str = ""
    """The code of the fault that it mends."""


def fixes(subject: Subject, evidence: Evidence) -> tuple[Edit, ...]:
    """What `--fix` would change in an explainer: avoided words in any text and settled weekdays in prose, but for those
    that are waived."""
    on = {check.code for check in CHECKS if level(check, evidence.settings) is not None}
    waivers = Waivers(subject)
    found: list[Edit] = []
    house = style(evidence.settings.terms) if evidence.settings.terms and "term-avoided" in on else None
    anchor = dateline(subject) if "date-relative" in on else None
    for read in subject.passages():
        wanted: list[tuple[int, int, str, str]] = []
        if house:
            wanted += [
                (entry.start, entry.end, entry.use, "term-avoided")
                for entry in avoided(read, house)
                if not _is_quoted(read, entry.start)
            ]
        if anchor and not read.passage.quoted:
            wanted += [(start, end, day, "date-relative") for start, end, day in _settled(read, anchor)]
        for start, end, new, code in wanted:
            finding = read.finding(start, end, "")
            if not waivers.answer(code, finding):
                at, old = finding.location, read.passage.text[start:end]
                found.append(Edit(at.path, at.line, at.column, end - start, old, new, code))
    if house:
        found += _plain_edits(subject, house, waivers)
    return tuple(sorted(set(found)))


def _plain_edits(subject: Subject, house: House, waivers: Waivers) -> Iterator[Edit]:
    """The avoided words of the texts that are not Markdown: names, labels, titles, questions."""
    for plain, entry in avoided_in_plain(subject, house):
        finding = plain.finding(entry.start, entry.end, "")
        if inside(quotations(plain.text), entry.start) or waivers.answer("term-avoided", finding):
            continue
        at, old = finding.location, plain.text[entry.start : entry.end]
        yield Edit(at.path, at.line, at.column, len(old), old, entry.use, "term-avoided")


def _is_quoted(read: Read, offset: int) -> bool:
    """Quotations are never touched, also where house style says that the rule reads them."""
    return read.passage.quoted or inside(quotations(read.passage.text), offset)


def _settled(read: Read, anchor: datetime.date) -> Iterator[tuple[int, int, str]]:
    """The weekdays behind "on" that one day is meant by, with that day: "on Saturday" → "on 30 November 2024"."""
    words = words_for(read.language)
    text = read.passage.text
    if words is None:
        return
    for found in relative_dates(read, anchor):
        before, after = text[max(0, found.start - 12) : found.start], text[found.end : found.end + 2]
        if found.kind == "weekday" and found.settled and words.on.search(before) and after[:1] not in ("’", "'", "-"):
            half = words.habitual_after.match(text[found.end : found.end + 20])
            if not half:
                yield found.start, found.end, spoken_day(found.settled, words)


_NUMBER_HINT = re.compile(r"write (-?[0-9][0-9.]*)\Z")


def number_fixes(diagnostics: Iterable[Diagnostic], read_line: Callable[[str, int], str]) -> tuple[Edit, ...]:
    """The numbers that were not read and whose right form is known: `"44,330"` → `44330`.

    A sheet with such a fault is no explainer yet, so these are found in the diagnostics of reading it.
    """
    found = []
    for entry in diagnostics:
        hint = _NUMBER_HINT.match(entry.hint)
        if entry.code == "value-invalid" and hint and "is a number; found" in entry.message:
            at = entry.location
            old = read_line(at.path, at.line)[at.column - 1 : at.column - 1 + at.width]
            if old and re.sub(r"[^0-9٠-٩۰-۹]", "", old):
                found.append(Edit(at.path, at.line, at.column, at.width, old, hint[1], "value-invalid"))
    return tuple(sorted(set(found)))


_TRAILING = re.compile(r"[ \t]+\Z")


def space_fixes(path: str, text: str) -> tuple[Edit, ...]:
    """White space at the ends of lines, where it means nothing.

    In Markdown two spaces break a line and code keeps what it has; in YAML the lines of a text of several lines are
    left alone, and so is every line of a quotation.
    """
    if path.endswith(".yaml"):
        return tuple(_spaces(path, text, _kept_lines(YamlText(text, path).root)))
    parts = split_front_matter(text)
    if parts is None:
        return ()
    front, body, first = parts
    kept = _kept_lines(YamlText(front, path, 2).root)
    kept |= {first + number for token in read_blocks(body).tokens if token.type in _KEPT for number in _rows(token.map)}
    return tuple(_spaces(path, text, kept))


_KEPT = ("fence", "code_block", "blockquote_open")


def _rows(span: list[int] | None) -> range:
    return range(*span) if span else range(0)


def _spaces(path: str, text: str, kept: set[int]) -> Iterator[Edit]:
    rows = text.split("\n")
    for number, row in enumerate(rows, start=1):
        end = _TRAILING.search(row)
        if end is None or number in kept:
            continue
        follows = rows[number] if number < len(rows) else ""
        if path.endswith(".md") and end[0] != "\t" and len(end[0]) > 1 and row.strip() and follows.strip():
            continue
        yield Edit(path, number, end.start() + 1, len(end[0]), end[0], "", "")


def _kept_lines(node: Node | None) -> set[int]:
    """The lines of texts that run over more than one line, where a space may belong to the text."""
    if isinstance(node, Scalar):
        # A block scalar ends where the next line begins.
        last = node.end_line - (node.end_column == 1)
        return set(range(node.line, last + 1)) if node.end_line > node.line else set()
    if isinstance(node, YamlMapping):
        return {line for _, value in node.items for line in _kept_lines(value)}
    if isinstance(node, YamlSequence):
        return {line for value in node.items for line in _kept_lines(value)}
    return set()


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text of one file with its edits. An edit whose words are not there any more is left out, and so is one that
    overlaps one before it."""
    rows = text.split("\n")
    by_line: dict[int, list[Edit]] = {}
    for edit in edits:
        by_line.setdefault(edit.line, []).append(edit)
    for line, found in by_line.items():
        if not 0 < line <= len(rows):
            continue
        row, done = rows[line - 1], len(rows[line - 1]) + 1
        for edit in sorted(found, reverse=True):
            start = edit.column - 1
            if row[start : start + edit.width] == edit.old and start + edit.width <= done:
                row, done = row[:start] + edit.new + row[start + edit.width :], start
        rows[line - 1] = row
    return "\n".join(rows)


def unified_diff(path: str, before: str, after: str) -> str:
    """What changes in a file, as `diff -u` and `git apply` have it; empty when nothing does."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def by_path(edits: Iterable[Edit]) -> Mapping[str, tuple[Edit, ...]]:
    """The edits of each file, by path, in order."""
    found: dict[str, list[Edit]] = {}
    for edit in sorted(edits):
        found.setdefault(edit.path, []).append(edit)
    return {path: tuple(entries) for path, entries in sorted(found.items())}
