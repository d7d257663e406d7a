"""`rsync`: a web server's folder on another machine, over SSH, by the program rsync on both."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from generator.crew import Progress
from generator.deploy.changes import BuiltSite, Changes
from generator.deploy.depot import survey, upload
from generator.deploy.failure import DISK_REASON, SSH_REASONS, DeployFailed, Reason, explained
from generator.deploy.programs import printed, remote_shell, run
from generator.model.settings import RemoteFolder
from generator.publish.manifest import MANIFEST
from generator.publish.tree import with_parents

_MISSING = 23
"""Exit code of rsync(1): a partial transfer, here because the folder or file is not there."""

_PARTIAL = ".~tmp~"
"""Where `--delay-updates` keeps what has not taken its place yet."""

_REASONS: tuple[Reason, ...] = (
    DISK_REASON,
    *SSH_REASONS,
    (
        r"rsync: (command )?not found|remote command not found|rsync: not found",
        "there is no rsync on the host",
        "install rsync there",
    ),
    (
        r"mkdir .* failed: no such file",
        "the folder above it does not exist",
        "make it on the host, or mend the path of `destination`",
    ),
    (
        r"permission denied \(13\)|operation not permitted|read-only file system",
        "the user may not write there",
        "give the user of `destination` the right to write to the folder",
    ),
)

_LISTED = re.compile(rb"-\S+\s+([0-9]+)\s+\d{4}/\d\d/\d\d\s\d\d:\d\d:\d\d\s(.+)")
_ESCAPED = re.compile(rb"\\#([0-7]{3})")


class RsyncTarget:
    """The folder, as `deploy` sees it: a `Depot`."""

    def __init__(self, settings: RemoteFolder, project: Path) -> None:
        self._far = settings.destination.rstrip("/") + "/"
        # One connection for all that is said, since each costs a second and more. Its socket must have a short name.
        self._socket = tempfile.mkdtemp(prefix="ex-")
        port = f" -p {settings.port}" if settings.port else ""
        one = f"-o ControlMaster=auto -o ControlPersist=60 -o ControlPath={self._socket}/%C"
        self._shell = f"{remote_shell()}{port} {one}"
        host = re.match(r"[^\[:]*(\[[^\]]*\])?", settings.destination)
        self._host = re.sub(r"[\[\]]", "", host[0] if host else "")
        self._project = project
        self._there: dict[str, int] = {}
        self._half_done: list[str] = []
        self.place = f"`{settings.destination}`"

    def compare(self, site: BuiltSite) -> Changes:
        """What must change there. Raises `DeployFailed` for a folder with files that are not ours."""
        return survey(self, site)

    def deliver(self, site: BuiltSite, changes: Changes, progress: Progress) -> None:
        """Uploads what differs, a wave at a time, and removes the rest last. Raises `DeployFailed`."""
        upload(self, site, changes, progress)

    def close(self) -> None:
        """Ends the connection."""
        with contextlib.suppress(DeployFailed):
            run([*shlex.split(self._shell), "-O", "exit", "--", self._host], self._project)
        shutil.rmtree(self._socket, ignore_errors=True)

    def listing(self) -> Mapping[str, int]:
        """The size of every file there; what rsync itself left half done is none."""
        done = self._rsync(["--recursive", "--list-only", "--no-human-readable", "--8-bit-output"], [self._far])
        found = dict(_files(done or b""))
        self._half_done = [path for path in found if _PARTIAL in path.split("/")]
        self._there = {path: found[path] for path in found.keys() - {MANIFEST, *self._half_done}}
        return self._there

    def record(self) -> bytes | None:
        """The record; None where there is none."""
        with tempfile.TemporaryDirectory(prefix="explainer-rsync-") as place:
            if self._rsync([], [f"{self._far}{MANIFEST}", place]) is None:
                return None
            return (Path(place) / MANIFEST).read_bytes()

    def put(self, paths: Sequence[str], site: BuiltSite, done: Callable[[int], None]) -> None:
        """Uploads files in one connection; they take their places together at its end (`--delay-updates`)."""
        if self._half_done:
            self.remove(self._half_done)
            self._half_done = []
        self._send(paths, site.folder, "--ignore-times", "--delay-updates")
        self._there.update({path: site.listed[path].size for path in paths})
        done(len(paths))

    def put_record(self, record: bytes) -> None:
        """Uploads the record."""
        with tempfile.TemporaryDirectory(prefix="explainer-rsync-") as place:
            (Path(place) / MANIFEST).write_bytes(record)
            self._send([MANIFEST], Path(place), "--ignore-times")

    def remove(self, paths: Sequence[str]) -> None:
        """Removes files, then the folders that are empty by that, the innermost first."""
        gone = frozenset(paths)
        full = with_parents(path.rpartition("/")[0] for path in self._there if path not in gone)
        empty = with_parents(path.rpartition("/")[0] for path in paths) - full
        self._delete(paths)
        for depth in sorted({path.count("/") for path in empty}, reverse=True):
            self._delete([path for path in empty if path.count("/") == depth])

    def _delete(self, paths: Sequence[str]) -> None:
        """Removes files, or empty folders: what is listed and not here goes there. The folders above them are here."""
        with tempfile.TemporaryDirectory(prefix="explainer-rsync-") as place:
            for above in {path.rpartition("/")[0] for path in paths}:
                (Path(place) / above).mkdir(parents=True, exist_ok=True)
            self._send(paths, Path(place), "--delete-missing-args")

    def _send(self, paths: Iterable[str], folder: Path, *options: str) -> None:
        names = b"".join(os.fsencode(path) + b"\0" for path in paths)
        how = ["--from0", "--files-from=-", "--times", "--perms", "--chmod=D755,F644", *options]
        if self._rsync(how, [f"{folder}/", self._far], names) is None:
            raise DeployFailed(f"{self.place} is gone", "run the same command again")

    def _rsync(self, options: Sequence[str], ends: Sequence[str], given: bytes = b"") -> bytes | None:
        """What rsync printed; None where what it was to read is not there."""
        command = ["rsync", *options, "--timeout=60", "-e", self._shell, "--", *ends]
        done = run(command, self._project, given)
        said = printed(done)
        if done.returncode == _MISSING and not given and re.search(r"no such file or directory", said, re.IGNORECASE):
            return None
        if done.returncode:
            raise explained(f"cannot {'write to' if given else 'read'} {self.place}", said, _REASONS)
        return done.stdout


def _files(listed: bytes) -> Iterable[tuple[str, int]]:
    """Path and size of each file that `rsync --list-only` printed; it escapes what cannot be printed as `\\#012`."""
    for line in listed.split(b"\n"):
        found = _LISTED.fullmatch(line)
        if found:
            name = _ESCAPED.sub(lambda code: bytes((int(code[1], 8),)), found[2])
            yield os.fsdecode(name), int(found[1])
