"""The same pages written straight down, for what they cost whoever makes them: a floor for measurements.

    python tests/bench/prototype.py PROJECT OUTPUT

Reads the project of a benchmark with the same libraries (libyaml by PyYAML, markdown-it-py, Jinja2) and writes its
explainers with all their sections and a list of them. Nothing is checked or located, nothing is known of languages,
shared records, drafts and dates, and nothing is kept for the next build.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment
from markdown_it import MarkdownIt
from markupsafe import Markup

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ front.title }}</title></head>
<body><main><h1>{{ front.title }}</h1><p>{{ front.standfirst }}</p><time>{{ front.date }}</time>
{% macro marks(ids) %}{% for id in ids %} <a href="#source-{{ id }}">[{{ id }}]</a>{% endfor %}{% endmacro %}
{{ prose(body) }}
<section id="background"><h2>Background</h2>{{ prose(facts.background) }}</section>
<section id="figures"><h2>Figures</h2>
{% for id, figure in facts.figures.items() %}<figure id="figure-{{ id }}"><h3>{{ figure.label }}</h3>
{% for entry in figure.observations %}<p>{{ "{:,}".format(entry.value) }} {{ figure.unit }},
<a href="#actor-{{ entry.attributed_to }}">{{ facts.actors[entry.attributed_to].name }}</a>, {{ entry.as_of }}
{{ marks(entry.sources) }}</p>{% endfor %}</figure>{% endfor %}</section>
<section id="timeline"><h2>Timeline</h2><ol>
{% for event in facts.timeline %}<li><time>{{ event.date }}</time><h3>{{ event.title }}</h3>{{ prose(event.text) }}
{{ marks(event.sources) }}</li>{% endfor %}</ol></section>
<section id="questions"><h2>Questions</h2>
{% for entry in facts.questions %}<h3>{{ entry.question }}</h3>{{ prose(entry.answer) }}
{{ marks(entry.sources) }}{% endfor %}</section>
<section id="actors"><h2>People</h2><ul>
{% for id, actor in facts.actors.items() %}<li id="actor-{{ id }}">{{ actor.name }}: {{ prose(actor.description) }}</li>
{% endfor %}</ul></section>
<section id="sources"><h2>Sources</h2><ol>
{% for id, source in facts.sources.items() %}<li id="source-{{ id }}"><a href="{{ source.url }}">{{ source.title }}</a>,
{{ source.publisher }}, {{ source.issued }}</li>{% endfor %}</ol></section></main></body></html>
"""
LIST = (
    "<!doctype html><ul>{% for slug, title in pages %}<li><a href='{{ slug }}/'>{{ title }}</a></li>{% endfor %}</ul>"
)

_FIGURE = re.compile(r"\{figure\}`([\w-]+)`")
_CITATION = re.compile(r"\[@([\w-]+)\]")


def main() -> int:
    """Writes the pages; the exit code."""
    project, output = (Path(argument) for argument in sys.argv[1:3])
    markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    environment = Environment(autoescape=True)
    page, contents = environment.from_string(PAGE), environment.from_string(LIST)
    known = {}
    for shared in sorted((project / "content" / "_shared").glob("*.yaml")):
        known.update(read(shared.read_text(encoding="utf-8")).get("figures", {}))
    pages = []
    for article in sorted((project / "content").glob("*/article.md")):
        _, head, body = article.read_text(encoding="utf-8").split("---\n", 2)
        front, facts = read(head), read(article.with_name("facts.yaml").read_text(encoding="utf-8"))
        figures = {**known, **facts["figures"]}
        numbers: dict[str, int] = {}

        def figure(found: re.Match[str], figures: dict[str, Any] = figures) -> str:
            return f"{figures[found[1]]['observations'][-1]['value']:,}"

        def citation(found: re.Match[str], numbers: dict[str, int] = numbers) -> str:
            return f"[{numbers.setdefault(found[1], len(numbers) + 1)}](#source-{found[1]})"

        def prose(text: str) -> Markup:
            return Markup(markdown.render(_CITATION.sub(citation, _FIGURE.sub(figure, text))))

        address = output / article.parent.name / "index.html"
        address.parent.mkdir(parents=True)
        address.write_text(page.render(front=front, facts=facts, body=body, prose=prose), encoding="utf-8")
        pages.append((article.parent.name, front["title"]))
    (output / "index.html").write_text(contents.render(pages=pages), encoding="utf-8")
    return 0


def read(text: str) -> Any:
    """What YAML says."""
    return yaml.load(text, yaml.CSafeLoader)


if __name__ == "__main__":
    sys.exit(main())
