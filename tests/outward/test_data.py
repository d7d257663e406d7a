"""The facts as data: read by what reads such files, and never more than the page says."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.output.data import records
from generator.output.data.schemas import schema_of
from generator.output.data.tables import EVENT_COLUMNS, FIGURE_COLUMNS, FORMULAS, cell, table
from tests.e2e.project import write
from tests.outward.sites import EVIL, URL, made

ROOT = Path(__file__).resolve().parents[2]
FILES = {"facts.json", "figures.csv", "events.csv", "timeline.json", "sources.json"}


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a table, as RFC 4180 has them."""
    text = file.read_bytes().decode("utf-8")
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n", text.replace("\n\n", "")) or '"' in text
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in found} == {len(found[0])}
    return [dict(zip(found[0], row, strict=True)) for row in found[1:]]


# facts.json


@pytest.mark.parametrize(("name", "kind"), [("facts", records.FactsFile), ("site-facts", records.SiteFile)])
def test_the_schema_is_the_one_of_the_records(name: str, kind: type[msgspec.Struct]) -> None:
    """`docs` shows what is written; `python docs/make_schemas.py` makes it."""
    told = (ROOT / "docs" / f"{name}.schema.json").read_text()
    assert told == schema_of(kind)
    jsonschema.Draft202012Validator.check_schema(json.loads(told))


def test_facts_keep_to_their_schema(full: Path, evil: Path) -> None:
    """Every file, of explainers and of the site, in every language; and the records read it back."""
    seen = 0
    for site in (full, evil):
        for file in site.rglob("facts.json"):
            data = file.read_bytes()
            own = json.loads(data)["format"] == records.FORMAT
            kind = records.FactsFile if own else records.SiteFile
            jsonschema.Draft202012Validator(json.loads(schema_of(kind))).validate(json.loads(data))
            msgspec.json.decode(data, type=kind)
            seen += 1
    assert seen > 6


def test_facts_are_those_of_the_sheet(full: Path) -> None:
    """Numbers as written, dates as precise as they are known, who says it and where it was read."""
    told = json.loads((full / "river-treaty/facts.json").read_bytes(), parse_float=Decimal)
    assert (told["id"], told["language"], told["url"]) == ("river-treaty", "en", f"{URL}river-treaty/")
    flooded = next(figure for figure in told["figures"] if figure["id"] == "flooded")
    first = flooded["observations"][0]
    assert (first["value"], first["qualifier"], first["current"]) == (310, "at-least", True)
    assert first["as_of"]["edtf"] == "2024-04-30"
    assert first["as_of"]["inferred"] is True
    assert first["attributed_to"] == {"name": "Upland", "id": "upland", "attribution": "the upland government"}
    assert {use["id"] for use in first["sources"]} <= {source["id"] for source in told["sources"]}
    assert "waive" not in json.dumps(told, default=str)
    arabic = json.loads((full / "ar/river-treaty/facts.json").read_bytes())
    assert [figure["id"] for figure in arabic["figures"]] == [figure["id"] for figure in told["figures"]]


def test_the_site_lists_its_explainers_and_their_files(full: Path) -> None:
    """Each file that it names is there."""
    told = json.loads((full / "facts.json").read_bytes())
    assert [entry["id"] for entry in told["explainers"]] == ["river-treaty", "second-page"]
    for entry in told["explainers"]:
        there = {file.name for file in (full / entry["path"]).iterdir()} & FILES
        assert there == set(entry["files"])


# Tables


def test_a_row_is_an_observation(full: Path) -> None:
    """Of every figure all of them, each with its source's address."""
    told = json.loads((full / "river-treaty/facts.json").read_bytes())
    found = rows(full / "river-treaty/figures.csv")
    assert tuple(found[0]) == FIGURE_COLUMNS
    assert len(found) == sum(len(figure["observations"]) for figure in told["figures"])
    second = found[1]
    assert (second["figure"], second["value"], second["as_of"]) == ("flooded", "120", "2024-05")
    assert (second["attributed_to"], second["source_urls"]) == ("Lowland", "https://treaty.example/text")
    assert [row["event"] for row in rows(full / "river-treaty/events.csv")][:2] == ["2018", "2019"]


def test_the_tables_of_the_site_are_those_of_its_explainers(full: Path) -> None:
    """In one file with one head."""
    for name, columns in (("figures.csv", FIGURE_COLUMNS), ("events.csv", EVENT_COLUMNS)):
        parts = [full / slug / name for slug in ("river-treaty", "second-page") if (full / slug / name).is_file()]
        joined = rows(full / name)
        assert joined == [row for part in parts for row in rows(part)]
        assert tuple(joined[0]) == columns


signs = st.sampled_from(",\"'\r\n\t =a") | st.characters(exclude_categories=["Cs"], exclude_characters="\0")
two_columns = st.lists(st.lists(st.text(signs), min_size=2, max_size=2))


@given(two_columns)
@settings(deadline=None)
def test_a_table_is_written_as_the_module_csv_writes_it(texts: list[list[str]]) -> None:
    """Whatever a text holds, it stands in quotation marks where it must, and nowhere else."""
    told = [[f"'{text}" if text[:1] in FORMULAS else text for text in row] for row in texts]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([["a", "b"], *told])
    assert table(("a", "b"), [tuple(row) for row in texts]).decode() == text.getvalue()


