"""What the tests in a browser share: Playwright runs once a process, whichever suite asks first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.tools import ARGUMENTS, chromium, missing


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
