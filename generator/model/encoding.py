"""Bytes to text: strict UTF-8, with an error that says where the first bad byte is and what the file seems to be."""

from __future__ import annotations

from generator.diagnostics import Diagnostic, Location, error

_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
"""What XML 1.0 (section 2.2) allows in no document, so that no feed can carry it, and DEL."""

_BINARY = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich text document"),
)


def decode(path: str, data: bytes) -> str | Diagnostic:
    """The text, without a byte order mark and with every line ended by `\\n`, or an `encoding-invalid`.

    Refused: bytes that are not UTF-8, and control characters other than tab, line feed and carriage return.
    """
    for magic, label in _BINARY:
        if data.startswith(magic):
            return _refusal(path, data, 0, f"the file is {label}", "put text in UTF-8 in its place")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as found:
        return _foreign(path, data, found)
    if len(data.translate(None, _CONTROLS)) != len(data):
        return _control(path, data)
    for character in ("\ufffe", "\uffff"):
        if character in text:
            position = data.index(character.encode())
            return _refusal(path, data, position, f"U+{ord(character):04X} is no character", "delete it")
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _control(path: str, data: bytes) -> Diagnostic:
    """The error for text with a control character."""
    position = next(index for index, byte in enumerate(data) if byte in _CONTROLS)
    wide = _wide(data)
    if wide:
        return _refusal(path, data, position, f"the file is {wide}, not UTF-8", "save the file as UTF-8")
    if data.count(0) > 8:
        return _refusal(path, data, position, "the file is binary, not text", "put text in UTF-8 in its place")
    return _refusal(path, data, position, f"control character U+{data[position]:04X}", "delete the character")


def _foreign(path: str, data: bytes, found: UnicodeDecodeError) -> Diagnostic:
    """The error for bytes that are not UTF-8."""
    position = found.start
    if 0 in data:
        position = min(position, data.index(0))
        wide = _wide(data)
        if wide:
            return _refusal(path, data, position, f"the file is {wide}, not UTF-8", "save the file as UTF-8")
        return _refusal(path, data, position, "the file is binary, not text", "put text in UTF-8 in its place")
    if found.reason == "unexpected end of data":
        return _refusal(path, data, position, "the file ends in the middle of a character", "save it again as UTF-8")
    high = sum(byte >= 0x80 for byte in data)
    guess = "is in an older encoding" if high * 3 > len(data) else "looks like Windows-1252 (Latin-1)"
    message = f"byte 0x{data[position]:02X} is not UTF-8; the file {guess}"
    return _refusal(path, data, position, message, "save the file as UTF-8")


def _wide(data: bytes) -> str:
    """`UTF-16` or `UTF-32` when the bytes look like it, else an empty string."""
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    head = data[:512]
    odd, even = head[1::2].count(0), head[0::2].count(0)
    half = len(head) // 2
    return "UTF-16" if half >= 4 and (max(odd, even) > half * 0.6 and min(odd, even) < half * 0.1) else ""


def _refusal(path: str, data: bytes, position: int, message: str, hint: str) -> Diagnostic:
    """An error at the line and column, in characters, of the byte at `position`."""
    before = data[:position].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return error("encoding-invalid", Location(path, len(lines), len(lines[-1]) + 1), message, hint)
