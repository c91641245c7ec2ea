"""Letters that decide nothing: each says what is so, or is refused; each has its number and its nature."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.papiers import COURRIERS
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.models.tables.formation import Centre
from scolarite_desk.models.tables.reglage import Compte, Signataire
from scolarite_desk.services import avis, candidatures, documents, dossiers, pieces, reglages
from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.paperwork import signatures_of
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.requetes import receive_requete
from tests.services.conftest import Desk
from tests.services.test_documents import words

SUMMONS = {"le": "20/07/2026", "heure": "14:30", "lieu": "Bâtiment A"}


def decided(desk: Desk, code: str, **values: Any) -> str:
    key = desk.apply(desk.home(desk.person()))
    desk(avis.enter_avis, key, code, **values)
    desk(avis.validate_avis, key)
    return key


def courrier(desk: Desk, key: str, papier: str, **values: Any) -> str:
    return words(desk(issue_courrier, key, papier, **values).rendu.octets)


def test_missing_pieces_are_asked_for_until_a_day_with_what_is_wrong_with_them(desk: Desk) -> None:
    key = desk.apply(desk.home(desk.person()))
    desk(pieces.receive_piece, key, desk.pieces["RELEVE"])
    desk(pieces.refuse_piece, key, desk.pieces["RELEVE"], "illisible")
    said = courrier(desk, key, "pieces")
    assert "– Pièce d’identité – Relevé de notes (le document est illisible)" in said
    assert "– Fiche de transfert, si vous êtes concerné(e)" in said
    assert "au plus tard le 21 juillet 2026" in said  # fifteen days, as the settings say
    assert "au plus tard le 31 juillet 2026" in courrier(desk, key, "pieces", le="31/07/2026")
    with pytest.raises(Refused, match="Ce jour est passé"):
        courrier(desk, key, "pieces", le="01/07/2026")
    desk(pieces.piece_not_concerned, key, desk.pieces["TRANSFERT"])
    for code in ("RELEVE", "IDENTITE"):
        desk(pieces.receive_piece, key, desk.pieces[code])
        desk(pieces.validate_piece, key, desk.pieces[code])
    with pytest.raises(Refused, match="ne manque aucune pièce"):
        courrier(desk, key, "pieces")


def test_nothing_more_is_asked_of_who_was_refused_or_gave_the_place_up(desk: Desk) -> None:
    refused, admitted = decided(desk, "DE", motif="resultats"), decided(desk, "FA")
    assert "pas complet" in courrier(desk, admitted, "pieces")
    desk(candidatures.desist, admitted)
    for key in (refused, admitted):
        with pytest.raises(Refused, match="plus de pièce à demander"):
            courrier(desk, key, "pieces")


def test_a_withdrawal_is_acknowledged_of_the_day_it_was_noted(desk: Desk) -> None:
    key = decided(desk, "FA")
    with pytest.raises(Refused, match="Aucun désistement"):
        courrier(desk, key, "desistement")
    desk(candidatures.desist, key)
    desk.later(days=2)
    assert "enregistré le 6 juillet 2026" in courrier(desk, key, "desistement")


def test_a_place_is_proposed_to_the_list_until_a_day(desk: Desk) -> None:
    key = decided(desk, "LC", rang=3)
    with pytest.raises(Refused, match="jusqu’auquel"):
        courrier(desk, key, "appel")
    said = courrier(desk, key, "appel", le="13/07/2026")
    assert "au rang 1" in said  # whatever was typed: nobody waits before
    assert "au plus tard le 13 juillet 2026" in said
    with pytest.raises(Refused, match="liste complémentaire"):
        courrier(desk, decided(desk, "FA"), "appel", le="13/07/2026")


def test_who_does_not_answer_is_reminded_of_the_letter_that_left(desk: Desk) -> None:
    key = decided(desk, "FA")
    with pytest.raises(Refused, match="n’est pas partie"):
        courrier(desk, key, "relance")
    sent = desk(documents.issue_letter, key)
    desk.later(days=3)
    said = courrier(desk, key, "relance")
    assert f"la lettre {sent.numero} du 6 juillet 2026" in said
    assert "au plus tard le 16 juillet 2026" in said
    desk(candidatures.confirm, key)
    with pytest.raises(Refused, match="déjà répondu"):
        courrier(desk, key, "relance")


def test_who_is_admitted_is_summoned_to_enrol_with_what_to_bring(desk: Desk) -> None:
    key = decided(desk, "FA", condition="licence")
    with pytest.raises(Refused, match="le jour, l’heure et le lieu"):
        courrier(desk, key, "inscription", le="20/07/2026")
    said = courrier(desk, key, "inscription", **SUMMONS)
    for wanted in (
        "lundi 20 juillet 2026 à 14 h 30, Bâtiment A",
        "CVEC",
        "sous réserve de l’obtention de votre licence",
    ):
        assert wanted in said


def test_the_reasons_of_a_refusal_are_given_to_who_asked_for_them(desk: Desk) -> None:
    key = decided(desk, "DE", motif="resultats")
    with pytest.raises(Refused, match="Personne n’a demandé"):
        courrier(desk, key, "motifs")
    desk(receive_requete, key, "motifs")
    with pytest.raises(Refused, match="n’est pas partie"):
        courrier(desk, key, "motifs")
    sent = desk(documents.issue_letter, key)
    said = courrier(desk, key, "motifs")
    for wanted in (f"la lettre {sent.numero} du 6 juillet 2026", "Résultats insuffisants", "reçu cette demande le 6"):
        assert wanted in said
    assert "Si vous contestez" not in said, "the letter of the decision says how"
    listed = decided(desk, "LC", rang=1)
    desk(receive_requete, listed, "motifs")
    with pytest.raises(Refused, match="Seul un refus"):
        courrier(desk, listed, "motifs")


def test_the_reasons_of_an_implied_rejection_say_until_when_to_contest_it(desk: Desk) -> None:
    desk(change_setting, "silence", "rejet")
    key = desk.apply(dossier := desk.home(desk.person()))
    desk(documents.issue_receipt, dossier)
    desk.later(days=91)
    with pytest.raises(Refused, match="rien à contester"):
        desk(receive_requete, key, "motifs")
    desk.later(days=10)
    with pytest.raises(Refused, match="rien à contester"):
        desk(receive_requete, key, "gracieux")
    with pytest.raises(Refused, match="rien à contester"):
        desk(receive_requete, key, "motifs", "05/10/2026")
    asked = desk(receive_requete, key, "motifs")
    assert desk.row(Requete, asked).avis_id is None
    with pytest.raises(Refused, match="pas validé"):
        courrier(desk, key, "motifs")
    desk(avis.enter_avis, key, "DE", motif="resultats")
    desk(avis.validate_avis, key)
    said = courrier(desk, key, "motifs")
    for wanted in ("né le 6 octobre 2026", "Résultats insuffisants", "L. 232-4", "tribunal administratif de Rennes"):
        assert wanted in said


def test_each_of_them_has_a_number_and_its_nature_and_freezes_no_avis(desk: Desk) -> None:
    key = decided(desk, "LC", rang=1)
    issued = [desk(issue_courrier, key, "appel", le=le) for le in ("13/07/2026", "14/07/2026")]
    assert [one.numero for one in issued] == ["L01-2026-00001", "L01-2026-00002"]
    assert "L01-2026-00001" in words(issued[0].rendu.octets)
    rows = desk.rows(select(DocumentEmis).where(DocumentEmis.candidature_id == key))
    assert {(row.nature, row.avis_id) for row in rows} == {("appel", None)}
    desk(avis.unvalidate_avis, key)


def test_a_letter_of_no_table_is_refused_by_name(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk(issue_courrier, desk.apply(desk.person()), "faire-part")
    assert "decision" not in COURRIERS


def test_a_condition_is_chosen_or_written_and_printed(desk: Desk) -> None:
    key = decided(desk, "FA", condition="licence")
    assert desk.read(letter_of, key, desk.now).condition == "sous réserve de l’obtention de votre licence"
    own = decided(desk, "LC", rang=9, condition="diplôme à fournir")
    assert "une condition : diplôme à fournir" in words(desk(documents.issue_letter, own).rendu.octets)
    with pytest.raises(Refused, match="ne va pas avec l’avis"):
        desk(avis.enter_avis, desk.apply(desk.person()), "DE", motif="resultats", condition="licence")


def test_the_office_adds_conditions_of_its_own(desk: Desk) -> None:
    line = {"liste": "condition_avis", "code": "MEMOIRE", "libelle": "sous réserve d’un stage de deux mois"}
    desk(dossiers.add_item, "nomenclature", line)
    key = decided(desk, "FA", condition="memoire")
    assert desk.read(letter_of, key, desk.now).condition == "sous réserve d’un stage de deux mois"


def test_a_paper_is_signed_by_the_most_precise_of_those_who_may(desk: Desk) -> None:
    with desk.store.work("signer") as work:
        centre = work.session.scalars(select(Centre.id)).one()
        named: dict[str, dict[str, Any]] = {
            "TOUS": {"papiers": "appel"},
            "CENTRE": {"centre_id": centre, "delegant": "la présidente", "delegation": "arrêté 12"},
            "PIECES": {"centre_id": centre, "papiers": "pieces relance"},
            "AILLEURS": {"centre_id": "un autre"},
            "COMMENCE": {"centre_id": centre, "qualite": None},
        }
        for nom, values in named.items():
            work.add(Signataire(**{"prenom": "Ève", "nom": nom, "qualite": "Directrice"} | values))
    assert {
        ("ici" if centre else "ailleurs", papier): desk.read(signatures_of, centre, papier)[0].nom
        for centre in (centre, None)
        for papier in ("decision", "pieces", "appel")
    } == {
        ("ici", "decision"): "CENTRE",
        ("ici", "pieces"): "PIECES",
        ("ici", "appel"): "CENTRE",
        ("ailleurs", "decision"): "LE BIHAN",
        ("ailleurs", "pieces"): "LE BIHAN",
        ("ailleurs", "appel"): "TOUS",
    }
    said = words(desk(documents.issue_letter, decided(desk, "FA")).rendu.octets)
    assert "Pour la présidente et par délégation, La directrice, Ève CENTRE Arrêté 12" in said


def test_who_handles_the_file_is_named_once_the_account_says_who(desk: Desk) -> None:
    key = decided(desk, "FA")
    assert desk.read(letter_of, key, desk.now).suivi_par == ""
    with desk.store.work("nommer") as work:
        row = work.find(select(Compte).where(Compte.nom == "Claire"))
        row = row or work.add(Compte(nom="Claire", profil="administrateur"))
        row.agent_prenom, row.agent_nom, row.agent_qualite = "Claire", "MARTIN", "gestionnaire"
    assert desk.read(letter_of, key, desk.now).suivi_par == "Claire MARTIN, gestionnaire"
    desk(reglages.change_setting, "agent_anonyme", "oui")
    assert desk.read(letter_of, key, desk.now).suivi_par == ""


def test_an_admission_is_taken_back_after_four_months_in_spite_of_a_warning_only(desk: Desk) -> None:
    key = decided(desk, "FA")
    desk.later(days=130)
    with pytest.raises(Refused, match="a pris fin le 06/11/2026"):
        desk(avis.correct_avis, key, "DE", "fraude", motif="diplome")
    corrected = desk(avis.correct_avis, key, "DE", "fraude", motif="diplome", malgre=True)
    kept = desk.rows(select(Reserve).where(Reserve.objet_id == corrected))
    assert [(row.regle, row.motif) for row in kept] == [("retrait_hors_delai", "fraude")]


def test_a_condition_added_to_an_admission_takes_a_right_back_and_the_letter_says_so(desk: Desk) -> None:
    key = decided(desk, "FA")
    desk(documents.issue_letter, key)
    desk.later(days=130)
    asked = {"raison": "erreur", "condition": "sous réserve de la réussite de votre licence"}
    with pytest.raises(Refused, match="a pris fin le 06/11/2026"):
        desk(avis.correct_avis, key, "FA", **asked)
    corrected = desk(avis.correct_avis, key, "FA", malgre=True, **asked)
    assert [row.regle for row in desk.rows(select(Reserve).where(Reserve.objet_id == corrected))]
    desk(avis.validate_avis, key)
    said = words(desk(documents.issue_letter, key).rendu.octets)
    assert "est retirée (code des relations entre le public et l’administration, art. L. 242-1)" in said
    assert "Voies et délais de recours" in said


def test_an_admission_is_taken_back_in_its_four_months_and_a_refusal_at_any_time(desk: Desk) -> None:
    for code, days in (("FA", 100), ("DE", 200)):
        motif = {"motif": "resultats"} if code == "DE" else {}
        key = decided(desk, code, **motif)
        desk.later(days=days)
        other = {"DE": {"avis": "FA"}, "FA": {"avis": "DE", "motif": "resultats"}}[code]
        desk(avis.correct_avis, key, raison="erreur", **other)
        desk.later(days=-days)
    assert date(2026, 7, 6) == desk.now.date()


def test_no_shipped_reason_asks_for_what_the_law_forbids(desk: Desk) -> None:
    """Nobody may be asked for a certified copy of a French paper (CRPA R. 113-10)."""
    from scolarite_desk.store.referentiel import names, shipped

    told = [one.label.casefold() for name in names() if name.startswith("motif") for one in shipped(name)]
    assert told
    assert not [label for label in told if "certifié" in label]


def test_the_papers_that_somebody_signs_are_read_by_their_codes(desk: Desk) -> None:
    who = {"prenom": "Ève", "nom": "RIOU", "qualite": "Directrice"}
    key = desk(dossiers.add_item, "signataire", {**who, "papiers": "Appel, relance ; appel"})
    assert desk.row(Signataire, key).papiers == "appel relance"
    with pytest.raises(Refused, match="Aucune liste"):
        desk(dossiers.add_item, "signataire", {**who, "papiers": "faire-part"})
