"""The office of the services' tests as a file, and how many desks die in a row: few here, many under `--torture`."""

from __future__ import annotations

import pytest

from tests.services.conftest import founded
from tests.store.conftest import guichet

__all__ = ["founded", "guichet"]  # fixtures

# Of a dozen deaths each; of three, before the window; of twenty in each form, a part of the forms in each.
_DESKS = {"series": (2, 79), "sitting": (1, 18), "part": (0, 4)}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`series`, `sitting`, `part`: the number of a desk, which sows what happens to it."""
    for name in _DESKS.keys() & set(metafunc.fixturenames):
        few, many = _DESKS[name]
        metafunc.parametrize(name, range(many if metafunc.config.getoption("--torture") else few))
