"""The ways from a page to its data."""

from __future__ import annotations

from collections.abc import Collection

from generator.language.speech import Speech
from generator.output.views import DataView

FILES = {
    "facts": "facts.json",
    "figures": "figures.csv",
    "events": "events.csv",
    "timeline": "timeline.json",
    "sources": "sources.json",
}
"""By what it is about, the file of data beside a page."""


def data_of(kinds: Collection[str]) -> tuple[str, ...]:
    """The files that there are for an explainer with data of these kinds (`Entry.data`)."""
    return tuple(file for name, file in FILES.items() if ("events" if name == "timeline" else name) in kinds)


def downloads(speech: Speech, files: Collection[str], folder: str, stem: str) -> tuple[DataView, ...]:
    """A link for each of these files in `folder`; saved, it has a name that begins with `stem`."""
    word = speech.word
    told = {
        "facts.json": (word("All facts"), "JSON"),
        "figures.csv": (word("Figures"), "CSV"),
        "events.csv": (word("Events"), "CSV"),
        "timeline.json": (word("Timeline"), "TimelineJS"),
        "sources.json": (word("Sources"), "CSL-JSON"),
    }
    return tuple(DataView(f"{folder}{file}", f"{stem}-{file}", *told[file]) for file in FILES.values() if file in files)
