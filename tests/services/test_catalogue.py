"""A new office: the catalogue that it is proposed, and papers that refuse to leave while nobody is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.vides import DECISION, RECU, REGLAGES
from scolarite_desk.models.tables.formation import Centre
from scolarite_desk.models.tables.piece import Piece, PieceDemandee
from scolarite_desk.models.tables.reglage import Nomenclature
from scolarite_desk.progress import Progress
from scolarite_desk.services import documents, fondation, pieces
from scolarite_desk.services.agents import name_agent
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.catalogue import seed_catalogue
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.exports_lettres import export_letters
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.rows import living
from tests.exchange.pdf_reading import texts
from tests.services.conftest import CHEAP, NAMED, PASSWORD, SETTINGS, Desk

PAPERS = set(REGLAGES)


def test_a_new_office_has_pieces_their_rules_and_motives_with_their_sentence(real: Desk) -> None:
    codes = {one.code for one in real.rows(living(Piece))}
    assert {"IDENTITE", "BAC", "RELEVES", "VISA"} <= codes
    assert all(one.texte for one in real.rows(living(Nomenclature)))
    asked = [pieces_of(real, profil) for profil in ("lyceen", "international")]
    assert "BULLETINS" in asked[0]
    assert "BULLETINS" not in asked[1]
    assert {"NAISSANCE", "TRADUCTION"} <= asked[1]


def pieces_of(office: Desk, profil: str) -> set[str]:
    """The codes of the pieces that the rules ask of a profile."""
    rules = select(Piece.code).join(PieceDemandee, PieceDemandee.piece_id == Piece.id)
    with office.store.reading() as session:
        found = session.scalars(rules.where((PieceDemandee.profil == profil) | PieceDemandee.profil.is_(None)))
        return {one for one in found if one}


def test_what_the_office_made_of_the_catalogue_is_not_put_back(real: Desk) -> None:
    bac, photo = (real.rows(living(Piece).where(Piece.code == code))[0].id for code in ("BAC", "PHOTO"))
    real(correct, "piece.libelle", bac, "Diplôme du bac")
    real(withdraw_item, "piece", photo)
    with pytest.raises(Refused, match="déjà là"):
        real(seed_catalogue)
    assert real.row(Piece, bac).libelle == "Diplôme du bac"
    assert real.row(Piece, photo).retire_le is not None


def test_a_piece_that_the_office_wrote_itself_has_no_twin(desk: Desk) -> None:
    desk(seed_catalogue)
    found = desk.rows(living(Piece).where(Piece.code == "IDENTITE"))
    assert [one.id for one in found] == [desk.pieces["IDENTITE"]]


def test_two_offices_founded_apart_seed_the_same_rows(tmp_path: Path) -> None:
    found = []
    for name in ("un", "deux"):
        made = fondation.found(tmp_path / f"{name}.sdesk", "Claire", PASSWORD, {}, cost=CHEAP)
        with made.store.reading() as session:
            found.append([set(session.scalars(select(cls.id))) for cls in (Piece, PieceDemandee, Nomenclature)])
        made.store.close()
    assert found[0] == found[1]


def test_a_setting_that_cannot_be_read_founds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "fausse.sdesk"
    for chosen in ({"uai": "0352440Z"}, {"couleur_du_ciel": "bleu"}):
        with pytest.raises(Refused):
            fondation.found(path, "Claire", PASSWORD, chosen, cost=CHEAP)
        assert not path.exists()


def decided(office: Desk) -> str:
    """A refusal, validated, in a base that has just been founded; returns its dossier."""
    campagne = office(add_item, "campagne", {"libelle": "Essai", "annee": "2026-2027", "etat": "ouverte"})
    formation = office(
        add_item,
        "formation",
        {
            "campagne_id": campagne,
            "code": "L3",
            "libelle": "Licence 3",
            "genre": "licence",
            "mode": "presentiel",
            "traitement": "AC",
        },
    )
    dossier = office.home(office.person())
    candidature = office.apply(dossier, formation)
    office(enter_avis, candidature, "DE", motif="resultats")
    office(validate_avis, candidature)
    return dossier


def test_no_paper_leaves_before_the_office_is_named_and_the_reason_is_told(real: Desk, tmp_path: Path) -> None:
    dossier = decided(real)
    real(add_item, "signataire", {"prenom": "Anne", "nom": "LE BIHAN", "qualite": "Présidente"})
    with pytest.raises(Refused, match=r"renseignez le nom de l’établissement, le service, .* dans Réglages"):
        real(documents.issue_receipt, dossier)
    with pytest.raises(Refused, match=r"le tribunal administratif.* \(1\)"):
        export_letters(real.store, Filter(), tmp_path / "lettres.pdf", Progress())
    assert not (tmp_path / "lettres.pdf").exists()
    for cle in PAPERS:
        real(change_setting, cle, {**NAMED, **SETTINGS}[cle])
    real(name_agent, "Claire", "Claire", "MARTIN", "gestionnaire")
    assert real(documents.issue_receipt, dossier).numero == "01-2026-00001"
    assert len(export_letters(real.store, Filter(), tmp_path / "lettres.pdf", Progress()).pretes) == 1


def test_the_lot_that_gives_no_letter_says_that_nobody_signs(real: Desk, tmp_path: Path) -> None:
    decided(real)
    for cle in PAPERS:
        real(change_setting, cle, {**NAMED, **SETTINGS}[cle])
    with pytest.raises(Refused, match="Aucun signataire"):
        export_letters(real.store, Filter(), tmp_path / "lettres.pdf", Progress())


@pytest.mark.parametrize("cle", sorted(PAPERS - {"service"}))  # which the centre of this office says
def test_each_blank_that_a_paper_would_print_holds_it(desk: Desk, cle: str) -> None:
    dossier = desk.home(desk.person())
    key = desk.apply(dossier)
    desk(enter_avis, key, "FA")
    desk(validate_avis, key)
    desk(change_setting, cle, "")
    one = REGLAGES[cle]
    if RECU in one.papiers:
        with pytest.raises(Refused, match=kept(one.reglage)):
            desk(documents.issue_receipt, dossier)
    if DECISION in one.papiers:
        with pytest.raises(Refused, match=kept(one.reglage)):
            desk.read(letter_of, key, desk.now)
        look = desk.read(documents.preflight, [key], Progress(), desk.now)
        assert kept(one.reglage) in kept(look.ecartees[0][1])


def test_what_a_centre_says_of_itself_is_not_asked_of_the_establishment(desk: Desk) -> None:
    dossier = desk.home(desk.person())
    desk.apply(dossier)
    [centre] = desk.rows(select(Centre))
    desk(change_setting, "telephone", "")
    with pytest.raises(Refused, match="le téléphone"):
        desk(documents.issue_receipt, dossier)
    desk(correct, "centre.telephone", centre.id, "+33299001011")
    desk(documents.issue_receipt, dossier)


def test_a_receipt_without_a_piece_to_ask_does_not_announce_any(desk: Desk) -> None:
    dossier = desk.person()
    key = desk.apply(dossier)
    for line in desk.read(pieces.lines, key):
        for rule in desk.rows(living(PieceDemandee).where(PieceDemandee.piece_id == line.piece)):
            desk(withdraw_item, "piece_demandee", rule.id)
    text = " ".join(" ".join(texts(desk(documents.issue_receipt, dossier).rendu.octets)).split())
    assert "pas encore déclaré complet" in text
    assert "pièces ci-dessous" not in text


def test_a_refusal_says_whom_to_talk_to(desk: Desk) -> None:
    key = desk.apply(desk.home(desk.person()))
    desk(change_setting, "orientation", "SCUIO, 02 99 00 10 30.")
    desk(enter_avis, key, "DE", motif="resultats")
    desk(validate_avis, key)
    text = " ".join(" ".join(texts(desk(documents.issue_letter, key).rendu.octets)).split())
    assert "Pour faire le point sur votre projet : SCUIO, 02 99 00 10 30." in text.replace("\u00a0", " ")
