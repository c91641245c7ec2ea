"""What a person asks about a decision (an appeal, its reasons): received, answered. A decision that grants an appeal is
its answer: `correct_avis`.
"""

from __future__ import annotations

from datetime import date

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.courant import avis_valide
from scolarite_desk.models.rules.requetes import (
    ACCUEILLIE,
    COMMUNIQUES,
    GENRES,
    ISSUES,
    MOTIFS,
    RECOURS,
    label_of,
)
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.silence import implied_rejection
from scolarite_desk.store.queries.motifs import reasons_given
from scolarite_desk.store.queries.requetes import waiting
from scolarite_desk.store.queries.rows import by_owner
from scolarite_desk.store.store import Work


@act(N_("Recours ou motifs demandés"), right="candidatures")
def receive_requete(work: Work, candidature: str, genre: str, le: date | None = None, objet: str = "") -> str:
    """What somebody asks about the decision that binds, or that silence made; `le`: the day it came, today unless
    told. Returns its key.

    `Refused` before any decision, on a day that cannot be, and while another of that kind waits.
    """
    row = work.get(Candidature, candidature)
    day = le or work.today_of(row.formation_id)
    if genre not in GENRES:
        raise Refused(N_("Choisissez ce qui est demandé."), "requete.genre")
    avis = avis_valide(by_owner(work.session, Avis, "candidature_id", [row.id]).get(row.id, ()))
    bound = work.at(row.formation_id, avis.valide_le).date() if avis is not None and avis.valide_le else None
    since = min(filter(None, (bound, _implied(work, row, genre, day))), default=None)
    if since is None:
        raise Refused(N_("Aucune décision n’est validée\u00a0: il n’y a rien à contester."), "requete.genre")
    if day > work.today_of(row.formation_id) or day < since:
        raise Refused(N_("Ce jour est à venir, ou précède la décision\u00a0: corrigez-le."), "requete.recue_le")
    asked = Requete(
        candidature_id=row.id,
        avis_id=avis.id if avis is not None and bound is not None and bound <= day else None,
        genre=genre,
        recue_le=day,
        recue_par=work.auteur,
        objet=(objet or "").strip() or None,
    )
    refuse_second(work, asked)
    return work.add(asked).id


def _implied(work: Work, row: Candidature, genre: str, day: date) -> date | None:
    """Since when silence rejects it, whose reasons may be asked for too (CRPA L. 232-4)."""
    return implied_rejection(work.session, row.id, day) if genre == MOTIFS else None


def refuse_second(work: Work, asked: Requete) -> None:
    """`Refused` while another of that kind waits for an answer."""
    if any(one.genre == asked.genre and one.id != asked.id for one in waiting(work.session, asked.candidature_id)):
        raise Refused(
            N_("«\u00a0{requete}\u00a0» attend déjà une réponse.", requete=label_of(asked.genre)), "requete.genre"
        )


@act(N_("Répondre à un recours ou à une demande de motifs"), right="validation")
def answer_requete(work: Work, requete: str, issue: str, le: date | None = None) -> None:
    """How it ends; `le`: the day of the answer, today unless told. What is granted is a new decision, that names it."""
    row, today = _waiting(work, requete), _today(work, requete)
    day = le or today
    if issue == ACCUEILLIE:
        raise Refused(
            N_("Rectifiez l’avis sur ce recours\u00a0: c’est la nouvelle décision qui l’accueille."), "requete.issue"
        )
    if row.genre in GENRES and issue not in GENRES[row.genre].issues:
        known = [ISSUES[one] for one in GENRES[row.genre].issues if one != ACCUEILLIE]
        raise Refused(N_("Choisissez l’issue\u00a0: {issues}.", issues=known), "requete.issue")
    if day > today or (row.recue_le is not None and day < row.recue_le):
        raise Refused(N_("Ce jour est à venir, ou précède la demande\u00a0: corrigez-le."), "requete.repondue_le")
    _answer(work, row, issue, day)


@act(N_("Retirer un recours ou une demande de motifs"), right="candidatures")
def withdraw_requete(work: Work, requete: str) -> None:
    """It was recorded by mistake, or given up; once answered, it stays."""
    work.withdraw(_waiting(work, requete))


def grant(work: Work, requete: str, avis: Avis) -> None:
    """An avis answers an appeal of its candidature, which its letter says. `Refused` unless that appeal waits."""
    row = _waiting(work, requete)
    if row.candidature_id != avis.candidature_id or row.genre not in RECOURS:
        raise Refused(N_("Ce n’est pas un recours de cette candidature\u00a0: choisissez-en un autre."), "avis.requete")
    avis.requete_id, avis.appel = row.id, True
    _answer(work, row, ACCUEILLIE, _today(work, requete))


def _waiting(work: Work, requete: str) -> Requete:
    row = work.get(Requete, requete)
    if row.repondue_le is not None:
        raise Refused(N_("Cette demande a déjà sa réponse."), "requete.issue")
    return row


def _today(work: Work, requete: str) -> date:
    """Today, where what is asked about is taught."""
    return work.today_of(work.get(Candidature, work.get(Requete, requete).candidature_id).formation_id)


def _answer(work: Work, row: Requete, issue: str, day: date) -> None:
    row.issue, row.repondue_le, row.repondue_par = issue, day, work.auteur


@act(N_("Répondre à la demande qui attend"), right="validation")
def answer_waiting(work: Work, candidature: str, issue: str, le: date | None = None) -> None:
    """How the one request that waits of a candidature ends: `answer_requete`, for who has no list of them."""
    asked = waiting(work.session, work.get(Candidature, candidature).id)
    if len(asked) > 1:
        raise Refused(N_("Plusieurs demandes attendent\u00a0: répondez à chacune dans le dossier."), "requete.issue")
    if not asked:
        raise Refused(N_("Aucune demande n’attend de réponse."), "requete.issue")
    answer_requete(work, asked[0].id, issue, le)


@act(N_("Noter les motifs communiqués"), right="validation")
def give_reasons(work: Work, candidature: str) -> None:
    """The reasons that were asked for were given, the day of the letter that says them. `Refused` while nobody asks for
    them, and before that letter.
    """
    row = work.get(Candidature, candidature)
    asked = [one for one in waiting(work.session, row.id) if one.genre == MOTIFS]
    if not asked:
        raise Refused(N_("Aucune demande de motifs n’attend."), "requete.issue")
    sent = reasons_given(work.session, asked).get(asked[0].id)
    if sent is None:
        raise Refused(
            N_("Aucune lettre n’a donné ces motifs depuis leur demande\u00a0: éditez-la d’abord."), "requete.issue"
        )
    answer_requete(work, asked[0].id, COMMUNIQUES, min(sent[1], work.today_of(row.formation_id)))
