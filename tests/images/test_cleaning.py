"""No metadata of a picture is published, and nothing of the picture is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops, ImageCms

from generator.images.cleaning import clean
from generator.images.header import read_header
from tests.images.samples import FORMS, SECRET, moving, opened, saved, scene, told_all


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("form", FORMS)
def test_a_clean_picture_tells_nothing_and_shows_the_same(form: str, orientation: int) -> None:
    """GPS, camera, XMP, comments and what lies behind the end are gone; each pixel is as it was."""
    told = told_all(form, orientation)
    assert SECRET in told
    cleaned = clean(told)
    assert SECRET not in cleaned
    assert b"xmpmeta" not in cleaned
    assert read_header(cleaned) == read_header(told)
    before, after = opened(told), opened(cleaned)
    assert ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getbbox() is None
    assert not after.getexif().get_ifd(0x8825)
    if form in ("JPEG", "AVIF"):
        # A browser must still turn it.
        assert after.getexif().get(0x0112, 1) == orientation


@pytest.mark.parametrize("form", FORMS)
def test_cleaning_twice_is_cleaning_once(form: str) -> None:
    """And a picture without metadata keeps its bytes."""
    cleaned = clean(told_all(form, 6))
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_colour_profile_stays(form: str) -> None:
    """Without it the colours would be others."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert opened(clean(saved(scene(20, 20), form, icc_profile=profile))).info["icc_profile"] == profile


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "AVIF"])
def test_a_picture_that_moves_goes_on_moving(form: str) -> None:
    """All its frames are there."""
    assert opened(clean(moving(form))).n_frames == 2


def test_a_picture_behind_a_picture() -> None:
    """Telephones append a second picture, with the same place in it: it is cut off."""
    told = told_all("JPEG")
    assert clean(told + told) == clean(told)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FORMS), st.data())
def test_spoilt_pictures_never_raise(form: str, data: st.DataObject) -> None:
    """Whatever is wrong with a picture whose header can be read."""
    whole = SAMPLES[form]
    spoilt = bytearray(whole[: data.draw(st.integers(1, len(whole)))])
    for _ in range(data.draw(st.integers(0, 3))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    clean(bytes(spoilt))


SAMPLES = {form: told_all(form) for form in FORMS}
