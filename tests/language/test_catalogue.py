"""The catalogues are complete, current and compiled; a word that is missing is shown in English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from markupsafe import Markup

from generator.language import extract
from generator.language.catalogue import catalogue_files, fill, read_catalogue
from generator.language.speech import speech

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "templates" / "locale"
AGAIN = "run `python -m generator.language.extract`, and translate what it lists"


@pytest.fixture(scope="module")
def found() -> extract.WordList:
    """Every message of the package and the theme."""
    return extract.collect()


@pytest.mark.parametrize("language", extract.PLURAL_FORMS)
def test_every_interface_word_is_translated(found: extract.WordList, language: str) -> None:
    """A word that a template or the package says and a catalogue lacks fails here."""
    words = extract.translated(found, language)
    assert extract.untranslated(words) == [], AGAIN


@pytest.mark.parametrize("language", extract.PLURAL_FORMS)
def test_the_files_are_what_the_tool_writes(found: extract.WordList, language: str) -> None:
    """No word too many, compiled as committed, the same bytes on every machine."""
    words = extract.translated(found, language)
    file = extract.po_file(language)
    with file.open("rb") as stream:
        committed = read_po(stream, locale=language)
    assert keys(committed) == keys(words), AGAIN
    assert file.with_suffix(".mo").read_bytes() == extract.mo_bytes(words), AGAIN


@pytest.mark.parametrize("language", extract.PLURAL_FORMS)
def test_translations_keep_the_places_for_values(found: extract.WordList, language: str) -> None:
    """A `{name}` that is lost would lose a reader's date; only a plural's number may be said in a word."""
    for message in extract.messages(extract.translated(found, language)):
        places = set(re.findall(r"\{\w+\}", each(message.id)[-1]))
        for text in each(message.string):
            said = set(re.findall(r"\{\w+\}", text))
            assert said == places or (message.pluralizable and said == places - {"{n}"}), (message.id, text)


def test_arabic_and_hebrew_are_written_in_their_script(found: extract.WordList) -> None:
    """A translation left in English would be read from the wrong side."""
    for language, letters in (("ar", r"[\u0600-\u06ff]"), ("he", r"[\u0590-\u05ff]")):
        for message in extract.messages(extract.translated(found, language)):
            for text in each(message.string):
                bare = re.sub(r"\{\w+\}|[^\w]|BibTeX|CSL|JSON|RSS|Atom|DOI|ISBN", "", text)
                assert not bare or re.search(letters, bare), (language, text)


def each(text: object) -> list[str]:
    """A message's text, or the forms of a plural."""
    forms = text if isinstance(text, (tuple, list)) else (text,)
    return [str(form) for form in forms if form]


def keys(catalogue: Catalog) -> list[tuple[object, object]]:
    """What a catalogue has words for."""
    return [(message.context, message.id) for message in extract.messages(catalogue)]


def test_a_language_without_a_catalogue_speaks_english() -> None:
    """As does a word that a catalogue lacks."""
    assert speech("sv", (LOCALE,)).word("Timeline") == "Timeline"
    assert speech("ar", (LOCALE,)).word("no such word") == "no such word"


def test_a_region_takes_its_languages_words() -> None:
    """`fr-CA` finds `fr`; a folder that overrides is asked first."""
    assert [file.parts[-3] for file in catalogue_files("fr-CA", (LOCALE,))] == ["fr"]
    assert speech("fr-CA", (LOCALE,)).word("Timeline") == "Chronologie"


def test_a_project_overrides_single_words(tmp_path: Path) -> None:
    """The theme's words stand where the project says nothing."""
    own = extract.WordList("fr")
    own.add("Timeline", "Les dates")
    file = tmp_path / "fr" / "LC_MESSAGES" / "explainer.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(extract.mo_bytes(own))
    words = read_catalogue("fr", (tmp_path, LOCALE))
    assert (words.gettext("Timeline"), words.gettext("Sources")) == ("Les dates", "Sources")
    assert words.gettext("Background") == "Contexte"


def test_a_broken_catalogue_is_an_os_error(tmp_path: Path) -> None:
    """And no build with half of its words."""
    file = tmp_path / "fr" / "LC_MESSAGES" / "explainer.mo"
    file.parent.mkdir(parents=True)
    for content in (b"", b"not a catalogue", (LOCALE / "fr/LC_MESSAGES/explainer.mo").read_bytes()[:500]):
        file.write_bytes(content)
        with pytest.raises(OSError, match="catalogue"):
            read_catalogue("fr", (tmp_path,))


@pytest.mark.parametrize(
    ("text", "values", "filled"),
    [
        ("As of {date}", {"date": "2024"}, "As of 2024"),
        ("{a}{b}", {"a": "{b}", "b": "x"}, "{b}x"),
        ("{unknown} stays", {"date": "2024"}, "{unknown} stays"),
        ("a { b", {"b": "x"}, "a { b"),
        ("{n}", {"n": 3}, "3"),
        ("", {}, ""),
    ],
)
def test_places_are_filled_once(text: str, values: dict[str, object], filled: str) -> None:
    """A value is never read for places of its own."""
    assert fill(text, values) == filled


def test_safe_markup_stays_safe() -> None:
    """A value that is markup makes the whole markup; words and plain values beside it are escaped."""
    filled = fill("{who} & <{what}>", {"who": "A < B", "what": Markup("<b>x</b>")})
    assert isinstance(filled, Markup)
    assert filled == "A &lt; B &amp; &lt;<b>x</b>&gt;"
    joined = speech("en").list([Markup("<b>a</b>"), "b < c"])
    assert joined == "<b>a</b> and b &lt; c"
    assert isinstance(joined, Markup)
