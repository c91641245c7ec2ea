"""Who may be on a list of the day: candidatures that live, of campaigns that are not archived, inside the perimeter of
the account. What a day decides is counted after, where delays are known: `services/suivi/`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select, true
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.papiers import RELANCE
from scolarite_desk.models.rules.places import Paire
from scolarite_desk.models.rules.states import DECIDENT
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.document import LETTRE, DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.store.courant import avis_courant, avis_valide, candidature_presente, candidature_vivante
from scolarite_desk.store.perimetre import within
from scolarite_desk.store.queries.listes import SESSION

Decidee = tuple[Candidature, Formation, Avis]

LETTRE_PARTIE = exists(select(1).where(DocumentEmis.genre == LETTRE, DocumentEmis.avis_id == Avis.id))
RELANCEE = exists(select(1).where(DocumentEmis.candidature_id == Candidature.id, DocumentEmis.nature == RELANCE))


def decided(session: Session, *conditions: ColumnElement[bool], archived: bool = False) -> list[Decidee]:
    """Those whose current avis is validated, and meets the conditions. `archived`: of archived campaigns too."""
    asked = select(Candidature, Formation, Avis).join(Avis, Avis.candidature_id == Candidature.id)
    asked = asked.where(avis_courant(), Avis.valide_le.is_not(None), *conditions)
    return [(row[0], row[1], row[2]) for row in session.execute(of_now(session, asked, archived=archived))]


def undecided(
    session: Session, *conditions: ColumnElement[bool], decide: bool = False
) -> list[tuple[Candidature, Formation]]:
    """Those that no validated avis binds; `decide`: none that decides."""
    binding = Avis.avis.in_(DECIDENT) if decide else true()
    bound = exists(select(1).where(Avis.candidature_id == Candidature.id, avis_valide(), binding))
    asked = select(Candidature, Formation).where(~bound, *conditions)
    return [(row[0], row[1]) for row in session.execute(of_now(session, asked))]


def requested(session: Session, genre: str) -> list[tuple[Candidature, Formation, Requete]]:
    """Those of whom something of that kind is asked, and not answered."""
    asked = select(Candidature, Formation, Requete).join(Requete, Requete.candidature_id == Candidature.id)
    asked = asked.where(Requete.genre == genre, Requete.retire_le.is_(None), Requete.repondue_le.is_(None))
    return [(row[0], row[1], row[2]) for row in session.execute(of_now(session, asked, archived=True))]


def paires(session: Session, campagne: str | None = None) -> list[Paire]:
    """The formations that somebody applied to, in each session that they did, by name; of a campaign, or of all."""
    asked = select(Formation.id, SESSION).group_by(Formation.id, SESSION).select_from(Candidature)
    if campagne is not None:
        asked = asked.where(Campagne.id == campagne)
    return [Paire(formation, depot) for formation, depot in session.execute(of_now(session, asked))]


def of_now(session: Session, asked: Select[*tuple[Any, ...]], *, archived: bool = False) -> Select[*tuple[Any, ...]]:
    """A statement on candidatures, of those that count today, inside the perimeter."""
    return (
        asked.join(Formation, Formation.id == Candidature.formation_id)
        .join(Campagne, Campagne.id == Formation.campagne_id)
        .join(Dossier, Dossier.id == Candidature.dossier_id)
        .where(candidature_presente(), candidature_vivante(), within(session))
        .where(Campagne.retire_le.is_(None), true() if archived else Campagne.etat.is_distinct_from("archivee"))
        .order_by(Formation.libelle, Candidature.id)
    )
