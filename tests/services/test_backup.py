"""Backups as the desk uses them: by themselves, by hand, put back, moved, and what is said when they fail."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import NOTHING
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services import acces, backup, coffre, entree, restore
from scolarite_desk.services.comptes import change_profile, create_account, first_account
from scolarite_desk.services.droits import rights
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.store import base
from scolarite_desk.store.safety import armoire
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault
from tests.services.conftest import PASSWORD, Desk
from tests.store.conftest import founded, guichet, office
from tests.store.damage import PAGE, faults, flip

__all__ = ["founded", "guichet", "office"]

CHEAP = vault.Cost(64, 1)


@pytest.fixture(autouse=True)
def folder(office: Desk, tmp_path: Path) -> Path:
    """Where this desk keeps its backups; time passes."""
    office.store.clock = lambda: office.now
    armoire.keep(office.store.path, dossier=tmp_path / "armoire")
    return tmp_path / "armoire"


@pytest.fixture
def back() -> Iterator[list[Store]]:
    """What was opened again is closed."""
    opened: list[Store] = []
    yield opened
    for store in opened:
        store.close()


def _two(office: Desk) -> None:
    """Two administrators."""
    with office.store.work("fonder") as work:
        first_account(work, "Claire")
    office(create_account, "Denis", "administrateur")


def names(store: Store) -> list[str]:
    with store.reading() as session:
        return sorted(name for name in session.scalars(select(Personne.nom_naissance)) if name)


def test_the_first_opening_of_the_day_makes_one(office: Desk) -> None:
    assert backup.due(office.store)
    backup.automatic(office.store, Progress())
    assert not backup.due(office.store)
    office.later(days=1)
    assert not backup.due(office.store), "nothing was done since"
    office.person()
    assert backup.due(office.store)


def test_one_more_every_few_hours_and_when_leaving(office: Desk) -> None:
    backup.automatic(office.store, Progress())
    office.later(minutes=40)
    office.person()
    assert not backup.due(office.store)
    assert backup.due(office.store, leaving=True)
    office.later(hours=4)
    assert backup.due(office.store)


def test_a_list_says_when_each_goes(office: Desk) -> None:
    backup.back_up(office.store, Progress())
    office.later(days=1)
    backup.back_up(office.store, Progress())
    newest, oldest = backup.listed(office.store)
    assert (oldest.expire, newest.expire) == (
        oldest.quand.date() + timedelta(days=7),
        oldest.quand.date() + timedelta(weeks=8),
    )


def test_a_backup_older_than_an_erasure_says_so(office: Desk) -> None:
    dossier = office.person()
    backup.back_up(office.store, Progress())
    numero = office.row(Dossier, dossier).numero
    office(erase_person, dossier, numero, "À sa demande")
    (row,) = backup.listed(office.store)
    assert row.effaces > 0
    office.later(hours=1)
    backup.back_up(office.store, Progress())
    assert [one.effaces > 0 for one in backup.listed(office.store)] == [False, True]


def test_a_failure_is_remembered_until_one_goes_well(office: Desk, folder: Path) -> None:
    folder.write_text("un fichier à la place du dossier")
    with pytest.raises(Unavailable):
        backup.automatic(office.store, Progress())
    assert "n’a pas pu être lu" in armoire.backup_plan(office.store.path).echec
    folder.unlink()
    backup.automatic(office.store, Progress())
    assert armoire.backup_plan(office.store.path).echec == ""


def test_the_stick_has_it_too_and_its_absence_is_a_sentence(office: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "cle"
    backup.choose(office.store, second=stick)
    assert "pas branchée" in kept(backup.automatic(office.store, Progress()).second)
    stick.mkdir()
    office.later(hours=1)
    assert backup.automatic(office.store, Progress()).second == NOTHING
    assert [row.second for row in backup.listed(office.store)].count(True) == 1


def test_the_second_place_is_not_the_first(office: Desk, folder: Path) -> None:
    with pytest.raises(Refused, match="le même"):
        backup.choose(office.store, second=folder)


def test_going_back_from_the_window(office: Desk, back: list[Store]) -> None:
    office.person()
    made = backup.back_up(office.store, Progress()).sauvegarde
    office.person(nom="LE GOFF")
    assert backup.preview(office.store, made.dossier).perdus[0].nombre == 1
    aside = backup.put_back(office.store, backup.prepare(office.store, made.dossier, Progress()))
    back.append(base.open_base(office.store.path, "Claire", PASSWORD))
    assert names(back[0]) == ["KERMAREC"]
    with back[0].reading() as session:
        assert "restauration" in set(session.connection().exec_driver_sql("SELECT quoi FROM acces").scalars())
    assert aside is not None
    back.append(base.open_base(aside, "Claire", PASSWORD))
    assert names(back[1]) == ["KERMAREC", "LE GOFF"]


def test_a_cancelled_restoration_changes_nothing(office: Desk, guichet: Path) -> None:
    made = backup.back_up(office.store, Progress()).sauvegarde
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        backup.prepare(office.store, made.dossier, stopped)
    assert not list(guichet.parent.glob("*.retour*"))
    office.person()


def test_a_base_that_does_not_open_is_put_back(office: Desk, guichet: Path, back: list[Store]) -> None:
    office.person()
    made = backup.back_up(office.store, Progress()).sauvegarde
    office.store.close()
    flip(guichet, 100)
    with pytest.raises(Unavailable):
        base.open_base(guichet, "Claire", PASSWORD)
    assert [one.dossier for one in restore.choices(guichet)] == [made.dossier]
    seen = restore.preview(guichet, made.dossier, "Claire", PASSWORD)
    assert "guichet.sdesk" in kept(seen.illisible)
    aside = restore.restore(guichet, made.dossier, "Claire", PASSWORD, Progress())
    back.append(base.open_base(guichet, "Claire", PASSWORD))
    assert names(back[0]) == ["KERMAREC"]
    assert aside is not None
    assert aside.exists()


def test_a_damaged_vault_is_put_back_too(office: Desk, guichet: Path, back: list[Store]) -> None:
    made = backup.back_up(office.store, Progress()).sauvegarde
    office.store.close()
    vault.vault_path(guichet).write_text("{}")
    restore.restore(guichet, made.dossier, "Claire", PASSWORD, Progress())
    back.append(base.open_base(guichet, "Claire", PASSWORD))


def test_a_password_changed_since_stays(office: Desk, guichet: Path, back: list[Store]) -> None:
    made = backup.back_up(office.store, Progress()).sauvegarde
    key = vault.unwrap(guichet, "Claire", PASSWORD)
    office.store.close()
    vault.give(guichet, vault.wrap("Claire", "un tout autre mot", key, vault.Cost(64, 1)))
    with pytest.raises(Refused):
        restore.restore(guichet, made.dossier, "Claire", PASSWORD, Progress())
    restore.restore(guichet, made.dossier, "Claire", "un tout autre mot", Progress())
    back.append(base.open_base(guichet, "Claire", "un tout autre mot"))
    assert vault.unwrap(made.fichier, "Claire", PASSWORD) == key, "the backup keeps the password of its day"


def test_rights_lost_since_a_backup_do_not_come_back_by_it(office: Desk, guichet: Path, back: list[Store]) -> None:
    _two(office)
    coffre.let_in(office.store, PASSWORD, "Denis", PASSWORD, CHEAP)
    made = backup.back_up(office.store, Progress()).sauvegarde
    office(change_profile, "Denis", "lecture")
    office.store.close()
    for refused in (restore.preview, partial(restore.restore, progress=Progress())):
        with pytest.raises(Refused, match="restaurer une sauvegarde"):
            refused(guichet, made.dossier, "Denis", PASSWORD)
    restore.restore(guichet, made.dossier, "Claire", PASSWORD, Progress())
    back.append(base.open_base(guichet, "Denis", PASSWORD))
    assert rights(back[0]).profil == "lecture"


def test_who_came_since_a_backup_still_opens_the_base_put_back(office: Desk, guichet: Path, back: list[Store]) -> None:
    made = backup.back_up(office.store, Progress()).sauvegarde
    _two(office)
    coffre.let_in(office.store, PASSWORD, "Denis", PASSWORD, CHEAP)
    acces.exported(office.store, "recherche", 3, "ailleurs")
    office.store.close()
    restore.restore(guichet, made.dossier, "Denis", PASSWORD, Progress())
    back.append(entree.open_base(guichet, "Denis", PASSWORD))
    with back[0].reading() as session:
        told = list(session.connection().exec_driver_sql("SELECT quoi FROM acces ORDER BY id").scalars())
    assert told[-2:] == ["recherche", "restauration"], "what left since is still told"
    assert faults(back[0]) == []


def test_a_base_moves_to_another_computer(office: Desk, tmp_path: Path, back: list[Store]) -> None:
    office.person()
    stick = tmp_path / "cle"
    backup.move(office.store, stick, Progress())
    assert armoire.backup_plan(office.store.path).parti == "2026-07-06"
    (one,) = restore.bundles(stick)
    place = tmp_path / "ailleurs" / "guichet.sdesk"
    restore.take(one.dossier, place, "Claire", PASSWORD, Progress())
    back.append(base.open_base(place, "Claire", PASSWORD))
    assert names(back[0]) == ["KERMAREC"]
    with pytest.raises(Refused, match="existe déjà"):
        restore.take(one.dossier, place, "Claire", PASSWORD, Progress())


def test_what_is_left_of_a_base_takes_its_place(office: Desk, guichet: Path, back: list[Store]) -> None:
    office.person()
    backup.back_up(office.store, Progress())
    office.store.close()
    flip(guichet, 3 * PAGE + 100)
    before = guichet.read_bytes()
    told = restore.rescue(guichet, "Claire", PASSWORD, Progress())
    assert guichet.read_bytes() == before
    aside = restore.put_rescued(guichet, told.fichier, "Claire", PASSWORD)
    assert aside is not None
    assert aside.read_bytes() == before
    back.append(base.open_base(guichet, "Claire", PASSWORD))
    assert names(back[0]) == ["KERMAREC"]


def test_a_lost_base_with_neither_vault_nor_backup_is_said(office: Desk, guichet: Path) -> None:
    office.store.close()
    vault.vault_path(guichet).unlink()
    with pytest.raises(Unavailable, match="aucune sauvegarde"):
        restore.rescue(guichet, "Claire", PASSWORD, Progress())


def test_a_folder_that_is_no_backup_is_refused(office: Desk, tmp_path: Path) -> None:
    (tmp_path / "rien").mkdir()
    with pytest.raises(Refused, match="n’est pas une sauvegarde"):
        backup.preview(office.store, tmp_path / "rien")
    shutil.rmtree(tmp_path / "rien")
