"""What all tests share: one Playwright a process, whichever suite asks first, and Hypothesis without a clock."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.browser.tools import ARGUMENTS, chromium, missing

# No test depends on the clock: an example may take its time on a machine that is shared.
settings.register_profile("explainer", deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
