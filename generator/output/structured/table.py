"""Which page says what for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec

from generator.output.list_views import (
    CorrectionsView,
    ExplainersView,
    FiguresPageView,
    GlossaryView,
    HomeView,
    MissingView,
    OrdinaryView,
    SearchView,
    TopicView,
)
from generator.output.structured.explainer import explainer
from generator.output.structured.lists import collection, explainers, home, missing, ordinary, topic
from generator.output.structured.nodes import Node, script
from generator.output.views import ExplainerView, FrameView

View = TypeVar("View")

DESCRIBED: dict[type, Callable[[Any], Iterator[Node]]] = {
    ExplainerView: explainer,
    ExplainersView: explainers,
    HomeView: home,
    TopicView: topic,
    FiguresPageView: collection,
    GlossaryView: collection,
    CorrectionsView: collection,
    SearchView: collection,
    OrdinaryView: ordinary,
    MissingView: missing,
}
"""By view, the nodes that say what its page shows."""


def described(view: View) -> View:
    """The view of a page with its description for machines in the frame. A view without a frame stays as it is."""
    describe = DESCRIBED.get(type(view))
    if describe is None:
        return view
    frame: FrameView = view.frame  # type: ignore[attr-defined]
    told = msgspec.structs.replace(frame, structured=script(describe(view)))
    return msgspec.structs.replace(view, frame=told)  # type: ignore[type-var]
