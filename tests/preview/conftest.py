"""A real preview of a real project, a real browser, and the figures that the tests print at the end."""

from __future__ import annotations

import http.client
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
"""Seconds to wait for anything: the machine may be busy with other tests."""

_figures: list[tuple[str, str]] = []


class Preview:
    """`explainer serve` in a process of its own."""

    def __init__(
        self,
        folder: Path,
        *options: str,
        environment: dict[str, str] | None = None,
        wrap: tuple[str, ...] = (),
        patience: float = PATIENCE,
    ) -> None:
        self.folder = folder
        self.wrapped = bool(wrap)
        self.lines: list[str] = []
        self._heard: queue.Queue[str] = queue.Queue()
        run = [
            *wrap,
            sys.executable,
            "-c",
            "from generator.cli import main; main()",
            "-C",
            str(folder),
            "serve",
            *options,
        ]
        self.process = subprocess.Popen(
            run,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
        )
        threading.Thread(target=self._read, daemon=True).start()
        self.url = self.said("serving ", patience).removeprefix("serving ")
        self.port = int(self.url.split(":")[2].split("/")[0])

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            self._heard.put(line.rstrip("\n"))
        self._heard.put("")

    def said(self, words: str, seconds: float = PATIENCE) -> str:
        """The first line of the terminal with these words that was not asked for yet."""
        until = time.monotonic() + seconds
        while True:
            try:
                line = self._heard.get(timeout=max(0.01, until - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"{words!r} was not said: {self.lines}") from None
            if words in line:
                return line
            if self.process.poll() is not None and self._heard.empty():
                raise AssertionError(f"ended with {self.process.returncode}: {self.lines}")

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers by lower-case name, and body of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
            answer = connection.getresponse()
            return answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def eventually(self, path: str, words: str) -> bytes:
        """The body at a path, as soon as it has these words."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            body = self.get(path)[2]
            if words in body.decode("utf-8", "replace"):
                return body
            time.sleep(0.02)
        raise AssertionError(f"{path} never had {words!r}: {self.lines[-5:]}")

    def stop(self) -> float:
        """Presses Ctrl-C; the seconds until the process ended."""
        if self.process.poll() is not None:
            return 0.0
        begun = time.monotonic()
        if self.wrapped:
            with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children", encoding="ascii") as children:
                os.kill(int(children.read().split()[0]), signal.SIGINT)
        else:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return time.monotonic() - begun


@pytest.fixture
def serve() -> Iterator[Callable[..., Preview]]:
    """Starts previews, and ends them with the test."""
    begun: list[Preview] = []

    def start(folder: Path, *options: str, **more: Any) -> Preview:
        preview = (
            Preview(folder, "--port", "0", *options, **more)
            if "--port" not in options
            else Preview(folder, *options, **more)
        )
        begun.append(preview)
        return preview

    yield start
    for preview in begun:
        preview.stop()


def copy_project(folder: Path) -> Path:
    """The repository's own site in a folder of one's own."""
    folder.mkdir()
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "explainer.yaml", folder)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The repository's own site, free to be edited."""
    return copy_project(tmp_path / "project")


@pytest.fixture
def tab(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens tabs of one window, and fails on any error in their consoles."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE * 1000)
    faults: list[str] = []

    def open_tab(url: str) -> Any:
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(url)
        page.wait_for_selector("explainer-preview", state="attached")
        return page

    yield open_tab
    context.close()
    assert not faults


@pytest.fixture(scope="session")
def figure() -> Callable[[str, str], None]:
    """Adds a line to the figures that are printed at the end."""
    return lambda name, value: _figures.append((name, value))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Prints the figures."""
    if not _figures:
        return
    terminalreporter.section("preview")
    begun = time.perf_counter()
    total = 0
    for number in range(10**7):
        total += number
    terminalreporter.write_line(
        f"{'10^7 additions (0.6 s on a quiet machine)':58} {time.perf_counter() - begun:8.2f} s"
    )
    for name, value in _figures:
        terminalreporter.write_line(f"{name:58} {value}")
