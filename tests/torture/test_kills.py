"""Killed at any moment of a visit, the desk opens again with everything that it had said was kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scolarite_desk.models.personne import Personne
from scolarite_desk.store import drafts
from scolarite_desk.store.base import open_base
from tests.services.conftest import MORNING, PASSWORD, Desk, Founded
from tests.torture import fenetre, visite
from tests.torture.bourreau import Killer, Message
from tests.torture.constat import verify

DEATHS = 12  # of one desk, one after the other
SECOND = 1.3  # seconds: drafts are kept every second, and a busy machine is late


def test_a_desk_killed_at_any_moment_opens_with_all_that_was_kept(
    guichet: Path, series: int, record_property: Callable[[str, object], None]
) -> None:
    killer = Killer(visite.play, visite.PHASES, series)
    for death in range(DEATHS):
        verify(guichet, killer.kill(guichet), closing=death % 3 == 0)
    record_property("kills survived", dict(killer.kills))


def test_somebody_who_types_in_the_window_loses_one_second_at_most(
    guichet: Path, sitting: int, founded: Founded, record_property: Callable[[str, object], None]
) -> None:
    office = Desk(open_base(guichet, "Claire", PASSWORD, clock=lambda: MORNING), **founded.keys)
    office.person()
    office.store.close()
    killer = Killer(fenetre.play, fenetre.PHASES, sitting)
    for death in range(3):
        told = killer.kill(guichet)
        _offered_back(guichet, [key for key in fenetre.typed(told) if key[4] < killer.died - SECOND])
        verify(guichet, told, closing=bool(death))
    record_property("kills survived", {f"{phase}, fenêtre": count for phase, count in killer.kills.items()})


def _offered_back(base: Path, keys: list[Message]) -> None:
    """What was on screen a second before is there, as a draft or already written."""
    if not keys:
        return
    _kind, row, path, text, _at = keys[-1]
    store = open_base(base, "Claire", PASSWORD, clock=lambda: MORNING)
    with store.reading() as session:
        written = getattr(session.get_one(Personne, row), path.partition(".")[2]) or ""
    kept = drafts.drafts_of(store, row).get(path, "")
    store.engine.dispose()
    assert kept.startswith(text) or written.casefold().startswith(text.casefold()), (text, kept, written)
