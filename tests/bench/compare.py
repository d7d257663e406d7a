"""Builds the same site with `explainer`, Hugo, Eleventy, Pelican and MkDocs, in turns, and prints how they compare.

    python tests/bench/compare.py                       # as `make bench`: 1,000 and 10,000 explainers, three runs each
    python tests/bench/compare.py --sizes 1000 --runs 1 --tools explainer,hugo
    python tests/bench/compare.py --peers-only

The peers are installed once, into `.bench/` at the root of the repository, which git ignores; nothing else is touched.
Tables go to the terminal as Markdown, every single run to `.bench/results.json`.

The rows: *cold* starts without output and without cache. *nothing*, *article* and *figure* build again with the last
output in place: with no edit, with another sentence in one article, with another value of a figure that ten pages
share. Only Hugo runs in them beside `explainer` (`--warm-tools`), since no peer keeps anything between runs. A tool
whose output lacks pages ends the comparison.

The tool measured is the `explainer` beside the Python that runs this. An editable install whose source changes
meanwhile builds everything anew, rightly: measure a wheel in an environment of its own while others are at work.
"""

from __future__ import annotations

import argparse
import atexit
import dataclasses
import functools
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import measure
import peers
import report
from corpus import Corpus
from measure import ToolFailed
from report import REFERENCE, ROWS, Measured
from tools import BENCH, OURS, TITLES, Tool, Unusable, ready

SHARED_FIGURES = 20
EDITED_ARTICLE = 0.65  # which article is edited, as a share of the count: not the first, not the last, no shared figure


def main() -> int:
    """Reads the arguments, measures and prints; the exit code."""
    parser = argparse.ArgumentParser(description="compare build times; Markdown tables on standard output")
    parser.add_argument("--sizes", type=numbers, default=(1_000, 10_000), metavar="N,…", help="default 1000,10000")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="turns a row; default 3")
    parser.add_argument("--tools", type=words, default=tuple(TITLES), metavar="T,…", help=f"of {','.join(TITLES)}")
    parser.add_argument("--warm-tools", type=words, default=(OURS, REFERENCE), metavar="T,…")
    parser.add_argument("--rows", type=words, default=tuple(ROWS), metavar="R,…", help=f"of {','.join(ROWS)}")
    parser.add_argument("--peers-only", action="store_true", help="leave `explainer` out")
    parser.add_argument("--timeout", type=float, default=3600, metavar="SECONDS", help="for one build; default 3600")
    arguments = parser.parse_args()
    for given, known in ((arguments.tools, TITLES), (arguments.warm_tools, TITLES), (arguments.rows, ROWS)):
        unknown = [name for name in given if name not in known]
        if unknown:
            parser.error(f"unknown: `{unknown[0]}`; one of {', '.join(known)}")
    if min(arguments.sizes) < 10 or arguments.runs < 1:
        parser.error("sizes start at 10, runs at 1")
    names = [name for name in arguments.tools if not (arguments.peers_only and name == OURS)]
    results: list[Measured] = []
    tools: list[Tool] = []
    failed = False
    try:
        tools = ready(names)
        for size in arguments.sizes:
            bench = Bench(tools, size, arguments.runs, arguments.timeout)
            bench.write_corpus()
            for row in arguments.rows:
                taking_part = tools if row == "cold" else [tool for tool in tools if tool.name in arguments.warm_tools]
                for measured in bench.row(row, taking_part):
                    results.append(measured)
                    save(tools, results)
    except (Unusable, ToolFailed) as error:
        print(f"error: {error}", file=sys.stderr)
        failed = True
    if results:  # also after a failure, for hours may lie behind it
        print(report.tables(tools, results, arguments.sizes, arguments.runs))
    return int(failed)


def measured_alone(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """The arguments of a measurement of `explainer` alone: those of the parser, and how much and how often."""
    parser.add_argument("--count", type=int, default=1_000, metavar="N", help="explainers; default 1000")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="default 3")
    arguments = parser.parse_args()
    if arguments.count < 10 or arguments.runs < 1:
        parser.error("the count starts at 10, runs at 1")
    return arguments


def bench_alone(arguments: argparse.Namespace) -> Bench:
    """A bench with `explainer` alone, and its corpus. Raises `Unusable`."""
    bench = Bench(ready([OURS]), arguments.count, arguments.runs, timeout_s=3600)
    bench.write_corpus()
    return bench


def numbers(text: str) -> tuple[int, ...]:
    """Numbers separated by commas."""
    return tuple(int(part) for part in text.split(","))


def words(text: str) -> tuple[str, ...]:
    """Words separated by commas; none for empty text."""
    return tuple(part for part in text.split(",") if part)


