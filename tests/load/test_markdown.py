"""What each construct becomes, and where the faults in it are reported."""

from __future__ import annotations

import re

import pytest

from generator.load.markdown import parse, remembered
from generator.load.passage import OBJECT, Spot, Waiver
from generator.model.prose import Citation, Cited, FigureUse, Heading, Link, Mention, Picture, Piece, Placed
from tests.load.markdown_html import show

PIECES: list[tuple[str, list[Piece]]] = [
    ("A *b* **c** ~~d~~ `e`", ["A <em>b</em> <strong>c</strong> <s>d</s> <code>e</code>"]),
    ("soft\nbreak", ["soft\nbreak"]),
    ("hard  \nbreak", ["hard<br>\nbreak"]),
    ("hard\\\nbreak", ["hard<br>\nbreak"]),
    ("&copy; \\* <3 & \"q\"", ["© * &lt;3 &amp; &quot;q&quot;"]),
    ("a < b > c", ["a &lt; b &gt; c"]),
    ("# not a heading", ["# not a heading"]),
    ("- not a list", ["- not a list"]),
    ("said so [@one].", ["said so ", Citation((Cited("one"),)), "."]),
    ("[@one, p. 7]", [Citation((Cited("one", "p. 7"),))]),
    ("[@one, p.&nbsp;7 \\[note\\]]", [Citation((Cited("one", "p. 7 [note]"),))]),
    ("[@one; @two, fig. 2]", [Citation((Cited("one"), Cited("two", "fig. 2")))]),
    ("[@one,\n  p. 7; @two]", [Citation((Cited("one", "p. 7"), Cited("two")))]),
    ("[@one، ص. 7؛ @two]", [Citation((Cited("one", "ص. 7"), Cited("two")))]),
    ("[@one][@two]", [Citation((Cited("one"),)), Citation((Cited("two"),))]),
    ("[@one] (page 7)", [Citation((Cited("one"),)), " (page 7)"]),
    ("[@handle](https://a.b)", ['<a href="https://a.b">@handle</a>']),
    ("a@b.c and @handle", ["a@b.c and @handle"]),
    ("\\[@one]", ["[@one]"]),
    ("`[@one]`", ["<code>[@one]</code>"]),
    ("{figure}`killed`", [FigureUse("killed")]),
    ("{figure}` killed `", [FigureUse("killed")]),
    ("{figure}`killed@2024-01-31`", [FigureUse("killed", at="2024-01-31")]),
    ("{figure}`killed@2023-10-07/..`", [FigureUse("killed", at="2023-10-07/..")]),
    ("{figure}`killed by ministry`", [FigureUse("killed", by="ministry")]),
    ("{figure}`killed@2024-01 by ministry`", [FigureUse("killed", "2024-01", "ministry")]),
    ("{actor}`hamas`", [Mention("actor", "hamas")]),
    ("{term}`ceasefires <ceasefire>`", [Mention("term", "ceasefire", "ceasefires")]),
    ("{quote}`two\n  words <offer>`", [Mention("quote", "offer", "two words")]),
    ("{event}``a`b <talks>``", [Mention("event", "talks", "a`b")]),
    ("\\{figure}`killed`", ["{figure}<code>killed</code>"]),
    ("**{figure}`killed`** people", ["<strong>", FigureUse("killed"), "</strong> people"]),
    ("[a](https://b.c/d?e=1&f)", ['<a href="https://b.c/d?e=1&amp;f">a</a>']),
    ("[a](mailto:b@c.d)", ['<a href="mailto:b@c.d">a</a>']),
    ("[a](#part) [b](media/x.pdf) [c](/topics/war/)", [
        '<a href="#part">a</a> <a href="media/x.pdf">b</a> <a href="/topics/war/">c</a>'
    ]),
    ('[a](https://b.c "d \\"e\\"")', ['<a href="https://b.c" title="d &quot;e&quot;">a</a>']),
    ("<https://a.b/c>", ['<a href="https://a.b/c">https://a.b/c</a>']),
    ("<a@b.c>", ['<a href="mailto:a@b.c">a@b.c</a>']),
    ("[a](<https://b.c/d e>)", ['<a href="https://b.c/d%20e">a</a>']),
    ("[a](https://münchen.de)", ['<a href="https://xn--mnchen-3ya.de">a</a>']),
    ("[a](../other/article.md)", ['<a href="', Link("other"), '">a</a>']),
    ("[a](../other/article.ar.md#%D8%AE%D8%A8%D8%B1)", ['<a href="', Link("other", "خبر"), '">a</a>']),
    ('[*a*](../other/article.md#b "c")', ['<a href="', Link("other", "b"), '" title="c"><em>a</em></a>']),
    ("[a](../_pages/about.md)", ['<a href="', Link("_pages/about"), '">a</a>']),
    ("[a](../../_pages/about.md#b)", ['<a href="', Link("_pages/about", "b"), '">a</a>']),
    ("[a](ethics.md)", ['<a href="', Link("_pages/ethics"), '">a</a>']),
    ("[a](other/article.md)", ['<a href="', Link("other"), '">a</a>']),
    ("[a](https://b.c/article.md)", ['<a href="https://b.c/article.md">a</a>']),
    ('![a *b*](media/c.jpg "d")', [Picture("media/c.jpg", "a b", "d")]),
    ("![a\\\nb\nc `d`](media/e.jpg)", [Picture("media/e.jpg", "a b c d")]),
    ("![a](media/b%20c.jpg)", [Picture("media/b c.jpg", "a")]),
    ("[![a](media/b.jpg)](https://c.d)", ['<a href="https://c.d">', Picture("media/b.jpg", "a"), "</a>"]),
    ("a <!-- note --> b", ["a  b"]),
    ("[Guest Name] says TK", ["[Guest Name] says TK"]),
    ("", []),
    (" \n ", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pieces"), PIECES)
def test_pieces(text: str, pieces: list[Piece]) -> None:
    """A line of words becomes these pieces, without a problem; as a paragraph, the same within `<p>`."""
    line = parse(text, inline=True)
    assert (list(line.prose.pieces), line.problems) == (pieces, ())
    assert line.prose.inline
    if not text.startswith(("# ", "- ")) and pieces:
        block = parse(text)
        assert show(block) == f"<p>{show(line)}</p>\n"
        assert not block.problems


BLOCKS: list[tuple[str, str]] = [
    ("# A\n\n## B\n\n###### C", '<h2 id="a">A</h2>\n<h2 id="b">B</h2>\n<h6 id="c">C</h6>\n'),
    ("A *b*\n===", '<h2 id="a-b">A <em>b</em></h2>\n'),
    ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("7. a", '<ol start="7">\n<li>a</li>\n</ol>\n'),
    ("1. a\n\n   b", "<ol>\n<li><p>a</p>\n<p>b</p>\n</li>\n</ol>\n"),
    ("***", "<hr>\n"),
    ("```python x\n<b>\n```".replace(" x", ""), '<pre><code class="language-python">&lt;b&gt;\n</code></pre>\n'),
    ("    a\n", "<pre><code>a\n</code></pre>\n"),
    (
        "a|b\n-|-:\n*c*|d \\| e\nf",
        '<div class="table"><table>\n<thead>\n<tr>\n<th>a</th>\n<th class="align-right">b</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td><em>c</em></td>\n<td class="align-right">d | e</td>\n</tr>\n'
        '<tr>\n<td>f</td>\n<td class="align-right"></td>\n</tr>\n</tbody>\n</table></div>\n',
    ),
    ("a\n\n:::{timeline}\n:::\n\nb", "<p>a</p>\n<section>timeline</section>\n<p>b</p>\n"),
    (":::{timeline}\nonly: talks\n:::", "<section>timeline talks</section>\n"),
    (":::{actors}\nonly: a, b\n:::", "<section>actors a b</section>\n"),
    ("::::{quote} offer\n::::", "<section>quote offer</section>\n"),
    (":::{quote}\nonly: offer\n:::", "<section>quote offer</section>\n"),
    ("a\n<!-- two\n\nlines -->\nb", "<p>a</p>\n<p>b</p>\n"),
    ("<!-- a --> <!-- b -->\n\nc", "<p>c</p>\n"),
    ("<!-- a --> b", "<p> b</p>\n"),
    ("[a]: https://b.c\n\n[a] [A][]", '<p><a href="https://b.c">a</a> <a href="https://b.c">A</a></p>\n'),
]


@pytest.mark.parametrize(("text", "html"), BLOCKS)
def test_blocks(text: str, html: str) -> None:
    """Blocks become this HTML, without a problem."""
    parsed = parse(text, page=True)
    assert (show(parsed), parsed.problems) == (html, ())


# ‹ and › enclose what the problem's spot covers; they are no part of the text.
FAULTS: list[tuple[str, str, str]] = [
    ("It rose ‹[1]›.", "citation-not-found", "`[1]` points nowhere"),
    ("It rose ‹[1, 2]›.", "citation-not-found", "`[1, 2]` points nowhere"),
    ("قال ‹[١]›", "citation-not-found", "points nowhere"),
    ("a\n> b\n> ‹[12]›", "citation-not-found", "`[12]` points nowhere"),
    ("a ‹[^1]› b", "citation-not-found", "there are no footnotes"),
    ("a\n\n‹[^1]: b›", "citation-not-found", "a footnote"),
    ("‹[@›one", "value-invalid", "a citation that is not closed"),
    ("‹[@›one [x]]", "value-invalid", "a citation that is not closed"),
    ("‹[see @one]›", "value-invalid", "`[see @one]` is not a citation"),
    ("‹[-@one]›", "value-invalid", "`[-@one]` is not a citation"),
    ("‹[@one two]›", "value-invalid", "`[@one two]` is not a citation"),
    ("‹[@one;]›", "value-invalid", "`[@one;]` is not a citation"),
    ("[@one; ‹@Two›]", "value-invalid", "`Two` is not the id of a source"),
    ("a ‹{figur}›`killed`", "reference-not-found", "there is no role `figur`"),
    ("a ‹{figure}›`killed", "value-invalid", "the role `figure` is not finished"),
    ("{figure}`‹44,330›`", "value-invalid", "`44,330` is not an id"),
    ("{figure}`‹words <killed>›`", "value-invalid", "a figure cannot have words of its own"),
    ("{figure}`‹killed@›`", "value-invalid", "`killed@` is not an id"),
    ("{actor}`words <‹No Id›>`", "value-invalid", "`No Id` is not an id"),
    ("{actor}`‹The Ministry›`", "value-invalid", "`The Ministry` is not an id"),
    ("a\n  two\n  {actor}`the\n  big <‹X›>`", "value-invalid", "`X` is not an id"),
    ("a ‹<b>›b", "html-raw", "`<b>` is raw HTML"),
    ("a b‹</b>›", "html-raw", "`</b>` is raw HTML"),
    ("‹<img src=x onerror=y>›", "html-raw", "is raw HTML"),
    ("‹<div›\nclass='a'>", "html-raw", "is raw HTML"),
    ("‹<!D›OCTYPE html>", "html-raw", "is raw HTML"),
    ("‹<?p›hp ?>", "html-raw", "is raw HTML"),
    ("a ‹<!--› b", "html-raw", "a comment that is not closed"),
    ("a\n\n‹<!--› b\n\nc", "text-lost", "a comment that is not closed hides what follows"),
    ("<!-- a\n--> ‹b c›", "text-lost", "`b c` would not be shown"),
    ("[a](‹javascript:alert(1›))", "scheme-forbidden", "`javascript:`"),
    ("<‹javascript:alert(1)›>", "scheme-forbidden", "`javascript:`"),
    ("[a](  <‹JaVaScRiPt:x›>  )", "scheme-forbidden", "`JaVaScRiPt:`"),
    ("[a](‹data:text/html,x›)", "scheme-forbidden", "`data:`"),
    ("[a](‹//evil.example›)", "scheme-forbidden", "leaves the site"),
    ("[a](‹/\\evil.example›)", "scheme-forbidden", "leaves the site"),
    ("[a](‹http:evil.example›)", "scheme-forbidden", "names no host"),
    ("[a]: javascript:x\n\n[‹a›]", "scheme-forbidden", "`javascript:`"),
    (
        "[a](‹../other/›article.md.md)".replace("‹../other/›article.md.md", "‹../a/b/c.md›"),
        "reference-not-found",
        "c.md",
    ),
    ("[a](‹article.md#b›)", "reference-not-found", "is not the article of an explainer"),
    ("[a](‹)›", "value-invalid", "a link without an address"),
    ("[a‹](›b c)", "value-invalid", "`](` is left of what is not a link"),
    ("[a [b](c)‹](›d)", "value-invalid", "`](` is left of what is not a link"),
    ("[a [@one]‹](›d)", "value-invalid", "`](` is left of what is not a link"),
    ("[a ‹{figure}`b`›](https://d.e)", "value-invalid", "stands within a link"),
    ("[a <‹https://b.c›>](https://d.e)", "value-invalid", "a link within the words of a link"),
    ("a ‹![›](media/b.jpg)", "value-invalid", "a picture has no alt text"),
    ("![a](‹https://b.c/d.jpg›)", "scheme-forbidden", "a picture from elsewhere"),
    ("![a](‹data:image/png;base64,x›)", "scheme-forbidden", "a picture from elsewhere"),
    ("![a ‹[›@one]](media/b.jpg)", "value-invalid", "a reference or a link within an alt text"),
    ("‹<!--› waive figure-unsourced -->\n\na", "value-invalid", "waives nothing"),
    ("a ‹<!--› waive figure-unsourced: -->", "value-invalid", "waives nothing"),
    ("‹[a]: https://b.c›", "text-lost", "nothing uses the link definition `[a]:`"),
    ("[a]: b\n‹[a]: c›\n\n[a]", "text-lost", "nothing uses the link definition `[a]:`"),
    ("> - a | b\n>   -|-\n>   c | d | ‹e f›", "text-lost", "`e f` stands behind the last column"),
    ("``` sql ‹two words›\n```", "text-lost", "would not be shown"),
    ("1987. a\n‹1990›. b", "text-lost", "`1990.` would be shown as `1988.`"),
    ("> 1. a\n>    1) b\n>    ‹3›) c\n> 2. d\n> 1. e", "text-lost", "`3)` would be shown as `2.`"),
    ("‹:::{timelin}›\n:::", "reference-not-found", "there is no section `timelin`"),
    ("‹:::warning›\n:::", "value-invalid", "`:::warning` places no section"),
    ("‹:::{timeline}›", "value-invalid", "is not closed"),
    (":::{timeline}\n‹only talks›\n:::", "text-lost", "`only talks` would not be shown"),
    ("‹{figure}› of speech", "value-invalid", "the role `figure` is not finished"),
    ("- ‹:::{timeline}›\n  :::", "value-invalid", "outside lists"),
    ("> " * 100 + "‹a›", "text-lost", "is nested too deep"),
]


@pytest.mark.parametrize(("marked", "code", "message"), FAULTS)
def test_faults(marked: str, code: str, message: str) -> None:
    """A fault is reported once, with its code, at the very place; every hint is there, and words stay on the page."""
    line = marked[: marked.index("‹")].count("\n")
    before = marked[: marked.index("‹")].rpartition("\n")[2]
    text = marked.replace("‹", "").replace("›", "")
    (found,) = parse(text, page=True).problems
    spot = Spot(line, len(before), marked.index("›") - marked.index("‹") - 1)
    assert (found.code, found.spot if "nested" not in message else spot) == (code, spot)
    assert message in found.message
    assert found.hint


def test_nearest_names() -> None:
    """An unknown role or section is answered with the nearest known one."""
    (role,) = parse("{figur}`a`").problems
    (section,) = parse(":::{timelin}\n:::", page=True).problems
    assert (role.hint, section.hint) == ("did you mean `figure`?", "did you mean `timeline`?")


def test_section_outside_a_page() -> None:
    """In an answer or the text of an event no section can be placed."""
    (found,) = parse(":::{timeline}\n:::").problems
    assert found.code == "value-invalid"


def test_passages() -> None:
    """A passage has the words as a reader sees them, and where each stands."""
    text = "A **b** `c` [@d] {figure}`e` {actor}`f g <h>` &amp; i\nj. ![k](media/l.jpg)"
    passage, alt = parse(text, page=True).passages
    assert (alt.text, alt.kind, alt.spot(0)) == ("k", "alt", Spot(1, 5))
    assert passage.text == f"A b {OBJECT}  {OBJECT} f g & i j. {OBJECT}"
    assert (passage.kind, passage.quoted, passage.waivers) == ("paragraph", False, ())
    assert passage.spot(passage.text.index("b"), 1) == Spot(0, 4, 1)
    assert passage.spot(passage.text.index("f g"), 3) == Spot(0, 37, 3)
    assert passage.spot(passage.text.index("j")) == Spot(1, 0)
    assert [(use.reference, use.spot, use.offset) for use in passage.uses] == [
        (Citation((Cited("d"),)), Spot(0, 13, 2), 6),
        (FigureUse("e"), Spot(0, 26, 1), 7),
        (Mention("actor", "h", "f g"), Spot(0, 42, 1), 9),
        (Picture("media/l.jpg", "k"), Spot(1, 3, 2), 20),
    ]


def test_what_is_shown_beside_the_words_is_read() -> None:
    """Alt texts, captions and titles of links are passages behind their block's, each with its place."""
    text = '> ![a *b*\n> c](media/l.jpg "d e") [f](https://g.example/ "h") [i]\n\n[i]: https://j.example/ "k"\n'
    parsed = parse(text, page=True)
    _, *beside = parsed.passages
    assert [(found.text, found.kind, found.quoted, found.spot(0)) for found in beside] == [
        ("a b c", "alt", True, Spot(0, 4)),
        ("d e", "caption", True, Spot(1, 18)),
        ("h", "title", True, Spot(1, 48)),
        ("k", "title", True, Spot(1, 52)),
    ]
    assert beside[0].spot(4) == Spot(1, 2)


def test_passage_kinds() -> None:
    """Headings, cells and quotations are told apart; each cell and list item is a passage."""
    text = "# a\n\n- b\n- c\n\n> d\n\ne|f\n-|-\n\\||h\n"
    assert [(found.text, found.kind, found.quoted) for found in parse(text).passages] == [
        ("a", "heading", False),
        ("b", "paragraph", False),
        ("c", "paragraph", False),
        ("d", "paragraph", True),
        ("e", "cell", False),
        ("f", "cell", False),
        ("|", "cell", False),
        ("h", "cell", False),
    ]
    assert [found.kind for found in parse("a", inline=True).passages] == ["inline"]


def test_citation_of_several_sources() -> None:
    """One piece; one use for each source, at its place."""
    parsed = parse("a [@b, p. 7; @c]", inline=True)
    assert parsed.prose.pieces[1] == Citation((Cited("b", "p. 7"), Cited("c")))
    assert [(use.reference, use.spot) for use in parsed.passages[0].uses] == [
        (Citation((Cited("b", "p. 7"),)), Spot(0, 3, 2)),
        (Citation((Cited("c"),)), Spot(0, 13, 2)),
    ]


def test_placed_section_has_a_use() -> None:
    """A placed section is used by a passage without words."""
    (passage,) = parse("\n:::{timeline}\nonly: a\n:::", page=True).passages
    assert (passage.text, passage.uses[0].reference) == ("", Placed("timeline", ("a",)))
    assert passage.uses[0].spot == Spot(1, 0, 13)


@pytest.mark.parametrize(
    ("text", "waived"),
    [
        ("<!-- waive figure-unsourced: our own count -->\n\na\n\nb", ["a"]),
        ("<!-- waive figure-unsourced: our own count -->\na\nb\n\nc", ["a b"]),
        ("a <!-- waive figure-unsourced: our own count --> b\n\nc", ["a  b"]),
        ("<!-- waive figure-unsourced: our\nown count -->\n\n- a\n- b\n  - c\n\nd", ["a", "b", "c"]),
        ("> <!-- waive figure-unsourced: our own count -->\n> a\n>\n> b", ["a"]),
        ("<!-- note --> <!-- waive figure-unsourced: our own count -->\n\na\n\nb", ["a"]),
        ("<!-- waive figure-unsourced: our own count -->\n\n```\nx\n```\n\na", []),
        ("a\n\n<!-- waive figure-unsourced: our own count -->\n\n|b|\n|-|\n|c|\n\nd", ["b", "c"]),
    ],
)
def test_waivers(text: str, waived: list[str]) -> None:
    """A waiver holds for the block that follows it, with all that is in it; within a block, for the block."""
    parsed = parse(text, page=True)
    assert not parsed.problems
    found = [passage for passage in parsed.passages if passage.waivers]
    assert [passage.text for passage in found] == waived
    for passage in found:
        (waiver,) = passage.waivers
        assert (waiver.code, waiver.reason) == ("figure-unsourced", "our own count")


def test_several_waivers() -> None:
    """Waivers add up, outer before inner."""
    text = "<!-- waive a-b: one -->\n<!-- waive c-d: two -->\n- x\n\n  <!-- waive e-f: three -->\n\n  y"
    passages = parse(text).passages
    assert [[waiver.code for waiver in passage.waivers] for passage in passages] == [
        ["a-b", "c-d"],
        ["a-b", "c-d", "e-f"],
    ]
    assert passages[0].waivers[0] == Waiver("a-b", "one", Spot(0, 0, 4))


def test_headings() -> None:
    """Ids are readable in any script and numbered when equal; `#` counts as `##`; references leave no trace."""
    text = "# Talks\n## Talks\n### خبر *عاجل*\n## Talks 2\n## !\n## दिल्ली\n## Über {figure}`a` [@b] {term}`c <d>`\n"
    assert parse(text, page=True).headings == (
        Heading(2, "talks", "Talks"),
        Heading(2, "talks-2", "Talks"),
        Heading(3, "خبر-عاجل", "خبر عاجل"),
        Heading(2, "talks-2-2", "Talks 2"),
        Heading(2, "section", "!"),
        Heading(2, "दिल्ली", "दिल्ली"),
        Heading(2, "über-c", "Über c"),
    )
    taken = parse("## Timeline", page=True, taken=frozenset({"timeline"}))
    assert [heading.id for heading in taken.headings] == ["timeline-2"]
    assert 'id="timeline-2"' in show(taken)


def test_headings_outside_a_page() -> None:
    """In other texts headings have no ids."""
    parsed = parse("# a")
    assert (parsed.headings, show(parsed)) == ((), "<h2>a</h2>\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one two three", 3),
        ("*one* **two**, `three four`", 4),
        ("said so [@one, p. 7].", 2),
        ("{figure}`killed` people in {actor}`gaza`, {actor}`the ministry <m>` – they", 7),
        ("```\ncode of four words\n```", 4),
        ("停火谈判今天在开罗举行", 6),
        ("ข่าววันนี้", 2),
        ("خبر عاجل", 2),
        ("대한민국 헌법", 2),
        ("a | b\n--|--\nc | d", 4),
    ],
)
def test_words(text: str, words: int) -> None:
    """Words that a reader reads are counted in any script, code and shown facts included."""
    assert parse(text).words == words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("A *b* [c](d) `e`", "A b c e"),
        ("It fell [@one], and rose [@two].", "It fell, and rose."),
        ("{figure}`killed` people, {actor}`the ministry <m>` said", "people, the ministry said"),
        ("one\ntwo  \nthree\n\n- four\n- five", "one two three\nfour\nfive"),
        ("![alt](media/a.jpg) and <!-- note --> text", "and text"),
        ("a &amp; b", "a & b"),
        ("```\ncode\n```\n\ntext", "text"),
    ],
)
def test_plain(text: str, plain: str) -> None:
    """Plain text has no markup, no citations, and a line for each block."""
    assert parse(text).plain == plain


