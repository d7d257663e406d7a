"""After an edit, exactly the outputs that show it are made anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.pipeline import Options, Result, build
from tests.engine.project import NOW, Project, Topic, files, pages, sample, tree
from tests.turns import count

LISTS = {"index.html", "404.html"}
ORDERS = ("", "by-date/", "by-explainer/", "by-says/")
INDEXES = {f"{language}figures/{order}index.html" for language in ("", "ar/") for order in ORDERS}

DATA = {"facts.json", "figures.csv", "events.csv", "timeline.json", "sources.json"}


class Desk:
    """A published sample, to edit and build again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project: Project = sample()
        self.build()

    def build(self) -> Result:
        """Writes and builds."""
        self.project.write(self.folder)
        result = build(self.folder, Options(now=NOW))
        assert result.published, result.diagnostics
        count("exact outputs: builds")
        return result

    def site(self) -> set[str]:
        """The published files."""
        return set(tree(self.folder / "site"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A published sample."""
    return Desk(tmp_path)


def test_nothing_makes_nothing(desk: Desk) -> None:
    """A build with nothing to do makes no output."""
    assert pages(desk.build()) == set()


def test_the_text_of_one_article_makes_its_page(desk: Desk) -> None:
    """Nobody else shows the text."""
    desk.project.change("delta", extra="A new sentence.")
    assert pages(desk.build()) == {"delta/index.html"}


def test_a_list_that_was_only_foreseen_is_made_where_it_is_missing(desk: Desk) -> None:
    """An edit of prose plans no list; one that somebody has edited or removed is planned and made all the same."""
    glossary, home = desk.folder / "site/glossary/index.html", desk.folder / "site/index.html"
    before = glossary.read_bytes(), home.read_bytes()
    glossary.write_bytes(b"mine")
    home.unlink()
    desk.project.change("delta", extra="A new sentence.")
    assert pages(desk.build()) == {"delta/index.html", "glossary/index.html", "index.html"}
    assert (glossary.read_bytes(), home.read_bytes()) == before


def test_prose_is_no_data(desk: Desk) -> None:
    """An edit of prose makes neither data of the site nor the explainer's own: no fact has changed."""
    desk.project.change("alpha", extra="A new sentence.")
    assert {f"alpha/{name}" for name in DATA} <= desk.site()
    result = desk.build()
    made = files(result)
    assert "alpha/index.html" in pages(result)
    assert not {path for path in made if path.rpartition("/")[2] in DATA}


def test_a_headline_is_data(desk: Desk) -> None:
    """It stands in the files that carry it, in its language, and not in the tables."""
    desk.project.change("alpha", title="Another")
    made = files(desk.build())
    assert {path for path in made if path.startswith("alpha/") and path.rpartition("/")[2] in DATA} == {
        "alpha/facts.json",
        "alpha/timeline.json",
    }


def test_a_fact_is_joined_into_the_data_of_the_site(desk: Desk) -> None:
    """A figure changes the tables of the explainers that use it and of the site, and no feed but their own."""
    desk.project.shared["cattle"] = 501
    made = files(desk.build())
    assert {"alpha/figures.csv", "beta/figures.csv", "figures.csv", "ar/figures.csv", "facts.json"} <= made
    assert not made & {"feed.xml", "feed.json", "ar/feed.xml", "sitemap.xml"}


def test_a_figure_is_no_data_of_events_and_sources(desk: Desk) -> None:
    """Their files stay as they are, for an explainer and for the site, unless a text of an event says the figure."""
    others = {"events.csv", "timeline.json", "sources.json"}
    desk.project.change("alpha", event="A count")
    desk.project.change("beta", event="Another")
    desk.build()
    desk.project.shared["cattle"] = 501
    made = files(desk.build())
    assert "alpha/figures.csv" in made
    assert not {path for path in made if path.rpartition("/")[2] in others}
    desk.project.change("beta", told="cattle")
    desk.build()
    desk.project.shared["cattle"] = 502
    made = files(desk.build())
    assert {"beta/events.csv", "beta/timeline.json", "events.csv", "timeline.json"} <= made
    assert "alpha/events.csv" not in made


def test_a_figure_in_a_headline_is_data_of_what_carries_the_headline(desk: Desk) -> None:
    """The value stands in the title of the timeline, whose events say no figure."""
    desk.project.change("beta", event="Another", title="Since {figure}`cattle`")
    desk.build()
    desk.project.shared["cattle"] = 501
    made = files(desk.build())
    assert {"beta/timeline.json", "beta/facts.json"} <= made
    assert not made & {"beta/events.csv", "beta/sources.json"}


def test_a_figure_makes_the_pages_of_the_list_that_show_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others keep their rows, and so their bytes."""
    monkeypatch.setattr("generator.output.indexes.ROWS", 2)
    desk.project.files["templates/static/custom.css"] = b"p { color: red }"
    desk.build()
    desk.project.shared["cattle"] = 501
    made = {path for path in pages(desk.build()) if path.startswith("figures/") and "by-" not in path}
    assert len(made) == 1
    shown = [
        path for path in desk.site() if path.startswith("figures/") and "by-" not in path and path.endswith("html")
    ]
    assert len(shown) > 2


def test_a_figure_that_comes_leaves_the_pages_behind_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """In each order: the ends of pages stay where they are, and so what a deployment uploads stays small."""
    monkeypatch.setattr("generator.output.indexes.ROWS", 16)
    for number in range(80):
        name = f"topic-{number:03}"
        desk.project.topics[name] = Topic(name, f"Topic {number:03}", own=() if number == 9 else ("levels",))
    desk.build()
    desk.project.change("topic-009", own=("levels",))
    made = {path for path in pages(desk.build()) if path.startswith("figures/")}
    shown = [path for path in desk.site() if path.startswith("figures/") and path.endswith("html")]
    assert len(shown) > 24
    assert 4 <= len(made) <= len(shown) // 2


def test_a_longer_article_is_shown_by_the_lists_that_say_how_long_it_takes(desk: Desk) -> None:
    """The reading time stands in lists."""
    desk.project.change("delta", words=900)
    assert pages(desk.build()) == {"delta/index.html", "topics/lakes/index.html", *LISTS}


def test_a_shared_figure_makes_the_pages_that_use_it(desk: Desk) -> None:
    """And no others: alpha in two languages, beta, and the lists of figures."""
    desk.project.shared["cattle"] = 501
    made = pages(desk.build())
    assert made - INDEXES == {"alpha/index.html", "ar/alpha/index.html", "beta/index.html"}


def test_a_title_is_shown_by_its_page_the_pages_that_link_to_it_and_the_lists(desk: Desk) -> None:
    """Beta links to alpha; the home page's words do too, and the old address leads there."""
    desk.project.change("alpha", title="Another")
    made = pages(desk.build())
    assert {"alpha/index.html", "beta/index.html", "topics/rivers/index.html", "topics/farms/index.html"} <= made
    assert made >= LISTS
    assert not made & {"gamma/index.html", "delta/index.html", "topics/lakes/index.html", "robots.txt"}


def test_a_partial_makes_the_pages_that_read_it(desk: Desk) -> None:
    """A section's partial is read by explainers alone."""
    desk.project.files["templates/sections/sources.html"] = b"<p>none</p>"
    made = pages(desk.build())
    assert {path for path in made if path.endswith(".html")} == {
        *("alpha/index.html", "ar/alpha/index.html", "beta/index.html"),
        *("gamma/index.html", "ar/gamma/index.html", "delta/index.html"),
    }


def test_a_setting_of_the_desk_makes_no_page(desk: Desk) -> None:
    """A rule that is switched off is told otherwise, and shown nowhere."""
    desk.project.settings["checks"] = "{translation-behind: off}"
    result = desk.build()
    assert pages(result) == set()
    assert not any(found.code == "translation-behind" for found in result.diagnostics)


def test_a_style_sheet_makes_every_page(desk: Desk) -> None:
    """Its address carries its content, and stands in every page but those that only send on."""
    desk.project.files["templates/static/custom.css"] = b"p { color: red }"
    result = desk.build()
    html = {path for path in pages(result) if path.endswith(".html")}
    assert len(html) == result.pages - 1
    assert "old-alpha/index.html" not in html


def test_another_picture_makes_its_variants_and_its_pages(desk: Desk) -> None:
    """The page says how large it is, and leads to addresses that change with it. No other picture is touched."""
    desk.project.change("gamma", picture=50)
    desk.build()
    desk.project.change("alpha", picture=10)
    made = pages(desk.build())
    variants = {path for path in made if path.startswith("assets/alpha/grey-")}
    assert {path.rpartition(".")[2] for path in variants} == {"avif", "png"}
    assert made - variants == {"alpha/media/grey.png", "alpha/index.html", "ar/alpha/index.html"}
    assert not [path for path in desk.site() if path.startswith("assets/alpha/") and path not in variants]


def test_another_text_encodes_no_picture(desk: Desk) -> None:
    """What was published is what is remembered."""
    desk.project.change("alpha", extra="A new sentence.")
    assert pages(desk.build()) == {"alpha/index.html", "ar/alpha/index.html"}


def test_a_deleted_explainer_is_gone(desk: Desk) -> None:
    """With its pages, its picture and its old address."""
    desk.project.change("beta", links=())
    del desk.project.topics["alpha"]
    desk.project.files["content/_home.md"] = b"---\ntitle: Home\n---\n\nNothing.\n"
    desk.build()
    assert not [file for file in (desk.folder / "site").rglob("*") if "alpha" in str(file)]


def test_after_everything_is_deleted_the_site_is_empty_of_explainers(desk: Desk) -> None:
    """The lists stay."""
    desk.project.topics.clear()
    desk.project.files.clear()
    desk.project.shared.clear()
    (desk.folder / "content").mkdir(exist_ok=True)
    result = desk.build()
    assert result.explainers == 0
    assert not list((desk.folder / "site").glob("*/index.html")) or result.pages < 7


def test_a_build_after_an_error_examines_only_what_was_edited(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was examined before the error was found is remembered, though nothing was published."""
    desk.project.change("delta", extra="See [@nobody].")
    desk.project.write(desk.folder)
    assert not build(desk.folder, Options(now=NOW)).published
    import generator.steps.examining

    seen: list[str] = []
    true = generator.steps.examining.examine
    monkeypatch.setattr(
        generator.steps.examining, "examine", lambda slug, *given: seen.append(slug) or true(slug, *given)
    )
    desk.project.change("delta", extra="")
    desk.build()
    assert seen == ["delta"]


def test_a_site_edited_by_hand_is_mended_and_not_spread(desk: Desk) -> None:
    """Only the edited file is made again; it shares its bytes with no other copy."""
    file = desk.folder / "site/gamma/index.html"
    true = file.read_bytes()
    file.write_bytes(b"by hand")
    assert pages(desk.build()) == {"gamma/index.html"}
    assert file.read_bytes() == true


def test_a_second_output_folder_forgets_nothing_of_the_first(desk: Desk, tmp_path: Path) -> None:
    """A preview beside the site costs it nothing."""
    build(desk.folder, Options(now=NOW, output=tmp_path / "preview"))
    assert pages(desk.build()) == set()
    assert build(desk.folder, Options(now=NOW, output=tmp_path / "preview")).rendered == ()


def test_a_build_with_nothing_to_do_imports_no_parser_and_no_renderer(desk: Desk) -> None:
    """Neither Markdown, templates, YAML nor Babel: only a process of its own can tell."""
    del desk.project.topics["epsilon"]
    program = (
        "import sys; sys.argv = ['explainer', '-C', sys.argv[1], 'build'];"
        "from generator.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print([name for name in ('jinja2', 'yaml', 'babel', 'markdown_it', 'rapidfuzz', 'multiprocessing')"
        " if name in sys.modules])"
    )
    found = []
    for _ in range(2):
        command = [sys.executable, "-c", program, str(desk.folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        found.append(done.stdout.splitlines()[-1])
    assert "jinja2" in found[0]
    assert found[1] == "[]"


def test_what_was_published_is_news_to_the_explainer_alone(desk: Desk) -> None:
    """A deployment that changed a value of one explainer has none of the others examined again."""
    values = {"alpha": {"figure/x": "1"}, "beta": {"figure/y": "2"}}
    examined: list[str] = []

    def build_with(published: dict[str, dict[str, str]]) -> int:
        examined.clear()
        build(desk.folder, Options(now=NOW, published=published), lambda step, *_: examined.append(step))
        return examined.count("examine")

    assert build_with(values) > 1
    assert build_with({**values, "beta": {"figure/y": "3"}}) == 1
    assert build_with({**values, "beta": {"figure/y": "3"}}) == 0
