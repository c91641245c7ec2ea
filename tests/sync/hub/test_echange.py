"""Desks that meet at a hub: everyone ends with everything, whatever is cut, killed or forged on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services import synchro
from scolarite_desk.services.documents import issue_receipt, reprint
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.identifiants import draw_provisional_ine
from scolarite_desk.services.rythme import choose_pace
from scolarite_desk.store.check.digest import digest
from scolarite_desk.sync.hub import contenus, echange
from scolarite_desk.sync.hub.hub_url import HubUrl, connected
from scolarite_desk.sync.hub.inscription import inscription
from scolarite_desk.sync.hub.invitations import invite
from tests import postgres
from tests.noms import lettered
from tests.services.conftest import Desk, Founded
from tests.store.damage import faults
from tests.sync.conftest import opened
from tests.torture.pannes import full

ADMIN = postgres.ADMIN, postgres.PASSWORD


@pytest.fixture
def desks(hub: HubUrl, tmp_path: Path, founded: Founded) -> Iterator[list[Desk]]:
    """Two enrolled desks: copies of one base, each another station."""
    found = [opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab")]
    for desk in found:
        desk.store.auteur = "Claire"
        synchro.enrol_desk(desk.store, hub, invite(hub, *ADMIN, "accueil"))
    yield found
    for desk in found:
        desk.store.close()


def _meet(*desks: Desk) -> None:
    for desk in (*desks, *desks):
        synchro.synchronise(desk.store)


def _equal(one: Desk, other: Desk) -> bool:
    return bool(one.read(digest) == other.read(digest))


def test_what_one_desk_did_the_other_has_after_both_met_the_hub(desks: list[Desk]) -> None:
    one, other = desks
    dossier = one.person("KERMAREC")
    other.person("LE GOFF", "Yann", "2003-05-01")
    _meet(one, other)
    assert _equal(one, other)
    other(correct, "identite.prenom", other.owner(dossier), "Maëlle Anne")
    _meet(other, one)
    assert one.row(Personne, one.owner(dossier)).prenom == "Maëlle Anne"
    assert _equal(one, other)


def test_nothing_new_exchanges_nothing(desks: list[Desk]) -> None:
    _meet(*desks)
    bilan = synchro.synchronise(desks[0].store)
    assert (bilan.envoyes, bilan.recus.recus) == (0, 0)
    assert desks[0].read(synchro.hub_state).a_envoyer == 0


def test_two_desks_never_draw_the_same_ine(desks: list[Desk]) -> None:
    drawn = [
        desk(draw_provisional_ine, desk.owner(desk.person(f"P{lettered(rank)}", "A", "2001-01-01")))
        for rank in range(3)
        for desk in desks
    ]
    assert len(set(drawn)) == len(drawn)


def test_a_desk_short_of_numbers_is_given_more(desks: list[Desk]) -> None:
    one = desks[0]
    for rank in range(41):
        one(draw_provisional_ine, one.owner(one.person(f"P{lettered(rank)}", "A", "2001-01-01")))
    synchro.synchronise(one.store)
    with one.store.reading() as session:
        plages = session.connection().exec_driver_sql("SELECT valeur FROM local WHERE cle = 'plage_ine'").scalar_one()
    assert plages == "1-50 101-150"


def test_a_hub_without_numbers_left_says_so_and_everything_else_is_exchanged(
    desks: list[Desk], hub: HubUrl, server: postgres.Server
) -> None:
    one, other = desks
    with server.admin(hub.base) as connection:
        connection.execute("INSERT INTO scolarite.bloc VALUES ('ine', 101, 9999, '', %s)", (bytes(16),))
    for rank in range(41):
        one(draw_provisional_ine, one.owner(one.person(f"P{lettered(rank)}", "A", "2001-01-01")))
    assert any("INE" in sentence for sentence in map(kept, synchro.synchronise(one.store).avis))
    _meet(other)
    assert _equal(one, other)
    assert not one.read(synchro.hub_state).faute


def test_a_receipt_given_at_one_desk_is_printed_again_at_the_other(desks: list[Desk]) -> None:
    one, other = desks
    dossier = one.person()
    given = one(issue_receipt, dossier).document
    _meet(one, other)
    with pytest.raises(Refused, match="autre poste"):
        other.read(reprint, given)
    synchro.bring_document(other.store, given)
    assert other.read(reprint, given) == one.read(reprint, given)


def test_an_exchange_cut_in_the_middle_goes_on(desks: list[Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = desks
    for rank in range(6):
        one.person(f"P{lettered(rank)}", "A", "2001-01-01")
    monkeypatch.setattr(echange, "LOT", 2)
    sent = echange.push
    calls = iter(range(100))

    def cut(*args: object, **values: object) -> int:
        if next(calls) == 2:
            raise psycopg.OperationalError("server closed the connection unexpectedly")
        return sent(*args, **values)

    with monkeypatch.context() as patch:
        patch.setattr(echange, "push", cut)
        with pytest.raises(Unavailable, match="Tout reste enregistré"):
            synchro.synchronise(one.store)
    assert one.read(synchro.hub_state).faute
    _meet(one, other)
    assert _equal(one, other)
    assert not one.read(synchro.hub_state).faute


def test_the_hub_killed_between_two_lots_and_started_again_loses_nothing(
    desks: list[Desk], server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = desks
    for rank in range(6):
        one.person(f"P{lettered(rank)}", "A", "2001-01-01")
    monkeypatch.setattr(echange, "LOT", 2)
    server.kill()
    with pytest.raises(Unavailable, match="ne répond pas"):
        synchro.synchronise(one.store)
    server.start()
    _meet(one, other)
    assert _equal(one, other)


def test_nobody_rewrites_the_hub_not_even_its_owner(desks: list[Desk], hub: HubUrl) -> None:
    desks[0].person()
    synchro.synchronise(desks[0].store)
    known = desks[0].read(inscription)
    for statement in ("UPDATE travail SET acte = 'x'", "DELETE FROM ligne", "DELETE FROM travail", "TRUNCATE ligne",
                      "UPDATE ligne SET corps = NULL"):  # fmt: skip
        for compte, password in (known.compte, known.password), ADMIN:
            with pytest.raises(Unavailable), connected(hub, compte, password) as connection:
                connection.execute(statement)


def test_a_hole_in_the_works_of_a_station_is_refused(desks: list[Desk], hub: HubUrl) -> None:
    known = desks[0].read(inscription)
    with (
        pytest.raises(Unavailable, match="ne se suivent pas"),
        connected(hub, known.compte, known.password) as connection,
    ):
        connection.execute(
            "INSERT INTO travail VALUES (%s, 7, 1, 1, 'x', 'x', '', '', %s)", (bytes(range(16)), bytes(32))
        )


def test_lines_added_to_an_old_work_are_refused(desks: list[Desk], hub: HubUrl) -> None:
    desks[0].person()
    synchro.synchronise(desks[0].store)
    known = desks[0].read(inscription)
    with pytest.raises(Unavailable), connected(hub, known.compte, known.password) as connection:
        connection.execute(
            "INSERT INTO ligne SELECT poste, 1, 999, objet, genre, digest, corps FROM ligne WHERE numero = 1 LIMIT 1"
        )


def test_a_base_put_back_from_an_old_copy_is_told_before_anything_leaves(
    desks: list[Desk], tmp_path: Path, founded: Founded
) -> None:
    one = desks[0]
    one.person("UN", "A", "2001-01-01")
    synchro.synchronise(one.store)
    with one.store.side() as session:  # as a copy that kept its station would: another past under the same name
        session.connection().exec_driver_sql("UPDATE travail SET empreinte = zeroblob(32) WHERE numero = 1")
        session.connection().exec_driver_sql("DELETE FROM travail WHERE numero > 1")
        session.connection().exec_driver_sql("UPDATE poste SET numero = 1 WHERE ici")
    with pytest.raises(Refused, match="Le serveur commun ne reconnaît pas cette base"):
        synchro.synchronise(one.store)


def test_a_clock_off_by_a_day_is_told_and_stops_nothing(desks: list[Desk]) -> None:
    one, other = desks
    one.now = one.store.clock() + timedelta(days=4000)
    one.person()
    assert any("horloge" in sentence for sentence in map(kept, synchro.synchronise(one.store).avis))
    _meet(one, other)
    assert _equal(one, other)


def test_bytes_that_are_not_those_of_their_name_are_not_kept(desks: list[Desk], hub: HubUrl) -> None:
    one, other = desks
    given = one(issue_receipt, one.person()).document
    _meet(one, other)
    name = one.row(DocumentEmis, given).empreinte
    with psycopg.connect(
        host=hub.hote, port=hub.port, dbname=hub.base, user=ADMIN[0], password=ADMIN[1], autocommit=True
    ) as connection:
        connection.execute("UPDATE scolarite.contenu SET octets = 'forged' WHERE empreinte = %s", (name,))
    known = other.read(inscription)
    with connected(hub, known.compte, known.password) as connection:
        assert not contenus.fetch(connection, other.store, name)


def test_documents_of_open_dossiers_come_by_themselves_up_to_the_quota(desks: list[Desk]) -> None:
    one, other = desks
    given = [one(issue_receipt, one.person(f"P{lettered(rank)}", "A", "2001-01-01")).document for rank in range(2)]
    _meet(one, other)
    choose_pace(other.store, quota=0)
    assert synchro.bring_open_documents(other.store) == 0
    choose_pace(other.store, quota=500)
    assert synchro.bring_open_documents(other.store) == 4
    assert [other.read(reprint, key) for key in given] == [one.read(reprint, key) for key in given]
    assert synchro.bring_open_documents(other.store) == 0, "they are all here"


def test_a_hub_that_went_away_is_said_since_when(desks: list[Desk], server: postgres.Server) -> None:
    one = desks[0]
    _meet(one)
    server.kill()
    since = one.now
    for _ in range(2):
        with pytest.raises(Unavailable):
            synchro.synchronise(one.store, patience=2)
        one.later(minutes=10)
    server.start()
    told = one.read(synchro.hub_state)
    assert (told.depuis, told.refus) == (since, False)
    _meet(one)
    assert one.read(synchro.hub_state).depuis is None


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("INSERT INTO scolarite.version (numero) VALUES ('h9999')", "plus récent que ce poste"),
        ("UPDATE scolarite.version SET numero = 'h0000'", "attend une mise à niveau"),
        ("DELETE FROM scolarite.version", "n’est pas un serveur commun"),
    ],
)
def test_a_hub_of_another_version_is_said_and_nothing_is_exchanged(
    desks: list[Desk], hub: HubUrl, server: postgres.Server, statement: str, words: str
) -> None:
    one = desks[0]
    one.person()
    with server.admin(hub.base) as connection:
        connection.execute(statement)
        with pytest.raises(Unavailable, match=words):
            synchro.synchronise(one.store)
        assert connection.execute("SELECT count(*) FROM scolarite.travail").fetchone() == (0,)
    assert one.read(synchro.hub_state).a_envoyer > 0


def test_a_disk_that_fills_up_while_works_come_in_loses_nothing(desks: list[Desk]) -> None:
    one, other = desks
    for rank in range(6):
        one.person(f"P{lettered(rank)}", "A", "2001-01-01")
    _meet(one)
    other.person("ICI")
    before = other.digest()
    with full(other.store.path.with_name(other.store.path.name + "-wal").stat().st_size + 30_000):
        with pytest.raises(Unavailable, match="plein"):
            synchro.synchronise(other.store)
        assert other.digest() == before
    assert faults(other.store) == []
    _meet(other, one)
    assert _equal(one, other)


def test_a_password_that_somebody_changed_at_the_server_is_said(
    desks: list[Desk], server: postgres.Server, hub: HubUrl
) -> None:
    one = desks[0]
    with server.admin(hub.base) as connection:
        connection.execute(f"ALTER ROLE \"{one.read(inscription).compte}\" PASSWORD 'un autre'")
    with pytest.raises(Unavailable, match="refuse le mot de passe de ce poste"):
        synchro.synchronise(one.store)
    assert "mot de passe" in one.read(synchro.hub_state).faute


def test_a_hub_without_a_free_connection_is_said(desks: list[Desk], server: postgres.Server, hub: HubUrl) -> None:
    one = desks[0]
    with server.admin(hub.base) as connection:
        connection.execute(f"ALTER DATABASE {hub.base} CONNECTION LIMIT 0")
        with pytest.raises(Unavailable, match="très occupé"):
            synchro.synchronise(one.store)
        connection.execute(f"ALTER DATABASE {hub.base} CONNECTION LIMIT -1")
    _meet(*desks)
