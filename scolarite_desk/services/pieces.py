"""Pieces of a candidature: what is asked, brought, and made of it.

A paper is brought once (`PieceRecue`) and seen by every candidature of the person that asks for it in this campaign;
each one then judges it for itself (`Exigence`). What is done to one candidature never changes another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.rows import LignePiece
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.echeances import Echeance, piece_deadline
from scolarite_desk.models.rules.gardes import SUITE
from scolarite_desk.models.rules.pieces import fresh
from scolarite_desk.models.rules.states import PIECE, allowed
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.piece import Exigence, Piece, PieceDemandee, PieceRecue
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.passages import live
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.courant import candidature_presente
from scolarite_desk.store.queries.pieces import Papers, papers_of
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Work


def lines(session: Session, candidature: str) -> tuple[LignePiece, ...]:
    """Every piece of a candidature in catalogue order; papers refused earlier stand before the current line."""
    return lines_in(papers_of(session, candidature), settings(session))


def lines_in(papers: Papers, reglages: Mapping[str, str]) -> tuple[LignePiece, ...]:
    """The same of what was read already. `reglages`: the settings that count delays."""
    found: list[LignePiece] = []
    for piece in papers.pieces:
        deadline = piece_deadline(papers.candidature, _delay(papers.regles.get(piece.id, [])), reglages)
        found += _of_piece(papers, piece, deadline)
    return tuple(found)


def line_of(session: Session, candidature: str, piece: str) -> LignePiece:
    """The current line of one piece. `Refused` when the candidature does not ask for it."""
    for line in lines(session, candidature):
        if line.piece == piece and line.courante:
            return line
    raise Refused(N_("Cette candidature ne demande pas cette pièce."), "piece.libelle")


def _delay(rules: list[PieceDemandee]) -> int | None:
    """Of several rules that ask the same piece, the one most generous to the person."""
    return max((rule.delai for rule in rules if rule.delai is not None), default=None)


def _of_piece(papers: Papers, piece: Piece, deadline: Echeance | None) -> list[LignePiece]:
    rows, now = papers.lignes.get(piece.id, []), papers.current(piece.id)
    line = replace(_line(papers, piece, now.ligne, deadline), statut=now.statut, rang=now.rang, courante=True)
    if now.fraiche is not None:
        line = _with_paper(line, now.fraiche)
    earlier = [row for row in rows if row is not now.ligne]
    return [*(_line(papers, piece, row, deadline) for row in earlier), line]


def _line(papers: Papers, piece: Piece, row: Exigence | None, deadline: Echeance | None) -> LignePiece:
    line = LignePiece(
        candidature=papers.candidature.id,
        piece=piece.id,
        code=piece.code or "",
        libelle=piece.libelle or "",
        libelle_anglais=piece.libelle_anglais or "",
        statut="AT",
        courante=False,
        conditionnelle=bool(piece.conditionnelle),
        libre=piece.id not in papers.regles,
        echeance=deadline,
    )
    return line if row is None else _judged(papers, line, row)


def _judged(papers: Papers, line: LignePiece, row: Exigence) -> LignePiece:
    own = Echeance(row.echeance, N_("le délai accordé pour cette pièce")) if row.echeance else line.echeance
    line = replace(
        line,
        statut=row.statut,
        rang=row.rang,
        exigence=row.id,
        statut_le=row.statut_le,
        statut_par=row.statut_par,
        motif=row.motif or "",
        motif_texte=row.motif_texte or "",
        echeance=own,
    )
    return _with_paper(line, papers.vues[row.recue_id]) if row.recue_id and row.statut != "AT" else line


def _with_paper(line: LignePiece, paper: PieceRecue) -> LignePiece:
    return replace(line, recue=paper.id, recue_le=paper.recue_le, recue_par=paper.recue_par, note=paper.note or "")


@act(N_("Recevoir une pièce"), right="pieces")
def receive_piece(work: Work, candidature: str, piece: str, note: str = "") -> str:
    """The person brings a paper: to be examined. Returns the line's key.

    After a refusal it is a new line; a validated piece goes back to be examined.
    """
    line = _current(work, candidature, piece)
    if line.statut == "TR":
        raise Refused(N_("Cette pièce est déjà reçue, le {jour}.", jour=show_day(line.recue_le)), "piece.libelle")
    if line.statut == "RE":
        line = replace(line, exigence=None, rang=line.rang + 1, statut="AT", recue=None)
    return _judge(work, line, "TR", recue=line.recue or _bring(work, line, note))


@act(N_("Valider une pièce"), right="pieces")
def validate_piece(work: Work, candidature: str, piece: str) -> str:
    """The paper is right; it is received at once if nothing was. Returns the line's key."""
    line = _current(work, candidature, piece)
    if line.statut == "VA":
        raise Refused(N_("Cette pièce est déjà validée."), "piece.libelle")
    return _judge(work, line, "VA", recue=line.recue or _bring(work, line, ""))


@act(N_("Refuser une pièce"), right="pieces")
def refuse_piece(work: Work, candidature: str, piece: str, motif: str = "", texte: str = "") -> str:
    """The paper is wrong: a reason of the list `motif_refus_piece`, or in full. Returns the line's key.

    It is received at once if nothing was: the person did show a paper.
    """
    if not motif.strip() and not texte.strip():
        raise Refused(N_("Donnez le motif du refus."), "piece.motif")
    if motif == "autre" and not texte.strip():
        raise Refused(N_("Précisez le motif du refus."), "piece.motif_texte")
    line = _current(work, candidature, piece)
    if line.statut == "AT":
        receive_piece(work, candidature, piece)
        line = _current(work, candidature, piece)
    return _judge(work, line, "RE", line.recue, motif, texte)


