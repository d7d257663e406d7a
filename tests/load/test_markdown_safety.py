"""Nothing that an author writes becomes active: judged by a second HTML parser with a list of what is allowed."""

from __future__ import annotations

import re
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped]
import pytest

from generator.load.markdown import parse
from generator.load.markdown.addresses import scheme_fault
from tests.load.markdown_html import show
from tests.turns import Turns, count

# Vectors as the OWASP cheat sheet on filter evasion, html5sec.org and the test suites of sanitisers know them.
ADDRESSES = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "java&#10;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&Tab;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript:alert(1)",
    "&#0000106;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript%3Aalert(1)",
    "%6Aavascript:alert(1)",
    "&#x20;javascript:alert(1)",
    "\x01javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "\u00adjavascript:alert(1)",
    "\ufeffjavascript:alert(1)",
    "javascript\u2028:alert(1)",
    "javascript://example.com/%0Aalert(1)",
    "javascript\\:alert(1)",
    "\\javascript:alert(1)",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "jar:javascript:alert(1)",
    "vbscript:msgbox(1)",
    "livescript:x",
    "mocha:x",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg/onload=alert(1)>",
    "data:,alert(1)",
    "blob:https://a.b/c",
    "filesystem:https://a.b/c",
    "file:///etc/passwd",
    "about:blank",
    "intent://a#Intent;scheme=javascript;end",
    "ms-settings:x",
    "tel:1",
    "ftp://a.b",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/&#9;/evil.example",
    "/%09/evil.example",
    "http:evil.example",
    "https:\\\\evil.example",
    "https:/evil.example",
    "HTTPS:evil.example",
]
MARKUP = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)"/>',
    "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<math><mtext></p><img src=x onerror=alert(1)></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><input type=submit>",
    "<button formaction=javascript:alert(1)>x",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<div style=background:url(javascript:alert(1))>",
    "<p style='position:fixed;inset:0'>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='x' onclick=alert(1)>x</a>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href=javascript:alert(1)?>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "</p><script>alert(1)</script>",
    "</a><script>alert(1)</script>",
    "</code></pre><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '" onfocus=alert(1) autofocus="',
    '"onload="alert(1)',
    "` onmouseover=`alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&quot; onmouseover=&quot;alert(1)",
    "\\<script>alert(1)\\</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<\x00script>alert(1)</script>",
    "<script\x0c>alert(1)</script>",
    "<a/href=javascript:alert(1)//",
    "<<script>alert(1)//<</script>",
    "<img src=x:x onerror\n=alert(1)>",
    "\u2028<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
]
# Where text stands in Markdown. `@@` is the payload, on one line.
POSITIONS = [
    "@@",
    "before @@ after",
    "# @@",
    "@@\n===",
    "> @@",
    "- @@",
    "1. @@",
    "*@@*",
    "**before @@**",
    "~~@@~~",
    "`@@`",
    "``` @@\n@@\n```",
    "~~~@@\nx\n~~~",
    "    @@",
    "| @@ | b |\n|---|---|\n| c | @@ |",
    "| a |\n|:-:|\n| @@ |",
    "[@@](https://a.b)",
    "[a](@@)",
    "[a](<@@>)",
    '[a](https://a.b "@@")',
    "[a](https://a.b '@@')",
    "[a](https://a.b (@@))",
    "[a](https://a.b/@@)",
    "[a](https://a.b?@@)",
    "[a](#@@)",
    "[a](../other/article.md#@@)",
    "[a](../@@/article.md)",
    "[a]\n\n[a]: @@",
    "[a]\n\n[a]: <@@> '@@'",
    '[a]\n\n[a]: https://a.b "@@"',
    "<@@>",
    "<https://a.b/@@>",
    "![@@](media/a.jpg)",
    "![a](@@)",
    "![a](<@@>)",
    "![a](media/@@.jpg)",
    '![a](media/a.jpg "@@")',
    "[![@@](media/a.jpg)](@@)",
    "[@@@]",
    "[@one, @@]",
    "{figure}`@@`",
    "{figure}`a@@@`",
    "{figure}`a by @@`",
    "{actor}`@@ <a>`",
    "{term}`a <@@>`",
    "{@@}`a`",
    ":::{@@}\n:::",
    ":::{timeline}\nonly: @@\n:::",
    ":::@@\n:::",
    "<!-- @@ -->",
    "<!-- waive a: @@ -->",
    "text <!-- @@ --> text\n@@",
    "&@@;",
    "\\@@",
]

