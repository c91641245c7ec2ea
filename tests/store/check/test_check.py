"""Checking a base: whatever was changed behind its back is named, be it one bit of the file or one value of a row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services.candidatures import transmit
from scolarite_desk.services.dossiers import correct
from scolarite_desk.store.base import open_base
from scolarite_desk.store.check.check import CHECKS, MOST, check
from scolarite_desk.store.store import Store
from tests.services.conftest import PASSWORD, Desk
from tests.store.damage import PAGE, faults, flip, sql, untied, verdict


@pytest.fixture
def busy(office: Desk) -> Desk:
    """An office where something happened."""
    for nom in ("KERMAREC", "LE GOFF", "N’GUESSAN"):
        dossier = office.person(nom)
        office(transmit, office.apply(dossier))
        office(correct, "identite.prenom", office.owner(dossier), "Zoë")
    return office


def _told(store: Store) -> dict[str, list[str]]:
    """What each check says."""
    return {kept(one.nom): [kept(fault) for fault in one.fautes] for one in check(store)}


def test_a_base_in_order_says_what_was_looked_at_and_how_much(busy: Desk) -> None:
    found = check(busy.store)
    assert [one.nom for one in found] == list(CHECKS)
    assert [one.fautes for one in found if one.fautes] == []
    counted = {kept(one.nom): one.nombre for one in found}
    assert counted["modifications du journal"] == busy.number()
    assert counted["index de recherche"] == 3
    assert [nom for nom, count in counted.items() if not count] == ["effacements", "fusions", "journal des accès"]


def test_checking_can_be_stopped(busy: Desk) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        check(busy.store, progress)


# --- One bit of the file


@pytest.mark.parametrize("offset", [0, 15, 16, 24, 100, 2000, PAGE - 1])
def test_a_bit_of_the_header_is_named_when_opening(guichet: Path, offset: int) -> None:
    flip(guichet, offset)
    before = guichet.read_bytes()
    assert "son en-tête est abîmé" in verdict(guichet)
    assert guichet.read_bytes() == before


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_bit_of_any_other_page_names_the_page(guichet: Path, data: st.DataObject) -> None:
    size = guichet.stat().st_size
    offset = data.draw(st.integers(PAGE, size - 1))
    flip(guichet, offset)
    told = verdict(guichet)
    assert f"page {offset // PAGE + 1} abîmée" in told or "le schéma ne se lit plus" in told
    flip(guichet, offset)
    assert verdict(guichet) == ""


@pytest.mark.parametrize("table", ["ligne", "travail", "personne", "formation", "trouvable", "trouvable_nom", "poste"])
def test_the_damaged_page_is_named_by_its_table(busy: Desk, table: str) -> None:
    root = sql(busy.store, "SELECT rootpage FROM sqlite_master WHERE name = ?", table)[0][0]
    busy.store.close()
    flip(busy.store.path, (root - 1) * PAGE + 1000)
    told = verdict(busy.store.path)
    assert f"page {root} abîmée" in told
    assert f"table {table} illisible" in told
    assert told.count("table ") == 1


def test_a_damaged_page_does_not_stop_the_checks_of_what_is_whole(busy: Desk) -> None:
    root = sql(busy.store, "SELECT rootpage FROM sqlite_master WHERE name = 'ix_visite_jour'")[0][0]
    busy.store.close()
    flip(busy.store.path, (root - 1) * PAGE + 1000)
    store = open_base(busy.store.path, "Claire", PASSWORD)
    found = {kept(one.nom): one for one in check(store)}
    store.engine.dispose()
    assert [kept(fault) for fault in found["pages du fichier"].fautes] == [
        f"page {root} abîmée",
        "index ix_visite_jour illisible",
    ]
    assert found["modifications du journal"].nombre > 0
    assert not found["modifications du journal"].fautes


# --- One value behind the back of the journal


def test_a_changed_value_of_a_row_is_named_by_row_and_field(busy: Desk) -> None:
    ((key,),) = sql(busy.store, "SELECT id FROM personne WHERE nom_naissance = 'LE GOFF'")
    sql(busy.store, "UPDATE personne SET nationalite = '99100', ne_le = NULL WHERE id = ?", key)
    told = _told(busy.store)["éléments"]
    said = "la base ne dit pas ce que dit le journal"
    assert set(told) == {f"personne {key.hex()}, {name}\u00a0: {said}" for name in ("nationalite", "ne_le")}


@pytest.mark.parametrize("value", ["'jamais'", "x'00'", "1.5"])
def test_a_value_of_another_kind_is_named_rather_than_a_crash(busy: Desk, value: str) -> None:
    for column in ("montant", "creee_le", "proposition", "retire_le", "dossier_id"):
        untied(busy.store, f"UPDATE candidature SET {column} = {value}")
        assert _told(busy.store)["éléments"]


def test_a_row_unknown_to_the_journal_is_named(busy: Desk) -> None:
    sql(busy.store, "INSERT INTO centre (id, libelle) VALUES (?, 'Fantôme')", bytes(16))
    assert faults(busy.store) == [f"centre {bytes(16).hex()}\u00a0: inconnue du journal"]


def test_a_row_that_was_deleted_is_named(busy: Desk) -> None:
    keys = [key.hex() for (key,) in sql(busy.store, "SELECT id FROM adresse ORDER BY id")]
    untied(busy.store, "DELETE FROM adresse WHERE id IN (SELECT id FROM adresse ORDER BY id DESC LIMIT 2)")
    untied(busy.store, "DELETE FROM signataire")
    told = "connue du journal, absente de la base"
    assert [fault for fault in faults(busy.store) if "adresse" in fault] == [
        f"adresse {key}\u00a0: {told}" for key in keys[1:]
    ]
    assert sum("signataire" in fault for fault in faults(busy.store)) == 1


def test_a_tie_that_leads_nowhere_is_named(busy: Desk) -> None:
    untied(busy.store, "UPDATE adresse SET personne_id = zeroblob(16) WHERE rowid = 1")
    assert any(fault.startswith("adresse, ligne 1\u00a0: personne manque") for fault in faults(busy.store))


def test_a_dossier_number_given_twice_is_named(busy: Desk) -> None:
    numero = sql(busy.store, "SELECT min(numero) FROM dossier")[0][0]
    sql(busy.store, "UPDATE dossier SET numero = ?", numero)
    assert f"dossier {numero} donné 3 fois" in faults(busy.store)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM trouvable WHERE rowid = (SELECT min(rowid) FROM trouvable)",
        "DELETE FROM trouvable_nom WHERE rowid = (SELECT min(rowid) FROM trouvable_nom)",
        "DELETE FROM trouvable_code WHERE rowid = (SELECT min(rowid) FROM trouvable_code)",
    ],
)
def test_an_index_that_forgot_someone_is_named(busy: Desk, statement: str) -> None:
    sql(busy.store, statement.replace("rowid", _key_of(busy, statement.split()[2])))
    told = _told(busy.store)
    assert told["index de recherche"]
    assert not told["éléments"]


def _key_of(office: Desk, table: str) -> str:
    return next(row[1] for row in sql(office.store, f"PRAGMA table_info({table})") if row[5])


def test_many_culprits_are_counted_after_the_first_ones(busy: Desk) -> None:
    for _ in range(MOST):
        busy.person()
    sql(busy.store, "UPDATE personne SET nationalite = '99999'")
    named = _told(busy.store)["éléments"]
    assert len(named) == MOST + 1
    assert named[-1] == "… et 3 autres"
