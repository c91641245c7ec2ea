"""The office of the services' tests, as a file: opened without the promise that everything is undone at the end."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scolarite_desk.store import base
from scolarite_desk.store.file import location
from scolarite_desk.store.vault import vault
from tests.services.conftest import MORNING, PASSWORD, Desk, Founded, founded

__all__ = ["founded"]  # a fixture


@pytest.fixture
def guichet(tmp_path: Path, founded: Founded) -> Path:
    """That base, closed, this test's own; it has not moved."""
    path = tmp_path / "guichet.sdesk"
    shutil.copy(founded.path, path)
    shutil.copy(vault.vault_path(founded.path), vault.vault_path(path))
    location.remember(founded.station, path)
    return path


@pytest.fixture
def office(guichet: Path, founded: Founded) -> Iterator[Desk]:
    """That base, open."""
    office = Desk(base.open_base(guichet, "Claire", PASSWORD, clock=lambda: MORNING), **founded.keys)
    yield office
    office.store.close()
