"""Answers to the questions of the office, and the forms that came from elsewhere: one row each and candidature."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.langue import kept, said
from scolarite_desk.models.rows.rows import LignePiece
from scolarite_desk.models.rules.dates import not_to_come
from scolarite_desk.models.rules.questions import FORMULAIRE, QuestionPosee, written
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.question import Question, Reponse
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services import pieces
from scolarite_desk.services.acts import act
from scolarite_desk.services.catalogue import only
from scolarite_desk.services.passages import live
from scolarite_desk.store.queries.questions import questions
from scolarite_desk.store.store import Work


@act(N_("Répondre à une question"), right="candidatures")
def answer_question(work: Work, candidature: str, question: str, valeur: Any = None) -> str:
    """What the candidature answers, blank to take it back; of a form, the day on which it came. Returns the key of the
    answer. `Refused` when the question is not asked of it, or that day is still to come.
    """
    met = _met(work, live(work, candidature), question)
    if met.genre == FORMULAIRE and isinstance(valeur, date):
        not_to_come(valeur, _today(work, candidature), _path(question))
    return _answer(work, candidature, question, written(valeur), None)


@act(N_("Dire une question non concernée"), right="candidatures")
def question_not_concerned(work: Work, candidature: str, question: str, motif: str = "") -> str:
    """The person has nothing to answer, nor to send, and why: it is not missing any more. An answer takes it back, and
    so does a blank reason.
    """
    met = _met(work, live(work, candidature), question)
    if not motif.strip() and not met.dispense:
        raise Refused(N_("Indiquez pourquoi la personne n’est pas concernée."), _path(question))
    return _answer(work, candidature, question, None, motif.strip() or None)


def _answer(work: Work, candidature: str, question: str, valeur: str | None, dispense: str | None) -> str:
    row = _row(work, candidature, question)
    row.valeur, row.dispense, row.donnee_le, row.donnee_par = valeur, dispense, work.now, work.auteur
    row.vue_le = row.vue_par = None  # what was read is not what is there any more
    return row.id


@act(N_("Voir un formulaire"), right="candidatures")
def see_form(work: Work, candidature: str, question: str) -> None:
    """Somebody read the form that came."""
    met = _met(work, live(work, candidature), question)
    if not met.a_voir:
        raise Refused(N_("Ce formulaire n’est pas arrivé, ou il est déjà vu."), _path(question))
    row = _row(work, candidature, question)
    row.vue_le, row.vue_par = work.now, work.auteur


def _met(work: Work, row: Candidature, question: str) -> QuestionPosee:
    work.get(Question, question)
    met = next((one for one in questions(work.session, [row])[row.id] if one.key == question), None)
    if met is None:
        raise Refused(N_("Cette question n’est pas posée à cette candidature."), _path(question))
    return met


def _row(work: Work, candidature: str, question: str) -> Reponse:
    return only(work, Reponse, candidature, question, candidature_id=candidature, question_id=question)


def _today(work: Work, candidature: str) -> date:
    return work.today_of(work.get(Candidature, candidature).formation_id)


def _path(question: str) -> str:
    return f"reponse.{question}"


def missing(session: Session, row: Candidature) -> list[LignePiece]:
    """The pieces that a candidature lacks, then what it must still answer."""
    return [*(line for line in pieces.lines(session, row.id) if line.manque), *due(session, row)]


def due(session: Session, row: Candidature) -> list[LignePiece]:
    """What a candidature must still answer, as papers list it among what is missing (CRPA L. 114-5: « les pièces et
    informations »). Its delay is that of a piece which fixes none.
    """
    return [
        LignePiece(
            candidature=row.id,
            piece=one.key,
            code="",
            libelle=kept(_asked(one, one.texte)),
            libelle_anglais=said(_asked(one, one.texte_anglais), ANGLAIS) if one.texte_anglais else "",
            statut="AT",
        )
        for one in questions(session, [row])[row.id]
        if one.manque
    ]


def _asked(one: QuestionPosee, texte: str) -> Msg:
    if one.genre == FORMULAIRE:
        return N_("Formulaire\u00a0: {nom}", nom=texte)
    return N_("Réponse à la question\u00a0: {question}", question=texte)
