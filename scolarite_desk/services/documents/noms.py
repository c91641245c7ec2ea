"""The file names of kept documents, as offices know them: « lettre_admission-K7P2M9QX_LE-GOFF_Maëlle-L3INFO.pdf »."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.noms_fichiers import lettre, nomme
from scolarite_desk.models.rules.papiers import DECISION
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import LETTRE, DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.store.queries.rows import keys_in


def file_names(session: Session, documents: Collection[str]) -> dict[str, str]:
    """By key, without an ending: a kept document is a PDF or of Word."""
    found = session.execute(
        select(DocumentEmis, Avis.avis, Dossier.numero, Personne.nom_naissance, Personne.prenom, Formation.code)
        .outerjoin(Candidature, Candidature.id == DocumentEmis.candidature_id)
        .outerjoin(Avis, Avis.id == DocumentEmis.avis_id)
        .outerjoin(Dossier, Dossier.id.in_((DocumentEmis.dossier_id, Candidature.dossier_id)))
        .outerjoin(Personne, Personne.id == Dossier.personne_id)
        .outerjoin(Formation, Formation.id == Candidature.formation_id)
        .where(DocumentEmis.id.in_(keys_in(documents)))
    )
    return {
        row.id: nomme(_what(row, avis or ""), numero or row.numero, nom, prenom, code or "", "")
        for row, avis, numero, nom, prenom, code in found
    }


def _what(row: DocumentEmis, avis: str) -> str:
    if row.genre != LETTRE:
        return row.genre
    return lettre(avis) if row.nature in (None, DECISION) else f"courrier_{row.nature}"
