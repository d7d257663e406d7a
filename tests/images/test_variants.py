"""The forms and widths in which readers get a picture."""

from __future__ import annotations

import io

import msgspec
import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from generator.images.header import read_header
from generator.images.variants import SMALL, WIDTHS, Encoder, PictureFault, Variant, encode, encoder, variants
from generator.model.picture import PictureFile
from tests.images.samples import FORMS, SECRET, moving, opened, png, saved, scene, told_all

AVIF = Encoder("avif", "a version")


def a_picture(width: int = 2000, height: int = 1000, form: str = "jpeg", **values: object) -> PictureFile:
    """A picture of this size."""
    given = {"size": 1 << 20, "animated": False, **values}
    return PictureFile("media/a/dam.jpg", b"digest", form, width, height, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [1, 479, 480, 481, 1200, 1599, 1600, 9000])
def test_nothing_is_wider_than_the_picture(width: int) -> None:
    """Never made larger; the widest is the picture itself or the most that a page shows; shape is kept."""
    found = variants(a_picture(width, width * 2), "dams", AVIF)
    widths = [each.width for each in found[:-1]]
    assert widths == sorted(set(widths))
    assert widths[-1] == min(width, WIDTHS[-1])
    assert all(each.width <= width and each.height == each.width * 2 for each in found)
    assert [each.form for each in found] == ["avif"] * len(widths) + ["jpeg"]


def test_addresses_carry_what_the_bytes_depend_on() -> None:
    """Another picture, width, form or encoder is another address."""
    base = variants(a_picture(), "dams", AVIF)
    others = [
        *base,
        *variants(msgspec.structs.replace(a_picture(), digest=b"another"), "dams", AVIF),
        *variants(a_picture(), "dams", Encoder("avif", "another version")),
    ]
    assert len({each.path for each in others}) == 3 * len(base)
    assert base[0].path.startswith("assets/dams/a/dam-480.")
    assert base == variants(a_picture(), "dams", AVIF)


def test_what_is_copied_as_it_is() -> None:
    """Everything without Pillow; what moves; what is small."""
    assert variants(a_picture(), "dams", Encoder()) == ()
    assert variants(a_picture(animated=True), "dams", AVIF) == ()
    assert variants(a_picture(size=SMALL), "dams", AVIF) == ()


@pytest.mark.parametrize("form", FORMS)
def test_encoded_pictures_tell_nothing_and_are_the_same_twice(form: str) -> None:
    """Of the wanted form and size, the right way up, without metadata; the same bytes again."""
    data = told_all(form, 6)
    header = read_header(data)
    assert header is not None
    width, height = header.shown
    known = PictureFile("media/x.jpg", b"", header.form, width, height, 1 << 20, False)
    wanted = variants(known, "x", encoder())
    made = encode(data, "x", wanted)
    assert made == encode(data, "x", wanted)
    for variant, found in zip(wanted, made, strict=True):
        said = read_header(found)
        assert said is not None
        assert (said.form, said.shown, said.orientation) == (variant.form, (variant.width, variant.height), 1)
        assert SECRET not in found
        assert b"Exif" not in found
    fall_back = opened(made[-1]).convert("RGB")
    corner = fall_back.getpixel((5, 5)) if width > height else fall_back.getpixel((fall_back.width - 5, 5))
    assert corner[0] > 200 > 60 > corner[2], "red is where the camera's top left is"


def test_colours_become_srgb() -> None:
    """A picture whose profile says that its colours are others looks the same without it."""
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    plain = scene(200, 100)
    swapped = saved(plain, "PNG", icc_profile=_swapped_profile())
    (made,) = encode(swapped, "x", (Variant("x", "png", 200, 100),))
    assert "icc_profile" not in opened(made).info
    wanted = ImageCms.profileToProfile(plain, ImageCms.ImageCmsProfile(io.BytesIO(_swapped_profile())), wide)
    assert ImageStat.Stat(ImageChops.difference(opened(made), wanted)).extrema == [(0, 0)] * 3
    assert ImageStat.Stat(ImageChops.difference(opened(made), plain)).extrema != [(0, 0)] * 3


def _swapped_profile() -> bytes:
    """The profile of sRGB with red and green in each other's place."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = {bytes(profile[place : place + 4]): place for place in range(132, 132 + 12 * profile[131], 12)}
    red, green = at[b"rXYZ"], at[b"gXYZ"]
    profile[red + 4 : red + 12], profile[green + 4 : green + 12] = (
        profile[green + 4 : green + 12],
        profile[red + 4 : red + 12],
    )
    return bytes(profile)


def test_transparency_stays_where_the_form_has_it() -> None:
    """And becomes white in a JPEG."""
    picture = scene(100, 100).convert("RGBA")
    picture.putalpha(Image.new("L", (100, 100), 0))
    data = saved(picture, "PNG")
    clear, flat = encode(data, "x", (Variant("a", "png", 50, 50), Variant("b", "jpeg", 50, 50)))
    assert opened(clear).getpixel((9, 9))[3] == 0
    assert opened(flat).getpixel((9, 9)) == (255, 255, 255)


def test_sixteen_bits_a_grey_and_a_palette() -> None:
    """Every mode of a picture comes out as what it shows."""
    grey = Image.new("I;16", (20, 20), 65_535)
    (made,) = encode(saved(grey, "PNG"), "x", (Variant("x", "png", 20, 20),))
    assert opened(made).getpixel((3, 3)) == (255, 255, 255)
    coloured = saved(Image.new("RGB", (20, 20), "red").quantize(), "PNG")
    (made,) = encode(coloured, "x", (Variant("x", "png", 20, 20),))
    assert opened(made).getpixel((3, 3)) == (255, 0, 0)
    inks = saved(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG")
    (made,) = encode(inks, "x", (Variant("x", "png", 20, 20),))
    assert opened(made).getpixel((3, 3))[0] > 200


@pytest.mark.parametrize("data", [b"nothing", png(60_000, 60_000), told_all("AVIF")[:2_000], moving("AVIF")[:700]])
def test_what_cannot_be_decoded_is_named(data: bytes) -> None:
    """The fault says which file."""
    with pytest.raises(PictureFault, match=r"content/x/media/a\.png"):
        encode(data, "content/x/media/a.png", (Variant("x", "jpeg", 10, 10),))
