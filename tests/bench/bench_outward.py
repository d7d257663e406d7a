"""Measures what pages cost beside a plain prototype of them, and what is for machines on top of the pages.

    python tests/bench/bench_outward.py
    python tests/bench/bench_outward.py --count 200 --runs 1 --share-max 0.6 --prototype-max 1.6

Builds with everything, builds without structured data, feeds, sitemap, data and files for hosts, and cold the plain
prototype of `prototype.py`, of copies of one project, in turns, by one process on one CPU, with the extras that are
installed left out. Of each the least of the runs is told, since whatever disturbs one only adds; the share is the
difference in CPU seconds, divided by the build without. Where nothing has changed a build is short, and there are ten
times as many. The project is that of `compare.py`, below `.bench/`. A last cold build says by part what it took.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import measure
from bench_build import as_lines
from compare import Bench, bench_alone, clear, discard, measured_alone
from measure import Run, ToolFailed
from tools import Unusable

MADE = ("everything", "pages")
PROTOTYPE = Path(__file__).with_name("prototype.py")
ROWS = {"cold": "cold", "nothing": "warm, nothing changed"}


def main() -> int:
    """Reads the arguments, measures and prints; the exit code."""
    parser = argparse.ArgumentParser(description="measure what `explainer` makes for machines")
    parser.add_argument(
        "--share-max", type=float, metavar="SHARE", help="fail when it adds more when cold, such as 0.6"
    )
    parser.add_argument(
        "--prototype-max", type=float, metavar="TIMES", help="fail when cold pages take more of the prototype's CPU"
    )
    parser.add_argument("--build", nargs=2, metavar=("MADE", "FOLDER"), help=argparse.SUPPRESS)
    arguments = measured_alone(parser)
    if arguments.build:
        return build(arguments.build[0], Path(arguments.build[1]))
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    try:
        bench = bench_alone(arguments)
        share, times = told(bench)
    except (Unusable, ToolFailed) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if arguments.share_max is not None and share > arguments.share_max:
        print(f"error: {share:.0%} on top of the pages, expected at most {arguments.share_max:.0%}", file=sys.stderr)
        return 1
    if arguments.prototype_max is not None and times > arguments.prototype_max:
        print(
            f"error: {times:.2f} times the prototype, expected at most {arguments.prototype_max:.2f}", file=sys.stderr
        )
        return 1
    return 0


def build(made: str, folder: Path) -> int:
    """Builds a project in this process, with all outputs or with pages alone; the exit code."""
    from generator import extras

    extras.is_installed = lambda _name: False  # type: ignore[assignment]
    if made == "pages":
        without()
    from generator.pipeline import Options
    from generator.pipeline import build as build_site

    result = build_site(folder, Options(now=time.time(), jobs=1))
    for line in as_lines({"seconds": result.timings.steps, "of rendering": dict(result.timings.parts)}, ""):
        print(line)
    return int(any(entry.severity == "error" for entry in result.diagnostics))


def without() -> None:
    """Leaves out what is for machines, before anything is imported that would make it."""
    from generator.output import hosting, products
    from generator.output.structured import table

    products.PRODUCTS = products.PRODUCTS[:1]
    hosting.hosting_files = lambda *_: {}
    table.described = lambda view: view
    from generator.output import outward

    outward.outward = lambda *_: iter(())


def told(bench: Bench) -> tuple[float, float]:
    """Prints what builds took; cold, the CPU added as a share of that of the pages alone, and theirs in prototypes."""
    (tool,) = bench.tools
    folders = {made: bench.folder(tool).with_name(f"outward-{made}") for made in MADE}
    output = bench.folder(tool).with_name("outward-prototype")
    runs: dict[tuple[str, str], list[Run]] = {(row, made): [] for row in ROWS for made in MADE}
    plain: list[Run] = []
    try:
        for folder in folders.values():
            discard(folder)
            shutil.copytree(bench.folder(tool), folder, ignore=shutil.ignore_patterns(*tool.layout.leftovers))
        for row in ROWS:
            for _ in range(bench.runs * (1 if row == "cold" else 10)):
                for made, folder in folders.items():
                    if row == "cold":
                        clear(tool.layout, folder)
                    # Where nothing has changed nothing is made, and nothing need be loaded to leave some of it out.
                    asked = made if row == "cold" else "everything"
                    runs[row, made].append(_measured(bench, [__file__, "--build", asked, str(folder)]))
                if row == "cold":
                    discard(output)
                    plain.append(_measured(bench, [str(PROTOTYPE), str(folders["pages"]), str(output)]))
        clear(tool.layout, folders["everything"])
        command = [sys.executable, __file__, "--build", "everything", str(folders["everything"])]
        parts = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    finally:
        for folder in (*folders.values(), output):
            discard(folder)
    shares = {}
    for row, words in ROWS.items():
        whole, pages = (sorted(run.cpu_s for run in runs[row, made]) for made in MADE)
        shares[row] = (whole[0] - pages[0]) / pages[0]
        middle = len(whole) // 2
        print(
            f"{bench.size:,} explainers, {words}: {whole[0]:.2f} s of CPU with everything, {pages[0]:.2f} s for the pages "
            f"alone: {whole[0] - pages[0]:+.2f} s, {shares[row]:+.0%} (medians {whole[middle]:.2f} and {pages[middle]:.2f} s)"
        )
    floor = min(run.cpu_s for run in plain)
    times = {made: min(run.cpu_s for run in runs["cold", made]) / floor for made in MADE}
    print(
        f"a plain prototype of the pages: {floor:.2f} s of CPU (median {measure.median(plain).cpu_s:.2f}); "
        f"the pages alone take {times['pages']:.2f} times that, everything {times['everything']:.2f}"
    )
    print(parts, end="")
    return shares["cold"], times["pages"]


def _measured(bench: Bench, arguments: list[str]) -> Run:
    (tool,) = bench.tools
    command = [sys.executable, *arguments]
    return measure.measure(command, bench.folder(tool), bench.log(tool), bench.timeout_s)


if __name__ == "__main__":
    sys.exit(main())
