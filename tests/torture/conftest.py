"""The office of the services' tests as a file, and how many times one dies in it."""

from __future__ import annotations

import pytest

from tests.services.conftest import founded
from tests.store.conftest import guichet

__all__ = ["founded", "guichet"]  # fixtures


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`series`: a desk that dies ten times or so, one after the other; many more desks under `--torture`."""
    if "series" in metafunc.fixturenames:
        metafunc.parametrize("series", range(80 if metafunc.config.getoption("--torture") else 2))
