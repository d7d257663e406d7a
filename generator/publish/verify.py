"""Proof that a published folder is what its manifest says."""

from __future__ import annotations

import os
from pathlib import Path

from generator.publish.failure import failing
from generator.publish.manifest import MANIFEST, decode_manifest
from generator.publish.tree import hash_file, look


def verify(output: Path) -> tuple[str, ...]:
    """What differs between a published folder and its manifest, a line each, sorted by path; empty when it is whole.

    Raises `PublishError` when the folder cannot be read.
    """
    folder = os.path.realpath(output)
    with failing(f"cannot read `{output}`"):
        try:
            with open(f"{folder}/{MANIFEST}", "rb") as file:
                listed = decode_manifest(file.read())
        except FileNotFoundError:
            listed = None
        if listed is None:
            return (f"`{output}` has no valid manifest (`{MANIFEST}`)",)
        tree = look(folder, listed)
    faults = [(path, f"`{path}` is not in the manifest") for path in tree.foreign]
    for path, entry in listed.items():
        if path not in tree.files:
            faults.append((path, f"`{path}` is missing"))
            continue
        hashed = hash_file(f"{folder}/{path}")
        if hashed is None or hashed[0] != entry.sha256 or hashed[1].size != entry.size:
            faults.append((path, f"`{path}` is not the file that was published"))
    return tuple(message for _path, message in sorted(faults))
