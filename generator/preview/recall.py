"""What the preview remembers: of the last walk in memory, of the last session in a cache folder of its own.

The folder is apart from the one that builds use, so that a build may sweep or clear its own while a preview runs.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.incremental.memory import CACHE, Memory, tool_version
from generator.incremental.shelf import Place, sweep
from generator.incremental.store import Record, Store
from generator.model.snapshot import Known
from generator.publish.failure import PublishError
from generator.publish.lock import Locked, build_lock


class Recall(Memory):
    """The memory of one session. `records` holds every explainer as it was last examined."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, lasting=True)
        self._closures: tuple[bytes, dict[str, bytes]] = (b"", {})
        self._begun = False
        self.records: dict[str, Record] = {}

    def remembers(self, slug: str) -> bool:
        """Whether an earlier session examined it; within a session only what has changed is ever asked for."""
        return not self._begun and super().remembers(slug)

    def keep_records(self, records: dict[str, Record]) -> None:
        """What was examined, beside what was before."""
        self._begun = True
        self.records.update(records)

    def forget(self, slugs: frozenset[str]) -> None:
        """Keeps the records of these slugs and no others."""
        for slug in self.records.keys() - slugs:
            del self.records[slug]

    def closures(self, theme: bytes) -> dict[str, bytes]:
        """By template, the digest of its closure, if the theme is the same; empty otherwise."""
        return self._closures[1] if self._closures[0] == theme else super().closures(theme)

    def keep_closures(self, theme: bytes, closures: dict[str, bytes]) -> None:
        """The digests of the closures of the templates."""
        self._closures = (theme, closures)
        super().keep_closures(theme, closures)

    def begin_again(self) -> None:
        """Forgets everything: the folder was damaged, or another command cleared it."""
        self.clear()
        self._store.begin()
        self.records, self._begun = {}, False

    def tidy(self, served: Iterable[Place]) -> None:
        """Removes the packs in which no body lies that is needed: by the newest walk, or by what is served."""
        examined = (record.body for record in self.records.values() if record.body is not None)
        sweep(self.bodies, (*examined, *served))

    def leave(self, known: dict[str, Known], theme: dict[str, Known]) -> None:
        """Leaves what was examined for the next session. Losing it costs time alone."""
        self.keep_inputs(known, theme)
        # Not the run of any build: the records alone are for the next session.
        self.keep_run(b"preview", 0.0, 0.0, (), b"")
        super().keep_records(dict(self.records))
        self.save()


@contextlib.contextmanager
def open_recall(project: Path) -> Iterator[Recall]:
    """The memory of a session.

    A second preview of the same project, or one without rights to write there, gets a folder that goes with it.
    """
    folder = project / CACHE / "preview"
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(build_lock(folder))
        except (Locked, PublishError, OSError):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="explainer-preview-")))
        store = Store(folder, tool_version())
        store.begin()
        recall = Recall(store)
        stack.enter_context(recall)
        yield recall
