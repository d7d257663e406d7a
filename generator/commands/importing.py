"""`explainer import`: an article that exists already becomes a draft."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import click

from generator.commands.frame import OK, guarded, project_folder, verbose_option


@click.command("import")
@click.argument("place", metavar="FILE|URL|-")
@click.option("--slug", default=None, help="The explainer's folder; made from the title without it.")
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day of the article, and its dateline."
)
@click.option("--language", default=None, help="The language of the article, such as en.")
@click.option(
    "--into", type=click.Path(path_type=Path), default=None, metavar="DIR", help="The folder that holds explainers."
)
@click.option("--merge", is_flag=True, help="Add what is new to an explainer that exists, and show the difference.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@verbose_option
@click.pass_context
@guarded
def import_article(
    ctx: click.Context,
    place: str,
    slug: str | None,
    date: datetime.datetime | None,
    language: str | None,
    into: Path | None,
    merge: bool,
    form: str,
    verbose: bool,  # noqa: ARG001
) -> int:
    """Turn an article into a draft: text, Markdown, HTML, .docx, an address, or standard input.

    \b
    Example:
      explainer import talks.html --date 2024-11-30
      pbpaste | explainer import - --slug water-prices
    """
    from generator import drafts

    start = ctx.obj or Path.cwd()
    folder = (start / into) if into else project_folder(ctx) / "content"
    data = sys.stdin.buffer.read() if place == "-" else None
    day = date.date().isoformat() if date else None
    asked = drafts.Asked(str(start / place) if _is_file(place) else place, data, slug, day, language, merge)
    told: Any = drafts.import_draft(asked, folder, datetime.date.today(), form)
    click.echo(told, nl=False)
    return OK


def _is_file(place: str) -> bool:
    return place != "-" and "://" not in place
