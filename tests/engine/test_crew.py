"""Bounds of a job, and who may carry it."""

from __future__ import annotations

import concurrent.futures
import faulthandler
import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from generator import crew
from generator.allowance import available_cpus
from generator.crew import Casualty, Crew, Setup
from generator.pipeline import Options, build
from tests.engine.project import NOW, sample, tree
from tests.turns import count


def make(word: str) -> str:
    """The tools of these tests: a word."""
    return word


def work(tools: str, job: object) -> object:
    """Says the job with the word, or does what it is told."""
    if job == "die":
        os._exit(7)
    if job == "crash":
        # The crash is meant: its stack, which pytest would have printed, looks like a failure.
        faulthandler.disable()
        os.kill(os.getpid(), signal.SIGSEGV)
    if job == "hang":
        while True:
            pass
    if job == "hang outside Python":
        # A sum of a range of big numbers hears no signal until it is done.
        sum(range(1 << 62))
    if job == "sleep":
        time.sleep(0.2)
    if job == "eat":
        return len(bytearray(3 << 30))
    if job == "eat slowly":
        pile = []
        while True:
            pile.append(bytearray(8 << 20))
    if job == "nest":
        return work(tools, job)
    if job == "raise":
        raise ValueError("a fault of the function")
    return f"{tools} {job}"