@given(two_columns)
@settings(deadline=None)
def test_a_table_is_read_back_and_is_no_formula(texts: list[list[str]]) -> None:
    """Whatever a text holds: quotation marks, lines, signs of a formula."""
    data = table(("a", "b"), [tuple(row) for row in texts]).decode()
    found = list(csv.reader(io.StringIO(data, newline="")))[1:]
    assert [[text.removeprefix("'") for text in row] for row in found] == [
        [text.removeprefix("'") for text in row] for row in texts
    ]
    assert not [text for row in found for text in row if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))]


def test_a_negative_number_is_a_number(evil: Path) -> None:
    """What could be a formula is a text, and only texts get a sign before them."""
    assert cell(Decimal("-1.10")) == "-1.10"
    assert cell("-1+1") == "'-1+1"
    assert cell(Decimal("1E+3")) == "1000"
    assert rows(evil / "evil/figures.csv")[0]["value"] == "-5"
    assert rows(evil / "evil/figures.csv")[0]["label"] == EVIL


# TimelineJS


def shaped(told: dict[str, Any]) -> None:
    """The shape that timeline.knightlab.com/docs/json-format.html publishes."""
    assert set(told) <= {"title", "events", "eras", "scale"}
    assert told["events"]
    assert len({event["unique_id"] for event in told["events"]}) == len(told["events"])
    for slide in (told["title"], *told["events"]):
        assert set(slide) <= {"start_date", "end_date", "text", "media", "group", "display_date", "unique_id"}
        assert set(slide["text"]) <= {"headline", "text"}
        assert slide["text"]["headline"]
        assert set(slide.get("media", ())) <= {"url", "caption", "credit", "alt"}
    for span in (*told["events"], *told.get("eras", ())):
        for key in ("start_date", "end_date") if "end_date" in span else ("start_date",):
            assert set(span[key]) <= {"year", "month", "day", "hour", "minute"}
            assert all(isinstance(part, int) for part in span[key].values())
            assert "day" not in span[key] or "month" in span[key]


def test_timelines_have_the_published_shape(full: Path, evil: Path) -> None:
    """Of explainers, of topics and of the site, which joins those of its explainers."""
    found = [file for site in (full, evil) for file in sorted(site.rglob("timeline.json"))]
    assert len(found) > 5
    for file in found:
        shaped(json.loads(file.read_bytes()))
    own, whole = (json.loads((full / path).read_bytes()) for path in ("river-treaty/timeline.json", "timeline.json"))
    assert whole["events"] == own["events"]
    assert whole["title"]["text"]["headline"] == "The Upriver Desk"


def test_what_timelinejs_takes_for_html_is_escaped(evil: Path) -> None:
    """It writes headlines and texts into a page as they are."""
    for event in json.loads((evil / "evil/timeline.json").read_bytes())["events"]:
        assert "<" not in event["text"]["headline"]
        assert unescape(event["text"]["headline"]) == EVIL


# CSL


def test_pandoc_writes_a_bibliography_of_the_sources(full: Path, tmp_path: Path) -> None:
    """`pandoc --citeproc` reads every item of the file, and renders those that are cited."""
    if shutil.which("pandoc") is None:
        pytest.skip("apt-get install -y pandoc")
    items = json.loads((full / "sources.json").read_bytes())
    assert len({item["id"] for item in items}) == len(items) > 3
    cited = " ".join(f"[@{item['id']}]" for item in items)
    (tmp_path / "text.md").write_text(cited)
    run = subprocess.run(
        ["pandoc", "--citeproc", f"--bibliography={full / 'sources.json'}", "--to=plain", "--wrap=none", "text.md"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert run.stderr == ""
    for item in items:
        assert item["title"].lower() in run.stdout.lower()
    assert "Durand, Zoé, and The Drafting Group. 2024." in run.stdout


def test_sources_say_who_wrote_and_when(full: Path) -> None:
    """The names of CSL, and ids that stay apart where sites are joined."""
    first = json.loads((full / "river-treaty/sources.json").read_bytes())[0]
    assert first["id"] == "river-treaty:treaty"
    assert first["issued"] == {"date-parts": [[2024, 11, 28]]}
    assert first["author"] == [{"family": "Durand", "given": "Zoé"}, {"literal": "The Drafting Group"}]
    assert first["DOI"] == "10.1234/abcd"


# Which there are


def test_a_file_is_there_where_it_has_rows(tmp_path: Path) -> None:
    """An explainer without facts has no data, and leads to none; neither does its site."""
    write(
        tmp_path,
        {
            "explainer.yaml": f"title: T\nurl: {URL}\n",
            "content/one/article.md": "---\ntitle: One\ndate: 2024-11-30\n---\n\nA text.\n",
        },
    )
    made(tmp_path)
    assert not [file for file in (tmp_path / "site").rglob("*") if file.name in FILES]
    assert 'download="' not in (tmp_path / "site/one/index.html").read_text()
    assert 'download="' not in (tmp_path / "site/figures/index.html").read_text()


def test_pages_lead_to_their_data(full: Path) -> None:
    """Under the word "Data", in the page's language, each to a file that is there."""
    for page, count, word in (("river-treaty", 5, "Data"), ("ar/river-treaty", 5, "البيانات"), ("figures", 5, "Data")):
        source = (full / page / "index.html").read_text()
        links = re.findall(r'<a href="([^"]+)" download="([^"]+)">', source)
        assert len(links) == count
        assert word in source
        for href, name in links:
            assert (full / page / href).resolve().is_file()
            assert name.endswith(href.rpartition("/")[2])
