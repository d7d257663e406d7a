"""A card of rectangles and lines of text, made without a drawing program, in a sixth of its time.

A card is an SVG, and a theme may draw what it likes. One that has nothing but rectangles in whole pixels and lines of
text, as ours, needs little: HarfBuzz gives the shapes of the words and fills them, and few colours stand in a picture,
which a palette holds. `set_plate` says which SVG it understands; resvg draws all others.
"""

from __future__ import annotations

import functools
import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree

from generator.images import bidi

SHADES: Final = 32
"""Steps from the ground to a text's colour, at the edges of letters."""

COLOURS_MAX: Final = 256
"""Of a palette (PNG, third edition, 11.2.2)."""

PIXELS_MAX: Final = 4_000_000
"""Of a plate; larger ones are for the drawing program."""

LEVEL: Final = 6
"""Of compression: level 9 takes seven times as long for a tenth less."""

_SVG: Final = "{http://www.w3.org/2000/svg}"
_INHERITED: Final = ("fill", "font-size", "font-weight", "font-family", "text-anchor")
_KNOWN: Final = {
    "svg": {"width", "height", "viewBox"},
    "rect": {"x", "y", "width", "height", "fill"},
    "g": set(_INHERITED),
    "text": {"x", "y", *_INHERITED},
    "tspan": {"font-family"},
}
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_WHOLE: Final = re.compile(r"\d{1,5}")
_EMBEDDED: Final = re.compile("\u202b([^\u202a-\u202e\u2066-\u2069]*)\u202c")


class _Other(Exception):
    """An SVG that is not for us."""


class _Rectangle(NamedTuple):
    left: int
    top: int
    width: int
    height: int
    fill: str


class _Line(NamedTuple):
    x: int
    y: int
    anchor: str
    size: int
    fill: str
    runs: tuple[tuple[str, str], ...]
    """Words and the family of their font."""
    right_to_left: bool


def plate_version() -> str:
    """The version of what the bytes of a plate depend on beside its fonts and HarfBuzz."""
    return f"plate 1, zlib {zlib.ZLIB_RUNTIME_VERSION}"


def set_plate(svg: str, fonts: Sequence[str]) -> bytes | None:
    """The PNG of an SVG that holds rectangles and lines of text alone; None for any other. `fonts` are files."""
    try:
        width, height, parts = _read(svg)
        return _print(width, height, parts, _fonts(tuple(fonts)))
    except (_Other, ElementTree.ParseError):
        return None


def _read(svg: str) -> tuple[int, int, list[_Rectangle | _Line]]:
    if "<!" in svg or "<?" in svg:
        raise _Other
    root = ElementTree.fromstring(svg)
    if root.tag != f"{_SVG}svg":
        raise _Other
    width, height = _whole(root, "width"), _whole(root, "height")
    if root.get("viewBox", f"0 0 {width} {height}") != f"0 0 {width} {height}":
        raise _Other
    if not 0 < width * height <= PIXELS_MAX:
        raise _Other
    return width, height, list(_parts(root, {}))


def _parts(element: ElementTree.Element, inherited: Mapping[str, str]) -> Iterator[_Rectangle | _Line]:
    name = element.tag.removeprefix(_SVG)
    if not set(element.attrib) <= _KNOWN.get(name, set()):
        raise _Other
    style = {**inherited, **{key: value for key, value in element.attrib.items() if key in _INHERITED}}
    if name == "rect":
        left, top = _whole(element, "x", "0"), _whole(element, "y", "0")
        yield _Rectangle(left, top, _whole(element, "width"), _whole(element, "height"), _fill(style))
    elif name == "text":
        yield _line(element, style)
        return
    elif name not in ("svg", "g") or (element.text or "").strip():
        raise _Other
    for child in element:
        if (child.tail or "").strip() or (name == "rect"):
            raise _Other
        yield from _parts(child, style)


