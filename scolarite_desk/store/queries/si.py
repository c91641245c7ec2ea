"""What leaves for the student records, and what left: vœux whose place is confirmed, and rows of `transmission`."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.si import CandidatSi, Voeu
from scolarite_desk.models.rules.inscriptions import ANNULEE
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.echange import Transmission
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.inscription import InscriptionAnnee
from scolarite_desk.store.perimetre import within
from scolarite_desk.store.queries.personne_lue import Codes, personnes_lues
from scolarite_desk.store.queries.rows import read_by_key
from scolarite_desk.store.queries.suivi import decided

_ANNULEE = exists(
    select(1).where(
        InscriptionAnnee.candidature_id == Candidature.id,
        InscriptionAnnee.retire_le.is_(None),
        InscriptionAnnee.etat == ANNULEE,
    )
)


def confirmees(session: Session) -> dict[str, tuple[Candidature, Formation]]:
    """Candidatures admitted and confirmed, whose enrolment nobody cancelled, by key; of archived campaigns too."""
    found = decided(session, Avis.avis == "FA", Candidature.confirmation == "confirmee", ~_ANNULEE, archived=True)
    return {row.id: (row, formation) for row, formation, _avis in found}


def parties(session: Session, si: str) -> dict[str, tuple[Transmission, Candidature, Formation]]:
    """What left for one of the student records, by candidature, inside the perimeter: of those that are cancelled or
    in the trash too, since what left is not called back.
    """
    asked = (
        select(Transmission, Candidature, Formation)
        .join(Candidature, Candidature.id == Transmission.candidature_id)
        .join(Formation, Formation.id == Candidature.formation_id)
        .where(Transmission.si == si, Transmission.retire_le.is_(None), Transmission.exportee_le.is_not(None))
        .where(within(session))
        .order_by(Formation.libelle, Candidature.id)
    )
    return {row.candidature_id: (row, of, formation) for row, of, formation in session.execute(asked)}


def candidats(session: Session, lists: Referentiel, dossiers: Collection[str]) -> dict[str, CandidatSi]:
    """Dossiers by key, each with its person and no vœu yet."""
    rows = read_by_key(session, Dossier, dossiers)
    persons = personnes_lues(session, Codes(lists), {row.personne_id for row in rows.values()})
    return {
        key: CandidatSi(dossier=key, numero=row.numero or "", personne=persons[row.personne_id])
        for key, row in rows.items()
        if row.personne_id in persons
    }


def voeu_of(candidature: str, formation: Formation, annee: str | None) -> Voeu:
    """A candidature with the codes of its formation."""

    def said(value: object) -> str:
        return "" if value is None else str(value)

    return Voeu(
        candidature=candidature,
        formation=formation.id,
        libelle=" – ".join(filter(None, (formation.code, formation.libelle))),
        annee=annee,
        code=said(formation.code_voeu),
        periode=said(formation.code_periode),
        origine=said(formation.origine_admission),
        concours=said(formation.annee_concours),
        etape=said(formation.code_etape),
        version=said(formation.version_etape),
        diplome=said(formation.code_diplome),
        version_diplome=said(formation.version_diplome),
        centre=said(formation.centre_gestion),
    )
