"""Bytes to text: what is read, and what an error says about the rest."""

from __future__ import annotations

import random

import pytest

from generator.diagnostics import Diagnostic
from generator.model.encoding import decode

TEXT = "---\ntitle: Où en est-on\n---\nWords, «مرحبا».\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(),
    ],
)
def test_marks_and_line_ends(data: bytes) -> None:
    """A byte order mark and the kind of line end change nothing."""
    assert decode("x.md", data) == TEXT


def test_empty() -> None:
    """An empty file is an empty text; tabs and unusual spaces stay."""
    assert decode("x.md", b"") == ""
    assert decode("x.md", b"\xef\xbb\xbf") == ""
    assert decode("x.md", "a\tb\u00a0\u2028\u200f".encode()) == "a\tb\u00a0\u2028\u200f"


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (TEXT.encode("utf-16"), 1, 1, "UTF-16"),
        (TEXT.encode("utf-16-le"), 1, 2, "UTF-16"),
        (TEXT.encode("utf-16-be"), 1, 1, "UTF-16"),
        (TEXT.encode("utf-32"), 1, 1, "UTF-32"),
        ("a\nb café\n".encode("latin-1"), 2, 6, "byte 0xE9 is not UTF-8; the file looks like Windows-1252"),
        ("ah é\r\ncafé — “x”".encode("cp1252"), 1, 4, "Windows-1252"),
        ("é\r\ncaf".encode() + b"\x93", 2, 4, "byte 0x93"),
        ("مرحبا بالعالم".encode("cp1256"), 1, 1, "older encoding"),
        ("aé".encode()[:-1], 1, 2, "the middle of a character"),
        (b"ab\ncd\0e", 2, 3, "U+0000"),
        (b"ab\x0bcd", 1, 3, "U+000B"),
        (b"\xef\xbb\xbfab\x1b[31m", 1, 3, "U+001B"),
        (b"ab\x7f", 1, 3, "U+007F"),
        ("a\nb\uffff".encode(), 2, 2, "U+FFFF"),
        (b"\x89PNG\r\n\x1a\n\0\0", 1, 1, "a PNG picture"),
        (b"\xff\xd8\xff\xe0JFIF", 1, 1, "a JPEG picture"),
        (b"%PDF-1.7\n", 1, 1, "a PDF document"),
        (b"PK\x03\x04\x14\0", 1, 1, "an office document"),
        (bytes(range(256)) * 4, 1, 1, "binary"),
        (b"ordinary words \xed\xa0\x80", 1, 16, "not UTF-8"),
        (b"\xc0\xaf", 1, 1, "not UTF-8"),
        (b"\xf4\x90\x80\x80", 1, 1, "not UTF-8"),
    ],
)
def test_refusals(data: bytes, line: int, column: int, message: str) -> None:
    """The first bad byte is located in characters, and the encoding named where it can be recognised."""
    found = decode("x.md", data)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.location.line) == ("encoding-invalid", line)
    assert message in found.message
    assert found.hint
    if "binary" not in message:
        assert found.location.column == column


def test_random_bytes() -> None:
    """Whatever the bytes, there is a text that holds all of them, or one error inside the file."""
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    chance = random.Random(seed)
    pieces = [b"a", b"\n", b"\r", b"\r\n", b"\xc3\xa9", b"\xef\xbb\xbf", b"\0", b"\xe9", b"\x0c", "مر".encode()]
    refused = 0
    for _ in range(2000):
        data = b"".join(chance.choices(pieces, [20, 3, 2, 2, 5, 1, 0.1, 0.1, 0.1, 5], k=chance.randrange(40)))
        found = decode("x.md", data)
        if isinstance(found, Diagnostic):
            refused += 1
            assert 1 <= found.location.line <= data.count(b"\n") + data.count(b"\r") + 1
        else:
            assert found == data.decode().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert 0 < refused < 2000
