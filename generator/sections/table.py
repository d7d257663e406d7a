"""What an explainer's page shows, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.language import N_
from generator.sections import (
    actors,
    background,
    figures,
    history,
    knowledge,
    questions,
    quotes,
    sources,
    terms,
    timeline,
)
from generator.sections.composer import Composer
from generator.sections.parts import SectionView


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page. `build` returns its view, or None where the explainer has no data for it."""

    name: str
    """In `:::{name}`, and the section's id on the page."""
    heading: str
    """An interface word."""
    template: str
    build: Callable[[Composer, tuple[str, ...]], Any]

    def view(self, composer: Composer, only: tuple[str, ...] = ()) -> SectionView | None:
        """The section's view, or a part of it; None where there is nothing to show."""
        content = self.build(composer, only)
        composer.at("")
        heading = composer.speech.word(self.heading)
        return None if content is None else SectionView(self.name, heading, self.template, content, bool(only))


SECTIONS: tuple[Section, ...] = (
    Section("background", N_("Background"), "sections/background.html", background.build),
    Section("figures", N_("The figures, and who says so"), "sections/figures.html", figures.build),
    Section("timeline", N_("Timeline"), "sections/timeline.html", timeline.build),
    Section("questions", N_("Questions"), "sections/questions.html", questions.build),
    Section("quotes", N_("In their words"), "sections/quotes.html", quotes.build),
    Section("knowledge", N_("What we know, and what we do not know"), "sections/knowledge.html", knowledge.build),
    Section("actors", N_("People and organisations"), "sections/actors.html", actors.build),
    Section("terms", N_("Terms"), "sections/terms.html", terms.build),
    Section("sources", N_("Sources"), "sections/sources.html", sources.build),
    Section("history", N_("Corrections and changes"), "sections/history.html", history.build),
)
"""In the order of the page. Sources come after all that cites them; what history cites is numbered before they show."""
