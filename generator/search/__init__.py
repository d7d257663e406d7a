"""An index of the words of the site, by Pagefind (pagefind.app, extra `search`), made before the pages are published.

Pagefind reads all pages that it is given, each time. So the index is made in volumes (`output/volumes.py`), each
again only when one of its pages has changed.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.extras import installed_version, is_installed
from generator.model.settings import Settings
from generator.output.outputs import Output, fingerprint
from generator.output.volumes import Volume
from generator.publish.failure import PublishError, failing
from generator.resolve.site import Site

LEFT_OUT = ".note, .marks, .contents, .cite, .related, .feedback, .lanes, .chart, .values, .year, .byline, .facts dt"
"""What of a page is said twice, or is no text: CSS selectors."""

ENTRY = "pagefind-entry.json"
PROGRAM = ("pagefind.js", "pagefind-worker.js")
PROGRAM_ENDING = ".pagefind"
"""What reads an index: it reads all volumes of a language."""
WORDS_ENDINGS = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")
"""What our script needs of what else Pagefind writes; the rest are interfaces of its own."""

SECONDS_MAX = 1800

HINT = "`search: off` in the settings builds without an index"


@functools.cache
def search_version() -> str:
    """Of Pagefind; empty where the extra is not installed."""
    version = installed_version("pagefind-bin") if is_installed("search") else ""
    return f"pagefind {version}" if version else ""


def wanted(settings: Settings) -> bool:
    """Whether a site gets an index."""
    return settings.search != "off" and bool(search_version())


class Planned(NamedTuple):
    """A volume of the index, and a digest of everything that it is made from."""

    volume: Volume
    mark: bytes


def planned(site: Site, outputs: Iterable[Output]) -> tuple[Planned, ...]:
    """The volumes of the index of a site; empty where there shall be none."""
    if not wanted(site.settings):
        return ()
    # Late: most sites have no such index, and a list of pages is all that is asked for.
    from generator.output.contents import Contents

    marks = {output.path: output.fingerprint for output in outputs}
    contents = Contents(site)
    return tuple(
        Planned(volume, fingerprint(search_version(), LEFT_OUT, volume, [marks[page] for page in volume.pages]))
        for language in site.languages
        for volume in contents.volumes(language)
    )


def make_volume(site: str, volume: Volume) -> Iterator[tuple[str, bytes]]:
    """The files of a volume, of the pages in a folder: path in the site and bytes, sorted. Raises `PublishError`."""
    # Late: most runs make no index.
    import shutil
    import subprocess
    import tempfile

    import pagefind_bin

    from generator.search.canon import canonical

    with tempfile.TemporaryDirectory(prefix="explainer-search-") as place:
        with failing("cannot copy the pages that are searched"):
            for page in volume.pages:
                copy = Path(place, "site", page)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(f"{site}/{page}", copy)
        command = [str(pagefind_bin.get_executable()), "--site", f"{place}/site", "--output-path", f"{place}/out"]
        command += ["--exclude-selectors", LEFT_OUT, "--silent"]
        # It would read settings from its environment and from a file where it is started.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
        try:
            done = subprocess.run(
                command, cwd=place, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS_MAX
            )
        except (OSError, subprocess.TimeoutExpired) as failure:
            raise PublishError(f"Pagefind did not run: {failure}", HINT) from failure
        made = Path(place, "out")
        if done.returncode or not Path(made, ENTRY).is_file():
            raise PublishError(f"Pagefind made no index: {(done.stderr or done.stdout).strip()[-300:]}", HINT)
        files = {
            name: file.read_bytes()
            for file in made.rglob("*")
            if _is_kept(name := file.relative_to(made).as_posix(), leads=volume.leads)
        }
    try:
        ordered = canonical(files)
    except (ValueError, KeyError) as fault:
        raise PublishError(f"this Pagefind writes an index that cannot be read: {fault}", HINT) from fault
    for name, data in ordered.items():
        yield f"{volume.folder}{name}", data


def _is_kept(name: str, *, leads: bool) -> bool:
    if name == ENTRY or name.endswith(WORDS_ENDINGS):
        return True
    return leads and (name in PROGRAM or name.endswith(PROGRAM_ENDING))
