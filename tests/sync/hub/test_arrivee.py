"""A new desk begins with what the office holds; who reads reports reads no name unless it may."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.services import synchro
from scolarite_desk.services.acts import do
from scolarite_desk.services.arrivee import join
from scolarite_desk.services.comptes import create_account
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.droits import may
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.entree import open_base
from scolarite_desk.services.fusions import merge_persons
from scolarite_desk.store.check.digest import digest
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault
from scolarite_desk.sync.hub import instantanes
from scolarite_desk.sync.hub.hub_url import HubUrl
from scolarite_desk.sync.hub.invitations import invite
from scolarite_desk.sync.hub.names import roles_of
from tests import postgres
from tests.services.conftest import PASSWORD, Desk
from tests.store.damage import faults

ADMIN = postgres.ADMIN, postgres.PASSWORD


@pytest.fixture
def first(hub: HubUrl, office: Desk, guichet: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk that holds the dossiers, its accounts known, at the hub."""
    monkeypatch.setattr(instantanes, "FEW", 3)
    office.store.close()
    office.store = open_base(guichet, "Claire", PASSWORD)
    do(office.store, None, create_account, "Denis", "accueil")
    synchro.enrol_desk(office.store, hub, invite(hub, *ADMIN, "01"))
    return office


def _join(path: Path, hub: HubUrl, compte: str = "Denis") -> Store:
    code = invite(hub, *ADMIN, "02")
    return join(path, compte, "un mot de passe d’ici", hub, code, poste="02", cost=vault.Cost(64, 1))


def _digest(store: Store) -> object:
    with store.reading() as session:
        return digest(session)


def test_a_new_desk_starts_from_the_snapshot_and_goes_on(first: Desk, hub: HubUrl, tmp_path: Path) -> None:
    kept = first.owner(first.person("KERMAREC"))
    other = first.owner(first.person("KERMARREC"))
    first(merge_persons, kept, other)
    synchro.synchronise(first.store)
    first(correct, "identite.prenom", kept, "Anne")
    synchro.synchronise(first.store)
    second = _join(tmp_path / "nouveau.sdesk", hub)
    assert _digest(second) == _digest(first.store)
    assert faults(second) == []
    with second.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM poste WHERE base > 0").scalar_one() == 1
    do(second, None, correct, "identite.prenom", kept, "Maëlle")
    synchro.synchronise(second)
    synchro.synchronise(first.store)
    assert _digest(second) == _digest(first.store)
    second.close()


def test_who_joins_has_the_rights_that_the_office_gave(first: Desk, hub: HubUrl, tmp_path: Path) -> None:
    synchro.synchronise(first.store)
    second = _join(tmp_path / "nouveau.sdesk", hub)
    assert may(second, "visites")
    assert not may(second, "hub")
    second.close()


def test_a_stranger_is_refused_before_the_invitation_is_spent(first: Desk, hub: HubUrl, tmp_path: Path) -> None:
    synchro.synchronise(first.store)
    path, code = tmp_path / "nouveau.sdesk", invite(hub, *ADMIN, "02")
    with pytest.raises(Refused, match="ne connaît pas de compte"):
        join(path, "Inconnu", "un mot de passe d’ici", hub, code, poste="02", cost=vault.Cost(64, 1))
    assert list(tmp_path.glob("*nouveau*")) == []
    join(path, "Denis", "un mot de passe d’ici", hub, code, poste="02", cost=vault.Cost(64, 1)).close()


def test_an_empty_hub_says_who_must_come_first(hub: HubUrl, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="encore vide"):
        _join(tmp_path / "nouveau.sdesk", hub)


def test_an_erasure_takes_the_snapshot_and_the_bodies_of_the_hub_away(
    first: Desk, hub: HubUrl, server: postgres.Server
) -> None:
    dossier = first.person("EFFACABLE", "Zoé")
    synchro.synchronise(first.store)
    numero = first.row(Dossier, dossier).numero
    first(erase_person, dossier, numero, "à sa demande")
    synchro.synchronise(first.store)
    with server.admin(hub.base) as connection:
        (bodies,) = connection.execute(
            "SELECT count(*) FROM scolarite.ligne WHERE position('EFFACABLE'::bytea in corps) > 0"
        ).fetchone()
        (held,) = connection.execute("SELECT count(*) FROM scolarite.efface").fetchone()
    assert bodies == 0
    assert held > 3


def test_reports_without_names_show_none_and_those_with_names_ask_for_another_role(
    first: Desk, hub: HubUrl, server: postgres.Server
) -> None:
    first.apply(first.person("KERMAREC", "Maëlle"), motif="dossier papier")
    synchro.synchronise(first.store)
    roles = roles_of(hub.base)
    with server.admin(hub.base) as connection:
        for name, role in (("lecteur", roles.lecture), ("nominal", roles.nominatif)):
            connection.execute(f"CREATE ROLE {name}_{hub.base} LOGIN PASSWORD 'lecteur' IN ROLE {role}")
    with _reading(hub, f"lecteur_{hub.base}") as connection:
        ((person, year, statut),) = connection.execute(
            "SELECT personne, annee_naissance, statut FROM scolarite.pseudo_candidature"
        ).fetchall()
        assert (len(person), year, bool(statut)) == (16, "2004", True)
        assert connection.execute("SELECT sum(travaux) FROM scolarite.pseudo_activite").fetchone()[0] > 3
        for table in ("rapport_candidature", "ligne", "secret", "contenu"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT * FROM scolarite.{table}")
    with _reading(hub, f"nominal_{hub.base}") as connection:
        assert connection.execute("SELECT nom FROM scolarite.rapport_candidature").fetchall() == [("KERMAREC",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM scolarite.ligne")


def _reading(hub: HubUrl, compte: str) -> psycopg.Connection:
    return psycopg.connect(
        host=hub.hote, port=hub.port, dbname=hub.base, user=compte, password="lecteur", autocommit=True
    )
