"""Where candidatures stand, as the guards of `models/rules/passages.py` look at it. A list takes as many statements as
one, but for what stands in the way of those that are cancelled.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.courant import avis_courant
from scolarite_desk.models.rules.gardes import Stade
from scolarite_desk.models.rules.states import PARTIS
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.inscription import InscriptionAnnee
from scolarite_desk.models.tables.vapp import Vapp
from scolarite_desk.store.courant import candidature_vivante
from scolarite_desk.store.queries.listes import ranks_beside
from scolarite_desk.store.queries.regards import regards
from scolarite_desk.store.queries.rows import by_key, by_owner, keys_in
from scolarite_desk.store.queries.seances import said_in_minutes
from scolarite_desk.store.queries.types import types


def stades(session: Session, rows: Collection[Candidature]) -> dict[str, Stade]:
    """Where each of them stands, by key."""
    dossiers = by_key(session, Dossier, [row.dossier_id for row in rows])
    campagnes = by_key(session, Campagne, [one.campagne_id for one in dossiers.values()])
    given = by_owner(session, Avis, "candidature_id", [row.id for row in rows])
    current = {row.id: avis_courant(given.get(row.id, ())) for row in rows}
    lettres, verbaux = told(session, [one.id for one in current.values() if one is not None and one.valide_le])
    prior = by_owner(session, Vapp, "candidature_id", [row.id for row in rows])
    entered = [one.saisi_par for one in current.values() if one is not None and not one.valide_le]
    looks = regards(session, [*entered, *(one.opinion_par for some in prior.values() for one in some)])
    enrolled = by_owner(session, InscriptionAnnee, "candidature_id", [row.id for row in rows])
    kinds, found = types(session), {}
    for row in rows:
        campagne, avis = campagnes[dossiers[row.dossier_id].campagne_id], current[row.id]
        file = next(iter(prior.get(row.id, ())), None)
        enrolment = next(iter(enrolled.get(row.id, ())), None)
        found[row.id] = Stade(
            campagne=campagne.libelle or "",
            archivee=campagne.etat == "archivee",
            retiree=row.retire_le is not None,
            annulee=row.annulee_le is not None,
            statut=row.statut,
            recue=row.recue_le is not None,
            traitement=row.traitement,
            traitement_valide=bool(row.traitement_valide),
            avis=avis.avis if avis else None,
            definitif=avis is not None and kinds.of(avis.avis, avis.type_id).definitif,
            valide=avis is not None and avis.valide_le is not None,
            valide_par=avis.valide_par or "" if avis else "",
            regard=looks.get(avis.saisi_par or "", "") if avis and not avis.valide_le else "",
            lettre=avis is not None and avis.id in lettres,
            verbal=avis is not None and avis.id in verbaux,
            reponse=row.confirmation,
            jumelle=_twin(session, row) if row.annulee_le else "",
            rang_pris=_taken(session, row, avis) if row.annulee_le else None,
            vapp=row.genre == "vapp",
            opinion=file.opinion if file else None,
            decision=file.decision if file else None,
            regard_vapp=looks.get(file.opinion_par or "", "") if file else "",
            inscription=enrolment.etat if enrolment else None,
            percu=enrolment is not None and enrolment.percu_le is not None,
            rembourse=enrolment is not None and enrolment.rembourse_le is not None,
        )
    return found


def told(session: Session, avis: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Of these avis (keys), those that a letter says, and those that a procès-verbal does."""
    if not avis:
        return frozenset(), frozenset()
    lettres = session.scalars(select(DocumentEmis.avis_id).where(DocumentEmis.avis_id.in_(keys_in(avis))))
    return frozenset(one for one in lettres if one), said_in_minutes(session, avis)


def twin(session: Session, dossier: str, formation: str, depot: str | None, but: str = "") -> bool:
    """Whether a dossier has another candidature in a formation that stands in the way of one in that session (None:
    its own): one of the same session that lives, or of another one that is not over.
    """
    own = session.get_one(Formation, formation).session_id
    asked = select(Candidature).where(
        Candidature.dossier_id == dossier, Candidature.formation_id == formation, candidature_vivante()
    )
    others = [one for one in session.scalars(asked) if one.id != but]
    avis = by_owner(session, Avis, "candidature_id", [one.id for one in others])
    same = [one for one in others if (one.session_id or own) == (depot or own)]
    return bool(same) or not all(_over(one, avis_courant(avis.get(one.id, ()))) for one in others)


def _over(row: Candidature, avis: Avis | None) -> bool:
    """Whether nothing is awaited of a candidature: refused, or who made it left."""
    refused = avis is not None and avis.avis == "DE" and avis.valide_le is not None
    return refused or row.confirmation in PARTIS


def _twin(session: Session, row: Candidature) -> str:
    """The formation of a cancelled candidature, where the dossier has another one that lives."""
    there = twin(session, row.dossier_id, row.formation_id, row.session_id, but=row.id)
    return session.get_one(Formation, row.formation_id).libelle or "" if there else ""


def _taken(session: Session, row: Candidature, avis: Avis | None) -> int | None:
    """The rank of a cancelled candidature, where somebody else has it."""
    rang = avis.rang if avis is not None and avis.avis == "LC" else None
    return rang if rang is not None and rang in ranks_beside(session, row.id) else None
