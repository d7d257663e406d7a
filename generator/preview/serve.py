"""`explainer serve`: everything put together, from the first walk to Ctrl-C."""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from generator.crew import Progress
from generator.cycles import rare_collections
from generator.load.markdown import remembered
from generator.pipeline import Options
from generator.preview.answers import Answers
from generator.preview.board import Board
from generator.preview.faults import Desk
from generator.preview.gates import Gate, bracketed
from generator.preview.loop import Loop
from generator.preview.printer import Printer
from generator.preview.recall import open_recall
from generator.preview.server import PreviewServer
from generator.preview.walk import Walker
from generator.preview.watch import Changes, Watcher

PORTS = 100
"""How many ports are tried, from the one asked for."""

END_SECONDS = 0.8
"""After Ctrl-C, what has not ended by then is left behind."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to serve."""

    host: str = "127.0.0.1"
    port: int = 8000
    """0 lets the system choose."""
    base_url: str = ""
    drafts: bool = True
    future: bool = False
    reload: bool = True
    open: bool = False
    editor: str = "vscode"
    poll: bool = False
    published: Mapping[str, Mapping[str, str]] | None = None
    """By slug, the values published before, as a build is told of them."""


SLICE_SECONDS = 0.0002
"""How long a thread that computes keeps the others waiting: the one that hears of a save asks for its turn three times
before it can tell. Python's own choice is 25 times that."""


TEXTS = 256
"""So many texts of explainers are remembered as they were read. One of twenty questions and events has thirty."""


class NoPort(Exception):
    """Neither the port that was asked for nor one of the next is free, or the host is none of this machine's."""


def serve(folder: Path, wishes: Wishes, say: Callable[[str], None], progress: Progress) -> None:
    """Serves a project until Ctrl-C. Raises `NoPort` and `EditorUnknown`; an author's fault is shown, not raised."""
    board, printer, changes = Board(), Printer(), Changes()
    answers = Answers(board, printer, Desk(folder, wishes.editor), reload=wishes.reload)
    server = listen(wishes, answers, say)
    watcher = Watcher(folder, changes, say, poll=wishes.poll)
    options = Options(
        now=0.0,
        base_url=wishes.base_url,
        drafts=wishes.drafts,
        future=wishes.future,
        published=wishes.published,
    )
    # Also where a shell that started this in the background told it to ignore Ctrl-C.
    before = {number: signal.signal(number, _interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with open_recall(folder) as recall, rare_collections():
            walker = Walker(folder, options, recall)
            loop = Loop(folder, walker, recall, board, printer, changes, say)
            loop.begin(progress)
            # The site stays for the session: it is not looked through for garbage at every edit.
            gc.freeze()
            # While the loop plans a large site, a tab that asks for its page waits for a short slice.
            sys.setswitchinterval(SLICE_SECONDS)
            # After the first walk, which may fork: a process with threads is better not forked.
            watcher.start()
            threading.Thread(target=server.serve_forever, args=(0.1,), name="server", daemon=True).start()
            address = f"{_address(server.gate)}{board.stand.base}"
            say(f"serving {address}")
            if server.gate.is_open:
                say(f"warning: everybody who reaches {server.gate.host} can read this, drafts included")
            if wishes.open:
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            try:
                with remembered(TEXTS):
                    loop.run(watcher)
            except KeyboardInterrupt:
                _end_soon()
                walker.remember()
    except KeyboardInterrupt:
        _end_soon()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        watcher.stop()
        board.close()
        server.socket.close()


def listen(wishes: Wishes, answers: Answers, say: Callable[[str], None]) -> PreviewServer:
    """A server on the port that was asked for, or on the next free one, which it says. Raises `NoPort`."""
    for port in range(wishes.port, min(wishes.port + PORTS, 65536)):
        try:
            server = PreviewServer(Gate(wishes.host, port), answers)
        except OSError as failure:
            if failure.errno == errno.EADDRINUSE:
                continue
            raise NoPort(
                f"cannot listen on {wishes.host}:{port}: {(failure.strerror or str(failure)).lower()}"
            ) from None
        if port != wishes.port:
            say(f"port {wishes.port} is taken; using {port}")
        return server
    raise NoPort(f"no port from {wishes.port} on is free")


def _address(gate: Gate) -> str:
    host = "127.0.0.1" if gate.host in ("0.0.0.0", "::") else gate.host
    return f"http://{bracketed(host)}:{gate.port}"


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end_soon() -> None:
    """Sees to it that the process ends within a second, whatever still runs."""

    def end() -> None:
        time.sleep(END_SECONDS)
        for process in multiprocessing.active_children():
            process.kill()
        os._exit(0)

    threading.Thread(target=end, daemon=True).start()
