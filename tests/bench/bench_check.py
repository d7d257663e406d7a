"""Measures the desk: what its rules cost on top of a build, and a check after one edited article.

    python tests/bench/bench_check.py
    python tests/bench/bench_check.py --count 200 --runs 1 --share-max 0.25 --wall-max 1

Builds start without output and without cache, with all rules and with none, in turns; the share is the difference of
their medians in CPU seconds, divided by the build without rules. The check follows a build and an edit of one article.
The project is that of `compare.py`, below `.bench/`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

import measure
from compare import EDITED_ARTICLE, Bench, bench_alone, clear, measured_alone
from measure import Run, ToolFailed
from tools import Unusable

RULES = ("with", "without")


def main() -> int:
    """Reads the arguments, measures and prints; the exit code."""
    parser = argparse.ArgumentParser(description="measure the desk of `explainer`")
    parser.add_argument("--share-max", type=float, metavar="SHARE", help="fail when the rules cost more, such as 0.25")
    parser.add_argument("--wall-max", type=float, metavar="SECONDS", help="fail when the check takes longer")
    parser.add_argument("--build", nargs=2, metavar=("RULES", "FOLDER"), help=argparse.SUPPRESS)
    arguments = measured_alone(parser)
    if arguments.build:
        return build(arguments.build[0], Path(arguments.build[1]))
    try:
        bench = bench_alone(arguments)
        share = told_share(bench)
        wall_s = told_check(bench)
    except (Unusable, ToolFailed) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    failed = False
    if arguments.share_max is not None and share > arguments.share_max:
        print(f"error: {share:.0%} on top of the build, expected at most {arguments.share_max:.0%}", file=sys.stderr)
        failed = True
    if arguments.wall_max is not None and wall_s > arguments.wall_max:
        print(f"error: the check took {wall_s:.2f} s, expected at most {arguments.wall_max:.2f} s", file=sys.stderr)
        failed = True
    return int(failed)


def build(rules: str, folder: Path) -> int:
    """Builds a project in this process, with or without the rules of the desk; the exit code."""
    from generator.pipeline import Options
    from generator.pipeline import build as build_site

    checks = () if rules == "without" else None
    result = build_site(folder, Options(now=time.time(), checks=checks))
    return int(any(entry.severity == "error" for entry in result.diagnostics))


def told_share(bench: Bench) -> float:
    """Prints what builds with and without rules took; the CPU that rules add, as a share of a build without them."""
    (tool,) = bench.tools
    folder = bench.folder(tool)
    runs: dict[str, list[Run]] = {rules: [] for rules in RULES}
    for _ in range(bench.runs):
        for rules in RULES:
            clear(tool.layout, folder)
            command = [sys.executable, __file__, "--build", rules, str(folder)]
            runs[rules].append(measure.measure(command, folder, bench.log(tool), bench.timeout_s))
    found = {rules: measure.median(runs[rules]) for rules in RULES}
    for rules in RULES:
        told(f"{bench.size:,} explainers, cold build {rules} rules", found[rules], bench.runs)
    share = found["with"].cpu_s / found["without"].cpu_s - 1
    print(f"the rules add {share:.1%} of CPU")
    return share


def told_check(bench: Bench) -> float:
    """Prints what a check takes after one edit of an article; its median in wall seconds."""
    (tool,) = bench.tools
    folder = bench.folder(tool)
    clear(tool.layout, folder)
    subprocess.run(tool.command, cwd=folder, check=True, capture_output=True)
    runs = []
    for turn in range(1, bench.runs + 1):
        tool.layout.write(folder, bench.corpus.draft(int(bench.size * EDITED_ARTICLE), edit=turn))
        command = [tool.command[0], "check"]
        runs.append(measure.measure(command, folder, bench.log(tool), bench.timeout_s))
    found = measure.median(runs)
    told(f"{bench.size:,} explainers, check after one edited article", found, bench.runs)
    return found.wall_s


def told(title: str, found: Run, runs: int) -> None:
    """Prints a measure."""
    print(
        f"{title}, median of {runs}: {found.wall_s:.2f} s, {found.cpu_s:.2f} s of CPU, "
        f"{found.process_mib:.0f} MiB in the largest process (load {found.load_before:.1f})"
    )


if __name__ == "__main__":
    sys.exit(main())
