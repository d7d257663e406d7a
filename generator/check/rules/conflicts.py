"""The rule about numbers that parties dispute."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.subject import Evidence, Finding, Read, Subject, scope_of
from generator.load.passage import Use
from generator.model.prose import FigureUse, Placed


def conflict_one_sided(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A page uses `id by actor` of a conflicting figure, and never the value of anybody else.

    The role without `by`, which shows every estimate, is enough, and so is the figures section placed in the prose.

    **Why it matters.** Where two parties give two numbers, the one in the sentence becomes the number.

    **Example.** `` At least {figure}`losses by army` soldiers fell ``, and nowhere `` {figure}`losses by rebels` ``.

    **Instead.** Give the other number beside it, or write `` {figure}`losses` ``, which shows each with its
    attribution.
    """
    figures = subject.edition.sheet.figures
    if not any(figure.conflicting for figure in figures.values()):
        return
    for language in subject.explainer.articles:
        uses: dict[str, list[tuple[Read, Use, FigureUse]]] = {}
        shown = False
        for read in subject.passages():
            if read.language != language:
                continue
            for use in read.passage.uses:
                reference = use.reference
                if isinstance(reference, FigureUse):
                    uses.setdefault(reference.id, []).append((read, use, reference))
                elif isinstance(reference, Placed) and reference.section == "figures":
                    shown = True
        if not shown:
            yield from _one_sided(subject, uses)


def _one_sided(subject: Subject, uses: dict[str, list[tuple[Read, Use, FigureUse]]]) -> Iterator[Finding]:
    for figure_id, found in uses.items():
        figure = subject.edition.sheet.figures.get(figure_id)
        if figure is None or not figure.conflicting:
            continue
        says = {entry.attributed_to for entry in figure.observations if entry.is_standing and entry.attributed_to}
        used = {_who(subject, figure_id, reference) for _, _, reference in found}
        missing = sorted(says - used)
        if "" in used or len(used) != 1 or not missing:
            continue
        read, use, reference = found[0]
        others = ", ".join(f"`` {{figure}}`{figure_id} by {who}` ``" for who in missing)
        hint = f"add {others}, or write `` {{figure}}`{figure_id}` ``, which shows them all"
        message = f"`{figure_id}` is in dispute, and only `{reference.by or min(used)}` is heard"
        spot = read.text.locate(use.spot)
        keys, file = scope_of(read.file, read.keys)
        yield Finding(spot, message, hint, keys, read.passage, file)


def _who(subject: Subject, figure_id: str, reference: FigureUse) -> str:
    """Whose number a role shows; empty when it shows everybody's."""
    if reference.by or not reference.at:
        return reference.by
    entries = subject.edition.sheet.figures[figure_id].observations
    return next((e.attributed_to for e in entries if e.as_of and e.as_of.date.text == reference.at), "")
