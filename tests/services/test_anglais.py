"""English beside French: who is given it, what the office's rows say in it, and what nobody translated."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scolarite_desk.langue import kept
from scolarite_desk.models.rows.documents import Lettre, Rendered
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.reglage import Signataire
from scolarite_desk.services import avis, pieces
from scolarite_desk.services.documents import issue_letter, try_document
from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.modeles import drop_model, save_model
from scolarite_desk.services.reglages import change_setting
from tests.services.conftest import Desk
from tests.services.test_courriers import decided
from tests.services.test_documents import words

INFORMATION = "Translation for information only"
PROPOSED = (
    "La commission a relevé, au vu de votre dossier, le motif suivant\u00a0: "
    "prérequis insuffisants pour la formation demandée."
)


@pytest.fixture
def english(desk: Desk) -> Desk:
    """An office that gives English to everybody."""
    desk(change_setting, "anglais", "toujours")
    desk(correct, "formation.libelle_anglais", desk.licence, "Bachelor of history, first year")
    return desk


def described(desk: Desk, key: str) -> Lettre:
    return desk.read(letter_of, key, desk.store.clock())


def played(desk: Desk, key: str) -> Rendered:
    return try_document(desk.store, issue_letter, key).rendu


def told(rendu: Rendered) -> str:
    return " ".join(map(kept, rendu.remarques))


def test_english_is_for_who_speaks_another_language_for_all_or_for_nobody(desk: Desk) -> None:
    key = decided(desk, "FA")
    owner = desk.owner(desk.row(Candidature, key).dossier_id)
    given = {}
    for chosen in ("jamais", "langue", "toujours"):
        desk(change_setting, "anglais", chosen)
        for spoken in ("", "fr", "en"):
            desk(correct, "identite.langue", owner, spoken)
            given[chosen, spoken] = described(desk, key).anglais is not None
    assert {case for case, yes in given.items() if yes} == {
        ("langue", "en"), *(("toujours", spoken) for spoken in ("", "fr", "en")),
    }  # fmt: skip


def test_a_refusal_whose_words_are_shipped_is_english_throughout(english: Desk) -> None:
    rendu = played(english, decided(english, "DE", motif="prerequis"))
    said = words(rendu.octets)
    assert "for the course “Bachelor of history, first year”" in said
    assert "Insufficient prerequisites for the course applied for" in said
    assert said.index("Voies et délais de recours") < said.index(INFORMATION) < said.index("Dear Maëlle KERMAREC,")
    assert "apply to the administrative court of Rennes" in said
    assert rendu.remarques == ()


def test_what_a_desk_typed_stays_in_french_and_is_told_without_holding_anything(english: Desk) -> None:
    key = decided(english, "DE", motif="autre", motif_texte="Dossier sans relevé de notes.")
    rendu = played(english, key)
    assert rendu.avertissements == ()
    assert "« Dossier sans relevé de notes. »" in told(rendu).replace("\u00a0", " ")
    assert words(rendu.octets).count("Dossier sans relevé de notes.") == 2


def test_the_sentence_that_the_list_proposes_is_said_in_its_english_until_somebody_changes_it(english: Desk) -> None:
    row = {"liste": "motif_avis", "code": "seuil", "libelle": "Seuil", "texte": "Le seuil n’est pas atteint."}
    line = english(add_item, "nomenclature", row | {"libelle_anglais": "Threshold", "texte_anglais": "Below it."})
    key = decided(english, "DE", motif="seuil", motif_texte=row["texte"])
    assert described(english, key).anglais.motif == "Threshold\nBelow it."  # type: ignore[union-attr]
    english(correct, "nomenclature.texte", line, "Le seuil n’est plus le même.")
    found = described(english, key).anglais
    assert found is not None
    assert (found.motif, found.francais) == (f"Threshold\n{row['texte']}", (row["texte"],))


def test_a_label_that_the_office_changed_has_lost_the_english_of_the_shipped_one(english: Desk) -> None:
    row = {"liste": "motif_avis", "code": "prerequis", "libelle": "Prérequis"}
    english(add_item, "nomenclature", row)
    found = described(english, decided(english, "DE", motif="prerequis")).anglais
    assert found is not None
    assert found.francais == ("Prérequis",)


def test_a_condition_of_the_list_has_its_english_and_another_stands_apart(english: Desk) -> None:
    of_list = played(english, decided(english, "FA", condition="sous réserve de l’obtention de votre licence"))
    assert "This decision is subject to your obtaining your licence (bachelor’s degree)." in words(of_list.octets)
    typed = english.person("LE GOFF")
    key = english.apply(english.home(typed))
    english(avis.enter_avis, key, "FA", condition="sous réserve d’une visite")
    english(avis.validate_avis, key)
    rendu = played(english, key)
    assert "This decision is subject to a condition: sous réserve d’une visite" in words(rendu.octets)
    assert "visite" in told(rendu)


def test_missing_pieces_are_named_in_english_where_all_of_the_line_is(english: Desk) -> None:
    key = english.apply(english.home(english.person()))
    english(pieces.receive_piece, key, english.pieces["RELEVE"])
    english(pieces.refuse_piece, key, english.pieces["RELEVE"], "illisible")
    for code, name in (("RELEVE", "Transcript"), ("TRANSFERT", "Transfer form")):
        english(correct, "piece.libelle_anglais", english.pieces[code], name)
    rendu = english(issue_courrier, key, "pieces").rendu
    after = words(rendu.octets).partition(INFORMATION)[2]
    assert (
        "– Pièce d’identité – Transcript (the document is illegible) – Transfer form, if this applies to you" in after
    )
    assert "by 21 July 2026 at the latest" in after
    assert "Pièce d’identité" in told(rendu)


def test_a_letter_that_the_office_words_is_in_french_alone_until_it_has_its_english(english: Desk) -> None:
    key = decided(english, "FA")
    english(save_model, "decision", "votre candidature", "Vous êtes admis.", avis="FA")
    rendu = played(english, key)
    assert INFORMATION not in words(rendu.octets)
    assert "français seul" in told(rendu)
    mine = english(save_model, "decision", "your application", "You are in.", avis="FA", langue="en")
    said = words(played(english, key).octets)
    assert said.index("Vous êtes admis.") < said.index(INFORMATION) < said.index("You are in.")
    english(drop_model, mine)
    assert INFORMATION not in words(played(english, key).octets)


def test_both_languages_say_the_number_of_the_letter(english: Desk) -> None:
    key = decided(english, "DE", motif="niveau")
    for spoken, said in (("fr", "Numéro"), ("en", "Number")):
        langue = None if spoken == "fr" else spoken
        english(save_model, "decision", "o", f"{{motif}}\n\n{said} {{numero}}.", "{tribunal}", avis="DE", langue=langue)
    pages = words(played(english, key).octets)
    assert "Numéro APERÇU." in pages
    assert "Number APERÇU." in pages
    issued = english(issue_letter, key)
    assert f"Number {issued.numero}." in words(issued.rendu.octets)


def test_who_signs_has_an_english_capacity_where_the_office_gave_one(english: Desk) -> None:
    key = decided(english, "FA")
    [signs] = english.rows(select(Signataire))
    french = words(played(english, key).octets).count("présidente")
    english(correct, "signataire.qualite_anglais", signs.id, "Head of Student Administration")
    said = words(played(english, key).octets)
    assert (said.count("Head of Student Administration"), said.count("présidente")) == (1, french - 1)
