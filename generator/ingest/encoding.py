"""Bytes to text, whatever they are said to be."""

import codecs
import re
import unicodedata

from generator.ingest.errors import IngestError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffe\uffff]|[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|\r|\x0c|\u2028|\u2029|\x85")
_MAGIC = (
    (b"%PDF-", "a PDF", "get its text out first, with `pdftotext FILE -`, and pipe that into `explainer import -`"),
    (b"\x89PNG", "a picture", "import the text, and put the picture into `media/`"),
    (b"\xff\xd8\xff", "a picture", "import the text, and put the picture into `media/`"),
    (b"GIF8", "a picture", "import the text, and put the picture into `media/`"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first, with `gunzip`"),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)", "save it as .docx or as plain text"),
    (b"{\\rtf", "an RTF file", "save it as .docx or as plain text"),
    (b"\x7fELF", "a program", "import a text, a page, an address or a .docx file"),
)


def refuse_foreign(data: bytes, name: str) -> None:
    """Raise IngestError when the first bytes are those of a format that holds no text to read."""
    for magic, what, hint in _MAGIC:
        if data.startswith(magic):
            raise IngestError(f"`{name}` is {what}, not a text", hint)


def decode(data: bytes, charset: str | None, name: str) -> tuple[str, str]:
    """Return the text, with one kind of line end and no control characters, and a report (empty when all was well).

    A byte-order mark wins, then UTF-8 if the bytes are valid UTF-8 whatever they are said to be (few texts in
    another encoding are, and mislabelled UTF-8 is common), then what they are said to be, then Windows-1252.
    Raises IngestError for bytes that are no text.
    """
    refuse_foreign(data, name)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _clean(data[len(mark) :].decode(encoding, "replace")), ""
    said = charset or _said_inside(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        differs = said is not None and _known(said) not in (None, "utf-8", "ascii")
        return _clean(text, name), f"`{name}` says it is `{said}`, but it is UTF-8: read as UTF-8" if differs else ""
    if data.count(0) * 20 > len(data):
        raise IngestError(f"`{name}` is not a text: it holds {data.count(0)} null bytes", "save it as UTF-8 text")
    known = _known(said) if said else None
    if known not in (None, "utf-8", "ascii"):
        try:
            return _clean(data.decode(known), name), f"`{name}` is `{said}`: read as such"
        except UnicodeDecodeError:
            pass
    text = data.decode("cp1252", "replace")
    told = f"says it is `{said}`, but is not" if said else "is not UTF-8"
    return _clean(text, name), f"`{name}` {told}: read as Windows-1252, look at its accents"


def _known(charset: str) -> str:
    """Return Python's name of an encoding, or `utf-8` for one that is unknown or decodes no text."""
    try:
        info = codecs.lookup(charset)
    except (LookupError, ValueError):
        return "utf-8"
    # `rot13`, `base64` and their like are codecs, too.
    return info.name if getattr(info, "_is_text_encoding", True) and info.name != "idna" else "utf-8"


def _said_inside(data: bytes) -> str | None:
    match = _META.search(data[:4096])
    return match[1].decode("ascii", "replace") if match else None


def _clean(text: str, name: str = "") -> str:
    text = _LINE_END.sub("\n", text)
    controls = len(_CONTROL.findall(text))
    if name and controls * 20 > len(text) and len(text) > 20:
        raise IngestError(
            f"`{name}` is not a text: {controls} of its {len(text)} characters are controls", "save it as UTF-8 text"
        )
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))
