"""Bytes that editors write: the same site, or a fault with its file, line and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.diagnostics import Severity
from generator.pipeline import Options, build, check
from tests.e2e.project import at, write
from tests.turns import count

NOW = at("2026-03-01")
FILES = {
    "content/a/article.md": "---\ntitle: Où en est-on\ndate: 2024-11-30\n---\n\nWords, «مرحبا».\n\n- one\n- two\n\n{figure}`x` more.\n",
    "content/a/facts.yaml": "background: |\n  Two lines,\n  «مرحبا».\nfigures:\n  x:\n    label: Où\n    observations: [{value: 1, as_of: 2024}]\n",
    "content/_pages/about.md": "---\ntitle: Über uns\n---\n\nWe — «مرحبا».\nMore.\n",
    "explainer.yaml": "title: Où\ndescription: «مرحبا» words\nsearch: off\ncards: off\n",
}
MARK = b"\xef\xbb\xbf"

SAME: dict[str, Callable[[str], bytes]] = {
    "byte order mark": lambda text: MARK + text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "mark and CRLF": lambda text: MARK + text.replace("\n", "\r\n").encode(),
    "mixed line ends": lambda text: text.replace("\n", "\r\n", 2).encode(),
    "no end of the last line": lambda text: text.removesuffix("\n").encode(),
    "empty lines at the end": lambda text: f"{text}\n\n\n".encode(),
}

REFUSED: dict[str, Callable[[str], bytes]] = {
    "UTF-16 with a mark": lambda text: text.encode("utf-16"),
    "UTF-16, little": lambda text: text.encode("utf-16-le"),
    "UTF-16, big": lambda text: text.encode("utf-16-be"),
    "UTF-32": lambda text: text.encode("utf-32"),
    "Latin-1": lambda text: text.encode("latin-1", "ignore"),
    "Windows-1252": lambda text: text.encode("cp1252", "ignore"),
    "Windows-1256": lambda text: text.encode("cp1256", "ignore"),
    "NUL": lambda text: text.replace("o", "o\0", 1).encode(),
    "escape": lambda text: f"{text}\x1b[31m\n".encode(),
    "no character": lambda text: f"{text}\uffff\n".encode(),
    "surrogate": lambda text: text.encode() + b"\xed\xa0\x80\n",
    "overlong": lambda text: text.encode() + b"\xc0\xaf\n",
    "half a character": lambda text: text.encode() + "é".encode()[:1],
    "a picture": lambda text: b"\x89PNG\r\n\x1a\n" + text.encode(),
    "binary": lambda _text: bytes(range(256)) * 4,
}


def tree(folder: Path) -> dict[str, bytes]:
    """Every published file."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the plain files."""
    folder = write(tmp_path_factory.mktemp("plain"), dict(FILES))
    assert build(folder, Options(now=NOW, jobs=1, cache=False)).published
    return tree(folder / "site")


@pytest.mark.parametrize("name", SAME)
def test_the_same_site(name: str, tmp_path: Path, plain: dict[str, bytes]) -> None:
    """Marks and line ends change no byte of it, whichever file has them."""
    for path in FILES:
        folder = write(tmp_path, {**FILES, path: SAME[name](FILES[path])})
        assert build(folder, Options(now=NOW, jobs=1)).published
        assert tree(folder / "site") == plain, path
        count("encodings: file and form, the same site")


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, tmp_path: Path) -> None:
    """One fault, in that file, at a line and a column, with something to do."""
    for path in FILES:
        folder = write(tmp_path, {**FILES, path: REFUSED[name](FILES[path])})
        (fault,) = (
            found for found in check(folder, Options(now=NOW, jobs=1)).diagnostics if found.severity is Severity.ERROR
        )
        assert (fault.code, fault.location.path) == ("encoding-invalid", path)
        assert fault.location.line >= 1
        assert fault.location.column >= 1
        assert fault.hint
        count("encodings: file and form, refused")


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "key-missing"), ("---\n", "yaml-invalid"), ("---\ntitle: T\n", "yaml-invalid"), ("---\ntitle: T\n--\nx\n", "yaml-invalid"), ("\n---\ntitle: T\n---\n", "key-missing")],
)  # fmt: skip
def test_front_matter_without_an_end(text: str, code: str, tmp_path: Path) -> None:
    """It is said where it begins."""
    folder = write(tmp_path, {**FILES, "content/a/article.md": text})
    found = [fault for fault in check(folder, Options(now=NOW)).diagnostics if fault.severity is Severity.ERROR]
    assert {fault.location.path for fault in found} == {"content/a/article.md"}
    assert code in {fault.code for fault in found}
    assert all(fault.location.line >= 1 for fault in found)
    count("encodings: file and form, refused")


def test_marks_that_turn_a_line_around_are_shown_within_their_place(tmp_path: Path) -> None:
    """Bidi controls in a text are isolated from the words of the page (Trojan Source, CVE-2021-42574), or refused."""
    for sign in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068":
        text = FILES["content/a/article.md"].replace("Words", f"Words {sign}txt.exe")
        folder = write(tmp_path, {**FILES, "content/a/article.md": text})
        result = build(folder, Options(now=NOW, jobs=1))
        told = [found for found in result.diagnostics if found.severity is Severity.ERROR]
        assert result.published or (told and told[0].location.line == 6)
        if result.published:
            page = (folder / "site/a/index.html").read_text("utf-8")
            # The end of a paragraph ends what a mark began (Unicode Standard Annex 9, P1): it reaches no other text.
            assert any(sign in line and line.startswith("<p>") for line in page.splitlines())
            assert sign not in page.partition("<body")[0]
        count("encodings: marks that turn a line around")
