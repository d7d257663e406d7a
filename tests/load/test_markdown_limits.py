"""Texts made to be slow or deep: each is read in bounded time, or refused by name."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.load.markdown import parse
from generator.load.markdown.budget import CHARACTERS_MAX
from tests.load.markdown_html import show
from tests.turns import Turns

Maker = Callable[[int], str]


def repeat(part: str) -> Maker:
    """Texts of about n characters made of one part."""
    return lambda size: part * (size // len(part) + 1)


def count(make: Callable[[int], str], each: int) -> Maker:
    """Texts of about n characters made of numbered parts of about `each` characters."""
    return lambda size: "".join(make(number) for number in range(size // each))


def grow(make: Callable[[int], str]) -> Maker:
    """Texts of about n characters made of parts that get longer and longer."""
    return lambda size: "".join(make(number) for number in range(1, int((2 * size) ** 0.5)))


# The known list of cmark (test/pathological_tests.py) and markdown-it (test/pathological.mjs).
KNOWN: dict[str, Maker] = {
    "nested strong emphasis": lambda size: "*a **a " * (size // 14) + "b" + " a** a*" * (size // 14),
    "many emphasis closers with no openers": repeat("a_ "),
    "many emphasis openers with no closers": repeat("_a "),
    "many link closers with no openers": repeat("a]"),
    "many link openers with no closers": repeat("[a"),
    "mismatched openers and closers": repeat("*a_ "),
    "emphasis of three": repeat("a***b "),
    "openers and closers multiple of 3": lambda size: "a**b" + "c* " * (size // 3),
    "link openers and emphasis closers": repeat("[ a_"),
    "pattern [ (]( repeated": repeat("[ (]("),
    "pattern ![[]() repeated": repeat("![[]()"),
    "hard link and emphasis case": repeat("**x [a*b**c*](d)"),
    "nested brackets": lambda size: "[" * (size // 2) + "a" + "]" * (size // 2),
    "nested block quotes": repeat("> "),
    "deeply nested lists": grow(lambda number: "  " * number + "* a\n"),
    "U+0000 in input": repeat("abc\0de\0"),
    "backticks": grow(lambda number: "e" + "`" * number),
    "backticks unclosed": repeat("`a``"),
    "unclosed links with <": repeat("[a](<b"),
    "unclosed links without <": repeat("[a](b"),
    "unclosed comments": repeat("</\n<!--"),
    "unclosed inline comments": repeat("a <!-- "),
    "unclosed instructions": repeat("<?"),
    "unclosed declarations": repeat("<!A "),
    "unclosed CDATA": repeat("<![CDATA["),
    "empty links in deep emphasis": lambda size: "[" + "[]()" * (size // 4) + "](",
    "reference collisions": count(lambda number: f"[{number % 97}]: u\n", 7),
    "many definitions": count(lambda number: f"[a{number}]: u\n", 11),
    "many definitions used": lambda size: "".join(f"[a{n}]: u\n[a{n}]\n\n" for n in range(size // 21)),
    "tables of two columns": lambda size: "a | b\n- | -\n" + "c | d\n" * (size // 6),
    "wide table with short rows": lambda size: ("|a" * 256 + "|\n" + "|-" * 256 + "|\n" + "a\n" * 256) * (size // 1536),
}
# What grows in our own syntax, and what was slow once.
OWN: dict[str, Maker] = {
    "open brackets": repeat("["),
    "pictures opened": repeat("!["),
    "pictures nested": lambda size: "![" * (size // 6) + "a" + "](b)" * (size // 6),
    "links": repeat("[a](b) "),
    "links to explainers": repeat("[a](../b/article.md) "),
    "links forbidden": repeat("[a](javascript:x) "),
    "addresses opened": repeat("[a]("),
    "titles opened": repeat("[a](b '"),
    "address of dots": lambda size: "[a](" + "../" * (size // 3) + "x.md)",
    "address of a strange host": lambda size: "[a](http://" + "é." * (size // 2) + "/)",
    "references chained": repeat("[a][b"),
    "reference lines opened": repeat("[a\n"),
    "citations": repeat("[@a] "),
    "citations opened": repeat("[@a"),
    "citation of many": lambda size: "[" + "@a; " * (size // 4) + "@b]",
    "citation with a long locator": lambda size: "[@a, " + "x\\] " * (size // 4) + "]",
    "brackets with an at sign": repeat("[a @"),
    "bare numbers": repeat("[1] "),
    "bare numbers opened": repeat("[1,"),
    "footnotes": repeat("[^1] "),
    "footnotes opened": repeat("[^"),
    "roles": repeat("{figure}`a` "),
    "roles opened": repeat("{figure}`"),
    "roles unknown": repeat("{x}`a` "),
    "role ticks": grow(lambda number: "{a}" + "`" * number),
    "role names": repeat("{a}"),
    "role of many words": lambda size: "{term}`" + "a <" * (size // 3) + "b>`",
    "role of blanks": lambda size: "{term}`a" + " " * size + "b`",
    "braces": repeat("{"),
    "fences of colons": repeat(":::{timeline}\n:::\n"),
    "fences of colons opened": repeat(":::{timeline}\n"),
    "fences growing": grow(lambda number: ":" * (number + 2) + "{x}\n"),
    "comments": repeat("<!-- a -->\n"),
    "comments before text": repeat("<!-- a --> x\n"),
    "comment lines opened": repeat("<!-- a\n"),
    "waivers": repeat("<!-- waive a: b -->\n"),
    "waivers on a long list": lambda size: "<!-- waive a: b -->\n" * 50 + "\n" + "- a\n" * (size // 4),
    "waiver of blanks": lambda size: "<!-- waive a" + " " * size + "b -->",
    "tags": repeat("a<b>"),
    "tags opened": repeat("<a b='c' "),
    "angle brackets": repeat("<"),
    "autolinks": repeat("<http://a.b> "),
    "address of mail": lambda size: "<a@" + "a." * (size // 2) + ">",
    "entities": repeat("&amp;"),
    "ampersands": repeat("&"),
    "escapes": repeat("\\*"),
    "equal headings": repeat("# talks\n"),
    "empty headings": repeat("#\n"),
    "underlined headings": repeat("a\n===\n"),
    "short lines": repeat("a\n"),
    "lines of digits": repeat("1\n"),
    "blanks": lambda size: "a" + " " * size + "b",
    "blank lines": lambda size: "a" + "\n" * size + "b",
    "blanks at line ends": repeat("a  \n"),
    "cells of one row": lambda size: "|a|\n|-|\n" + "|" * size,
    "escaped pipes": lambda size: "|a|\n|-|\n|" + "\\|" * (size // 2),
    "columns": lambda size: "|a" * (size // 4) + "\n" + "|-" * (size // 4) + "\n",
    "almost tables": repeat("a\n|-\n"),
    "flat list": repeat("- a\n"),
    "list on one line": repeat("- "),
    "lazy lines of a deep quotation": lambda size: "> " * 99 + "a\n" + "b\n" * (size // 2),
    "lazy lines of a deep list": lambda size: "- " * 40 + "a\n" + "b\n" * (size // 2),
    "quotations and lists": repeat("> - "),
    "combining marks": lambda size: "# a" + "\u0301" * size,
}
FAMILIES = KNOWN | OWN


def spend(text: str) -> tuple[float, str]:
    """CPU seconds that a text takes as a page, and the code of a refusal."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    parsed = parse(text, page=True)
    taken = time.process_time() - start
    gc.enable()
    return taken, next((found.code for found in parsed.problems if found.code == "limit-exceeded"), "")


