"""Whether every reference of an explainer has a target, and which ones lead out of it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.diagnostics import Diagnostic, Location, did_you_mean, error
from generator.load.explainer import Loaded, ReadFile
from generator.model.explainer import Explainer, SharedFacts
from generator.model.facts import LISTED_KINDS, SHARED_KINDS, Figure
from generator.model.prose import Citation, FigureUse, Link, Mention, Picture, Placed, Reference
from generator.resolve.edition import given_ids, own_ids, shared_record
from generator.resolve.observations import select
from generator.resolve.walk import pointers

KIND_NAMES = {
    "sources": "source",
    "actors": "actor",
    "figures": "figure",
    "terms": "term",
    "quotes": "quote",
    "timeline": "event",
    "questions": "question",
}
"""By table of the sheet, what one of its records is called."""


UNREAD = "unread"
"""The kind of a record that has faults: what points to it is no second fault."""


def check_references(loaded: Loaded, shared: SharedFacts) -> Iterator[Diagnostic]:
    """A diagnostic for each reference of an explainer that points to nothing, and for each id given twice.

    Links to other explainers are not looked at: only the site knows those.
    """
    explainer = loaded.explainer
    if loaded.left_out is None:
        return
    known = known_facts(explainer, shared) | dict.fromkeys(loaded.left_out, UNREAD)
    yield from _repeated_ids(loaded, shared)
    for _, text in loaded.texts():
        for passage in text.parsed.passages:
            for use in passage.uses:
                if loaded.sound or not isinstance(use.reference, Placed):
                    at = functools.partial(text.locate, use.spot)
                    yield from check_reference(use.reference, at, explainer, shared, known)
    if loaded.sheet:
        yield from check_pointers(loaded.sheet, explainer.sheet, known)
    yield from _pictures(loaded)


def known_facts(explainer: Explainer, shared: SharedFacts) -> dict[str, str]:
    """Every id that the explainer may point to, with its kind: `source`, `actor`, `figure`, `term`, …"""
    known = shared_kinds(shared)
    known |= {fact_id: KIND_NAMES[keys.partition("/")[0]] for fact_id, keys in own_ids(explainer.sheet).items()}
    return known


def shared_kinds(shared: SharedFacts) -> dict[str, str]:
    """Every id of `_shared`, with its kind."""
    return {fact_id: KIND_NAMES[kind] for kind in SHARED_KINDS for fact_id in getattr(shared.facts, kind)}


def check_pointers(read: ReadFile, record: object, known: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A diagnostic for each id in a field of a sheet that is none, or is of another kind."""
    for pointer in pointers(record):
        found = known.get(pointer.id)
        if found is None or (found != UNREAD and pointer.kind not in ("fact", found)):
            yield _missing(pointer.kind, pointer.id, known, read.at(pointer.at))


def _missing(
    kind: str, fact_id: str, known: Mapping[str, str], at: Location, code: str = "reference-not-found"
) -> Diagnostic:
    found = known.get(fact_id)
    if found is not None:
        article = "an" if found[0] in "aeiou" else "a"
        return error(
            code, at, f"`{fact_id}` is {article} {found}, not {'an' if kind[0] in 'aeiou' else 'a'} {kind}", ""
        )
    alike = [name for name, other in known.items() if kind in ("fact", other)]
    hint = did_you_mean(fact_id, alike, f"add it to the fact sheet under `{_table(kind)}`" if kind != "fact" else "")
    if kind == "actor":
        hint = did_you_mean(fact_id, alike, "add it under `actors`, or write a name that is not shaped like an id")
    return error(code, at, f"there is no {kind} `{fact_id}`", hint)


def _table(kind: str) -> str:
    return next((table for table, name in KIND_NAMES.items() if name == kind), "sources")


def check_reference(
    reference: Reference,
    at: Callable[[], Location],
    explainer: Explainer,
    shared: SharedFacts,
    known: Mapping[str, str],
) -> Iterator[Diagnostic]:
    """A diagnostic for a reference in a text that points to nothing. `known` is what `known_facts` says; `at` says
    where it stands, and is asked only where something is wrong.
    """
    if isinstance(reference, Citation):
        for cited in reference.sources:
            if known.get(cited.id) not in ("source", UNREAD):
                yield _missing("source", cited.id, known, at(), "citation-not-found")
    elif isinstance(reference, FigureUse):
        yield from _check_figure(reference, at, explainer, shared, known)
    elif isinstance(reference, Mention):
        if known.get(reference.id) not in (reference.kind, UNREAD):
            yield _missing(reference.kind, reference.id, known, at())
    elif isinstance(reference, Picture):
        if reference.src not in explainer.pictures:
            yield missing_picture(reference.src, explainer.pictures, at())
    elif isinstance(reference, Placed):
        for name in reference.only:
            choices = _choices(reference.section, explainer, known)
            if name not in choices:
                hint = did_you_mean(name, choices, f"choose among {', '.join(sorted(choices)[:12])}" if choices else "")
                yield error("reference-not-found", at(), f"`{reference.section}` has nothing called `{name}`", hint)


