"""Views to bytes: the templates, sandboxed, autoescaped, and blind to everything but their view."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, MutableMapping
from typing import Any

import jinja2
import jinja2.bccache
import jinja2.meta
import jinja2.nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from generator.language.speech import Speech
from generator.output.compiler import Compiler, Fields
from generator.output.templates import TemplateFault, Templates

PARSED_MAX = 512
"""How many templates are remembered parsed. A theme has about forty."""

FORMAT_WIDTH_MAX = 3
"""Digits of a width in `'%5d'|format(n)`: the sandbox itself would let a template ask for a gigabyte of blanks."""


class Renderer:
    """Renders the views of one language. Make one a process and language: compiling templates costs 100 ms."""

    def __init__(self, templates: Templates, speech: Speech) -> None:
        self._templates = templates
        self._environment = _environment(templates)
        self._environment.globals.update(_=speech.word, ngettext=speech.words)
        self._loaded: dict[str, jinja2.Template] = {}

    def render(self, template: str, view: object, page: str = "") -> bytes:
        """The page, UTF-8. Raises `TemplateFault`, which names `page`."""
        try:
            loaded = self._loaded.get(template)
            if loaded is None:
                loaded = self._loaded[template] = self._environment.get_template(template)
            # Piece by piece: one letter that is not Latin would make the whole page slow to encode.
            return b"".join(map(str.encode, loaded.generate(page=view)))
        except jinja2.TemplateSyntaxError as fault:
            name = fault.name or template
            raise TemplateFault(
                self._templates.path(name), fault.lineno, fault.message or "syntax error", page
            ) from fault
        except jinja2.TemplateNotFound as fault:
            raise TemplateFault(
                self._templates.path(template), 0, f"there is no template `{fault.name}`", page
            ) from fault
        except Exception as fault:
            name, line = _place(fault, template)
            raise TemplateFault(self._templates.path(name), line, str(fault) or type(fault).__name__, page) from fault


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, with what the short ways of `Compiler` ask for. Without them, two thirds of the time of a page go
    into asking what is safe.
    """

    code_generator_class = Compiler
    fields = Fields()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._modules: dict[str, TemplateModule] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> jinja2.nodes.Template:
        """The tree of a template; one that was read for what it asks for is not read again."""
        tree = _read.pop(source, None)
        if tree is None:
            return super()._parse(source, name, filename)
        tree.set_environment(self)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The attribute of an object, as `obj.attribute` in a template means it."""
        self.fields.meet(type(obj))
        return super().getattr(obj, attribute)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that a template sees, as one plain table.

        Jinja's own is a `ChainMap`, which Python walks anew for each partial of each page; nothing is added to ours.
        """
        return {**self.globals, **(d or {})}

    def module(self, name: str, parent: str) -> TemplateModule:
        """What a template defines, for one that imports it: made once, since it sees nothing of a page."""
        found = self._modules.get(name)
        if found is None:
            found = self._modules[name] = self.get_template(name, parent).module
        return found

    def caller(
        self, context: Context, obj: Any, loop: dict[str, Any] | None, block: dict[str, Any] | None
    ) -> Callable[..., Any]:
        """What calls an object that is no macro of a template; `loop` and `block` are Jinja's variables there."""
        options = {"_loop_vars": loop, "_block_vars": block}
        given = {name: value for name, value in options.items() if value is not None}
        return functools.partial(self.call, context, obj, **given)

    def writer(
        self, context: Context, obj: Any, loop: dict[str, Any] | None, block: dict[str, Any] | None
    ) -> Callable[..., Markup]:
        """What calls such an object and escapes what it gives."""
        call = self.caller(context, obj, loop, block)
        return lambda *given: escape(call(*given))


class _Compiled(jinja2.BytecodeCache):
    """The compiled templates of this process: an edit of one partial compiles that one again. Nothing goes to disk."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Gives a template its code, if its source is the one that was compiled."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keeps the code of a template in place of that of its older source."""
        self._code[bucket.key] = (bucket.checksum, bucket.code)


_compiled = _Compiled()
_read: dict[str, jinja2.nodes.Template] = {}
"""Templates that were read for what they ask for, by source, until they are compiled."""


def _environment(templates: Templates) -> jinja2.Environment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = templates.source(name)
        return None if source is None else (source, f"<template {name}>", lambda: True)

    environment = _Sandbox(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_compiled,
        cache_size=-1,
    )
    # `Markup` is made where Markdown is rendered, and nowhere else.
    del environment.filters["safe"]
    del environment.filters["random"]
    environment.globals.pop("lipsum", None)
    environment.filters["format"] = _format
    environment.filters["striptags"] = _striptags
    return environment


def _format(value: str, *arguments: Any) -> str:
    if re.search(rf"%[^a-zA-Z%]*([0-9]{{{FORMAT_WIDTH_MAX + 1},}}|\*)", value):
        raise jinja2.TemplateRuntimeError("a width that wide is not written")
    return value % arguments


def _striptags(value: object) -> str:
    """Words without markup. A text that is no `Markup` has none: Jinja's own would take "< 5 and > 3" for a tag."""
    return value.striptags() if isinstance(value, Markup) else " ".join(str(value).split())


def _place(fault: BaseException, template: str) -> tuple[str, int]:
    """The template and line in which a fault arose: the innermost template in its traceback."""
    name, line = template, 0
    trace = fault.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith("<template ") and file.endswith(">"):
            name, line = file[len("<template ") : -1], trace.tb_lineno
        trace = trace.tb_next
    return name, line


def closure(templates: Templates, name: str) -> frozenset[str]:
    """Every template that rendering `name` may read, itself included, by the name it is loaded with.

    A name that is computed may be any partial of the same folder as the computed ones: all of `sections/`.
    """
    found: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        source = templates.source(current)
        if current in found or source is None:
            continue
        found.add(current)
        try:
            named = _referenced(source)
        except jinja2.TemplateSyntaxError:
            # Told where it is rendered, with its line.
            continue
        for referenced in named:
            if referenced is None:
                waiting += [name for name in (*templates.theme, *templates.project) if name.startswith("sections/")]
            else:
                waiting.append(referenced)
    return frozenset(found)


@functools.lru_cache(maxsize=PARSED_MAX)
def _referenced(source: str) -> tuple[str | None, ...]:
    """The names of the templates that a template asks for; None for one that is computed."""
    if len(_read) >= PARSED_MAX:
        _read.clear()
    tree = _read[source] = _reader().parse(source)
    return tuple(jinja2.meta.find_referenced_templates(tree))


@functools.cache
def _reader() -> jinja2.Environment:
    return _environment(Templates({}, {}))
