"""Processes for the work of a build.

A crew carries a function over batches of jobs. Small work stays in this process. What a job costs is bounded: a job
that takes more than ten CPU-seconds or a gigabyte, or whose process dies, becomes a `Casualty`; the others are done.
"""

from __future__ import annotations

import concurrent.futures
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import FrameType
from typing import Any, Generic, TypeVar

CPU_SECONDS_MAX = 10
MEMORY_MAX = 1 << 30
"""Bytes that one job may add to its process (invariant I9)."""

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Casualty(Generic[Job]):
    """A job that could not be done, and why, in words for a diagnostic."""

    job: Job
    reason: str


class _OutOfTime(BaseException):
    """Not an `Exception`: nothing on the way may take it for an ordinary failure."""


def available_cpus() -> int:
    """The CPUs that this process may use: its affinity, and the quota of its control group."""
    affinity = getattr(os, "sched_getaffinity", None)
    count = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min(count, _quota() or count))


def _quota() -> int:
    """Whole CPUs of a cgroup v2 quota (docs.kernel.org/admin-guide/cgroup-v2.html, cpu.max); 0 without one."""
    try:
        with open("/sys/fs/cgroup/cpu.max", encoding="ascii") as stream:
            quota, period = stream.read().split()
        return 0 if quota == "max" else max(1, int(quota) // int(period))
    except (OSError, ValueError):
        return 0


def carry(
    function: Callable[[Job], Result],
    jobs: Sequence[Job],
    workers: int,
    *,
    batch: int,
    alone_below: int,
    setup: Callable[..., None],
    arguments: tuple[Any, ...],
) -> Iterator[Result | Casualty[Job]]:
    """The results of a function over jobs, in the order in which they are done.

    `setup(*arguments)` runs once in each process before its first job. Fewer jobs than `alone_below`, or one worker,
    stay in this process. Whatever the function raises ends the whole.
    """
    if workers < 2 or len(jobs) < alone_below:
        setup(*arguments)
        for job in jobs:
            yield _bounded(function, job)
        return
    batches = [tuple(jobs[start : start + batch]) for start in range(0, len(jobs), batch)]
    lost: list[Job] = []
    with _pool(workers, setup, arguments) as pool:
        waiting = {pool.submit(_run_batch, function, part): part for part in batches}
        for done in concurrent.futures.as_completed(waiting):
            try:
                yield from done.result()
            except BrokenProcessPool:
                lost.extend(waiting[done])
    # A process died and took its batch along, and with it the pool. Each job that is left gets a process of its own,
    # so that only the one at fault is lost.
    for job in lost:
        try:
            with _pool(1, setup, arguments) as pool:
                yield from pool.submit(_run_batch, function, (job,)).result()
        except BrokenProcessPool:
            yield Casualty(job, "the process that read it died")


def _pool(
    workers: int, setup: Callable[..., None], arguments: tuple[Any, ...]
) -> concurrent.futures.ProcessPoolExecutor:
    # Forked workers share the parent's modules and values without copying; elsewhere the arguments are pickled.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() and os.name == "posix" else "spawn"
    gc.freeze()
    return concurrent.futures.ProcessPoolExecutor(
        workers, multiprocessing.get_context(method), initializer=_start, initargs=(setup, arguments)
    )


def _start(setup: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    setup(*arguments)


def _run_batch(function: Callable[[Job], Result], jobs: tuple[Job, ...]) -> list[Result | Casualty[Job]]:
    return [_bounded(function, job) for job in jobs]


def _bounded(function: Callable[[Job], Result], job: Job) -> Result | Casualty[Job]:
    """The result of one job, within its bounds of time and memory where the system can hold them."""
    if not hasattr(signal, "ITIMER_PROF") or not _in_main_thread():
        return function(job)
    before = signal.signal(signal.SIGPROF, _out_of_time)
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS_MAX, 1)
    try:
        return function(job)
    except _OutOfTime:
        return Casualty(job, f"it takes more than {CPU_SECONDS_MAX} seconds of computing")
    except MemoryError:
        return Casualty(job, "it takes more than 1 GiB of memory")
    except RecursionError:
        return Casualty(job, "it is nested too deep")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _out_of_time(number: int, frame: FrameType | None) -> None:
    raise _OutOfTime


def _in_main_thread() -> bool:
    import threading

    return threading.current_thread() is threading.main_thread()


def bound_memory() -> None:
    """Lets this process grow by a gigabyte and no further, where the system can hold it to that."""
    try:
        import resource
    except ImportError:
        return
    with open("/proc/self/statm", encoding="ascii") as stream:
        now = int(stream.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY_MAX, hard))
