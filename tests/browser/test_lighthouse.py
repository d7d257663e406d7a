"""Lighthouse's mobile audit of this site: part of the long run, since one page takes half a minute and more.

    npm install --prefix .bench/tools lighthouse@12.8.2
    pytest tests/browser/test_lighthouse.py -m torture -s

The site is served as a host serves it: compressed, and with the caching that its `_headers` ask for. The score of
performance is printed with what it is made of and not judged: on a busy machine it tells of the machine. Lighthouse
multiplies the time of this machine's processor by 4, which turns a fast desktop into a phone of the middle; a slower
machine is to be calibrated by its `benchmarkIndex` (docs/throttling.md of Lighthouse, "Calibrating the CPU slowdown"). So
each load is judged twice: with the factor for this machine at that moment, and with 4.
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
from typing import Any

import pytest

from generator.output.compression import is_text
from generator.output.hosting import cache_control, content_type
from tests.browser.tools import MODULES, chromium

LIGHTHOUSE = MODULES / ".bin" / "lighthouse"
PAGES = ("", "leap-second/", "ozone-layer/", "ar/ozone-layer/", "gaza-ceasefire-talks/", "topics/science/", "figures/")
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


def slowdown(benchmark_index: float) -> float:
    """The factor that makes a machine of this index a phone of the middle, as Lighthouse's calculator gives it.

    https://github.com/patrickhulce/lighthouse-cpu-throttling-calculator, pages/index.js, to which docs/throttling.md leads.
    A machine below 150 is slower than such a phone: it is left as it is.
    """
    if benchmark_index >= 1300:
        return 3 + (benchmark_index - 1300) / 233
    if benchmark_index >= 800:
        return 2 + (benchmark_index - 800) / 500
    return max(1.0, 1 + (benchmark_index - 150) / 650)


@pytest.mark.parametrize(
    ("index", "factor"), [(100, 1), (150, 1), (475, 1.5), (800, 2), (1050, 2.5), (1300, 3), (1533, 4)]
)
def test_slowdown(index: float, factor: float) -> None:
    """The points that the calculator names, and halfway between them."""
    assert slowdown(index) == factor


def _run(address: str, *flags: str) -> str:
    chrome = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    done = subprocess.run(
        [str(LIGHTHOUSE), address, "--output=json", "--quiet", chrome, *flags],
        capture_output=True,
        text=True,
        env={**os.environ, "CHROME_PATH": chromium()},
        timeout=300,
        check=True,
    )
    return done.stdout


def _judged(address: str, load: Path, factor: float) -> dict[str, Any]:
    """The report on a load that was kept, with the processor slowed down by a factor. It changes nothing of the load."""
    file = load / "artifacts.json"
    artifacts = json.loads(file.read_text())
    artifacts["settings"]["throttling"]["cpuSlowdownMultiplier"] = factor
    file.write_text(json.dumps(artifacts))
    report: dict[str, Any] = json.loads(
        _run(address, f"--audit-mode={load}", f"--throttling.cpuSlowdownMultiplier={factor}")
    )
    return report


def _scores(report: dict[str, Any]) -> dict[str, int]:
    return {name: round(found["score"] * 100) for name, found in report["categories"].items()}


@pytest.mark.torture
@pytest.mark.skipif(not LIGHTHOUSE.exists(), reason="npm install --prefix .bench/tools lighthouse@12.8.2")
@pytest.mark.parametrize("path", PAGES)
def test_lighthouse(hosted: str, path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A hundred in accessibility, best practices and findability."""
    load = tmp_path / "load"
    _run(hosted + path, f"--gather-mode={load}")
    plain = _judged(hosted + path, load, 4)
    index = plain["environment"]["benchmarkIndex"]
    factor = round(slowdown(index), 2)
    report = _judged(hosted + path, load, factor)
    with capsys.disabled():
        print(
            f"\nLighthouse, /{path}: benchmarkIndex {index:.0f}, factor {factor}: {_scores(report)}; factor 4:", end=" "
        )
        print(
            _scores(plain)["performance"],
            "; ".join(f"{name} {_at(report, name)}, {_at(plain, name)}" for name in WEIGHED),
        )
    missed = [
        ref["id"]
        for name in JUDGED
        for ref in report["categories"][name]["auditRefs"]
        if ref["weight"] and report["audits"][ref["id"]]["score"] not in (None, 1)
    ]
    assert missed == []


def _at(report: dict[str, Any], name: str) -> str:
    return f"{report['audits'][name]['numericValue']:.0f} ms"
