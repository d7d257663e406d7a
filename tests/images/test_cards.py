"""Social cards: words that fit, whole and in their order, in every script that the theme has fonts for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from PIL import ImageChops

from generator.images.drawing import DrawingFault, draw
from generator.images.lettering import ELLIPSIS, Lettering, balanced, greedy, shortened
from generator.language.speech import speech
from generator.output.render import Renderer
from generator.output.social import MARGIN, CardFacts, CardFonts, can_letter, card, card_view
from generator.output.templates import Templates
from generator.pipeline import Options, Result, build
from generator.place import theme_folder
from tests.images.samples import opened

NOW = 1_795_305_600.0
THEME = theme_folder()
FONTS = CardFonts(
    tuple(sorted(str(file) for file in (THEME / "card/title").glob("*.ttf"))),
    tuple(sorted(str(file) for file in (THEME / "card/text").glob("*.ttf"))),
    b"",
)
SAMPLES = {
    "en": ("What is a leap second?", "Why clocks are stopped for a second now and then."),
    "ar": ("ما الذي يجري في محادثات وقف إطلاق النار؟", "ما نعرفه عن المحادثات في القاهرة، ومن يقول ماذا."),
    "he": ("מה עומד על הפרק בשיחות על הפסקת אש?", "מה ידוע על השיחות בקהיר, מי אומר מה."),
    "fr": ("Pourquoi l’accord de Kigali, conclu en 2016, compte-t-il ?", "Ce qu’il dit, en œuvre dès 2019."),
}


def drawn(facts: CardFacts) -> bytes:
    """The card."""
    templates = Templates({"card.svg": (THEME / "card.svg").read_text("utf-8")}, {})
    renderer = Renderer(templates, speech(facts.language, (THEME / "locale",)))
    return card(facts, FONTS, renderer.render, "x")


def facts_of(language: str, title: str, standfirst: str = "", **more: str) -> CardFacts:
    """What a card shows."""
    given = {"kicker": "World", "date": "30 November 2024", "site": "A site", **more}
    return CardFacts(language, title, standfirst, given["kicker"], given["date"], given["site"])


@pytest.mark.parametrize("seed", range(40))
def test_lines_hold_all_words_and_none_is_too_wide(seed: int) -> None:
    """Whatever the words: in order, balanced or cut behind one."""
    random = Random(seed)
    words = ["x" * random.randrange(1, 30) for _ in range(random.randrange(1, 30))]
    rows, even = greedy(words, len, 20), balanced(words, len, 20)
    for found in (rows, even):
        assert "".join(found).replace(" ", "") == "".join(words)
        assert all(len(row) <= 20 for row in found)
    assert len(even) == len(rows)
    cut = shortened(words, len, 20, 3)
    assert len(cut) <= 3
    assert all(len(row) <= 20 for row in cut)
    assert (cut[-1].endswith(ELLIPSIS)) == (len(rows) > 3)


def test_no_word_is_left_alone() -> None:
    """Two lines of about the same width rather than a full one and a word."""
    assert balanced(["one", "two", "three", "four", "five", "six"], len, 23) == ["one two three", "four five six"]


def test_arabic_is_measured_as_it_is_written() -> None:
    """Its joined letters are narrower than the same letters apart."""
    fonts = Lettering(FONTS.title)
    joined, apart = fonts.width("المفاوضات", 100), sum(fonts.width(letter, 100) for letter in "المفاوضات")
    assert 0 < joined < 0.8 * apart


@pytest.mark.parametrize("language", SAMPLES)
def test_a_card_is_a_picture_of_its_words(language: str) -> None:
    """1,200 by 630, the same bytes twice; other words are another picture; nothing reaches into the margins."""
    title, standfirst = SAMPLES[language]
    facts = facts_of(language, title, standfirst)
    first = drawn(facts)
    assert first == drawn(facts)
    picture = opened(first).convert("L")
    assert picture.size == (1200, 630)
    words = picture.point(lambda level: 255 if level < 110 else 0).crop((25, 0, 1175, 530)).getbbox()
    assert words is not None
    assert words[0] + 25 >= MARGIN - 4
    assert words[2] + 25 <= 1200 - MARGIN + 4
    # Read from the right, it begins at the right.
    begins = 1200 - MARGIN - (words[2] + 25) if language in ("ar", "he") else words[0] + 25 - MARGIN
    assert -4 <= begins <= 12


def test_a_card_that_runs_from_right_to_left_is_mirrored() -> None:
    """The bar and the date stand at the right."""
    left, right = (opened(drawn(facts_of(language, "1", date="2024"))).convert("RGB") for language in ("en", "ar"))
    assert left.getpixel((5, 300))[:3] == right.getpixel((1195, 300))[:3] == (0x9A, 0x2A, 0x1F)
    assert left.getpixel((1195, 300))[:3] == right.getpixel((5, 300))[:3] == (0xFF, 0xFD, 0xF9)


def test_mixed_directions_stand_in_the_order_of_a_browser() -> None:
    """In a line from right to left, Latin words and numbers run from left to right, each at its place in the line."""
    fonts = Lettering(FONTS.title)
    (line,) = fonts.set("اتفاق COP29 لعام", ((60, 1),), 2000, right_to_left=True).lines
    assert "".join(run.text for run in line) == "\u202bاتفاق COP29 لعام\u202c"
    assert [run.family for run in line] == ["Noto Naskh Arabic", "Noto Serif", "Noto Naskh Arabic"]
    # The picture shows the Latin word between the others: it is where the line without it has a gap.
    whole = opened(drawn(facts_of("ar", "اتفاق COP29 لعام"))).convert("L")
    other = opened(drawn(facts_of("ar", "اتفاق XXXXX لعام"))).convert("L")
    changed = ImageChops.difference(whole, other).point(lambda level: 255 if level > 60 else 0).getbbox()
    title = whole.point(lambda level: 255 if level < 110 else 0).crop((25, 110, 1175, 330)).getbbox()
    assert changed is not None
    assert title is not None
    assert changed[2] < title[2] + 25 - 60, "an Arabic word stands right of it"


@pytest.mark.parametrize(
    "title", ["word " * 200, "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", "x" * 900, "1", "“”"]
)
def test_every_title_fits(title: str) -> None:
    """However long; the standfirst gives way."""
    view = card_view(facts_of("en", title, "standfirst " * 60), FONTS)
    fonts = Lettering(FONTS.title)
    for line in view.title:
        assert fonts.width("".join(run.text for run in line.runs), view.title_size) <= 1200 - 2 * MARGIN
    bottom = 118 + len(view.title) * round(view.title_size * 1.22) + 44 * len(view.standfirst)
    assert bottom <= 530
    assert view.standfirst[-1].runs[-1].text.endswith(ELLIPSIS)


def test_fonts_have_the_letters_of_our_languages_and_say_which_they_lack() -> None:
    """A title that would have holes gets no card."""
    assert all(can_letter(title, FONTS) for title, _standfirst in SAMPLES.values())
    assert can_letter("Żółć, Ελλάδα, Україна, Việt Nam, 50 € – “naïve” … ½ §", FONTS)
    assert not can_letter("停火谈判", FONTS)
    assert not can_letter("😀", FONTS)


def test_a_card_loads_nothing() -> None:
    """Neither a file of this machine nor an address: a theme may shape pages, and read nothing."""
    for address in ("/etc/hostname", "file:///etc/hostname", "https://example.org/x.png"):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{address}"/></svg>'
        with pytest.raises(DrawingFault, match="nothing from elsewhere"):
            draw(svg, FONTS.files)
    with pytest.raises(DrawingFault):
        draw("<svg", FONTS.files)


def write(folder: Path, **settings: str) -> None:
    """A project of one explainer in two languages."""
    (folder / "content/dams").mkdir(parents=True)
    rows = "".join(f"{key}: {value}\n" for key, value in settings.items())
    (folder / "explainer.yaml").write_text(f"title: A site\nsearch: off\nlanguages: [en, ar]\n{rows}")
    (folder / "content/dams/article.md").write_text('---\ntitle: Dams <&> "more"\ndate: 2024-11-30\n---\nWords.\n')
    (folder / "content/dams/article.ar.md").write_text("---\ntitle: سدود\n---\nكلمات.\n")


def made(folder: Path) -> Result:
    """A build."""
    result = build(folder, Options(now=NOW, jobs=1))
    assert result.published, result.diagnostics
    return result


def cards(folder: Path) -> list[str]:
    """The published cards."""
    return sorted(file.name for file in (folder / "site/assets").glob("dams/card-*.png"))


def test_each_page_has_its_card(tmp_path: Path) -> None:
    """The page leads to it by an absolute address; it is made again when what it shows changes, and only then."""
    write(tmp_path, url="https://example.org/base/")
    made(tmp_path)
    arabic, english = cards(tmp_path)
    assert arabic.startswith("card-ar.")
    html = (tmp_path / "site/dams/index.html").read_text("utf-8")
    assert f'<meta property="og:image" content="https://example.org/base/assets/dams/{english}">' in html
    assert '<meta property="og:image:alt" content="Dams &lt;&amp;&gt; &#34;more&#34;">' in html
    article = tmp_path / "content/dams/article.md"
    article.write_text(article.read_text() + "More words.\n")
    assert not [path for path in made(tmp_path).rendered if path.endswith(".png")]
    article.write_text(article.read_text().replace("Dams", "Dikes"))
    assert [path for path in made(tmp_path).rendered if path.endswith(".png")] == [f"assets/dams/{cards(tmp_path)[1]}"]
    assert cards(tmp_path)[0] == arabic


def test_where_there_are_no_cards(tmp_path: Path) -> None:
    """Without the site's own address, which a card needs; and where the settings want none."""
    write(tmp_path)
    made(tmp_path)
    assert cards(tmp_path) == []
    (tmp_path / "explainer.yaml").write_text("title: A site\nsearch: off\nurl: https://example.org/\ncards: off\n")
    made(tmp_path)
    assert cards(tmp_path) == []
    assert "og:image" not in (tmp_path / "site/dams/index.html").read_text("utf-8")


