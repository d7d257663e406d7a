"""What all tests share: short and long forms, Hypothesis without a clock, one Playwright a process."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.browser.tools import ARGUMENTS, chromium, missing
from tests.turns import CLOCK, REGRESS, SEED, Turns, ran, share_of

# No test depends on the clock: an example may take its time on a machine that is shared.
settings.register_profile(
    "explainer",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
    database=DirectoryBasedExampleDatabase(REGRESS / "examples"),
)
settings.load_profile("explainer")

# A machine that runs the tests in the background hands down an ignored Ctrl-C, of which some tests are about.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """Playwright. A second one of the same process would refuse to start beside it."""
    why = missing()
    if why:
        pytest.skip(why)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def browser(playwright: Any) -> Iterator[Any]:
    """Chromium without a window."""
    found = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
    yield found
    found.close()


@pytest.fixture(params=["gate", pytest.param("long", marks=pytest.mark.torture)])
def turns(request: pytest.FixtureRequest) -> Turns:
    """The turns of a test, in its short form and in its long one."""
    if request.param == "gate":
        return Turns(None)
    items = request.session.items
    coming = items[items.index(request.node) + 1 :]
    others = sum(share_of(item) for item in coming if item.get_closest_marker("torture"))
    return Turns(CLOCK.share(share_of(request.node), others))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Keeps the case in which a test fails."""
    try:
        return (yield)
    except Exception:
        asked = getattr(item, "funcargs", {}).get("turns")
        if asked is not None:
            asked.keep()
        raise


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Prints what ran."""
    if ran:
        terminalreporter.section(f"what ran (EXPLAINER_SEED={SEED})")
        for what, told in sorted(ran.items()):
            terminalreporter.write_line(f"{told} {what}")
