"""What receipts told of silence, and the countdown of each candidature that waits for its answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.courant import candidature_vivante
from scolarite_desk.models.rules.echeances import Reglages, silence
from scolarite_desk.models.rules.silence import EFFETS, Decompte, Dit, tenu
from scolarite_desk.models.rules.states import DECIDENT
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import LETTRE, DelaiDit, DocumentEmis
from scolarite_desk.models.tables.formation import Formation, SessionDepot
from scolarite_desk.store.courant import avis_valide
from scolarite_desk.store.queries.rows import keys_in, read_by_key


def told(session: Session, candidatures: Collection[str]) -> dict[str, Dit]:
    """What the last receipt told of each of them: of two desks that gave one apart, the one given last holds."""
    asked = (
        select(DelaiDit, DocumentEmis.numero)
        .join(DocumentEmis, DocumentEmis.id == DelaiDit.document_id)
        .where(DelaiDit.candidature_id.in_(keys_in(candidatures)), DelaiDit.retire_le.is_(None))
        .order_by(DocumentEmis.emis_le, DelaiDit.id)
    )
    return {row.candidature_id: _dit(row, numero) for row, numero in session.execute(asked)}


def _dit(row: DelaiDit, numero: str) -> Dit:
    return Dit(
        numero,
        row.le,
        row.procedure or "",
        row.effet or "",
        row.mois or 0,
        row.depart or "",
        row.debut,
        row.pieces_le,
        row.terme,
    )


def answered(session: Session, candidatures: Collection[str]) -> dict[str, datetime]:
    """Those who were written a decision, and when they last were: no silence means anything to them any more."""
    asked = (
        select(DocumentEmis.candidature_id, func.max(DocumentEmis.emis_le))
        .join(Avis, Avis.id == DocumentEmis.avis_id)
        .where(DocumentEmis.candidature_id.in_(keys_in(candidatures)), DocumentEmis.genre == LETTRE)
        .where(DocumentEmis.retire_le.is_(None), Avis.avis.in_(DECIDENT))
        .group_by(DocumentEmis.candidature_id)
    )
    return {str(key): at for key, at in session.execute(asked)}


def decomptes(
    session: Session, rows: Iterable[Candidature], formations: Mapping[str, Formation], reglages: Reglages
) -> dict[str, Decompte]:
    """The countdown of each candidature that waits for its answer; none of one that was answered, nor where silence
    means nothing. `formations`: by their keys.
    """
    rows = [row for row in rows if candidature_vivante(row)]
    keys = [row.id for row in rows]
    said, over = told(session, keys), answered(session, keys)
    made = select(Avis.candidature_id).where(Avis.candidature_id.in_(keys_in(keys)), Avis.avis.in_(DECIDENT))
    decided = set(session.scalars(made.where(avis_valide())))
    depots = read_by_key(session, SessionDepot, {_depot(row, formations) for row in rows})
    found = dict[str, Decompte]()
    for row in rows:
        dit, formation = said.get(row.id), formations[row.formation_id]
        if row.id in over or (dit is None and row.recue_le is None):
            continue
        depot = depots.get(_depot(row, formations) or "")
        means = tenu(dit, row) if dit else silence(row, formation, reglages, session=depot)
        if means.effet in EFFETS:
            found[row.id] = Decompte(means, dit, row.id in decided, _awaits(row, dit))
    return found


def _awaits(row: Candidature, dit: Dit | None) -> bool:
    """Whether pieces were asked for after what was told."""
    since = row.incomplete_le if row.statut == "IN" else None
    return since is not None and dit is not None and dit.le is not None and since > dit.le


def _depot(row: Candidature, formations: Mapping[str, Formation]) -> str | None:
    return row.session_id or formations[row.formation_id].session_id