@act(N_("Pièce non concernée"), right="pieces")
def piece_not_concerned(work: Work, candidature: str, piece: str, motif: str = "") -> str:
    """The person need not bring it: plain for a piece that may not concern everyone, else with a reason."""
    line = _current(work, candidature, piece)
    if not line.conditionnelle and not motif.strip():
        raise Refused(
            N_("Cette pièce est demandée à tous\u00a0: dites pourquoi elle ne l’est pas ici."), "piece.motif_texte"
        )
    return _judge(work, line, "NC", texte=motif)


@act(N_("Remettre une pièce en attente"), right="pieces")
def piece_awaited(work: Work, candidature: str, piece: str) -> str:
    """Back to awaited: ticked by mistake, or given back. A paper that no other candidature sees is withdrawn."""
    line = _current(work, candidature, piece)
    key = _judge(work, line, "AT", line.recue)
    if line.recue is not None and not _seen_elsewhere(work, line):
        work.withdraw(work.get(PieceRecue, line.recue))
    return key


@act(N_("Demander une pièce de plus"), right="pieces")
def add_free_piece(work: Work, candidature: str, libelle: str, echeance: date | None = None) -> str:
    """Ask this candidature for a paper that no rule asks. Returns the piece's key.

    A label that the catalogue knows is that piece; any other is a piece out of service, asked of nobody else.
    """
    row, label = live(work, candidature), libelle.strip()
    if not label:
        raise Refused(N_("Écrivez le nom de la pièce."), "piece.libelle")
    _to_come(work, candidature, echeance)
    known: Piece | None = work.find(
        living(Piece).where(Piece.libelle == label).order_by(Piece.en_service.desc(), Piece.id)
    )
    piece = known or work.add(Piece(libelle=label, en_service=False, conditionnelle=False))
    if any(line.piece == piece.id for line in lines(work.session, row.id)):
        raise Refused(N_("Cette pièce est déjà demandée."), "piece.libelle")
    _row(work, row.id, piece.id, 1, "AT", echeance)
    return piece.id


@act(N_("Ne plus demander une pièce"), right="pieces")
def withdraw_free_piece(work: Work, candidature: str, piece: str) -> None:
    """Take back a piece asked by hand; what a rule asks is changed in the settings, or declared not concerned."""
    if not _current(work, candidature, piece).libre:
        raise Refused(N_("Une règle demande cette pièce\u00a0: déclarez-la non concernée."), "piece.libelle")
    for row in work.all(living(Exigence).where(Exigence.candidature_id == candidature, Exigence.piece_id == piece)):
        work.withdraw(row)


@act(N_("Fixer l’échéance d’une pièce"), right="pieces")
def set_piece_deadline(work: Work, candidature: str, piece: str, le: date | None) -> None:
    """Until when this piece is awaited; None goes back to the common delay."""
    line = _current(work, candidature, piece)
    _to_come(work, candidature, le)
    if line.exigence is None:
        _row(work, candidature, piece, line.rang, line.statut, le, line.recue)
    else:
        work.get(Exigence, line.exigence).echeance = le


def _to_come(work: Work, candidature: str, echeance: date | None) -> None:
    if echeance is not None and echeance < work.today_of(live(work, candidature).formation_id):
        raise Refused(N_("Cette échéance est passée\u00a0: choisissez un jour à venir."), "piece.echeance")


def _current(work: Work, candidature: str, piece: str) -> LignePiece:
    return line_of(work.session, live(work, candidature).id, piece)


def _bring(work: Work, line: LignePiece, note: str) -> str:
    """A paper already brought for another candidature, and not judged here, is not brought twice."""
    papers = papers_of(work.session, line.candidature)
    known = fresh(papers.lignes.get(line.piece, []), papers.apportees.get(line.piece, []))
    if known is not None:
        return known.id
    return work.add(
        PieceRecue(
            personne_id=papers.personne,
            piece_id=line.piece,
            recue_le=work.today,
            recue_par=work.auteur,
            note=note.strip() or None,
        )
    ).id


def _judge(
    work: Work, line: LignePiece, statut: str, recue: str | None = None, motif: str = "", texte: str = ""
) -> str:
    if not allowed("piece", line.statut, statut):
        before, after = PIECE[line.statut].label, PIECE[statut].label
        raise Refused(SUITE.phrase.given(avant=before, apres=after), "piece.statut")
    if line.exigence is None:
        row = _row(work, line.candidature, line.piece, line.rang, statut, None, recue)
    else:
        row = work.get(Exigence, line.exigence)
        row.statut, row.statut_le, row.statut_par, row.recue_id = statut, work.now, work.auteur, recue
    row.motif, row.motif_texte = motif.strip() or None, texte.strip() or None
    work.session.flush()
    return row.id


def _row(
    work: Work,
    candidature: str,
    piece: str,
    rang: int,
    statut: str,
    echeance: date | None = None,
    recue: str | None = None,
) -> Exigence:
    return work.add(
        Exigence(
            candidature_id=candidature,
            piece_id=piece,
            rang=rang,
            statut=statut,
            statut_le=work.now,
            statut_par=work.auteur,
            recue_id=recue,
            echeance=echeance,
        )
    )


def _seen_elsewhere(work: Work, line: LignePiece) -> bool:
    dossier = work.get(Dossier, work.get(Candidature, line.candidature).dossier_id)
    others = work.all(
        select(Candidature.id)
        .join(Dossier, Dossier.id == Candidature.dossier_id)
        .where(Dossier.personne_id == dossier.personne_id, Candidature.id != line.candidature)
        .where(candidature_presente())
    )
    return any(seen.recue == line.recue for key in others for seen in lines(work.session, key))
