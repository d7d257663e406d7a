"""Printing explainers: their pages and the files beside them, all of one language from one galley."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.crew import RISKY, Casualty, Crew, Progress, Setup
from generator.incremental.shelf import PackReader, Place
from generator.output.outputs import Output, ProductFile
from generator.output.products import PRODUCTS
from generator.output.templates import TemplateFault
from generator.publish.staging import Staging
from generator.publish.tree import write_file
from generator.steps.printing import Printed, Printing
from generator.work import Commission, Press


@dataclass(frozen=True, slots=True)
class _Printer:
    """The tools of a process that prints."""

    press: Press
    reader: PackReader
    folder: str


def commissions_of(outputs: Iterable[Output]) -> list[Commission]:
    """One commission for all of these files that are made of the same explainer in the same language."""
    found: dict[tuple[str, str], list[ProductFile]] = {}
    for output in outputs:
        if isinstance(output, ProductFile):
            found.setdefault((output.slug, output.language), []).append(output)
    order = {product.name: place for place, product in enumerate(PRODUCTS)}
    commissions = []
    for files in found.values():
        files.sort(key=lambda file: order[file.product])
        first = files[0]
        paths = {file.product: file.path for file in files}
        commissions.append(Commission(paths, first.slug, first.language, first.surroundings, first.moment, first.draft))
    return commissions


def print_all(
    waiting: Iterable[Output],
    printing: Printing,
    places: Mapping[str, Place],
    staging: Staging,
    crew: Crew,
    progress: Progress,
) -> Iterator[Printed]:
    """Prints what is made of explainers, whose bodies lie at `places`. Raises `TemplateFault` and `CacheDamaged`."""
    jobs = [(commission, places[commission.slug]) for commission in commissions_of(waiting)]
    setup = Setup(_set_up_printer, (printing, staging.folder))
    results = crew.carry(_print_job, jobs, setup, risky=lambda job: job[1].length > RISKY)
    for done, result in enumerate(results, 1):
        if isinstance(result, Casualty):
            raise TemplateFault("explainer.html", 0, f"`{result.job[0].path}` cannot be rendered: {result.reason}")
        staging.accept(printed.published for printed in result)
        yield from result
        progress("render", done, len(jobs))


def _set_up_printer(printing: Printing, folder: str) -> _Printer:
    return _Printer(printing.press(), PackReader(printing.bodies), folder)


def _print_job(tools: _Printer, job: tuple[Commission, Place]) -> list[Printed]:
    commission, place = job
    printed = []
    for made in tools.press.compose(tools.reader.read(place), commission):
        start = time.perf_counter()
        published = write_file(tools.folder, made.path, made.data)
        seconds = made.seconds + time.perf_counter() - start
        printed.append(Printed(made.product, published, seconds, made.describing))
    return printed