def _line(element: ElementTree.Element, style: Mapping[str, str]) -> _Line:
    if (element.text or "").strip():
        raise _Other
    runs: list[tuple[str, str]] = []
    for child in element:
        known = child.tag == f"{_SVG}tspan" and set(child.attrib) <= _KNOWN["tspan"]
        if not known or len(child) or (child.tail or "").strip():
            raise _Other
        runs.append((child.text or "", child.get("font-family") or style.get("font-family", "")))
    whole = "".join(words for words, _family in runs)
    embedded = _EMBEDDED.fullmatch(whole)
    if embedded:
        runs = [(words.strip("\u202b\u202c"), family) for words, family in runs]
    elif bidi.MARKS & set(whole):
        raise _Other
    if "  " in whole or whole != whole.strip() or any(ord(letter) < 32 for letter in whole):
        raise _Other  # SVG joins white space, and so do we nowhere else
    size = style.get("font-size", "")
    if not _WHOLE.fullmatch(size) or style.get("text-anchor", "start") not in ("start", "middle", "end"):
        raise _Other
    return _Line(
        _whole(element, "x", "0"),
        _whole(element, "y", "0"),
        style.get("text-anchor", "start"),
        int(size),
        _fill(style),
        tuple((words, family) for words, family in runs if words),
        embedded is not None,
    )


def _whole(element: ElementTree.Element, name: str, default: str = "") -> int:
    given = element.get(name, default)
    if not _WHOLE.fullmatch(given):
        raise _Other
    return int(given)


def _fill(style: Mapping[str, str]) -> str:
    if not _COLOUR.fullmatch(style.get("fill", "")):
        raise _Other
    return style["fill"].lower()


@functools.cache
def _fonts(files: tuple[str, ...]) -> dict[str, Any]:
    """Fonts by family."""
    import uharfbuzz

    found: dict[str, Any] = {}
    for file in files:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file))
        family = str(face.get_name(1))
        if family in found:
            raise _Other  # of two styles the drawing program finds the right one
        found[family] = uharfbuzz.Font(face)
    return found


class _Glyph(NamedTuple):
    font: Any
    number: int
    x: float
    y: float
    scale: float


def _shaped(line: _Line, fonts: Mapping[str, Any]) -> Iterator[_Glyph]:
    """The glyphs of a line where they stand, from the line's own start and upwards."""
    import uharfbuzz

    text = "".join(words for words, _family in line.runs)
    families = [family for words, family in line.runs for _ in words]
    found = bidi.levels(text, right_to_left=line.right_to_left)
    runs: list[list[Any]] = []
    for letter, family, level in zip(text, families, found, strict=True):
        if runs and runs[-1][1:] == [family, level]:
            runs[-1][0] += letter
        else:
            runs.append([letter, family, level])
    glyphs: list[_Glyph] = []
    along = 0.0
    for place in bidi.order([level for _words, _family, level in runs]):
        words, family, level = runs[place]
        if family not in fonts:
            raise _Other
        font = fonts[family]
        buffer = uharfbuzz.Buffer()
        buffer.add_str(words)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if level % 2 else "ltr"
        uharfbuzz.shape(font, buffer)
        scale = line.size / font.face.upem
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            if info.codepoint == 0:
                raise _Other  # no such letter in this font
            x, y = along + position.x_offset * scale, position.y_offset * scale
            glyphs.append(_Glyph(font, info.codepoint, x, y, scale))
            along += position.x_advance * scale
    start = line.x - along * {"start": 0.0, "middle": 0.5, "end": 1.0}[line.anchor]
    return (glyph._replace(x=start + glyph.x, y=glyph.y - line.y) for glyph in glyphs)


