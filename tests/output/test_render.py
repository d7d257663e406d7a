"""Templates: the short ways of their compiler lead where Jinja's own lead."""

from __future__ import annotations

import jinja2
import msgspec
import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from generator.language.speech import speech
from generator.output.render import Renderer
from generator.output.templates import TemplateFault, Templates


class View(msgspec.Struct, frozen=True):
    """What the templates below show."""

    plain: str = "a < b & “c”"
    marked: Markup = Markup("<b>x</b>")
    number: int = -7
    share: float = 0.5
    missing: None = None
    row: tuple[object, ...] = ("1 < 2", Markup("<i>y</i>"), 3)
    none: tuple[object, ...] = ()


MACROS = """
{% macro one(value) -%}[{{ value }}]{%- endmacro %}
{% macro two(value, other="<o>", third=value) %}{{ value }}/{{ other }}/{{ third }}{% endmacro %}
{% macro any() %}{{ varargs|length }}{{ kwargs }}{% endmacro %}
{% macro around(value) %}({{ caller(value) }}){% endmacro %}
{% macro deep(value, depth) %}{{ one(value) }}{% if depth %}{{ deep(value, depth - 1) }}{% endif %}{% endmacro %}
"""

SHOWN = (
    "{{ page.plain }}{{ page.marked }}{{ page.number }}{{ page.share }}{{ page.missing }}{{ page }}",
    "{{ one(page.plain) }}{{ one(page.marked) }}{{ one(5) }}{{ one(value=page.plain) }}{{ one(one(page.plain)) }}",
    "{{ two(page.plain) }}{{ two(1, 2) }}{{ two(1, third=page.marked) }}{{ two(1, 2, 3) }}",
    "{{ any(1, 2, x=page.plain) }}{% call(x) around(page.plain) %}{{ x }}{% endcall %}{{ deep(page.plain, 3) }}",
    "{% autoescape false %}{% macro raw(value) %}<u>{{ value }}</u>{% endmacro %}{{ raw(page.plain) }}{{ one(page.plain) }}"
    "{{ _('<w>') }}{% autoescape true %}{{ raw(page.plain) }}{% endautoescape %}{% endautoescape %}",
    "{{ _('a < b') }}{{ _('{n} < b', n=page.plain) }}{{ _('{n}', n=one(page.plain)) }}{{ _('a' ~ '<') }}",
    "{{ ngettext('{n} day', '{n} days', 1) }}{{ ngettext('{n} day', '{n} days', 2) }}{{ page.row|map('string')|join }}",
    "{% for _ in page.row %}{{ _ }}{% endfor %}{% set ngettext = 5 %}{{ ngettext }}",
    "{% macro named(_) %}{{ _('<w>') }}{% endmacro %}{{ named(one) }}",
    "{% macro said(say) %}{{ say('<w>') }}{% endmacro %}{{ said(_) }}",
    "{% for x in page.row %}{{ loop.index }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ one(x) }}"
    "{{ loop.cycle('<', '>') }}{{ loop.previtem is defined }}{{ loop.changed(x) }}{% else %}-{% endfor %}",
    "{% for x in page.none %}{{ x }}{% else %}{{ _('nothing') }}{% endfor %}",
    "{% for x in page.row recursive %}{{ x }}{% if loop.depth < 2 %}{{ loop(page.row) }}{% endif %}{% endfor %}",
    "{% set kept %}{{ page.plain }}{{ one(page.plain) }}{% endset %}{{ kept }}{% filter upper %}{{ one('<') }}{% endfilter %}",
    "{% with one = page.number %}{{ one }}{% endwith %}{{ page.nothing is defined }}{{ page['plain'] }}{{ page.plain.upper() }}",
    "{% include 'part.html' %}{% from 'part.html' import shown %}{{ shown(page.marked) }}",
)

FAULTS = (
    "{{ page.nothing }}",
    "{{ nothing(page.plain) }}",
    "{{ one(1, 2) }}",
    "{{ one(other=1) }}",
    "{{ page.plain(1) }}",
    "{{ page.plain.__class__ }}",
    "{{ one._func(1) }}",
    "{% for x in page.row %}{{ loop._iterable }}{% endfor %}",
)


def renderer(text: str) -> Renderer:
    """Ours, of a page whose last line is this text."""
    part = "{{ page.plain if page is defined }}{% macro shown(value) %}<s>{{ value }}</s>{% endmacro %}"
    return Renderer(Templates({"page.html": MACROS + text, "part.html": part}, {}), speech("en"))


def by_jinja(text: str) -> str:
    """What Jinja makes of the same text, in its own sandbox, by its own compiler."""
    templates = renderer(text)._templates
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.DictLoader(dict(templates.theme)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    said = speech("en")
    environment.globals.update(_=said.word, ngettext=said.words)
    return environment.get_template("page.html").render(page=View())


@pytest.mark.parametrize("text", SHOWN)
def test_a_template_shows_what_jinja_shows(text: str) -> None:
    """Texts, markup, numbers, words, macros however they are called, and what a loop knows; a second time, too."""
    ours = renderer(text)
    assert ours.render("page.html", View()).decode() == by_jinja(text)
    assert ours.render("page.html", View()).decode() == by_jinja(text)


@pytest.mark.parametrize("text", FAULTS)
def test_what_jinja_refuses_is_refused_where_it_stands(text: str) -> None:
    """What is not there, what a macro does not take, and what the sandbox keeps to itself."""
    with pytest.raises((jinja2.TemplateError, TypeError)):
        by_jinja(text)
    with pytest.raises(TemplateFault) as caught:
        renderer(text).render("page.html", View(), "x/index.html")
    assert (caught.value.template, caught.value.line) == ("theme: page.html", MACROS.count("\n") + 1)


def test_a_macro_that_is_given_too_much_is_named() -> None:
    """The message says which one takes less."""
    with pytest.raises(TemplateFault, match="macro 'one'"):
        renderer("{{ one(1, 2) }}").render("page.html", View())
