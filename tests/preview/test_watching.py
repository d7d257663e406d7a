"""Whatever an editor or git does to the files, the served site is soon what a clean build would publish."""

from __future__ import annotations

import http.client
import itertools
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.preview.conftest import PATIENCE, ROOT, Preview

SCRIPT = re.compile(rb'<script src="/__explainer/preview\.js" data-mark="[0-9a-f]*" defer></script>')
SLUG = "leap-second"


def clean_build(project: Path, folder: Path, *options: str) -> dict[str, bytes]:
    """The files of a build from nothing, by path. The index of search is made by a build alone."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [
        sys.executable,
        "-c",
        "from generator.cli import main; main()",
        "-C",
        str(project),
        "build",
        "--no-cache",
    ]
    done = subprocess.run(
        [*command, "--output", str(folder), *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    files = (file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))
    found = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
    return {path: data for path, data in found.items() if not path.startswith("pagefind/")}


def differing(preview: Preview, wanted: dict[str, bytes]) -> list[str]:
    """The paths that are served otherwise than they were built."""
    base = preview.url.split("/", 3)[3]
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE)
    found = []
    try:
        for path, data in wanted.items():
            connection.request("GET", f"/{base}{quote(path)}")
            if SCRIPT.sub(b"", connection.getresponse().read()) != data:
                found.append(path)
    finally:
        connection.close()
    return found


def becomes(preview: Preview, wanted: dict[str, bytes]) -> None:
    """Waits until everything is served as it was built."""
    until = time.monotonic() + PATIENCE
    found = list(wanted)
    while found := differing(preview, {path: wanted[path] for path in found}):
        assert time.monotonic() < until, (found[:5], preview.lines[-5:])
        time.sleep(0.1)
    assert differing(preview, wanted) == []


def test_the_bytes_of_a_build(project: Path, serve: Callable[..., Any], tmp_path: Path) -> None:
    """Every output is served as a build with the same options would publish it, plus one script tag a page."""
    article = project / "content" / SLUG / "article.md"
    article.write_text(article.read_text().replace("\n---\n", "\ndraft: true\n---\n", 1))
    preview = serve(project)
    wanted = clean_build(project, tmp_path / "clean", "--drafts")
    assert differing(preview, wanted) == []
    assert SCRIPT.search(preview.get("/")[2])
    assert not (project / "site").exists()
    status, headers, _ = preview.get("/nowhere")
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    told = [line.strip().partition(": ") for line in wanted["_headers"].decode().splitlines()[1:]]
    everywhere = {name.lower(): value for name, _, value in itertools.takewhile(lambda line: line[1], told)}
    assert "content-security-policy" in everywhere
    for path in ("/", "/nowhere", f"/{SLUG}/facts.json"):
        assert everywhere.items() <= preview.get(path)[1].items(), "what the real host is told to send"


def test_no_reload_and_no_drafts(project: Path, serve: Callable[..., Any], tmp_path: Path) -> None:
    """Without reload there is no script at all; without drafts the bytes are those of the public build, and with
    what is dated in the future those of a build with it."""
    article = project / "content" / "ozone-layer" / "article.md"
    article.write_text(re.sub(r"(?m)^date: .*$", "date: 2999-01-01", article.read_text(), count=1))
    preview = serve(project, "--no-reload", "--no-drafts", "--future")
    wanted = clean_build(project, tmp_path / "clean", "--future")
    assert "ozone-layer/index.html" in wanted
    assert all(preview.get(f"/{quote(path)}")[2] == data for path, data in wanted.items())


def write_twice(file: Path, text: str) -> None:
    """Empties the file first, as some editors do."""
    file.write_text("")
    time.sleep(0.005)
    file.write_text(text)


def rename_and_replace(file: Path, text: str) -> None:
    """Writes beside and renames, as vim and most others do."""
    beside = file.with_name(f".{file.name}.swp")
    beside.write_text(text)
    os.replace(beside, file)


def move_away_and_write(file: Path, text: str) -> None:
    """Keeps a backup by renaming the old file, then writes a new one."""
    os.replace(file, file.with_name(f"{file.name}~"))
    time.sleep(0.005)
    file.write_text(text)


def unlink_and_write(file: Path, text: str) -> None:
    """Removes the file and writes it anew."""
    file.unlink()
    file.write_text(text)


def in_pieces(file: Path, text: str) -> None:
    """Writes piece by piece."""
    with open(file, "w", encoding="utf-8") as stream:
        for start in range(0, len(text), 2000):
            stream.write(text[start : start + 2000])
            stream.flush()


@pytest.mark.parametrize("save", [write_twice, rename_and_replace, move_away_and_write, unlink_and_write, in_pieces])
def test_editors(save: Callable[[Path, str], None], shared_preview: Preview) -> None:
    """However an editor saves, the new text is served, no fault is ever told, and it is one rebuild."""
    preview = shared_preview
    article = preview.folder / "content" / SLUG / "article.md"
    words = f"Plumage by {save.__name__}."
    told = len(preview.lines)
    save(article, f"{article.read_text()}\n\n{words}\n")
    preview.eventually(f"/{SLUG}/", words)
    time.sleep(1)
    assert len(preview.lines) - told == 1, preview.lines[told:]
    assert "last good" not in preview.lines[-1]


@pytest.fixture(scope="module")
def shared_preview(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One preview for tests that leave it as they found it."""
    from tests.preview.conftest import copy_project

    preview = Preview(copy_project(tmp_path_factory.mktemp("shared") / "project"), "--port", "0")
    yield preview
    preview.stop()


