"""Dossiers to be typed again in eCandidat: asked, typed from a sheet, done with the number that it gave."""

from __future__ import annotations

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.ressaisie import render
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.imports import INCHANGE, MODIFIER, POLITIQUES, Endroit
from scolarite_desk.models.rows.ressaisie import FicheRessaisie
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.services.candidatures import cancel_candidature
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.identifiants import draw_provisional_ine, record_ine
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.ressaisie import ask_retyping, retyped, sheet, withdraw_retyping
from scolarite_desk.services.ressaisie_papier import sheet_report
from scolarite_desk.services.suivi import followed
from scolarite_desk.store.queries.offer import lists
from tests.exchange.pdf_reading import texts
from tests.services.conftest import FRENCH, Desk
from tests.services.imports.conftest import planned, taken


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


def test_a_dossier_that_asks_for_nothing_yet_is_typed_again_too(desk: Desk) -> None:
    dossier = desk.person()
    key = desk(ask_retyping, dossier=dossier)
    with pytest.raises(Refused, match="déjà à ressaisir"):
        desk(ask_retyping, desk.apply(dossier))
    desk(withdraw_retyping, dossier=dossier)
    assert desk(ask_retyping, dossier=dossier) == key
    desk(retyped, dossier=dossier, numero="K7XQ20AB")
    assert sheet_of(desk, dossier).etat.numero == "K7XQ20AB"
    with pytest.raises(Refused, match="quel dossier"):
        desk(retyped)


def _workbook(**said: str) -> dict[str, str]:
    """A line of the workbook of eCandidat, as it was typed there."""
    return {
        "identifiants.ECANDIDAT": "K7XQ20AB",
        "identite.nom_naissance": "KERMAREC",
        "identite.prenom": "MAELLE",
        "identite.ne_le": "07/03/2004",
        "identite.courriel": "maelle@exemple.org",
        "adresse.pays": "France",
        "adresse.code_postal": "35000",
        "adresse.commune": "Rennes",
        "adresse.ligne": "1 RUE DU PRE",
        "candidatures.formation": "L2INF",
    } | said


def _retyped(desk: Desk) -> str:
    """A dossier that was typed there, with its number."""
    dossier = desk.home(desk.person())
    desk(correct, "identite.courriel", desk.owner(dossier), "maelle@example.org")
    desk.apply(dossier)
    desk(ask_retyping, dossier=dossier)
    desk(retyped, dossier=dossier, numero="K7XQ20AB")
    return dossier


@pytest.mark.parametrize("politique", POLITIQUES)
def test_the_workbook_shows_what_was_typed_otherwise_and_replaces_nothing(desk: Desk, politique: str) -> None:
    _retyped(desk)
    plan = planned(desk, _workbook(), profil="ecandidat", politique=politique)
    [line] = plan.lignes
    assert line.action == INCHANGE
    assert [(one.chemin, one.avant, one.apres) for one in line.ecarts] == [
        ("identite.courriel", "maelle@example.org", "maelle@exemple.org")
    ], "what it put in capitals, or without accents, is no difference"
    assert "ressaisi d’ici" in kept(line.ecarts[0].garde)
    assert "eCandidat a «\u00a0maelle@exemple.org\u00a0», ce dossier «\u00a0maelle@example.org" in kept(line.message)
    assert any("1 dossier ressaisi" in kept(one) for one in plan.remarques)


def test_whoever_looks_at_a_difference_may_take_it(desk: Desk) -> None:
    _retyped(desk)
    looked = {(Endroit(2), "identite.courriel"): True}
    [line] = planned(desk, _workbook(), profil="ecandidat", tranchees=looked).lignes
    assert (line.action, [kept(one.garde) for one in line.ecarts]) == (MODIFIER, [""])


def test_another_source_is_no_typing_of_ours(desk: Desk) -> None:
    _retyped(desk)
    [line] = planned(desk, _workbook(), profil="parcoursup-admis").lignes
    assert {kept(one.garde) for one in line.ecarts} == {"déjà rempli ici"}


def test_the_number_that_a_workbook_brings_is_proposed_to_be_noted(desk: Desk) -> None:
    dossier = desk.home(desk.person())
    one = desk.apply(dossier)
    desk(ask_retyping, one)
    reglees = {Endroit(2): desk.owner(dossier)}
    [line] = planned(desk, _workbook(), profil="ecandidat", reglees=reglees).lignes
    assert "numéro K7XQ20AB\u00a0: notez ce dossier ressaisi" in kept(line.message)
    taken(desk, _workbook(), profil="ecandidat", reglees=reglees)
    assert waiting(desk) == [one], "it is proposed, nobody noted it"
    [listed] = desk.read(followed, "ressaisir", desk.now)
    assert "K7XQ20AB" in kept(listed.precision)
    assert sheet_of(desk, dossier).etat.numero == "K7XQ20AB", "the tab has it, ready to be noted"


def test_the_printed_sheet_says_that_it_is_not_to_be_handed_over(desk: Desk) -> None:
    fiche = sheet_of(desk, desk.person())
    octets = desk.read(lambda session: render(sheet_report(session, desk.store, fiche), FRENCH)).octets
    assert "Fiche de travail, à ne pas remettre" in "\n".join(texts(octets))
