"""A folder's files to an explainer, with everything the desk needs to point into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from generator.diagnostics import Diagnostic, Location, error
from generator.load.article import read_article, with_defaults
from generator.load.decode import PlainText, Reading, ReadText, decode
from generator.load.passage import Spot
from generator.load.translation import read_translation
from generator.load.yaml import Mapping as YamlMapping
from generator.load.yaml import Node, Scalar, Sequence, YamlText
from generator.model.article import Article
from generator.model.explainer import Explainer, Texts
from generator.model.facts import SHARED_KINDS, Shared, Sheet
from generator.model.prose import PAGE_IDS


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file once read: its YAML, and the words for readers met in it, those that are prose apart from plain ones."""

    yaml: YamlText
    texts: tuple[ReadText, ...]
    plain: tuple[PlainText, ...]
    language: str

    @property
    def path(self) -> str:
        """The file, relative to the project."""
        return self.yaml.path

    def at(self, keys: str) -> Location:
        """Where `figures/killed-gaza/observations/0` stands; the nearest record around it when it is left out."""
        return self.yaml.location(self._node(keys))

    def inside(self, keys: str, text: str, start: int, end: int) -> Location:
        """Where the characters from `start` to `end` of a plain text stand, which was read at `keys`."""
        node = self._node(keys)
        if not isinstance(node, Scalar):
            return self.at(keys)
        line = text.count("\n", 0, start)
        return self.yaml.inside(node, Spot(line, start - text.rfind("\n", 0, start) - 1, max(1, end - start)))

    def name(self, keys: str) -> Location:
        """Where the last key of `keys` itself stands, such as the id of a figure."""
        above, _, word = keys.rpartition("/")
        return self.key(above, word)

    def key(self, keys: str, word: str) -> Location:
        """Where the key `word`, which may hold a slash, of the record at `keys` stands."""
        node = self._node(keys)
        if isinstance(node, YamlMapping):
            for key, _value in node.items:
                if key.text == word:
                    return self.yaml.location(key)
        return self.at(f"{keys}/{word}" if keys else word)

    def _node(self, keys: str) -> Node:
        node: Node = self.yaml.root or YamlMapping((), self.yaml.first_line, 1)
        for word in keys.split("/") if keys else ():
            below = _below(node, word)
            if below is None:
                break
            node = below
        return node


def _below(node: Node, word: str) -> Node | None:
    if isinstance(node, YamlMapping):
        return next((value for key, value in node.items if key.text == word), None)
    if isinstance(node, Sequence) and word.isdigit() and int(word) < len(node.items):
        return node.items[int(word)]
    return None


@dataclass(frozen=True, slots=True)
class Loaded:
    """An explainer with the files it was read from."""

    explainer: Explainer
    files: tuple[ReadFile, ...]
    sound: bool = True
    """False when some of its files could not be read whole: it is not published, and what there is of it is checked."""
    left_out: frozenset[str] | None = frozenset()
    """Ids of records that could not be read; None when nothing is known of the sheet."""

    @property
    def sheet(self) -> ReadFile | None:
        """The file of the fact sheet; None when there is none."""
        return next((read for read in self.files if read.path.endswith("/facts.yaml")), None)

    def article(self, language: str) -> ReadFile:
        """The file of the article in a language."""
        path = self.explainer.articles[language].path
        return next(read for read in self.files if read.path == path)

    def texts(self) -> Iterator[tuple[ReadFile, ReadText]]:
        """Every prose text of every file, in the order of the files."""
        for read in self.files:
            for text in read.texts:
                yield read, text

    def plain(self) -> Iterator[tuple[ReadFile, PlainText]]:
        """Every text of every file that is not prose and that a reader sees, in the order of the files."""
        for read in self.files:
            for text in read.plain:
                yield read, text


