"""What files brought: those that were taken in, and the dossiers that one of them created."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.echange import ImportFait
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.store.queries.dossiers import shown_name
from scolarite_desk.store.queries.rows import living

_LOT = 500  # keys in one statement
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


def created_of(session: Session, dossiers: Sequence[str]) -> tuple[DossierCree, ...]:
    """Who these dossiers are of, in the order of their numbers; one that was taken back since is left out."""
    found: list[DossierCree] = []
    for start in range(0, len(dossiers), _LOT):
        rows = session.execute(
            select(Dossier, Personne)
            .join(Personne, Personne.id == Dossier.personne_id)
            .where(Dossier.id.in_(dossiers[start : start + _LOT]), Dossier.retire_le.is_(None))
        )
        found += [DossierCree(one.id, one.numero or "", shown_name(of), of.ne_le or "") for one, of in rows]
    return tuple(sorted(found, key=lambda one: one.numero))