ELEMENTS = {
    *(
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "hr",
        "br",
        "em",
        "strong",
        "s",
    ),
    *("a", "img", "table", "thead", "tbody", "tr", "th", "td", "div", "sup", "data", "dfn", "section"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "code": {"class"},
    "div": {"class"},
    "th": {"class"},
    "td": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}


def judge(html: str) -> None:
    """Raises where HTML holds anything that is not on the lists."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        assert element.tag in ELEMENTS, f"element {element.tag} in {html}"
        allowed = ATTRIBUTES.get(element.tag, set())
        assert set(element.attrib) <= allowed, f"attributes {set(element.attrib) - allowed} in {html}"
        judge_values(element)


def judge_values(element: Element) -> None:
    """Raises where an address leads where none may, or a class is none of ours."""
    for name in ("href", "src"):
        if name in element.attrib:
            # As browsers read it: blanks around and control characters within are taken away.
            address = re.sub(r"[\x00-\x20]", "", element.attrib[name]).lower()
            assert re.match(r"(?:https?://[^/]|mailto:|[^:/?#]*(?:[/?#]|$))", address), address
            assert not re.match(r"[/\\]{2}", address), address
    chosen = element.attrib.get("class", "")
    assert re.fullmatch(r"|table|align-(?:left|center|right)|language-\S+", chosen), chosen


@pytest.mark.parametrize("position", POSITIONS)
def test_nothing_becomes_active(position: str) -> None:
    """Every payload, at this place of a text, leaves only what is allowed."""
    for payload in MARKUP + ADDRESSES:
        text = position.replace("@@", payload)
        for parsed in (parse(text, page=True), parse(text, inline=True)):
            judge(show(parsed))
            count("markdown: payloads at a position")


@pytest.mark.share(2)
def test_nothing_becomes_active_in_pairs(turns: Turns) -> None:
    """Nor does any payload behind any other."""
    payloads = MARKUP + ADDRESSES
    for random in turns("markdown: pairs of payloads", 500, 48_000):
        text = random.choice(POSITIONS).replace("@@", random.choice(payloads) + random.choice(payloads))
        judge(show(parse(text, page=True)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_forbidden_addresses(address: str) -> None:
    """Such an address is no link and no picture, and the fault names it; some are no address to Markdown at all."""
    for text in (f"[a](<{address}>)", f"[a]({address})", f"[a]\n\n[a]: <{address}>", f"![a](<{address}>)"):
        parsed = parse(text)
        assert parsed.problems or "<" in address
        assert "href" not in show(parsed)
        assert "src" not in show(parsed)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://a.b",
            "HTTPS://A.B/c",
            "http://[::1]:80/",
            "https://user@a.b/",
            "mailto:a@b.c?subject=d%20e",
            "#part",
        ),
        *(
            "#خبر",
            "media/a.pdf",
            "./a:b",
            "../other/",
            "/topics/war/",
            "?a=b:c",
            "a/b:c",
            "https://a.b/c:d//e",
            "#a:b//c",
        ),
    ],
)
def test_allowed_addresses(address: str) -> None:
    """Web, mail, paths and fragments are links."""
    parsed = parse(f"[a](<{address}>)")
    assert not parsed.problems
    assert "href" in show(parsed)
    assert scheme_fault(address) is None
    assert unquote(parsed.addresses[0][0]) == unquote(address)
