"""A site with one of each fault: each is reported once, at the right place, and nothing else is."""

from __future__ import annotations

import datetime
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.check.explain import entries
from generator.check.published import by_slug
from generator.check.rules.sources import addresses
from generator.desk import published_now, subjects
from generator.online.ask import Manners
from generator.online.links import check_links, states
from generator.pipeline import Options, check
from tests.check.cases import FOLDER

_MARK = re.compile(r"⟦([a-z-]+):([^⟧]*)⟧")

MOVING = bytes.fromhex(
    "4749463839610200010081000000000000000000000000000021ff0b4e45545343415045322e30030100000021f904000a0000002c000000"
    "000200010000080500010008080021f904010a0001002c000000000200010081ffffff00000000000000000008050001000808003b"
)
"""A GIF of two frames."""

TODAY = datetime.date(2025, 3, 1)

Place = tuple[str, str, int, int]


def _write(folder: Path) -> set[Place]:
    """Writes the site and says where its faults are."""
    marked: set[Place] = set()
    source = FOLDER / "one-of-each"
    for file in sorted(source.rglob("*")):
        if not file.is_file():
            continue
        path = file.relative_to(source).as_posix()
        rows = []
        for number, row in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
            while mark := _MARK.search(row):
                marked.add((mark[1], path, number, mark.start() + 1))
                row = row[: mark.start()] + mark[2] + row[mark.end() :]
            rows.append(row)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("\n".join(rows), encoding="utf-8")
    (folder / "content/words/media").mkdir()
    (folder / "content/words/media/bridge.png").write_bytes(MOVING)
    marked.add(("picture-animated", "content/words/media/bridge.png", 0, 0))
    (folder / "content/coded").mkdir()
    (folder / "content/coded/article.md").write_bytes("---\ntitle: Café\n---\n".encode("latin-1"))
    marked.add(("encoding-invalid", "content/coded/article.md", 2, 11))
    return marked


@contextmanager
def _server() -> Iterator[int]:
    """A server of this machine, at which there is nothing; its port."""

    class Gone(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_error(404)

        def do_GET(self) -> None:
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Gone) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def _asked(folder: Path) -> dict[str, str]:
    """What `--online` finds at the links of the site, allowed to ask 127.0.0.1 as well."""
    found, _ = subjects(folder)
    urls = tuple(url for subject in found for url, *_ in addresses(subject))
    manners = Manners(allow=lambda address: str(address) == "127.0.0.1", resolve=_resolve, pause_seconds=0)
    return states(urls, check_links(urls, {}, TODAY, manners))


def _resolve(host: str, port: int) -> tuple[str, ...]:
    """No name is looked up: the site's others are never asked."""
    return (host,) if host == "127.0.0.1" else ("10.0.0.1",)


def test_each_fault_is_reported_once_at_its_place_and_nothing_else(tmp_path: Path) -> None:
    """Through the whole line, as `explainer check` runs it with `--online`, on a site that was published before."""
    marked = _write(tmp_path)
    now = datetime.datetime.combine(TODAY, datetime.time(), datetime.UTC).timestamp()
    sheet = tmp_path / "content/published/facts.yaml"
    now_says = sheet.read_text(encoding="utf-8")
    sheet.write_text(now_says.replace("value: 1207", "value: 1270"), encoding="utf-8")
    published = by_slug(published_now(tmp_path))
    with _server() as port:
        sheet.write_text(now_says.replace("PORT", str(port)), encoding="utf-8")
        links = _asked(tmp_path)
    result = check(tmp_path, Options(now=now, cache=False, jobs=1, published=published, links=links))
    found = [
        (entry.code, entry.location.path, entry.location.line, entry.location.column) for entry in result.diagnostics
    ]
    assert sorted(set(found) - marked) == []
    assert sorted(marked - set(found)) == []
    assert len(found) == len(marked)
    assert {entry.code for entry in entries()} == {place[0] for place in marked}
