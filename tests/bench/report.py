"""The measure's tables, as Markdown, and the bars that our times are held to."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import measure
from measure import Run
from tools import OURS, TITLES, Tool

REFERENCE = "hugo"
ROWS = {
    "cold": "cold",
    "nothing": "warm, nothing changed",
    "article": "warm, one article edited",
    "figure": "warm, one shared figure edited",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of one tool in one row."""

    size: int
    row: str
    tool: str
    turn: int
    files_written: int
    """Files of the output that are new or replaced. A hard link to an unchanged file is neither."""
    run: Run


@dataclass(frozen=True, slots=True)
class Bar:
    """What our wall time may be at most, as a multiple of another tool's in the same turns."""

    row: str
    tool: str
    ratio: float
    size_min: int
    """The bar holds from here; below, the start of a process is most of a warm build."""


BARS = (
    Bar("cold", "hugo", 1.5, 1_000),
    Bar("cold", "pelican", 1 / 2.5, 1_000),
    Bar("cold", "mkdocs", 1 / 2.5, 1_000),
    Bar("nothing", "hugo", 1 / 20, 10_000),
    Bar("article", "hugo", 1 / 12, 10_000),
    Bar("figure", "hugo", 1 / 10, 10_000),
)
GROWTH_MAX = 1.1  # time for ten times the explainers, as a multiple of ten times the time
MEMORY_MIB_MAX = 600


Medians: TypeAlias = "Mapping[tuple[int, str, str], Run]"
"""The medians of a size, a row and a tool."""


def machine() -> dict[str, str | int]:
    """What the figures depend on, without what would identify the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // measure.MIB
    return {"cpus": len(os.sched_getaffinity(0)), "memory_mib": memory, "python": platform.python_version()}


def tables(tools: list[Tool], results: list[Measured], sizes: tuple[int, ...], runs: int) -> str:
    """The tables, as Markdown."""
    found = machine()
    versions = ", ".join(f"{TITLES[tool.name]} {tool.version}" for tool in tools if tool.name != "hugo-json")
    parts = [
        f"{found['cpus']} CPUs, Python {found['python']}; {versions}. "
        + (f"Medians of {runs} runs, in turns." if runs > 1 else "One run each.")
    ]
    medians = {
        (size, row, tool.name): measure.median(mine)
        for size in sizes
        for row in ROWS
        for tool in tools
        if (mine := [r.run for r in results if (r.size, r.row, r.tool) == (size, row, tool.name)])
    }
    for size in sizes:
        for row in ROWS:
            if any(key[:2] == (size, row) for key in medians):
                parts.append(row_table(tools, medians, results, size, row))
    if len(sizes) > 1:
        parts.append(growth_table(tools, medians, min(sizes), max(sizes)))
    bars = list(bar_lines(medians, sizes))
    if bars:
        parts.append("\n".join(["### The bar", "", "| work | bar | found | met |", "|---|---|---|---|", *bars]))
    return "\n\n".join(parts)


def row_table(tools: list[Tool], medians: Medians, results: list[Measured], size: int, row: str) -> str:
    """One row of the measure: a line a tool, with ratios to Hugo's build."""
    lines = [
        f"### {size:,} explainers, {ROWS[row]}",
        "",
        "| tool | wall, s | × Hugo | CPU, s | × Hugo | largest process, MiB | tree | shared once | files written |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    reference = build_of(medians, size, row, REFERENCE)
    for tool in tools:
        run = medians.get((size, row, tool.name))
        if run is None:
            continue
        wall, cpu = (
            (f"{run.wall_s / reference.wall_s:.3f}", f"{run.cpu_s / reference.cpu_s:.3f}") if reference else ("–", "–")
        )
        written = max(r.files_written for r in results if (r.size, r.row, r.tool) == (size, row, tool.name))
        lines.append(
            f"| {TITLES[tool.name]} | {run.wall_s:.2f} | {wall} | {run.cpu_s:.2f} | {cpu} "
            f"| {run.process_mib:.0f} | {run.tree_mib:.0f} | {run.tree_shared_mib:.0f} | {written:,} |"
        )
    return "\n".join(lines)


def build_of(medians: Medians, size: int, row: str, tool: str) -> Run | None:
    """A peer's build to compare with: the one of the same row, else its cold one.

    A peer keeps nothing between runs, so that every build of its is a whole one; but on a shared machine a build of an
    hour ago says little about one now.
    """
    return medians.get((size, row, tool)) or medians.get((size, "cold", tool))


def growth_table(tools: list[Tool], medians: Medians, small: int, large: int) -> str:
    """How the cold build's wall time grows from the smallest to the largest size."""
    lines = [f"### Growth from {small:,} to {large:,}, cold", "", "| tool | wall, × | CPU, × |", "|---|---:|---:|"]
    for tool in tools:
        few, many = medians.get((small, "cold", tool.name)), medians.get((large, "cold", tool.name))
        if few and many:
            lines.append(f"| {TITLES[tool.name]} | {many.wall_s / few.wall_s:.1f} | {many.cpu_s / few.cpu_s:.1f} |")
    return "\n".join(lines)


def bar_lines(medians: Medians, sizes: tuple[int, ...]) -> Iterator[str]:
    """A line for each bar that was measured."""
    for size in sizes:
        for bar in BARS:
            ours, theirs = medians.get((size, bar.row, OURS)), build_of(medians, size, bar.row, bar.tool)
            if ours and theirs and size >= bar.size_min:
                found = ours.wall_s / theirs.wall_s
                work = f"{ROWS[bar.row]}, {size:,}"
                yield bar_line(work, f"≤ {bar.ratio:.3f} × {TITLES[bar.tool]}", f"{found:.3f}", found <= bar.ratio)
        if ours := medians.get((size, "cold", OURS)):
            memory = ours.tree_shared_mib
            yield bar_line(f"memory, {size:,}", f"< {MEMORY_MIB_MAX} MiB", f"{memory:.0f}", memory < MEMORY_MIB_MAX)
    few, many = medians.get((min(sizes), "cold", OURS)), medians.get((max(sizes), "cold", OURS))
    if len(sizes) > 1 and few and many:
        limit = GROWTH_MAX * max(sizes) / min(sizes)
        found = many.wall_s / few.wall_s
        yield bar_line("growth", f"≤ {limit:.1f} ×", f"{found:.1f}", found <= limit)


def bar_line(work: str, bar: str, found: str, met: bool) -> str:
    """One line of the table of bars."""
    return f"| {work} | {bar} | {found} | {'yes' if met else 'no'} |"
