"""From a file, standard input or an address to an input, and from an input to its blocks."""

from pathlib import Path

from generator.ingest.document import Document, Input, Kind
from generator.ingest.encoding import decode, refuse_foreign
from generator.ingest.errors import IngestError

INPUT_BYTES_MAX = 5 * 1024 * 1024
"""Of a page or Word file, whose markup is many times its text."""
ARTICLE_BYTES_MAX = 256 * 1024
"""Of an article (invariant I9)."""
SHEET_BYTES_MAX = 1024 * 1024
"""Of a fact sheet (invariant I9)."""
_HTML_STARTS = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<?xml",
    b"<article",
    b"<!--",
    b"<div",
    b"<p>",
    b"<h1",
    b"<meta",
)
_SUFFIXES = {".html": Kind.HTML, ".htm": Kind.HTML, ".xhtml": Kind.HTML, ".docx": Kind.DOCX}


def read_input(place: str, standard_input: bytes | None = None) -> Input:
    """Return the input that a file's name or `-` (standard input, given as its bytes) stands for.

    For an address see `generator.ingest.fetch`. Raises IngestError for a file that is missing, a folder, unreadable,
    or above the limit.
    """
    if place == "-":
        data = standard_input or b""
        _refuse_large(len(data), "standard input", data)
        return Input(data, "standard input", _kind(data, ""))
    file = Path(place)
    try:
        if file.is_dir():
            raise IngestError(f"`{place}` is a folder", "name the file of the article in it")
        if not file.is_file():
            raise IngestError(
                f"`{place}` does not exist" if not file.exists() else f"`{place}` is not a plain file",
                "name a text, HTML or .docx file, an address, or `-` for standard input",
            )
        size = file.stat().st_size
        with file.open("rb") as opened:
            head = opened.read(16)
            _refuse_large(size, place, head)
            data = head + opened.read(INPUT_BYTES_MAX + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise IngestError(f"`{place}` cannot be read: {reason.lower()}", "check its name and its rights") from error
    return Input(data, place, _kind(data, file.suffix.lower()))


def _refuse_large(size: int, name: str, data: bytes) -> None:
    refuse_foreign(data, name)
    if size > INPUT_BYTES_MAX:
        raise IngestError(
            f"`{name}` has {size:,} bytes, more than the {INPUT_BYTES_MAX:,} that can be imported",
            "cut it to the one article that it holds",
        )


def _kind(data: bytes, suffix: str) -> Kind:
    """Return what an input is: by its first bytes, which lie less than names do, then by its suffix."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"PK\x03\x04") or (suffix == ".docx" and data):
        return Kind.DOCX
    if start.startswith(_HTML_STARTS):
        return Kind.HTML
    return _SUFFIXES.get(suffix, Kind.TEXT)


def kind_of(data: bytes, content_type: str, path: str) -> Kind:
    """Return what a response of a server is, from its media type, its bytes and its address."""
    if "html" in content_type:
        return Kind.HTML
    return _kind(data, Path(path).suffix.lower() if content_type in ("", "application/octet-stream") else "")


def read_document(source: Input) -> tuple[Document, tuple[str, ...]]:
    """Return the blocks of an input, and what is doubtful about its encoding. Raises IngestError."""
    if not source.data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise IngestError(f"`{source.name}` is empty", "name a file with the text of an article, or pipe it into `-`")
    _refuse_large(len(source.data), source.name, source.data)
    if source.kind is Kind.DOCX:
        from generator.ingest.word import read_word

        return _with_text(read_word(source.data, source.name), source.name), ()
    text, report = decode(source.data, source.charset, source.name)
    reports = (report,) if report else ()
    if source.kind is Kind.HTML:
        from generator.ingest.webpage import read_webpage

        return _with_text(read_webpage(text, source.url), source.name, page=True), reports
    size = len(text.encode("utf-8", "replace"))
    if size > ARTICLE_BYTES_MAX:
        raise IngestError(
            f"`{source.name}` has {size:,} bytes of text, more than the {ARTICLE_BYTES_MAX:,} of an article",
            "import one article at a time",
        )
    from generator.ingest.plain import read_plain

    return _with_text(read_plain(text), source.name), reports


def _with_text(document: Document, name: str, page: bool = False) -> Document:
    if not any(block.text.strip() for block in document.blocks):
        what = "holds no text, only scripts or pictures" if page else "is empty"
        hint = "open it in a browser, copy the article's text and pipe it into `explainer import -`"
        raise IngestError(f"`{name}` {what}", hint if page else "name a file with the text of an article")
    return document


def refuse_long(article: str, sheet: str, name: str) -> None:
    """Raise IngestError when a draft is larger than what `explainer build` reads (invariant I9)."""
    for text, most, what in ((article, ARTICLE_BYTES_MAX, "an article"), (sheet, SHEET_BYTES_MAX, "a fact sheet")):
        size = len(text.encode())
        if size > most:
            raise IngestError(
                f"`{name}` gives {what} of {size:,} bytes, more than the {most:,} that can be built",
                "cut it to the one article that it holds",
            )
