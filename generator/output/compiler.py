"""How templates become Python: Jinja's compiler, with a short way for what a page does thousands of times.

A page asks for a field of a view about 2,400 times, writes a value about 1,400 times, says an interface word about 400
times and calls a macro about 260 times. Jinja compiles each of these to several calls of Python functions. Here each
becomes an expression that looks in line whether the ordinary case holds, and makes Jinja's own call when it does not:
what is shown, and what the sandbox refuses, is the same as ever.
"""

from __future__ import annotations

from collections import defaultdict
from keyword import iskeyword
from typing import Any

import markupsafe
import msgspec
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

try:
    from markupsafe._speedups import _escape_inner as escape_text
except ImportError:
    escape_text = markupsafe.escape

WORDS = ("_", "ngettext")
"""The names of the functions that say interface words."""


class Fields:
    """Which types have which public field. A view is a frozen record, and its fields are all that is found here."""

    def __init__(self) -> None:
        self.types: defaultdict[str, set[type]] = defaultdict(set)
        """By the name of a field, the types met so far that have it. A set is filled, and never replaced."""
        self._met: set[type] = set()

    def meet(self, kind: type) -> None:
        """Learns the fields of a type."""
        if kind in self._met:
            return
        self._met.add(kind)
        for name in getattr(kind, "__struct_fields__", ()) if issubclass(kind, msgspec.Struct) else ():
            if not name.startswith("_"):
                self.types[name].add(kind)


class Compiler(CodeGenerator):
    """Compiles templates for an environment that has `fields`, `caller` and, as globals, the functions of `WORDS`."""

    _names = 0
    _said: tuple[str, ...] = ()
    _written: str = ""

    def _name(self) -> str:
        """A name for a value that an expression asks about and then uses; `l_`, `t_` and the like are Jinja's own."""
        self._names += 1
        return f"asked_{self._names}"

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """The module of a template: what its expressions ask for stands at its beginning."""
        own = {found.name for found in node.find_all(nodes.Name) if found.ctx != "load"}
        self._said = tuple(word for word in WORDS if word not in own)
        self.writeline("from generator.output.compiler import escape_text")
        for attribute in sorted({found.attr for found in node.find_all(nodes.Getattr)}):
            self.writeline(f"has_{attribute} = environment.fields.types[{attribute!r}]")
        for word in self._said:
            self.writeline(f"say{word} = environment.globals[{word!r}]")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """`value.field`."""
        name = self._name()
        self.write(f"({name}.{node.attr} if type({name} := ")
        self.visit(node.node, frame)
        self.write(f") in has_{node.attr} else environment.getattr({name}, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """`function(…)`: an interface word, a macro, or anything else, which the sandbox judges."""
        simple = not (forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(k.key) for k in node.kwargs))
        if not simple:
            super().visit_Call(node, frame, forward_caller)
            return
        if isinstance(node.node, nodes.Name) and node.node.name in self._said:
            self.write(f"say{node.node.name}")
        else:
            name = self._name()
            self.write(f"({name} if type({name} := ")
            self.visit(node.node, frame)
            loop = "_loop_vars" if frame.loop_frame else "None"
            block = "_block_vars" if frame.block_frame else "None"
            self.write(f") is Macro else environment.caller(context, {name}, {loop}, {block}))")
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            self._written = ""
            super()._output_child_pre(node, frame, finalize)
            return
        self._written = self._name()
        self.write(f"({self._written} if type({self._written} := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        name = self._written
        if not name:
            super()._output_child_post(node, frame, finalize)
            return
        self.write(f") is Markup else escape_text({name}) if type({name}) is str else escape({name}))")