def test_addresses() -> None:
    """Ordinary links are listed with their places; links to explainers are uses instead."""
    parsed = parse('[a](https://b.c "t") <https://d.e>\n[f](#g) [h](../i/article.md) [j](media/k.pdf)', page=True)
    assert parsed.addresses == (
        ("https://b.c", Spot(0, 4, 11)),
        ("https://d.e", Spot(0, 22, 11)),
        ("#g", Spot(1, 4, 2)),
        ("media/k.pdf", Spot(1, 33, 11)),
    )


def test_problems_are_in_order() -> None:
    """All problems of a text are reported, in the order of the text."""
    text = "<b> [1]\n\n[a](javascript:x)\n\n{x}`y`\n\n[z]: u"
    assert [found.code for found in parse(text).problems] == [
        "html-raw",
        "citation-not-found",
        "scheme-forbidden",
        "reference-not-found",
        "text-lost",
    ]


def test_line_ends_and_nul() -> None:
    """Any line end is one, and NUL is shown as the replacement character, as CommonMark has it."""
    assert parse("a\r\nb\rc").prose == parse("a\nb\nc").prose
    assert show(parse("a\0*b*")) == "<p>a\ufffd<em>b</em></p>\n"
    assert show(parse("a\0", inline=True)) == "a\ufffd"


