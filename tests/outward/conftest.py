"""The built sites."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.outward import sites


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a bit of everything, in English and Arabic."""
    folder = tmp_path_factory.mktemp("outward") / "project"
    shutil.copytree(sites.FULL, folder)
    sites.made(folder, base_url=sites.URL)
    return folder / "site"


@pytest.fixture(scope="session")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose every text attacks whoever reads it."""
    folder = sites.hostile(tmp_path_factory.mktemp("evil"))
    sites.made(folder)
    return folder / "site"
