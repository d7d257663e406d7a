"""The command line: parses arguments, calls one function, prints, and exits. No logic lives here."""

from __future__ import annotations

import contextlib
import datetime
import sys
import time
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.commands.deploy import deploy
from generator.commands.desk import check, facts
from generator.commands.frame import (
    FAILED,
    FAULTS,
    INTERRUPTED,
    OK,
    Quiet,
    format_option,
    guarded,
    moment,
    project_folder,
    say,
    strict_option,
    today_option,
    verbose_option,
)
from generator.commands.importing import import_article
from generator.commands.preview import serve
from generator.commands.theme import theme


class Commands(click.Group):
    """The commands. Ctrl-C ends them with one exit code, also while arguments are read and after the last word."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command. Click's own exit code for Ctrl-C is our code for faults in the content."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Quiet(INTERRUPTED) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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


@main.command()
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="Publish to DIR instead of `site`.")
@click.option("--base-url", default="", metavar="URL", help="The site's address, in place of the settings' `url`.")
@click.option("--drafts", is_flag=True, help="Show drafts.")
@click.option("--future", is_flag=True, help="Show what is dated in the future.")
@strict_option
@today_option
@click.option("--force", is_flag=True, help="Replace an output folder that no build of ours made.")
@click.option("--jobs", type=click.IntRange(1), default=None, metavar="N", help="Processes to use; as many as CPUs.")
@click.option("--no-cache", "cache", is_flag=True, flag_value=False, default=True, help="Start from nothing.")
@click.option("--verify", is_flag=True, help="Prove the published site against its manifest and a clean build.")
@click.option("--timings", is_flag=True, help="Print the time of each step.")
@format_option
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@verbose_option
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
    begun = time.perf_counter()
    from generator import desk, pipeline, terminal

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
        # As `check` and `deploy`, so that what one of them examined is known to the others.
        published=desk.last_published(folder),
    )
    late = ctx.with_resource(contextlib.ExitStack())
    with terminal.bar(not quiet and form == "text") as progress:
        result = pipeline.build(folder, options, progress, late=late)
    if verify and result.published:
        late.close()
        faults = pipeline.verify(folder, options)
        for fault in faults:
            click.echo(f"{click.style('error', fg='red', bold=True)}: {fault}", err=True)
        if faults:
            return FAILED
    seconds = time.perf_counter() - begun
    told = terminal.told_build(folder, result, form, seconds, quiet=quiet, verbose=verbose, timings=timings)
    if not say(told, nl=False):
        say("warning: the report could not be written; it changes nothing of the build", err=True)
    return FAULTS if result.errors else OK


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--ci", type=click.Choice(["github", "gitlab"]), help="Write the workflow that builds and deploys it.")
@verbose_option
@click.pass_context
@guarded
def init(ctx: click.Context, folder: Path, ci: str | None, verbose: bool) -> int:  # noqa: ARG001
    """Make a small, complete site in DIR, with one sourced explainer in it.

    \b
    Example:
      explainer init my-site
      explainer init my-site --ci github
    """
    from generator.skeleton import begin_forge, begin_project

    made = (ctx.obj or Path.cwd()) / folder
    begin_project(made, datetime.date.today())
    click.echo(f"made a site in {folder}\nnext: cd {folder} && explainer build")
    if ci is not None:
        click.echo(f"{begin_forge(made, ci)} deploys it: set `url` in explainer.yaml, then push")
    return OK


@main.command()
@click.argument("slug")
@click.option("--title", default="", help="The explainer's title.")
@verbose_option
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
@verbose_option
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
@verbose_option
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


main.add_command(check)
main.add_command(serve)
main.add_command(facts)
main.add_command(import_article)
main.add_command(deploy)
main.add_command(theme)


if __name__ == "__main__":
    sys.exit(main())
