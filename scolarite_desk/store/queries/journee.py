"""What the day page says of one visitor beside the visit itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.models.rules.ressemblance import Civil
from scolarite_desk.models.rules.states import STATUT
from scolarite_desk.models.tables.dossier import Note
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim
from scolarite_desk.store import search
from scolarite_desk.store.perimetre import sees_person
from scolarite_desk.store.queries.dossiers import candidatures_of, least_advanced
from scolarite_desk.store.queries.rows import living


@dataclass(frozen=True, slots=True)
class Visiteur:
    """Where the dossier stands (its label, perhaps blank), and the last note written about the person."""

    statut: Msg = NOTHING
    note: str = ""
    note_le: datetime | None = None
    note_par: str = ""


@dataclass(frozen=True, slots=True)
class Connu:
    """Someone of the base who may be the visitor: the reason when it is a likeness."""

    personne: str
    nom: Msg
    ne_le: str  # ISO, perhaps partial
    numero: str
    raison: Msg = NOTHING


def visitor(session: Session, personne: str | None, dossier: str | None) -> Visiteur:
    """Who came, from the person if one is named, else from what was announced."""
    if personne and not sees_person(session, personne):
        return Visiteur()
    statut = least_advanced(candidatures_of(session, dossier)) if dossier else ""
    label = STATUT[statut].label if statut else NOTHING
    notes = living(Note).where(Note.personne_id == personne).order_by(Note.id.desc())
    last = session.scalars(notes).first() if personne else None
    return Visiteur(label, last.texte, last.ecrite_le, last.ecrite_par) if last else Visiteur(label)


def known_visitors(session: Session, text: str, today: date, limit: int = 9) -> tuple[Connu, ...]:
    """Who a typed text finds, as the search box does."""
    return tuple(_known(row) for row in search.find(session, text, today, limit).rows)


def alike_visitors(session: Session, civil: Civil, limit: int = 9) -> tuple[Connu, ...]:
    """Who looks like the visitor, and why: to be shown before a dossier is made."""
    return tuple(_known(row, joined(", ", *alike.raisons)) for row, alike in search.lookalikes(session, civil)[:limit])


def _known(row: FoundRow, raison: Msg = NOTHING) -> Connu:
    name = verbatim(" ".join(part for part in ((row.nom or "").upper(), row.prenom or "") if part)) or N_("Sans nom")
    return Connu(row.personne, name, row.ne_le or "", row.numero or "", raison)
