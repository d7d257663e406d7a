"""The forms and widths in which readers get a picture: which there are, and their bytes.

Which there are is a pure question of a header, so that a page can be composed before anything is encoded. Encoding
needs Pillow, the extra `images`; without it a picture has no variants, and is copied.
"""

from __future__ import annotations

import functools
import hashlib
import io
from typing import Any

import msgspec

from generator.diagnostics import Diagnostic, Location, error
from generator.extras import installed_version
from generator.images.header import FORMS, PIXELS_MAX, read_header
from generator.model.picture import PictureFile

WIDTHS = (480, 800, 1200, 1600)
"""In pixels: a phone, a phone of twice the density or a column, a column of twice the density or a lead picture."""

FALL_BACK_WIDTH = 1200
"""Of the one picture for browsers that know none of the modern forms."""

SMALL = 12 * 1024
"""Bytes up to which a picture is sent as it is: there is nothing to save."""

RECIPE = 1
"""Grows when the same picture is encoded otherwise."""

QUALITY = {"avif": 60, "webp": 78, "jpeg": 80}
DRAWN_QUALITY = {"avif": 75, "webp": 88}
"""Of pictures that came without loss: drawings, charts and screenshots, whose edges show what is lost."""

AVIF_SPEED = 8


class PictureFault(Exception):
    """A picture whose header is sound and which cannot be decoded."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"`{path}` cannot be decoded: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[PictureFault], tuple[str, str]]:
        return (PictureFault, (self.path, self.reason))


class PicturesFaulty(Exception):
    """Pictures of a build that cannot be decoded."""

    def __init__(self, faults: tuple[PictureFault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """One at each picture, in the order of their paths."""
        hint = "open it and save it again, or take it out of the folder"
        found = sorted(self.faults, key=lambda fault: fault.path)
        return tuple(error("value-invalid", Location(fault.path), str(fault), hint) for fault in found)


class Encoder(msgspec.Struct, frozen=True, array_like=True):
    """What pictures are encoded with."""

    form: str = ""
    """The modern form: `avif`, or `webp` where this Pillow has no AVIF; empty without Pillow."""
    version: str = ""
    """Of everything that makes the bytes."""


class Variant(msgspec.Struct, frozen=True, array_like=True):
    """A picture as one kind of reader gets it."""

    path: str
    """In the output folder. Changes whenever the bytes may."""
    form: str
    width: int
    height: int


@functools.cache
def encoder() -> Encoder:
    """The encoder of this machine."""
    version = installed_version("pillow")
    if not version:
        return Encoder()
    try:
        from PIL import features
    except ImportError:
        return Encoder()
    form = "avif" if features.check("avif") else "webp"
    return Encoder(form, f"pillow {version}, {form} {features.version(form)}, recipe {RECIPE}")


def variants(picture: PictureFile, slug: str, encoder: Encoder) -> tuple[Variant, ...]:
    """The variants of a picture: the modern ones by width, then the fall-back. None is wider than the picture itself.

    Empty for what is copied as it is: everything without an encoder, what moves, what is small.
    """
    if not encoder.form or picture.animated or picture.size <= SMALL:
        return ()
    widths = [width for width in WIDTHS if width < picture.width]
    widths += [min(picture.width, WIDTHS[-1])] if picture.width not in widths and len(widths) < len(WIDTHS) else []
    wanted = [(encoder.form, width) for width in widths]
    wanted.append((fall_back_form(picture.form), min(picture.width, FALL_BACK_WIDTH)))
    return tuple(_variant(picture, slug, encoder, form, width) for form, width in wanted)


def fall_back_form(form: str) -> str:
    """The form that every browser shows: a photograph stays one, a drawing too."""
    return "png" if form in ("png", "gif") else "jpeg"


def _variant(picture: PictureFile, slug: str, encoder: Encoder, form: str, width: int) -> Variant:
    height = max(1, round(picture.height * width / picture.width))
    seen = msgspec.msgpack.encode((encoder, picture.digest, form, width))
    mark = hashlib.blake2b(seen, digest_size=4).hexdigest()
    stem = picture.src.removeprefix("media/").rpartition(".")[0]
    ending = "jpg" if form == "jpeg" else form
    return Variant(f"assets/{slug}/{stem}-{width}.{mark}.{ending}", form, width, height)


def prepare() -> None:
    """Loads what encoding needs, so that processes which are forked from this one need not. Raises `ImportError`."""
    from PIL import AvifImagePlugin, Image, ImageCms, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    _ = AvifImagePlugin, ImageCms, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin
    Image.preinit()


def encode(data: bytes, path: str, wanted: tuple[Variant, ...]) -> tuple[bytes, ...]:
    """The bytes of each wanted variant of a picture. `path` names it in messages.

    The picture is turned the way its maker held the camera, its colours are converted to sRGB, and nothing but the
    picture is written. Raises `PictureFault`, and `ImportError` without Pillow.
    """
    from PIL import Image, UnidentifiedImageError

    header = read_header(data)
    if header is None or header.width * header.height > PIXELS_MAX:
        raise PictureFault(path, "it is no picture of a size that is shown")
    try:
        with Image.open(io.BytesIO(data), formats=(FORMS[header.form].upper(),)) as opened:
            if opened.width * opened.height > PIXELS_MAX:
                raise PictureFault(path, "it is larger than its header says")
            picture = _upright(opened)
        return tuple(_encoded(picture, variant, drawn=header.form in ("png", "gif")) for variant in wanted)
    except (OSError, ValueError, SyntaxError, EOFError, UnidentifiedImageError, Image.DecompressionBombError) as fault:
        raise PictureFault(path, str(fault).lower() or type(fault).__name__) from fault


def _upright(opened: Any) -> Any:
    """The picture in memory: the right way up, in sRGB, as RGB or RGBA."""
    from PIL import ImageOps

    profile = opened.info.get("icc_profile")
    opened.load()
    # Other forms may hold an orientation too, which no browser obeys.
    picture = ImageOps.exif_transpose(opened) if opened.format in ("JPEG", "AVIF") else opened
    has_alpha = picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info
    mode = "RGBA" if has_alpha else "RGB"
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        picture = _to_srgb(picture, profile, mode)
    if picture.mode.startswith("I;16") or picture.mode == "I":
        picture = picture.convert("I").point(lambda level: level / 257).convert("L")
    ready = picture.convert(mode)
    # Encoders write what they find here: comments, profiles, EXIF.
    ready.info = {}
    return ready


def _to_srgb(picture: Any, profile: bytes, mode: str) -> Any:
    from PIL import ImageCms

    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    colours = picture.convert("RGB") if alpha else picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        # A profile that cannot be read, or that is for another kind of picture: browsers leave it aside too.
        return picture
    if alpha and turned:
        turned.putalpha(alpha)
    return turned or picture.convert(mode)


def _encoded(picture: Any, variant: Variant, *, drawn: bool) -> bytes:
    from PIL import Image

    # The picture may be smaller than its header said, and is never made larger.
    size = (variant.width, variant.height)
    shown = picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    quality = (DRAWN_QUALITY if drawn else QUALITY).get(variant.form, 80)
    out = io.BytesIO()
    if variant.form == "avif":
        # One thread a picture: tiles and threads must not decide the bytes, and processes share the work.
        sampling = "4:4:4" if drawn else "4:2:0"
        shown.save(
            out, "AVIF", quality=quality, speed=AVIF_SPEED, subsampling=sampling, max_threads=1, autotiling=False
        )
    elif variant.form == "webp":
        shown.save(out, "WEBP", quality=quality, method=4)
    elif variant.form == "jpeg":
        _on_white(shown).save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    else:
        shown.save(out, "PNG", optimize=True)
    return out.getvalue()


def _on_white(picture: Any) -> Any:
    """The picture without transparency, which a JPEG cannot hold."""
    from PIL import Image

    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
