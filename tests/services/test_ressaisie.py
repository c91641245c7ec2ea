"""Dossiers to be typed again in eCandidat: asked, typed from a sheet, done with the number that it gave."""

from __future__ import annotations

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.ressaisie import render
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.imports import Ecart
from scolarite_desk.models.rows.ressaisie import FicheRessaisie
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.services.candidatures import cancel_candidature
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.identifiants import draw_provisional_ine, record_ine
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.ressaisie import ask_retyping, ecarts, retyped, sheet, values_by_path, withdraw_retyping
from scolarite_desk.services.ressaisie_papier import sheet_report
from scolarite_desk.services.suivi import followed
from scolarite_desk.store.queries.offer import lists
from tests.exchange.pdf_reading import texts
from tests.services.conftest import FRENCH, Desk


def sheet_of(desk: Desk, dossier: str) -> FicheRessaisie:
    found: FicheRessaisie = desk.read(lambda session: sheet(session, dossier, lists(session), desk.now.date()))
    return found


def waiting(desk: Desk) -> list[str]:
    return [one.candidature for one in desk.read(followed, "ressaisir", desk.now)]


def test_a_dossier_waits_until_it_is_typed_and_its_number_is_kept(desk: Desk) -> None:
    dossier = desk.person()
    first, second = desk.apply(dossier), desk.apply(dossier, desk.master)
    key = desk(ask_retyping, second)
    with pytest.raises(Refused, match="déjà à ressaisir"):
        desk(ask_retyping, first)
    assert waiting(desk) == [first], "one line a dossier"
    desk(retyped, first)
    assert waiting(desk) == []
    etat = sheet_of(desk, dossier).etat
    assert (etat.faite_par, etat.faite_le, etat.numero) == ("Claire", desk.now.date(), "")
    with pytest.raises(Refused, match="déjà ressaisi"):
        desk(retyped, first)
    desk(retyped, first, "k7xq20ab")
    assert sheet_of(desk, dossier).etat.numero == "K7XQ20AB"
    assert desk(ask_retyping, first) == key, "again, the same row"
    assert waiting(desk) == [first]


def test_what_was_asked_by_mistake_goes_and_comes_back(desk: Desk) -> None:
    one = desk.apply(desk.person())
    for act in (retyped, withdraw_retyping):
        with pytest.raises(Refused, match="pas à ressaisir"):
            desk(act, one)
    key = desk(ask_retyping, one)
    desk(withdraw_retyping, one)
    assert waiting(desk) == []
    assert sheet_of(desk, desk.row(Candidature, one).dossier_id).etat.demandee_le is None
    assert desk(ask_retyping, one) == key
    assert waiting(desk) == [one]


def test_who_asks_for_nothing_any_more_waits_no_more(desk: Desk) -> None:
    one = desk.apply(desk.person())
    desk(ask_retyping, one)
    desk(cancel_candidature, one, "à sa demande")
    assert waiting(desk) == []


def test_the_sheet_has_every_window_with_the_oldest_year_first(desk: Desk) -> None:
    dossier = desk.home(desk.person("Kermarec-de-la-Villardière-Penanros"))
    owner = desk.owner(dossier)
    desk.apply(dossier)
    for year in (2025, 2023):
        desk(add_item, "stages", {"annee": year, "duree": 3, "duree_unite": "mois", "organisme": "Port"}, owner)
    desk(record_ine, owner, "0199000001Z", motif="vu au guichet")
    found = sheet_of(desk, dossier)
    by_path = {one.chemin: one for one in found.lignes}
    assert by_path["identite.0.ine"].copie == "0199000001Z"
    assert [by_path[f"stages.{rank}.annee"].copie for rank in (0, 1)] == ["2023", "2025"]
    assert by_path["stages.0.duree"].copie == "3 mois"
    assert by_path["adresse.0.commune"].copie == "Rennes"
    assert by_path["candidatures.0.formation"].copie == "L2INF Licence 2 Informatique"
    assert by_path["identite.0.nom_naissance"].coupe
    assert found.a_regarder > 1
    desk(change_setting, "ecandidat_pegase", "oui")
    assert not {one.chemin: one for one in sheet_of(desk, dossier).lignes}["identite.0.nom_naissance"].coupe


def test_a_provisional_ine_is_not_typed(desk: Desk) -> None:
    dossier = desk.person()
    desk(draw_provisional_ine, desk.owner(dossier))
    [ine] = [one for one in sheet_of(desk, dossier).lignes if one.chemin.endswith(".ine")]
    assert not ine.copie
    assert "provisoire" in kept(ine.constat)


def test_a_school_and_a_town_typed_are_said_as_they_are(desk: Desk) -> None:
    dossier = desk.person(pays_naissance="99217", ville_naissance="Ōsaka")
    owner = desk.owner(dossier)
    desk(add_item, "experiences", {"annee": 2024, "duree_texte": "deux étés", "organisme": "Port"}, owner)
    by_path = {one.chemin: one.copie for one in sheet_of(desk, dossier).lignes}
    assert by_path["identite.0.commune_naissance"] == "ŌSAKA"
    assert by_path["experiences.0.duree"] == "deux étés"


def test_differences_with_the_workbook_are_shown_and_nothing_else(desk: Desk) -> None:
    dossier = desk.home(desk.person())
    desk(correct, "identite.courriel", desk.owner(dossier), "maelle@example.org")
    here = values_by_path(sheet_of(desk, dossier))
    there = {
        "identite.nom_naissance": "KERMAREC",
        "identite.courriel": "maelle@exemple.org",
        "identite.ne_le": "2004-03-07",
        "candidatures.statut": "CO",
    }
    assert ecarts(here, there) == (Ecart("identite.courriel", "maelle@example.org", "maelle@exemple.org"),)


def test_the_printed_sheet_says_that_it_is_not_to_be_handed_over(desk: Desk) -> None:
    fiche = sheet_of(desk, desk.person())
    octets = desk.read(lambda session: render(sheet_report(session, desk.store, fiche), FRENCH)).octets
    assert "Fiche de travail, à ne pas remettre" in "\n".join(texts(octets))
