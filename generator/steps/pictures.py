"""Encoding pictures, each in a process that can be lost; and decoding them, to know that a build could."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.crew import Casualty, Crew, Progress, Setup
from generator.images.variants import PictureFault, PicturesFaulty, encode, prepare
from generator.output.outputs import Encoded, Output
from generator.publish.staging import Staging
from generator.publish.tree import write_file
from generator.steps.copies import original
from generator.steps.printing import Printed

PICTURES_ALONE_BELOW = 4
"""Fewer pictures are encoded one after the other."""


def encoded(outputs: Sequence[Encoded], project: Path) -> tuple[bytes, ...]:
    """These variants of one picture. Raises `PictureFault`; `InputChanged` when it is no longer what was planned."""
    first = outputs[0]
    return encode(original(first, project), first.source, tuple(output.variant for output in outputs))


def encode_all(
    waiting: Iterable[Output], staging: Staging, project: Path, crew: Crew, progress: Progress
) -> Iterator[Printed]:
    """Encodes pictures, each in a process that can be lost: decoders of pictures are what attackers look at first.

    Raises `PicturesFaulty` with all that cannot be encoded, once the others are, and `InputChanged`.
    """
    found: dict[str, list[Encoded]] = {}
    for output in waiting:
        if isinstance(output, Encoded):
            found.setdefault(output.source, []).append(output)
    faults: list[PictureFault] = []
    for result in _carry_pictures(_encode_job, tuple(found.values()), (project, staging.folder), crew, progress):
        if isinstance(result, PictureFault):
            faults.append(result)
        else:
            staging.accept(printed.published for printed in result)
            yield from result
    if faults:
        raise PicturesFaulty(tuple(faults))


def decode_all(waiting: Sequence[Encoded], project: Path, crew: Crew, progress: Progress) -> tuple[PictureFault, ...]:
    """What is wrong with these pictures, of which one variant each is given. Raises `InputChanged`."""
    jobs = [[output] for output in waiting]
    found = _carry_pictures(_decode_job, jobs, (project, ""), crew, progress)
    return tuple(result for result in found if isinstance(result, PictureFault))


def _carry_pictures(
    work: Callable[[tuple[Path, str], list[Encoded]], list[Printed] | PictureFault],
    jobs: Sequence[list[Encoded]],
    places: tuple[Path, str],
    crew: Crew,
    progress: Progress,
) -> Iterator[list[Printed] | PictureFault]:
    """Does the work for each picture, each in a process that can be lost."""
    if not jobs:
        return
    prepare()
    crew = replace(crew, batch=1, alone_below=min(crew.alone_below, PICTURES_ALONE_BELOW))
    results = crew.carry(work, jobs, Setup(_set_up_darkroom, places), risky=lambda _job: True)
    for done, result in enumerate(results, 1):
        progress("pictures", done, len(jobs))
        yield PictureFault(result.job[0].source, result.reason) if isinstance(result, Casualty) else result


def _set_up_darkroom(project: Path, folder: str) -> tuple[Path, str]:
    return project, folder


def _encode_job(tools: tuple[Path, str], job: list[Encoded]) -> list[Printed] | PictureFault:
    project, folder = tools
    start = time.perf_counter()
    try:
        made = encoded(job, project)
    except PictureFault as fault:
        # All of them are told, not the first only.
        return fault
    seconds = (time.perf_counter() - start) / len(job)
    written = (write_file(folder, output.path, data) for output, data in zip(job, made, strict=True))
    return [Printed("pictures", published, seconds) for published in written]


def _decode_job(tools: tuple[Path, str], job: list[Encoded]) -> list[Printed] | PictureFault:
    try:
        encode(original(job[0], tools[0]), job[0].source, ())
    except PictureFault as fault:
        return fault
    return []
