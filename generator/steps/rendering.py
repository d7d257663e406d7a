"""Rendering: every output that is missing comes into the staging folder."""

from __future__ import annotations

import heapq
import itertools
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.crew import Crew, Progress
from generator.incremental.shelf import Place
from generator.output.outputs import Bytes, Cleaned, Copied, Joined, ListFile, ListPage, Output
from generator.output.products import PRODUCTS
from generator.publish.staging import Staging
from generator.steps.cards import draw_all
from generator.steps.compression import compress_all
from generator.steps.copies import cleaned
from generator.steps.explainers import print_all
from generator.steps.pictures import encode_all
from generator.steps.printing import Printed, Printing

SLOWEST = 10
"""How many of the slowest outputs are told."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What rendering cost."""

    parts: Mapping[str, float]
    """Seconds of all processes, by `Printed.part`; the JSON-LD of explainers is a part of its own."""
    slowest: tuple[tuple[float, str], ...]
    """Seconds and path, the slowest first."""


def render_all(
    waiting: tuple[Output, ...],
    printing: Printing,
    places: Mapping[str, Place],
    staging: Staging,
    project: Path,
    crew: Crew,
    progress: Progress,
) -> Rendered:
    """Renders outputs into the staging folder; the bodies of explainers lie at `places`.

    Raises `TemplateFault`, `PicturesFaulty`, `PublishError`, `CacheDamaged` and `InputChanged`.
    """
    parts: dict[str, float] = dict.fromkeys(("page", "json-ld", *(product.name for product in PRODUCTS)), 0.0)
    spent: list[tuple[float, str]] = []
    # Pictures first: what is wrong with one is told before the pages are made. Compressed forms last: they are made of
    # what lies there.
    made = itertools.chain(
        encode_all(waiting, staging, project, crew, progress),
        print_all(waiting, printing, places, staging, crew, progress),
        draw_all(waiting, printing, staging, crew, progress),
        _make_here(waiting, printing, staging, project),
        compress_all(waiting, staging, crew),
    )
    for printed in made:
        parts[printed.part] = parts.get(printed.part, 0.0) + printed.seconds
        parts["json-ld"] += printed.describing
        spent.append((printed.seconds + printed.describing, printed.published.path))
    return Rendered(
        {part: seconds for part, seconds in parts.items() if seconds}, tuple(heapq.nlargest(SLOWEST, spent))
    )


def _make_here(waiting: Iterable[Output], printing: Printing, staging: Staging, project: Path) -> Iterator[Printed]:
    """Makes what is made in this process: lists and files of many explainers, assets and copies."""
    press = printing.press()
    for output in waiting:
        start = time.perf_counter()
        if isinstance(output, ListPage):
            page = press.renderer(output.language).render(output.template, output.view(), output.path)
            part, published = "lists", staging.write(output.path, page)
        elif isinstance(output, ListFile):
            part, published = output.kind, staging.write(output.path, output.make())
        elif isinstance(output, Joined):
            joined = output.join(map(staging.read, output.parts))
            part, published = output.kind, staging.write_pieces(output.path, joined)
        elif isinstance(output, Bytes):
            part, published = "assets", staging.write(output.path, output.data)
        elif isinstance(output, Copied):
            part, published = "copies", staging.copy(output.path, project / output.source, output.digest)
        elif isinstance(output, Cleaned):
            part, published = "copies", staging.write(output.path, cleaned(output, project))
        else:
            continue
        yield Printed(part, published, time.perf_counter() - start)
