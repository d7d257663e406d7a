"""A whole publication as a program, so that tests can kill it, starve it and run many at once.

`python one_build.py PROJECT VERSION [WAIT_SECONDS]` publishes `site_of(VERSION)` into `PROJECT/site`, reusing what the
last run published. Exit codes as I5 of the invariants.
"""

from __future__ import annotations

import contextlib
import os
import sys
from hashlib import sha256
from pathlib import Path

import msgspec

from generator.publish.failure import PublishError
from generator.publish.lock import Locked, build_lock
from generator.publish.manifest import Published, digest_of, encode_listed
from generator.publish.staging import Staging
from generator.publish.target import open_target

PAGES = 12


def site_of(version: int) -> dict[str, bytes]:
    """The files of a version: most are those of the version before, some are new, changed or gone."""
    site = {"index.html": b"version %d" % version, "same.css": b"body {}"}
    for number in range(PAGES):
        if (number + version) % 7:
            depth = "ar/" if number % 3 == 0 else ""
            edition = (version + number) // 4
            site[f"{depth}page-{number}/index.html"] = b"page %d, edition %d\n" % (number, edition) * 50
    site["feed" if version % 2 else "feed/index.xml"] = b"a file in one version, a folder in the next"
    return site


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file of a published folder but the manifest and `.gitignore`."""
    files = {}
    for above, _folders, names in os.walk(folder):
        for name in names:
            file = Path(above, name)
            path = file.relative_to(folder).as_posix()
            if path not in (".explainer.json", ".gitignore"):
                files[path] = file.read_bytes()
    return files


def recall(project: Path) -> dict[str, Published]:
    """What the last run published, by path; empty when that is not known."""
    with contextlib.suppress(OSError, msgspec.DecodeError):
        stored = msgspec.msgpack.decode((project / ".explainer/published").read_bytes(), type=list[Published])
        return {file.path: file for file in stored}
    return {}


def remember(project: Path, published: tuple[Published, ...]) -> None:
    """Keeps what was published for the next run, as a cache would: to lose it costs time, never the exit code."""
    new = project / ".explainer/published.new"
    with contextlib.suppress(OSError):
        new.write_bytes(msgspec.msgpack.encode(published))
        new.replace(project / ".explainer/published")


def build(project: Path, version: int, force: bool = False) -> bool:
    """Publishes a version under the lock's protection; returns False when there was nothing to do."""
    wanted = site_of(version)
    recalled = recall(project)
    target = open_target(project, project / "site", force)
    # The fingerprint of this little generator is the page itself: unchanged is what has the bytes of the last run.
    same = [
        recalled[path]
        for path, data in sorted(wanted.items())
        if path in recalled and recalled[path].sha256 == sha256(data).hexdigest()
    ]
    manifest = digest_of(encode_listed({file.path: file.listed for file in same}))
    if len(same) == len(wanted) and (confirmed := target.confirm_all(same, manifest)) is not None:
        remember(project, confirmed)
        return False
    with Staging(target) as staging:
        staging.keep(same)
        for path, data in wanted.items():
            if path not in staging:
                staging.write(path, data)
        remember(project, staging.finish().published)
    return True


def main() -> int:
    """Builds once, and says how it ended by the exit code."""
    project, version = Path(sys.argv[1]), int(sys.argv[2])
    try:
        with build_lock(project, float(sys.argv[3]) if len(sys.argv) > 3 else 0):
            build(project, version)
    except Locked:
        return 75
    except (PublishError, OSError) as failure:
        with contextlib.suppress(OSError):
            print(failure, file=sys.stderr, flush=True)
        return 3
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
