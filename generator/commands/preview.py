"""The command `serve`."""

from __future__ import annotations

from typing import Any

import click

from generator.commands.frame import OK, guarded, project_folder, verbose_option


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Where to listen; 0 for any."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Which address of this machine to listen on.")
@click.option("--open/--no-open", "show", default=False, help="Open the site in the browser.")
@click.option("--drafts/--no-drafts", default=True, show_default=True, help="Show drafts, marked as such.")
@click.option("--future/--no-future", default=False, show_default=True, help="Show what is dated in the future.")
@click.option("--reload/--no-reload", default=True, show_default=True, help="Follow edits in the browser.")
@click.option("--base-url", default="", metavar="URL", help="The site's address, in place of the settings' `url`.")
@click.option(
    "--editor", default="vscode", show_default=True, metavar="NAME", help="What opens a file from the browser."
)
@click.option("--poll", is_flag=True, help="Look for changes again and again, where the system does not tell of them.")
@verbose_option
@click.pass_context
@guarded
def serve(
    ctx: click.Context,
    port: int,
    host: str,
    show: bool,
    verbose: bool,  # noqa: ARG001
    **wishes: Any,
) -> int:
    """Show the site in the browser while it is being written, until Ctrl-C.

    \b
    Example:
      explainer serve --open
      explainer serve --port 9000 --no-drafts --editor zed
    """
    from generator import desk, terminal
    from generator.preview.faults import EditorUnknown
    from generator.preview.serve import NoPort, Wishes
    from generator.preview.serve import serve as run

    def say(line: str) -> None:
        click.echo(line)

    try:
        with terminal.bar(True) as progress:
            folder = project_folder(ctx)
            wishes |= {"host": host, "port": port, "open": show, "published": desk.last_published(folder)}
            run(folder, Wishes(**wishes), say, progress)
    except (EditorUnknown, NoPort) as fault:
        raise click.UsageError(str(fault)) from fault
    return OK
