"""The office's own Word document makes its letters: kept in the register, numbered, shared, each version kept."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.word.fusion import text
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.modeles import DECISION
from scolarite_desk.models.rules.papiers import PIECES
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.modele import ModeleCourrier, VersionModele
from scolarite_desk.progress import Progress
from scolarite_desk.services import exports_lettres
from scolarite_desk.services.avis import correct_avis, enter_avis, validate_avis
from scolarite_desk.services.communication import files_of
from scolarite_desk.services.documents import issue_letter, reprint, try_document
from scolarite_desk.services.modeles import (
    bring_back_words,
    bring_word_model,
    drop_model,
    models,
    save_model,
    versions,
)
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.decisions import Filter
from tests.exchange.pdf_reading import texts
from tests.exchange.word.documents import LETTRE, document, merge, owed, paragraph, run
from tests.services.conftest import Desk


def brought(desk: Desk, octets: bytes = LETTRE, avis: str = "DE", **scope: Any) -> str:
    key: str = desk(bring_word_model, DECISION, "refus.docx", b64encode(octets).decode(), avis=avis, **scope)
    return key


def refused(desk: Desk) -> str:
    """A candidature in licence, refused."""
    candidature = desk.apply(desk.home(desk.person()))
    desk(enter_avis, candidature, "DE", motif="niveau")
    desk(validate_avis, candidature)
    return candidature


def test_a_letter_made_of_a_word_model_is_numbered_and_kept(desk: Desk) -> None:
    candidature = refused(desk)
    brought(desk)
    issued = desk(issue_letter, candidature)
    said = text(issued.rendu.octets)
    assert f"Nos réf. {issued.numero}" in said
    assert "KERMAREC" in said
    assert "«" not in said
    row = desk.row(DocumentEmis, issued.document)
    assert row.modele_id == next(one.key for one in desk.read(versions, desk.read(models)[0].key) if one.courante)
    brought(desk, document(*owed("DE"), paragraph(run("autre chose"))))
    assert desk.read(reprint, issued.document) == issued.rendu.octets
    assert desk(issue_letter, candidature).rendu.octets == issued.rendu.octets


def test_looking_at_it_issues_nothing(desk: Desk) -> None:
    candidature = refused(desk)
    brought(desk)
    played = try_document(desk.store, issue_letter, candidature)
    assert "KERMAREC" in text(played.rendu.octets)
    assert not desk.rows(DocumentEmis.__table__.select())


def test_a_folder_takes_it_and_one_file_says_that_it_does_not_before_any_number(desk: Desk, tmp_path: Path) -> None:
    refused(desk)
    brought(desk)
    with pytest.raises(Refused, match="document Word"):
        exports_lettres.export_letters(desk.store, Filter(valides=True), tmp_path / "lettres.pdf", Progress())
    assert not desk.rows(DocumentEmis.__table__.select())
    exports_lettres.export_letters(desk.store, Filter(valides=True), tmp_path / "lettres", Progress())
    [file] = (tmp_path / "lettres").iterdir()
    assert file.suffix == ".docx"
    assert "Nos réf. L" in text(file.read_bytes())
    with pytest.raises(Refused, match="document Word"):
        exports_lettres.export_letters(desk.store, Filter(valides=True), tmp_path / "b.pdf", Progress(), reprint=True)


def test_what_is_given_to_the_person_has_the_name_of_a_word_document(desk: Desk) -> None:
    candidature = refused(desk)
    brought(desk)
    desk(issue_letter, candidature)
    dossier = desk.row(Dossier, desk.row(Candidature, candidature).dossier_id)
    [name] = desk.read(files_of, dossier.personne_id)
    assert name.endswith(".docx")


def test_a_second_decision_needs_a_model_that_says_which_letter_it_replaces(desk: Desk) -> None:
    candidature = refused(desk)
    desk(issue_letter, candidature)
    brought(desk)
    desk.later(days=1)
    desk(correct_avis, candidature, "DE", "Erreur de motif", motif="autre", motif_texte="Dossier incomplet")
    desk(validate_avis, candidature)
    with pytest.raises(Refused, match="remplace une autre"):
        desk(issue_letter, candidature)
    brought(desk, document(*owed("DE"), paragraph(run("Remplace "), merge("lettre"))))
    assert "Remplace L" in text(desk(issue_letter, candidature).rendu.octets)


def test_a_place_taken_back_needs_a_model_that_says_the_remedies(desk: Desk) -> None:
    candidature = desk.apply(desk.home(desk.person()))
    desk(enter_avis, candidature, "FA")
    desk(validate_avis, candidature)
    desk(issue_letter, candidature)
    bare = [*owed("DE"), paragraph(merge("lettre"))]
    brought(desk, document(*bare))
    desk.later(days=1)
    desk(correct_avis, candidature, "DE", "Erreur", motif="niveau")
    desk(validate_avis, candidature)
    with pytest.raises(Refused, match="voies de recours"):
        desk(issue_letter, candidature)
    brought(desk, document(*bare, paragraph(merge("recours"))))
    assert "tribunal administratif" in text(desk(issue_letter, candidature).rendu.octets)


@pytest.mark.parametrize(
    "octets", [b"", b"PK", document(*owed("DE"), paragraph(merge("formatoin"))), document(*owed("DE", "motif"))]
)
def test_what_is_no_model_is_not_kept(desk: Desk, octets: bytes) -> None:
    with pytest.raises(Refused):
        brought(desk, octets)
    assert not desk.rows(ModeleCourrier.__table__.select())


@pytest.mark.parametrize("avis", [None, "DE"])
def test_a_decision_alone_has_an_avis(desk: Desk, avis: str | None) -> None:
    with pytest.raises(Refused, match="elle seule"):
        desk(bring_word_model, PIECES if avis else DECISION, "a.docx", b64encode(LETTRE).decode(), avis=avis)


def test_a_document_that_lacks_what_the_law_wants_makes_no_letter_wherever_it_came_from(desk: Desk) -> None:
    candidature, key = refused(desk), brought(desk)
    with desk.store.work("recu") as work:
        version = work.session.get_one(VersionModele, work.session.get_one(ModeleCourrier, key).version_id)
        version.fichier = b64encode(document(*owed("DE", "motif"))).decode()
    with pytest.raises(Refused, match="Il manque des champs de fusion à ce modèle Word"):
        desk(issue_letter, candidature)


def test_every_document_is_kept_and_an_earlier_one_comes_back(desk: Desk) -> None:
    key = brought(desk)
    brought(desk)
    desk(save_model, DECISION, "objet", "texte {motif}", "Tribunal{tribunal}", avis="DE")
    ones = desk.read(versions, key)
    assert [bool(one.mots.fichier) for one in ones if not one.fournie] == [False, True]
    assert not desk.read(models)[0].word
    desk(bring_back_words, next(one.key for one in ones if one.mots.fichier))
    assert desk.read(models)[0].word
    undo(desk.store)
    assert not desk.read(models)[0].word


def test_a_document_that_a_newer_desk_wrote_holds_its_letters_and_says_why(desk: Desk) -> None:
    candidature, key = refused(desk), brought(desk)
    with desk.store.work("recu") as work:
        version = work.session.get_one(VersionModele, work.session.get_one(ModeleCourrier, key).version_id)
        version.fichier = b64encode(document(paragraph(merge("demain")))).decode()
    with pytest.raises(Refused, match=r"ne se lit pas.*demain"):
        desk(issue_letter, candidature)
    desk(drop_model, key)
    assert desk(issue_letter, candidature).rendu.octets.startswith(b"%PDF")


def test_a_word_document_is_of_one_decision_and_is_the_translation_of_none(desk: Desk) -> None:
    with pytest.raises(Refused, match="a un avis"):
        brought(desk, avis="")
    with pytest.raises(Refused, match="lettre entière"):
        brought(desk, langue="en")


def test_who_reads_english_has_the_word_letter_in_french_and_that_is_told(desk: Desk) -> None:
    candidature = desk.apply(desk.home(desk.person(langue="en")))
    desk(enter_avis, candidature, "DE", motif="niveau")
    desk(validate_avis, candidature)
    brought(desk)
    desk(save_model, DECISION, "Refusal", "{motif}\nNo.", "{tribunal}", avis="DE", langue="en")
    told = try_document(desk.store, issue_letter, candidature).rendu.remarques
    assert ["texte anglais" in kept(one) for one in told] == [True]


def test_a_word_document_that_arrives_as_english_is_printed_nowhere(desk: Desk) -> None:
    candidature = desk.apply(desk.home(desk.person(langue="en")))
    desk(enter_avis, candidature, "DE", motif="niveau")
    desk(validate_avis, candidature)
    with desk.store.work("bring_word_model") as work:
        model = work.add(ModeleCourrier(papier=DECISION, avis="DE", langue="en"))
        made = {"faite_le": desk.now, "faite_par": "Ailleurs", "fichier": b64encode(LETTRE).decode()}
        model.version_id = work.add(VersionModele(modele_id=model.id, objet="refus.docx", **made)).id
    pages = " ".join(texts(desk(issue_letter, candidature).rendu.octets))
    assert "refus.docx" not in pages
    assert "I regret to inform you" in pages
