"""What the server says to a request that the gate let in."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from http import HTTPStatus
from importlib import resources
from urllib.parse import quote

from generator.images.variants import PictureFault
from generator.incremental.shelf import CacheDamaged
from generator.model.snapshot import InputChanged
from generator.output.hosting import rules
from generator.output.names import MISSING
from generator.output.outputs import Output, ProductFile
from generator.output.templates import TemplateFault
from generator.output.volumes import FOLDER
from generator.preview.address import Found, Moved, find
from generator.preview.board import Board
from generator.preview.drawer import drawer
from generator.preview.faults import Desk, template_fault
from generator.preview.gates import SAFE
from generator.preview.printer import Printer
from generator.preview.stand import Stand, Walked
from generator.search import wanted

OWN = "/__explainer/"
"""Addresses of the preview itself. No explainer and no page can have this name: slugs begin with a letter or digit."""

SCRIPTS = ("idiomorph.js", "preview.js")

KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "webmanifest": "application/manifest+json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "pdf": "application/pdf",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "wasm": "application/wasm",
}
"""By ending. Our own table, since the one of the system differs from machine to machine."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response."""

    status: int
    kind: str
    data: bytes
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What a tab is to show, when it has been told."""

    number: int
    """Of the stand."""
    mark: str
    """Of the page that it shows then."""
    data: bytes
    """JSON."""


def refusal(status: HTTPStatus, words: str) -> Answer:
    """A response without content."""
    return Answer(status, "text/plain; charset=utf-8", f"{status.value} {words or status.phrase.lower()}\n".encode())


class Answers:
    """Answers requests. Any thread may ask."""

    def __init__(self, board: Board, printer: Printer, desk: Desk, *, reload: bool) -> None:
        self.board = board
        self._printer = printer
        self._desk = desk
        self._reload = reload
        folder = resources.files("generator.preview").joinpath("static")
        self._script = b"".join(folder.joinpath(name).read_bytes() for name in SCRIPTS)

    def answer(self, target: str, path: str, asked: dict[str, str]) -> Answer:
        """The answer to a request for an address, with or without its query."""
        if path.startswith(OWN):
            return self._own(path.removeprefix(OWN), asked)
        stand = self.board.stand
        if stand.good is None:
            return self._page(HTTPStatus.SERVICE_UNAVAILABLE, _WAITING, "waiting")
        found = find(target, stand.base, stand.outputs)
        if isinstance(found, Moved):
            return Answer(HTTPStatus.MOVED_PERMANENTLY, KINDS["txt"], b"", (("Location", found.location),))
        if isinstance(found, Found):
            return self._output(stand, found.path, HTTPStatus.OK)
        if found.outside:
            said = f"there is nothing outside {stand.base}, as on the site's own host"
            return refusal(HTTPStatus.NOT_FOUND, said)
        return self._output(stand, MISSING, HTTPStatus.NOT_FOUND)

    def _output(self, stand: Stand, path: str, status: HTTPStatus) -> Answer:
        good = stand.owner(path)
        assert good is not None
        output = good.outputs[path]
        kind = KINDS.get(path.rpartition(".")[2].lower(), "application/octet-stream")
        try:
            data = self._print(good, output)
        except PictureFault as fault:
            return refusal(HTTPStatus.INTERNAL_SERVER_ERROR, str(fault))
        except TemplateFault:
            return self._page(HTTPStatus.INTERNAL_SERVER_ERROR, _BROKEN, "broken")
        except (InputChanged, CacheDamaged):
            return self._page(HTTPStatus.SERVICE_UNAVAILABLE, _WAITING, "waiting")
        if kind != KINDS["html"]:
            return Answer(status, kind, data, hosted(good))
        self.board.view(path)
        return self._page(status, data, mark(output), hosted(good))

    def _print(self, good: Walked, output: Output) -> bytes:
        try:
            return self._printer.print(good, output)
        except TemplateFault as fault:
            self.board.add_fault(template_fault(fault))
            raise
        except CacheDamaged:
            self.board.damaged.set()
            raise

    def _page(self, status: HTTPStatus, data: bytes, made: str, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
        return Answer(status, KINDS["html"], with_script(data, made) if self._reload else data, headers)

    def _own(self, name: str, asked: dict[str, str]) -> Answer:
        if name == "preview.js":
            return Answer(HTTPStatus.OK, KINDS["js"], self._script)
        if name == "state":
            return Answer(HTTPStatus.OK, KINDS["json"], self.state(asked).data)
        if name == "desk":
            return Answer(HTTPStatus.OK, KINDS["json"], _json(self._drawer(asked)))
        return refusal(HTTPStatus.NOT_FOUND, "")

    def state(self, asked: dict[str, str]) -> State:
        """What a tab needs to show what is served now: the page, if it is not the one that it shows, and the faults."""
        stand = self.board.stand
        path, number = asked.get("path", "/"), stand.number
        said: dict[str, object] = {"session": self.board.session, "number": number, "path": path}
        said["mark"] = asked.get("mark", "")
        output = self._shown(stand, path)
        good = stand.owner(output.path) if output is not None else None
        if output is not None and good is not None:
            self.board.view(output.path)
            if mark(output) != asked.get("mark"):
                try:
                    said["html"] = self._print(good, output).decode("utf-8", "replace")
                    said["mark"] = mark(output)
                except (TemplateFault, InputChanged, CacheDamaged):
                    # The faults below say why, or the next stand is on its way.
                    stand = self.board.stand
            said["pictures"] = pictures(good, output, stand.base)
        said["faults"] = [self._desk.told(fault.found, fault.page) for fault in stand.faults]
        return State(number, str(said["mark"]), _json(said))

    def _drawer(self, asked: dict[str, str]) -> dict[str, object]:
        stand = self.board.stand
        return drawer(stand, self._shown(stand, asked.get("path", "/")), self._printer, self._desk, time.time())

    def _shown(self, stand: Stand, path: str) -> Output | None:
        """The page that a tab at this address shows: the 404 page where there is none."""
        if stand.good is None:
            return None
        outputs = stand.outputs
        found = find(path, stand.base, outputs)
        if isinstance(found, Moved):
            found = find(found.location, stand.base, outputs)
        return outputs.get(found.path if isinstance(found, Found) else MISSING)


def _json(said: dict[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()


def hosted(good: Walked) -> tuple[tuple[str, str], ...]:
    """What the site's real host is told to send with every file, beside `SAFE`. Nothing is kept: it may be edited."""
    everywhere = rules((FOLDER,) if wanted(good.site.settings) else ())[0]
    return tuple((name, value) for name, value in everywhere.headers.items() if name not in dict(SAFE))


def pictures(good: Walked, output: Output, base: str) -> dict[str, str]:
    """By address, what tells one state of a page's pictures from another: a browser keeps what it has of an address."""
    if not isinstance(output, ProductFile) or output.slug not in good.entries:
        return {}
    found = good.entries[output.slug].pictures
    return {f"{base}{output.slug}/{quote(picture.src)}": picture.digest.hex()[:16] for picture in found}


def mark(output: Output) -> str:
    """Tells one state of a page from another."""
    return output.fingerprint.hex()


def with_script(data: bytes, made: str) -> bytes:
    """The response for a page: its bytes and one script tag, which stands at the end of the head."""
    tag = f'<script src="{OWN}preview.js" data-mark="{made}" defer></script>'.encode()
    place = data.find(b"</head>")
    return data[:place] + tag + data[place:] if place >= 0 else data + tag


_WAITING = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Preview</title>
<meta name="color-scheme" content="light dark"></head>
<body><p>There is nothing to show yet. The page appears by itself.</p></body></html>
"""

_BROKEN = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Preview</title>
<meta name="color-scheme" content="light dark"></head>
<body><p>A template cannot be rendered. The page appears when it is mended.</p></body></html>
"""
