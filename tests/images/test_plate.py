"""Cards without a drawing program: they look as it draws them, or better, and what is not understood is left to it."""

from __future__ import annotations

from random import Random

import pytest
import resvg_py
from bidi import get_display
from PIL import ImageChops

from generator.images import bidi
from generator.images.drawing import DrawingFault, draw
from generator.images.lettering import Lettering
from generator.images.plate import set_plate
from generator.language.speech import speech
from generator.output.render import Renderer
from generator.output.social import card_view
from generator.output.templates import Templates
from tests.images.samples import opened
from tests.images.test_cards import FONTS, SAMPLES, THEME, facts_of

FILES = FONTS.files
GROUND = '<rect width="300" height="90" fill="#ffffff"/>'
LETTERS = "aBآبשمה 12٣,.:-+%$()[]«»!\"'/،؛؟ًa1 שم"


def svg_of(language: str, title: str, standfirst: str, **more: str) -> str:
    """The SVG of a card of ours."""
    templates = Templates({"card.svg": (THEME / "card.svg").read_text("utf-8")}, {})
    renderer = Renderer(templates, speech(language, (THEME / "locale",)))
    view = card_view(facts_of(language, title, standfirst, **more), FONTS)
    return renderer.render("card.svg", view).decode("utf-8")


def picture(inside: str) -> str:
    """A small SVG."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90" viewBox="0 0 300 90">{GROUND}{inside}</svg>'
    )


def text(words: str, more: str = "", family: str = "Noto Sans") -> str:
    """A line of text."""
    return (
        f'<text x="20" y="60" font-size="40" fill="#102030" {more}><tspan font-family="{family}">{words}</tspan></text>'
    )


def by_program(svg: str) -> bytes:
    """What resvg draws."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=list(FILES)))


def far_off(one: bytes, other: bytes) -> int:
    """How many pixels differ by more than the two ways of softening an edge."""
    first, second = (opened(data).convert("RGB") for data in (one, other))
    assert first.size == second.size
    return sum(ImageChops.difference(first, second).convert("L").histogram()[90:])


@pytest.mark.parametrize("language", SAMPLES)
def test_our_cards_look_as_the_drawing_program_draws_them(language: str) -> None:
    """Every letter at its place, in its colour; and in fewer bytes."""
    svg = svg_of(language, *SAMPLES[language])
    plate = set_plate(svg, FILES)
    assert plate is not None
    assert plate == set_plate(svg, FILES) == draw(svg, FILES)
    drawn = by_program(svg)
    assert far_off(plate, drawn) == 0
    assert len(plate) < min(60_000, 0.8 * len(drawn))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_marks_of_direction_in_a_title_stop_no_card(language: str) -> None:
    """They are left out: a card needs none, and the drawing program gives up on some."""
    title = "\u202e3/4 \u2067سلام\u2069 Dams\u202c \u2028\u200f"
    plate = set_plate(svg_of(language, title, title, kicker=title, site=title), FILES)
    assert plate == set_plate(svg_of(language, *["3/4 سلام Dams \u200f"] * 2, kicker=title, site=title), FILES)
    assert plate is not None


def test_the_order_of_letters_is_that_of_the_standard() -> None:
    """Whatever stands side by side, as another program orders it."""
    random = Random(20)
    for _ in range(3000):
        line = "".join(random.choice(LETTERS) for _ in range(random.randrange(1, 16)))
        for side in ("L", "R"):
            order = bidi.order(bidi.levels(line, right_to_left=side == "R"))
            assert "".join(line[place] for place in order) == get_display(line, base_dir=side), ascii(line)


