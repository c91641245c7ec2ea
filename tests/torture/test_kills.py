"""Killed at any moment of a visit, the desk opens again with everything that it had said was kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from scolarite_desk import practice as exercice
from scolarite_desk.errors import Unavailable
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.store import drafts
from scolarite_desk.store.base import create, open_base
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault
from tests.services.conftest import MORNING, PASSWORD, Desk, Founded
from tests.store.damage import faults
from tests.torture import demo, fenetre, visite
from tests.torture.bourreau import Killer, Message
from tests.torture.constat import verify

CHEAP = vault.Cost(64, 1)
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


def test_a_practice_base_killed_in_the_making_is_whole_or_is_not_there(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    killer, base = Killer(demo.play, demo.PHASES, 1), tmp_path / "exercice.sdesk"
    for _ in demo.PHASES:
        told = killer.kill(base)
        made = _opened(base)
        assert made is not None or ("fait", str(base)) not in told
        if made is not None:
            assert faults(made) == []
            with made.reading() as session:
                assert session.scalar(select(func.count()).select_from(Dossier)) == demo.DOSSIERS
            made.close()
            base.unlink()
            vault.vault_path(base).unlink()
    exercice.make(base, 2, 1, date(2026, 9, 4), cost=CHEAP).close()
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "exercice.sdesk",
        "exercice.sdesk.coffre",
        "exercice.sdesk.poste",
    ]
    record_property("kills survived", dict(killer.kills))


def _opened(base: Path) -> Store | None:
    """The practice base; None when it was never given its name."""
    try:
        return open_base(base, exercice.COMPTE, exercice.PASSWORD)
    except Unavailable:
        assert not base.exists()
        return None


def test_a_base_killed_between_its_vault_s_name_and_its_own_takes_it_when_opened(tmp_path: Path) -> None:
    base = tmp_path / "neuve.sdesk"
    create(base, "Claire", PASSWORD, cost=CHEAP).close()
    base.rename(tmp_path / ".neuve.sdesk.en-cours")
    store = open_base(base, "Claire", PASSWORD)
    assert faults(store) == []
    store.close()
