"""`article.md`: front matter and prose."""

from __future__ import annotations

import msgspec

from generator.diagnostics import Location, error
from generator.load.decode import Reading, ReadText, decode
from generator.load.markdown import Parsed, parse
from generator.load.passage import Spot
from generator.load.yaml import YamlText
from generator.model.article import Article, FrontMatter, OrdinaryPage, PageFront
from generator.model.prose import PAGE_IDS


def split_front_matter(text: str) -> tuple[str, str, int] | None:
    """Front matter, body, and the line of the file (from 1) on which the body starts. None when it never ends.

    A text without front matter has an empty one, and its body starts on line 1.
    """
    if not (text.startswith("---\n") or text == "---"):
        return "", text, 1
    lines = text.split("\n")
    for number in range(1, len(lines)):
        if lines[number].rstrip() in ("---", "..."):
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return None


def read_article(text: str, path: str, language: str) -> tuple[Article | None, Reading]:
    """The article of a file, None when its faults leave nothing to show, and what was met while reading it."""
    reading, body, at = _open(text, path)
    if body is None or at is None:
        return None, reading
    front: FrontMatter | None = decode(reading, FrontMatter)
    titles = {read.at: read.parsed.plain for read in reading.texts}
    parsed = _read_body(reading, body, at)
    if front is None:
        return None, reading
    article = Article(
        path=path,
        language=front.language or language,
        front=front,
        title=titles.get("title", ""),
        standfirst=titles.get("standfirst", ""),
        body=parsed.prose,
        headings=parsed.headings,
        words=parsed.words,
    )
    if not article.title.strip():
        reading.problems.append(
            error("key-missing", Location(path, 1, 1), "an article needs a `title`", "add `title: …`")
        )
        return None, reading
    return article, reading


def read_page(text: str, path: str, slug: str, language: str) -> tuple[OrdinaryPage | None, Reading]:
    """An ordinary page of `_pages`, or the words of the home page (whose title may be left out)."""
    reading, body, at = _open(text, path)
    if body is None or at is None:
        return None, reading
    home = slug == "_home" and reading.file.root is None and not reading.file.problems
    front: PageFront | None = PageFront(title="") if home else decode(reading, PageFront)
    parsed = _read_body(reading, body, at)
    if front is None:
        return None, reading
    page = OrdinaryPage(
        path=path,
        slug=slug,
        language=language,
        title=front.title,
        description=front.description,
        body=parsed.prose,
        headings=parsed.headings,
        waive=front.waive,
    )
    return page, reading


def _open(text: str, path: str) -> tuple[Reading, str | None, int | None]:
    parts = split_front_matter(text)
    if parts is None:
        reading = Reading(YamlText("", path))
        hint = "close it with a line of three dashes"
        reading.problems.append(
            error("yaml-invalid", Location(path, 1, 1, 3), "the front matter is opened and never closed", hint)
        )
        return reading, None, None
    front, body, line = parts
    return Reading(YamlText(front, path, first_line=2 if line > 1 else 1)), body, line


def _read_body(reading: Reading, body: str, first_line: int) -> Parsed:
    path = reading.file.path
    parsed = parse(body, page=True, taken=PAGE_IDS)

    def locate(spot: Spot) -> Location:
        return Location(path, first_line + spot.line, spot.column + 1, spot.width)

    reading.texts.append(ReadText("body", parsed, locate))
    reading.problems.extend(
        error(found.code, locate(found.spot), found.message, found.hint) for found in parsed.problems
    )
    return parsed


def with_defaults(article: Article, original: Article) -> Article:
    """A translated article, with what its front matter leaves out taken from the original's."""
    front, given = article.front, original.front
    kept = {
        name: getattr(given, name)
        for name in ("date", "updated", "dateline", "section", "topics", "authors", "image", "related", "review_by")
        if not getattr(front, name)
    }
    return msgspec.structs.replace(article, front=msgspec.structs.replace(front, **kept)) if kept else article
