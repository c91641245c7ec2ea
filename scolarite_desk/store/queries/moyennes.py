"""The averages of people, as they were typed: what a list is ordered by."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from scolarite_desk.models.rules.notes import AUCUNE, Moyenne, latest, moyenne
from scolarite_desk.models.tables.personne import Bac, CursusExterne, CursusInterne
from scolarite_desk.store.queries.rows import read_by_owner

Moyennes = tuple[Moyenne, Moyenne]  # of the bac, of the newest year that has one


def moyennes(session: Session, personnes: Collection[str]) -> dict[str, Moyennes]:
    """Those of each of these people."""
    bacs = read_by_owner(session, Bac, "personne_id", personnes)
    here = read_by_owner(session, CursusInterne, "personne_id", personnes)
    elsewhere = read_by_owner(session, CursusExterne, "personne_id", personnes)
    return {key: (of_bac(bacs.get(key, ())), of_years(here.get(key, ()), elsewhere.get(key, ()))) for key in personnes}


def of_bac(rows: Sequence[Bac]) -> Moyenne:
    """That of the baccalauréat that counts, the first one."""
    return moyenne(rows[0].moyenne) if rows else AUCUNE


def of_years(here: Sequence[CursusInterne], elsewhere: Sequence[CursusExterne]) -> Moyenne:
    """That of the newest year that has one; of one year, the one here."""
    years = [(row.annee, row.note, row.bareme) for row in here]
    return latest(years + [(row.annee, row.note, row.bareme) for row in elsewhere])
