"""How templates become Python: Jinja's compiler, with a short way for what a page does thousands of times.

A page asks for a field of a view about 2,400 times, writes a value about 1,400 times, says an interface word about 400
times and calls a macro about 260 times. Jinja compiles each of these to several calls of Python functions. Here each
becomes an expression that looks in line whether the ordinary case holds, and makes Jinja's own call when it does not:
what is shown, and what the sandbox refuses, is the same as ever. A word without values is said when its template is
loaded.
"""

from __future__ import annotations

from collections import defaultdict
from keyword import iskeyword
from typing import Any

import markupsafe
import msgspec
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import LoopContext, Macro
from jinja2.utils import missing

try:
    from markupsafe._speedups import _escape_inner as escape_text
except ImportError:
    escape_text = markupsafe.escape

WORDS = ("_", "ngettext")
"""The names of the functions that say interface words."""


LOOP = tuple(name for name in vars(LoopContext) if not name.startswith("_"))
"""What a template may ask of `loop`."""


def written(value: object) -> str:
    """A value that is no text, as a template writes it: escaped, unless it is a number."""
    return str(value) if type(value) is int else markupsafe.escape(value)


class NamedMacro(Macro):
    """A macro that takes what it names and nothing else, and escapes what it writes: where it is written, its function
    is called as it is.
    """

    def __init__(self, environment: Any, function: Any, name: str, arguments: Any, *how: Any) -> None:
        super().__init__(environment, function, name, arguments, *how)
        # As Jinja gives what is not given; and who gives too much is told to whom.
        function.__defaults__ = (missing,) * len(arguments)
        function.__qualname__ = f"macro {name!r}"


class Fields:
    """Which types have which public field. Views are frozen records, whose fields are all that is found here."""

    def __init__(self) -> None:
        self.types: defaultdict[str, set[type]] = defaultdict(set)
        """By the name of a field, the types met so far that have it. A set is filled, and never replaced."""
        self._met: set[type] = set()

    def meet(self, kind: type) -> None:
        """Learns the fields of a type."""
        if kind in self._met:
            return
        self._met.add(kind)
        names = kind.__struct_fields__ if issubclass(kind, msgspec.Struct) else LOOP if kind is LoopContext else ()
        for name in names:
            if not name.startswith("_"):
                self.types[name].add(kind)


class Compiler(CodeGenerator):
    """Compiles templates for an environment that has `fields`, `module`, `caller` and `writer`, and as globals the
    functions of `WORDS`.
    """

    _names = 0
    _said: tuple[str, ...] = ()
    _words: dict[str, str]
    """By message that is said without values, the name of the word that was said."""
    _written: str = ""
    _whole: nodes.Expr | None = None
    """The call that makes a piece of what is written as it is."""

    def _name(self) -> str:
        """A name for a value that an expression asks about and then uses; `l_`, `t_` and the like are Jinja's own."""
        self._names += 1
        return f"asked_{self._names}"

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """The module of a template: what its expressions ask for stands at its beginning."""
        asked = list(node.find_all((nodes.Name, nodes.Call, nodes.Getattr)))
        own = {found.name for found in asked if isinstance(found, nodes.Name) and found.ctx != "load"}
        self._said = tuple(word for word in WORDS if word not in own)
        messages = dict.fromkeys(message for message in map(self._message, asked) if message is not None)
        self._words = {message: f"word_{number}" for number, message in enumerate(messages)}
        self.writeline("from generator.output.compiler import NamedMacro, escape_text, written")
        for attribute in sorted({found.attr for found in asked if isinstance(found, nodes.Getattr)}):
            self.writeline(f"has_{attribute} = environment.fields.types[{attribute!r}]")
        for word in self._said:
            self.writeline(f"say{word} = environment.globals[{word!r}]")
        for message, name in self._words.items():
            self.writeline(f"{name} = escape_text(say_({message!r}))")
        super().visit_Template(node, frame)

    def _message(self, node: nodes.Node) -> str | None:
        """What `_("…")` says, where that is all it is; None for anything else."""
        if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "_"):
            return None
        if "_" not in self._said or len(node.args) != 1 or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return None
        (message,) = node.args
        return message.value if isinstance(message, nodes.Const) and isinstance(message.value, str) else None

    def enter_frame(self, frame: Frame) -> None:
        """What a scope begins with. The functions of words stand at the beginning of the module."""
        frame.symbols.loads = {
            target: load
            for target, load in frame.symbols.loads.items()
            if load[0] != VAR_LOAD_RESOLVE or load[1] not in self._said
        }
        super().enter_frame(frame)

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802
        """A name."""
        if node.name in self._said:
            self.write(f"say{node.name}")
        else:
            super().visit_Name(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """`value.field`."""
        name = self._name()
        self.write(f"({name}.{node.attr} if type({name} := ")
        self.visit(node.node, frame)
        self.write(f") in has_{node.attr} else environment.getattr({name}, {node.attr!r}))")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.module(")
        self.visit(node.template, frame)
        self.write(f", {self.name!r})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The macro that the function before it becomes."""
        special = macro_ref.accesses_kwargs or macro_ref.accesses_varargs or macro_ref.accesses_caller
        if frame.eval_ctx.autoescape and not (frame.eval_ctx.volatile or special):
            # Jinja writes the rest of the name.
            self.write("Named")
        super().macro_def(macro_ref, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """`function(…)`: an interface word, a macro, or anything else, which the sandbox judges."""
        simple = not (forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(k.key) for k in node.kwargs))
        if not simple:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        whole = node is self._whole
        if whole and (message := self._message(node)) is not None:
            self.write(self._words[message])
            return
        if isinstance(node.node, nodes.Name) and node.node.name in self._said:
            self.write(f"say{node.node.name}")
        else:
            name = self._name()
            self.write(f"({name}{'._func' if whole else ''} if type({name} := ")
            self.visit(node.node, frame)
            loop = "_loop_vars" if frame.loop_frame else "None"
            block = "_block_vars" if frame.block_frame else "None"
            call = "writer" if whole else "caller"
            self.write(f") is NamedMacro else environment.{call}(context, {name}, {loop}, {block}))")
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def _is_written_whole(self, node: nodes.Expr) -> bool:
        """Whether what this expression comes to is written as it is: a word without values, or what a macro wrote."""
        if not isinstance(node, nodes.Call) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return False
        word = isinstance(node.node, nodes.Name) and node.node.name in self._said
        return not word or self._message(node) is not None

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self._written, self._whole = "", None
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        elif self._is_written_whole(node):
            self._whole = node
        else:
            self._written = self._name()
            self.write(f"(escape_text({self._written}) if type({self._written} := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        name = self._written
        if name:
            self.write(f") is str else {name} if type({name}) is Markup else written({name}))")
        elif self._whole is not node:
            super()._output_child_post(node, frame, finalize)
