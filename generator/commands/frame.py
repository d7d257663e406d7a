"""What commands have in common: exit codes, failures in words, the project, the moment, the usual options."""

from __future__ import annotations

import atexit
import contextlib
import datetime
import functools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

OK, FAULTS, USAGE, FAILED, BUSY, INTERRUPTED = 0, 1, 2, 3, 75, 130
"""Exit codes: published; content has errors; usage; the machine failed; another build runs; Ctrl-C."""


class Quiet(click.exceptions.Exit):
    """Ends the command with a code, after everything has been said."""


def say(text: str, *, err: bool = False, nl: bool = True) -> bool:
    """Prints; whether that could be done. Where nobody can be told, what was done stays done, with its exit code."""
    try:
        click.echo(text, err=err, nl=nl)
    except OSError:
        # Python tries once more at its end, and would have an exit code of its own for that.
        with contextlib.suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, (sys.stderr if err else sys.stdout).fileno())
            os.close(nowhere)
        return False
    return True


def guarded(command: Callable[..., int]) -> Callable[..., None]:
    """A command whose failures end in one line and a true exit code, never in a traceback (that is for `-v`)."""

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        verbose = bool(options.get("verbose"))
        try:
            code = command(*arguments, **options)
        except click.ClickException:
            raise
        except KeyboardInterrupt as stop:
            say(f"\n{stop or 'interrupted; the old site stands'}", err=True)
            code = INTERRUPTED
        except Exception as failure:
            from generator.failures import explain

            told = explain(failure)
            say(f"{click.style('error', fg='red', bold=True)}: {told.message}", err=True)
            if told.hint:
                say(f"  {told.hint}", err=True)
            if verbose and told.is_bug:
                import traceback

                traceback.print_exception(failure)
            code = told.code
        # What came of it has been said: while Python clears up, Ctrl-C must not end the process with another code.
        atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)
        raise Quiet(code)

    return run


class Moment(click.ParamType):  # type: ignore[type-arg]  # not generic in the oldest click that we allow
    """A day or date-time; a day is its first moment in the site's time zone."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The moment, still without a time zone where none is given."""
        from generator.model.clock import DateError
        from generator.model.moments import parse_moment

        try:
            return parse_moment(value)
        except DateError as fault:
            self.fail(f"{fault.message}; {fault.hint}", param, ctx)


def project_folder(ctx: click.Context) -> Path:
    """The project's root, found upwards from where one stands or from `-C`."""
    from generator.place import find_project

    start = (ctx.obj or Path.cwd()).absolute()
    if not start.is_dir():
        raise click.UsageError(f"there is no folder `{ctx.obj}`")
    return find_project(start)


def moment(today: Any, folder: Path) -> float:
    """The moment of a run, in seconds since 1970: the clock's, or the one asked for with `--today`."""
    if today is None:
        return datetime.datetime.now(datetime.UTC).timestamp()
    if today.clock is not None and today.clock.offset is not None:
        # It says itself what its clocks are: the settings need not be read for it.
        return float(today.instant("UTC").timestamp())
    from generator.project import project_timezone

    return float(today.instant(project_timezone(folder)).timestamp())


today_option = click.option("--today", type=Moment(), metavar="DATE-OR-TIME", help="Build as of this day or time.")
strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
format_option = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
verbose_option = click.option("-v", "--verbose", is_flag=True, help="Say more; show the traceback of a bug.")
