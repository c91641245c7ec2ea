"""What the office decides keeps its rules whoever writes it: required, unique, in order, kept while in use."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.services.appels import call
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import cancel_candidature
from scolarite_desk.services.cvec import record_cvec
from scolarite_desk.services.documents import issue_letter, issue_receipt
from scolarite_desk.services.dossiers import add_item, correct, open_dossier, restore_item, withdraw_item
from tests.services.conftest import Desk

L3 = {"code": "L3TEST", "libelle": "Licence 3", "genre": "licence", "mode": "presentiel", "traitement": "AC"}


@pytest.mark.parametrize(
    ("thing", "given", "said"),
    [
        ("centre", {}, "«\u00a0Libellé\u00a0» ne peut être vide"),
        ("formation", {"campagne": True}, "«\u00a0Code\u00a0» ne peut être vide"),
        ("formation", L3, "«\u00a0Campagne\u00a0» ne peut être vide"),
        ("formation", {**L3, "campagne_id": "0" * 32}, "n’existe pas dans cette base"),
        ("formation", {**L3, "campagne": True, "code": "L2INF"}, "«\u00a0L2INF\u00a0» existe déjà"),
        ("formation", {**L3, "campagne": True, "capacite": 0}, "de 1 à 100000"),
        ("formation", {**L3, "campagne": True, "genre": "zzz"}, "valeur de la liste"),
        ("formation", {**L3, "campagne": True, "debut_depot": "01/06/2026", "fin_depot": "01/01/2020"}, "finit avant"),
        ("campagne", {"libelle": "2027", "annee": "2027-2028", "etat": "ouverte", "debut": "01/06/2027",
                      "fin": "01/06/2026"}, "finit avant"),
        ("campagne", {"libelle": "2027", "annee": "2027", "etat": "ouverte"}, "comme 2026-2027"),
        ("piece", {"code": "IDENTITE", "libelle": "Passeport"}, "existe déjà"),
        ("piece", {"code": "identité", "libelle": "Passeport"}, "existe déjà"),
        ("formation", {**L3, "campagne": True, "code": "l2inf"}, "existe déjà"),
        ("formation", {**L3, "campagne": True, "code": "\u200b"}, "«\u00a0Code\u00a0» ne peut être vide"),
        ("nomenclature", {"liste": "pays", "code": "99999", "libelle": "Ailleurs"}, "ne reçoit pas de ligne"),
        ("nomenclature", {"liste": "statut_candidature", "code": "CO", "libelle": "Fini"}, "ne reçoit pas de ligne"),
        ("nomenclature", {"code": "x", "libelle": "Nulle part"}, "ne reçoit pas de ligne"),
    ],
)  # fmt: skip
def test_a_new_thing_of_the_office_keeps_the_rules_of_its_fields(
    desk: Desk, thing: str, given: dict[str, Any], said: str
) -> None:
    values = {name: one for name, one in given.items() if name != "campagne"}
    if "campagne" in given:
        values["campagne_id"] = desk.campagne
    with pytest.raises(Refused, match=said):
        call(desk.store, "add_item", {"chose": thing, "valeurs": values})


def test_a_row_begun_in_the_window_is_filled_field_by_field_and_never_emptied(desk: Desk) -> None:
    key = desk(add_item, "formation", {"campagne_id": desk.campagne}, a_remplir=True)
    desk(correct, "formation.code", key, "L3TEST")
    with pytest.raises(Refused, match="ne peut être vide"):
        desk(correct, "formation.code", key, None)
    with pytest.raises(Refused, match="existe déjà"):
        desk(correct, "formation.code", key, "M1BIO")
    with pytest.raises(Refused, match="finit avant"):
        desk(correct, "formation.fin_depot", desk.licence, date(2026, 5, 1))
    assert desk.row(Formation, key).code == "L3TEST"


def test_nothing_begins_where_a_row_has_no_name_yet(desk: Desk) -> None:
    dossier = desk.person()
    formation = desk(add_item, "formation", {"campagne_id": desk.campagne}, a_remplir=True)
    with pytest.raises(Refused, match="renseignez d’abord «\u00a0Code\u00a0»"):
        desk.apply(dossier, formation)
    campagne = desk(add_item, "campagne", {"etat": "ouverte"}, a_remplir=True)
    with pytest.raises(Refused, match="renseignez d’abord"):
        desk(open_dossier, desk.owner(dossier), campagne)


def test_a_commission_examines_a_formation_once(desk: Desk) -> None:
    key = desk(add_item, "commission", {"libelle": "Commission d’essai"})
    tie = {"commission_id": key, "formation_id": desk.licence}
    desk(add_item, "commission_formation", tie)
    with pytest.raises(Refused, match="examine déjà cette formation"):
        desk(add_item, "commission_formation", tie)


def test_a_formation_opens_once_in_another_session_of_its_campaign(desk: Desk) -> None:
    session = desk(
        add_item, "session", {"campagne_id": desk.campagne, "libelle": "Septembre", "genre": "complementaire"}
    )
    pair = {"formation_id": desk.licence, "session_id": session}
    key = desk(add_item, "ouverture", pair)
    with pytest.raises(Refused, match="est déjà là"):
        desk(add_item, "ouverture", pair)
    desk(correct, "ouverture.debut_depot", key, date(2026, 9, 1))
    with pytest.raises(Refused, match="finit avant"):
        desk(correct, "ouverture.fin_depot", key, date(2026, 8, 1))
    with pytest.raises(Refused, match="1 ouverture en session"):
        desk(withdraw_item, "session", session)
    desk(withdraw_item, "ouverture", key)
    with pytest.raises(Refused, match="à la corbeille"):
        desk(add_item, "ouverture", pair)
    other = desk(add_item, "campagne", {"libelle": "2027", "annee": "2027-2028", "etat": "preparation"})
    away = desk(add_item, "session", {"campagne_id": other, "libelle": "Mai", "genre": "principale"})
    with pytest.raises(Refused, match="autre campagne"):
        desk(add_item, "ouverture", {"formation_id": desk.licence, "session_id": away})


def test_a_kind_of_decision_keeps_the_code_and_the_avis_that_it_was_given(desk: Desk) -> None:
    asked = {"code": "SOUSRES", "famille": "FA", "libelle": "Favorable sous réserve"}
    with pytest.raises(Refused, match="«\u00a0Code\u00a0» ne peut être vide"):
        desk(add_item, "type_decision", {"famille": "FA"}, a_remplir=True)
    key = desk(add_item, "type_decision", asked)
    for name, value in (("code", "AUTRE"), ("famille", "DE")):
        with pytest.raises(Refused, match="ne change plus"):
            desk(correct, f"type_decision.{name}", key, value)
    call(desk.store, "correct", {"champ": "type_decision.libelle", "fiche": "SOUSRES", "valeur": "Sous réserve"})
    with pytest.raises(Refused, match="existe déjà"):
        desk(add_item, "type_decision", asked)
    with pytest.raises(Refused, match="le code d’un autre avis"):
        desk(add_item, "type_decision", asked | {"code": "DE"})


def test_a_candidature_whose_letter_left_is_cancelled_and_not_thrown_away(desk: Desk) -> None:
    key = desk.apply(desk.home(desk.person()))
    desk(enter_avis, key, "FA")
    desk(validate_avis, key)
    desk(issue_letter, key)
    with pytest.raises(Refused, match="1 document numéroté"):
        desk(withdraw_item, "candidatures", key)
    desk(cancel_candidature, key, "essai")


def test_what_is_in_use_is_not_withdrawn_and_the_sentence_counts(desk: Desk) -> None:
    one, two = (desk.apply(desk.person(nom)) for nom in ("KERMAREC", "RIOU"))
    with pytest.raises(Refused, match="2 candidatures"):
        desk(withdraw_item, "formation", desk.licence)
    with pytest.raises(Refused, match="2 dossiers, 2 formations"):
        desk(withdraw_item, "campagne", desk.campagne)
    for key in (one, two):
        desk(withdraw_item, "candidatures", key)
    desk(withdraw_item, "formation", desk.licence)


def test_a_row_in_the_trash_takes_nothing(desk: Desk) -> None:
    dossier = desk.person()
    desk(withdraw_item, "formation", desk.licence)
    with pytest.raises(Refused, match="corbeille"):
        desk.apply(dossier)
    with pytest.raises(Refused, match="corbeille"):
        desk(correct, "formation.code", desk.licence, "L2")
    desk(restore_item, "formation", desk.licence)
    desk(cancel_candidature, desk.apply(dossier), "essai")


def test_a_name_taken_meanwhile_is_said_when_the_former_comes_back(desk: Desk) -> None:
    desk(withdraw_item, "formation", desk.licence)
    desk(add_item, "formation", {**L3, "code": "L2INF", "campagne_id": desk.campagne})
    with pytest.raises(Refused, match="existe déjà"):
        desk(restore_item, "formation", desk.licence)


def test_nothing_is_done_under_a_dossier_or_a_person_in_the_trash(desk: Desk) -> None:
    dossier = desk.person()
    key, owner = desk.apply(dossier), desk.owner(dossier)
    desk(withdraw_item, "dossier", dossier)
    for thing, fiche in (("identite", owner), ("dossier", dossier)):
        if thing == "identite":
            desk(withdraw_item, thing, fiche)
        for act, values in (("enter_avis", {"avis": "FA"}), ("receive_piece", {"piece": "IDENTITE"}), ("transmit", {})):
            with pytest.raises(Refused, match="corbeille"):
                call(desk.store, act, {"candidature": key, **values})
        desk(restore_item, thing, fiche)
    call(desk.store, "enter_avis", {"candidature": key, "avis": "FA"})


def test_what_there_is_one_of_does_not_come_back_as_a_second(desk: Desk) -> None:
    dossier = desk.person()
    key, owner = desk.apply(dossier), desk.owner(dossier)
    desk(withdraw_item, "candidatures", key)
    other = desk.apply(dossier)
    with pytest.raises(Refused, match="déjà une candidature en"):
        desk(restore_item, "candidatures", key)
    desk(cancel_candidature, other, "essai")
    desk(restore_item, "candidatures", key)
    desk(withdraw_item, "dossier", dossier)
    desk(open_dossier, owner)
    with pytest.raises(Refused, match="un autre dossier dans cette campagne"):
        desk(restore_item, "dossier", dossier)


def test_the_year_of_a_campaign_is_corrected_until_something_was_written_by_it(desk: Desk) -> None:
    dossier = desk.person()
    desk(correct, "campagne.annee", desk.campagne, "2025-2026")
    desk(correct, "campagne.annee", desk.campagne, "2026-2027")
    desk(record_cvec, desk.owner(dossier), "2026-2027", "payee", "VER6-ABCDEF-42")
    desk.apply(dossier)
    desk(issue_receipt, dossier)
    with pytest.raises(Refused, match="2026-2027 sert déjà\u00a0: 1 CVEC, 1 document numéroté"):
        desk(correct, "campagne.annee", desk.campagne, "2025-2026")
    desk(correct, "campagne.libelle", desk.campagne, "Admissions")
