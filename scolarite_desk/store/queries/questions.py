"""The questions that candidatures meet, with their answers: a handful of readings, for one or for hundreds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.questions import QuestionPosee, answer, choices
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.question import Question, Reponse
from scolarite_desk.store.queries.rows import by_key, living, read_by_key, read_by_owner


def questions_of(session: Session, formation: str) -> tuple[QuestionPosee, ...]:
    """What is asked of whoever applies for a formation, in the order of the office."""
    row = session.get_one(Formation, formation)
    return tuple(_met(one, None, posee=True) for one in _asked(session) if _of(one, row))


def questions(session: Session, candidatures: Sequence[Candidature]) -> dict[str, tuple[QuestionPosee, ...]]:
    """By candidature: what is asked of it, in the order of the office, then what it answered and is asked no more."""
    asked = _asked(session)
    given = read_by_owner(session, Reponse, "candidature_id", [row.id for row in candidatures])
    formations = read_by_key(session, Formation, {row.formation_id for row in candidatures} if asked else ())
    known = by_key(session, Question, {one.question_id for rows in given.values() for one in rows})
    found = {}
    for row in candidatures:
        answers = {one.question_id: one for one in given.get(row.id, ())}
        mine = [one for one in asked if _of(one, formations[row.formation_id])]
        there = {one.id for one in mine}
        said = [key for key, one in answers.items() if one.valeur or one.dispense]
        former = [known[key] for key in said if key not in there and key in known]
        found[row.id] = (
            *(_met(one, answers.get(one.id), posee=True) for one in mine),
            *(_met(one, answers.get(one.id), posee=False) for one in former),
        )
    return found


def answered(session: Session, question: str) -> int:
    """How many candidatures answered a question."""
    told = select(func.count()).select_from(Reponse).where(Reponse.question_id == question)
    return session.scalar(told.where(Reponse.retire_le.is_(None), Reponse.valeur.is_not(None))) or 0


def _asked(session: Session) -> list[Question]:
    """Those in service, whole, in their order."""
    wanted = living(Question).where(
        Question.en_service.is_not(False), Question.libelle != "", Question.genre.is_not(None)
    )
    return list(session.scalars(wanted.order_by(func.coalesce(Question.ordre, 10_000), Question.id)))


def _of(one: Question, formation: Formation) -> bool:
    """Its own, else those of its centre, else those of all."""
    if one.formation_id is not None:
        return one.formation_id == formation.id
    return one.centre_id in (None, formation.centre_id)


def _met(one: Question, given: Reponse | None, *, posee: bool) -> QuestionPosee:
    genre, libelle = one.genre or "", one.libelle or ""
    met = QuestionPosee(
        key=one.id,
        libelle=libelle,
        texte=one.texte or libelle,
        texte_anglais=one.texte_anglais or "",
        genre=genre,
        choix=choices(one.choix),
        requise=bool(one.requise),
        posee=posee,
    )
    return met if given is None else _answered(met, given)


def _answered(met: QuestionPosee, given: Reponse) -> QuestionPosee:
    return replace(
        met,
        valeur=answer(met.genre, given.valeur),
        dispense=given.dispense or "",
        donnee_le=given.donnee_le,
        donnee_par=given.donnee_par or "",
        vue_le=given.vue_le,
        vue_par=given.vue_par or "",
    )
