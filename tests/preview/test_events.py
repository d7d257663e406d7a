"""What a listener is told."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.preview.conftest import PATIENCE

SLUG = "leap-second"


def told(stream: http.client.HTTPResponse) -> Iterator[list[str]]:
    """The lines of data of each event."""
    lines: list[str] = []
    while line := stream.readline().decode():
        if line.startswith("data: "):
            lines.append(line.removeprefix("data: ").rstrip("\n"))
        elif line == "\n" and lines:
            yield lines
            lines = []


def test_a_tab_is_told_what_to_show(project: Path, serve: Callable[..., Any]) -> None:
    """Who says what it shows is told the page with the event, once; who does not, only that there is something new."""
    preview = serve(project)
    connections = [http.client.HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE) for _ in range(2)]
    for connection, query in zip(connections, (f"?path=/{SLUG}/&mark=other%0A%0Adata:", ""), strict=True):
        connection.request("GET", f"/__explainer/events{query}")
    showing, plain = (told(connection.getresponse()) for connection in connections)
    try:
        said, state = next(showing)
        first = json.loads(state)
        assert said == f"{first['session']} {first['number']}"
        assert first["path"] == f"/{SLUG}/"
        assert next(plain) == [said]
        assert first["html"] == preview.get(f"/{SLUG}/")[2].decode().replace(
            f'<script src="/__explainer/preview.js" data-mark="{first["mark"]}" defer></script>', ""
        )
        article = project / "content" / SLUG / "article.md"
        article.write_text(f"{article.read_text(encoding='utf-8')}\n\nPlumage as it happens.\n", encoding="utf-8")
        said, state = next(showing)
        assert next(plain) == [said]
        second = json.loads(state)
        assert "Plumage as it happens." in second["html"]
        assert second["mark"] != first["mark"]
        # The walk is over: nothing that this page shows is new.
        last = json.loads(next(showing)[1])
        assert last["number"] > second["number"]
        assert last["mark"] == second["mark"]
        assert "html" not in last
    finally:
        for connection in connections:
            connection.close()
