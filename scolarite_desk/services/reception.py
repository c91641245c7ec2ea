"""A receipt says that a request was received: giving it records that, so that base and paper say one day.

The reception is of the work that gives the receipt, which nothing undoes; setting the status back to « En attente »
takes it away (`completude.set_statut`), and the history keeps both.
"""

from __future__ import annotations

from sqlalchemy import select

from scolarite_desk.models.rules.passages import passage
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.store.perimetre import seen
from scolarite_desk.store.queries.stades import stades
from scolarite_desk.store.store import Work


def receive(work: Work, dossier: str) -> None:
    """The candidatures of a dossier that wait without a day are received today, each where it is studied.

    A day that is there is never touched, and none is taken from another candidature. What was answered by a letter was
    received before it: that day is not known. An archived campaign takes nothing.
    """
    rows = work.all(select(Candidature).where(Candidature.dossier_id == dossier, seen(work.session)))
    stands, received = stades(work.session, rows), passage("issue_receipt")
    for row in rows:
        if received.refus(stands[row.id]) is None:
            row.statut, row.statut_le, row.recue_le = received.vers, work.now, work.today_of(row.formation_id)
