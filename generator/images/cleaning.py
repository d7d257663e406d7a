"""A picture without what its makers did not mean to publish: where it was taken, with what, by whom, in which words.

Nothing is decoded: the parts that hold metadata are left out, or overwritten where leaving them out would move others.
The picture itself keeps its bytes, its colours and the way it stands.
"""

from __future__ import annotations

import struct

from generator.images.header import Header, boxes, gif_blocks, jpeg_segments, png_chunks, read_header, webp_chunks

VERSION = 1
"""Grows when the same picture is cleaned to other bytes."""

_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sRGB sBIT bKGD pHYs hIST cICP mDCV cLLI acTL fcTL fdAT".split()
)
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_WEBP_KEPT = (b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
_WEBP_HAS_METADATA = 0x08 | 0x04
_EMPTY_EXIF = b"\0\0\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"


def clean(data: bytes) -> bytes:
    """The picture without EXIF, XMP, IPTC, comments, and whatever lies behind its end. Colour profiles stay.

    Bytes that are no picture come back as they are: `read_header` tells.
    """
    header = read_header(data)
    if header is None:
        return data
    return _CLEANERS[header.form](data, header)


def _jpeg(data: bytes, header: Header) -> bytes:
    kept = [data[:2]]
    for marker, start, end in jpeg_segments(data):
        if marker == 0xFE or (0xE1 <= marker <= 0xEF and not _shapes_colour(marker, data[start + 4 : end])):
            continue
        kept.append(data[start:end])
        if marker == 0xE0 and header.orientation != 1 and len(kept) == 2:
            kept.append(_turned(header.orientation))
    if header.orientation != 1 and _turned(header.orientation) not in kept:
        kept.insert(1, _turned(header.orientation))
    return b"".join(kept)


def _shapes_colour(marker: int, content: bytes) -> bool:
    return (marker == 0xE2 and content.startswith(b"ICC_PROFILE\0")) or (
        marker == 0xEE and content.startswith(b"Adobe")
    )


def _turned(orientation: int) -> bytes:
    """An EXIF segment that says which way up the picture stands, and nothing else."""
    tiff = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 8 + len(tiff)) + b"Exif\0\0" + tiff


def _png(data: bytes, _header: Header) -> bytes:
    return data[:8] + b"".join(data[start:end] for kind, start, end in png_chunks(data) if kind in _PNG_KEPT)


def _gif(data: bytes, _header: Header) -> bytes:
    screen = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    kept = [data[:screen]]
    try:
        for kind, label, start, end in gif_blocks(data):
            loops = label == 0xFF and data[start + 3 : start + 14] in _GIF_LOOPS
            if kind != 0x21 or label == 0xF9 or loops:
                kept.append(data[start:end])
    except IndexError:
        # Cut short: the last frame is left out, and the picture ended.
        kept.append(b"\x3b")
    return b"".join(kept)


def _webp(data: bytes, _header: Header) -> bytes:
    kept = []
    for kind, start, end in webp_chunks(data):
        if kind == b"VP8X":
            kept.append(
                data[start : start + 8] + bytes([data[start + 8] & ~_WEBP_HAS_METADATA]) + data[start + 9 : end]
            )
        elif kind in _WEBP_KEPT:
            kept.append(data[start:end])
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _avif(data: bytes, _header: Header) -> bytes:
    """Overwrites the metadata in its place, since every other part is found by its offset."""
    cleaned = bytearray(data)
    end = len(data)
    for kind, content, stop in boxes(data, 0, len(data)):
        end = stop
        if kind == b"meta":
            _blank(cleaned, data, content + 4, stop)
        elif kind in (b"uuid", b"udta"):
            cleaned[content:stop] = bytes(stop - content)
    return bytes(cleaned[:end])


def _blank(cleaned: bytearray, data: bytes, start: int, end: int) -> None:
    parts = {kind: (content, stop) for kind, content, stop in boxes(data, start, end)}
    if b"iinf" not in parts or b"iloc" not in parts:
        return
    secret = _metadata_items(data, *parts[b"iinf"])
    inside = parts.get(b"idat", (0, 0))[0]
    for item, method, offset, length in _extents(data, *parts[b"iloc"]):
        if item in secret:
            at = offset + inside if method == 1 else offset
            length = min(length or len(data), len(data) - at)
            filler = _EMPTY_EXIF if secret[item] == b"Exif" and length >= len(_EMPTY_EXIF) else b""
            cleaned[at : at + length] = filler.ljust(length, b"\0" if secret[item] == b"Exif" else b" ")


def _metadata_items(data: bytes, start: int, end: int) -> dict[int, bytes]:
    """The items that are not picture: by number, their kind (ISO/IEC 14496-12, 8.11.6)."""
    found = {}
    first = start + (6 if data[start] == 0 else 8)
    for kind, content, _stop in boxes(data, first, end):
        version = data[content]
        if kind == b"infe" and version >= 2:
            form, size = (">H", 2) if version == 2 else (">I", 4)
            (item,) = struct.unpack_from(form, data, content + 4)
            what = data[content + 6 + size : content + 10 + size]
            if what in (b"Exif", b"mime", b"uri "):
                found[item] = what
    return found


def _extents(data: bytes, start: int, end: int) -> list[tuple[int, int, int, int]]:
    """Item, construction method, offset and length of each part of each item (ISO/IEC 14496-12, 8.11.3)."""
    found = []
    version, at = data[start], start + 4
    sizes = data[at] >> 4, data[at] & 15, data[at + 1] >> 4, data[at + 1] & 15 if version else 0
    at += 2

    def number(size: int) -> int:
        nonlocal at
        at += size
        return int.from_bytes(data[at - size : at], "big")

    for _ in range(number(2 if version < 2 else 4)):
        item = number(2 if version < 2 else 4)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(sizes[2])
        for _extent in range(number(2)):
            number(sizes[3])
            offset = number(sizes[0])
            found.append((item, method, base + offset, number(sizes[1])))
        if at > end:
            break
    return found


_CLEANERS = {"jpeg": _jpeg, "png": _png, "gif": _gif, "webp": _webp, "avif": _avif}
