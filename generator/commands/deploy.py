"""`explainer deploy`: the built site, put where its readers are."""

from __future__ import annotations

from typing import Any

import click

from generator.commands.frame import (
    FAILED,
    FAULTS,
    OK,
    guarded,
    moment,
    project_folder,
    today_option,
    verbose_option,
)


@click.command()
@click.argument("target", required=False, default="")
@click.option("--dry-run", is_flag=True, help="Show what would change there, and change nothing.")
@click.option("--yes", is_flag=True, help="Remove files even if they are more than --max-removals.")
@click.option(
    "--max-removals",
    type=click.FloatRange(0, 100),
    default=20.0,
    show_default=True,
    metavar="PERCENT",
    help="Refuse to remove more of the files there.",
)
@click.option("--force", is_flag=True, help="Upload every file again, also what is there already.")
@click.option("--verify", default="", metavar="URL", help="Then fetch every page at URL, and compare it.")
@click.option("--base-url", default="", metavar="URL", help="The site's address, in place of the settings' `url`.")
@today_option
@verbose_option
@click.pass_context
@guarded
def deploy(
    ctx: click.Context,
    target: str,
    dry_run: bool,
    yes: bool,
    max_removals: float,
    force: bool,
    verify: str,
    base_url: str,
    today: Any,
    verbose: bool,
) -> int:
    """Build strictly, then put the site at TARGET of explainer.yaml: assets first, removals last, only what differs.

    \b
    Example:
      explainer deploy --dry-run
      explainer deploy www --verify https://example.org/
    """
    from generator import delivery, terminal

    folder = project_folder(ctx)
    asked = delivery.Asked(
        now=moment(today, folder),
        target=target,
        base_url=base_url,
        dry_run=dry_run,
        yes=yes,
        force=force,
        removals_percent_max=max_removals,
        verify=verify,
        whole=verbose,
    )
    try:
        with terminal.bar(True) as progress:
            result = delivery.deploy(folder, asked, lambda text: click.echo(text, nl=False), progress)
    except delivery.TargetFaulty as faulty:
        click.echo(terminal.told_check(folder, faulty.diagnostics, "text"), nl=False)
        click.echo("nothing was deployed: the target in explainer.yaml has faults", err=True)
        return FAILED
    if not result.errors:
        return OK
    click.echo(terminal.told_check(folder, result.diagnostics, "text"), nl=False)
    click.echo("nothing was deployed: a deployment takes warnings for errors, as `explainer check --strict`", err=True)
    return FAULTS
