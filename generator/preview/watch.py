"""Which files were touched: by the system's own notices, or by looking again and again where it has none to give."""

from __future__ import annotations

import importlib.util
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from generator.load.names import ignored
from generator.place import theme_folder

STEP_MS = 2
"""How long the system's notices may pause before they are handed on; `Changes.is_over` waits for the rest."""

ROOT_STEP_MS = 10
"""The same for the settings, which are edited seldom. Each look costs a walk that goes on a change of threads."""

QUIET_SECONDS = 0.012
"""A burst is over when nothing was touched for so long."""

BURST = 12
"""Files from which a burst is a checkout or an unpacking, which pauses for longer."""

BURST_QUIET_SECONDS = 0.25
BURST_SECONDS_MAX = 5.0

REPLACED_SECONDS = 0.06
"""How long a file that is gone or empty may take to come back: editors write by replacing, some by emptying first."""

REPLACED_STEP_SECONDS = 0.001
"""So often it is looked whether it has."""

POLL_SECONDS = 0.4


class Changes:
    """The files that were touched and not yet taken, from any thread."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._files: set[str] = set()
        self._survey = False
        self._begun = 0.0
        """When the first of them was told, on the clock of `time.monotonic`."""
        self._moment = 0.0
        """When the last one was."""
        self._taken = 0.0
        """The same of those that were taken last."""

    def add(self, files: set[str], *, survey: bool = False) -> None:
        """Tells of touched files (absolute paths); `survey` when only a walk over everything can tell what changed."""
        with self._condition:
            self._moment = time.monotonic()
            if not (self._files or self._survey):
                self._begun = self._moment
            self._files |= files
            self._survey |= survey
            self._condition.notify_all()

    @property
    def are_waiting(self) -> bool:
        """Whether there is something. Asked thousands of times a second, and so without the lock."""
        return bool(self._files) or self._survey

    def wait(self, seconds: float) -> bool:
        """True as soon as there is something; False after some seconds of nothing."""
        with self._condition:
            return self._condition.wait_for(lambda: bool(self._files) or self._survey, seconds)

    def take(self) -> tuple[frozenset[str], bool]:
        """All that was touched, as soon as the files are there, and whether a survey is needed.

        More of the same burst may come: the work begins meanwhile, and `is_over` tells before it is shown. Only where
        many files were touched is the end of the burst waited for.
        """
        begun = time.monotonic()
        while True:
            with self._condition:
                now = time.monotonic()
                if len(self._files) >= BURST:
                    rest = min(self._moment + BURST_QUIET_SECONDS, begun + BURST_SECONDS_MAX) - now
                else:
                    rest = REPLACED_STEP_SECONDS if now - begun < REPLACED_SECONDS and _replaced(self._files) else 0.0
                if rest <= 0.0:
                    taken, survey = frozenset(self._files), self._survey
                    self._files, self._survey = set(), False
                    self._taken = self._moment
                    return taken, survey
            time.sleep(rest)

    def is_over(self) -> bool:
        """Waits until the burst that was taken last is over; False as soon as more of it has come.

        What is touched later than that is another burst.
        """
        with self._condition:
            rest = self._taken + QUIET_SECONDS - time.monotonic()
            more = self._condition.wait_for(lambda: bool(self._files) or self._survey, max(0.0, rest))
            return not more or self._begun - self._taken >= QUIET_SECONDS


def _replaced(files: set[str]) -> bool:
    for file in files:
        try:
            if not os.stat(file).st_size:
                return True
        except OSError:
            return True
    return False


class Watcher:
    """Watches a project and the theme in threads of its own, and tells `changes`."""

    def __init__(self, project: Path, changes: Changes, say: Callable[[str], None], *, poll: bool = False) -> None:
        self._project = project
        self._changes = changes
        self._say = say
        self._stop = threading.Event()
        self.polls = poll
        """True where the system's notices cannot be had: then the caller surveys every `POLL_SECONDS`."""
        self._rearm = threading.Event()

    def start(self) -> None:
        """Begins to watch."""
        if self.polls:
            return
        if importlib.util.find_spec("watchfiles") is None:
            self._fall_back("watchfiles is not installed")
            return
        threading.Thread(target=self._watch_root, name="watch-root", daemon=True).start()
        threading.Thread(target=self._watch_folders, name="watch-folders", daemon=True).start()

    def stop(self) -> None:
        """Ends the threads, soon."""
        self._stop.set()
        self._rearm.set()

    def _fall_back(self, why: str) -> None:
        if not self.polls and not self._stop.is_set():
            self.polls = True
            self._say(f"{why}: looking for changes every {POLL_SECONDS:g} s instead")
            self._changes.add(set(), survey=True)

    def _watch_root(self) -> None:
        """The settings, and whether `content` and `templates` come and go: a watch on a folder ends with the folder."""
        self._watch((self._project,), ROOT_STEP_MS, recursive=False, told=self._root_touched, stop=self._stop)

    def _root_touched(self, files: set[str]) -> None:
        names = {file: os.path.relpath(file, self._project) for file in files}
        folders = {file for file, name in names.items() if name in ("content", "templates")}
        if folders:
            self._rearm.set()
            self._changes.add(set(), survey=True)
        wanted = {file for file, name in names.items() if name == "explainer.yaml"}
        if wanted:
            self._changes.add(wanted)

    def _watch_folders(self) -> None:
        while not self._stop.is_set() and not self.polls:
            self._rearm.clear()
            own = (self._project / "content", self._project / "templates", theme_folder())
            folders = tuple(dict.fromkeys(folder.resolve() for folder in own if folder.is_dir()))
            self._watch(folders, STEP_MS, recursive=True, told=self._touched, stop=self._rearm)
            # A folder that came back may hold files that were written before it was watched.
            self._changes.add(set(), survey=True)
            time.sleep(0.05)

    def _touched(self, files: set[str]) -> None:
        wanted = {file for file in files if not ignored(os.path.basename(file))}
        if wanted:
            self._changes.add(wanted)

    def _watch(
        self,
        folders: tuple[Path, ...],
        step_ms: int,
        *,
        recursive: bool,
        told: Callable[[set[str]], None],
        stop: threading.Event,
    ) -> None:
        from watchfiles import watch

        try:
            for batch in watch(
                *folders,
                watch_filter=None,
                debounce=50,
                step=step_ms,
                stop_event=stop,
                rust_timeout=1000,
                raise_interrupt=False,
                # Not `ignore_permission_denied`: it ignores that the limit of watches is reached, too.
                recursive=recursive,
            ):
                told({file for _change, file in batch})
        except FileNotFoundError:
            # A folder went away between looking and watching: the caller tries again.
            return
        except Exception as failure:
            # inotify's limits come as OSError, some as an error of the library's own.
            self._fall_back(f"the system cannot watch ({_first_line(failure)})")


def _first_line(failure: Exception) -> str:
    words = (str(failure).splitlines() or [type(failure).__name__])[0]
    return words.partition(" about [")[0].rstrip(".")
