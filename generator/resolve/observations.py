"""Which observation of a figure is meant."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.facts import Figure, Observation


def newest(observations: Iterable[Observation]) -> Observation | None:
    """The observation with the latest as-of date; of equals the last in the sheet. None when there is none."""
    found: Observation | None = None
    for observation in observations:
        if found is None or _day(observation) >= _day(found):
            found = observation
    return found


def _day(observation: Observation) -> tuple[int, int]:
    return observation.as_of.date.sort_key if observation.as_of else (0, 0)


def best(observations: Iterable[Observation]) -> Observation | None:
    """The preferred observation, else the newest normal one. None when none is left standing."""
    standing = [entry for entry in observations if entry.is_standing]
    preferred = [entry for entry in standing if entry.rank == "preferred"]
    return newest(preferred or standing)


def estimates(figure: Figure) -> tuple[Observation, ...]:
    """What a figure stands at: one observation for each attribution where it is conflicting, otherwise one.

    In the order in which the sheet first names the attributions. Empty when no observation is left standing.
    """
    if not figure.conflicting:
        found = best(figure.observations)
        return (found,) if found else ()
    says: dict[str, list[Observation]] = {}
    for observation in figure.observations:
        says.setdefault(observation.attributed_to, []).append(observation)
    return tuple(found for group in says.values() if (found := best(group)))


def select(figure: Figure, at: str = "", by: str = "") -> tuple[Observation, ...]:
    """The observations that `` {figure}`id@at` `` or `` {figure}`id by actor` `` asks for.

    Without either, the figure's estimates. With a date, all of that date; with an actor, the best of that actor's.
    Empty when nothing matches; more than one for a date is for the caller to refuse.
    """
    if at:
        return tuple(
            entry
            for entry in figure.observations
            if entry.as_of and entry.as_of.date.text == at and (not by or entry.attributed_to == by)
        )
    if by:
        found = best(entry for entry in figure.observations if entry.attributed_to == by)
        return (found,) if found else ()
    return estimates(figure)


def stale_on(figure: Figure, entry: Observation) -> str:
    """The first day on which an observation is out of date, YYYY-MM-DD; empty when it never is.

    Only the newest of its attribution can go stale: an older one is history, and does not pretend otherwise.
    """
    if figure.stale_after is None or entry.as_of is None:
        return ""
    same = [other for other in figure.observations if other.is_standing and other.attributed_to == entry.attributed_to]
    if entry is not newest(same):
        return ""
    point = entry.as_of.date
    return figure.stale_after.after(point.last).isoformat() if not point.is_ongoing else ""
