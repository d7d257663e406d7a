"""What the header of a picture says, against Pillow, and whatever the bytes are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.images.header import read_header
from generator.load.pictures import read_picture
from generator.model.picture import PictureFile
from tests.images.samples import FORMS, moving, opened, png, saved, scene, told_all


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", [(1, 1), (7, 300), (300, 200)])
def test_size_and_form(form: str, size: tuple[int, int]) -> None:
    """As Pillow reads them."""
    header = read_header(saved(scene(*size), form))
    assert header is not None
    assert (header.form, header.shown, header.animated) == (form.lower(), size, False)


@pytest.mark.parametrize("options", [{"lossless": True}, {"lossless": False}, {"exif": b"Exif\0\0II*\0\x08\0\0\0\0\0"}])
def test_each_kind_of_webp(options: dict[str, object]) -> None:
    """With and without loss, and with more than the picture in the file."""
    header = read_header(saved(scene(123, 77), "WEBP", **options))
    assert header is not None
    assert header.shown == (123, 77)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "AVIF"])
def test_a_picture_is_as_wide_as_a_browser_shows_it(form: str, orientation: int) -> None:
    """Turned by a quarter, width and height change places."""
    header = read_header(told_all(form, orientation))
    assert header is not None
    assert header.shown == ((300, 450) if orientation > 4 else (450, 300))


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "AVIF"])
def test_a_picture_that_moves(form: str) -> None:
    """Is told from one that does not."""
    header = read_header(moving(form))
    assert header is not None
    assert header.animated
    assert header.shown == (40, 30)


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff", b"<svg/>", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x18ftypavif"]
)
def test_no_picture(data: bytes) -> None:
    """Is an error that names the file and says what to do."""
    found = read_picture("content/x/media/a.png", "media/a.png", data, b"")
    assert isinstance(found, Diagnostic)
    assert (found.code, found.location.path) == ("value-invalid", "content/x/media/a.png")
    assert "save it again" in found.hint


def test_a_picture_of_more_pixels_than_memory_should_hold() -> None:
    """Is refused by its header alone: a kilobyte says that it is four gigapixels."""
    bomb = png(65_000, 65_000)
    assert len(bomb) < 2_000
    found = read_picture("content/x/media/a.png", "media/a.png", bomb, b"")
    assert isinstance(found, Diagnostic)
    assert found.code == "limit-exceeded"
    assert "65,000 × 65,000" in found.message
    assert isinstance(read_picture("", "", png(10_000, 5_000), b""), PictureFile)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FORMS), st.data())
def test_cut_and_spoilt_pictures_are_read_or_not_and_never_raise(form: str, data: st.DataObject) -> None:
    """Any cut and any wrong byte."""
    whole = SAMPLES[form]
    cut = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 3)) if cut else 0):
        cut[data.draw(st.integers(0, min(len(cut) - 1, 400)))] = data.draw(st.integers(0, 255))
    header = read_header(bytes(cut))
    assert header is None or header.width > 0


SAMPLES = {form: saved(scene(60, 40), form) for form in FORMS}


def test_pillow_agrees_on_what_is_there() -> None:
    """The samples are pictures."""
    assert {opened(data).size for data in SAMPLES.values()} == {(60, 40)}
