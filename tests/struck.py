"""Programs in processes that start at once, forked from one that has everything loaded: to be killed and starved.

`strace` strikes: it stops a process at a chosen system call, or makes the call fail as a full or broken disk would.
It is attached before the program begins, so that the n-th call is the program's and none of Python's own start.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from generator import cli
from tests.publish import one_build

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")

PR_SET_PTRACER = 0x59616D61
"""Who may trace this process (prctl(2)): where the system is careful, a sibling may not unless it is said."""

_context = get_context("forkserver")
_context.set_forkserver_preload(["tests.warm"])


def build_site(folder: str, *more: str) -> int:
    """The command line's build; its exit code."""
    sys.argv = ["explainer", "-C", folder, "build", "--today", "2025-01-10T00:00Z", "-q", *more]
    cli.main()
    return 0


def publish(project: str, version: str) -> int:
    """A publication without a build; its exit code."""
    sys.argv = ["one_build.py", project, version]
    return one_build.main()


class Struck:
    """A program that waits to begin."""

    def __init__(self, program: Callable[..., int], *arguments: str) -> None:
        self._go, theirs = _context.Pipe()
        with tempfile.NamedTemporaryFile(prefix="explainer-said-", delete=False) as file:
            self._said = Path(file.name)
        self._process = _context.Process(target=_begin, args=(theirs, str(self._said), program, arguments))
        self._process.start()
        theirs.close()
        self._go.recv()
        assert self._process.pid
        self.pid: int = self._process.pid
        self._strace: subprocess.Popen[bytes] | None = None

    def trace(self, *options: str) -> None:
        """Attaches `strace` with these options."""
        command = ["strace", "-f", "-qq", "-p", str(self.pid), *options]
        self._strace = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
        status = Path(f"/proc/{self.pid}/status")
        until = time.monotonic() + 30
        while "TracerPid:\t0\n" in status.read_text():
            if self._strace.poll() is not None or time.monotonic() > until:
                assert self._strace.stderr
                raise AssertionError(self._strace.stderr.read().decode())
            time.sleep(0.002)

    def begin(self) -> None:
        """Lets the program begin."""
        self._go.send(None)

    def strike(self, number: int) -> None:
        """Sends a signal to it and its workers."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def end(self) -> tuple[int, str]:
        """Its exit code, negative for a signal, and what it said. No program hangs."""
        self._process.join(60)
        if self._process.exitcode is None:
            self.strike(signal.SIGKILL)
            raise AssertionError(f"it hangs: {self._said.read_text()}")
        if self._strace is not None:
            self._strace.communicate(timeout=30)
        self._go.close()
        said = self._said.read_text(errors="replace")
        self._said.unlink()
        return self._process.exitcode, said


def strike(program: Callable[..., int], *arguments: str, inject: tuple[str, ...]) -> tuple[int, str]:
    """Runs a program while `strace` strikes; each strike is an argument of its `inject=`. As `Struck.end`."""
    struck = Struck(program, *arguments)
    names = ",".join(each.partition(":")[0] for each in inject)
    struck.trace("-o", "/dev/null", "-e", f"trace={names}", *(f"-einject={each}" for each in inject))
    struck.begin()
    return struck.end()


def calls(program: Callable[..., int], *arguments: str, names: tuple[str, ...]) -> list[tuple[str, int]]:
    """Every system call of these names that a program makes in its first thread, counted by name."""
    with tempfile.NamedTemporaryFile(prefix="explainer-calls-") as log:
        struck = Struck(program, *arguments)
        struck.trace("-o", log.name, "-e", f"trace={','.join(names)}")
        struck.begin()
        code, said = struck.end()
        assert code == 0, said
        lines = log.read().decode().splitlines()
    made = Counter(found[1] for line in lines if (found := re.match(rf"{struck.pid} +(\w+)\(", line)))
    return [(name, number) for name in names for number in range(1, made[name] + 1)]


def _begin(go: Connection, said: str, program: Callable[..., int], arguments: tuple[str, ...]) -> None:
    """In the new process: waits for the word, and ends as the program does."""
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ctypes.c_ulong((1 << 64) - 1), 0, 0, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    file = os.open(said, os.O_WRONLY)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.close(file)
    go.send(None)
    go.recv()
    code: object = 1
    try:
        code = program(*arguments)
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        with contextlib.suppress(OSError):
            traceback.print_exc()
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    os._exit(code if isinstance(code, int) else 1)
