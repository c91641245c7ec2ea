"""Candidatures: adding one with its hints, its status, treatment, answer, cancellation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.filtre import Condition
from scolarite_desk.models.rules.gardes import Stade
from scolarite_desk.models.rules.passages import passage
from scolarite_desk.models.rules.states import STATUT
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.services.appels import call
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import (
    cancel_candidature,
    confirm,
    desist,
    reopen_candidature,
    set_traitement,
    transmit,
    validate_traitement,
)
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.offre import attach
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.conditions import of_candidatures
from tests.services.conftest import Desk


@pytest.fixture
def dossier(desk: Desk) -> str:
    return desk.person()


@pytest.fixture
def licence(desk: Desk, dossier: str) -> str:
    return desk.apply(dossier)


def _row(desk: Desk, key: str) -> Candidature:
    found: Candidature = desk.row(Candidature, key)
    return found


def test_a_candidature_begins_waiting_with_the_treatment_of_its_formation(desk: Desk, licence: str) -> None:
    row = _row(desk, licence)
    assert (row.statut, row.traitement, row.traitement_valide, row.genre) == ("AT", "AC", True, "candidature")


def test_the_same_formation_twice_is_refused_for_good(desk: Desk, dossier: str, licence: str) -> None:
    with pytest.raises(Refused, match="déjà une candidature en «\u00a0Licence 2 Informatique\u00a0»"):
        desk.apply(dossier, motif="il insiste")
    desk(cancel_candidature, licence, "erreur")
    desk.apply(dossier)


def test_a_formation_without_days_follows_its_session_then_its_campaign(desk: Desk, dossier: str) -> None:
    session = {"campagne_id": desk.campagne, "libelle": "Complémentaire", "genre": "complementaire"}
    depot = desk(add_item, "session", {**session, "debut_depot": date(2026, 9, 1), "fin_depot": date(2026, 9, 20)})
    desk(attach, "formation", desk.master, "session_id", depot)
    with pytest.raises(Refused, match="n’ouvre que le 01/09/2026"):
        desk.apply(dossier, desk.master)
    desk(correct, "formation.fin_depot", desk.master, date(2026, 7, 1))
    with pytest.raises(Refused, match="clos depuis le 01/07/2026"):
        desk.apply(dossier, desk.master)
    desk(correct, "formation.fin_depot", desk.master, None)
    desk(attach, "formation", desk.master, "session_id", None)
    desk(correct, "campagne.fin", desk.campagne, date(2026, 6, 30))
    with pytest.raises(Refused, match="clos depuis le 30/06/2026"):
        desk.apply(dossier, desk.master)
    desk.apply(dossier, desk.licence)


def test_a_formation_of_another_year_is_refused(desk: Desk, dossier: str) -> None:
    other = desk(add_item, "campagne", {"libelle": "2025-2026", "annee": "2025-2026", "etat": "ouverte"})
    formation = desk(add_item, "formation", {"libelle": "Ancienne", "campagne_id": other}, a_remplir=True)
    with pytest.raises(Refused, match="autre campagne"):
        desk.apply(dossier, formation)


def test_a_date_outside_the_window_warns_and_goes_on_with_its_reason(desk: Desk, dossier: str) -> None:
    desk.now = datetime(2026, 8, 3, 8, tzinfo=UTC)
    with pytest.raises(Refused, match="clos depuis le 31/07/2026"):
        desk.apply(dossier)
    key = desk.apply(dossier, motif="Report du bac")
    kept = [(row.objet_id, row.regle, row.motif) for row in desk.rows(select(Reserve))]
    assert kept == [(key, "hors_dates", "Report du bac")]


def test_the_window_is_read_in_the_time_of_the_office(desk: Desk, dossier: str) -> None:
    desk.now = datetime(2026, 7, 31, 22, 30, tzinfo=UTC)
    with pytest.raises(Refused, match="clos"):
        desk.apply(dossier)


def test_a_formation_out_of_service_warns(desk: Desk, dossier: str) -> None:
    desk(correct, "formation.en_service", desk.licence, valeur=False)
    with pytest.raises(Refused, match="plus en service"):
        desk.apply(dossier)
    desk.apply(dossier, motif="dernière année")


def test_a_country_of_etudes_en_france_warns(desk: Desk, dossier: str) -> None:
    desk(change_setting, "pays_eef", "99303 99352")
    desk(correct, "identite.nationalite", desk.owner(dossier), "99352")
    desk(correct, "dossier.profil", dossier, "international")
    with pytest.raises(Refused, match="Études en France"):
        desk.apply(dossier)


def test_a_master_of_the_national_platform_warns_except_for_other_ways_in(desk: Desk, dossier: str) -> None:
    desk(correct, "formation.mon_master", desk.master, True)
    with pytest.raises(Refused, match="Mon Master"):
        desk.apply(dossier, desk.master)
    desk.apply(dossier, desk.master, genre="reprise")


def test_the_next_year_of_ones_own_diploma_warns(desk: Desk, dossier: str) -> None:
    desk(add_item, "cursus_internes", {"annee": 2025, "libelle": "L1 informatique"}, personne=desk.owner(dossier))
    with pytest.raises(Refused, match="sans candidature"):
        desk.apply(dossier)


def test_a_vapp_under_initial_training_warns(desk: Desk, dossier: str) -> None:
    desk(correct, "dossier.regime", dossier, "initiale")
    with pytest.raises(Refused, match="formation continue"):
        desk.apply(dossier, desk.master, genre="vapp")


def test_too_many_candidatures_warn(desk: Desk, dossier: str, licence: str) -> None:
    desk(change_setting, "voeux_max", "1")
    with pytest.raises(Refused, match=r"déjà 1 candidature[^s]"):
        desk.apply(dossier, desk.master)


def test_a_proposal_of_admission_is_complete_and_favourable_but_not_validated(desk: Desk, dossier: str) -> None:
    row = _row(desk, desk.apply(dossier, proposition=True))
    assert (row.statut, row.complete_le) == ("CO", date(2026, 7, 6))
    assert [(one.avis, one.valide_le) for one in desk.rows(select(Avis))] == [("FA", None)]


@pytest.mark.parametrize(("statut", "column"), [("RE", "recue_le"), ("IN", "incomplete_le"), ("CO", "complete_le")])
def test_a_status_bears_its_date(desk: Desk, licence: str, statut: str, column: str) -> None:
    desk(set_statut, licence, statut, date(2026, 7, 1), motif="vu")
    row = _row(desk, licence)
    assert (row.statut, getattr(row, column)) == (statut, date(2026, 7, 1))


def test_a_status_is_not_of_tomorrow_but_may_be_of_today_after_midnight(desk: Desk, licence: str) -> None:
    with pytest.raises(Refused, match="à venir"):
        desk(set_statut, licence, "RE", date(2026, 7, 7))
    desk.now = datetime(2026, 7, 6, 22, 30, tzinfo=UTC)
    desk(set_statut, licence, "RE")
    assert _row(desk, licence).recue_le == date(2026, 7, 7)


@pytest.mark.parametrize("statut", ["RE", "IN", "CO"])
def test_a_day_of_another_year_is_a_slip(desk: Desk, licence: str, statut: str) -> None:
    with pytest.raises(Refused, match="trop ancien"):
        desk(set_statut, licence, statut, le=desk.now.date().replace(year=desk.now.year - 1), motif="essai")
    desk(set_statut, licence, statut, le=desk.now.date() - timedelta(days=200), motif="essai")


@pytest.mark.parametrize("after", STATUT)
@pytest.mark.parametrize("before", STATUT)
def test_a_status_is_followed_by_another_as_the_table_says(desk: Desk, licence: str, before: str, after: str) -> None:
    if before != "AT":
        desk(set_statut, licence, before, motif="vu")
    if before != after and passage("set_statut", after).refus(Stade(statut=before)) is None:
        desk(set_statut, licence, after, motif="vu")
        assert _row(desk, licence).statut == after
    else:
        with pytest.raises(Refused, match="On ne passe pas"):
            desk(set_statut, licence, after, motif="vu")


def test_a_dossier_handed_over_is_received_today(desk: Desk, licence: str) -> None:
    desk(transmit, licence)
    row = _row(desk, licence)
    assert (row.statut, row.transmise_le, row.recue_le) == ("RE", date(2026, 7, 6), date(2026, 7, 6))
    with pytest.raises(Refused, match="déjà transmis"):
        desk(transmit, licence)


def test_handing_over_says_what_is_missing_keeps_it_and_holds_nothing_up(desk: Desk, licence: str) -> None:
    told = call(desk.store, "transmit", {"candidature": licence})
    [said] = map(kept, told.doutes)
    assert said.startswith("Il manque\u00a0: ")
    [reserve] = desk.rows(select(Reserve))
    assert (reserve.objet_id, reserve.regle, reserve.motif) == (licence, "transmis_incomplet", said)
    assert _row(desk, licence).statut == "RE"
    undo(desk.store)
    assert not desk.rows(select(Reserve).where(Reserve.retire_le.is_(None)))


def test_a_proposal_of_admission_is_found_by_views(desk: Desk, licence: str) -> None:
    proposed = desk.apply(desk.person("BIHAN", "Loïc"), proposition=True)

    def found(session: Session) -> list[str]:
        asked = f"SELECT id FROM candidature c WHERE {of_candidatures(Condition('proposition'))}"
        return [key.hex() for (key,) in session.connection().exec_driver_sql(asked)]

    assert desk.read(found) == [proposed]


def test_a_board_that_must_decide_needs_no_second_step(desk: Desk, licence: str) -> None:
    desk(set_traitement, licence, "AT")
    assert not _row(desk, licence).traitement_valide
    desk(set_traitement, licence, "AC")
    assert _row(desk, licence).traitement_valide
    with pytest.raises(Refused, match="déjà validé"):
        desk(validate_traitement, licence)
    with pytest.raises(Refused, match="valeur de la liste"):
        desk(set_traitement, licence, "ZZ")
    with pytest.raises(Refused, match="valeur de la liste"):
        desk(set_statut, licence, "XX")


def test_a_right_to_enter_once_validated_is_a_validated_favourable_avis(desk: Desk, licence: str) -> None:
    desk(set_traitement, licence, "AD")
    desk(validate_traitement, licence)
    assert [(one.avis, one.valide_par) for one in desk.rows(select(Avis))] == [("FA", "Claire")]
    with pytest.raises(Refused, match="rectifiez-le"):
        desk(set_traitement, licence, "AC")


def test_a_right_to_enter_does_not_cover_a_validated_avis(desk: Desk, licence: str) -> None:
    desk(set_traitement, licence, "AD")
    desk(enter_avis, licence, "DE", motif="resultats")
    desk(validate_avis, licence)
    with pytest.raises(Refused, match="rectifiez-le"):
        desk(validate_traitement, licence)


def test_only_a_validated_favourable_avis_is_answered(desk: Desk, licence: str) -> None:
    with pytest.raises(Refused, match="à confirmer"):
        desk(confirm, licence)
    desk(enter_avis, licence, "FA")
    with pytest.raises(Refused, match="à confirmer"):
        desk(desist, licence)
    desk(validate_avis, licence)
    desk(confirm, licence)
    assert (_row(desk, licence).confirmation, _row(desk, licence).confirmation_par) == ("confirmee", "Claire")
    with pytest.raises(Refused, match="déjà enregistrée"):
        desk(confirm, licence)
    desk(desist, licence)
    with pytest.raises(Refused, match="déjà enregistrée"):
        desk(confirm, licence)


def test_a_reason_that_nobody_can_see_is_none(desk: Desk, licence: str) -> None:
    for nothing in ("", " ", "\u200b"):
        with pytest.raises(Refused, match="pourquoi"):
            desk(cancel_candidature, licence, nothing)


def test_a_cancellation_has_its_reason_and_is_taken_back(desk: Desk, licence: str) -> None:
    with pytest.raises(Refused, match="pourquoi"):
        desk(cancel_candidature, licence, " ")
    desk(cancel_candidature, licence, "Autre projet")
    assert _row(desk, licence).annulee_motif == "Autre projet"
    with pytest.raises(Refused, match="reprenez-la"):
        desk(set_statut, licence, "RE")
    desk(reopen_candidature, licence)
    assert (_row(desk, licence).annulee_le, _row(desk, licence).annulee_motif) == (None, None)
    with pytest.raises(Refused, match="n’est pas annulée"):
        desk(reopen_candidature, licence)


def test_a_cancelled_candidature_is_not_taken_back_beside_its_replacement(
    desk: Desk, dossier: str, licence: str
) -> None:
    desk(cancel_candidature, licence, "erreur")
    desk.apply(dossier)
    with pytest.raises(Refused, match="déjà une candidature"):
        desk(reopen_candidature, licence)


def test_a_withdrawn_candidature_takes_no_act(desk: Desk, licence: str) -> None:
    desk(withdraw_item, "candidatures", licence)
    with pytest.raises(Refused, match="corbeille"):
        desk(transmit, licence)


def test_an_archived_campaign_is_no_open_one(desk: Desk) -> None:
    desk.archive()
    with pytest.raises(Refused, match="Aucune campagne"):
        desk.person()
    assert desk.row(Campagne, desk.campagne).etat == "archivee"


def test_a_rank_given_since_is_not_taken_back_by_who_comes_back(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "LC", rang=6)
    desk(cancel_candidature, licence, "essai")
    other = desk.apply(desk.person("RIOU"))
    desk(enter_avis, other, "LC", rang=6)
    with pytest.raises(Refused, match="Le rang 6 a été donné depuis"):
        desk(reopen_candidature, licence)
    desk(enter_avis, other, "LC", rang=7)
    desk(reopen_candidature, licence)
