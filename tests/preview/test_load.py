"""Listeners by the hundred, clients that never read, many rebuilds: an edit is as quick as ever, and nothing piles up."""

from __future__ import annotations

import os
import selectors
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.preview.printer import KEPT_BYTES_MAX, PACKS_OPEN_MAX
from tests.preview.conftest import Preview
from tests.turns import Turns

SLUG = "leap-second"


def listen(port: int, receive_bytes: int = 0) -> socket.socket:
    """A listener's connection."""
    connection = socket.socket()
    if receive_bytes:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    connection.connect(("127.0.0.1", port))
    connection.sendall(f"GET /__explainer/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    return connection


def descriptors(preview: Preview) -> int:
    """How many files the preview has open."""
    return len(os.listdir(f"/proc/{preview.process.pid}/fd"))


def resident(preview: Preview) -> int:
    """Bytes of memory that the preview holds."""
    with open(f"/proc/{preview.process.pid}/statm", encoding="ascii") as stream:
        return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def edit(article: Path, text: str, number: int) -> None:
    """One save."""
    article.write_text(f"{text}\n\nPlumage {number}.\n")


def rebuild(preview: Preview, article: Path, text: str, number: int) -> None:
    """One save, until it is served."""
    edit(article, text, number)
    preview.eventually(f"/{SLUG}/", f"Plumage {number}.")


@pytest.mark.share(2)
def test_listeners(project: Path, serve: Callable[..., Any], figure: Callable[[str, str], None], turns: Turns) -> None:
    """The last of many listeners hears within a second of the first; some that never read delay nobody."""
    listeners = 500 if turns.long else 100
    preview = serve(project)
    article = project / "content" / SLUG / "article.md"
    text = article.read_text()
    deaf = [listen(preview.port, 1024) for _ in range(20)]
    selector = selectors.DefaultSelector()
    hearing = [listen(preview.port) for _ in range(listeners)]
    for connection in hearing:
        connection.setblocking(False)
        selector.register(connection, selectors.EVENT_READ)

    def hear(seconds: float) -> float:
        """Seconds between the first and the last that hears."""
        waiting = set(hearing)
        first = last = 0.0
        until = time.monotonic() + seconds
        while waiting and time.monotonic() < until:
            for key, _ in selector.select(0.1):
                data = key.fileobj.recv(65536)  # type: ignore[union-attr]
                if b"data: " in data and key.fileobj in waiting:
                    waiting.discard(key.fileobj)  # type: ignore[arg-type]
                    last = time.monotonic()
                    first = first or last
        assert not waiting
        return last - first

    hear(30)
    spread = []
    for number, _ in enumerate(turns(f"preview: rebuilds that {listeners} listeners hear of", 8, 200)):
        edit(article, text, number)
        spread.append(hear(30))
    figure(
        f"{listeners} listeners × {len(spread)} rebuilds: last event after the first", f"{max(spread) * 1000:8.0f} ms"
    )
    assert max(spread) < 1.0
    for connection in (*hearing, *deaf):
        connection.close()


@pytest.mark.share(2)
def test_flat(project: Path, serve: Callable[..., Any], figure: Callable[[str, str], None], turns: Turns) -> None:
    """Descriptors and memory do not grow with the number of rebuilds."""
    preview = serve(project)
    article = project / "content" / SLUG / "article.md"
    text = article.read_text()
    # The long run begins when the memory for printed pages is full.
    full = 2 * KEPT_BYTES_MAX // len(preview.get(f"/{SLUG}/")[2]) if turns.long else 20
    for number in range(full):
        rebuild(preview, article, text, number)
    before = descriptors(preview), resident(preview)
    count = 0
    for _ in turns("preview: rebuilds without growth", 60, 500):
        rebuild(preview, article, text, full + count)
        count += 1
    time.sleep(0.5)
    after = descriptors(preview), resident(preview)
    packs = len(list((project / ".explainer" / "cache" / "preview").glob("*.pack")))
    figure(
        f"{count} rebuilds: descriptors more, MiB more, packs",
        f"{after[0] - before[0]:8} {(after[1] - before[1]) / 2**20:.1f} {packs}",
    )
    # The packs that the printer reads from come and go within their bound.
    assert after[0] - before[0] <= PACKS_OPEN_MAX + 4
    # The short run ends before the memory for printed pages is full.
    assert after[1] - before[1] < (24 << 20) + (0 if turns.long else KEPT_BYTES_MAX)
    assert packs < 64