@pytest.mark.share(3)
def test_grows(turns: Turns) -> None:
    """Four times the text takes four times as long and not sixteen, or is refused; little texts are not compared."""
    for name in turns.walk(
        "pathological families, four times as long", list(FAMILIES), 1 if turns.long else len(FAMILIES)
    ):
        hold_growth(name, 16_384 if turns.long else 4_096)


def hold_growth(name: str, size: int) -> None:
    """Raises where four times `size` takes more than nine times as long: nearer to a square than to a line."""
    short, long = FAMILIES[name](size), FAMILIES[name](4 * size)
    before, _ = spend(short)
    after, refused = spend(long)
    if not refused and after > 0.3 and after > 9 * before:
        # Once more: another program may have had the caches of the processor meanwhile.
        before, after = spend(short)[0], spend(long)[0]
    assert refused or after < 0.3 or after <= 9 * before, f"{name}: {before:.2f} s, then {after:.2f} s"


def memory(what: str) -> float:
    """MiB of this process: `VmRSS` now, `VmHWM` at most (proc(5), status)."""
    found = re.search(rf"^{what}:\s*(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    assert found
    return int(found[1]) / 1024


@pytest.mark.share(4)
def test_largest(turns: Turns) -> None:
    """The longest text allowed takes ten seconds of CPU at most, and half a gigabyte."""
    for name in turns.walk("pathological families of 256 KiB", list(FAMILIES), 1):
        before = memory("VmRSS")
        # The peak begins anew (proc(5), clear_refs): this process has run other tests.
        Path("/proc/self/clear_refs").write_text("5")
        taken, _ = spend(FAMILIES[name](CHARACTERS_MAX)[:CHARACTERS_MAX])
        assert taken <= 10, name
        assert memory("VmHWM") - before < 512, name


def test_too_long() -> None:
    """A text of more than 256 KiB is refused."""
    assert [found.code for found in parse("a " * (CHARACTERS_MAX // 2) + "b").problems] == ["limit-exceeded"]


def test_too_much_work() -> None:
    """A text that is short and makes endless work is refused, and its words are not shown in part."""
    parsed = parse(("|a" * 256 + "|\n" + "|-" * 256 + "|\n" + "a\n" * 256) * 30)
    assert [found.code for found in parsed.problems] == ["limit-exceeded"]
    assert not parsed.prose


def depths(last: int, wanted: int) -> list[int]:
    """About `wanted` depths from 1 to `last`."""
    step = max(1, last // wanted)
    return [*range(1, last, step), last]


def hold_depth(text: str, line: int) -> None:
    """The word that lies deepest is on the page, or a problem names the line from which on text is lost."""
    parsed = parse(text, page=True)
    lost = [found.spot.line for found in parsed.problems if found.code == "text-lost"]
    assert "marker" in show(parsed) or (lost and lost[0] <= line)


@pytest.mark.parametrize("depth", depths(150, 35))
def test_deep_quotations(depth: int) -> None:
    hold_depth("> " * depth + "marker", 0)
    hold_depth("before\n\n" + ">" * depth + " marker\n\nafter", 2)


@pytest.mark.parametrize("depth", depths(80, 35))
def test_deep_lists(depth: int) -> None:
    hold_depth("".join("  " * level + "- level\n" for level in range(depth)) + "  " * depth + "- marker", depth)
    hold_depth("- " * depth + "marker", 0)
    hold_depth("> - " * depth + "marker", 0)


@pytest.mark.parametrize("depth", depths(200, 35))
def test_deep_emphasis(depth: int) -> None:
    hold_depth("*a " * depth + "marker" + " a*" * depth, 0)
    hold_depth("**a " * depth + "marker" + " a**" * depth, 0)
    hold_depth("*_" * depth + "marker" + "_*" * depth, 0)
    hold_depth("[" * depth + "marker" + "](b)" * depth, 0)
    hold_depth("![" * depth + "marker" + "](b)" * depth, 0)


@pytest.mark.share(1)
def test_any_depth(turns: Turns) -> None:
    """At every depth, and deeper than anybody writes."""
    for depth in turns.walk("depths", depths(500, 500), 5):
        test_deep_quotations(depth)
        test_deep_lists(depth)
        test_deep_emphasis(depth)
