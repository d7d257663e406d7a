"""What commands print, for a person or for a program."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import __version__
from generator.diagnostics import Diagnostic, Severity, to_json
from generator.pipeline import Held, Result
from generator.pipeline import quiet as no_progress
from generator.report.excerpts import line_reader
from generator.report.text import render_text

if TYPE_CHECKING:
    from generator.crew import Progress

BAR_AFTER_SECONDS = 1.0


def colour() -> bool:
    """Whether to print in colour: on a terminal, unless `NO_COLOR` is set (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def told_check(folder: Path, diagnostics: tuple[Diagnostic, ...], form: str, fixable: int = 0) -> str:
    """The report of `check`. `fixable` is how many of the faults `--fix` would mend."""
    if form == "json":
        return f"{to_json(diagnostics)}\n"
    if form == "github":
        from generator.report.github import render_github

        return render_github(diagnostics)
    if form == "sarif":
        from generator.check.explain import documentation
        from generator.report.sarif import render_sarif

        return render_sarif(diagnostics, documentation(), __version__)
    return render_text(diagnostics, line_reader(folder), colour(), fixable)


def told_build(
    folder: Path, result: Result, form: str, seconds: float, *, quiet: bool, verbose: bool, timings: bool
) -> str:
    """The report of `build`, which took so many seconds. What is left to do in drafts it counts, unless `verbose`."""
    if form == "json":
        return f"{json.dumps(_build_json(result), ensure_ascii=False, indent=2)}\n"
    found = [entry for entry in result.diagnostics if verbose or entry.severity is not Severity.NOTE]
    parts = [render_text(found, line_reader(folder), colour())] if found else []
    if not quiet or result.errors:
        left_out = len(result.diagnostics) - len(found)
        parts += (
            [f"{_count(left_out, 'note')}: `explainer check` shows what is left to do in drafts\n"] if left_out else []
        )
        parts += [f"{line}\n" for line in _summary(result, verbose, seconds)]
    parts += [f"warning: {text}\n" for text in (*result.warnings, *result.missing)]
    if timings:
        parts += [f"  {seconds * 1000:8.0f} ms  {name}\n" for name, seconds in result.timings.steps.items()]
        parts += ["of rendering, in all processes:\n"] if result.timings.parts else []
        parts += [f"  {seconds * 1000:8.0f} ms  {name}\n" for name, seconds in result.timings.parts.items()]
        parts += ["the slowest files:\n"] if result.timings.slowest else []
        parts += [f"  {seconds * 1000:8.0f} ms  {path}\n" for seconds, path in result.timings.slowest]
    return "".join(parts)


def _summary(result: Result, verbose: bool, seconds: float) -> Iterator[str]:
    for held in result.held:
        yield f"held back  {held.slug}: {_why(held)}"
    if not result.published:
        yield f"nothing was published: {_count(result.errors, 'error')} to mend, the old site stands"
        return
    if verbose:
        yield from (f"rendered   {path}" for path in result.rendered)
    made = f"{_count(len(result.rendered), 'file')} made"
    done = f"{made}, {result.reused:,} unchanged" if result.reused else made
    built = f"built {_count(result.explainers, 'explainer')} on {_count(result.pages, 'page')}"
    yield f"{built} in {seconds:.2f} s ({done})"
    if not result.has_url:
        yield "no `url` in explainer.yaml: canonical addresses, feeds and the sitemap are left out"
    if result.left:
        yield f"files that somebody put into the old site were moved to {result.left}"


def _why(held: Held) -> str:
    if held.reason == "draft":
        return "a draft (show it with --drafts)"
    return f"dated {held.date}, in the future (show it with --future)"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _build_json(result: Result) -> dict[str, object]:
    return {
        "published": result.published,
        "explainers": result.explainers,
        "pages": result.pages,
        "rendered": list(result.rendered),
        "reused": result.reused,
        "held_back": [{"slug": held.slug, "reason": held.reason, "date": held.date} for held in result.held],
        "diagnostics": json.loads(to_json(result.diagnostics)),
        "timings_ms": {name: round(seconds * 1000, 1) for name, seconds in result.timings.steps.items()},
        "parts_ms": {name: round(seconds * 1000, 1) for name, seconds in result.timings.parts.items()},
        "slowest_ms": {path: round(seconds * 1000, 1) for seconds, path in result.timings.slowest},
        "warnings": [*result.warnings, *result.missing],
    }


def wanted(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files and folders to report on, absolute. Raises `click.UsageError` for one that is not there."""
    found = tuple(path.resolve() for path in paths)
    missing = next((path for path in found if not path.exists()), None)
    if missing is not None:
        raise click.UsageError(f"there is no file or folder `{missing}`")
    return found


@contextlib.contextmanager
def bar(shown_at_all: bool) -> Iterator[Progress]:
    """Progress on a terminal, once a build takes more than a second; nothing anywhere else."""
    if not shown_at_all or not sys.stderr.isatty():
        yield no_progress
        return
    start = time.monotonic()
    with contextlib.ExitStack() as open_bars:
        begun: dict[str, float] = {}
        drawn: dict[str, Any] = {}

        def report(step: str, done: int, total: int) -> None:
            now = time.monotonic()
            since = begun.setdefault(step, now)
            if now - start < BAR_AFTER_SECONDS:
                return
            if step not in drawn:
                open_bars.close()
                drawn[step] = open_bars.enter_context(_drawn(step, total))
            shown = drawn[step]
            shown.update(done - shown.pos, f"{done / max(0.001, now - since):,.0f}/s")

        yield report


def _drawn(step: str, total: int) -> Any:
    """A bar for one step. Its item is the rate: pages a second since the run began."""
    return click.progressbar(
        length=total,
        label=f"{step:8}",
        file=sys.stderr,
        show_pos=True,
        show_eta=False,
        item_show_func=lambda rate: rate,
    )
