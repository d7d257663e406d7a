"""A small project that uses everything a page can depend on, as values that tests change."""

from __future__ import annotations

import datetime
import os
import shutil
import struct
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from generator.pipeline import Options, Result, build
from generator.publish.manifest import MANIFEST

NOW = datetime.datetime(2025, 1, 10, tzinfo=datetime.UTC).timestamp()
DAY = 86_400.0


@dataclass(frozen=True)
class Topic:
    """An explainer."""

    slug: str
    title: str = "Water"
    words: int = 30
    date: str = "2024-11-30"
    topics: tuple[str, ...] = ("Rivers",)
    draft: bool = False
    related: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """Slugs, ids of headings with `#`, or `_pages/about`."""
    uses: tuple[str, ...] = ()
    """Shared figures."""
    own: tuple[str, ...] = ("levels",)
    """Figures of its own sheet."""
    value: int = 12
    stale_after: str = ""
    review_by: str = ""
    arabic: str = ""
    """The title of a translation; empty for none."""
    picture: int = 0
    """Its shade; 0 for none."""
    alias: str = ""
    correction: str = ""
    change: str = ""
    """What was changed on the second of December."""
    major: bool = False
    event: str = ""
    """The title of an event of its timeline."""
    told: str = ""
    """A figure that the text of the event says."""
    dateline: str = ""
    """A time zone."""
    extra: str = ""
    """More text."""

    def files(self) -> dict[str, bytes]:
        """Its files."""
        folder = f"content/{self.slug}"
        front = [f"title: {self.title}", f"date: {self.date}", f"topics: [{', '.join(self.topics)}]"]
        front += ["draft: true"] if self.draft else []
        front += [f"related: [{', '.join(self.related)}]"] if self.related else []
        front += [f"review_by: {self.review_by}"] if self.review_by else []
        front += [f"aliases: [{self.alias}]"] if self.alias else []
        front += [f"dateline: {{place: Quito, timezone: {self.dateline}}}"] if self.dateline else []
        body = ["## First part", "", " ".join(f"word{number}" for number in range(self.words)) + ".", ""]
        body += [f"It stands at {{figure}}`{figure}`.\n" for figure in (*self.own, *self.uses)]
        body += [f"See [that]({self._target(link)}).\n" for link in self.links]
        body += ["![A grey square](media/grey.png)\n"] if self.picture else []
        body += [self.extra]
        files = {f"{folder}/article.md": "\n".join(["---", *front, "---", "", *body, ""]).encode()}
        sheet = ["sources:", f"  book-{self.slug}: {{title: A book, publisher: Somebody, url: https://example.org/}}"]
        sheet += ["figures:"] if self.own else []
        for figure in self.own:
            sheet += [f"  {figure}:", "    label: Levels", "    unit: people"]
            sheet += [f"    stale_after: {self.stale_after}"] if self.stale_after else []
            sheet += [f"    observations: [{{value: {self.value}, as_of: 2024-11-30, sources: [book-{self.slug}]}}]"]
        if self.correction:
            sheet += ["corrections:", f"  - {{date: 2024-12-01, was: one, now: two, text: {self.correction}}}"]
        if self.change:
            sheet += ["changes:", f"  - {{date: 2024-12-02, major: {str(self.major).lower()}, note: {self.change}}}"]
        if self.event:
            sheet += ["timeline:", f"  - {{date: 2024-11-28, title: {self.event}, sources: [book-{self.slug}]}}"]
        if self.event and self.told:
            sheet[-1] = f"{sheet[-1][:-1]}, text: 'There were {{figure}}`{self.told}`.'}}"
        files[f"{folder}/facts.yaml"] = "\n".join([*sheet, ""]).encode()
        if self.arabic:
            text = f"---\ntitle: {self.arabic}\n---\n\n## First part\n\n"
            text += "".join(f"{{figure}}`{figure}`\n\n" for figure in (*self.own, *self.uses))
            files[f"{folder}/article.ar.md"] = text.encode()
        if self.picture:
            files[f"{folder}/media/grey.png"] = png(self.picture)
        return files

    def _target(self, link: str) -> str:
        slug, _, fragment = link.partition("#")
        path = f"../{slug}.md" if slug.startswith("_pages/") else f"../{slug}/article.md"
        return f"{path}#{fragment}" if fragment else path