@pytest.mark.parametrize("title", ["-5 سلام €", "3/4 سلام", "دam ”» ، ”+1 سلام", "٢٠٢٤a-b في dam “3/4”"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_letter_is_lost_where_scripts_meet(language: str, title: str) -> None:
    """The drawing program loses letters of a line of several fonts, or gives up: the lines are as wide as their words."""
    plate = set_plate(svg_of(language, title, ""), FILES)
    assert plate is not None
    view = card_view(facts_of(language, title), FONTS)
    (line,) = view.title
    ink = (
        opened(plate)
        .convert("L")
        .point(lambda level: 255 if level < 110 else 0)
        .crop((25, 110, 1175, 118 + view.title_size * 2))
    )
    box = ink.getbbox()
    assert box is not None
    wide = Lettering(FONTS.title).width("".join(run.text for run in line.runs).strip("\u202b\u202c"), view.title_size)
    assert wide - 0.3 * view.title_size < box[2] - box[0] <= wide + 2


@pytest.mark.parametrize(
    "inside",
    [
        '<circle cx="9" cy="9" r="5" fill="#102030"/>',
        '<rect x="1.5" width="9" height="9" fill="#102030"/>',
        '<rect width="9" height="9" fill="#102030" opacity="0.5"/>',
        '<rect width="9" height="9" fill="red"/>',
        '<rect width="9" height="9"><title>x</title></rect>',
        '<g transform="rotate(5)"></g>',
        text("turned", 'transform="rotate(5)"'),
        text("spaced", 'letter-spacing="3"'),
        text("a font that is not there", family="Comic Sans MS"),
        text("不"),
        text("two  spaces"),
        text("a \u202emark\u202c inside"),
        '<rect x="20" y="30" width="20" height="40" fill="#aa0000"/>' + text("on two grounds"),
        text("out of the picture, since it is a very long line"),
    ],
)
def test_what_is_more_is_left_to_the_drawing_program(inside: str) -> None:
    """A designer may draw anything: what this does not understand it does not touch, and it is drawn all the same."""
    svg = picture(inside)
    assert set_plate(svg, FILES) is None
    assert draw(svg, FILES) == by_program(svg)


@pytest.mark.parametrize(
    "inside",
    [
        text("jumping"),
        text("middle", 'text-anchor="middle"').replace('x="20"', 'x="150"'),
        text("end", 'text-anchor="end"').replace('x="20"', 'x="280"'),
        '<g fill="#aa0000" font-size="20"><text x="20" y="40"><tspan font-family="Noto Sans">in a group</tspan></text></g>',
        '<rect x="250" y="50" width="900" height="900" fill="#aa0000"/>',
        f'<rect width="200" height="90" fill="#204060"/>{text("on dark").replace("#102030", "#ffffff")}',
        "",
    ],
)
def test_what_it_understands_it_draws_alike(inside: str) -> None:
    """Anchors, groups, grounds, and what reaches over the edge."""
    plate = set_plate(picture(inside), FILES)
    assert plate is not None
    assert far_off(plate, by_program(picture(inside))) == 0


def test_a_picture_that_shows_through_is_left_to_the_drawing_program() -> None:
    """Without a ground it is transparent, which a palette of ours is not."""
    assert set_plate(picture(text("x")).replace(GROUND, ""), FILES) is None
    assert set_plate("<svg", FILES) is None
    assert set_plate("<!DOCTYPE svg>" + picture(""), FILES) is None


def test_a_drawing_program_that_gives_up_is_a_fault_of_the_card() -> None:
    """Its panic is no `Exception`, and must not end the build without a word."""
    (line,) = Lettering(FONTS.text).set("3/4 سلام", ((40, 1),), 900, right_to_left=False).lines
    spans = "".join(f'<tspan font-family="{run.family}">{run.text}</tspan>' for run in line)
    svg = picture(f'<circle cx="9" cy="9" r="5"/><text x="20" y="60" font-size="40">{spans}</text>')
    with pytest.raises(BaseException, match="removal index") as found:
        by_program(svg)
    assert not isinstance(found.value, Exception)
    with pytest.raises(DrawingFault, match="gave up"):
        draw(svg, FILES)
