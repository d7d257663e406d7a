"""Pictures made for tests: photographs with a secret in every place that can hold one, moving pictures, bombs."""

from __future__ import annotations

import functools
import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

SECRET = b"SECRET"
FORMS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")


def scene(width: int = 450, height: int = 300, mode: str = "RGB") -> Any:
    """A picture with slopes and edges: red above to the left, blue below to the right."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    picture = Image.merge("RGB", (across, across.point(lambda level: level // 2), down))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width // 4, height // 4), fill="red")
    draw.rectangle((width * 3 // 4, height * 3 // 4, width, height), fill="blue")
    for step in range(0, width, 9):
        draw.line((step, height // 2, width - step, height), fill=(step % 256, 128, 255 - step % 256))
    return picture.convert(mode)


def saved(picture: Any, form: str, **options: Any) -> bytes:
    """The bytes of a picture."""
    out = io.BytesIO()
    picture.save(out, form, **({"speed": 10} if form == "AVIF" else {}), **options)
    return out.getvalue()


def opened(data: bytes) -> Any:
    """The picture of some bytes, decoded."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@functools.cache
def told_all(form: str, orientation: int = 1) -> bytes:
    """A picture that says where, when, with what and by whom it was taken, and has something behind its end."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRET camera"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[29] = "N", (31.0, 30.0, 10.0), "SECRET:11:30"
    options: dict[str, Any] = {}
    if form != "GIF":
        options["exif"] = exif.tobytes()
    if form in ("JPEG", "GIF"):
        options["comment"] = b"SECRET comment"
    if form in ("JPEG", "WEBP", "AVIF"):
        options["xmp"] = b"<x:xmpmeta>SECRET</x:xmpmeta>"
    if form == "PNG":
        from PIL import PngImagePlugin

        info = PngImagePlugin.PngInfo()
        info.add_text("Author", "SECRET")
        info.add_itxt("XML:com.adobe.xmp", "<x>SECRET</x>")
        options["pnginfo"] = info
    return saved(scene(), form, **options) + b"SECRET behind the end"


def moving(form: str) -> bytes:
    """A picture of two frames."""
    first = scene(40, 30)
    return saved(first, form, save_all=True, append_images=[first.rotate(180)], duration=100)


def png(width: int, height: int, rows: bytes | None = None) -> bytes:
    """A PNG whose header says this size, whatever its data hold: with a megabyte of nothing, a bomb."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1 << 20) if rows is None else rows, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