@dataclass
class Project:
    """A project in memory; `write` makes the folder the same."""

    topics: dict[str, Topic] = field(default_factory=dict)
    shared: dict[str, int] = field(default_factory=dict)
    """Shared figures and their values."""
    shared_arabic: str = ""
    """The Arabic label of the first shared figure; empty for no translation."""
    settings: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    """Everything else."""

    def all_files(self) -> dict[str, bytes]:
        """Every file of the project."""
        found = {"explainer.yaml": "".join(f"{key}: {value}\n" for key, value in self.settings.items()).encode()}
        for topic in self.topics.values():
            found |= topic.files()
        if self.shared:
            sheet = (
                "sources:\n  yearbook: {title: Yearbook, publisher: An office, url: https://example.org/y}\nfigures:\n"
            )
            for name, value in self.shared.items():
                observation = f"{{value: {value}, as_of: 2024-11-30, sources: [yearbook]}}"
                sheet += f"  {name}:\n    label: Shared {name}\n    unit: people\n    observations: [{observation}]\n"
            found["content/_shared/all.yaml"] = sheet.encode()
            if self.shared_arabic:
                text = f"figures:\n  {next(iter(self.shared))}: {{label: {self.shared_arabic}}}\n"
                found["content/_shared/all.ar.yaml"] = text.encode()
        return found | self.files

    def change(self, slug: str, **values: object) -> None:
        """Changes an explainer."""
        self.topics[slug] = replace(self.topics[slug], **values)  # type: ignore[arg-type]

    def write(self, folder: Path) -> None:
        """Makes the folder hold these files and no others of a project; equal ones are left alone."""
        wanted = self.all_files()
        there = [file for top in ("content", "templates") for file in sorted((folder / top).rglob("*"), reverse=True)]
        for file in there:
            if file.is_file() and file.relative_to(folder).as_posix() not in wanted:
                file.unlink()
            elif file.is_dir() and not any(file.iterdir()):
                file.rmdir()
        for path, data in wanted.items():
            file = folder / path
            if not file.is_file() or file.read_bytes() != data:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)


QUICK = {"cards": "off", "search": "off"}
"""Settings without what takes longest; the edits of settings bring it back now and then."""


def sample() -> Project:
    """A project with a bit of everything."""
    topics = (
        Topic(
            "alpha",
            "Alpha",
            uses=("cattle",),
            arabic="ألف",
            topics=("Rivers", "Farms"),
            picture=90,
            alias="/old-alpha/",
            event="A dam is built",
        ),
        Topic("beta", "Beta", links=("alpha#first-part", "_pages/about"), related=("gamma",), uses=("cattle",)),
        Topic("gamma", "Gamma", topics=("Farms",), arabic="جيم", correction="It was wrong.", stale_after="P60D"),
        Topic("delta", "Delta", topics=("Lakes",), review_by="2025-01-20", uses=("wells",)),
        Topic("epsilon", "Epsilon", date="2025-01-15", dateline="America/Guayaquil"),
        Topic("zeta", "Zeta", draft=True),
    )
    return Project(
        topics={topic.slug: topic for topic in topics},
        shared={"cattle": 500, "wells": 40},
        shared_arabic="أبقار",
        settings={"title": "A site", "url": "https://example.org/", "language": "en", "languages": "[en, ar]", **QUICK},
        files={
            "content/_home.md": b"---\ntitle: Home\n---\n\nBegin with [alpha](alpha/article.md).\n",
            "content/_pages/about.md": b"---\ntitle: About\n---\n\nRead [beta](../beta/article.md).\n",
            "content/_static/robots.txt": b"User-agent: *\n",
        },
    )


def png(shade: int) -> bytes:
    """A picture of 500 by 30 pixels, large enough as a file to be encoded."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    random = Random(shade)
    rows = b"".join(b"\0" + random.randbytes(1500) for _ in range(30))
    header = struct.pack(">IIBBBBB", 500, 30, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def tree(folder: Path) -> dict[str, bytes]:
    """Every published file, the manifest too."""
    if not folder.is_dir():
        return {}
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def pages(result: Result) -> set[str]:
    """What a build rendered, without the manifest and the files for programs."""
    return {path for path in result.rendered if path != MANIFEST} - files(result)


def files(result: Result) -> set[str]:
    """The files for programs that a build rendered: feeds, the sitemap and data."""
    return {path for path in result.rendered if path.endswith((".xml", ".json", ".csv")) and path != MANIFEST}


def clean_build(folder: Path, place: Path, options: Options) -> tuple[Result, dict[str, bytes]]:
    """A build from nothing into an empty folder."""
    output = place / f"clean-{os.getpid()}"
    shutil.rmtree(output, ignore_errors=True)
    result = build(folder, replace(options, output=output, cache=False, jobs=1))
    return result, tree(output)
