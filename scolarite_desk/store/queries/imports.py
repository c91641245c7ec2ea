"""What files brought: those that were taken in, and the dossiers that one of them created."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.echange import ImportFait
from scolarite_desk.models.tables.journal import Objet, Poste, Travail
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.store.queries.dossiers import shown_name
from scolarite_desk.store.queries.rows import living

_KEPT = 50  # files that are shown


@dataclass(frozen=True, slots=True)
class ImportPris:
    """A file that was taken in: when, by whom, and how many lines of it were written."""

    key: str
    fichier: str
    empreinte: str
    profil: str
    le: datetime | None
    par: str
    creees: int
    modifiees: int


@dataclass(frozen=True, slots=True)
class DossierCree:
    """A dossier that an import created. `ne_le` is ISO, perhaps partial."""

    dossier: str
    numero: str
    nom: str
    ne_le: str


def imports_taken(session: Session) -> tuple[ImportPris, ...]:
    """The files that were taken in, the last one first."""
    rows = session.scalars(living(ImportFait).order_by(ImportFait.fait_le.desc(), ImportFait.id.desc()).limit(_KEPT))
    return tuple(
        ImportPris(
            one.id, one.fichier or "", one.empreinte or "", one.profil or "", one.fait_le, one.fait_par or "",
            one.creees or 0, one.modifiees or 0,
        )
        for one in rows
    )  # fmt: skip


def created_of(session: Session, lot: str) -> tuple[DossierCree, ...]:
    """The dossiers that the works of a lot (its first one, « station:number ») created, in the order of their numbers;
    those that were taken back since are left out.
    """
    station, _, number = lot.rpartition(":")
    if not station:
        return ()
    here = select(Poste.id).where(Poste.uuid == station).scalar_subquery()
    first = and_(Travail.poste == here, Travail.numero == int(number))
    rows = session.execute(
        select(Dossier, Personne)
        .join(Personne, Personne.id == Dossier.personne_id)
        .join(Objet, Objet.uuid == Dossier.id)
        .join(Travail, and_(Travail.poste == Objet.poste, Travail.numero == Objet.numero))
        .where(Dossier.retire_le.is_(None), or_(Travail.lot == lot, first))
        .order_by(Dossier.numero)
    )
    return tuple(DossierCree(one.id, one.numero or "", shown_name(of), of.ne_le or "") for one, of in rows)


def files_of(session: Session, poste: int) -> dict[int, tuple[str, int]]:
    """By the number of the first work of each import of a station: its file, how many lines it wrote."""
    asked = (
        select(Objet.numero, ImportFait.fichier, ImportFait.creees, ImportFait.modifiees)
        .join(Objet, Objet.uuid == ImportFait.id)
        .where(Objet.poste == poste)
    )
    found = session.execute(asked)
    return {one.numero: (one.fichier or "", (one.creees or 0) + (one.modifiees or 0)) for one in found}
