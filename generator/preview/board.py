"""What is served now, and everybody who waits for the next."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import replace

from generator.preview.stand import Fault, Stand

VIEWED_MAX = 16
"""Pages that are made ready before the tabs hear of a change: those that were asked for last."""

VIEWED_SECONDS = 900


class Board:
    """The one value that the loop writes and the server's threads read."""

    def __init__(self) -> None:
        self.session = secrets.token_hex(8)
        """Tells a restarted preview from the one before."""
        self._stand = Stand(0, None, (), ())
        self._changed = threading.Condition()
        self._viewed: OrderedDict[str, float] = OrderedDict()
        self._closed = False
        self.damaged = threading.Event()
        """Set when the cache lost a body: the loop begins again."""

    @property
    def stand(self) -> Stand:
        """What is served now."""
        return self._stand

    @property
    def closed(self) -> bool:
        """True once the preview ends."""
        return self._closed

    def put(self, stand: Stand) -> None:
        """Serves another stand, and tells everybody."""
        with self._changed:
            self._stand = replace(stand, number=self._stand.number + 1)
            self._changed.notify_all()

    def add_fault(self, fault: Fault) -> None:
        """Tells of a fault that was found while a page was made."""
        with self._changed:
            stand = self._stand
            if fault not in stand.faults:
                self._stand = replace(stand, number=stand.number + 1, faults=(*stand.faults, fault))
                self._changed.notify_all()

    def wait(self, after: int, seconds: float) -> int:
        """The number of the stand, as soon as it is not `after`; at the latest after some seconds.

        A listener that was slow hears of the newest only: nothing is queued for it.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._stand.number != after, seconds)
            return self._stand.number

    def close(self) -> None:
        """Lets every listener go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def view(self, path: str) -> None:
        """Remembers that somebody looks at a page."""
        with self._changed:
            self._viewed[path] = time.monotonic()
            self._viewed.move_to_end(path)
            while len(self._viewed) > VIEWED_MAX:
                self._viewed.popitem(last=False)

    def viewed(self) -> tuple[str, ...]:
        """The paths of the pages that somebody looks at, the last one first."""
        since = time.monotonic() - VIEWED_SECONDS
        with self._changed:
            return tuple(path for path, moment in reversed(self._viewed.items()) if moment >= since)
