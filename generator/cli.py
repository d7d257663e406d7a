"""The command line: parses arguments, calls one function, prints, and exits. No logic lives here."""

from __future__ import annotations

import datetime
import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator import __version__

OK, FAULTS, USAGE, FAILED, BUSY, INTERRUPTED = 0, 1, 2, 3, 75, 130
"""Exit codes: published; content has errors; usage; the machine failed; another build runs; Ctrl-C."""


class Quiet(click.exceptions.Exit):
    """Ends the command with a code, after everything has been said."""


def guarded(command: Callable[..., int]) -> Callable[..., None]:
    """A command whose failures end in one line and a true exit code, never in a traceback (that is for `-v`)."""

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        from generator.failures import explain

        verbose = bool(options.get("verbose"))
        try:
            code = command(*arguments, **options)
        except click.ClickException:
            raise
        except KeyboardInterrupt:
            click.echo("\ninterrupted; the old site stands", err=True)
            code = INTERRUPTED
        except Exception as failure:
            told = explain(failure)
            click.echo(f"{click.style('error', fg='red', bold=True)}: {told.message}", err=True)
            if told.hint:
                click.echo(f"  {told.hint}", err=True)
            if verbose and told.is_bug:
                import traceback

                traceback.print_exception(failure)
            code = told.code
        raise Quiet(code)

    return run


class Moment(click.ParamType):  # type: ignore[type-arg]  # not generic in the oldest click that we allow
    """A day or date-time; a day is its first moment in the site's time zone."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The moment, still without a time zone where none is given."""
        from generator.model.dates import DateError, parse_moment

        try:
            return parse_moment(value)
        except DateError as fault:
            self.fail(f"{fault.message}; {fault.hint}", param, ctx)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("-C", "folder", metavar="DIR", type=click.Path(path_type=Path), help="Run as if started in DIR.")
@click.version_option(__version__, prog_name="explainer")
@click.pass_context
def main(ctx: click.Context, folder: Path | None) -> None:
    """Explainer pages in which every figure shows who says so, as of when, and where it was read.

    \b
    Example:
      explainer init my-site && cd my-site && explainer build
    """
    ctx.obj = folder


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
    from generator.project import project_timezone

    return float(today.instant(project_timezone(folder)).timestamp())


_today = click.option("--today", type=Moment(), metavar="DATE-OR-TIME", help="Build as of this day or time.")
_strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
_format = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
_verbose = click.option("-v", "--verbose", is_flag=True, help="Say more; show the traceback of a bug.")


@main.command()
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="Publish to DIR instead of `site`.")
@click.option("--base-url", default="", metavar="URL", help="The site's address, in place of the settings' `url`.")
@click.option("--drafts", is_flag=True, help="Show drafts.")
@click.option("--future", is_flag=True, help="Show what is dated in the future.")
@_strict
@_today
@click.option("--force", is_flag=True, help="Replace an output folder that no build of ours made.")
@click.option("--jobs", type=click.IntRange(1), default=None, metavar="N", help="Processes to use; as many as CPUs.")
@click.option("--no-cache", "cache", is_flag=True, flag_value=False, default=True, help="Start from nothing.")
@click.option("--verify", is_flag=True, help="Prove the published site against its manifest and a clean build.")
@click.option("--timings", is_flag=True, help="Print the time of each step.")
@_format
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@_verbose
@click.pass_context
@guarded
def build(
    ctx: click.Context,
    output: Path | None,
    base_url: str,
    drafts: bool,
    future: bool,
    strict: bool,
    today: Any,
    force: bool,
    jobs: int | None,
    cache: bool,
    verify: bool,
    timings: bool,
    form: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Build the site. Nothing is written when there is an error.

    \b
    Example:
      explainer build
      explainer build --drafts --today 2024-12-01 --output /tmp/preview
    """
    from generator import pipeline, terminal

    folder = project_folder(ctx)
    place = None if output is None else (ctx.obj or Path.cwd()) / output
    options = pipeline.Options(
        now=moment(today, folder),
        output=place,
        base_url=base_url,
        drafts=drafts,
        future=future,
        strict=strict,
        force=force,
        jobs=jobs or 0,
        cache=cache,
    )
    with terminal.bar(not quiet and form == "text") as progress:
        result = pipeline.build(folder, options, progress)
    if verify and result.published:
        faults = pipeline.verify(folder, options)
        for fault in faults:
            click.echo(f"{click.style('error', fg='red', bold=True)}: {fault}", err=True)
        if faults:
            return FAILED
    click.echo(terminal.told_build(folder, result, form, quiet=quiet, verbose=verbose, timings=timings), nl=False)
    return FAULTS if result.errors else OK


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_strict
@_today
@_format
@_verbose
@click.pass_context
@guarded
def check(ctx: click.Context, paths: tuple[Path, ...], strict: bool, today: Any, form: str, verbose: bool) -> int:  # noqa: ARG001
    """Report everything that a build would, and write nothing. PATHs limit the report to files below them.

    \b
    Example:
      explainer check
      explainer check content/leap-second --format json
    """
    from generator import pipeline, terminal

    folder = project_folder(ctx)
    result = pipeline.check(folder, pipeline.Options(now=moment(today, folder), strict=strict))
    start = (ctx.obj or Path.cwd()).absolute()
    chosen = terminal.below(result.diagnostics, folder, tuple(start / path for path in paths))
    click.echo(terminal.told_check(folder, chosen, form), nl=False)
    return FAULTS if any(found.severity == "error" for found in chosen) else OK


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@_verbose
@click.pass_context
@guarded
def init(ctx: click.Context, folder: Path, verbose: bool) -> int:  # noqa: ARG001
    """Make a small, complete site in DIR, with one sourced explainer in it.

    \b
    Example:
      explainer init my-site
    """
    from generator.skeleton import begin_project

    made = (ctx.obj or Path.cwd()) / folder
    begin_project(made, datetime.date.today())
    click.echo(f"made a site in {folder}\nnext: cd {folder} && explainer build")
    return OK


@main.command()
@click.argument("slug")
@click.option("--title", default="", help="The explainer's title.")
@_verbose
@click.pass_context
@guarded
def new(ctx: click.Context, slug: str, title: str, verbose: bool) -> int:  # noqa: ARG001
    """Begin an explainer: a draft article and fact sheet in content/SLUG, with today's date.

    \b
    Example:
      explainer new water-prices --title "Why water prices rise"
    """
    from generator.skeleton import begin_explainer

    folder = project_folder(ctx)
    for path in begin_explainer(folder, slug, title, datetime.date.today()):
        click.echo(f"made {path}")
    click.echo(f"next: fill it in; `explainer check content/{slug}` points at what is left to do")
    return OK


@main.command()
@_verbose
@click.pass_context
@guarded
def clean(ctx: click.Context, verbose: bool) -> int:  # noqa: ARG001
    """Remove what a build can make again: the cache, and the built site if it is ours.

    \b
    Example:
      explainer clean
    """
    from generator.skeleton import clean_project

    for path in clean_project(project_folder(ctx)):
        click.echo(f"removed {path}")
    return OK


@main.command()
@click.argument("what", type=click.Choice(["facts", "article", "settings"]))
@_verbose
@guarded
def schema(what: str, verbose: bool) -> int:  # noqa: ARG001
    """Print the JSON Schema of a fact sheet, an article's front matter or the settings.

    \b
    Example:
      explainer schema facts > facts.schema.json
    """
    from generator.load.schema import json_schema

    click.echo(json_schema(what), nl=False)
    return OK


if __name__ == "__main__":
    sys.exit(main())
