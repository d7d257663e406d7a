"""The tools of the browser tests, and how to install those that are missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / ".bench" / "tools" / "node_modules"
SCREENSHOTS = ROOT / ".bench" / "screenshots"

AXE = MODULES / "axe-core" / "axe.min.js"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

INSTALL = """the browser tests need tools:
  apt-get install -y chromium fonts-noto-core npm default-jre-headless
  pip install playwright
  npm install --prefix .bench/tools axe-core@4.14.1 vnu-jar@26.9.27 @knight-lab/timelinejs@3.9.11"""


def chromium() -> str:
    """The path of Chromium: `$CHROMIUM`, or the one that Debian installs; empty when there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def missing() -> str:
    """Why the tests cannot run, with the commands that install what is missing; empty when they can."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return f"Playwright is not installed; {INSTALL}"
    if not chromium():
        return f"Chromium is not installed; {INSTALL}"
    return "" if AXE.is_file() else f"axe-core is not installed; {INSTALL}"
