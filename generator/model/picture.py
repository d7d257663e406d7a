"""A picture of an explainer's `media` folder, as its header describes it."""

from __future__ import annotations

import msgspec


class PictureFile(msgspec.Struct, frozen=True, array_like=True):
    """What a page and the plan know of a picture, without decoding it."""

    src: str
    """As articles name it: `media/x.jpg`."""
    digest: bytes
    """BLAKE2b-16 of the file."""
    form: str
    """`png`, `jpeg`, `gif`, `webp` or `avif`: by the bytes, whatever the name says."""
    width: int
    height: int
    """In pixels, as a browser shows it: turned where the picture says so."""
    size: int
    """Bytes."""
    animated: bool
