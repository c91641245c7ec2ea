"""The journal: what a work writes with what it changes, and where a chain that was touched is broken."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from decimal import Decimal

import pytest

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services.dossiers import correct
from scolarite_desk.store.codec import decode, encode
from tests.noms import lettered
from tests.services.conftest import Desk
from tests.store.damage import faults, sql

LAST = "SELECT acte, detail, auteur, cible FROM travail ORDER BY numero DESC LIMIT 1"
BODIES = "SELECT corps, digest FROM ligne WHERE numero = (SELECT max(numero) FROM travail) ORDER BY rang"


@pytest.fixture
def personne(office: Desk) -> str:
    return office.owner(office.person())


def _bodies(office: Desk) -> list[dict[str, list[object]]]:
    return [json.loads(corps[16:]) for corps, _digest in sql(office.store, BODIES)]


def test_a_correction_is_one_work_of_one_line_without_any_name_in_its_header(office: Desk, personne: str) -> None:
    office(correct, "identite.prenom", personne, "Zoé")
    assert sql(office.store, LAST) == [("correct", "identite.prenom", "Claire", "")]
    (body,) = _bodies(office)
    ((group, (before, after, replaces)),) = body.items()
    assert group == "prenom" or after == {"prenom": "Zoé"}
    assert (before, after) == ({"prenom": "Maëlle"}, {"prenom": "Zoé"})
    station = sql(office.store, "SELECT hex(uuid) FROM poste")[0][0].lower()
    assert replaces == [f"{station}:{office.number() - 1}"]


def test_each_version_replaces_the_one_before(office: Desk, personne: str) -> None:
    for prenom in ("Zoé", "Zoë", "Zoe"):
        office(correct, "identite.prenom", personne, prenom)
        ((_before, _after, (replaced,)),) = _bodies(office)[0].values()
        assert replaced.endswith(f":{office.number() - 1}")
    heads = sql(office.store, "SELECT numero FROM version WHERE numero = ?", office.number())
    assert len(heads) == 1


def test_the_body_is_salted_and_lies_under_its_digest(office: Desk, personne: str) -> None:
    seen = set()
    for _ in range(2):
        for prenom in ("Zoé", "Maëlle"):
            office(correct, "identite.prenom", personne, prenom)
            ((corps, digest),) = sql(office.store, BODIES)
            assert hashlib.sha256(corps).digest() == digest
            seen.add(digest)
    assert len(seen) == 4


def test_a_work_that_changes_nothing_writes_nothing(office: Desk, personne: str) -> None:
    before = office.number()
    office(correct, "identite.prenom", personne, "Maëlle")
    with office.store.work("correct") as work:
        row = work.get(Personne, personne)
        row.prenom = "Zoé"
        work.session.flush()
        row.prenom = "Maëlle"
    assert office.number() == before
    assert faults(office.store) == []


def test_the_clock_of_the_journal_never_goes_back(office: Desk, personne: str) -> None:
    for days in (5, -400, 1):
        office.store.clock = lambda days=days: office.now + timedelta(days=days)
        office(correct, "identite.nom_usage", personne, f"UN{lettered(abs(days))}")
    clocks = [hlc for (hlc,) in sql(office.store, "SELECT hlc FROM travail ORDER BY numero")]
    assert clocks == sorted(set(clocks))


def test_everything_a_work_changed_is_announced_once(office: Desk) -> None:
    heard = []
    stop = office.store.subscribe(heard.append)
    dossier = office.person("LE GOFF")
    stop()
    office.person()
    (changed,) = heard
    assert (changed.acte, changed.numero) == ("create_dossier", office.number() - 1)
    assert ("dossier", dossier) in changed.rows
    assert {table for table, _key in changed.rows} == {"personne", "adresse", "bac", "dossier"}


@pytest.mark.parametrize("amount", ["0", "1.5", "178.50", "178.00", "0.01"])
def test_an_amount_is_told_in_one_way(office: Desk, amount: str) -> None:
    candidature = office.apply(office.person())
    with office.store.work("correct") as work:
        work.get(Candidature, candidature).montant = Decimal(amount)
    assert faults(office.store) == []
    told = encode(office.row(Candidature, candidature).montant)
    assert told == encode(Decimal(amount))
    assert decode(Candidature.__table__.c.montant, told) == Decimal(amount)


# --- A chain that was touched


def _work(numero: int) -> str:
    return f"journal, poste 01, modification {numero}"


@pytest.fixture
def long(office: Desk, personne: str) -> Desk:
    """Ten works after those that founded the office."""
    for rank in range(10):
        office(correct, "identite.nom_usage", personne, f"NOM{lettered(rank)}")
    return office


def test_a_changed_header_is_located(long: Desk) -> None:
    numero = long.number() - 4
    for column, value in (
        ("auteur", "Denis"),
        ("acte", "avis"),
        ("at", 0),
        ("hlc", 1),
        ("cible", "1"),
        ("detail", "x"),
    ):
        (kept,) = sql(long.store, f"SELECT {column} FROM travail WHERE numero = ?", numero)[0]
        sql(long.store, f"UPDATE travail SET {column} = ? WHERE numero = ?", value, numero)
        told = [fault for fault in faults(long.store) if fault.startswith("journal")]
        assert [fault.startswith(_work(numero)) and "elle a été changée" in fault for fault in told] == [True]
        sql(long.store, f"UPDATE travail SET {column} = ? WHERE numero = ?", kept, numero)
    assert faults(long.store) == []


def test_a_changed_body_is_located_by_work_and_line(long: Desk) -> None:
    numero = long.number() - 4
    sql(long.store, "UPDATE ligne SET corps = CAST(corps || ' ' AS BLOB) WHERE numero = ?", numero)
    assert any(fault.startswith(_work(numero)) and "la ligne 0 a été changée" in fault for fault in faults(long.store))


def test_a_body_changed_with_its_digest_breaks_the_chain(long: Desk) -> None:
    numero = long.number() - 4
    (corps,) = sql(long.store, "SELECT corps FROM ligne WHERE numero = ?", numero)[0]
    forged = corps.replace(b"NOMF", b"NOME")
    sql(
        long.store,
        "UPDATE ligne SET corps = ?, digest = ? WHERE numero = ?",
        forged,
        hashlib.sha256(forged).digest(),
        numero,
    )
    assert any(fault.startswith(_work(numero)) and "elle a été changée" in fault for fault in faults(long.store))


def test_a_body_that_is_no_journal_is_named_rather_than_a_crash(long: Desk) -> None:
    numero = long.number() - 4
    sql(long.store, "UPDATE ligne SET corps = x'00' WHERE numero = ?", numero)
    assert any(fault.startswith(_work(numero)) and "la ligne 0 a été changée" in fault for fault in faults(long.store))


def test_a_body_emptied_without_an_erasure_is_told_and_breaks_nothing_else(long: Desk) -> None:
    numero = long.number() - 4
    sql(long.store, "UPDATE ligne SET corps = NULL WHERE numero = ?", numero)
    (told,) = [fault for fault in faults(long.store) if fault.startswith("journal")]
    assert told.startswith(_work(numero))
    assert "aucun effacement ne l’explique" in told


def test_missing_works_are_named_and_their_neighbours_are_not_accused(long: Desk) -> None:
    gone = [long.number() - 5, long.number() - 4]
    for numero in gone:
        sql(long.store, "DELETE FROM travail WHERE numero = ?", numero)
        sql(long.store, "DELETE FROM ligne WHERE numero = ?", numero)
    told = [fault for fault in faults(long.store) if fault.startswith("journal")]
    assert told == [f"{_work(numero)}\u00a0: cette modification manque" for numero in gone]


def test_a_missing_line_is_located(long: Desk) -> None:
    numero = long.number() - 4
    sql(long.store, "DELETE FROM ligne WHERE numero = ?", numero)
    assert any(fault.startswith(_work(numero)) and "elle a été changée" in fault for fault in faults(long.store))


def test_exchanged_works_are_located(long: Desk) -> None:
    first, second = long.number() - 5, long.number() - 4
    for table in ("travail", "ligne"):
        sql(long.store, f"UPDATE {table} SET numero = -1 WHERE numero = ?", first)
        sql(long.store, f"UPDATE {table} SET numero = ? WHERE numero = ?", first, second)
        sql(long.store, f"UPDATE {table} SET numero = ? WHERE numero = -1", second)
    told = [fault for fault in faults(long.store) if "elle a été changée" in fault]
    assert [any(fault.startswith(_work(numero)) for fault in told) for numero in (first, second)] == [True, True]


def test_a_journal_cut_at_its_end_is_told_with_how_many_are_left(long: Desk) -> None:
    number = long.number()
    for table in ("travail", "ligne"):
        sql(long.store, f"DELETE FROM {table} WHERE numero > ?", number - 3)
    told = "\n".join(faults(long.store))
    assert f"journal, poste 01\u00a0: la fin manque ({number - 3} modifications sur {number})" in told


def test_a_journal_emptied_whole_is_told(long: Desk) -> None:
    for table in ("travail", "ligne"):
        sql(long.store, f"DELETE FROM {table}")
    assert any("la fin manque (0 modification sur " in fault for fault in faults(long.store))


# --- What a target says


@pytest.mark.parametrize(
    ("cible", "lot", "defait"),
    [
        ("", None, None),
        ("12", None, 12),
        ("0" * 32 + ":12", "0" * 32 + ":12", None),
        ("9" * 18, None, 10**18 - 1),
        ("9" * 19, None, None),  # more than a number of SQLite holds: another desk may write anything
        ("012", None, None),
        ("-1", None, None),
        ("1.5", None, None),
        ("١٢", None, None),
        ("bonjour", None, None),
    ],
)
def test_a_target_names_the_lot_or_the_work_undone_whatever_was_written(
    office: Desk, cible: str, lot: str | None, defait: int | None
) -> None:
    office(correct, "identite.nom_usage", office.owner(office.person()), "LE GOFF")
    sql(office.store, "UPDATE travail SET cible = ? WHERE numero = ?", cible, office.number())
    assert sql(office.store, "SELECT lot, defait FROM travail ORDER BY numero DESC LIMIT 1") == [(lot, defait)]