def _choices(section: str, explainer: Explainer, known: Mapping[str, str]) -> set[str]:
    sheet = explainer.sheet
    if section == "timeline":
        return {name for event in sheet.timeline for name in (event.group, event.id) if name}
    if section == "questions":
        return {name for entry in sheet.questions for name in (entry.id, entry.kind) if name}
    if section == "knowledge":
        return {"known", "disputed", "unknown"}
    kind = {"figures": "figure", "actors": "actor", "quotes": "quote", "quote": "quote", "terms": "term"}.get(section)
    found = {fact_id for fact_id, other in known.items() if other == kind}
    return found | {"person", "organization", "group", "state"} if section == "actors" else found


def figure_of(figure_id: str, explainer: Explainer, shared: SharedFacts) -> Figure | None:
    """A figure of the explainer or of `_shared`; None when there is no such figure."""
    own = explainer.sheet.figures.get(figure_id)
    if own is not None:
        return own
    found = shared_record(shared, figure_id)
    return found[1] if found and isinstance(found[1], Figure) else None


def _check_figure(
    use: FigureUse, at: Callable[[], Location], explainer: Explainer, shared: SharedFacts, known: Mapping[str, str]
) -> Iterator[Diagnostic]:
    figure = figure_of(use.id, explainer, shared)
    if known.get(use.id) == UNREAD:
        return
    if figure is None:
        yield _missing("figure", use.id, known, at())
        return
    if use.by and use.by not in {entry.attributed_to for entry in figure.observations}:
        says = sorted({entry.attributed_to for entry in figure.observations if entry.attributed_to})
        hint = did_you_mean(
            use.by, says, f"it is attributed to {', '.join(says)}" if says else "nobody is named for it"
        )
        yield error("reference-not-found", at(), f"no observation of `{use.id}` is attributed to `{use.by}`", hint)
        return
    found = select(figure, use.at, use.by)
    if not found and (use.at or use.by):
        dates = sorted({entry.as_of.date.text for entry in figure.observations if entry.as_of})
        wanted = f"of {use.at}" if use.at else f"by `{use.by}` that stands"
        yield error(
            "reference-not-found",
            at(),
            f"`{use.id}` has no observation {wanted}",
            f"it has {', '.join(dates)}" if dates else "",
        )
    if use.at and len(found) > 1:
        says = sorted({entry.attributed_to or "nobody named" for entry in found})
        hint = f"they are by {', '.join(says)}: write `{use.id} by …` instead"
        yield error("reference-not-found", at(), f"`{use.id}` has {len(found)} observations of {use.at}", hint)


def _repeated_ids(loaded: Loaded, shared: SharedFacts) -> Iterator[Diagnostic]:
    read = loaded.sheet
    if read is None:
        return
    seen: dict[str, str] = {}
    for fact_id, keys in given_ids(loaded.explainer.sheet):
        if fact_id in seen:
            where = read.at(f"{keys}/id") if keys.partition("/")[0] in LISTED_KINDS else read.name(keys)
            first = read.name(seen[fact_id])
            yield error(
                "id-duplicate",
                where,
                f"`{fact_id}` is given twice, first on line {first.line}",
                "ids are unique across all kinds of one explainer",
            )
        elif fact_id in shared.paths:
            where = read.at(keys) if keys.endswith("/id") else read.name(keys)
            yield error(
                "id-duplicate",
                where,
                f"`{fact_id}` stands in `{shared.paths[fact_id]}` already",
                "nothing overrides a shared fact: use another id, or the shared one",
            )
        seen.setdefault(fact_id, keys)


def missing_picture(src: str, pictures: Iterable[str], at: Location) -> Diagnostic:
    """The diagnostic for a picture that is not in the explainer's `media` folder."""
    hint = did_you_mean(src, pictures, "put it into the explainer's `media` folder and write `media/name.jpg`")
    return error("reference-not-found", at, f"there is no picture `{src}`", hint)


def _pictures(loaded: Loaded) -> Iterator[Diagnostic]:
    explainer = loaded.explainer
    for language, article in explainer.articles.items():
        image = article.front.image
        if image and image.src not in explainer.pictures:
            yield missing_picture(image.src, explainer.pictures, loaded.article(language).at("image/src"))
    for number, event in enumerate(explainer.sheet.timeline):
        if event.image and event.image.src not in explainer.pictures and loaded.sheet:
            yield missing_picture(event.image.src, explainer.pictures, loaded.sheet.at(f"timeline/{number}/image/src"))


def outgoing(loaded: Loaded) -> Iterator[tuple[str, Link, Location]]:
    """Each link to another explainer or page: the language of its text, the link, and where it stands."""
    for read, text in loaded.texts():
        for passage in text.parsed.passages:
            for use in passage.uses:
                if isinstance(use.reference, Link):
                    yield read.language, use.reference, text.locate(use.spot)
