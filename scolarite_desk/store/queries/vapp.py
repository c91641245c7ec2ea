"""VAPP files as they stand: that of each candidature, what was learnt, what their criteria look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.rows.dossier_views import Fiche, VappView
from scolarite_desk.models.rules.vapp import DemandeVapp, Seuils, eligibilite, opinion_vue
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.vapp import Acquis, Vapp
from scolarite_desk.store.courant import candidature_vivante
from scolarite_desk.store.perimetre import within
from scolarite_desk.store.queries.dossiers import NAMED
from scolarite_desk.store.queries.rows import by_owner, values_of


def files(session: Session, candidatures: Collection[str]) -> dict[str, Vapp]:
    """The file of each of these candidatures that has one."""
    return {key: rows[0] for key, rows in by_owner(session, Vapp, "candidature_id", candidatures).items()}


def acquis_of(session: Session, candidature: str) -> tuple[Acquis, ...]:
    """What was learnt, the latest first."""
    rows = by_owner(session, Acquis, "candidature_id", [candidature]).get(candidature, [])
    return tuple(sorted(rows, key=lambda one: one.au or one.du or "9999", reverse=True))


def vapp_view(session: Session, candidature: str, key: str, seuils: Seuils) -> VappView:
    """The file of a candidature, begun or not; `key`: that which it has, or will have."""
    row = session.get_one(Candidature, candidature)
    personne = session.get_one(Personne, session.get_one(Dossier, row.dossier_id).personne_id)
    file, learnt = files(session, [candidature]).get(candidature) or Vapp(), acquis_of(session, candidature)
    values = values_of(file)
    demande = DemandeVapp(
        bachelier=None if file.bachelier is None else file.bachelier == "oui",
        ne_le=personne.ne_le,
        fin_etudes=file.fin_etudes,
        reprise_le=file.reprise_le,
        echec_le=file.echec_le,
        acquis=len(learnt),
        seuils=seuils,
    )
    return VappView(
        key=key,
        values=values,
        acquis=tuple(Fiche(one.id, "acquis", values_of(one)) for one in learnt),
        constats=eligibilite(demande),
        a_jour=file.decision is None or file.decision_vu == opinion_vue(values),
    )


def asked_by_vapp(session: Session) -> Iterator[Any]:
    """The live candidatures of that kind, with their file: those of the perimeter, the oldest first."""
    asked = (
        select(Candidature.id, Dossier.numero, Formation.code, Vapp, *NAMED)
        .join(Dossier, Dossier.id == Candidature.dossier_id)
        .join(Personne, Personne.id == Dossier.personne_id)
        .join(Formation, Formation.id == Candidature.formation_id)
        .join(Vapp, (Vapp.candidature_id == Candidature.id) & Vapp.retire_le.is_(None), isouter=True)
        .where(Candidature.genre == "vapp", candidature_vivante(), within(session))
        .order_by(Candidature.id)
    )
    yield from session.execute(asked)
