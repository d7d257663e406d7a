"""Kills and errors at the n-th system call: the site is old or new, and the next build just works.

`strace` strikes: it stops a process at a chosen call, or makes the call fail as a full or broken disk would.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.publish.lock import build_lock
from generator.publish.verify import verify
from tests.publish.one_build import build, site_of, tree_of

PROGRAM = str(Path(__file__).with_name("one_build.py"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
MARK = "/explainer/begins/here"
CALLS = (
    "openat,mkdir,link,rename,renameat2,unlink,rmdir,write,chmod,fchmod,syncfs,fsync,ftruncate,flock,newfstatat,"
    "getdents64,unlinkat"
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

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


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


def run(project: Path, *strikes: str) -> subprocess.CompletedProcess[str]:
    """Publishes version 4 while `strace` strikes; each strike is an argument of its `inject=`."""
    names = ",".join(strike.partition(":")[0] for strike in strikes)
    # The filter makes other calls faster; strace 6.1 delivers no signal under it.
    fast = [] if any("signal=" in strike for strike in strikes) else ["--seccomp-bpf"]
    arguments = ["strace", "-f", *fast, "-o", "/dev/null", "-e", f"trace={names}"]
    for strike in strikes:
        arguments += ["-e", f"inject={strike}"]
    return subprocess.run(
        [*arguments, sys.executable, PROGRAM, str(project), "4"],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def calls(project: Path, spare: bool) -> list[tuple[str, int]]:
    """Every system call that a publication makes, with its count since the process began."""
    prepare(project, spare)
    log = project.parent / "log"
    command = ["strace", "-f", "-o", str(log), "-e", f"trace={CALLS}", sys.executable, PROGRAM, str(project), "4"]
    subprocess.run(command, env=ENVIRONMENT, check=True, timeout=60)
    count: Counter[str] = Counter()
    found = []
    begun = False
    for line in log.read_text().splitlines():
        if name := re.match(r"\d+ +(\w+)\(", line):
            count[name[1]] += 1
            begun = begun or MARK in line
            # The interpreter opens files of its own.
            if begun and (name[1] not in ("openat", "newfstatat") or str(project) in line):
                found.append((name[1], count[name[1]]))
    log.unlink()
    return found


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


def kill_at(project: Path, points: list[tuple[str, int]], spare: bool) -> None:
    """Kills a publication at each of these calls."""
    struck = 0
    for call, number in points:
        prepare(project, spare)
        process = run(project, f"{call}:signal=SIGKILL:when={number}")
        assert process.returncode in (0, -signal.SIGKILL), process.stderr
        struck += process.returncode != 0
        check_law(project, process.returncode, (call, number))
    print(f"{len(points)} runs, {struck} killed at a call")
    assert struck >= len(points) * 0.8


def fail_at(project: Path, points: list[tuple[str, int]], spare: bool, chance: random.Random) -> Counter[int]:
    """Lets each of these calls fail; returns how often each exit code came."""
    ends: Counter[int] = Counter()
    for call, number in points:
        if call not in ERRORS:
            continue
        prepare(project, spare)
        error = chance.choice(ERRORS[call])
        process = run(project, f"{call}:error={error}:when={number}")
        assert process.returncode in (0, 3), (call, number, error, process.stderr)
        assert "Traceback" not in process.stderr, (call, number, error, process.stderr)
        check_law(project, process.returncode, (call, number, error))
        ends[process.returncode] += 1
    return ends


@needs_strace
@pytest.mark.parametrize("spare", [True, False])
def test_killed_at_some_calls(project: Path, spare: bool) -> None:
    """kill -9 at system calls drawn at random: old or new every time."""
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    points = calls(project, spare)
    kill_at(project, random.Random(seed).sample(points, 15), spare)


@needs_strace
@pytest.mark.torture
@pytest.mark.parametrize("spare", [True, False])
def test_killed_at_every_call(project: Path, spare: bool) -> None:
    """kill -9 at each system call of a publication."""
    kill_at(project, calls(project, spare), spare)


@needs_strace
@pytest.mark.parametrize("spare", [True, False])
def test_errors_at_some_calls(project: Path, spare: bool) -> None:
    """A full, broken or closed disk at calls drawn at random: never mixed, and the exit code is true."""
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    chance = random.Random(seed)
    points = [point for point in calls(project, spare) if point[0] in ERRORS]
    print(f"exit codes {dict(fail_at(project, chance.sample(points, 15), spare, chance))}")


@needs_strace
@pytest.mark.torture
@pytest.mark.parametrize("spare", [True, False])
def test_errors_at_every_call(project: Path, spare: bool) -> None:
    """Three kinds of error at each system call of a publication."""
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    points = calls(project, spare)
    for turn in range(3):
        print(f"exit codes {dict(fail_at(project, points, spare, random.Random(seed + turn)))}")


@needs_strace
@pytest.mark.parametrize("call", ["write", "mkdir", "openat", "link", "unlink"])
def test_everything_fails_from_some_call_on(project: Path, call: str) -> None:
    """A disk that stays full or broken, also while clearing up: the old site stands."""
    points = [number for name, number in calls(project, True) if name == call]
    for number in (points[0], points[len(points) // 2], points[-1]):
        prepare(project, True)
        error = {"write": "ENOSPC", "mkdir": "ENOSPC", "openat": "EIO", "link": "ENOSPC", "unlink": "EIO"}[call]
        process = run(project, f"{call}:error={error}:when={number}+")
        assert process.returncode in (0, 3), process.stderr
        check_law(project, process.returncode, (call, number))


@needs_strace
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_killed_between_two_renames(project: Path, number: int) -> None:
    """Where folders cannot be exchanged there may be no site for a moment; the next build puts the old one back."""
    prepare(project, True)
    first = calls(project, True)
    begin = min(count for name, count in first if name == "rename")
    prepare(project, True)
    process = run(project, "renameat2:error=EINVAL", f"rename:signal=SIGKILL:when={begin + number - 1}")
    check_law(project, process.returncode, number, atomic=False)


def test_killed_at_random_times(project: Path) -> None:
    """kill -9 at any time, a wait of the system's choice included: old or new, and the next build works."""
    seed = random.randrange(1 << 30)
    chance = random.Random(seed)
    killed = 0
    for _ in range(10):
        prepare(project, chance.random() < 0.5)
        process = subprocess.Popen([sys.executable, PROGRAM, str(project), "4"], env=ENVIRONMENT)
        time.sleep(0.08 + chance.random() * 0.15)
        process.kill()
        killed += process.wait() != 0
        check_law(project, 0 if process.returncode == 0 else 137, seed)
    print(f"seed {seed}, 10 runs, {killed} killed before their end")


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
