"""People and organisations."""

from __future__ import annotations

import msgspec

from generator.language import N_
from generator.language.tags import direction
from generator.model.facts import Actor
from generator.sections.composer import Composer
from generator.sections.parts import ActorLink, DateView, ProseView, Words


class NativeName(msgspec.Struct, frozen=True, gc=False):
    """A name in its own language."""

    value: str
    language: str
    direction: str


class RoleView(msgspec.Struct, frozen=True, gc=False):
    """A role with its organisation and time."""

    title: Words
    organization: ActorLink | None
    during: DateView | None


class ActorView(msgspec.Struct, frozen=True, gc=False):
    """A person, an organisation, a group or a state."""

    id: str
    name: Words
    names: tuple[NativeName, ...]
    kind: str
    """`person`, `organization`, `group` or `state`."""
    kind_words: str
    party: bool
    """True when it has a stake in the matter."""
    roles: tuple[RoleView, ...]
    attribution_note: Words
    description: ProseView
    same_as: tuple[str, ...]


class ActorsView(msgspec.Struct, frozen=True, gc=False):
    """The actors in the order of the sheet."""

    actors: tuple[ActorView, ...]


def build(composer: Composer, only: tuple[str, ...] = ()) -> ActorsView | None:
    """The actors, or those of the ids or kinds in `only`; None when there are none."""
    actors = [
        entry for entry in composer.edition.sheet.actors.values() if not only or entry.id in only or entry.kind in only
    ]
    return ActorsView(tuple(_actor(composer.at(f"actor-{entry.id}"), entry) for entry in actors)) if actors else None


_KIND_WORDS = {
    "person": N_("person"),
    "organization": N_("organisation"),
    "group": N_("group"),
    "state": N_("state"),
}


def _actor(composer: Composer, actor: Actor) -> ActorView:
    return ActorView(
        id=actor.id,
        name=composer.name(actor.name),
        names=tuple(
            NativeName(name.value, name.language, direction(name.language))
            for name in actor.names
            if name.value != actor.name
        ),
        kind=actor.kind,
        kind_words=composer.speech.word(_KIND_WORDS[actor.kind]),
        party=actor.party,
        roles=tuple(
            RoleView(
                composer.words(role.title),
                composer.actor(role.organization) if role.organization else None,
                composer.date(role.during) if role.during else None,
            )
            for role in actor.roles
        ),
        attribution_note=composer.words(actor.attribution_note),
        description=composer.prose(actor.description),
        same_as=actor.same_as,
    )
