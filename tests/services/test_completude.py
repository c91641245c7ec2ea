"""What is left to do in a dossier, which rule says so, and the date of completeness."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.rows import Manque
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.models.tables.personne import Adresse, Bac
from scolarite_desk.msg import N_
from scolarite_desk.services import pieces
from scolarite_desk.services.appels import call
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import cancel_candidature
from scolarite_desk.services.completude import declare_complete, declare_incomplete, lacking, left_to_do, set_statut
from scolarite_desk.services.cvec import record_cvec
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.identifiants import draw_provisional_ine, record_ine
from scolarite_desk.services.reglages import change_setting
from tests.services.conftest import Desk

CIVIL = {
    "nationalite": "99100",
    "civilite": "F",
    "pays_naissance": "99100",
    "departement_naissance": "029",
    "commune_naissance": "29232",
}
BAC = {"situation": "obtenu", "annee": 2022, "serie": "NBGE", "pays": "99100", "departement": "029"}
ADRESSE = {"pays": "99100", "code_postal": "29000", "commune": "29232", "ligne": "12 rue des Lilas"}


def _fill(desk: Desk, dossier: str) -> None:
    """Every section, so that only pieces and numbers are left."""
    personne = desk.owner(dossier)
    for cls, values in ((Adresse, ADRESSE), (Bac, BAC)):
        row = desk.rows(select(cls).where(cls.personne_id == personne))[0]
        for name, value in values.items():
            desk(correct, f"{cls.__tablename__}.{name}", row.id, value)


def _codes(found: tuple[Manque, ...]) -> list[str]:
    return [one.code for one in found]


@pytest.fixture
def dossier(desk: Desk) -> str:
    key = desk.person(**CIVIL)
    _fill(desk, key)
    return key


def test_a_new_dossier_lacks_its_required_fields_each_with_its_place(desk: Desk) -> None:
    found = desk.read(left_to_do, desk.person())
    places = {one.where: one for one in found}
    assert places["identite.nationalite"] == Manque(
        "champ", N_("Nationalité"), "identite.nationalite", True, places["identite.nationalite"].fiche
    )
    assert {"adresse.ligne", "bac.situation", "candidatures.formation"} <= places.keys()


def test_a_field_that_no_rule_asks_is_not_missing(desk: Desk, dossier: str) -> None:
    places = {one.where for one in desk.read(left_to_do, dossier)}
    assert not {"identite.courriel", "identite.ville_naissance", "adresse.ville"} & places


def test_a_row_begun_in_a_list_is_asked_to_be_finished(desk: Desk, dossier: str) -> None:
    stage = desk(add_item, "stages", {"annee": 2025}, personne=desk.owner(dossier))
    found = {(one.where, one.fiche) for one in desk.read(left_to_do, dossier)}
    assert ("stages.organisme", stage) in found


def test_a_french_bachelier_is_expected_to_have_an_ine(desk: Desk, dossier: str) -> None:
    desk.apply(dossier)
    assert "ine" in _codes(desk.read(left_to_do, dossier))
    desk(draw_provisional_ine, desk.owner(dossier))
    assert "ine_provisoire" in _codes(desk.read(left_to_do, dossier))
    desk(record_ine, desk.owner(dossier), "1234567890G", motif="vu sur le relevé")
    assert not {"ine", "ine_provisoire"} & set(_codes(desk.read(left_to_do, dossier)))


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [("identite.nationalite", "99217"), ("bac.situation", "en_cours"), ("bac.annee", 1984)],
)
def test_who_need_not_have_an_ine(desk: Desk, dossier: str, champ: str, valeur: object) -> None:
    personne = desk.owner(dossier)
    bac = desk.rows(select(Bac.id).where(Bac.personne_id == personne))[0]
    desk(correct, champ, personne if champ.startswith("identite") else bac, valeur)
    assert "ine" not in _codes(desk.read(left_to_do, dossier))


def test_the_establishment_may_expect_no_ine(desk: Desk, dossier: str) -> None:
    desk(change_setting, "ine_obligatoire", "non")
    assert "ine" not in _codes(desk.read(left_to_do, dossier))


def test_pieces_missing_or_refused_block_and_those_to_examine_remind(desk: Desk, dossier: str) -> None:
    candidature = desk.apply(dossier)
    desk(pieces.receive_piece, candidature, desk.pieces["IDENTITE"])
    desk(pieces.refuse_piece, candidature, desk.pieces["RELEVE"], motif="illisible")
    found = {one.code: one for one in desk.read(left_to_do, dossier) if one.where == "pieces"}
    assert {code: (kept(one.label), one.blocking) for code, one in found.items()} == {
        "piece_a_examiner": ("Pièce d’identité", False),
        "piece_refusee": ("Relevé de notes", True),
        "piece_manquante": ("Fiche de transfert", True),
    }


def test_a_piece_that_two_candidatures_await_is_told_once(desk: Desk, dossier: str) -> None:
    desk.apply(dossier)
    desk.apply(dossier, desk.master)
    labels = [kept(one.label) for one in desk.read(left_to_do, dossier) if one.code == "piece_manquante"]
    assert labels == ["Pièce d’identité", "Relevé de notes", "Fiche de transfert"]


def test_what_a_cancelled_candidature_lacked_is_forgotten(desk: Desk, dossier: str) -> None:
    desk(cancel_candidature, desk.apply(dossier), "doublon")
    assert "piece_manquante" not in _codes(desk.read(left_to_do, dossier))
    assert "candidature" in _codes(desk.read(left_to_do, dossier))


def test_cvec_and_avis_remind_and_block_nothing(desk: Desk, dossier: str) -> None:
    candidature = desk.apply(dossier)
    found = {one.code: one.blocking for one in desk.read(left_to_do, dossier)}
    assert (found["cvec"], found["avis"]) == (False, False)
    assert not {"cvec", "avis"} & set(_codes(desk.read(lacking, candidature)))
    desk(record_cvec, desk.owner(dossier), "2026-2027", "payee", "BRE6-ABCDEF-42")
    desk(enter_avis, candidature, "FA")
    codes = _codes(desk.read(left_to_do, dossier))
    assert "cvec" not in codes
    assert "avis_a_valider" in codes
    desk(validate_avis, candidature)
    assert "avis_a_valider" not in _codes(desk.read(left_to_do, dossier))


def _complete(desk: Desk, dossier: str) -> str:
    candidature = desk.apply(dossier)
    desk(change_setting, "ine_obligatoire", "non")
    for code in ("IDENTITE", "RELEVE"):
        desk(pieces.validate_piece, candidature, desk.pieces[code])
    desk(pieces.piece_not_concerned, candidature, desk.pieces["TRANSFERT"])
    return candidature


def test_a_dossier_without_anything_missing_is_declared_complete(desk: Desk, dossier: str) -> None:
    candidature = _complete(desk, dossier)
    assert desk.read(lacking, candidature) == ()
    desk(declare_complete, candidature)
    row = desk.row(Candidature, candidature)
    assert (row.statut, row.complete_le) == ("CO", date(2026, 7, 6))
    assert desk.rows(select(Reserve)) == []


def test_what_is_missing_is_named_and_passed_with_a_reason_kept(desk: Desk, dossier: str) -> None:
    candidature = desk.apply(dossier)
    with pytest.raises(Refused, match="Pièce d’identité, Relevé de notes, Fiche de transfert, INE"):
        desk(declare_complete, candidature)
    desk(declare_complete, candidature, motif="Accord de la présidente")
    kept = [(row.regle, row.motif) for row in desk.rows(select(Reserve))]
    assert kept == [("incomplet_admis", "Accord de la présidente")]


def test_complete_has_one_door_and_every_way_to_it_asks_the_reason(desk: Desk, dossier: str) -> None:
    candidature = desk.apply(dossier)
    for act, more in ((declare_complete, ()), (set_statut, ("CO",))):
        with pytest.raises(Refused, match="Donnez la raison pour déclarer complet"):
            desk(act, candidature, *more)
    with pytest.raises(Refused, match="Donnez la raison pour déclarer complet"):
        call(desk.store, "set_statut", {"candidature": candidature, "statut": "CO", "le": "01/07/2026"})
    desk(set_statut, candidature, "CO", motif="Accord de la présidente")
    assert [row.regle for row in desk.rows(select(Reserve))] == ["incomplet_admis"]


def test_the_date_of_completeness_never_moves_silently(desk: Desk, dossier: str) -> None:
    candidature = _complete(desk, dossier)
    desk(declare_complete, candidature, date(2026, 7, 3))
    desk(declare_incomplete, candidature)
    desk.later(days=4)
    with pytest.raises(Refused, match="complet le 03/07/2026"):
        desk(declare_complete, candidature)
    with pytest.raises(Refused, match="complet le 03/07/2026"):
        desk(set_statut, candidature, "CO")
    desk(declare_complete, candidature, motif="La pièce vient d’arriver")
    assert desk.row(Candidature, candidature).complete_le == date(2026, 7, 10)
    assert [row.regle for row in desk.rows(select(Reserve))] == ["date_complet"]


def test_going_back_to_the_same_day_asks_nothing(desk: Desk, dossier: str) -> None:
    candidature = _complete(desk, dossier)
    desk(declare_complete, candidature, date(2026, 7, 3))
    desk(declare_incomplete, candidature)
    desk(declare_complete, candidature, date(2026, 7, 3))
    assert desk.row(Candidature, candidature).complete_le == date(2026, 7, 3)


def test_the_day_of_a_complete_dossier_is_corrected_in_place(desk: Desk, dossier: str) -> None:
    candidature = _complete(desk, dossier)
    desk(declare_complete, candidature)
    with pytest.raises(Refused, match="On ne passe pas"):
        desk(declare_complete, candidature)
    desk(declare_complete, candidature, date(2026, 7, 2), motif="Tampon du courrier")
    assert desk.row(Candidature, candidature).complete_le == date(2026, 7, 2)
