"""What belongs to the page and which line is the title, told by shape."""

import pytest

from generator.ingest import Options, ingest
from generator.ingest.document import Block, BlockKind, Input, Kind
from generator.ingest.furniture import WEIGHTS, Surroundings, features_of, find_furniture
from generator.ingest.phrases import phrases_for
from generator.ingest.shape import shape_of
from generator.ingest.titles import LINE_WEIGHTS, line_features

_ENGLISH = phrases_for("en")
assert _ENGLISH is not None
_PROSE = "The ferry crossed the strait in the dark, and nobody on board had slept for two nights before it landed."
_MORE = "On the quay stood a band, three ministers and a goat, which was the only one of them that did not speak."


def _kept(lines: list[str], around: Surroundings | None = None) -> list[str]:
    blocks = tuple(Block(BlockKind.PARAGRAPH, line) for line in lines)
    found = find_furniture(blocks, around or Surroundings(), _ENGLISH)
    return [line for number, line in enumerate(lines) if number not in found]


@pytest.mark.parametrize(
    "line",
    [
        "Odile Marchetti",
        "Zzz qqq · xxx yyy",
        "(Zzz qqq xxx by Odile Marchetti)",
        "Write to desk@ferry.example",
        "© Zzz 2024",
        "→ Zzz qqq xxx",
    ],
)
def test_lines_that_no_phrase_knows_are_told_by_their_shape(line: str) -> None:
    """Above the first running text and below the last, a line that is no sentence is the page's."""
    assert _kept([line, _PROSE, _MORE]) == [_PROSE, _MORE]
    assert _kept([_PROSE, _MORE, line]) == [_PROSE, _MORE]


@pytest.mark.parametrize(
    "line",
    [
        "1. Welcome",
        "Present: Ada Pell, Bram Outhwaite",
        "[1] Lorne Survey. lorne.example/ditches",
        "Nobody spoke again.",
    ],
)
def test_the_articles_own_short_lines_stay(line: str) -> None:
    """A heading with a number, a roster, a note and a sentence are the article's wherever they stand."""
    assert _kept([_PROSE, _MORE, line]) == [_PROSE, _MORE, line]


def test_words_that_stand_twice_are_lifted_out() -> None:
    """A pull quote and the title once more go; the paragraph that holds the words stays."""
    spoken = "“We were never in danger of arriving,” said the captain, who had sailed since 1980 and never slept."
    lines = [_PROSE, "“We were never in danger of arriving”", spoken, "A night at sea", _MORE]
    assert _kept(lines, Surroundings(title="A night at sea")) == [_PROSE, spoken, _MORE]


def test_an_article_that_says_you_keeps_its_closing_sentence() -> None:
    """A line to the reader is the page's only where the article itself addresses nobody."""
    line = "Tell us what you saw."
    assert _kept([_PROSE, _MORE, line]) == [_PROSE, _MORE]
    advice = "You should bring your own lamp, since you will see nothing of our harbour once you are on board at night."
    assert _kept([advice, advice.replace("lamp", "coat"), line])[-1] == line


def test_every_weight_is_of_a_feature() -> None:
    """The tables name what the code looks for, and nothing else."""
    for line in (_PROSE, "Zzz qqq | xxx", "MINUTES", "By Odile Marchetti", "Photo: zzz.example, 12 May 2024"):
        block = Block(BlockKind.PARAGRAPH, line)
        assert features_of(block, shape_of(block), Surroundings(), _ENGLISH) <= set(WEIGHTS)
        assert set(line_features(block, set(), _ENGLISH)) <= set(LINE_WEIGHTS)


def _page(body: str, title: str = "Ferry lands | The Quay") -> str:
    return f"<html lang=en><head><title>{title}</title></head><body>{body}</body></html>"


def _import(html: str) -> tuple[str, tuple[str, ...]]:
    draft = ingest(Input(html.encode(), "page", Kind.HTML), Options(today="2026-11-01"))
    return draft.article, draft.dropped


def test_the_title_of_a_page_is_the_heading_that_its_head_names() -> None:
    """Of several headings the one wins that agrees with the page's own title, of whatever level it is."""
    text = f"<p>{_PROSE}</p><p>{_MORE}</p>"
    article, dropped = _import(_page(f"<h1>The Quay</h1><h2>Zzz qqq</h2><div><h3>Ferry lands</h3>{text}</div>"))
    assert "title: Ferry lands\n" in article
    assert "The Quay" not in article.split("---\n", 2)[2]
    assert "Zzz qqq" in dropped


def test_a_name_that_misleads_does_not_cost_the_text() -> None:
    """What sets most of the running text apart is not minded; what stands apart within it still is."""
    text = f"<p>{_PROSE}</p><p>{_MORE}</p><p>{_PROSE.replace('ferry', 'barge')}</p>"
    article, dropped = _import(
        _page(f"<form><div id='ad-portal'><h1>Ferry lands</h1>{text}<div class='share'>Zzz</div></div></form>")
    )
    assert "barge crossed" in article
    assert "Zzz" in dropped
