"""`explainer check` and `explainer facts`: the desk from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.commands.frame import (
    FAILED,
    FAULTS,
    OK,
    guarded,
    moment,
    project_folder,
    strict_option,
    today_option,
    verbose_option,
)


def codes(_: click.Context, option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Codes of rules, given one by one or with commas between. An unknown one is told the nearest that there is."""
    chosen = tuple(code for part in value for code in part.split(",") if code)
    if not chosen:
        return chosen
    from generator.check.explain import unknown_codes

    for code, near in unknown_codes(chosen):
        raise click.BadParameter(
            f"there is no rule `{code}`" + (f"; did you mean `{near}`?" if near else ""), param=option
        )
    return chosen


def code(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """One code of a rule."""
    return codes(context, option, (value,))[0] if value else value


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@strict_option
@today_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text", show_default=True
)
@click.option("--select", multiple=True, metavar="CODE", callback=codes, help="Report these rules only.")
@click.option("--ignore", multiple=True, metavar="CODE", callback=codes, help="Leave these rules out.")
@click.option("--explain", "explained", metavar="CODE", callback=code, help="Say what a rule does, and why.")
@click.option("--list", "listed", is_flag=True, help="List every rule.")
@click.option("--fix", is_flag=True, help="Mend what has one right answer.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--against", metavar="REV", help="Report values changed without a word since this git revision.")
@click.option("--online", is_flag=True, help="Ask the addresses of the sources whether they still answer.")
@verbose_option
@click.pass_context
@guarded
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    strict: bool,
    today: Any,
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    explained: str | None,
    listed: bool,
    fix: bool,
    diff: bool,
    against: str | None,
    online: bool,
    verbose: bool,  # noqa: ARG001
) -> int:
    """Report everything that a build would, and write nothing. PATHs limit the report to files below them.

    \b
    Example:
      explainer check
      explainer check content/leap-second --format json
      explainer check --explain figure-stale
      explainer check --fix --diff
    """
    from generator import desk, terminal
    from generator.check.codes import INTERNAL

    if explained is not None:
        click.echo(desk.explained(explained), nl=False)
        return OK
    if listed:
        click.echo(desk.listed(), nl=False)
        return OK
    folder = project_folder(ctx)
    start = (ctx.obj or Path.cwd()).absolute()
    chosen = terminal.wanted(tuple(start / path for path in paths))
    asked = desk.Asked(moment(today, folder), strict, select, ignore, chosen, against or "", online)
    if fix or diff:
        mended = desk.mend(folder, asked, write=fix and not diff)
        click.echo(mended.diff if diff else mended.told, nl=False)
        if diff:
            return FAULTS if mended.diff else OK
    with terminal.bar(form == "text") as progress:
        result = desk.inspect(folder, asked, progress)
    click.echo(
        terminal.told_check(
            folder, result, form, desk.fixable(folder, asked, result) if form == "text" and not fix else 0
        ),
        nl=False,
    )
    if any(found.code == INTERNAL for found in result):
        return FAILED
    return FAULTS if any(found.severity == "error" for found in result) else OK


@click.group()
def facts() -> None:
    """Look at the facts of the site: what they say, how old they are, where they are used.

    \b
    Example:
      explainer facts list
      explainer facts uses killed-gaza
    """


form_option = click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)


@facts.command("list")
@form_option
@today_option
@verbose_option
@click.pass_context
@guarded
def list_facts(ctx: click.Context, form: str, today: Any, verbose: bool) -> int:  # noqa: ARG001
    """Every figure: value, as-of date, age, attribution, source, where it is used.

    \b
    Example:
      explainer facts list --format csv > figures.csv
    """
    from generator import desk

    folder = project_folder(ctx)
    click.echo(desk.told_figures(folder, moment(today, folder), form, stale=False), nl=False)
    return OK


@facts.command("stale")
@form_option
@today_option
@verbose_option
@click.pass_context
@guarded
def stale_facts(ctx: click.Context, form: str, today: Any, verbose: bool) -> int:  # noqa: ARG001
    """The figures that are older than their `stale_after`.

    \b
    Example:
      explainer facts stale
    """
    from generator import desk

    folder = project_folder(ctx)
    click.echo(desk.told_figures(folder, moment(today, folder), form, stale=True), nl=False)
    return OK


@facts.command("uses")
@click.argument("fact_id", metavar="ID")
@form_option
@verbose_option
@click.pass_context
@guarded
def fact_uses(ctx: click.Context, fact_id: str, form: str, verbose: bool) -> int:  # noqa: ARG001
    """Every place that uses a fact.

    \b
    Example:
      explainer facts uses killed-gaza
    """
    from generator import desk

    click.echo(desk.told_uses(project_folder(ctx), fact_id, form), nl=False)
    return OK


@facts.command("show")
@click.argument("fact_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@verbose_option
@click.pass_context
@guarded
def show_fact(ctx: click.Context, fact_id: str, form: str, verbose: bool) -> int:  # noqa: ARG001
    """A fact with everything that the sheet says of it.

    \b
    Example:
      explainer facts show killed-gaza
    """
    from generator import desk

    click.echo(desk.told_fact(project_folder(ctx), fact_id, form), nl=False)
    return OK
