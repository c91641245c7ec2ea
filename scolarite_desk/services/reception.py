"""A receipt says that a request was received: giving it records that, so that base and paper say one day.

The reception is of the work that gives the receipt, which nothing undoes; setting the status back to « En attente »
takes it away (`completude.set_statut`), and the history keeps both.
"""

from __future__ import annotations

from sqlalchemy import or_, select

from scolarite_desk.models.rules.papiers import DECISION
from scolarite_desk.models.rules.states import allowed
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import LETTRE, DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.store.courant import candidature_vivante
from scolarite_desk.store.perimetre import seen
from scolarite_desk.store.store import Work

RECEIVED = "RE"


def receive(work: Work, dossier: str) -> None:
    """The candidatures of a dossier that wait without a day are received today, each where it is studied.

    A day that is there is never touched, and none is taken from another candidature. What was answered by a letter was
    received before it: that day is not known. An archived campaign takes nothing.
    """
    campagne = work.get(Campagne, work.get(Dossier, dossier).campagne_id)
    if campagne.etat == "archivee":
        return
    decided = or_(DocumentEmis.nature.is_(None), DocumentEmis.nature == DECISION)
    letters = select(DocumentEmis.candidature_id).where(
        DocumentEmis.dossier_id == dossier, DocumentEmis.genre == LETTRE
    )
    answered = letters.where(decided, DocumentEmis.candidature_id.is_not(None))
    waiting = select(Candidature).where(
        Candidature.dossier_id == dossier,
        Candidature.recue_le.is_(None),
        Candidature.id.not_in(answered),
        candidature_vivante(),
        seen(work.session),
    )
    for row in work.all(waiting):
        if row.statut == "AT" and allowed("statut", row.statut, RECEIVED):
            row.statut, row.statut_le, row.recue_le = RECEIVED, work.now, work.today_of(row.formation_id)
