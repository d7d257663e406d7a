"""One build at a time, and no lock that outlives its holder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from generator.publish.lock import Locked, build_lock
from generator.publish.verify import verify
from tests.publish.one_build import build, site_of, tree_of
from tests.turns import Turns

PROGRAM = str(Path(__file__).with_name("one_build.py"))
ROOT = str(Path(__file__).parents[2])
WITH_PATH = {**os.environ, "PYTHONPATH": ROOT}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the first version published."""
    (tmp_path / "content").mkdir()
    (tmp_path / ".explainer").mkdir()
    build(tmp_path, 1)
    return tmp_path


def start(project: Path, version: int, wait_seconds: float = 0) -> subprocess.Popen[bytes]:
    """Begins a build in a process of its own."""
    arguments = [sys.executable, PROGRAM, str(project), str(version), str(wait_seconds)]
    return subprocess.Popen(arguments, env=WITH_PATH, stderr=subprocess.PIPE)


def test_second_holder(tmp_path: Path) -> None:
    """A second build is told who builds, or waits its turn; the lock's file stays."""
    with build_lock(tmp_path), pytest.raises(Locked, match=f"process {os.getpid()}"), build_lock(tmp_path):
        pass
    begin = time.monotonic()
    with build_lock(tmp_path), pytest.raises(Locked), build_lock(tmp_path, wait_seconds=0.2):
        pass
    assert time.monotonic() - begin >= 0.2
    assert (tmp_path / ".explainer/lock").exists()
    with build_lock(tmp_path):
        pass


def test_waiting(tmp_path: Path) -> None:
    """A build that waits goes on as soon as the other is done."""
    entered = threading.Event()

    def hold() -> None:
        with build_lock(tmp_path):
            entered.set()
            time.sleep(0.2)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait()
    with build_lock(tmp_path, wait_seconds=10):
        pass
    holder.join()


def test_lock_is_given_back_after_an_error(tmp_path: Path) -> None:
    """An error inside gives the lock back."""
    with pytest.raises(ZeroDivisionError), build_lock(tmp_path):
        raise ZeroDivisionError
    with build_lock(tmp_path):
        pass


def test_a_project_without_rights(tmp_path: Path) -> None:
    """Where `.explainer` cannot be made, the project's own folder is locked instead."""
    (tmp_path / ".explainer").write_text("a file in its place")
    with build_lock(tmp_path), pytest.raises(Locked), build_lock(tmp_path):
        pass


def test_workers_do_not_inherit_the_lock(tmp_path: Path) -> None:
    """A holder that is killed leaves no lock behind, though its forked workers live on."""
    script = (
        "import os, sys, time; from pathlib import Path; from generator.publish.lock import build_lock\n"
        "with build_lock(Path(sys.argv[1])):\n"
        "    if os.fork() == 0:\n"
        "        print(os.getpid(), flush=True); time.sleep(60)\n"
        "    time.sleep(60)\n"
    )
    arguments = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(arguments, env=WITH_PATH, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        worker = int(holder.stdout.readline())
        with pytest.raises(Locked), build_lock(tmp_path):
            pass
        holder.kill()
        holder.wait()
        try:
            with build_lock(tmp_path):
                pass
        finally:
            os.kill(worker, signal.SIGKILL)


def test_pool_under_the_lock(tmp_path: Path) -> None:
    """Workers come and go without giving the lock back."""
    with build_lock(tmp_path):
        with ProcessPoolExecutor(2, mp_context=get_context("fork")) as workers:
            assert list(workers.map(abs, range(4))) == [0, 1, 2, 3]
        with pytest.raises(Locked), build_lock(tmp_path):
            pass


@pytest.mark.share(2)
def test_builds_at_once(project: Path, turns: Turns) -> None:
    """Of 2, 4 and 8 builds at once each publishes whole or stands back; never is a site mixed."""
    for turn, chance in enumerate(turns("publications at once, rounds of 2, 4 and 8", 3, 100)):
        versions = [chance.randrange(2, 9) for _ in range((2, 4, 8)[turn % 3])]
        processes = [start(project, version, (0, 20)[number % 2]) for number, version in enumerate(versions)]
        ends = []
        for process in processes:
            _out, errors = process.communicate(timeout=60)
            ends.append(process.returncode)
            assert process.returncode in (0, 75), errors.decode()
        assert 0 in ends
        done = [version for version, end in zip(versions, ends, strict=True) if end == 0]
        assert tree_of(project / "site") in [site_of(version) for version in done]
        assert verify(project / "site") == ()
        assert sorted(os.listdir(project)) == [".explainer", "content", "site"]


@pytest.mark.share(1)
def test_holder_is_killed(project: Path, turns: Turns) -> None:
    """After the holder of the lock was killed at any moment, the next build just works."""
    for chance in turns("holders of the lock killed", 8, 100):
        holder = start(project, chance.randrange(2, 9))
        time.sleep(chance.random() * 0.3)
        holder.kill()
        holder.communicate()
        with build_lock(project):
            build(project, 1)
        assert tree_of(project / "site") == site_of(1)
