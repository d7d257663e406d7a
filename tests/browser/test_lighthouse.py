"""Lighthouse's mobile audit of this site: part of the long run, since one page takes half a minute and more.

    npm install --prefix .bench/tools lighthouse@12.8.2
    pytest tests/browser/test_lighthouse.py -m torture -s

The site is served as a host serves it: compressed, and with the caching that its `_headers` ask for. The score of
performance is printed with what it is made of and not judged: on a busy machine it tells of the machine.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.output.compression import is_text
from generator.output.hosting import cache_control, content_type
from tests.browser.tools import MODULES, chromium

LIGHTHOUSE = MODULES / ".bin" / "lighthouse"
JUDGED = ("accessibility", "best-practices", "seo")


WEIGHED = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index")


class _Host(http.server.SimpleHTTPRequestHandler):
    """A host of static files."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.lstrip("/") + ("index.html" if self.path.endswith("/") else "")
        file = Path(self.directory, path)
        data = file.read_bytes() if file.is_file() else b""
        self.send_response(200 if file.is_file() else 404)
        if is_text(path):
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", content_type(path))
        self.send_header("Cache-Control", cache_control(path))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def hosted(site_folder: Path) -> Iterator[str]:
    """The address of this repository's own site on such a host."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(site_folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.torture
@pytest.mark.share(0.7)
@pytest.mark.skipif(not LIGHTHOUSE.exists(), reason="npm install --prefix .bench/tools lighthouse@12.8.2")
@pytest.mark.parametrize("path", ["", "leap-second/", "ar/ozone-layer/", "topics/science/", "figures/"])
def test_lighthouse(hosted: str, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A hundred in accessibility, best practices and findability."""
    flags = "--headless=new --no-sandbox --disable-gpu"
    done = subprocess.run(
        [str(LIGHTHOUSE), hosted + path, "--output=json", "--quiet", f"--chrome-flags={flags}"],
        capture_output=True,
        text=True,
        env={**os.environ, "CHROME_PATH": chromium()},
        timeout=300,
        check=True,
    )
    told = json.loads(done.stdout)
    scores = {name: round(found["score"] * 100) for name, found in told["categories"].items()}
    with capsys.disabled():
        print(f"\nLighthouse, /{path}: {scores}", {name: told["audits"][name]["displayValue"] for name in WEIGHED})
    missed = [
        ref["id"]
        for name in JUDGED
        for ref in told["categories"][name]["auditRefs"]
        if ref["weight"] and told["audits"][ref["id"]]["score"] not in (None, 1)
    ]
    assert missed == []
