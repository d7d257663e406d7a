"""`explainer theme`: templates to override."""

from __future__ import annotations

import click

from generator.commands.frame import OK, guarded, project_folder, verbose_option


@click.group()
def theme() -> None:
    """Make the theme your own, a file at a time.

    \b
    Example:
      explainer theme eject sections/timeline.html
    """


@theme.command()
@click.argument("name", required=False)
@verbose_option
@click.pass_context
@guarded
def eject(ctx: click.Context, name: str | None, verbose: bool) -> int:  # noqa: ARG001
    """Copy a file of the theme into `templates/`, where it stands before the theme's. Without NAME, list them.

    \b
    Example:
      explainer theme eject
      explainer theme eject static/tokens.css
    """
    from generator.skeleton import eject_template, theme_names

    if name is None:
        for known in theme_names():
            click.echo(known)
        return OK
    click.echo(f"made {eject_template(project_folder(ctx), name)}")
    return OK
