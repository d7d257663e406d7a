"""What the files of an explainer in a language are made from: its edition, and what stands around it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from generator.language.speech import Speech
from generator.output.feeds import Feed, explainer_feed
from generator.output.page import explainer_view
from generator.output.theme import Assets
from generator.output.views import ExplainerView
from generator.resolve.edition import Edition
from generator.resolve.surroundings import Masthead, Surroundings
from generator.sections.composer import Composer
from generator.sections.table import Section


@dataclass(frozen=True)
class Galley:
    """An explainer in a language, decoded once for all files that are made of it."""

    edition: Edition
    masthead: Masthead
    surroundings: Surroundings
    speech: Speech
    assets: Assets
    sections: tuple[Section, ...]
    minutes: int
    now: datetime.datetime
    """The last turning point that has passed, on the clocks of the site."""
    draft: bool
    render: Callable[[str, object], bytes]
    """The bytes of a template with a view. Raises `TemplateFault`."""
    describe: Callable[[ExplainerView], ExplainerView]
    """The view with its description for machines."""

    @cached_property
    def composer(self) -> Composer:
        """Makes plain words of texts, for what is no page: it numbers nothing that the page numbers."""
        return Composer(self.edition, self.speech, self.surroundings)

    @cached_property
    def feed(self) -> Feed:
        """Its publication, corrections and changes."""
        return explainer_feed(self)

    @property
    def zone(self) -> str:
        """The time zone of the article's dates."""
        dateline = self.edition.article.front.dateline
        return (dateline.timezone if dateline else "") or self.masthead.settings.timezone

    @cached_property
    def view(self) -> ExplainerView:
        """The view of its page, composed once, for the first file that asks."""
        view = explainer_view(
            self.edition,
            self.masthead,
            self.surroundings,
            self.speech,
            self.assets,
            self.sections,
            self.minutes,
            self.now,
            draft=self.draft,
        )
        return self.describe(view)