def _print(width: int, height: int, parts: Sequence[_Rectangle | _Line], fonts: Mapping[str, Any]) -> bytes:
    import uharfbuzz

    if not parts or not _covers(parts[0], width, height):
        raise _Other  # what shows through is transparent
    palette: list[str] = []
    ramps: dict[tuple[str, int], bytes] = {}
    canvas = bytearray(width * height)
    drawer = uharfbuzz.RasterDraw()
    place = 0
    while place < len(parts):
        part = parts[place]
        place += 1
        if isinstance(part, _Rectangle):
            _fill_in(canvas, width, height, part, _index(palette, part.fill))
            continue
        lines = [part]
        # Lines of one colour are filled together, so that they may overlap.
        while place < len(parts) and isinstance(more := parts[place], _Line) and more.fill == part.fill:
            lines.append(more)
            place += 1
        for line in lines:
            for glyph in _shaped(line, fonts):
                drawer.transform = (glyph.scale, 0, 0, glyph.scale, glyph.x, glyph.y)
                drawer.draw_glyph(glyph.font, glyph.number)
        image = drawer.render()
        if image is not None and image.extents is not None:
            _ink(canvas, width, height, image, part.fill, palette, ramps)
    return _png(width, height, palette, canvas)


def _covers(part: _Rectangle | _Line, width: int, height: int) -> bool:
    return isinstance(part, _Rectangle) and part[:2] == (0, 0) and part.width >= width and part.height >= height


def _index(palette: list[str], colour: str) -> int:
    if colour not in palette:
        palette.append(colour)
    if len(palette) > COLOURS_MAX:
        raise _Other
    return palette.index(colour)


def _fill_in(canvas: bytearray, width: int, height: int, part: _Rectangle, index: int) -> None:
    left, right = min(part.left, width), min(part.left + part.width, width)
    row = bytes([index]) * (right - left)
    for y in range(min(part.top, height), min(part.top + part.height, height)):
        canvas[y * width + left : y * width + right] = row


def _ink(
    canvas: bytearray,
    width: int,
    height: int,
    image: Any,
    fill: str,
    palette: list[str],
    ramps: dict[tuple[str, int], bytes],
) -> None:
    """Coverage, put on the canvas in a colour. It stands on one ground, or is not for us."""
    extents, cover = image.extents, image.buffer
    left, top = extents.x_origin, -(extents.y_origin + extents.height)
    if left < 0 or top < 0 or left + extents.width > width or top + extents.height > height:
        raise _Other
    ground = canvas[top * width + left]
    if (fill, ground) not in ramps:
        ramps[fill, ground] = _ramp(palette, ground, fill)
    inked = cover.translate(ramps[fill, ground])
    plain = bytes([ground]) * extents.width
    for row in range(extents.height):
        # Rows of coverage stand from the bottom to the top.
        source = (extents.height - 1 - row) * extents.stride
        start = (top + row) * width + left
        if canvas[start : start + extents.width] != plain:
            raise _Other
        canvas[start : start + extents.width] = inked[source : source + extents.width]


def _ramp(palette: list[str], ground: int, fill: str) -> bytes:
    """By coverage from 0 to 255, the place in the palette of a colour between the ground and the fill."""
    low, high = _channels(palette[ground]), _channels(fill)
    indexes = []
    for shade in range(SHADES):
        mixed = (round(a + (b - a) * shade / (SHADES - 1)) for a, b in zip(low, high, strict=True))
        indexes.append(_index(palette, "#" + "".join(f"{value:02x}" for value in mixed)))
    return bytes(indexes[round(cover * (SHADES - 1) / 255)] for cover in range(256))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _png(width: int, height: int, palette: Sequence[str], canvas: bytearray) -> bytes:
    """The file of a picture with a palette (PNG, third edition, 11.2). Rows are not filtered: values are names."""
    depth = 8
    rows = b"".join(b"\0" + canvas[start : start + width] for start in range(0, width * height, width))
    return b"".join((
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 3, 0, 0, 0)),
        _chunk(b"PLTE", b"".join(bytes.fromhex(colour[1:]) for colour in palette)),
        _chunk(b"IDAT", zlib.compress(rows, LEVEL)),
        _chunk(b"IEND", b""),
    ))  # fmt: skip


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
