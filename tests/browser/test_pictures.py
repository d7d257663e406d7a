"""Pictures in Chromium: they keep their place, come in the form and width that suits, and turn the way they were held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from generator.pipeline import Options, build
from tests.browser.conftest import NOW, serve
from tests.browser.test_pages import look, opened
from tests.images.samples import moving, saved, scene

ARTICLE = """---
title: A dam
date: 2024-11-30
image: {src: media/dam.jpg, alt: A dam, caption: The dam in May, credit: Somebody}
waive: {picture-animated: the crane must be seen to move}
---

Words before the picture.

![A drawing of the dam](media/drawing.png "Drawn by hand")

![A crane that turns](media/crane.gif)

Words behind it.
"""


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with a photograph that was held upright, a drawing, and a picture that moves."""
    folder = tmp_path_factory.mktemp("pictures")
    media = folder / "content/dams/media"
    media.mkdir(parents=True)
    (folder / "explainer.yaml").write_text("title: A site\nsearch: off\n")
    (folder / "content/dams/article.md").write_text(ARTICLE)
    # A browser asks the root of a host for an icon where a page names none.
    (folder / "content/_static").mkdir()
    (folder / "content/_static/favicon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6
    (media / "dam.jpg").write_bytes(saved(scene(1000, 750), "JPEG", exif=exif.tobytes()))
    (media / "drawing.png").write_bytes(saved(scene(1000, 500), "PNG"))
    (media / "crane.gif").write_bytes(moving("GIF"))
    result = build(folder, Options(now=NOW, jobs=1))
    assert result.published, result.diagnostics
    yield from serve(folder / "site")


SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 400);
})"""

ALL_IN = """() => Promise.all([...document.querySelectorAll('main img')].map(image => {
  image.loading = 'eager';
  return image.decode();
}))"""


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_when_pictures_come(browser: Any, pictured: str, width: int) -> None:
    """The layout stands before any picture is there: they come late here."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()

    def late(route: Any) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/*.avif", late)
    page.route("**/*.gif", late)
    page.goto(f"{pictured}dams/")
    page.evaluate(ALL_IN)
    assert page.evaluate(SHIFT) == 0
    context.close()


@pytest.mark.parametrize(("width", "density"), [(390, 1), (390, 2), (800, 1), (1100, 1), (1440, 1), (1440, 2)])
def test_the_width_that_suits_is_fetched(browser: Any, pictured: str, width: int, density: int) -> None:
    """In the modern form; enough for the place on the page, where the picture is large enough, and no more than needed."""
    context = browser.new_context(viewport={"width": width, "height": 900}, device_scale_factor=density)
    page = context.new_page()
    page.goto(f"{pictured}dams/")
    page.evaluate(ALL_IN)
    seen = page.locator("main picture img").evaluate_all(
        "all => all.map(image => [image.currentSrc, image.getBoundingClientRect().width, image.getBoundingClientRect().height])"
    )
    for (address, across, down), (own, ratio) in zip(seen, ((750, 3 / 4), (1000, 2)), strict=True):
        assert address.endswith(".avif")
        fetched = int(address.rsplit("-", 1)[1].partition(".")[0])
        widths = [each for each in (480, 800, own) if each <= own]
        needed = next((each for each in widths if each >= across * density - 1), own)
        # One step more is what a browser takes where `92vw` is a little more than the column.
        assert 0 <= widths.index(fetched) - widths.index(needed) <= 1
        assert abs(across / down - ratio) < 0.02
    context.close()


def test_a_photograph_stands_upright(browser: Any, pictured: str) -> None:
    """Its red corner, at the camera's top left, is at the top right; the copy of the original shows the same."""
    with opened(browser, f"{pictured}dams/") as page:
        page.evaluate(ALL_IN)
        colour = """image => {
          const canvas = document.createElement('canvas');
          canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
          const paper = canvas.getContext('2d');
          paper.drawImage(image, 0, 0, canvas.width, canvas.height);
          return [...paper.getImageData(canvas.width - 9, 9, 1, 1).data, canvas.width < canvas.height];
        }"""
        red, green, blue, _alpha, upright = page.locator("main img").first.evaluate(colour)
        assert upright
        assert red > 200 > 60 > max(green, blue)
        copied = """async address => {
          const image = new Image();
          image.src = address;
          await image.decode();
          return [image.naturalWidth, image.naturalHeight];
        }"""
        assert page.evaluate(copied, "media/dam.jpg") == [750, 1000]


def test_a_page_with_pictures_is_accessible(browser: Any, pictured: str) -> None:
    """In a narrow window and a wide one."""
    with opened(browser, f"{pictured}dams/", csp=False) as page:
        page.evaluate(ALL_IN)
        look(page, "pictures", ((320, "light"), (1440, "light")), ((320, "light"), (1440, "dark")))


def test_without_the_modern_form_there_is_a_fall_back(browser: Any, pictured: str) -> None:
    """What an old browser fetches is there."""
    with opened(browser, f"{pictured}dams/") as page:
        found = page.locator("main img").evaluate_all("""all => Promise.all(all.map(async shown => {
          const image = new Image();
          image.src = shown.src;
          await image.decode();
          return [shown.src.split('.').pop(), image.naturalWidth];
        }))""")
        assert found == [["jpg", 750], ["png", 1000], ["gif", 40]]
