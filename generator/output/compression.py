"""Texts made smaller ahead of time, for servers that send `index.html.br` in the place of `index.html`."""

from __future__ import annotations

import functools
import importlib.util
import zlib
from collections.abc import Collection

import msgspec

from generator.output.hosting import OWN

TEXTS = frozenset(["css", "csv", "html", "js", "json", "map", "mjs", "svg", "txt", "webmanifest", "xml"])
"""The endings of what is worth it; pictures and fonts are compressed already."""

GZIP_LEVEL = 9
BROTLI_QUALITY = 9
"""Of 11: the last two take ten times as long for a few per cent."""


class Form(msgspec.Struct, frozen=True, array_like=True):
    """A way to compress, and what makes its bytes."""

    ending: str
    """`gz` (RFC 1952) or `br` (RFC 7932)."""
    version: str


def is_text(path: str) -> bool:
    """Whether a file of the site is compressed."""
    return path.rpartition(".")[2] in TEXTS and path not in OWN


def forms(wanted: Collection[str]) -> tuple[Form, ...]:
    """The forms that the settings want and that this machine can make: brotli needs its extra."""
    found = (_gzip() if "gzip" in wanted else None, _brotli() if "brotli" in wanted else None)
    return tuple(form for form in found if form is not None)


def compress(data: bytes, form: Form) -> bytes:
    """The data in a form. The same data has the same bytes, at whatever time."""
    if form.ending == "br":
        import brotli

        squeezed: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        return squeezed
    # No time and no name stand in the header (RFC 1952, section 2.3.1), and the system is "unknown".
    squeeze = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = squeeze.compress(data) + squeeze.flush()
    sums = zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"\x1f\x8b\x08\0\0\0\0\0\x02\xff" + body + sums


def _gzip() -> Form:
    return Form("gz", f"zlib {zlib.ZLIB_RUNTIME_VERSION}, level {GZIP_LEVEL}")


@functools.cache
def _brotli() -> Form | None:
    if importlib.util.find_spec("brotli") is None:
        return None
    import brotli

    return Form("br", f"brotli {brotli.__version__}, quality {BROTLI_QUALITY}")
