"""Drawing cards, many in a process."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.crew import Casualty, Crew, Progress, Setup
from generator.output import social
from generator.output.outputs import Card, Output
from generator.output.templates import TemplateFault
from generator.publish.staging import Staging
from generator.publish.tree import write_file
from generator.steps.printing import Printed, Printing
from generator.work import Press

CARDS_BATCH = 24
"""Cards that a process takes at a time; fewer are drawn in this one. Each takes a fiftieth of a second."""


def drawn(output: Card, press: Press, fonts: social.CardFonts) -> bytes:
    """The PNG of a card. Raises `TemplateFault`."""

    def render(template: str, view: object) -> bytes:
        return press.renderer(output.facts.language).render(template, view, output.path)

    return social.card(output.facts, fonts, render, output.path)


def draw_all(
    waiting: Iterable[Output], printing: Printing, staging: Staging, crew: Crew, progress: Progress
) -> Iterator[Printed]:
    """Draws the cards of shared links. Raises `TemplateFault`."""
    cards = [output for output in waiting if isinstance(output, Card)]
    setup = Setup(_set_up_drawer, (printing, staging.folder))
    crew = replace(crew, batch=min(crew.batch, CARDS_BATCH), alone_below=min(crew.alone_below, CARDS_BATCH))
    for done, result in enumerate(crew.carry(_draw_job, cards, setup), 1):
        if isinstance(result, Casualty):
            raise TemplateFault(social.TEMPLATE, 0, f"`{result.job.path}` cannot be drawn: {result.reason}")
        staging.accept((result.published,))
        yield result
        progress("cards", done, len(cards))


def _set_up_drawer(printing: Printing, folder: str) -> tuple[Press, social.CardFonts, str]:
    return printing.press(), printing.fonts, folder


def _draw_job(tools: tuple[Press, social.CardFonts, str], output: Card) -> Printed:
    press, fonts, folder = tools
    start = time.perf_counter()
    published = write_file(folder, output.path, drawn(output, press, fonts))
    return Printed("cards", published, time.perf_counter() - start)
