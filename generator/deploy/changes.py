"""What a deployment changes at the far end."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.deploy.failure import DeployFailed
from generator.output.hosting import is_hashed
from generator.output.names import INDEX
from generator.output.volumes import FOLDER
from generator.publish.manifest import MANIFEST, Listed, decode_manifest
from generator.publish.verify import verify


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site as it was built and proven against its manifest."""

    folder: Path
    listed: Mapping[str, Listed]
    manifest: bytes

    def file(self, path: str) -> Path:
        """Where a file of the site lies."""
        return self.folder / path


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths, sorted. What is the same is in none of them."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    before: int
    """How many files of ours were there."""

    @property
    def uploads(self) -> tuple[str, ...]:
        """What must be uploaded, sorted."""
        return tuple(sorted((*self.added, *self.changed)))

    @property
    def is_empty(self) -> bool:
        """True when the far end holds the site already."""
        return not (self.added or self.changed or self.removed)


def built_site(folder: Path) -> BuiltSite:
    """The built site at `folder`. Raises `DeployFailed` when it is not what its manifest says."""
    faults = verify(folder)
    manifest = (folder / MANIFEST).read_bytes() if not faults else b""
    listed = decode_manifest(manifest)
    if faults or listed is None:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        message = f"the built site is not what was built: {faults[0] if faults else 'it has no manifest'}{more}"
        raise DeployFailed(message, "build it again with `explainer build --no-cache`")
    return BuiltSite(folder, listed, manifest)


def compare(wanted: Mapping[str, str], found: Mapping[str, str]) -> Changes:
    """The way from what is `found` to what is `wanted`, both digests by path; an empty digest equals none."""
    return Changes(
        added=tuple(sorted(path for path in wanted if path not in found)),
        changed=tuple(sorted(path for path in wanted if path in found and wanted[path] != found[path])),
        removed=tuple(sorted(path for path in found if path not in wanted)),
        before=len(found),
    )


def everything(changes: Changes, site: BuiltSite) -> Changes:
    """The same, and what is there already is uploaded again."""
    return dataclasses.replace(changes, changed=tuple(sorted(site.listed.keys() - set(changes.added))))


def check_removals(changes: Changes, percent_max: float, place: str) -> None:
    """Raises `DeployFailed` when more than `percent_max` of the files at the far end would be removed.

    An asset whose name changed with its content, and that is there under its new name, is not lost.
    """
    lost = sorted(lost_files(changes), key=lambda path: (not _is_page(path), path))
    if not changes.before or len(lost) * 100 <= percent_max * changes.before:
        return
    percent = len(lost) * 100 / changes.before
    shown = ", ".join(f"`{path}`" for path in lost[:3]) + (", …" if len(lost) > 3 else "")
    message = f"{len(lost):,} of {changes.before:,} files ({percent:.0f} %) would be removed from {place}: {shown}"
    hint = f"if they are meant to go, say `--yes`; without it, at most {percent_max:g} % go (`--max-removals`)"
    raise DeployFailed(message, hint)


def lost_files(changes: Changes) -> Iterable[str]:
    """What is removed without standing there under another name.

    The files of a search index are named by what words they hold: where there are new ones, the others are not missed.
    """
    renewed = {_unhashed(path) for path in changes.added if is_hashed(path)}
    is_indexed = any(path.startswith(FOLDER) for path in changes.added)
    return (
        path
        for path in changes.removed
        if not (is_hashed(path) and _unhashed(path) in renewed) and not (is_indexed and path.startswith(FOLDER))
    )


def _unhashed(path: str) -> str:
    return re.sub(r"\.[0-9a-f]{8}(?=\.|\Z)", "", path)


def in_waves(changes: Changes) -> tuple[tuple[str, ...], ...]:
    """What is uploaded, in an order in which nothing that a reader can reach leads to what is not there yet.

    Assets first; then pages that are new, to which no page there leads; then pages that were there; then the home pages
    and what tells machines of the site, or the search page of its index. Empty waves are left out.
    """
    new = frozenset(changes.added)
    waves: dict[int, list[str]] = {}
    for path in changes.uploads:
        waves.setdefault(_wave(path, is_new=path in new), []).append(path)
    return tuple(tuple(waves[number]) for number in sorted(waves))


def removals(changes: Changes) -> tuple[tuple[str, ...], ...]:
    """What is removed, pages before the assets that they show. Empty groups are left out."""
    pages = tuple(path for path in changes.removed if _is_page(path))
    others = tuple(path for path in changes.removed if not _is_page(path))
    return tuple(group for group in (pages, others) if group)


def _is_page(path: str) -> bool:
    return re.search(r"\.html(?:\.gz|\.br)?\Z", path) is not None


_LAST = re.compile(
    r"(?:.*/)?(?:feed\.xml|feed\.json|sitemap[^/]*\.xml|robots\.txt|pagefind-entry\.json|_headers|_redirects|vercel\.json)"
)
_HOME = re.compile(r"(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*/)?index\.html(?:\.gz|\.br)?")


def _wave(path: str, *, is_new: bool) -> int:
    if _LAST.fullmatch(path):
        # A page that reads a new volume of the index may come before the last ones.
        return 0 if is_new and path.endswith("/pagefind-entry.json") else 3
    if not _is_page(path):
        return 0
    if is_new and path != INDEX:
        return 1
    return 3 if _HOME.fullmatch(path) else 2


SHOWN = 20
"""How many paths of each kind a plan lists; `-v` lists all."""


def told(changes: Changes, site: BuiltSite, place: str, *, whole: bool) -> str:
    """The plan in words: a line a file, then how much it comes to."""
    if changes.is_empty:
        return f"{place} holds this site already: nothing to do\n"
    lines = []
    for sign, paths in (("+", changes.added), ("~", changes.changed), ("-", changes.removed)):
        shown = paths if whole else paths[:SHOWN]
        lines += [f"{sign} {_printable(path)}{_size(site, path)}" for path in shown]
        lines += [f"{sign} … and {len(paths) - len(shown):,} more (all with -v)"] if len(paths) > len(shown) else []
    size = sum(site.listed[path].size for path in changes.uploads)
    counts = f"{len(changes.added):,} added, {len(changes.changed):,} changed, {len(changes.removed):,} removed"
    same = len(site.listed) - len(changes.uploads)
    lines.append(f"{place}: {counts}, {same:,} unchanged; {bytes_in_words(size)} to upload")
    return "\n".join(lines) + "\n"


def _size(site: BuiltSite, path: str) -> str:
    return f"  {bytes_in_words(site.listed[path].size)}" if path in site.listed else ""


def _printable(path: str) -> str:
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in path)


def bytes_in_words(size: int) -> str:
    """A size, such as `512 B`, `14.2 kB` or `3.1 MB`; a kB has 1,000 bytes."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