def test_a_project_draws_its_own_cards(tmp_path: Path) -> None:
    """`templates/card.svg` stands before the theme's; a mistake in it is told with its line."""
    write(tmp_path, url="https://example.org/")
    (tmp_path / "templates").mkdir()
    own = tmp_path / "templates/card.svg"
    own.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="12" height="6"><title>{{ page.title|length }}</title></svg>'
    )
    made(tmp_path)
    assert {opened(file.read_bytes()).size for file in (tmp_path / "site/assets/dams").glob("*.png")} == {(12, 6)}


BLOCKED = """
import sys
sys.modules["resvg_py"] = None
from generator.cli import main
main(["-C", sys.argv[1], "build", "--jobs", "1"])
"""


@pytest.mark.parametrize(("asked", "told"), [("auto", False), ("on", True)])
def test_without_the_extra(tmp_path: Path, asked: str, told: bool) -> None:
    """There are no cards, and who asked for them is told how to get them, also by a build with nothing to do."""
    write(tmp_path, url="https://example.org/", cards=asked)
    for _ in range(2 if told else 1):
        command = [sys.executable, "-c", BLOCKED, str(tmp_path)]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert run.returncode == 0, run.stderr
        assert ("pip install 'explainer-pages[cards]'" in run.stdout + run.stderr) == told
    assert cards(tmp_path) == []