@dataclass(frozen=True, slots=True)
class Bench:
    """All tools on one corpus."""

    tools: list[Tool]
    size: int
    runs: int
    timeout_s: float

    @property
    def corpus(self) -> Corpus:
        """The explainers of this size."""
        return Corpus(self.size, min(SHARED_FIGURES, self.size // 10))

    def folder(self, tool: Tool) -> Path:
        """The tool's project."""
        return BENCH / str(self.size) / tool.name

    def output(self, tool: Tool) -> Path:
        """The tool's built site."""
        return self.folder(tool) / tool.layout.output

    def write_corpus(self) -> None:
        """Writes the layouts that are missing or older than their makers, and takes back the edits of earlier runs."""
        maker = hashlib.sha256()
        for name in ("corpus.py", "peers.py"):
            maker.update(Path(__file__).with_name(name).read_bytes())
        missing = []
        for tool in self.tools:
            mark = self.folder(tool).with_suffix(".made")
            if mark.exists() and mark.read_text() == maker.hexdigest():
                self.edit(tool, "article", 0)
                self.edit(tool, "figure", 0)
            else:
                mark.unlink(missing_ok=True)
                discard(self.folder(tool))
                missing.append(tool)
        if missing:
            progress(f"writing {self.size} explainers for {', '.join(TITLES[tool.name] for tool in missing)}")
            peers.write_all(BENCH / str(self.size), self.corpus, tuple(tool.layout for tool in missing))
        for tool in missing:
            self.folder(tool).with_suffix(".made").write_text(maker.hexdigest())

    def row(self, row: str, tools: list[Tool]) -> Iterator[Measured]:
        """Runs the tools in turns, so that a slow minute of the machine falls on all of them."""
        if row != "cold":
            for tool in tools:
                self.before_warm(tool)
        for turn in range(1, self.runs + 1):
            for tool in tools:
                if row == "cold":
                    clear(tool.layout, self.folder(tool))
                else:
                    self.edit(tool, row, turn)
                before = listing(self.output(tool))
                run = measure.measure(tool.command, self.folder(tool), self.log(tool), self.timeout_s)
                after = listing(self.output(tool))
                self.check(tool, after)
                written = sum(before.get(path) != state for path, state in after.items())
                progress(
                    f"{self.size} {row} turn {turn}: {TITLES[tool.name]} {run.wall_s:.2f} s, {run.cpu_s:.2f} s of CPU, "
                    f"{run.process_mib:.0f} MiB, {written} files written (load {run.load_before:.1f})"
                )
                yield Measured(self.size, row, tool.name, turn, written, run)

    def before_warm(self, tool: Tool) -> None:
        """Makes the output that a warm build starts from, unless it stands already."""
        if not self.output(tool).exists():
            measure.measure(tool.command, self.folder(tool), self.log(tool), self.timeout_s)

    def edit(self, tool: Tool, row: str, turn: int) -> None:
        """The edit of a row: each turn another one, and 0 takes it back."""
        if row == "article":
            tool.layout.write(self.folder(tool), self.corpus.draft(int(self.size * EDITED_ARTICLE), edit=turn))
        elif row == "figure":
            tool.layout.write_shared(self.folder(tool), self.corpus, turn)

    def log(self, tool: Tool) -> Path:
        """Where a tool's messages go."""
        return self.folder(tool).with_suffix(".log")

    def check(self, tool: Tool, files: Iterable[str]) -> None:
        """Raises `ToolFailed` when fewer pages came out than explainers went in."""
        pages = sum(path.endswith(".html") for path in files)
        if pages < self.size:
            lines = measure.tail(self.log(tool))
            raise ToolFailed(f"{TITLES[tool.name]} wrote {pages} pages for {self.size} explainers\n{lines}")


def clear(layout: peers.Layout, folder: Path) -> None:
    """Takes away the output and all that a tool keeps between runs."""
    for name in layout.leftovers:
        discard(folder / name)


def discard(path: Path) -> None:
    """Puts a file or folder aside, if it is there, until everything is measured.

    Nothing is deleted between two runs, since the next one would pay for it: ext4 gives no inode again before some
    minutes have passed, and looks at each that was freed meanwhile. A new file took fifteen times as long.
    """
    if path.exists():
        path.rename(Path(tempfile.mkdtemp(dir=_discarded())) / path.name)


@functools.cache
def _discarded() -> Path:
    """Where such things lie until this program ends, with what one that was killed left there."""
    folder = BENCH / "discarded"
    folder.mkdir(exist_ok=True)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def listing(output: Path) -> dict[str, tuple[int, int, int]]:
    """Inode, time and size of each file of an output; a file that was written again differs in one of them."""
    files: dict[str, tuple[int, int, int]] = {}
    for folder, _, names in os.walk(output):
        for name in names:
            path = os.path.join(folder, name)
            stat = os.stat(path)
            files[path] = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    return files


def progress(text: str) -> None:
    """A line on standard error, so that standard output holds the tables only."""
    print(text, file=sys.stderr, flush=True)


def save(tools: list[Tool], results: list[Measured]) -> None:
    """Writes every run to `.bench/results.json`."""
    versions = {tool.name: tool.version for tool in tools}
    data = {
        "machine": report.machine(),
        "versions": versions,
        "runs": [dataclasses.asdict(result) for result in results],
    }
    (BENCH / "results.json").write_text(json.dumps(data, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
