"""Kills and errors at the n-th system call: the site is old or new, and the next build just works.

`strace` strikes: it stops a process at a chosen call, or makes the call fail as a full or broken disk would.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.publish.lock import build_lock
from generator.publish.verify import verify
from tests.publish.one_build import build, site_of, tree_of
from tests.struck import Struck, calls, needs_strace, publish, strike
from tests.turns import Turns

PROGRAM = str(Path(__file__).with_name("one_build.py"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
CALLS = (
    *("openat", "mkdir", "link", "rename", "renameat2", "unlink", "rmdir", "write", "chmod", "fchmod", "syncfs"),
    *("fsync", "ftruncate", "flock", "newfstatat", "getdents64", "unlinkat"),
)
ERRORS = {
    "openat": ("ENOSPC", "EIO", "EACCES", "EMFILE"),
    "mkdir": ("ENOSPC", "EIO", "EROFS"),
    "link": ("EMLINK", "EPERM", "ENOSPC", "EIO"),
    "rename": ("EIO", "EACCES", "EXDEV"),
    "renameat2": ("EIO", "EINVAL", "EBUSY", "ENOSYS", "EXDEV"),
    "unlink": ("EIO", "EACCES", "EROFS"),
    "rmdir": ("EIO", "EACCES", "EBUSY"),
    "write": ("ENOSPC", "EIO", "EDQUOT"),
    "chmod": ("EIO", "EROFS"),
    "fchmod": ("EIO",),
    "syncfs": ("EIO", "ENOSPC"),
    "fsync": ("EIO",),
    "newfstatat": ("EIO", "EACCES"),
    "getdents64": ("EIO",),
    "unlinkat": ("EIO",),
    "flock": ("ENOLCK",),
}


@pytest.fixture
def project() -> Iterator[Path]:
    """A project with a few versions published, in memory where there is room for files: a disk would make us wait."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        root = Path(folder, "project")
        (root / "content").mkdir(parents=True)
        (root / ".explainer").mkdir()
        yield root


def prepare(project: Path, spare: bool) -> None:
    """Makes version 3 the published one, as if no build had died before."""
    for left in project.iterdir():
        if left.name != "content":
            shutil.rmtree(left)
    (project / ".explainer").mkdir()
    for version in (2, 3) if spare else (3,):
        build(project, version)
    time.sleep(0.025)
    build(project, 3)


def points(project: Path, spare: bool) -> list[tuple[str, int]]:
    """Every system call that a publication makes, with its number among those of its name."""
    prepare(project, spare)
    return calls(publish, str(project), "4", names=CALLS)


def run(project: Path, *inject: str) -> tuple[int, str]:
    """Publishes version 4 while `strace` strikes."""
    return strike(publish, str(project), "4", inject=inject)


def check_law(project: Path, end: int, case: object, atomic: bool = True) -> None:
    """Old or new; the exit code is true; the next build works and leaves nothing behind."""
    if atomic or (project / "site").exists():
        tree = tree_of(project / "site")
        assert tree in (site_of(3), site_of(4)), case
        assert verify(project / "site") == (), case
        if end in (0, 3):
            assert (tree == site_of(4)) == (end == 0), case
    with build_lock(project):
        build(project, 3 if atomic and end else 4)
        build(project, 4)
    assert tree_of(project / "site") == site_of(4), case
    assert verify(project / "site") == (), case
    assert sorted(os.listdir(project)) == [".explainer", "content", "site"], case


SPARE = pytest.mark.parametrize("spare", [True, False], ids=["spare", "no spare"])


@needs_strace
@pytest.mark.share(2)
@SPARE
def test_killed_at_a_call(project: Path, spare: bool, turns: Turns) -> None:
    """kill -9 at the n-th system call of a kind, for every n: old or new every time."""
    runs = killed = 0
    what = f"kills of a publication at a system call, {'with a' if spare else 'without'} spare tree"
    for call, number in turns.walk(what, points(project, spare), 30):
        prepare(project, spare)
        code, said = run(project, f"{call}:signal=SIGKILL:when={number}")
        assert code in (0, -signal.SIGKILL), said
        runs += 1
        killed += code != 0
        check_law(project, code, (call, number))
    assert killed >= runs * 0.8


@needs_strace
@pytest.mark.share(3)
@SPARE
def test_an_error_at_a_call(project: Path, spare: bool, turns: Turns) -> None:
    """A full, broken or closed disk at every call: never mixed, and the exit code is true."""
    what = f"errors in a publication, {'with a' if spare else 'without'} spare tree"
    cases = [(*point, error) for point in points(project, spare) for error in ERRORS.get(point[0], ())]
    for call, number, error in turns.walk(what, cases, 30):
        prepare(project, spare)
        code, said = run(project, f"{call}:error={error}:when={number}")
        assert code in (0, 3), (call, number, error, said)
        assert "Traceback" not in said, (call, number, error, said)
        check_law(project, code, (call, number, error))


@needs_strace
@pytest.mark.parametrize("call", ["write", "mkdir", "openat", "link", "unlink"])
def test_everything_fails_from_some_call_on(project: Path, call: str) -> None:
    """A disk that stays full or broken, also while clearing up: the old site stands."""
    numbers = [number for name, number in points(project, True) if name == call]
    for number in (numbers[0], numbers[len(numbers) // 2], numbers[-1]):
        prepare(project, True)
        error = {"write": "ENOSPC", "mkdir": "ENOSPC", "openat": "EIO", "link": "ENOSPC", "unlink": "EIO"}[call]
        code, said = run(project, f"{call}:error={error}:when={number}+")
        assert code in (0, 3), said
        check_law(project, code, (call, number))


@needs_strace
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_killed_between_two_renames(project: Path, number: int) -> None:
    """Where folders cannot be exchanged there may be no site for a moment; the next build puts the old one back."""
    prepare(project, True)
    code, _said = run(project, "renameat2:error=EINVAL", f"rename:signal=SIGKILL:when={number}")
    check_law(project, code, number, atomic=False)


@pytest.mark.share(2)
def test_killed_at_random_times(project: Path, turns: Turns) -> None:
    """kill -9 at any time, a wait of the system's choice included: old or new, and the next build works."""
    for chance in turns("kills of a publication at random times", 20, 1000):
        prepare(project, chance.random() < 0.5)
        struck = Struck(publish, str(project), "4")
        struck.begin()
        time.sleep(chance.random() * 0.1)
        struck.strike(signal.SIGKILL)
        check_law(project, struck.end()[0], "at random")


def test_full_file_system(tmp_path: Path) -> None:
    """On a full file system the old site stands, nothing is left lying, and the hint says what to do."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let us mount")
    try:
        project = place / "project"
        (project / ".explainer").mkdir(parents=True)
        build(project, 3)
        filler = place / "filler"
        for room in range(0, 64, 8):
            with filler.open("wb") as full:
                full.write(b"x" * (os.statvfs(place).f_bavail * os.statvfs(place).f_frsize - room * 1024))
            end = subprocess.run(
                [sys.executable, PROGRAM, str(project), "4"],
                env=ENVIRONMENT,
                capture_output=True,
                text=True,
                check=False,
            )
            tree = tree_of(project / "site")
            assert tree == site_of(4 if end.returncode == 0 else 3), room
            assert verify(project / "site") == (), room
            assert not [name for name in os.listdir(project) if name.startswith(".site")], room
            if end.returncode:
                assert "no space left" in end.stderr
            filler.unlink()
            build(project, 3)
    finally:
        subprocess.run(["umount", str(place)], check=True)
