"""A tool for developers: `python -m generator.language.extract` brings the catalogues up to date.

It reads the interface words out of the package and the theme, updates `templates/locale/explainer.pot` and each
language's `explainer.po`, and compiles `explainer.mo`. The files carry no dates, so the same words give the same bytes.
A word that is new has no translation yet: fill it in and run the tool again.
"""

from __future__ import annotations

import gettext
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from generator.language.catalogue import DOMAIN

ROOT = Path(__file__).resolve().parents[2]
PLURAL_FORMS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "de": "nplurals=2; plural=(n!=1);",
    "es": "nplurals=3; plural=(n==1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2);",
    "fr": "nplurals=3; plural=(n==0 || n==1 ? 0 : n%1000000==0 ? 1 : 2);",
    "he": "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);",
}
"""The languages there are catalogues for, with CLDR's plural rules for whole numbers, forms in CLDR's order.

English is the language of the messages themselves.
"""

TEMPLATE_SUFFIXES = frozenset((".html", ".xml", ".txt", ".svg", ".j2", ".atom", ".json"))

_PLAIN, _PLURAL, _IN_CONTEXT = None, (1, 2), ((1, "c"), 2)
KEYWORDS = {
    "_": _PLAIN,
    "gettext": _PLAIN,
    "word": _PLAIN,
    "N_": _PLAIN,
    "ngettext": _PLURAL,
    "words": _PLURAL,
    "pgettext": _IN_CONTEXT,
    "P_": _IN_CONTEXT,
}
"""The functions whose literal arguments are messages, and which argument is what (Babel, "Message Extraction")."""


class WordList(Catalog):
    """A catalogue whose header says what programs need, and no date, person or program version."""

    def __init__(self, language: str = "") -> None:
        super().__init__(locale=language or None, project=DOMAIN, charset="utf-8", fuzzy=False, header_comment="")
        self._forms = PLURAL_FORMS.get(language, "")

    @property
    def num_plurals(self) -> int:
        """How many plural forms the language has in CLDR; Babel's own list for gettext has fewer."""
        return int(self._forms.removeprefix("nplurals=").partition(";")[0] or 2)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of the header."""
        language = [("Language", str(self.locale)), ("Plural-Forms", self._forms)] if self._forms else []
        encoding = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "8bit")]
        return [("Project-Id-Version", DOMAIN), *language, ("MIME-Version", "1.0"), *encoding]


def source_files(root: Path) -> Iterator[tuple[Path, str]]:
    """The files that may hold messages, each with the name of Babel's method to read it; sorted."""
    for file in sorted((root / "generator").rglob("*.py")):
        if "_theme" not in file.parts:
            yield file, "python"
    for file in sorted((root / "templates").rglob("*")):
        inside = file.relative_to(root / "templates").parts[0]
        if file.suffix in TEMPLATE_SUFFIXES and inside not in ("locale", "static"):
            yield file, "jinja2"


def collect(root: Path = ROOT) -> WordList:
    """Every message of the package and the theme, untranslated, with the files that use it."""
    found = WordList()
    for file, method in source_files(root):
        with file.open("rb") as stream:
            for _, message, _, context in extract(method, stream, KEYWORDS, options={"silent": "false"}):
                location = (file.relative_to(root).as_posix(), 0)
                found.add(message, context=context, locations=[location])
    return found


def po_file(language: str, root: Path = ROOT) -> Path:
    """Where a language's catalogue stands; its compiled form stands beside it."""
    return root / "templates" / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def translated(found: Catalog, language: str, root: Path = ROOT) -> WordList:
    """The messages with what the language's catalogue has for them. Translations no longer used are dropped."""
    known = Catalog()
    file = po_file(language, root)
    if file.is_file():
        with file.open("rb") as stream:
            known = read_po(stream, locale=language)
    done = WordList(language)
    for message in messages(found):
        old = known.get(message.id, message.context)
        done.add(message.id, old.string if old else None, context=message.context, locations=message.locations)
    return done


def messages(catalogue: Catalog) -> list[Message]:
    """The messages without the header, in a fixed order."""
    return sorted(message for message in catalogue if message.id)


def po_text(catalogue: Catalog) -> bytes:
    """The catalogue as a `.po` file."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=120, sort_output=True, include_lineno=False)
    return stream.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as a `.mo` file."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages that lack a translation, or one of its plural forms."""
    return [
        str(message.id)
        for message in messages(catalogue)
        if not (all(message.string) if isinstance(message.string, (tuple, list)) else message.string)
    ]


def main() -> int:
    """Updates all files and prints what is left to translate. Returns 1 while there is some."""
    found = collect()
    pot = ROOT / "templates" / "locale" / f"{DOMAIN}.pot"
    pot.parent.mkdir(parents=True, exist_ok=True)
    pot.write_bytes(po_text(found))
    left = 0
    for language in PLURAL_FORMS:
        words = translated(found, language)
        file = po_file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(po_text(words))
        file.with_suffix(".mo").write_bytes(mo_bytes(words))
        with file.with_suffix(".mo").open("rb") as stream:
            gettext.GNUTranslations(stream)
        missing = untranslated(words)
        left += len(missing)
        print(f"{language}: {len(messages(words)) - len(missing)} of {len(messages(words))} translated")
        for message in missing:
            print(f"  {message}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