def test_checkout_storm(tmp_path: Path, serve: Callable[..., Any], figure: Callable[[str, str], None]) -> None:
    """2,000 files change at once, files and folders come and go: a few rebuilds, and it is what a clean build makes."""
    project = tmp_path / "project"
    subprocess.run(
        [sys.executable, "tests/bench/corpus.py", "40", str(project)], cwd=ROOT, check=True, capture_output=True
    )
    static = project / "content" / "_static"
    static.mkdir()
    for number in range(2000):
        (static / f"{number}.txt").write_text("before")
    preview = serve(project)
    told = len(preview.lines)
    begun = time.monotonic()
    for number in range(1900):
        (static / f"{number}.txt").write_text(f"after {number}")
    for number in range(1950, 2000):
        (static / f"{number}.txt").unlink()
    for number in range(60):
        (static / f"new-{number}.txt").write_text("new")
    slugs = sorted(folder for folder in (project / "content").iterdir() if folder.name.startswith("topic"))
    for folder in slugs[:20]:
        article = folder / "article.md"
        article.write_text(article.read_text() + "\n\nPlumage after the storm.\n")
    wanted = clean_build(project, tmp_path / "clean")
    becomes(preview, wanted)
    time.sleep(1.5)
    assert preview.get("/1999.txt")[0] == 404
    rebuilds = len(preview.lines) - told
    assert rebuilds <= 8
    figure("checkout storm of 2,000 files: rebuilds, differing files", f"{rebuilds:8} 0")
    assert begun


def test_watch_limit(project: Path, serve: Callable[..., Any]) -> None:
    """Where the system has no watches left, the preview says so, and looks by itself."""
    strace = shutil.which("strace")
    if not strace:
        pytest.skip("`apt install strace` for faults of the system")
    wrap = (
        strace,
        "-f",
        "-qq",
        "-o",
        os.devnull,
        "-e",
        "trace=inotify_add_watch",
        "-e",
        "inject=inotify_add_watch:error=ENOSPC",
    )
    preview = serve(project, wrap=wrap)
    article = project / "content" / SLUG / "article.md"
    article.write_text(f"{article.read_text()}\n\nPlumage without watches.\n")
    preview.eventually(f"/{SLUG}/", "Plumage without watches.")
    assert any("watch limit reached" in line and "looking for changes every" in line for line in preview.lines)


def test_begins_with_a_fault(project: Path, serve: Callable[..., Any]) -> None:
    """A project with a fault, even in its settings, is served as soon as it is mended; the preview goes on."""
    settings = project / "explainer.yaml"
    good = settings.read_text()
    settings.write_text(f"{good}\nplumage: 1\n")
    preview = serve(project)
    status, _, body = preview.get("/")
    assert status == 503
    assert b"__explainer/preview.js" in body
    settings.write_text(good)
    preview.eventually("/", "Plain Explainers")


def test_port_and_end(project: Path, serve: Callable[..., Any]) -> None:
    """A taken port gives the next one, said aloud; Ctrl-C ends within a second, with listeners too, by code 0."""
    first = serve(project)
    second = serve(project, "--port", str(first.port))
    assert second.port > first.port
    assert f"port {first.port} is taken; using {second.port}" in second.lines
    import socket

    with socket.create_connection(("127.0.0.1", second.port)) as listener:
        listener.sendall(f"GET /__explainer/events HTTP/1.1\r\nHost: 127.0.0.1:{second.port}\r\n\r\n".encode())
        heard = b""
        while b"data: " not in heard:
            heard += listener.recv(4096)
        # Of two, since the machine may be busy with something else.
        assert min(second.stop(), first.stop()) < 1.0
    assert second.process.returncode == first.process.returncode == 0
