"""What holds for every text: nothing is lost, everything has its place, and what is written is whole, safe HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from unittest.mock import patch

import html5lib  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.load import markdown
from generator.load.markdown import Parsed, parse, scanner
from generator.load.passage import OBJECT, Passage, Problem, Spot, Use, Waiver
from generator.model.prose import Citation, FigureUse, Mention, Picture, Placed
from tests.load.markdown_html import settle, show
from tests.turns import Turns

GATE, LONG = 500, 30_000


def atoms(row: str) -> list[str]:
    """The parts that random texts are made of, written with signs for blanks, line ends and tabs."""
    return [part.replace("␠", " ").replace("⏎", "\n").replace("⇥", "\t") for part in row.split()]


_COMMON = [
    *atoms("word ceasefire bär 中文 خبر a I 50 1 ␠ ␠ ␠ ␠␠ ⏎ ⏎ ⏎⏎ ⏎␠␠␠␠ ⏎␠␠ ⏎⇥ ␠␠⏎ \\⏎ : ' \" = - . , \u2022"),
    *atoms("* * ** ** _ __ *** ~~ ~ ` `` ``` ⏎```⏎ ⏎~~~␠py⏎ \\ \\* \\[ &amp; &eacute; &#35; &x &"),
    *atoms(">␠ ⏎>␠ ⏎> -␠ ⏎-␠ ⏎+␠ ⏎1.␠ ⏎2)␠ #␠ ⏎#␠ ⏎###␠ ␠# ⏎===⏎ ⏎---⏎ ⏎***⏎ |"),
    *atoms("⏎|␠a␠|␠b␠|⏎|---|:-:|⏎|␠ ⏎|-|⏎ \\| [ ] ( ) ]( ](u) ](<u␠v>) ␠\"t\") [a] [a]:␠/u⏎ ⏎[a]:␠/u␠'ti'⏎"),
    *atoms("[a][b] ![ ! < > <http://a.b> <a@b.c> https://x.y/z"),
    *("\u00a0", "\u3000", "\u2028"),
]
_OURS = [
    *atoms("[@one] [@one,␠p.␠7] [@one;␠@two,␠fig.␠2] [@ [-@one] [see␠@one] ;␠@ [1] [1,␠2] [^1] [^1]:␠x⏎"),
    *atoms("{figure}`id` {figure}`id@2024-01` {figure}`id␠by␠who` {actor}`words␠<id>` {term}`two⏎lines␠<id>` {x}`y`"),
    *atoms("{figure}` { } ⏎:::{timeline}⏎:::⏎ ⏎:::{quote}␠id⏎:::⏎ ⏎:::{figures}⏎only:␠a,␠b⏎ ⏎:::⏎ ::: [Guest␠Name]"),
    *atoms("<b> </div> <br/> <3 a␠<␠b <!doctype␠html> <?x?> ![alt](media/x.jpg) ![](media/x.jpg)"),
    *atoms("[words](../other/article.md#part) [words](javascript:alert(1)) [words](../_pages/about.md)"),
    *("\0", "\r"),
]
_COMMENTS = atoms("<!-- --> <!--␠note␠--> ⏎<!--␠waive␠figure-unsourced:␠counted␠-->⏎ ⏎<!--␠two⏎⏎lines␠-->⏎")

_PLAIN = [
    *atoms('[a](u) [a␠b](https://x.y/z?a=1&b) [a!](#c) [a](/u&amp;v) [a](u␠"t") [a](<u>) [a]( [a][b] [@one](u) [1](u)'),
    *atoms(
        "[^1](u) [a⏎b](u) [`a](u)` [a<b](u) [a](u(v)) [a](U%C3%A9) [a](ü) [a](http://Ü.x) [a](u\\_) ![a](u) {actor}`"
    ),
    *atoms(
        "*a* **a** *a␠b*, (*a*) a*b* *a*b **a b** *a** _*a*_ ~~*a*~~ ** * [ ] [[[[[[[[[[ ]( (u) a . ␠ ␠ ⏎ ![ > ` \\ <"
    ),
]
"""Links and emphasis, most of them plain, and what makes them something else."""

common = st.lists(st.sampled_from(_COMMON), max_size=30).map("".join)
shown = st.lists(st.sampled_from(_COMMON + _OURS), max_size=30).map("".join)
ours = st.lists(st.sampled_from(_COMMON + _OURS + _COMMENTS), max_size=30).map("".join)
plain = st.lists(st.sampled_from(_PLAIN), max_size=30).map("".join)
lines = ours.map(lambda text: "a" + text.replace("\n", " "))
anything = st.one_of(ours, st.text(max_size=60))

Law = Callable[[str], None]


@cache
def stock() -> MarkdownIt:
    """markdown-it as it comes, but for the list of forbidden addresses, which is ours."""
    parser = MarkdownIt("js-default", {"maxNesting": 100})
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


def hold_every_word(text: str) -> None:
    """A word of the source is on the page, or a problem says that something is wrong."""
    number = iter(range(10_000))
    marked = re.sub(r"(?<![&#\w\\])[^\W\d_]{4,}", lambda word: f"{word[0]}q{next(number)}q", text)
    for parsed in (parse(marked, page=True), parse(marked, inline=True)):
        html = show(parsed)
        for word in re.findall(r"q\d+q", marked):
            assert word in html or parsed.problems, f"`{word}` is lost"


def hold_places(text: str) -> None:
    """Each letter of a passage stands in the source where the passage says, or an entity does; spots are in it.

    A title or caption that is written elsewhere, or with entities, stands where its link or picture opens.
    """
    for inline in (False, True):
        parsed = parse(text, inline=inline, page=not inline)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for passage in parsed.passages:
            for offset, character in enumerate(passage.text):
                if character.isalnum():
                    spot = passage.spot(offset)
                    allowed = (character, "&", "[", "!") if passage.kind in ("title", "caption") else (character, "&")
                    assert lines[spot.line][spot.column] in allowed, (passage.text, offset, spot)
            assert [at for at, _ in passage.spots] == sorted({at for at, _ in passage.spots})
            assert all(0 <= use.offset <= len(passage.text) for use in passage.uses)
        spots = [found.spot for found in parsed.problems if found.code != "limit-exceeded"]
        spots += [use.spot for passage in parsed.passages for use in passage.uses]
        spots += [spot for _, spot in parsed.addresses]
        for spot in spots:
            assert spot.line < len(lines)
            assert spot.width >= 1
            assert 0 <= spot.column <= len(lines[spot.line]) + 1 - spot.width, (spot, lines[spot.line])


def hold_uses(text: str) -> None:
    """The spot of a use covers the very id, address or mark; a piece and its use come in the same order."""
    parsed = parse(text, page=True)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for passage in parsed.passages:
        for use in passage.uses:
            source = lines[use.spot.line][use.spot.column : use.spot.column + use.spot.width]
            match use.reference:
                case Citation(sources):
                    assert source == "@" + sources[0].id
                case FigureUse(id=called) | Mention(id=called):
                    assert source == called
                case Picture():
                    assert source == "!["
                case Placed():
                    assert source.startswith(":::")
    placed = [use.reference for passage in parsed.passages for use in passage.uses]
    kinds = [type(piece).__name__ for piece in parsed.prose.pieces if not isinstance(piece, str)]
    once = [type(reference).__name__ for reference in placed]
    assert sorted(set(kinds)) == sorted(set(once))


def hold_html(text: str) -> None:
    """The HTML is whole: a strict parser finds no fault, and no link stands within a link."""
    visible = "".join(character for character in text if character.isprintable() or character in "\n\t")
    for inline in (False, True):
        parsed = parse(visible, inline=inline, page=not inline)
        html = show(parsed)
        html5lib.HTMLParser(strict=True).parseFragment(html)
        assert not re.search(r"<a\b[^>]*>(?:(?!</a>).)*<a\b", html, re.DOTALL)
        if inline:
            assert not re.search(r"<(?:p|ul|ol|li|table|pre|blockquote|h\d|hr|section)\b", html)
        assert all(piece for piece in parsed.prose.pieces if isinstance(piece, str))
        pairs = zip(parsed.prose.pieces, parsed.prose.pieces[1:], strict=False)
        assert not any(isinstance(one, str) and isinstance(other, str) for one, other in pairs)


def hold_markdown_it(text: str) -> None:
    """Without our own syntax a text is read as markdown-it reads it; one of blanks alone is no text."""
    if ":::" in text or not text.strip():
        return
    parsed = parse(text)
    if any(found.code == "scheme-forbidden" or "address" in found.message for found in parsed.problems):
        return
    if any("alt text" in found.message or "within" in found.message for found in parsed.problems):
        return
    ended = text if text.endswith("\n") else text + "\n"
    bare = re.compile(r"<img [^>]*>|<p>\s*</p>")
    ours, theirs = (bare.sub("", settle(html)) for html in (show(parsed), stock().render(ended)))
    assert ours == theirs


def hold_short_cut(text: str) -> None:
    """The short cuts for single lines say what the whole parser says; a line end before the text turns them off."""
    text = text.replace("\0", "").replace("\r", "\n")
    quick, slow = parse(text, page=True), parse("\n" + text, page=True)
    assert (quick.prose, quick.words, quick.plain) == (slow.prose, slow.words, slow.plain)
    assert [move(found) for found in quick.passages] == list(slow.passages)
    moved = [Problem(found.code, below(found.spot), found.message, found.hint) for found in quick.problems]
    assert moved == list(slow.problems)
    assert [(url, below(spot)) for url, spot in quick.addresses] == list(slow.addresses)
    if text.strip() and not markdown._MARKUP.search(text.strip()):
        marked = markdown._parse_marked(text, inline=True, page=False, taken=frozenset())
        assert parse(text, inline=True) == marked


def hold_plain(text: str) -> None:
    """Plain emphasis and plain links say what the general rules say of them."""
    general = {"*": scanner._RULES["*"][1:], "[": scanner._RULES["["][1:]}
    for inline in (False, True):
        quick = parse(text, inline=inline)
        with patch.dict(scanner._RULES, general):
            assert quick == parse(text, inline=inline)


def below(spot: Spot) -> Spot:
    """The same place one line further down."""
    return Spot(spot.line + 1, spot.column, spot.width)


def move(passage: Passage) -> Passage:
    """The same passage one line further down."""
    return Passage(
        passage.text,
        passage.kind,
        passage.quoted,
        tuple((at, below(spot)) for at, spot in passage.spots),
        tuple(Use(use.reference, below(use.spot), use.offset) for use in passage.uses),
        tuple(Waiver(waiver.code, waiver.reason, below(waiver.spot)) for waiver in passage.waivers),
    )


LAWS: dict[str, tuple[st.SearchStrategy[str], Law]] = {
    "every word": (shown, hold_every_word),
    "places": (ours, hold_places),
    "uses": (ours, hold_uses),
    "html": (anything, hold_html),
    "markdown-it": (common, hold_markdown_it),
    "plain": (plain, hold_plain),
    "short cut": (st.one_of(st.text(max_size=20), lines, ours), hold_short_cut),
}


@pytest.mark.share(1.5)
@pytest.mark.parametrize("name", LAWS)
def test_law(name: str, turns: Turns) -> None:
    """Each law holds for random texts."""
    texts, law = LAWS[name]
    turns.examples(f"markdown: {name}", law, texts, GATE, LONG)


@settings(max_examples=GATE, deadline=None)
@given(anything, st.booleans(), st.booleans())
@example("\0", False, False)
@example("\r", True, False)
@example("\ud800", False, True)
def test_any_text(text: str, inline: bool, page: bool) -> None:
    """Any text is read, twice the same, and says how many words it has."""
    parsed = parse(text, inline=inline, page=page)
    assert isinstance(parsed, Parsed)
    assert parsed == parse(text, inline=inline, page=page)
    assert parsed.words >= 0
    assert OBJECT in text or OBJECT not in parsed.plain
    assert len({heading.id for heading in parsed.headings}) == len(parsed.headings)
