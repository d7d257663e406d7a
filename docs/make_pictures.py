"""A tool for developers: `python docs/make_pictures.py` takes the pictures of `docs/pictures/` from the built `site/`.

It needs Chromium and Playwright, as the browser tests do, Pillow to make the pictures small, and `pdftoppm`.
"""

from __future__ import annotations

import functools
import http.server
import io
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PICTURES = (
    ("home", "", 1280, 800, "light", ""),
    ("explainer", "leap-second/", 1280, 900, "light", ""),
    ("figures", "leap-second/", 1280, 800, "light", "#figures"),
    ("timeline", "leap-second/", 1280, 900, "light", "#timeline"),
    ("questions", "leap-second/", 1280, 700, "light", "#questions"),
    ("sources", "leap-second/", 1280, 700, "light", "#sources"),
    ("estimates", "ozone-layer/", 1280, 640, "dark", "#figures"),
    ("arabic", "ar/ozone-layer/", 1280, 900, "light", ""),
    ("topic", "topics/science/", 1280, 800, "light", ""),
    ("phone", "gaza-ceasefire-talks/", 390, 760, "dark", ""),
)
"""Name, page, width, height, scheme, and the element to scroll to."""

WIDTH = 900
"""Of a picture, in pixels at most."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def main() -> int:
    """Takes the pictures."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT))
    from tests.browser.tools import ARGUMENTS, chromium

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(ROOT / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        for name, url, width, height, scheme, place in PICTURES:
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
            )
            page.goto(f"http://127.0.0.1:{server.server_port}/{url}")
            page.wait_for_timeout(300)
            if place:
                page.evaluate("place => document.querySelector(place).scrollIntoView()", place)
                page.wait_for_timeout(200)
            if name == "phone":
                page.locator(".body button.ref-figure").nth(1).click()
                page.wait_for_timeout(200)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            picture.thumbnail((WIDTH, 2000))
            picture.quantize(160, dither=Image.Dither.NONE).save(folder / f"{name}.png", optimize=True)
            page.close()
        _print(browser, f"http://127.0.0.1:{server.server_port}/leap-second/", folder / "print.png")
        browser.close()
    server.shutdown()
    return 0


def _print(browser: Any, url: str, target: Path) -> None:
    """Takes the second sheet of a page's print, which has notes in its margin. It needs `pdftoppm` (poppler-utils)."""
    from PIL import Image

    page = browser.new_page()
    page.goto(url)
    page.wait_for_timeout(300)
    command = ["pdftoppm", "-f", "2", "-l", "2", "-r", "110", "-png", "-"]
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    page.close()
    picture = Image.open(io.BytesIO(subprocess.run(command, input=paper, capture_output=True, check=True).stdout))
    framed = Image.new("RGB", (picture.width + 2, picture.height + 2), "#999")
    framed.paste(picture.convert("RGB"), (1, 1))
    framed.thumbnail((WIDTH, 1000))
    framed.quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
