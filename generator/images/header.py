"""What the header of a picture says, without decoding it: form, size, which way up, whether it moves.

A page gives the size of every picture, so that nothing moves when it comes; it must do so without Pillow, which is an
extra. Small libraries that read sizes know nothing of orientation and animation, which decide what may be shown.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

PIXELS_MAX = 50_000_000
"""Width by height (invariant I9): what a decoder may be asked to hold."""

FORMS = {"png": "PNG", "jpeg": "JPEG", "gif": "GIF", "webp": "WebP", "avif": "AVIF"}


class Header(NamedTuple):
    """A picture's header."""

    form: str
    """A key of `FORMS`."""
    width: int
    height: int
    """As the picture is stored, in pixels."""
    orientation: int = 1
    """As in EXIF, 1 to 8, where a browser obeys it: from 5 on width and height change places."""
    animated: bool = False

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height as a browser shows them."""
        return (self.height, self.width) if self.orientation > 4 else (self.width, self.height)


def read_header(data: bytes) -> Header | None:
    """The header of a picture; None when the bytes are none of the forms that pages show, or are cut short in it."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            found = _png(data)
        elif data.startswith(b"\xff\xd8\xff"):
            found = _jpeg(data)
        elif data[:6] in (b"GIF87a", b"GIF89a"):
            found = _gif(data)
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            found = _webp(data)
        elif data[4:8] == b"ftyp":
            found = _avif(data)
        else:
            return None
    except (IndexError, struct.error):
        return None
    return found if found and found.width > 0 and found.height > 0 else None


# PNG (W3C, Portable Network Graphics, third edition)


def png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of each whole chunk, its length and checksum included, up to the last one."""
    at = 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 12 + length
        if end > len(data):
            return
        yield data[at + 4 : at + 8], at, end
        if data[at + 4 : at + 8] == b"IEND":
            return
        at = end


def _png(data: bytes) -> Header | None:
    if data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    animated = False
    for kind, start, _end in png_chunks(data):
        if kind == b"acTL":
            animated = struct.unpack_from(">I", data, start + 8)[0] > 1
        if kind == b"IDAT":
            return Header("png", width, height, animated=animated)
    return None


# JPEG (ITU-T T.81, annex B)

_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
"""What ends entropy-coded data: a marker that is neither a stuffed byte nor a restart."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, 0xD9


def jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment after the first two bytes. A scan reaches to the next marker.

    The last one is the end of the picture; what lies behind it, such as another picture, belongs to no segment.
    """
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _END:
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if marker == _SCAN:
            following = _MARKER.search(data, end)
            end = following.end() - 2 if following else len(data)
        yield marker, at, min(end, len(data))
        at = end
    if data[at : at + 2] == b"\xff\xd9":
        yield _END, at, at + 2


def _jpeg(data: bytes) -> Header | None:
    orientation = 1
    for marker, start, end in jpeg_segments(data):
        if marker == 0xE1 and data[start + 4 : start + 10] == b"Exif\0\0":
            orientation = _orientation(data[start + 10 : end])
        elif marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, start + 5)
            return Header("jpeg", width, height, orientation)
        elif marker == _SCAN:
            return None
    return None


def _orientation(exif: bytes) -> int:
    """The orientation in an EXIF block (CIPA DC-008, tag 0x0112); 1 where it says none or nonsense."""
    try:
        order = {b"II": "<", b"MM": ">"}[exif[:2]]
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        for number in range(count):
            tag, kind = struct.unpack_from(f"{order}HH", exif, at + 2 + 12 * number)
            if tag == 0x0112 and kind == 3:
                (value,) = struct.unpack_from(f"{order}H", exif, at + 10 + 12 * number)
                return value if 1 <= value <= 8 else 1
    except (KeyError, struct.error):
        pass
    return 1


# GIF (CompuServe, GIF89a)


def gif_blocks(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Kind, label, start and end of each block behind the screen descriptor: 0x21 with its label, 0x2C, 0x3B."""
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    while at < len(data):
        kind, start = data[at], at
        if kind == 0x3B:
            yield kind, 0, start, at + 1
            return
        if kind == 0x21:
            label, at = data[at + 1], at + 2
        elif kind == 0x2C:
            label, flags = 0, data[at + 9]
            at += 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
        else:
            return
        while data[at]:
            at += 1 + data[at]
        at += 1
        yield kind, label, start, at


def _gif(data: bytes) -> Header:
    width, height = struct.unpack_from("<HH", data, 6)
    frames = 0
    try:
        for kind, _label, _start, _end in gif_blocks(data):
            frames += kind == 0x2C
    except IndexError:
        # Cut short: browsers show what there is.
        frames += 1
    return Header("gif", width, height, animated=frames > 1)


# WebP (RFC 9649)


def webp_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of each chunk, its padding included."""
    at = 12
    while at + 8 <= len(data):
        (length,) = struct.unpack_from("<I", data, at + 4)
        end = at + 8 + length + (length & 1)
        yield data[at : at + 4], at, min(end, len(data))
        at = end


def _webp(data: bytes) -> Header | None:
    for kind, start, _end in webp_chunks(data):
        at = start + 8
        if kind == b"VP8X":
            width = 1 + int.from_bytes(data[at + 4 : at + 7], "little")
            height = 1 + int.from_bytes(data[at + 7 : at + 10], "little")
            return Header("webp", width, height, animated=bool(data[at] & 2))
        if kind == b"VP8L" and data[at] == 0x2F:
            (bits,) = struct.unpack_from("<I", data, at + 1)
            return Header("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        if kind == b"VP8 " and data[at + 3 : at + 6] == b"\x9d\x01\x2a":
            width, height = struct.unpack_from("<HH", data, at + 6)
            return Header("webp", width & 0x3FFF, height & 0x3FFF)
    return None


# AVIF (AOMedia, AV1 Image File Format; ISO/IEC 14496-12 and 23008-12)

_HOLDERS = (b"meta", b"iprp", b"ipco")


def boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind of each box from `start` to `end`, and where its content starts and ends."""
    at = start
    while at + 8 <= end:
        (length,) = struct.unpack_from(">I", data, at)
        content = at + 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, at + 8)
            content += 8
        stop = end if length == 0 else at + length
        if stop < content or stop > end:
            return
        yield data[at + 4 : at + 8], content, stop
        at = stop


def _avif(data: bytes) -> Header | None:
    first = next(boxes(data, 0, len(data)), None)
    if first is None or not {b"avif", b"avis"} & _brands(data[first[1] : first[2]]):
        return None
    sizes: list[tuple[int, int]] = []
    quarters = mirrored = 0
    for kind, start, _stop in _properties(data, 0, len(data)):
        if kind == b"ispe":
            sizes.append(struct.unpack_from(">II", data, start + 4))
        elif kind == b"irot":
            quarters = data[start] & 3
        elif kind == b"imir":
            mirrored = 1
    if not sizes:
        return None
    # A thumbnail or a tile is smaller than the picture itself, and its alpha as large.
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return Header("avif", width, height, 6 if quarters & 1 else 2 if mirrored else 1, data[8:12] == b"avis")


def _brands(content: bytes) -> set[bytes]:
    return {content[:4], *(content[at : at + 4] for at in range(8, len(content), 4))}


def _properties(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    for kind, content, stop in boxes(data, start, end):
        if kind in _HOLDERS:
            yield from _properties(data, content + 4 if kind == b"meta" else content, stop)
        else:
            yield kind, content, stop
