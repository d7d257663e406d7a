"""The sources of templates, and what one that cannot be rendered is called. Needs no template engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.output.theme import DEFAULT


class TemplateFault(Exception):
    """A template that cannot be rendered: a mistake in a project's override, or a bug in the theme."""

    def __init__(self, template: str, line: int, message: str, page: str = "") -> None:
        super().__init__(f"{template}:{line}: {message}")
        self.template = template
        self.line = line
        """From 1; 0 when unknown."""
        self.message = message
        self.page = page
        """The output that was being made; empty when unknown."""

    def __reduce__(self) -> tuple[type[TemplateFault], tuple[str, int, str, str]]:
        return (TemplateFault, (self.template, self.line, self.message, self.page))


@dataclass(frozen=True, slots=True)
class Templates:
    """The sources of a build's templates: the theme's, and the project's that stand before them."""

    theme: Mapping[str, str]
    project: Mapping[str, str]

    def source(self, name: str) -> str | None:
        """The text of a template. `default/x.html` is always the theme's own."""
        if name.startswith(DEFAULT) and name not in self.project:
            return self.theme.get(name.removeprefix(DEFAULT))
        return self.project.get(name, self.theme.get(name))

    def path(self, name: str) -> str:
        """Where the template stands for messages: in the project, or in the theme."""
        return f"templates/{name}" if name in self.project else f"theme: {name.removeprefix(DEFAULT)}"
