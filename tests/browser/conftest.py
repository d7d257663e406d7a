"""A built site, a server for it and a browser."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.pipeline import Options, build
from tests.browser import hard
from tests.browser.tools import ROOT, missing

NOW = 1795305600.0  # 22 November 2026


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks these tests, and skips them with the way to install what they need."""
    why = missing()
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if why:
                item.add_marker(pytest.mark.skip(reason=why))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def serve(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site, built elsewhere."""
    folder = tmp_path_factory.mktemp("own")
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "explainer.yaml", folder)
    result = build(folder, Options(now=NOW, jobs=1))
    assert result.published, result.diagnostics
    return folder / "site"


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The address of this repository's own site."""
    yield from serve(site_folder)


@pytest.fixture(scope="session")
def hard_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of hard pages."""
    folder = tmp_path_factory.mktemp("hard")
    hard.write(folder)
    result = build(folder, Options(now=NOW, jobs=1))
    assert result.published, result.diagnostics
    return folder / "site"


@pytest.fixture(scope="session")
def hard_site(hard_folder: Path) -> Iterator[str]:
    """The address of the hard pages."""
    yield from serve(hard_folder)
