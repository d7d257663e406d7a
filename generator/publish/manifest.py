"""What a published folder consists of: each file with its SHA-256 and size.

The manifest lies in the folder itself, as the hidden file `.explainer.json`: it travels with a copy of the site, and a
folder that holds a valid one is a folder that a build made. It lists neither itself nor a `.gitignore`, holds no times
and no machine's numbers, and so has the same bytes wherever the same site is built. Where a site is deployed file by
file, it goes along and says what there is ours; a branch of git needs none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b

import msgspec

from generator.model.snapshot import Stat

MANIFEST = ".explainer.json"
FORMAT = 1

IGNORE = ".gitignore"
"""Carried over from the old folder to the new: it keeps the built files out of the project's repository."""

LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""What file managers leave in a folder that somebody looked at: neither refused nor kept."""

_CLEAN = re.compile(r"(?!/)(?:(?:^|/)(?!\.{1,2}(?:/|\Z))[^/\\\0]+)+\Z")


class Listed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the manifest says about a file."""

    sha256: str
    size: int


class Published(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of the site. The cache keeps these, so that the next build can tell an untouched file by its stat."""

    path: str
    """POSIX path relative to the output folder."""
    sha256: str
    stat: Stat
    """As the file lies in the published folder; `UNKNOWN` but for its size where no stat proves anything."""

    @property
    def listed(self) -> Listed:
        """Its entry in the manifest."""
        return Listed(self.sha256, self.stat.size)


def without_proof(size: int) -> Stat:
    """A stat that equals no file's: the file is compared by its SHA-256."""
    return Stat(size, 0, 0, 0)


class _Manifest(msgspec.Struct):
    format: int
    files: dict[str, Listed]


def encode_listed(listed: Mapping[str, Listed]) -> bytes:
    """The manifest of these files, sorted by path."""
    lines = msgspec.json.encode(_Manifest(FORMAT, dict(sorted(listed.items()))))
    # A line a file, for readers and for diffs.
    return lines.replace(b'],"', b'],\n"') + b"\n"


def digest_of(manifest: bytes) -> bytes:
    """Tells one manifest from another: who remembers it need not make the manifest again to compare."""
    return blake2b(manifest, digest_size=16).digest()


def decode_manifest(data: bytes) -> dict[str, Listed] | None:
    """The files that a manifest lists, by path; None when the bytes are no manifest of ours.

    A path that would lead out of the folder makes the whole manifest invalid, since files are deleted by it.
    """
    try:
        manifest = msgspec.json.decode(data, type=_Manifest)
    except msgspec.DecodeError:
        return None
    if manifest.format != FORMAT or not all(map(_CLEAN.match, manifest.files)) or MANIFEST in manifest.files:
        return None
    return manifest.files
