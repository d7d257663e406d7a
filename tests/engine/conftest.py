"""The counts of these suites at the end of a run."""

from __future__ import annotations

from typing import Any

from tests.engine.counts import SEED, ran


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Prints what ran."""
    if ran:
        terminalreporter.section(f"engine: what ran (EXPLAINER_SEED={SEED})")
        for name, count in sorted(ran.items()):
            terminalreporter.write_line(f"{count:7,}  {name}")