@pytest.mark.parametrize("code", ["{{7*7}}", "{% raw %}", "{# x #}", "${7*7}", "<%= 7 %>", "#{7}", "{{ x|safe }}"])
def test_template_strings(code: str) -> None:
    """What a template language would run is text, in words, code, titles and alt texts."""
    for text in (code, f"`{code}`", f'[a](b "{code}")', f"![{code}](media/a.jpg)", f"# {code}"):
        shown = re.sub(r"&lt;", "<", show(parse(text))).replace("&gt;", ">")
        assert code in shown


def test_remembered_texts() -> None:
    """A text that was read the same way is not read again, only in the block, and only so many."""
    texts = ("# One *two*", "[@one] two", "**One** two")
    read = {text: parse(text, page=True) for text in texts}
    with remembered(2):
        first = {text: parse(text, page=True) for text in texts}
        assert first == read
        assert parse(texts[2], page=True) is first[texts[2]]
        assert parse(texts[0], page=True) is not first[texts[0]]
        for options in ({"page": False}, {"inline": True}, {"page": True, "taken": frozenset(("one-two",))}):
            for _ in range(2):
                assert parse(texts[0], **options) != first[texts[0]]
        last = parse(texts[1])
    assert parse(texts[1]) == last
    assert parse(texts[1]) is not last
