"""Going back to a backup: what it would change is said first, nothing is overwritten, and nothing given comes twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.rows.backup import MANUELLE
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.journal import Compteur, Poste
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.progress import Progress
from scolarite_desk.services.documents import issue_receipt, void_receipt
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.store import base
from scolarite_desk.store.check.check import check
from scolarite_desk.store.file import location
from scolarite_desk.store.file.engine import key_of, open_engine
from scolarite_desk.store.safety import backup
from scolarite_desk.store.safety import restore as retour
from scolarite_desk.store.safety.backup import Sauvegarde
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault
from tests.services.conftest import PASSWORD, Desk
from tests.store.conftest import founded, guichet, office

__all__ = ["founded", "guichet", "office"]


@pytest.fixture
def made(office: Desk, tmp_path: Path) -> Sauvegarde:
    """A backup of one person, made on a Monday at nine."""
    office.store.clock = lambda: office.now
    office.person()
    return backup.make(office.store, tmp_path / "armoire", MANUELLE, Progress())


@pytest.fixture
def back(office: Desk, made: Sauvegarde) -> Iterator[list[Store]]:
    """What was opened again is closed."""
    opened: list[Store] = []
    yield opened
    for store in opened:
        store.close()


def restored(office: Desk, made: Sauvegarde, back: list[Store]) -> Store:
    """Everything that restoring does, in order."""
    path, engine = office.store.path, office.store.engine
    ready = retour.prepare(made, key_of(engine), path, Progress())
    again = Store(open_engine(ready, key_of(engine)), ready, "Claire", office.store.clock)
    retour.carry(again, engine)
    retour.settle(again.engine, ready)
    again.engine.dispose()
    retour.settle(engine, path)
    engine.dispose()
    assert retour.swap(path, ready, office.now, vault_too=False) is not None
    back.append(base.open_base(path, "Claire", PASSWORD, clock=office.store.clock))
    return back[-1]


def test_nothing_done_since_changes_nothing(office: Desk, made: Sauvegarde) -> None:
    assert retour.preview(office.store.engine, made).pareil


def test_what_would_be_lost_is_named(office: Desk, made: Sauvegarde) -> None:
    office.later(hours=2)
    dossier = office.person(nom="LE GOFF")
    office.apply(dossier)
    seen = retour.preview(office.store.engine, made)
    assert [(one.poste, one.auteur, one.nombre, one.depuis) for one in seen.perdus] == [("01", "Claire", 2, office.now)]
    assert dict(seen.fiches)["personne"] == 1
    assert seen.dossiers == (office.row(Dossier, dossier).numero,)
    assert not seen.rendus


def test_a_correction_of_the_person_names_the_dossier(office: Desk, made: Sauvegarde) -> None:
    with office.store.reading() as session:
        key = session.scalars(select(Personne.id)).one()
    office(correct, "identite.prenom", key, "Maël")
    assert len(retour.preview(office.store.engine, made).dossiers) == 1


def test_going_back_is_found_and_nothing_is_overwritten(
    office: Desk, made: Sauvegarde, back: list[Store], guichet: Path
) -> None:
    before = office.digest()
    office.person(nom="LE GOFF")
    after = office.digest()
    store = restored(office, made, back)
    assert Desk(store).digest() == before
    (aside,) = guichet.parent.glob("guichet.avant-*.sdesk")
    back.append(base.open_base(aside, "Claire", PASSWORD))
    assert Desk(back[-1]).digest() == after
    assert [fault for one in check(store) for fault in one.fautes] == []


def test_what_comes_back_is_another_station(office: Desk, made: Sauvegarde, back: list[Store]) -> None:
    with office.store.reading() as session:
        former = session.scalars(select(Poste.uuid).where(Poste.ici)).one()
    location.remember(former, office.store.path, 0)  # a crash may leave the token behind the works
    store = restored(office, made, back)
    with store.reading() as session:
        here = session.scalars(select(Poste).where(Poste.ici)).one()
        assert (here.nom, here.uuid == former) == ("01", False)


def test_no_number_is_given_twice(office: Desk, made: Sauvegarde, back: list[Store]) -> None:
    given = [office(void_receipt, "Papier gâché") for _ in range(3)]
    assert retour.preview(office.store.engine, made).papiers == tuple(given)
    store = restored(office, made, back)
    with store.reading() as session:
        assert session.get_one(Compteur, "recu 2026").valeur == 3
        assert sorted(session.scalars(select(DocumentEmis.numero))) == given
    assert Desk(store)(void_receipt, "Le suivant") not in given


def test_a_receipt_of_an_unknown_dossier_explains_its_gap(office: Desk, made: Sauvegarde, back: list[Store]) -> None:
    given = office(issue_receipt, office.person(nom="LE GOFF")).numero
    store = restored(office, made, back)
    with store.reading() as session:
        row = session.scalars(select(DocumentEmis).where(DocumentEmis.numero == given)).one()
        assert (row.dossier_id, row.motif) == (None, "Donné avant la restauration du 06/07/2026")


def test_who_was_erased_since_is_erased_again(office: Desk, made: Sauvegarde, back: list[Store]) -> None:
    dossier = office.rows(select(Dossier))[0]
    office(erase_person, dossier.id, dossier.numero, "À sa demande")
    assert retour.preview(office.store.engine, made).effaces > 0
    store = restored(office, made, back)
    with store.reading() as session:
        assert session.scalars(select(Personne.id)).all() == []
    assert [fault for one in check(store) for fault in one.fautes] == []


def test_the_backup_of_another_base_is_refused(office: Desk, made: Sauvegarde, tmp_path: Path) -> None:
    other = base.create(tmp_path / "autre.sdesk", "Claire", PASSWORD, cost=vault.Cost(64, 1))
    with pytest.raises(Refused, match="autre base"):
        retour.preview(other.engine, made)
    other.close()


def test_a_base_open_elsewhere_is_not_replaced(office: Desk) -> None:
    with office.store.engine.connect() as elsewhere:
        elsewhere.exec_driver_sql("SELECT count(*) FROM poste")
        with pytest.raises(Unavailable, match="ouverte ailleurs"):
            retour.settle(office.store.engine, office.store.path)
    office.person(nom="LE GOFF")


def test_a_base_from_another_computer_is_taken(
    office: Desk, made: Sauvegarde, tmp_path: Path, back: list[Store]
) -> None:
    place = tmp_path / "ailleurs" / "guichet.sdesk"
    ready = retour.prepare(made, vault.unwrap(made.fichier, "Claire", PASSWORD), place, Progress())
    assert retour.swap(place, ready, office.now, vault_too=True) is None
    back.append(base.open_base(place, "Claire", PASSWORD))
    assert Desk(back[-1]).digest() == office.digest()
    assert sorted(path.name for path in place.parent.iterdir() if not path.name.endswith(("-wal", "-shm"))) == [
        "guichet.sdesk",
        "guichet.sdesk.coffre",
        "guichet.sdesk.poste",
    ]