def load_explainer(
    slug: str, folder: str, texts: Mapping[str, str], pictures: Iterable[str], language: str
) -> tuple[Loaded | None, tuple[Diagnostic, ...]]:
    """The explainer of a folder, and every fault found while reading it.

    `texts` are the folder's Markdown and YAML files by name, `language` is the site's. None when there is no original
    article to speak of; the diagnostics say why.
    """
    problems: list[Diagnostic] = []
    files: list[ReadFile] = []
    parts: list[bool] = []

    def done(reading: Reading, spoken: str) -> None:
        problems.extend(reading.problems)
        files.append(ReadFile(reading.file, tuple(reading.texts), tuple(reading.plain), spoken))
        parts.append(reading.sound)

    if "article.md" not in texts:
        hint = f"write `{folder}/article.md`, or move the folder out of `content`"
        return None, (error("key-missing", Location(folder), "an explainer needs an `article.md`", hint),)
    original, reading = read_article(texts["article.md"], f"{folder}/article.md", language)
    spoken = original.language if original else language
    done(reading, spoken)
    if original and not original.front.date:
        if "date" not in reading.unread:
            at = Location(original.path, 1, 1)
            problems.append(error("key-missing", at, "an article needs a `date`", "add `date: 2024-11-30`"))
        original = None
    reading = Reading(YamlText(texts.get("facts.yaml", ""), f"{folder}/facts.yaml"), taken=_taken(original))
    sheet: Sheet | None = decode(reading, Sheet)
    left_out = frozenset(reading.left_out) if sheet is not None else None
    done(reading, spoken)

    articles = {spoken: original} if original else {}
    translations: dict[str, Texts] = {}
    for name in sorted(texts):
        stem, _, rest = name.partition(".")
        code = rest.rpartition(".")[0]
        if not code or stem not in ("article", "facts"):
            continue
        path = f"{folder}/{name}"
        if stem == "article":
            article = _translated(texts[name], path, code, spoken, original, done)
            parts.append(article is not None)
            if article:
                articles[code] = article
        elif f"article.{code}.md" not in texts:
            hint = f"write `article.{code}.md`, whose page shows these texts"
            problems.append(
                error("key-missing", Location(path), f"a translated sheet without its `article.{code}.md`", hint)
            )
        elif sheet is not None and not left_out:
            reading = Reading(YamlText(texts[name], path), taken=_taken(articles.get(code)))
            translations[code] = read_translation(reading, sheet)
            done(reading, code)
    if original is None:
        return None, tuple(problems)
    explainer = Explainer(
        slug=slug,
        language=spoken,
        articles=articles,
        sheet=sheet or Sheet(),
        translations=translations,
        pictures=tuple(sorted(pictures)),
    )
    return Loaded(explainer, tuple(files), all(parts), left_out), tuple(problems)


def _taken(article: Article | None) -> frozenset[str]:
    return PAGE_IDS | {heading.id for heading in article.headings} if article else PAGE_IDS


def _translated(
    text: str, path: str, code: str, spoken: str, original: Article | None, done: Callable[[Reading, str], None]
) -> Article | None:
    article, reading = read_article(text, path, code)
    if article is not None and article.language != code:
        reading.problems.append(
            error(
                "value-invalid",
                Location(path, 1, 1),
                f"the name says `{code}`, the front matter `{article.language}`",
                "leave `language` out",
            )
        )
    if code == spoken:
        hint = "give it another language, or change the original's"
        reading.problems.append(error("url-conflict", Location(path), f"the original is in `{code}` already", hint))
    done(reading, code)
    return with_defaults(article, original) if article is not None and original is not None else article


def load_shared(
    texts: Mapping[str, str], folder: str
) -> tuple[tuple[tuple[ReadFile, Shared], ...], tuple[Diagnostic, ...]]:
    """The files of `_shared` (not their translations), each with its facts, and every fault found."""
    problems: list[Diagnostic] = []
    files: list[tuple[ReadFile, Shared]] = []
    for name in sorted(texts):
        if "." in name.removesuffix(".yaml"):
            continue
        reading = Reading(YamlText(texts[name], f"{folder}/{name}"))
        shared: Shared | None = decode(reading, Shared)
        problems.extend(reading.problems)
        if shared is not None:
            files.append((ReadFile(reading.file, tuple(reading.texts), tuple(reading.plain), ""), shared))
    return tuple(files), tuple(problems)


def merge_shared(files: Iterable[tuple[ReadFile, Shared]]) -> tuple[Shared, dict[str, str], tuple[Diagnostic, ...]]:
    """All of `_shared` as one sheet, the file of each id, and a diagnostic for each id that stands twice."""
    merged: dict[str, dict[str, object]] = {kind: {} for kind in SHARED_KINDS}
    paths: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for read, shared in files:
        for kind, table in merged.items():
            for fact_id, record in getattr(shared, kind).items():
                if fact_id in paths:
                    where = read.name(f"{kind}/{fact_id}")
                    hint = f"it stands in `{paths[fact_id]}`; ids are unique across all kinds"
                    problems.append(error("id-duplicate", where, f"`{fact_id}` is given twice", hint))
                else:
                    paths[fact_id] = read.path
                    table[fact_id] = record
    return msgspec.structs.replace(Shared(), **merged), paths, tuple(problems)


def load_shared_translations(
    texts: Mapping[str, str], folder: str, shared: Shared
) -> tuple[dict[str, Texts], list[ReadFile], list[Diagnostic]]:
    """The texts of `_shared/x.ar.yaml` by language; a translation may stand in any file of `_shared`."""
    found: dict[str, Texts] = {}
    files: list[ReadFile] = []
    problems: list[Diagnostic] = []
    for name in sorted(texts):
        code = name.removesuffix(".yaml").partition(".")[2]
        if not code:
            continue
        reading = Reading(YamlText(texts[name], f"{folder}/{name}"))
        found.setdefault(code, {}).update(read_translation(reading, shared))
        problems.extend(reading.problems)
        files.append(ReadFile(reading.file, tuple(reading.texts), tuple(reading.plain), code))
    return found, files, problems
