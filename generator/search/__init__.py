"""An index of the words of the site, by Pagefind (pagefind.app, extra `search`), made before the pages are published.

Pagefind reads all pages each time; so the index is made again only when one of them has changed.
"""

from __future__ import annotations

import functools
import importlib.metadata
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.extras import is_installed
from generator.model.settings import Settings
from generator.output.plan import ListPage, Output, ProductFile, fingerprint
from generator.publish.failure import PublishError
from generator.search.canon import canonical

FOLDER = "pagefind/"
"""Of the index in the site."""

LEFT_OUT = ".note, .marks, .contents, .cite, .related, .feedback, .lanes, .chart, .values, .year, .byline, .facts dt"
"""What of a page is said twice, or is no text: CSS selectors."""

KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
KEPT_ENDINGS = (".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")
"""What our script needs of what Pagefind writes; the rest are interfaces of its own."""

SECONDS_MAX = 1800

HINT = "`search: off` in the settings builds without an index"


@functools.cache
def search_version() -> str:
    """Of Pagefind; empty where the extra is not installed."""
    if not is_installed("search"):
        return ""
    try:
        return f"pagefind {importlib.metadata.version('pagefind-bin')}"
    except importlib.metadata.PackageNotFoundError:
        return ""


def wanted(settings: Settings) -> bool:
    """Whether a site gets an index."""
    return settings.search != "off" and bool(search_version())


def index_mark(settings: Settings, outputs: Iterable[Output]) -> bytes:
    """A digest of everything that the index is made from; empty where there shall be none."""
    if not wanted(settings):
        return b""
    pages = [(output.path, output.fingerprint) for output in outputs if _has_text(output)]
    return fingerprint(search_version(), LEFT_OUT, pages) if pages else b""


def _has_text(output: Output) -> bool:
    """Whether Pagefind reads words in it: the pages whose template has a `data-pagefind-body`, and a project's own."""
    return isinstance(output, (ProductFile, ListPage)) and output.path.endswith(".html")


def make_index(site: str) -> Iterator[tuple[str, bytes]]:
    """The files of the index of a folder of pages: path in the site and bytes, sorted. Raises `PublishError`."""
    import pagefind_bin

    with tempfile.TemporaryDirectory(prefix="explainer-search-") as place:
        command = [str(pagefind_bin.get_executable()), "--site", os.path.abspath(site), "--output-path", f"{place}/out"]
        command += ["--exclude-selectors", LEFT_OUT, "--silent"]
        # It would read settings from its environment and from a file where it is started.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
        try:
            done = subprocess.run(
                command, cwd=place, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS_MAX
            )
        except (OSError, subprocess.TimeoutExpired) as failure:
            raise PublishError(f"Pagefind did not run: {failure}", HINT) from failure
        entry = Path(place, "out", "pagefind-entry.json")
        if done.returncode or not entry.is_file():
            raise PublishError(f"Pagefind made no index: {(done.stderr or done.stdout).strip()[-300:]}", HINT)
        files = {
            name: file.read_bytes()
            for file in Path(place, "out").rglob("*")
            if (name := file.relative_to(Path(place, "out")).as_posix()) in KEPT or name.endswith(KEPT_ENDINGS)
        }
    try:
        ordered = canonical(files)
    except (ValueError, KeyError) as fault:
        raise PublishError(f"this Pagefind writes an index that cannot be read: {fault}", HINT) from fault
    for name, data in ordered.items():
        yield f"{FOLDER}{name}", data
