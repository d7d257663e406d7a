"""Names and addresses that climb, that are as long as a system allows, and files that are more than one: none leads out."""

from __future__ import annotations

import json
import os
from itertools import product
from pathlib import Path

import pytest

from generator.diagnostics import Severity
from generator.pipeline import Options, build, check
from tests.e2e.project import at, write
from tests.images.samples import saved, scene
from tests.turns import count

NOW = at("2026-03-01")
SECRET = "plumage-that-nobody-may-read"
SETTINGS = "title: T\nsearch: off\ncards: off\n"

CLIMBS = (
    *(
        "../secret.txt",
        "../../secret.txt",
        "../../../secret.txt",
        "media/../../../secret.txt",
        "/etc/passwd",
        "//etc/passwd",
    ),
    *(
        "..\\..\\secret.txt",
        "%2e%2e/%2e%2e/secret.txt",
        "..%2f..%2fsecret.txt",
        "file:///etc/passwd",
        "./././../../secret.txt",
    ),
    *("media/%00/../../../secret.txt", "C:\\secret.txt", "~/secret.txt", "media//..//..//..//secret.txt"),
)
PLACES = {
    "picture": ("", "![A picture](<{0}>)"),
    "link": ("", "[a link](<{0}>)"),
    "reference": ("", "[a link][x]\n\n[x]: <{0}>"),
    "picture of the page": ("image: {{src: {1}, alt: A}}\n", ""),
    "related": ("related: [{1}]\n", ""),
    "alias": ("aliases: [{1}]\n", ""),
    "alias of a folder": ("aliases: [{2}]\n", ""),
    "topic": ("topics: [{1}]\n", ""),
    "section": ("section: {1}\n", ""),
    "citation": ("", "[@{0}]"),
    "role": ("", "{{figure}}`{0}`"),
    "author": ("authors: [{{name: A, url: {1}}}]\n", ""),
}


def article(front: str = "", body: str = "Words.") -> str:
    """An article."""
    return f"---\ntitle: A\ndate: 2024-11-30\n{front}---\n\n{body}\n"


def all_below(folder: Path) -> set[str]:
    """Every name below a folder."""
    return {str(file.relative_to(folder)) for file in folder.rglob("*")}


def test_no_address_climbs_out(tmp_path: Path) -> None:
    """Each is refused in its file, or leads nowhere: nothing is read or written outside the project."""
    folder = tmp_path / "above" / "project"
    (folder.parent).mkdir()
    cases: dict[str, str] = {}
    for number, ((front, body), climb) in enumerate(product(PLACES.values(), CLIMBS)):
        given = (climb, json.dumps(climb), json.dumps(f"/{climb}/"))
        cases[f"content/e{number}/article.md"] = article(front.format(*given), body.format(*given) or "Words.")
    write(folder, {"explainer.yaml": SETTINGS, **cases})
    for place in (folder, folder.parent, tmp_path, folder / "content"):
        (place / "secret.txt").write_text(SECRET)
    (folder / "content/secret.txt").unlink()
    outside = all_below(tmp_path)
    faults = [found for found in check(folder, Options(now=NOW)).diagnostics if found.severity is Severity.ERROR]
    refused = {found.location.path for found in faults}
    assert refused <= cases.keys()
    assert all(found.location.line >= 1 and found.hint for found in faults)
    assert len(refused) > len(cases) / 2
    for path in refused:
        (folder / path).unlink()
        (folder / path).parent.rmdir()
    assert build(folder, Options(now=NOW)).published
    ours = {
        name for name in all_below(tmp_path) if not name.startswith(("above/project/site", "above/project/.explainer"))
    }
    assert ours <= outside
    for file in (folder / "site").rglob("*"):
        assert not file.is_symlink()
        assert not file.is_file() or SECRET.encode() not in file.read_bytes()
    count("hostile names: addresses that climb", len(cases))


@pytest.mark.parametrize(
    "redirect",
    [
        "/../x/",
        "/../../x/",
        "/a/../../x/",
        "/%2e%2e/x/",
        "/..\\x/",
        "//x/",
        "/./x/",
        "/x/\0/",
        "/.explainer.json",
        "/../.explainer/lock",
    ],
)
def test_no_redirect_is_written_outside(redirect: str, tmp_path: Path) -> None:
    """Where settings say what is written."""
    folder = write(tmp_path / "project", {"explainer.yaml": f"{SETTINGS}redirects: {{{json.dumps(redirect)}: /a/}}\n", "content/a/article.md": article()})  # fmt: skip
    result = build(folder, Options(now=NOW, jobs=1))
    if not result.published:
        assert {found.location.path for found in result.diagnostics} == {"explainer.yaml"}
    assert sorted(os.listdir(tmp_path)) == ["project"]
    assert set(os.listdir(folder)) <= {"content", "explainer.yaml", "site", ".explainer"}
    count("hostile names: redirects that climb")


LONG = {
    "picture": "content/a/media/{}.png",
    "file": "content/_static/{}.txt",
    "folder": "content/_static/{}/x.txt",
    "page": "content/_pages/{}.md",
    "shared": "content/_shared/{}.yaml",
    "explainer": "content/{}/article.md",
    "unknown": "content/a/{}.md",
    "template": "templates/{}.html",
    "style": "templates/static/{}.css",
}


@pytest.mark.parametrize(("kind", "sign"), list(product(LONG, ("x", "é", "\U00020000", "%20", "-"))))
def test_names_as_long_as_a_system_allows(kind: str, sign: str, tmp_path: Path) -> None:
    """255 bytes: the file is published, or refused by its name."""
    suffix = Path(LONG[kind]).suffix if kind not in ("folder", "explainer") else ""
    room = 255 - len(suffix)
    name = sign * (room // len(sign.encode()))
    path = LONG[kind].format(name + "x" * (room - len(name.encode())))
    data: str | bytes = article()
    if kind == "picture":
        data = saved(scene(900, 600), "PNG")
    elif kind != "page" and kind != "explainer":
        data = ""
    body = f"![A]({'media/' + Path(path).name.replace('%', '%25')})" if kind == "picture" else "Words."
    folder = write(tmp_path, {"explainer.yaml": SETTINGS, "content/a/article.md": article(body=body), path: data})
    result = build(folder, Options(now=NOW, jobs=1))
    if result.published:
        assert build(folder, Options(now=NOW, jobs=1)).rendered == ()
    else:
        named = {found.location.path for found in result.diagnostics if found.severity is Severity.ERROR}
        assert any(path.startswith(each) for each in named)
    count("hostile names: of 255 bytes")


def test_a_file_that_is_linked_twice_is_copied(tmp_path: Path) -> None:
    """A hard link in `content/` is a file as any other; what is published is another one, and neither is written to."""
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    folder = write(tmp_path / "project", {"explainer.yaml": SETTINGS, "content/a/article.md": article()})
    (folder / "content/_static").mkdir()
    (folder / "content/_static/x.txt").hardlink_to(outside)
    assert build(folder, Options(now=NOW, jobs=1)).published
    published = folder / "site/x.txt"
    assert published.stat().st_ino != outside.stat().st_ino
    published.unlink()
    published.hardlink_to(outside)
    (folder / "content/_static/x.txt").unlink()
    (folder / "content/_static/x.txt").write_text("another")
    assert build(folder, Options(now=NOW, jobs=1)).published
    assert outside.read_text() == "mine"
    assert published.read_text() == "another"
    count("hostile names: hard links", 2)
