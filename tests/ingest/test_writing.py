"""A draft in its folder: whole or not at all, never over what is there; a merge adds and changes nothing."""

from pathlib import Path

import pytest
import yaml

from generator.ingest import Draft, IngestError, Input, Options, ingest, report_json, report_text, write_draft

_TEXT = """A bridge is closed

DELLING, 14 May 2024 - The bridge of Delling was closed on Tuesday, the Coastal Roads Agency said.

“Nobody would thank us for waiting,” said Lena Aldermoor, the mayor of Delling.

About 12,500 vehicles use the bridge each day, according to the Coastal Roads Agency.
"""
_MORE = (
    _TEXT
    + """
“My bread will be late,” said Tomas Brinn, a baker. The bridge was opened on 3 June 1971.
"""
)


def _draft(text: str) -> Draft:
    return ingest(Input(text.encode(), "a.txt"), Options(today="2024-05-20"))


def test_a_new_folder_holds_both_files_and_nothing_else(tmp_path: Path) -> None:
    """The folder appears whole; no staging is left beside it."""
    written = write_draft(_draft(_TEXT), tmp_path / "content" / "bridge")
    assert sorted(each.name for each in written.folder.iterdir()) == ["article.md", "facts.yaml"]
    assert [each.name for each in (tmp_path / "content").iterdir()] == ["bridge"]


@pytest.mark.parametrize(
    "make", [lambda path: path.mkdir(), lambda path: path.write_text("x"), lambda path: path.symlink_to("nowhere")]
)
def test_what_exists_is_never_overwritten(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A folder, a file or a dangling link of that name is refused and stays as it is."""
    make(tmp_path / "bridge")
    with pytest.raises(IngestError, match="exists already"):
        write_draft(_draft(_TEXT), tmp_path / "bridge")
    assert [each.name for each in tmp_path.iterdir()] == ["bridge"]


def test_a_merge_adds_what_is_new_and_shows_it(tmp_path: Path) -> None:
    """New paragraphs and records come in, the desk's own edits stay, and the difference is returned."""
    folder = write_draft(_draft(_TEXT), tmp_path / "bridge").folder
    sheet = folder / "facts.yaml"
    edited = sheet.read_text("utf-8").replace("title: mayor of Delling", "title: mayor for nine years")
    sheet.write_text(edited, "utf-8")
    written = write_draft(_draft(_MORE), folder, merge=True)
    merged = sheet.read_text("utf-8")
    assert all(line in merged.split("\n") for line in edited.split("\n"))
    loaded = yaml.load(merged, yaml.BaseLoader)
    assert {"tomas-brinn", "lena-aldermoor"} <= set(loaded["actors"])
    assert len(loaded["quotes"]) == 2
    assert "My bread will be late" in (folder / "article.md").read_text("utf-8")
    assert "+“My bread will be late" in written.difference
    assert "\n-“" not in written.difference


def test_a_merge_of_the_same_changes_nothing(tmp_path: Path) -> None:
    """Merging a draft into itself leaves every byte and says so."""
    folder = write_draft(_draft(_MORE), tmp_path / "bridge").folder
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert write_draft(_draft(_MORE), folder, merge=True).files == ()
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before


def test_a_merge_into_a_broken_sheet_is_refused(tmp_path: Path) -> None:
    """A sheet that is no YAML is not touched."""
    folder = write_draft(_draft(_TEXT), tmp_path / "bridge").folder
    (folder / "facts.yaml").write_text("a: [")
    with pytest.raises(IngestError, match="no valid YAML"):
        write_draft(_draft(_MORE), folder, merge=True)
    assert (folder / "facts.yaml").read_text() == "a: ["


def test_the_report_holds_the_table_and_what_to_look_at() -> None:
    """The text shows found, sure and to look at by kind; the JSON the same, nothing shortened."""
    draft = _draft("World\n\n" + _TEXT)
    text, data = report_text(draft), report_json(draft)
    assert "quotes" in text
    assert "to look at" in text
    assert "World" in text
    assert {each["kind"] for each in data["findings"]} >= {"quotes", "figures", "events", "actors", "questions"}
    assert data["dropped"] == list(draft.dropped)
    assert data["reports"] == list(draft.reports)