JOBS = ("die", "crash", "hang", "hang outside Python", "eat", "eat slowly", "nest")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds, so tight that a test need not wait."""
    monkeypatch.setattr(crew, "CPU_SECONDS_MAX", 1)
    monkeypatch.setattr(crew, "GRACE_SECONDS", 1)


@pytest.mark.parametrize("bad", JOBS)
def test_a_job_out_of_bounds_costs_itself(bad: str) -> None:
    """Among others in processes, each other job is done."""
    jobs = ["a", "b", bad, "c", *"defgh"]
    found = list(Crew(2, batch=3, alone_below=2).carry(work, jobs, Setup(make, ("did",))))
    lost = [result for result in found if isinstance(result, Casualty)]
    assert [casualty.job for casualty in lost] == [bad]
    assert sorted(str(result) for result in found if not isinstance(result, Casualty)) == [
        f"did {x}" for x in "abcdefgh"
    ]
    count("bounds: jobs out of bounds, in processes")


@pytest.mark.parametrize("bad", JOBS)
def test_a_risky_job_of_a_small_build_gets_a_process(bad: str) -> None:
    """It is lost, and this process lives."""
    found = list(Crew(1).carry(work, ["a", bad, "b"], Setup(make, ("did",)), risky=lambda job: job == bad))
    assert found[0] == "did a"
    assert isinstance(found[1], Casualty)
    assert found[2] == "did b"
    count("bounds: risky jobs of small builds")


@pytest.mark.parametrize("bad", ["hang", "eat", "eat slowly", "nest"])
def test_an_ordinary_job_of_a_small_build_is_bounded_in_this_process(bad: str) -> None:
    """And the bounds are taken away again."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)
    found = list(Crew(1).carry(work, ["a", bad, "b"], Setup(make, ("did",))))
    assert isinstance(found[1], Casualty)
    assert (found[0], found[2]) == ("did a", "did b")
    assert (resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
    count("bounds: ordinary jobs of small builds")


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_function_raises_ends_the_whole(workers: int) -> None:
    """It is no casualty: it is a bug, or a file that changed."""
    with pytest.raises(ValueError, match="a fault of the function"):
        list(Crew(workers, batch=1, alone_below=2).carry(work, ["a", "raise", "b"], Setup(make, ("did",))))


def test_no_process_is_left() -> None:
    """Whatever happens."""
    results = Crew(2, batch=1, alone_below=2).carry(work, ["sleep"] * 20, Setup(make, ("did",)))
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_available_cpus_heeds_affinity() -> None:
    """A process bound to one CPU starts one worker."""
    allowed = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert available_cpus() == 1
    finally:
        os.sched_setaffinity(0, allowed)


QUOTAS = {
    "none": ("0::/\n", {}, 8),
    "a container's": ("0::/\n", {"cpu.max": "200000 100000\n"}, 2),
    "half a CPU": ("0::/\n", {"cpu.max": "50000 100000\n"}, 1),
    "no limit": ("0::/\n", {"cpu.max": "max 100000\n"}, 8),
    "a service's": ("0::/system.slice/a.service\n", {"system.slice/a.service/cpu.max": "300000 100000\n"}, 3),
    "of the group above": (
        "0::/system.slice/a.service\n",
        {"system.slice/a.service/cpu.max": "max 100000\n", "system.slice/cpu.max": "250000 100000\n"},
        2,
    ),
    "of the first version": (
        "3:cpu,cpuacct:/a\n2:cpuset:/\n",
        {"cpu,cpuacct/a/cpu.cfs_quota_us": "400000\n", "cpu,cpuacct/a/cpu.cfs_period_us": "100000\n"},
        4,
    ),
    "of the first version, none": (
        "1:cpu:/\n0::/\n",
        {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"},
        8,
    ),
    "of a container by the machine's path": (
        "4:cpu:/docker/0a1b\n",
        {"cpu/cpu.cfs_quota_us": "100000\n", "cpu/cpu.cfs_period_us": "100000\n"},
        1,
    ),
    "nonsense": ("0::/\n:::\n\n7\n", {"cpu.max": "many few\n"}, 8),
}
"""By what is set, what the system says of the groups, the files of these, and the CPUs that there are of eight."""


@pytest.mark.parametrize("what", QUOTAS)
def test_available_cpus_heeds_quotas(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more workers than the quota of any control group has whole CPUs, and at least one."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(8)))
    groups, files, count = QUOTAS[what]
    for path, text in {
        "proc/self/cgroup": groups,
        **{f"sys/fs/cgroup/{at}": text for at, text in files.items()},
    }.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    assert available_cpus(str(tmp_path)) == count


def _spawned(max_workers: int, *, initializer: Any, initargs: Any) -> concurrent.futures.Executor:
    context = multiprocessing.get_context("spawn")
    return concurrent.futures.ProcessPoolExecutor(
        max_workers, mp_context=context, initializer=initializer, initargs=initargs
    )


def _threads(max_workers: int, *, initializer: Any, initargs: Any) -> concurrent.futures.Executor:
    return concurrent.futures.ThreadPoolExecutor(max_workers, initializer=initializer, initargs=initargs)


@pytest.mark.parametrize("hire", [_spawned, _threads], ids=["spawned processes", "threads"])
def test_any_executor_can_carry_a_build(hire: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is the same: functions and jobs are picklable, and share nothing."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        sample().write(tmp_path / name)
    build(tmp_path / "one", Options(now=NOW, jobs=1))
    monkeypatch.setattr("generator.line.Crew", lambda workers, hire: Crew(workers, batch=2, alone_below=2, hire=hire))
    assert build(tmp_path / "other", Options(now=NOW, jobs=2, hire=hire)).published
    assert tree(tmp_path / "other/site") == tree(tmp_path / "one/site")
    count("executors that carried a build")


def test_a_file_out_of_bounds_is_a_named_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other files are examined, and nothing is published."""
    project = sample()
    project.change("beta", links=("nobody",))
    project.write(tmp_path)
    import generator.steps.examining

    true = generator.steps.examining.examine

    def examine(slug: str, *given: Any) -> Any:
        return work("", "hang") if slug == "alpha" else true(slug, *given)

    monkeypatch.setattr(generator.steps.examining, "examine", examine)
    result = build(tmp_path, Options(now=NOW))
    assert not result.published
    told = {
        (found.code, found.location.path.split("/")[1]) for found in result.diagnostics if found.severity == "error"
    }
    assert ("limit-exceeded", "alpha") in told
    assert ("reference-not-found", "beta") in told
    assert not (tmp_path / "site").exists()
    monkeypatch.setattr(generator.steps.examining, "examine", true)
    project.change("beta", links=())
    project.write(tmp_path)
    assert build(tmp_path, Options(now=NOW)).published
