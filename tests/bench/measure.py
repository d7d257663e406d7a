"""Runs a command and measures it: wall time, CPU time, peak memory. Linux, since it reads `/proc`."""

from __future__ import annotations

import contextlib
import os
import signal
import statistics
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_S = 0.05
SHARE_SAMPLE_S = 0.5  # the kernel walks every page for it, so that asking more often would slow what is measured
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
MIB = 1024 * 1024


class ToolFailed(Exception):
    """A command could not be started, did not exit with 0 or took too long; the text has the end of its log."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run cost. Memory is the peak, in MiB."""

    wall_s: float
    cpu_s: float
    """User and system time of the command and of every descendant that was waited for."""
    process_mib: float
    """The largest single process. Never below this benchmark's own size: Linux inherits the mark over fork."""
    tree_mib: float
    """The process tree, each process counted in full: pages that forked workers share count once a process."""
    tree_shared_mib: float
    """The process tree, shared pages counted once; seldom sampled, so a short peak may be missed."""
    load_before: float
    """The machine's load average when the run began; well above 0.5 means that others were at work."""


def measure(command: Sequence[str], folder: Path, log: Path, timeout_s: float) -> Run:
    """Runs `command` in `folder`, its output to `log`.

    Data that earlier runs left to be written is flushed first, or the first tool that asks for durability would pay for
    all of them. Raises `ToolFailed`.
    """
    os.sync()
    load = os.getloadavg()[0]
    with log.open("wb") as sink:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, start_new_session=True
            )
        except OSError as error:
            raise ToolFailed(f"`{command[0]}` cannot be started: {error.strerror}") from error
        sampler = Sampler(process.pid, start + timeout_s)
        sampler.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
            wall_s = time.perf_counter() - start
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            sampler.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        why = f"ran over {timeout_s:.0f} s" if sampler.timed_out else f"ended with {process.returncode}"
        raise ToolFailed(f"`{' '.join(command)}` {why}\n{tail(log)}")
    process_mib = usage.ru_maxrss / 1024
    return Run(
        wall_s=wall_s,
        cpu_s=usage.ru_utime + usage.ru_stime,
        process_mib=process_mib,
        tree_mib=max(sampler.tree_mib, process_mib),
        tree_shared_mib=max(sampler.tree_shared_mib, process_mib),
        load_before=load,
    )


def tail(log: Path) -> str:
    """The last 20 lines of a log."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])


def median(runs: Sequence[Run]) -> Run:
    """The median of each measure by itself."""
    return Run(
        wall_s=statistics.median(run.wall_s for run in runs),
        cpu_s=statistics.median(run.cpu_s for run in runs),
        process_mib=statistics.median(run.process_mib for run in runs),
        tree_mib=statistics.median(run.tree_mib for run in runs),
        tree_shared_mib=statistics.median(run.tree_shared_mib for run in runs),
        load_before=statistics.median(run.load_before for run in runs),
    )


class Sampler(threading.Thread):
    """Watches the memory of a process tree until stopped, and kills the tree's session at the deadline."""

    def __init__(self, pid: int, deadline: float) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.deadline = deadline
        self.tree_mib = 0.0
        self.tree_shared_mib = 0.0
        self.timed_out = False
        self.ended = threading.Event()

    def run(self) -> None:
        """Samples until the end."""
        next_share = 0.0
        while not self.ended.wait(SAMPLE_S):
            pids = tree(self.pid)
            self.tree_mib = max(self.tree_mib, sum(resident_bytes(pid) for pid in pids) / MIB)
            now = time.perf_counter()
            if len(pids) > 1 and now >= next_share:
                self.tree_shared_mib = max(self.tree_shared_mib, sum(proportional_bytes(pid) for pid in pids) / MIB)
                next_share = now + SHARE_SAMPLE_S
            if now > self.deadline:
                self.timed_out = True
                with contextlib.suppress(ProcessLookupError):  # it ended this moment
                    os.killpg(self.pid, signal.SIGKILL)
                return

    def stop(self) -> None:
        """Ends the sampling and waits for it."""
        self.ended.set()
        self.join()


def tree(pid: int) -> list[int]:
    """A process and its descendants; those that end meanwhile are left out."""
    pids = [pid]
    for parent in pids:  # grows while it is walked
        try:
            tasks = os.listdir(f"/proc/{parent}/task")
        except OSError:
            continue
        for task in tasks:
            pids.extend(int(child) for child in read_proc(f"{parent}/task/{task}/children").split())
    return pids


def resident_bytes(pid: int) -> int:
    """Resident memory of a process, 0 if it is gone."""
    fields = read_proc(f"{pid}/statm").split()
    return int(fields[1]) * PAGE_BYTES if fields else 0


def proportional_bytes(pid: int) -> int:
    """Resident memory of a process, a page shared by n processes counted as 1/n; 0 if it is gone."""
    for line in read_proc(f"{pid}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def read_proc(name: str) -> str:
    """The text of a file below `/proc`, empty if the process is gone."""
    try:
        with open(f"/proc/{name}", encoding="ascii", errors="replace") as file:
            return file.read()
    except OSError:
        return ""
