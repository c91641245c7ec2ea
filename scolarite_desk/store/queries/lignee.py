"""Every row that belongs to a person or to a dossier: what a history is made of, and what an erasure takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Select, Table, or_, select
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.lineage import owners, person_column, ties
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Cvec, Dossier, Reserve
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.fusion import Fusion
from scolarite_desk.models.tables.piece import Exigence, Piece, PieceDemandee
from scolarite_desk.models.tables.schema import Base
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.perimetre import readable, seen

Rows = dict[str, set[str]]  # keys by table


def keys_of(session: Session, dossier: str) -> tuple[str, ...]:
    """The keys of the person, of the dossier, and of everything that belongs to either, withdrawn or not, as far as
    the account may read it. Other years of the person stay out.
    """
    row = session.get_one(Dossier, dossier)
    persons = _one_person(session, row.personne_id)
    found = _owned(session, {"personne": persons, "dossier": {dossier}}, persons)
    hidden = _hidden(session, found.get("candidature", set()))
    return tuple(
        key for genre, keys in found.items() if readable(session, genre) for key in keys - hidden.get(genre, set())
    )


def _hidden(session: Session, candidatures: set[str]) -> Rows:
    """Those of these candidatures that the account may not see, with what leans on them."""
    hidden = {"candidature": set(session.scalars(_among(candidatures).where(~seen(session))))}
    for table in Base.metadata.sorted_tables:
        for column, keys in _ties(table, hidden):
            hidden.setdefault(table.name, set()).update(session.scalars(select(table.c.id).where(column.in_(keys))))
    every = [key for keys in hidden.values() for key in keys]
    return hidden | {"reserve": set(session.scalars(select(Reserve.id).where(Reserve.objet_id.in_(every))))}


def _among(candidatures: set[str]) -> Select[Any]:
    return select(Candidature.id).where(Candidature.id.in_(candidatures))


def holders_of(session: Session, row: Partagee) -> dict[str, Any]:
    """The candidature, dossier and person that a row is of, by table, itself among them."""
    found: dict[str, Any] = {row.__tablename__: row}
    for name, table in owners(row.__tablename__).items():
        key = getattr(row, name) if table not in found else None
        owner = session.get(shared_classes()[table], key) if key else None
        found = holders_of(session, owner) | found if owner is not None else found
    return found


def rows_of_person(session: Session, personne: str) -> Rows:
    """Everything that is held of a person, all years."""
    persons = _one_person(session, personne)
    return _owned(session, {"personne": persons}, persons)


def rows_of_dossier(session: Session, dossier: str) -> Rows:
    """What one year of a person holds, CVEC included; the person and the other years stay out."""
    row = session.get_one(Dossier, dossier)
    found = _owned(session, {"dossier": {dossier}}, {row.personne_id})
    year = select(Campagne.annee).where(Campagne.id == row.campagne_id).scalar_subquery()
    cvec = session.scalars(select(Cvec.id).where(Cvec.personne_id == row.personne_id, Cvec.annee == year))
    return found | {"cvec": set(cvec)}


def _one_person(session: Session, personne: str) -> set[str]:
    """The person, with those found to be the same."""
    return {personne, *session.scalars(select(Fusion.personne).where(Fusion.racine == personne))}


def _owned(session: Session, start: Rows, persons: set[str]) -> Rows:
    """Followed through the foreign keys, so that a new table needs nothing here; what names another person as its own
    is that person's, whatever it leans on.
    """
    known = dict(start)
    for table in Base.metadata.sorted_tables:
        if table.name in shared_classes() and table.name not in known:
            found = {key for column, keys in _ties(table, known) for key in _keys(session, column, keys, persons)}
            if found:
                known[table.name] = found
    keys = [key for found in known.values() for key in found]
    more = {"reserve": set(session.scalars(select(Reserve.id).where(Reserve.objet_id.in_(keys))))}
    more["piece"] = _written_for(session, known.get("exigence", set()))
    return known | {genre: found for genre, found in more.items() if found}


def _written_for(session: Session, exigences: set[str]) -> set[str]:
    """Pieces of no catalogue that nothing but these rows asks: their label was typed for one person."""
    asked = select(Exigence.piece_id).where(Exigence.id.in_(exigences))
    typed = select(Piece.id).where(Piece.code.is_(None), Piece.en_service.is_(False), Piece.id.in_(asked))
    found = set(session.scalars(typed)) if exigences else set()
    if not found:
        return found
    mine = Exigence.id.in_(exigences)
    shared = set(session.scalars(select(Exigence.piece_id).where(Exigence.piece_id.in_(found), ~mine)))
    return found - shared - set(session.scalars(select(PieceDemandee.piece_id)))


def _ties(table: Table, known: Rows) -> Iterator[tuple[Any, set[str]]]:
    """The columns of a table that lead to known rows, with those rows."""
    yield from ((table.c[name], known[owner]) for name, owner in ties(table.name).items() if owner in known)


def _keys(session: Session, column: Any, keys: set[str], persons: set[str]) -> Iterator[str]:
    table = column.table
    wanted = select(table.c.id).where(column.in_(keys))
    if (name := person_column(table.name)) is not None:
        wanted = wanted.where(or_(table.c[name].in_(persons), table.c[name].is_(None)))
    yield from session.scalars(wanted)


def leaning(session: Session, owned: Mapping[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    """(table, key, column) of rows that name one of these and are not among them."""
    for table in Base.metadata.sorted_tables:
        if table.name in shared_classes():
            mine = owned.get(table.name, set())
            for column, keys in _ties(table, dict(owned)):
                found = session.scalars(select(table.c.id).where(column.in_(keys)))
                yield from ((table.name, key, column.name) for key in found if key not in mine)
