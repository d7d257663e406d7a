"""Lighthouse's mobile audit of this site: part of the long run, since one page takes half a minute and more.

    npm install --prefix .bench/tools lighthouse@12.8.2
    EXPLAINER_TORTURE=1 pytest tests/browser/test_lighthouse.py -m torture -s

The score of performance is printed and not judged: on a busy machine it tells of the machine.
"""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from tests.browser.tools import MODULES, chromium

LIGHTHOUSE = MODULES / ".bin" / "lighthouse"
JUDGED = ("accessibility", "best-practices", "seo")


@pytest.mark.torture
@pytest.mark.skipif(not LIGHTHOUSE.exists(), reason="npm install --prefix .bench/tools lighthouse@12.8.2")
@pytest.mark.parametrize("path", ["", "leap-second/", "ar/ozone-layer/", "topics/science/", "figures/"])
def test_lighthouse(site: str, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A hundred in accessibility, best practices and findability."""
    flags = "--headless=new --no-sandbox --disable-gpu"
    done = subprocess.run(
        [str(LIGHTHOUSE), site + path, "--output=json", "--quiet", f"--chrome-flags={flags}"],
        capture_output=True,
        text=True,
        env={**os.environ, "CHROME_PATH": chromium()},
        timeout=300,
        check=True,
    )
    told = json.loads(done.stdout)
    scores = {name: round(found["score"] * 100) for name, found in told["categories"].items()}
    with capsys.disabled():
        print(f"\nLighthouse, /{path}: {scores}")
    missed = [
        ref["id"]
        for name in JUDGED
        for ref in told["categories"][name]["auditRefs"]
        if ref["weight"] and told["audits"][ref["id"]]["score"] not in (None, 1)
    ]
    assert missed == []
