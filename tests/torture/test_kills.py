"""Killed at any moment of a visit, the desk opens again with everything that it had said was kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.torture import visite
from tests.torture.bourreau import Killer
from tests.torture.constat import verify

DEATHS = 12  # of one desk, one after the other


def test_a_desk_killed_at_any_moment_opens_with_all_that_was_kept(
    guichet: Path, series: int, record_property: Callable[[str, object], None]
) -> None:
    killer = Killer(visite.play, visite.PHASES, series)
    for death in range(DEATHS):
        verify(guichet, killer.kill(guichet), closing=death % 3 == 0)
    record_property("kills", dict(killer.kills))
