"""Pages that a layout breaks on: too long, too many, too few, too wide, both ways at once."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

SETTINGS = "title: Hard pages\nlanguage: en\nurl: https://hard.example/\n"

LONG_TITLE = ("What became of the agreement that nobody had expected to be signed and then was " * 4)[:300].strip()
LONG_WORD = "Donaudampfschifffahrts" * 9 + "ge"  # 200 letters


def png(width: int, height: int) -> bytes:
    """A grey picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x99" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


SOURCES = "sources:\n  one:\n    title: A report\n    publisher: An agency\n    issued: 2020-01-01\n"


def pages() -> dict[str, dict[str, str]]:
    """By slug, the article and the sheet of each hard page."""
    day = "---\ntitle: {}\ndate: 2024-01-01\n---\n\n{}\n"
    events = "".join(
        f"  - {{date: 2020-{1 + number // 34:02}-{1 + number % 28:02}, title: Event {number}, sources: [one]}}\n"
        for number in range(400)
    )
    observations = "".join(
        f"      - {{value: {100 + number**2}, as_of: {1960 + number}, attributed_to: An office, sources: [one]}}\n"
        for number in range(60)
    )
    actors = "".join(
        f"  actor-{number}: {{kind: person, name: Maria Garcia, description: Number {number}.}}\n"
        for number in range(10)
    )
    questions = "".join(
        f"  - {{question: Is this question {number}?, answer: 'Answer {number} [@one].', id: q{number}}}\n"
        for number in range(15)
    )
    return {
        "bare": {"article.md": "---\ntitle: Only a title\ndate: 2024-01-01\n---\n"},
        "long-title": {"article.md": day.format(f'"{LONG_TITLE}"', "Text.")},
        "long-word": {
            "article.md": day.format(
                f'"{LONG_WORD}"', f"A word: {LONG_WORD}, and on.\n\n## {LONG_WORD}\n\n`{LONG_WORD}`"
            ),
            "facts.yaml": f"{SOURCES}terms:\n  word: {{term: {LONG_WORD}, definition: {LONG_WORD}, sources: [one]}}\n",
        },
        "many-events": {
            "article.md": day.format("Many events", "Text [@one]."),
            "facts.yaml": f"{SOURCES}timeline:\n{events}",
        },
        "many-values": {
            "article.md": day.format("Many values", "There were {figure}`count` cases [@one]."),
            "facts.yaml": f"{SOURCES}figures:\n  count:\n    label: Cases\n    unit: cases\n    direction: cumulative\n"
            f"    observations:\n{observations}",
        },
        "no-preferred": {
            "article.md": day.format("None preferred", "There were {figure}`count` dead [@one]."),
            "facts.yaml": f"{SOURCES}figures:\n  count:\n    label: Killed\n    unit: people\n    conflicting: true\n"
            "    observations:\n"
            "      - {value: 100, as_of: 2020-01-01, attributed_to: One side, sources: [one]}\n"
            "      - {value: 90000, low: 50000, high: 120000, as_of: 2021, attributed_to: Another, sources: [one]}\n",
        },
        "one-name": {"article.md": day.format("One name", "Text."), "facts.yaml": f"actors:\n{actors}"},
        "questions": {
            "article.md": day.format("Many questions", "Text [@one]."),
            "facts.yaml": f"{SOURCES}questions:\n{questions}",
        },
        "pictures": {
            "article.md": day.format("Pictures", '![A dot](media/dot.png)\n\n![A wall](media/wall.png "A wide wall")'),
        },
        "directions": {
            "article.md": day.format(
                '"Both ways: وزارة الصحة and משרד הבריאות in one title"',
                "The ministry (وزارة الصحة في غزة, 2024) and the office (משרד הבריאות, 44,330) said 12 (اثنا عشر).",
            ),
        },
    }


def write(folder: Path) -> None:
    """Writes a project of hard pages."""
    (folder / "explainer.yaml").write_text(SETTINGS, "utf-8")
    for slug, files in pages().items():
        home = folder / "content" / slug
        home.mkdir(parents=True)
        for name, text in files.items():
            (home / name).write_text(text, "utf-8")
    static = folder / "content" / "_static"
    static.mkdir()
    # Without an icon of the site a browser asks for /favicon.ico, and says in the console that it is not there.
    (static / "favicon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    media = folder / "content" / "pictures" / "media"
    media.mkdir()
    (media / "dot.png").write_bytes(png(1, 1))
    (media / "wall.png").write_bytes(png(8000, 20))
