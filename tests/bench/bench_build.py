"""Measures a cold build of our own: wall and CPU seconds, medians, and by step where the build tells.

    python tests/bench/bench_build.py
    python tests/bench/bench_build.py --count 200 --runs 1 --cpu-max 8     # exits with 1 above 8 s of CPU

The project is that of `compare.py`, below `.bench/`, so that both measure the same build.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator

import measure
from compare import Bench, bench_alone, clear, measured_alone
from measure import ToolFailed
from tools import Tool, Unusable


def main() -> int:
    """Reads the arguments, measures and prints; the exit code."""
    parser = argparse.ArgumentParser(description="measure cold builds of `explainer`")
    parser.add_argument("--cpu-max", type=float, metavar="SECONDS", help="fail when the median takes more CPU")
    arguments = measured_alone(parser)
    try:
        bench = bench_alone(arguments)
        found = measure.median([measured.run for measured in bench.row("cold", bench.tools)])
        steps = list(step_lines(bench, bench.tools[0]))
    except (Unusable, ToolFailed) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(
        f"{arguments.count:,} explainers, cold, median of {arguments.runs}: {found.wall_s:.2f} s, "
        f"{found.cpu_s:.2f} s of CPU, {found.process_mib:.0f} MiB in the largest process, "
        f"{found.tree_shared_mib:.0f} MiB in all"
    )
    for line in steps:
        print(line)
    if arguments.cpu_max is not None and found.cpu_s > arguments.cpu_max:
        print(f"error: {found.cpu_s:.2f} s of CPU, expected at most {arguments.cpu_max:.2f}", file=sys.stderr)
        return 1
    return 0


def step_lines(bench: Bench, tool: Tool) -> Iterator[str]:
    """What one more cold build says of its steps; nothing while `build` has no `--timings`."""
    folder = bench.folder(tool)
    offered = subprocess.run([*tool.command, "--help"], cwd=folder, capture_output=True, text=True, check=False)
    if "--timings" not in offered.stdout:
        return
    clear(tool.layout, folder)
    command = [*tool.command, "--timings", "--format", "json"]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if told.returncode != 0:
        raise ToolFailed(f"`{' '.join(command)}` ended with {told.returncode}\n{told.stderr}")
    answer: object = json.loads(told.stdout)
    told_by = answer.items() if isinstance(answer, dict) else ()
    timings = {key: value for key, value in told_by if key.startswith(("timings", "slowest"))}
    if not timings:
        raise ToolFailed(f"`{' '.join(command)}` answered without `timings`")
    yield from as_lines(timings, "")


def as_lines(value: object, indent: str) -> Iterator[str]:
    """Nested JSON as indented lines, in the order in which the build gave it."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value, 1) if isinstance(value, list) else ()
    for key, part in pairs:
        if isinstance(part, (dict, list)):
            yield f"{indent}{key}"
            yield from as_lines(part, indent + "  ")
        else:
            yield f"{indent}{key}  {f'{part:.3f}' if isinstance(part, float) else part}"


if __name__ == "__main__":
    sys.exit(main())
