"""Who is who: another person beside this one, the numbers that a person has had, when each came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.journal import Ligne, Objet, Travail
from scolarite_desk.models.tables.personne import Identifiant, IneEmis, Personne
from scolarite_desk.store.queries.dossiers import shown_name
from scolarite_desk.store.queries.rows import living, values_of


@dataclass(frozen=True, slots=True)
class Voisin:
    """A person to be compared: civil status, numbers, newest dossier (blank keys without any)."""

    personne: str
    nom: str
    values: Mapping[str, Any]  # of `Personne`
    ine: str
    dossier: str
    numero: str
    campagne: str


@dataclass(frozen=True, slots=True)
class IdentifierRow:
    """One number of a person, with the work that brought it (UTC). `genre`: a code of `identifiants.KINDS`."""

    key: str
    genre: str
    valeur: str
    nature: str
    origine: str
    motif: str
    le: datetime | None
    par: str


@dataclass(frozen=True, slots=True)
class EmissionRow:
    """One line of the register of provisional INE."""

    valeur: str
    par: str
    le: datetime | None
    remplace_par: str


def beside(session: Session, personne: str) -> Voisin:
    """One person as the card of another shows them."""
    row = session.get_one(Personne, personne)
    ine = session.scalars(living(Identifiant).where(Identifiant.personne_id == personne, Identifiant.genre == "INE"))
    found = session.execute(
        select(Dossier.id, Dossier.numero, Campagne.libelle)
        .join(Campagne, Campagne.id == Dossier.campagne_id)
        .where(Dossier.personne_id == personne, Dossier.retire_le.is_(None))
        .order_by(Campagne.annee.desc(), Dossier.id.desc())
    ).first()
    key, numero, campagne = found or ("", "", "")
    number = ine.first()
    return Voisin(
        personne, shown_name(row), values_of(row), number.valeur if number else "", key, numero, campagne or ""
    )


def numbers_of(session: Session, personne: str) -> tuple[IdentifierRow, ...]:
    """The living numbers of a person, aliases included, oldest first."""
    rows = list(
        session.scalars(living(Identifiant).where(Identifiant.personne_id == personne).order_by(Identifiant.id))
    )
    born = _births(session, [row.id for row in rows])
    return tuple(
        IdentifierRow(
            row.id,
            row.genre,
            row.valeur,
            row.nature or "",
            row.origine or "",
            row.motif or "",
            *born.get(row.id, (None, "")),
        )
        for row in rows
    )


def emissions_of(session: Session, personne: str) -> tuple[EmissionRow, ...]:
    """The provisional INE that were given to a person, oldest first."""
    rows = list(session.scalars(living(IneEmis).where(IneEmis.personne_id == personne).order_by(IneEmis.id)))
    born = _births(session, [row.id for row in rows])
    return tuple(
        EmissionRow(row.valeur, row.emis_par, born.get(row.id, (None, ""))[0], row.remplace_par or "") for row in rows
    )


def _births(session: Session, keys: list[str]) -> dict[str, tuple[datetime, str]]:
    """When and by whom rows were made: their first work in the journal."""
    first = (
        select(Objet.uuid, func.min(Travail.hlc).label("hlc"))
        .join(Ligne, Ligne.objet == Objet.id)
        .join(Travail, (Travail.poste == Ligne.poste) & (Travail.numero == Ligne.numero))
        .where(Objet.uuid.in_(keys))
        .group_by(Objet.uuid)
        .subquery()
    )
    found = session.execute(select(first.c.uuid, Travail.at, Travail.auteur).join(Travail, Travail.hlc == first.c.hlc))
    return {key: (at, auteur) for key, at, auteur in found}
