"""A window's room on the base of a desk that received what another desk, a copy of the same base, did meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.conftest import Desk as Office
from tests.services.conftest import Founded
from tests.sync.conftest import opened


@pytest.fixture
def office(tmp_path: Path, founded: Founded) -> Iterator[Office]:
    """The desk of the window."""
    desk = opened(tmp_path / "guichet.sdesk", founded, 0)
    yield desk
    desk.store.close()


@pytest.fixture
def other(tmp_path: Path, founded: Founded) -> Iterator[Office]:
    """The other desk: Denis, at desk 02."""
    desk = opened(tmp_path / "autre.sdesk", founded, 1)
    yield desk
    desk.store.close()
