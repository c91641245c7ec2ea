"""The reasons that a person asks for: the request, and the letter that gave them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules import papiers
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.requetes import COMMUNIQUES, MOTIFS
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.rows import keys_in, living


def reasons_asked(session: Session, candidature: str) -> Requete | None:
    """The last time that the reasons were asked for, answered by them or not yet."""
    mine = living(Requete).where(Requete.candidature_id == candidature, Requete.genre == MOTIFS)
    mine = mine.where(Requete.issue.is_(None) | (Requete.issue == COMMUNIQUES))
    return session.scalars(mine.order_by(Requete.recue_le.desc(), Requete.id.desc())).first()


def reasons_given(session: Session, asked: Iterable[Requete]) -> dict[str, tuple[str, date]]:
    """By the key of each request for reasons, the number and the day of the letter that gave them since it came."""
    since = {one.id: one for one in asked if one.genre == MOTIFS and one.recue_le is not None}
    letters = select(DocumentEmis.candidature_id, DocumentEmis.numero, DocumentEmis.emis_le).where(
        DocumentEmis.candidature_id.in_(keys_in({one.candidature_id for one in since.values()})),
        DocumentEmis.nature == papiers.MOTIFS,
        DocumentEmis.retire_le.is_(None),
    )
    zone, given = fuseau(session), dict[str, list[tuple[str, date]]]()
    for candidature, numero, at in session.execute(letters.order_by(DocumentEmis.emis_le)):
        given.setdefault(str(candidature), []).append((numero, local(at, zone).date()))
    found = {
        key: [one for one in given.get(row.candidature_id, ()) if row.recue_le is not None and one[1] >= row.recue_le]
        for key, row in since.items()
    }
    return {key: some[-1] for key, some in found.items() if some}
