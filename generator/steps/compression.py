"""Compressing what lies in the staging folder."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.crew import Casualty, Crew, Setup
from generator.output.compression import compress
from generator.output.outputs import Compressed, Output
from generator.publish.failure import PublishError, failing
from generator.publish.staging import Staging
from generator.publish.tree import write_file
from generator.steps.printing import Printed


def compress_all(waiting: Iterable[Output], staging: Staging, crew: Crew) -> Iterator[Printed]:
    """Compresses what lies in the tree by now. Raises `PublishError`."""
    jobs = [output for output in waiting if isinstance(output, Compressed)]
    for made in crew.carry(_compress_job, jobs, Setup(_set_up_press, (staging.folder,)), risky=lambda _job: False):
        if isinstance(made, Casualty):
            raise PublishError(
                f"`{made.job.of}` cannot be compressed: {made.reason}", "take `compress` out of the settings"
            )
        staging.accept((made.published,))
        yield made


def _set_up_press(folder: str) -> str:
    return folder


def _compress_job(folder: str, job: Compressed) -> Printed:
    start = time.perf_counter()
    with failing(f"cannot read `{job.of}`"):
        data = Path(folder, job.of).read_bytes()
    published = write_file(folder, job.path, compress(data, job.form))
    return Printed("compression", published, time.perf_counter() - start)
