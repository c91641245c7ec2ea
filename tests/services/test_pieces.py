"""The checklist of pieces: asked by rule or by hand, brought once, judged by each candidature."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.rows import LignePiece
from scolarite_desk.models.tables.piece import Exigence, Piece, PieceRecue
from scolarite_desk.services import pieces
from scolarite_desk.services.candidatures import cancel_candidature
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.undo import undo, undo_work
from tests.services.conftest import Desk

LIVING = select(PieceRecue).where(PieceRecue.retire_le.is_(None))


def _lines(desk: Desk, candidature: str) -> list[LignePiece]:
    return list(desk.read(pieces.lines, candidature))


def _line(desk: Desk, candidature: str, code: str = "IDENTITE") -> LignePiece:
    found: LignePiece = desk.read(pieces.line_of, candidature, desk.pieces[code])
    return found


@pytest.fixture
def identite(desk: Desk) -> str:
    return desk.pieces["IDENTITE"]


@pytest.fixture
def licence(desk: Desk) -> str:
    return desk.apply(desk.person())


@pytest.fixture
def two(desk: Desk) -> tuple[str, str]:
    """A licence and a master of one person: both ask for the identity paper."""
    dossier = desk.person()
    return desk.apply(dossier), desk.apply(dossier, desk.master)


def test_the_rules_ask_in_catalogue_order(desk: Desk, licence: str) -> None:
    assert [line.code for line in _lines(desk, licence)] == ["IDENTITE", "RELEVE", "TRANSFERT"]
    assert {line.statut for line in _lines(desk, licence)} == {"AT"}


def test_a_rule_of_another_formation_or_profile_asks_nothing(desk: Desk) -> None:
    dossier = desk.person()
    desk(correct, "dossier.profil", dossier, "international")
    assert [line.code for line in _lines(desk, desk.apply(dossier, desk.master))] == ["IDENTITE"]


def test_a_piece_out_of_service_is_only_asked_where_it_was_touched(desk: Desk, licence: str, identite: str) -> None:
    desk(pieces.receive_piece, licence, identite)
    desk(correct, "piece.en_service", identite, False)
    other = desk.apply(desk.person("RIOU", "Anna", "2003-01-02"))
    assert "IDENTITE" in [line.code for line in _lines(desk, licence)]
    assert "IDENTITE" not in [line.code for line in _lines(desk, other)]


def test_a_paper_brought_says_when_by_whom_and_what_was_said(desk: Desk, licence: str, identite: str) -> None:
    desk(pieces.receive_piece, licence, identite, note=" passeport ")
    line = _line(desk, licence)
    assert (line.statut, line.recue_le, line.recue_par, line.note) == ("TR", date(2026, 7, 6), "Claire", "passeport")
    assert not line.manque


def test_a_paper_brought_once_is_seen_by_every_candidature(desk: Desk, two: tuple[str, str], identite: str) -> None:
    desk(pieces.receive_piece, two[0], identite)
    assert _line(desk, two[1]).statut == "TR"
    desk(pieces.validate_piece, two[1], identite)
    assert [_line(desk, one).statut for one in two] == ["TR", "VA"]
    assert len(desk.rows(LIVING)) == 1


def test_a_candidature_added_later_sees_the_paper(desk: Desk, identite: str) -> None:
    dossier = desk.person()
    desk(pieces.validate_piece, desk.apply(dossier), identite)
    assert _line(desk, desk.apply(dossier, desk.master)).statut == "TR"


def test_a_paper_of_an_earlier_year_has_to_be_shown_again(desk: Desk, licence: str, identite: str) -> None:
    desk(pieces.receive_piece, licence, identite)
    desk(correct, "campagne.debut", desk.campagne, date(2026, 7, 7))
    other = desk.apply(_dossier_of(desk, licence), desk.master, motif="avant l’ouverture")
    assert _line(desk, other).statut == "AT"


def _dossier_of(desk: Desk, candidature: str) -> str:
    from scolarite_desk.models.tables.candidature import Candidature

    key: str = desk.row(Candidature, candidature).dossier_id
    return key


def test_what_one_candidature_refuses_the_other_keeps(desk: Desk, two: tuple[str, str], identite: str) -> None:
    desk(pieces.receive_piece, two[0], identite)
    desk(pieces.refuse_piece, two[0], identite, motif="illisible")
    assert [_line(desk, one).statut for one in two] == ["RE", "TR"]


def test_taking_a_piece_back_on_one_candidature_never_touches_another(
    desk: Desk, two: tuple[str, str], identite: str
) -> None:
    desk(pieces.receive_piece, two[0], identite)
    desk(pieces.piece_awaited, two[0], identite)
    assert [_line(desk, one).statut for one in two] == ["AT", "TR"]
    desk(pieces.piece_awaited, two[1], identite)
    assert [_line(desk, one).statut for one in two] == ["AT", "AT"]


def test_a_paper_ticked_by_mistake_does_not_come_back_with_the_next_candidature(desk: Desk, identite: str) -> None:
    dossier = desk.person()
    first = desk.apply(dossier)
    desk(pieces.receive_piece, first, identite)
    desk(pieces.piece_awaited, first, identite)
    assert desk.rows(LIVING) == []
    assert _line(desk, desk.apply(dossier, desk.master)).statut == "AT"


def test_a_paper_given_back_then_brought_for_the_other_counts_again(
    desk: Desk, two: tuple[str, str], identite: str
) -> None:
    desk(pieces.receive_piece, two[0], identite)
    desk(pieces.piece_awaited, two[1], identite)
    desk(pieces.refuse_piece, two[0], identite, motif="perime")
    desk(pieces.receive_piece, two[0], identite)
    assert [_line(desk, one).statut for one in two] == ["TR", "TR"]
    assert len(desk.rows(LIVING)) == 2


def test_validating_receives_at_once(desk: Desk, licence: str, identite: str) -> None:
    desk(pieces.validate_piece, licence, identite)
    assert (_line(desk, licence).statut, _line(desk, licence).recue_le) == ("VA", date(2026, 7, 6))


def test_a_piece_brought_again_after_a_refusal_keeps_both_lines(desk: Desk, licence: str, identite: str) -> None:
    desk(pieces.refuse_piece, licence, identite, motif="illisible")
    desk.later(days=2)
    desk(pieces.receive_piece, licence, identite)
    both = [line for line in _lines(desk, licence) if line.code == "IDENTITE"]
    assert [(line.rang, line.statut, line.courante, line.recue_le) for line in both] == [
        (1, "RE", False, date(2026, 7, 6)),
        (2, "TR", True, date(2026, 7, 8)),
    ]
    assert both[0].motif == "illisible"
    assert [line.manque for line in both] == [False, False]


def test_a_refusal_is_taken_back_on_its_own_line(desk: Desk, licence: str, identite: str) -> None:
    desk(pieces.refuse_piece, licence, identite, motif="illisible")
    desk(pieces.validate_piece, licence, identite)
    both = [line for line in _lines(desk, licence) if line.code == "IDENTITE"]
    assert [(line.rang, line.statut, line.motif) for line in both] == [(1, "VA", "")]


def test_a_validated_piece_goes_back_to_be_examined_with_the_same_paper(
    desk: Desk, licence: str, identite: str
) -> None:
    desk(pieces.validate_piece, licence, identite)
    desk(pieces.receive_piece, licence, identite)
    assert _line(desk, licence).statut == "TR"
    assert len(desk.rows(LIVING)) == 1


@pytest.mark.parametrize(("motif", "texte"), [("", ""), ("autre", " ")])
def test_a_refusal_says_why(desk: Desk, licence: str, identite: str, motif: str, texte: str) -> None:
    with pytest.raises(Refused, match="motif"):
        desk(pieces.refuse_piece, licence, identite, motif=motif, texte=texte)
    assert _line(desk, licence).statut == "AT"


def test_a_conditional_piece_may_not_concern_the_person(desk: Desk, licence: str) -> None:
    desk(pieces.piece_not_concerned, licence, desk.pieces["TRANSFERT"])
    assert _line(desk, licence, "TRANSFERT").statut == "NC"


def test_a_piece_asked_of_all_is_left_out_with_a_reason_only(desk: Desk, licence: str, identite: str) -> None:
    with pytest.raises(Refused, match="dites pourquoi"):
        desk(pieces.piece_not_concerned, licence, identite)
    desk(pieces.piece_not_concerned, licence, identite, motif="identité vue au consulat")
    assert _line(desk, licence).motif_texte == "identité vue au consulat"
    desk(pieces.receive_piece, licence, identite)
    assert _line(desk, licence).statut == "TR"


def test_what_was_brought_is_not_declared_not_concerned(desk: Desk, licence: str) -> None:
    desk(pieces.receive_piece, licence, desk.pieces["TRANSFERT"])
    with pytest.raises(Refused, match="Reçue, à examiner"):
        desk(pieces.piece_not_concerned, licence, desk.pieces["TRANSFERT"])


def test_the_same_tick_twice_is_refused(desk: Desk, licence: str, identite: str) -> None:
    desk(pieces.receive_piece, licence, identite)
    with pytest.raises(Refused, match="déjà reçue, le 06/07/2026"):
        desk(pieces.receive_piece, licence, identite)
    desk(pieces.validate_piece, licence, identite)
    with pytest.raises(Refused, match="déjà validée"):
        desk(pieces.validate_piece, licence, identite)
    with pytest.raises(Refused, match="On ne passe pas"):
        desk(pieces.piece_awaited, licence, desk.pieces["RELEVE"])


def test_a_cancelled_candidature_receives_nothing(desk: Desk, licence: str, identite: str) -> None:
    desk(cancel_candidature, licence, "doublon")
    with pytest.raises(Refused, match="annulée"):
        desk(pieces.receive_piece, licence, identite)


def test_a_piece_that_no_rule_asks_is_asked_by_hand(desk: Desk, licence: str, identite: str) -> None:
    with pytest.raises(Refused, match="ne demande pas"):
        desk(
            pieces.receive_piece,
            desk.apply(desk.person("RIOU", "Anna", "2003-01-02"), desk.master),
            desk.pieces["RELEVE"],
        )
    free = desk(pieces.add_free_piece, licence, " Programme du semestre ")
    assert [line.libelle for line in _lines(desk, licence) if line.libre] == ["Programme du semestre"]
    desk(pieces.validate_piece, licence, free)
    assert not desk.row(Piece, free).en_service
    with pytest.raises(Refused, match="déjà demandée"):
        desk(pieces.add_free_piece, licence, "Programme du semestre")
    with pytest.raises(Refused, match="Écrivez le nom"):
        desk(pieces.add_free_piece, licence, "  ")
    desk(pieces.withdraw_free_piece, licence, free)
    assert len(_lines(desk, licence)) == 3
    with pytest.raises(Refused, match="Une règle demande"):
        desk(pieces.withdraw_free_piece, licence, identite)


def test_a_label_of_the_catalogue_is_that_piece(desk: Desk) -> None:
    master = desk.apply(desk.person(), desk.master)
    assert desk(pieces.add_free_piece, master, "Relevé de notes") == desk.pieces["RELEVE"]


def test_a_deadline_is_counted_or_given(desk: Desk, licence: str, identite: str) -> None:
    assert _line(desk, licence).echeance is None
    desk(set_statut, licence, "IN")
    asked = {line.code: line.echeance for line in _lines(desk, licence)}
    assert (asked["IDENTITE"].le, kept(asked["IDENTITE"].source)) == (date(2026, 7, 21), "les réglages\u00a0: 15 jours")
    assert (asked["TRANSFERT"].le, kept(asked["TRANSFERT"].source)) == (
        date(2026, 8, 5),
        "la liste des pièces\u00a0: 30 jours",
    )
    desk(pieces.set_piece_deadline, licence, identite, date(2026, 9, 1))
    assert (_line(desk, licence).echeance.le, _line(desk, licence).statut) == (date(2026, 9, 1), "AT")
    with pytest.raises(Refused, match="passée"):
        desk(pieces.set_piece_deadline, licence, identite, date(2026, 7, 5))
    desk(pieces.set_piece_deadline, licence, identite, None)
    assert _line(desk, licence).echeance == asked["IDENTITE"]


def test_a_piece_whose_deadline_was_moved_is_still_seen_when_brought_for_another(
    desk: Desk, two: tuple[str, str], identite: str
) -> None:
    desk(pieces.set_piece_deadline, two[1], identite, date(2026, 9, 1))
    desk(pieces.receive_piece, two[0], identite)
    assert _line(desk, two[1]).statut == "TR"
    desk(pieces.validate_piece, two[1], identite)
    rows = desk.rows(select(Exigence).where(Exigence.candidature_id == two[1]))
    assert [(row.statut, row.echeance) for row in rows] == [("VA", date(2026, 9, 1))]


def test_a_paper_that_another_candidature_judged_is_not_undone_under_it(
    desk: Desk, two: tuple[str, str], identite: str
) -> None:
    desk(pieces.receive_piece, two[0], identite)
    received = desk.number()
    desk(pieces.validate_piece, two[1], identite)
    with pytest.raises(Refused, match="encore utilisé"):
        undo_work(desk.store, received)
    undo(desk.store, desk.started)
    assert [_line(desk, one).statut for one in two] == ["TR", "TR"]


def test_a_piece_asked_by_hand_is_not_awaited_for_yesterday(desk: Desk, licence: str) -> None:
    with pytest.raises(Refused, match="échéance est passée"):
        desk(pieces.add_free_piece, licence, "Un papier", desk.now.date() - timedelta(days=1))
