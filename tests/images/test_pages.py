"""Pictures on pages: with Pillow and without it, broken, moving, and in a browser."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from generator.diagnostics import Severity
from generator.images.header import read_header
from generator.images.variants import PictureFault
from generator.output.outputs import Encoded
from generator.pipeline import Options, Result, build, check
from generator.steps.pictures import decode_all
from tests.images.samples import SECRET, moving, opened, png, saved, scene, told_all

NOW = 1_795_305_600.0
ARTICLE = """---
title: A dam
date: 2024-11-30
image: {src: media/dam & lake.jpg, alt: A dam, caption: The dam in May}
---

Words.

![A crane](media/crane.gif)

![A drawing](media/drawing.png "Drawn")
"""


def write(folder: Path, **settings: str) -> None:
    """A project of one explainer with three pictures; the photograph tells where it was taken."""
    media = folder / "content/dams/media"
    media.mkdir(parents=True)
    rows = "".join(f"{key}: {value}\n" for key, value in settings.items())
    (folder / "explainer.yaml").write_text(f"title: A site\ncards: off\nsearch: off\n{rows}")
    (folder / "content/dams/article.md").write_text(ARTICLE)
    (media / "dam & lake.jpg").write_bytes(told_all("JPEG", 6))
    (media / "crane.gif").write_bytes(moving("GIF"))
    (media / "drawing.png").write_bytes(saved(scene(1000, 500), "PNG"))


def made(folder: Path, **options: Any) -> Result:
    """A build."""
    return build(folder, Options(now=NOW, jobs=1, **options))


def page(folder: Path) -> HTMLParser:
    """The page of the explainer."""
    return HTMLParser((folder / "site/dams/index.html").read_bytes())


def test_pictures_of_a_page(tmp_path: Path) -> None:
    """Each has its size and its words; the first comes at once, the others when they are needed; all addresses lead
    somewhere, to files of the width that they say, and no file tells where it was taken."""
    write(tmp_path)
    result = made(tmp_path)
    assert [found.code for found in result.diagnostics] == ["picture-animated"]
    lead, crane, drawing = page(tmp_path).css("main img")
    assert (lead.attributes["width"], lead.attributes["height"]) == ("300", "450")
    assert (lead.attributes["fetchpriority"], "loading" in lead.attributes) == ("high", False)
    assert (drawing.attributes["loading"], drawing.attributes["decoding"]) == ("lazy", "async")
    assert (drawing.attributes["width"], drawing.attributes["height"]) == ("1000", "500")
    assert (crane.attributes["width"], crane.attributes["src"]) == ("40", "../dams/media/crane.gif")
    assert crane.parent is not None
    assert crane.parent.tag != "picture"
    (source,) = drawing.parent.css("source") if drawing.parent else ()
    assert source.attributes["type"] == "image/avif"
    offered = [row.split(" ") for row in str(source.attributes["srcset"]).split(", ")]
    assert [width for _address, width in offered] == ["480w", "800w", "1000w"]
    for address, width in offered:
        file = tmp_path / "site/dams" / address
        header = read_header(file.read_bytes())
        assert header is not None
        assert f"{header.width}w" == width
        assert re.search(r"/drawing-\d+\.[0-9a-f]{8}\.avif$", address)
    for file in (tmp_path / "site").rglob("*"):
        assert not file.is_file() or SECRET not in file.read_bytes()
    assert opened((tmp_path / "site/dams/media/dam & lake.jpg").read_bytes()).getexif()[0x0112] == 6


BLOCKED = """
import sys
sys.modules["PIL"] = None
from pathlib import Path
from generator.pipeline import Options, build
from generator.cli import main
main(["-C", sys.argv[1], "build", "--jobs", "1"])
"""


def blocked(folder: Path) -> subprocess.CompletedProcess[str]:
    """A build on a machine without Pillow."""
    command = [sys.executable, "-c", BLOCKED, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_without_pillow_pictures_are_copied(tmp_path: Path) -> None:
    """As they are, but for what they tell; the page still gives their sizes. Nobody asked for more, so none is told."""
    write(tmp_path)
    run = blocked(tmp_path)
    assert run.returncode == 0, run.stderr
    assert "pillow" not in (run.stdout + run.stderr).lower()
    assert not page(tmp_path).css("picture")
    assert [image.attributes["width"] for image in page(tmp_path).css("main img")] == ["300", "40", "1000"]
    copied = (tmp_path / "site/dams/media/dam & lake.jpg").read_bytes()
    assert SECRET not in copied
    assert read_header(copied) == read_header(told_all("JPEG", 6))
    assert not list((tmp_path / "site/assets").glob("dams/*"))


def test_without_pillow_who_asked_for_more_is_told(tmp_path: Path) -> None:
    """`pictures: on` says that they shall be there."""
    write(tmp_path, pictures="on")
    run = blocked(tmp_path)
    assert run.returncode == 0, run.stderr
    assert "explainer-pages[images]" in run.stdout + run.stderr


def test_settings_can_want_no_variants(tmp_path: Path) -> None:
    """`pictures: off` copies."""
    write(tmp_path, pictures="off")
    assert made(tmp_path).published
    assert not page(tmp_path).css("picture")


@pytest.mark.parametrize(
    ("data", "code"), [(b"<svg onload=alert(1)>", "value-invalid"), (png(60_000, 60_000), "limit-exceeded")]
)
def test_a_picture_that_no_page_can_show(tmp_path: Path, data: bytes, code: str) -> None:
    """Is an error at the file, though no page shows it: a copy of it could not be made clean."""
    write(tmp_path)
    (tmp_path / "content/dams/media/left.png").write_bytes(data)
    result = made(tmp_path)
    assert not result.published
    found = {(each.code, each.location.path) for each in result.diagnostics}
    assert (code, "content/dams/media/left.png") in found


@pytest.mark.parametrize("jobs", [1, 2])
def test_pictures_that_cannot_be_decoded(tmp_path: Path, jobs: int) -> None:
    """Each is an error at its file, on every build until it is mended; what was published stands."""
    write(tmp_path)
    made(tmp_path)
    before = (tmp_path / "site/dams/index.html").read_bytes()
    place = tmp_path / "content/dams/media"
    sound = (place / "drawing.png").read_bytes()
    whole = saved(scene(800, 400), "AVIF")
    for name in ("drawing.png", "dam & lake.jpg"):
        (place / name).write_bytes(whole[: len(whole) // 2])
    photograph = "content/dams/media/dam & lake.jpg"
    for _ in range(2):
        result = build(tmp_path, Options(now=NOW, jobs=jobs))
        assert not result.published
        found = [each for each in result.diagnostics if each.severity is Severity.ERROR]
        assert [(each.code, each.location.path) for each in found] == [
            ("value-invalid", photograph),
            ("value-invalid", "content/dams/media/drawing.png"),
        ]
        assert "cannot be decoded" in found[0].message
        assert "save it again" in found[0].hint
    assert (tmp_path / "site/dams/index.html").read_bytes() == before
    (place / "drawing.png").write_bytes(sound)
    (place / "dam & lake.jpg").write_bytes(sound)
    assert made(tmp_path).published


def test_check_tells_of_a_picture_that_cannot_be_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a build would, before one and after one, until it is mended; what was decoded once is not decoded again."""
    asked: list[list[str]] = []

    def decoded(waiting: list[Encoded], *others: Any) -> tuple[PictureFault, ...]:
        asked.append(sorted(output.source for output in waiting))
        return decode_all(waiting, *others)

    monkeypatch.setattr("generator.line.decode_all", decoded)
    options = Options(now=NOW, jobs=1)
    write(tmp_path)
    assert not check(tmp_path, options).errors
    assert asked.pop() == ["content/dams/media/dam & lake.jpg", "content/dams/media/drawing.png"]
    article = tmp_path / "content/dams/article.md"
    article.write_text(article.read_text() + "\nMore words.\n")
    assert not check(tmp_path, options).errors
    assert asked.pop() == []
    drawing = tmp_path / "content/dams/media/drawing.png"
    sound = drawing.read_bytes()
    whole = saved(scene(800, 400), "AVIF")
    drawing.write_bytes(whole[: len(whole) // 2])
    found = [check(tmp_path, options).diagnostics for _ in range(2)]
    found += [build(tmp_path, options).diagnostics, check(tmp_path, options).diagnostics]
    assert asked == [["content/dams/media/drawing.png"]] * 3
    for told in found:
        errors = [each for each in told if each.severity is Severity.ERROR]
        assert [(each.code, each.location.path) for each in errors] == [
            ("value-invalid", "content/dams/media/drawing.png")
        ]
        assert "cannot be decoded" in errors[0].message
    drawing.write_bytes(sound)
    assert not check(tmp_path, options).errors
    assert build(tmp_path, options).published
    article.write_text(article.read_text() + "\nAnd more.\n")
    asked.clear()
    assert not check(tmp_path, options).errors
    assert asked == [[]]


def test_twice_is_the_same(tmp_path: Path) -> None:
    """One process or two, the same bytes."""
    write(tmp_path)
    trees = []
    for jobs in (1, 2):
        site = tmp_path / f"site-{jobs}"
        build(tmp_path, Options(now=NOW, jobs=jobs, cache=False, output=site))
        trees.append({file.relative_to(site): file.read_bytes() for file in site.rglob("*") if file.is_file()})
    assert trees[0] == trees[1]
