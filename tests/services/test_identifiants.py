"""INE and other numbers: recorded, doubted, replaced, drawn when the person has none. Every number is synthetic."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.ine import key36
from scolarite_desk.models.tables.personne import Identifiant, IneEmis
from scolarite_desk.services.identifiants import (
    IneProvisoire,
    IneTaken,
    add_identifier,
    draw_provisional_ine,
    record_ine,
    withdraw_identifier,
)
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.undo import redo, undo
from scolarite_desk.store.check.digest import digest_registers
from tests.services.conftest import Desk

BEA, OTHER, FALSE = "0199000001Z", "2610123456N", "1234567890A"


@pytest.fixture
def maelle(desk: Desk) -> str:
    return desk.owner(desk.person())


@pytest.fixture
def anna(desk: Desk) -> str:
    return desk.owner(desk.person("RIOU", "Anna", "2003-01-02"))


def _ine(desk: Desk, personne: str) -> Identifiant:
    found: Identifiant = desk.rows(
        select(Identifiant).where(
            Identifiant.personne_id == personne, Identifiant.genre == "INE", Identifiant.retire_le.is_(None)
        )
    )[0]
    return found


def test_an_ine_is_kept_without_spaces_with_its_origin(desk: Desk, maelle: str) -> None:
    desk(record_ine, maelle, "0199 000 001 z", origine="releve_bac")
    row = _ine(desk, maelle)
    assert (row.valeur, row.nature, row.controle, row.origine) == (BEA, "definitif", "non_verifie", "releve_bac")


def test_a_false_key_is_kept_only_with_a_reason_and_to_be_verified(desk: Desk, maelle: str) -> None:
    for motif in ("", "  "):
        with pytest.raises(Refused):
            desk(record_ine, maelle, FALSE, motif=motif)
    desk(record_ine, maelle, FALSE, motif="imprimé ainsi sur le certificat")
    assert (_ine(desk, maelle).controle, _ine(desk, maelle).motif) == ("a_verifier", "imprimé ainsi sur le certificat")


@pytest.mark.parametrize("text", ["", "   ", "12345", "0000000000A", "KERMAREC"])
def test_what_is_no_ine_at_all_is_refused_whatever_the_reason(desk: Desk, maelle: str, text: str) -> None:
    with pytest.raises(Refused):
        desk(record_ine, maelle, text, motif="il insiste")


def test_the_ine_of_another_person_shows_that_person(desk: Desk, maelle: str, anna: str) -> None:
    desk(record_ine, anna, BEA)
    with pytest.raises(IneTaken, match="RIOU Anna, né\\(e\\) le 02/01/2003") as refused:
        desk(record_ine, maelle, BEA)
    assert refused.value.personne == anna
    desk(record_ine, maelle, BEA, motif="vu sur le relevé")
    assert _ine(desk, maelle).controle == "litige"


def test_a_replaced_ine_stays_as_an_alias_and_still_belongs_to_the_person(desk: Desk, maelle: str, anna: str) -> None:
    desk(record_ine, maelle, BEA)
    desk(record_ine, maelle, OTHER)
    kinds = {row.valeur: row.genre for row in desk.rows(select(Identifiant))}
    assert kinds == {BEA: "INE_ALIAS", OTHER: "INE"}
    with pytest.raises(IneTaken):
        desk(record_ine, anna, BEA)


def test_the_same_ine_recorded_again_is_no_second_one(desk: Desk, maelle: str) -> None:
    desk(record_ine, maelle, BEA)
    desk(record_ine, maelle, BEA, origine="certificat")
    assert [row.origine for row in desk.rows(select(Identifiant))] == ["certificat"]


def test_a_person_without_an_ine_is_given_the_next_provisional_one(desk: Desk, maelle: str, anna: str) -> None:
    first, second = desk(draw_provisional_ine, maelle), desk(draw_provisional_ine, anna)
    assert first != second
    assert (_ine(desk, maelle).valeur, _ine(desk, maelle).nature) == (first, "provisoire")
    with pytest.raises(Refused, match=first):
        desk(draw_provisional_ine, maelle)


def test_a_number_drawn_is_never_given_again_and_its_register_stays(desk: Desk, maelle: str, anna: str) -> None:
    first = desk(draw_provisional_ine, maelle)
    registers = desk.read(digest_registers)
    undo(desk.store, desk.started)
    assert desk.rows(select(Identifiant).where(Identifiant.retire_le.is_(None))) == []
    assert desk.read(digest_registers) == registers
    redo(desk.store, desk.started)
    assert _ine(desk, maelle).valeur == first
    assert desk(draw_provisional_ine, anna) != first


def test_the_definitive_ine_replaces_the_provisional_one_in_the_register(desk: Desk, maelle: str) -> None:
    drawn = desk(draw_provisional_ine, maelle)
    desk(record_ine, maelle, BEA, origine="crous")
    issued = desk.rows(select(IneEmis))[0]
    assert (issued.valeur, issued.remplace_par, issued.etat_civil) == (
        drawn,
        BEA,
        "KERMAREC Maëlle, né(e) le 07/03/2004",
    )


@pytest.mark.parametrize(
    ("cle", "valeur", "said"),
    [
        ("ine_provisoire_autorise", "non", "pas les INE provisoires"),
        ("serie_ine", "", "lettre de série"),
        ("uai", "", "UAI"),
    ],
)
def test_what_forbids_to_draw_is_said_with_what_to_do(
    desk: Desk, maelle: str, cle: str, valeur: str, said: str
) -> None:
    desk(change_setting, cle, valeur)
    with pytest.raises(Refused, match=said):
        desk(draw_provisional_ine, maelle)


def test_other_numbers_stand_in_one_list(desk: Desk, maelle: str, anna: str) -> None:
    number = desk(add_identifier, maelle, "MON_MASTER", "00a1b2c3")
    assert desk.row(Identifiant, number).valeur == "CAND00A1B2C3"
    assert desk(add_identifier, maelle, "MON_MASTER", "cand 00a1b2c3") == number  # said twice, it stands there once
    with pytest.raises(Refused, match="KERMAREC Maëlle"):
        desk(add_identifier, anna, "MON_MASTER", "CAND00A1B2C3")
    desk(withdraw_identifier, number)
    desk(add_identifier, anna, "MON_MASTER", "CAND00A1B2C3")


@pytest.mark.parametrize(
    ("genre", "valeur"), [("PARCOURSUP", "12A"), ("POINTURE", "38"), ("INE", BEA), ("INE_ALIAS", BEA), ("APOGEE", "")]
)
def test_a_number_that_its_kind_refuses_is_not_kept(desk: Desk, maelle: str, genre: str, valeur: str) -> None:
    with pytest.raises(Refused):
        desk(add_identifier, maelle, genre, valeur)


def test_a_person_that_the_base_does_not_hold_has_no_number(desk: Desk) -> None:
    for function, args in ((record_ine, [BEA]), (add_identifier, ["APOGEE", "22001234"])):
        with pytest.raises(Refused, match="n’existe pas dans cette base"):
            desk(function, "0" * 32, *args)


@pytest.mark.parametrize("motif", ["", "il est écrit ainsi sur le reçu"])
def test_a_number_that_the_office_gave_is_never_a_definitive_ine(
    desk: Desk, maelle: str, anna: str, motif: str
) -> None:
    drawn = desk(draw_provisional_ine, maelle)
    for personne in (maelle, anna):
        with pytest.raises(IneProvisoire, match="tapez l’INE lu sur un document"):
            desk(record_ine, personne, drawn.lower(), motif=motif)
    desk(record_ine, maelle, BEA)
    with pytest.raises(IneProvisoire):
        desk(record_ine, maelle, drawn, motif=motif)
    assert _ine(desk, maelle).valeur == BEA


def test_nor_is_one_of_its_series_that_was_never_given_even_with_a_false_key(desk: Desk, maelle: str) -> None:
    body = desk(draw_provisional_ine, maelle)[:6] + "0777"
    for key in range(10):
        with pytest.raises(IneProvisoire):
            desk(record_ine, maelle, f"{body}{key}", motif="relu deux fois")


def test_a_series_that_was_given_up_still_tells_its_numbers(desk: Desk, maelle: str, anna: str) -> None:
    body = desk(draw_provisional_ine, maelle)[:6] + "A0B2"
    desk(change_setting, "serie_ine", "R")
    with pytest.raises(IneProvisoire):
        desk(record_ine, anna, body + key36(body))


def test_another_series_of_the_establishment_is_a_number_like_any_other(desk: Desk, maelle: str, anna: str) -> None:
    body = desk(draw_provisional_ine, maelle)[:5] + "Z0012"
    desk(record_ine, anna, body + key36(body))
    assert _ine(desk, anna).nature == "definitif"
