"""Terms: words that need saying what they mean."""

from __future__ import annotations

import msgspec

from generator.sections.composer import Composer
from generator.sections.parts import ProseView, SourceMark, Words


class TermView(msgspec.Struct, frozen=True, gc=False):
    """A term with its definition."""

    id: str
    term: Words
    aliases: tuple[Words, ...]
    definition: ProseView
    marks: tuple[SourceMark, ...]


class TermsView(msgspec.Struct, frozen=True, gc=False):
    """The terms in the order of the sheet."""

    terms: tuple[TermView, ...]


def build(composer: Composer, only: tuple[str, ...] = ()) -> TermsView | None:
    """The terms, or those of the ids in `only`; None when there are none."""
    terms = [entry for entry in composer.edition.sheet.terms.values() if not only or entry.id in only]
    if not terms:
        return None
    return TermsView(
        tuple(
            TermView(
                entry.id,
                composer.at(f"term-{entry.id}").words(entry.term),
                tuple(composer.words(alias) for alias in entry.aliases),
                composer.prose(entry.definition),
                composer.cite_besides(entry.sources, entry.definition),
            )
            for entry in terms
        )
    )
