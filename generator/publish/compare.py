"""Two built sites, compared by their manifests."""

from __future__ import annotations

from pathlib import Path

from generator.publish.failure import failing
from generator.publish.manifest import MANIFEST, decode_manifest


def compare_trees(wanted: Path, found: Path) -> tuple[str, ...]:
    """How the site at `found` differs from the one at `wanted`, a line a file; empty when they are the same.

    Both must have been proven against their manifests.
    """
    with failing(f"cannot read `{found}`"):
        one, other = (decode_manifest((site / MANIFEST).read_bytes()) or {} for site in (wanted, found))
    faults = [f"`{path}` is missing" for path in one if path not in other]
    faults += [f"`{path}` would not be built" for path in other if path not in one]
    faults += [f"`{path}` differs from a clean build" for path in one if path in other and one[path] != other[path]]
    return tuple(sorted(faults))
