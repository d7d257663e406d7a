"""The rule about translations that the original has left behind."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.check.subject import Evidence, Finding, Subject
from generator.diagnostics import Location
from generator.language.numbers import has_symbol
from generator.load.explainer import ReadFile
from generator.load.translation import texts_of
from generator.load.yaml import Mapping as YamlMapping
from generator.model.article import Article
from generator.model.facts import Shared, Sheet


def translation_behind(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A translation lacks texts of the sheet, or its article is older than the original's `updated`.

    Missing texts are counted, once for each translation. Ids, symbols of units and names of persons are no texts.

    **Why it matters.** What is missing is shown in the original's language; what is old says what the newsroom no
    longer says.

    **Example.** `updated: 2025-03-01` in `article.md`, and `updated: 2024-12-01` in `article.ar.md`.

    **Instead.** Translate what is missing; carry the change over and set the translation's own `updated`.
    """
    explainer = subject.explainer
    if len(explainer.articles) < 2:
        return
    wanted = [path for path in texts_of(explainer.sheet) if not is_no_text(path, explainer.sheet)]
    for language, article in explainer.articles.items():
        if language == explainer.language:
            continue
        read = next((read for read in subject.loaded.files if read.path.endswith(f"/facts.{language}.yaml")), None)
        given = explainer.translations.get(language, {})
        missing = [path for path in wanted if path not in given]
        if missing:
            count = f"{len(missing)} text{' of the sheet is' if len(missing) == 1 else 's of the sheet are'} missing"
            also = f", and {len(missing) - 1} more" if len(missing) > 1 else ""
            hint = f"translate `{missing[0]}`{also}" + ("" if read else f" in `facts.{language}.yaml`")
            at = Location(read.path if read else article.path)
            yield Finding(at, f"{count} in `{language}`", hint, file=article.path)
        yield from _older(subject, language, article)


def is_no_text(path: str, sheet: Sheet | Shared) -> bool:
    """Whether what stands at a path of keys need not be translated: a symbol, a currency, a person's name."""
    words = path.split("/")
    if words[0] == "sources" and len(words) > 2 and words[2] == "author":
        return True
    return (
        words[0] == "figures" and words[-1] == "unit" and len(words) == 3 and has_symbol(sheet.figures[words[1]].unit)
    )


def _older(subject: Subject, language: str, article: Article) -> Iterator[Finding]:
    updated = subject.explainer.original.front.updated
    read = subject.loaded.article(language)
    own = [
        moment.day
        for key, moment in (("date", article.front.date), ("updated", article.front.updated))
        if moment and _gives(read, key)
    ]
    newest: datetime.date | None = max(own, default=None)
    if updated and newest and newest < updated.day:
        key = "updated" if _gives(read, "updated") else "date"
        message = f"the original was updated on {updated.day}, this translation is of {newest}"
        yield Finding(read.at(key), message, "carry the change over, then set `updated` here", file=article.path)


def _gives(read: ReadFile, key: str) -> bool:
    """Whether a front matter gives a key itself, and does not take it from the original."""
    root = read.yaml.root
    return isinstance(root, YamlMapping) and any(name.text == key for name, _ in root.items)
