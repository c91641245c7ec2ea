"""A hub of its own for each test, on one real server per test process."""

from __future__ import annotations

import pytest

from scolarite_desk.sync.hub.fondation import found
from scolarite_desk.sync.hub.hub_url import HubUrl
from tests import postgres
from tests.store.conftest import founded, guichet, office

__all__ = ["founded", "guichet", "office"]  # fixtures


@pytest.fixture
def hub(server: postgres.Server) -> HubUrl:
    """A new hub."""
    adresse = server.database()
    found(adresse, postgres.ADMIN, postgres.PASSWORD, taille_ine=50)
    return adresse
