"""Each procedure says its own rule of silence, its own remedies and deadlines, in the words that its version kept."""

from __future__ import annotations

import pytest

from scolarite_desk.exchange.papers.lettres import render
from scolarite_desk.exchange.papers.modeles_genres import propre
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.rules.papiers import DECISION
from scolarite_desk.models.rules.procedures import PROCEDURES
from scolarite_desk.models.tables.document import DelaiDit, DocumentEmis
from scolarite_desk.models.tables.modele import ModeleCourrier
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.documents import issue_letter, issue_receipt
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.modeles import save_model
from scolarite_desk.services.ouvertures import open_in_session
from scolarite_desk.services.reglages import change_setting
from tests.services.conftest import Desk
from tests.services.test_documents import words

# What makes each procedure: the kind of candidature, whether it asks for a first year of master, in which session.
CASES = {
    "candidature": ("candidature", False, ""),
    "m1": ("candidature", True, "hors_plateforme"),
    "m1_plateforme": ("candidature", True, "plateforme"),
    "vapp": ("vapp", True, ""),
    "reprise": ("reprise", False, ""),
    "transfert": ("transfert", True, ""),
}
SAISINE = {"m1", "m1_plateforme"}  # refused a place in first year of master, and no kind that is decided otherwise
REMEDIES = (
    "dans les deux mois qui suivent sa notification",
    "recours gracieux",
    "tribunal administratif de Rennes",
    "réputé rejeté (art. L. 231-4)",
)


def made(desk: Desk, procedure: str) -> tuple[str, str]:
    """A candidature of that procedure, and its dossier."""
    genre, master, kind = CASES[procedure]
    dossier = desk.home(desk.person())
    if not kind:
        return desk.apply(dossier, desk.master if master else desk.licence, genre=genre), dossier
    depot = desk(add_item, "session", {"campagne_id": desk.campagne, "libelle": "Autre", "genre": kind})
    desk(open_in_session, desk.master, depot)
    return desk.apply(dossier, desk.master, session=depot, motif="essai"), dossier


def test_every_procedure_is_looked_at() -> None:
    assert CASES.keys() == PROCEDURES.keys()


@pytest.mark.parametrize("procedure", CASES)
def test_each_procedure_keeps_what_its_receipt_told_and_its_refusal_says_its_remedies(
    desk: Desk, procedure: str
) -> None:
    key, dossier = made(desk, procedure)
    desk(change_setting, "silence", "acceptation")
    desk(change_setting, PROCEDURES[procedure].cle_effet, "rejet")
    desk(issue_receipt, dossier)
    [told] = desk.rows(DelaiDit.__table__.select().with_only_columns(DelaiDit.procedure))
    assert told == procedure
    desk(enter_avis, key, "DE", motif="resultats")
    desk(validate_avis, key)
    said = words(render(desk.read(letter_of, key, desk.now).told(numero="L"), langue(SOURCE)).octets)
    for one in REMEDIES:
        assert one in said
    assert ("saisir le recteur" in said) == (procedure in SAISINE)
    assert ("quinze jours" in said) == (procedure in SAISINE)


@pytest.mark.parametrize("procedure", ["m1", "vapp"])
def test_the_office_words_the_remedies_of_a_procedure_and_the_register_says_which_version(
    desk: Desk, procedure: str
) -> None:
    key, _ = made(desk, procedure)
    genre, *_ = CASES[procedure]
    recours = "Recours propre à cette procédure, devant le tribunal administratif{tribunal}."
    scope = {"avis": "DE", "genre": genre, "diplome": "m1"}
    model = desk(save_model, DECISION, "objet", "Refus {en_formation}.\n\n{motif}", recours, **scope)
    desk(enter_avis, key, "DE", motif="resultats")
    desk(validate_avis, key)
    letter = desk(issue_letter, key)
    assert "Recours propre à cette procédure" in words(letter.rendu.octets)
    kept = desk.row(ModeleCourrier, model).version_id
    desk(save_model, DECISION, "objet", "Refus {en_formation}.\n\n{motif}", f"{recours} Autrement.", **scope)
    assert desk.row(DocumentEmis, letter.document).modele_id == kept
    assert desk.row(ModeleCourrier, model).version_id != kept
    assert (propre("DE", genre) is None) == (procedure == "m1")
