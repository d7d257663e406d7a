"""`explainer.yaml`."""

from __future__ import annotations

import msgspec

from generator.diagnostics import Diagnostic
from generator.load.decode import Reading, decode
from generator.load.explainer import ReadFile
from generator.load.yaml import Mapping, YamlText
from generator.model.settings import Settings


def load_settings(text: str, path: str, base_url: str = "") -> tuple[Settings | None, ReadFile, tuple[Diagnostic, ...]]:
    """The settings of a project, None when they have faults; the file, to point into; and the faults.

    `base_url` stands in for the settings' `url`.
    """
    reading = Reading(YamlText(text, path))
    settings: Settings | None = decode(reading, Settings)
    if settings is not None:
        url = base_url or settings.url
        settings = msgspec.structs.replace(settings, url=f"{url.rstrip('/')}/" if url else "")
    return settings, ReadFile(reading.file, tuple(reading.texts), tuple(reading.plain), ""), tuple(reading.problems)


def deploy_lines(text: str, path: str) -> range:
    """The lines of a project's settings on which its deploy targets stand; empty when it has none."""
    root = YamlText(text, path).root
    items = root.items if isinstance(root, Mapping) else ()
    for number, (key, _) in enumerate(items):
        if key.text == "deploy":
            end = items[number + 1][0].line if number + 1 < len(items) else text.count("\n") + 2
            return range(key.line, max(end, key.line + 1))
    return range(0)
