"""The office of the services' tests, as a file: opened without the promise that everything is undone at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.conftest import Desk, Founded, founded

__all__ = ["founded"]  # a fixture


@pytest.fixture
def guichet(tmp_path: Path, founded: Founded) -> Path:
    """That base, closed, this test's own; it has not moved."""
    return founded.copied(tmp_path / "guichet.sdesk")


@pytest.fixture
def office(guichet: Path, founded: Founded) -> Iterator[Desk]:
    """That base, open."""
    office = founded.opened(guichet)
    yield office
    office.store.close()
