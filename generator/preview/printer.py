"""Outputs to bytes, when somebody asks for them. What a page's fingerprint covers is printed once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from generator.incremental.shelf import PackReader
from generator.output.outputs import (
    Bytes,
    Card,
    Cleaned,
    Copied,
    Encoded,
    Joined,
    ListFile,
    ListPage,
    Output,
    ProductFile,
)
from generator.output.render import Renderer
from generator.output.templates import Templates
from generator.preview.stand import Walked
from generator.resolve.site import Site
from generator.resolve.surroundings import Masthead
from generator.steps.cards import drawn
from generator.steps.copies import cleaned, original
from generator.steps.explainers import commissions_of
from generator.steps.pictures import encoded
from generator.work import Press

KEPT_BYTES_MAX = 16 << 20

PACKS_OPEN_MAX = 8
"""Packs that stay open for reading: a session of many edits reads from many."""


class _Mastheads(dict[str, Masthead]):
    """By language, made when a page in it is printed."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self._site = site

    def __missing__(self, language: str) -> Masthead:
        self[language] = self._site.masthead(language)
        return self[language]


class Printer:
    """Prints outputs. Any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._size = 0
        self._theme: tuple[Templates | None, bytes] = (None, b"")
        self._renderers: dict[str, Renderer] = {}
        self._walked: Walked | None = None
        self._press: Press | None = None
        self._reader = PackReader("")
        self._folder = ""
        self._packs: set[str] = set()

    def print(self, walked: Walked, output: Output) -> bytes:
        """The bytes of an output, as a build would publish them.

        Raises `TemplateFault` and `PictureFault`; `InputChanged` when a file of the project is no longer what was
        planned; `CacheDamaged`.
        """
        if isinstance(output, Bytes):
            return output.data
        with self._lock:
            data = self._kept.get(output.fingerprint)
            if data is not None:
                self._kept.move_to_end(output.fingerprint)
                return data
            if not isinstance(output, Encoded):
                data = self._make(walked, output)
                self._keep(output.fingerprint, data)
                return data
        # A picture takes its time, in which pages are printed.
        (data,) = encoded((output,), Path(walked.root))
        with self._lock:
            self._keep(output.fingerprint, data)
        return data

    def _make(self, walked: Walked, output: Output) -> bytes:
        if isinstance(output, Copied):
            return original(output, Path(walked.root))
        if isinstance(output, Cleaned):
            return cleaned(output, Path(walked.root))
        if isinstance(output, ListFile):
            return output.make()
        if isinstance(output, Joined):
            return b"".join(output.join(self._make(walked, walked.outputs[path]) for path in output.parts))
        press = self._press_of(walked)
        if isinstance(output, Card):
            return drawn(output, press, walked.theme.fonts)
        if isinstance(output, ProductFile):
            (commission,) = commissions_of((output,))
            (made,) = press.compose(self._body(walked, output.slug), commission)
            return made.data
        assert isinstance(output, ListPage)
        return press.renderer(output.language).render(output.template, output.view(), output.path)

    def _press_of(self, walked: Walked) -> Press:
        if self._press is None or self._walked is not walked:
            theme = walked.theme
            if (theme.templates, theme.words) != self._theme:
                self._theme, self._renderers = (theme.templates, theme.words), {}
            mastheads = _Mastheads(walked.site)
            self._press = Press(walked.house, theme.templates, walked.assets, mastheads, self._renderers)
            self._walked = walked
        return self._press

    def body(self, walked: Walked, slug: str) -> bytes:
        """An explainer, encoded. Raises `CacheDamaged`."""
        with self._lock:
            return self._body(walked, slug)

    def _body(self, walked: Walked, slug: str) -> bytes:
        place = walked.places[slug]
        self._packs.add(place.pack)
        if self._folder != walked.bodies or len(self._packs) > PACKS_OPEN_MAX:
            self._reader, self._folder, self._packs = PackReader(walked.bodies), walked.bodies, {place.pack}
        return self._reader.read(place)

    def _keep(self, fingerprint: bytes, data: bytes) -> None:
        self._size += len(data) - len(self._kept.pop(fingerprint, b""))
        self._kept[fingerprint] = data
        while self._size > KEPT_BYTES_MAX and len(self._kept) > 1:
            self._size -= len(self._kept.popitem(last=False)[1])
