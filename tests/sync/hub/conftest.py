"""A hub of its own for each test, on one real server per test process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scolarite_desk.sync.hub.fondation import found
from scolarite_desk.sync.hub.hub_url import HubUrl
from tests import postgres
from tests.store.conftest import founded, guichet, office

__all__ = ["founded", "guichet", "office"]  # fixtures


@pytest.fixture
def hub(server: postgres.Server) -> Iterator[HubUrl]:
    """A new hub."""
    adresse = server.database()
    found(adresse, postgres.ADMIN, postgres.PASSWORD, taille_ine=50)
    yield adresse
    server.drop(adresse)
