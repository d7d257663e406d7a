"""Processes for the work of a build.

A crew carries a function over batches of jobs. Small work stays in this process. What a job costs is bounded: a job
that takes more than ten CPU-seconds or a gigabyte, or whose process dies, becomes a `Casualty`; the others are done.

The function is `work(tools, job)`, where `tools` are what a setup makes once in each process. Function, setup and jobs
are picklable, so that any executor with the interface of `concurrent.futures` can carry them.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from generator.cycles import CYCLES, rare_collections

if TYPE_CHECKING:
    # Small work starts no process, and to load what starts them takes as long as to read an explainer.
    import concurrent.futures

CPU_SECONDS_MAX = 10
"""Of one job (invariant I9)."""

MEMORY_MAX = 1 << 30
"""Bytes that one job may add to its process (invariant I9)."""

GRACE_SECONDS = 2
"""So much later than the timer the system kills the process: code outside Python does not hear the timer."""

RISKY = 128 * 1024
"""Bytes of text from which an explainer is given a process that can be lost; ordinary ones have a tenth of it."""

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how many of its items are done, and of how many."""

Tools = TypeVar("Tools")
Job = TypeVar("Job")
Result = TypeVar("Result")

_TOO_LONG = f"it takes more than {CPU_SECONDS_MAX} seconds of computing"
_TOO_LARGE = "it takes more than 1 GiB of memory"


@dataclass(frozen=True, slots=True)
class Casualty(Generic[Job]):
    """A job that could not be done, and why, in words for a diagnostic."""

    job: Job
    reason: str


@dataclass(frozen=True, slots=True)
class Setup(Generic[Tools]):
    """How a process gets its tools: `make(*arguments)`, once, before its first job."""

    make: Callable[..., Tools]
    arguments: tuple[Any, ...]


class Hiring(Protocol):
    """Makes an executor, as the classes of `concurrent.futures` do. Each worker calls the initializer once."""

    def __call__(
        self, max_workers: int, *, initializer: Callable[..., None], initargs: tuple[Any, ...]
    ) -> concurrent.futures.Executor: ...


class _OutOfTime(BaseException):
    """Not an `Exception`: nothing on the way may take it for an ordinary failure."""


_own = threading.local()
"""The tools of this worker: of a process, or of a thread where threads are the workers."""


def processes(
    max_workers: int, *, initializer: Callable[..., None], initargs: tuple[Any, ...]
) -> concurrent.futures.Executor:
    """A pool of processes. Forked ones share the parent's modules and values; elsewhere the arguments are pickled."""
    import concurrent.futures

    return concurrent.futures.ProcessPoolExecutor(
        max_workers, _context(), initializer=_start, initargs=(os.getpid(), initializer, initargs)
    )


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work."""

    workers: int
    batch: int = 24
    """Jobs that a worker takes at a time: enough that handing over costs little, few enough that all end together."""
    alone_below: int = 64
    """Fewer jobs are done in this process: starting others takes as long."""
    hire: Hiring = processes

    def carry(
        self,
        work: Callable[[Tools, Job], Result],
        jobs: Sequence[Job],
        setup: Setup[Tools],
        risky: Callable[[Job], bool] = lambda _job: False,
    ) -> Iterator[Result | Casualty[Job]]:
        """The results of a function over jobs, in the order in which they are done.

        Of work that stays in this process, a risky job gets another all the same: one that can be lost. Whatever the
        function raises ends the whole.
        """
        if self.workers < 2 or len(jobs) < self.alone_below:
            yield from _alone(work, jobs, setup, risky)
            return
        lost: list[Job] = []
        yield from _together(work, jobs, setup, self, lost)
        # A process died and took its batch along, and with it the pool. Each job that is left gets a process of its
        # own, so that only the one at fault is lost.
        for job in lost:
            yield _apart(work, setup, job)


def _alone(
    work: Callable[[Tools, Job], Result], jobs: Sequence[Job], setup: Setup[Tools], risky: Callable[[Job], bool]
) -> Iterator[Result | Casualty[Job]]:
    with rare_collections():
        yield from _one_by_one(work, jobs, setup, risky)


def _one_by_one(
    work: Callable[[Tools, Job], Result], jobs: Sequence[Job], setup: Setup[Tools], risky: Callable[[Job], bool]
) -> Iterator[Result | Casualty[Job]]:
    tools: Tools | None = None
    for job in jobs:
        if risky(job):
            yield _apart(work, setup, job)
            continue
        if tools is None:
            tools = setup.make(*setup.arguments)
        yield _bounded(work, tools, job)


def _together(
    work: Callable[[Tools, Job], Result],
    jobs: Sequence[Job],
    setup: Setup[Tools],
    crew: Crew,
    lost: list[Job],
) -> Iterator[Result | Casualty[Job]]:
    """The results of all jobs whose pool lived; the others are added to `lost`."""
    import concurrent.futures
    from concurrent.futures.process import BrokenProcessPool

    batches = [tuple(jobs[start : start + crew.batch]) for start in range(0, len(jobs), crew.batch)]
    gc.freeze()
    pool = crew.hire(min(crew.workers, len(batches)), initializer=_equip, initargs=(setup,))
    waiting: dict[concurrent.futures.Future[list[Result | Casualty[Job]]], tuple[Job, ...]] = {}
    try:
        for part in batches:
            try:
                waiting[pool.submit(_run_batch, work, part)] = part
            except BrokenProcessPool:
                lost.extend(part)
        for done in concurrent.futures.as_completed(tuple(waiting)):
            part = waiting.pop(done)
            try:
                results = done.result()
            except BrokenProcessPool:
                lost.extend(part)
            else:
                yield from results
    finally:
        # After Ctrl-C or a failure nobody waits for batches that have not begun.
        pool.shutdown(wait=True, cancel_futures=True)
        gc.unfreeze()


def _equip(setup: Setup[Any]) -> None:
    _own.tools = setup.make(*setup.arguments)


def _run_batch(work: Callable[[Any, Job], Result], jobs: tuple[Job, ...]) -> list[Result | Casualty[Job]]:
    return [_bounded(work, _own.tools, job) for job in jobs]


# A process that can be lost


def _context() -> Any:
    import multiprocessing

    return multiprocessing.get_context("fork" if sys.platform.startswith("linux") else "spawn")


def _start(parent: int, initializer: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """The beginning of a worker: Ctrl-C is for its parent to hear, and it does not outlive that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _die_with(parent)
    gc.freeze()
    gc.set_threshold(*CYCLES)
    initializer(*arguments)


