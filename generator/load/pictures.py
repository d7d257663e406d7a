"""A picture's bytes to what pages know of it, or what is wrong with it. Nothing is decoded."""

from __future__ import annotations

from generator.diagnostics import Diagnostic, Location, error
from generator.images.header import FORMS, PIXELS_MAX, read_header
from generator.model.picture import PictureFile


def read_picture(path: str, src: str, data: bytes, digest: bytes) -> PictureFile | Diagnostic:
    """The picture at `path`, which articles name `src`; or why no page can show it.

    `value-invalid` where the bytes are no picture, `limit-exceeded` where it has more pixels than any browser should be
    given: such a picture is small as a file and fills the memory of whoever opens it.
    """
    header = read_header(data)
    if header is None:
        hint = f"save it again as {', '.join(FORMS.values())}, and look whether it opens"
        return error("value-invalid", Location(path), f"`{path}` is no picture that a browser can show", hint)
    width, height = header.shown
    if width * height > PIXELS_MAX:
        message = f"`{path}` has {width:,} × {height:,} pixels; a picture may have {PIXELS_MAX // 1_000_000} million"
        return error("limit-exceeded", Location(path), message, "save it smaller: a page shows 1,600 across at most")
    return PictureFile(src, digest, header.form, width, height, len(data), header.animated)
