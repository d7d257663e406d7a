"""A Word file to blocks, through mammoth (the extra `docx`)."""

import io
import zipfile

from generator.ingest.document import Document
from generator.ingest.errors import IngestError
from generator.ingest.webpage import read_webpage

_UNPACKED_BYTES_MAX = 64 * 1024 * 1024
_RATIO_MAX = 200


def read_word(data: bytes, name: str) -> Document:
    """Return the blocks of a .docx file. Raises IngestError for one that is broken, a bomb, or without mammoth."""
    try:
        import mammoth
    except ImportError as error:
        raise IngestError(
            "reading a Word file needs `mammoth`, which is not installed", "run `pip install 'explainer-pages[docx]'`"
        ) from error
    _refuse_bomb(data, name)
    try:
        html = mammoth.convert_to_html(io.BytesIO(data), convert_image=_no_picture(mammoth)).value
    except IngestError:
        raise
    except Exception as error:
        raise IngestError(
            f"`{name}` cannot be read as a Word file: {type(error).__name__}",
            "open it in a word processor and save it again, or save it as plain text",
        ) from error
    return read_webpage(f"<body>{html}</body>", None, judge_main=False)


def _refuse_bomb(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise IngestError(
            f"`{name}` is not a Word file: {error}".rstrip("."), "save it as .docx, or as plain text"
        ) from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _UNPACKED_BYTES_MAX or unpacked > _RATIO_MAX * max(len(data), 10_000):
        raise IngestError(
            f"`{name}` unpacks to {unpacked:,} bytes, more than a Word file of an article holds",
            "save its text as plain text and import that",
        )
    if not any(part.filename == "word/document.xml" for part in parts):
        raise IngestError(f"`{name}` is a zip archive, but not a Word file", "import the file that is inside it")


def _no_picture(mammoth: object) -> object:
    """Return mammoth's handler that leaves pictures out, since they would be megabytes of base64 in the text."""
    images = mammoth.images  # type: ignore[attr-defined]
    return images.img_element(lambda image: {"src": "", "alt": image.alt_text or "a picture of the Word file"})