def _die_with(parent: int) -> None:
    """Has the kernel kill this process when its parent dies, where it can: prctl(2), PR_SET_PDEATHSIG."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        # It died before we asked.
        os._exit(1)


def _apart(work: Callable[[Tools, Job], Result], setup: Setup[Tools], job: Job) -> Result | Casualty[Job]:
    """The result of a job in a process of its own."""
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run_apart, args=(os.getpid(), theirs, work, setup, job), daemon=True)
    process.start()
    theirs.close()
    try:
        raised, result = ours.recv()
    except EOFError:
        process.join()
        return Casualty(job, _cause_of_death(process.exitcode or 0))
    finally:
        ours.close()
        if sys.exc_info()[0] is not None:
            process.kill()
        process.join()
    if raised:
        raise result
    done: Result | Casualty[Job] = result
    return done


def _run_apart(parent: int, answer: Any, work: Callable[[Any, Any], Any], setup: Setup[Any], job: Any) -> None:
    _start(parent, _equip, (setup,))
    try:
        told = (False, _bounded(work, _own.tools, job))
    except Exception as failure:
        told = (True, failure)
    answer.send(told)


def _cause_of_death(code: int) -> str:
    if code == -getattr(signal, "SIGXCPU", 0):
        return _TOO_LONG
    if code == -signal.SIGSEGV:
        return "the process that read it crashed"
    return "the process that read it died"


# The bounds of a job


def _bounded(work: Callable[[Tools, Job], Result], tools: Tools, job: Job) -> Result | Casualty[Job]:
    """The result of one job, within its bounds of time and memory where the system can hold them."""
    if threading.current_thread() is not threading.main_thread():
        # Timers and limits belong to the process, and its other threads are at work too.
        return work(tools, job)
    try:
        with _limited():
            return work(tools, job)
    except _OutOfTime:
        return Casualty(job, _TOO_LONG)
    except MemoryError:
        return Casualty(job, _TOO_LARGE)
    except RecursionError:
        return Casualty(job, "it is nested too deep")


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """Bounds the block by a timer of CPU time, and by the system's own limits, which code outside Python obeys too."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    import resource

    space, seconds = resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)
    before = signal.signal(signal.SIGPROF, _out_of_time)
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS_MAX, 1)
    try:
        # Only a process that may be lost is given to the system to kill: one that another has started.
        started = sys.modules.get("multiprocessing.process")
        if started is not None and started.parent_process() is not None:
            used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
            _tighten(resource.RLIMIT_CPU, int(used) + CPU_SECONDS_MAX + GRACE_SECONDS)
        size = _address_space()
        if size:
            _tighten(resource.RLIMIT_AS, size + MEMORY_MAX)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        resource.setrlimit(resource.RLIMIT_AS, space)
        resource.setrlimit(resource.RLIMIT_CPU, seconds)


def _tighten(limit: int, most: int) -> None:
    """Lowers a limit of this process for a while. One that is lower already stays."""
    import resource

    soft, hard = resource.getrlimit(limit)
    if soft == resource.RLIM_INFINITY or soft > most:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, hard))


def _address_space() -> int:
    """Bytes of address space that this process has; 0 where the system does not say (proc(5), statm)."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as stream:
            return int(stream.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _out_of_time(_number: int, _frame: FrameType | None) -> None:
    raise _OutOfTime
