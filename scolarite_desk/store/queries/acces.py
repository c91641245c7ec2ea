"""The access log as one looks things up in it: newest first, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.dates import utc
from scolarite_desk.models.tables.journal import Acces, Objet
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.journal import owners

SHOWN = 200


@dataclass(frozen=True, slots=True)
class RechercheAcces:
    """What is asked of the access log; blanks ask nothing."""

    quoi: str = ""
    compte: str = ""
    du: date | None = None
    au: date | None = None
    cles: tuple[str, ...] | None = None  # of the rows looked at or given


@dataclass(frozen=True, slots=True)
class AccesRow:
    """One access, and whose dossier it was (blank: several, or nobody's)."""

    id: int
    at: datetime
    compte: str
    quoi: str
    lignes: int
    ou: str
    qui: str
    personne: str | None


def accesses(session: Session, asked: RechercheAcces, after: int | None = None) -> tuple[AccesRow, ...]:
    """The newest `SHOWN` lines that answer, newest first, or those that come after the line of that number."""
    statement = _answering(session, select(Acces), asked).order_by(Acces.id.desc()).limit(SHOWN)
    if after is not None:
        statement = statement.where(Acces.id < after)
    found = session.scalars(statement).all()
    people = _people(session, {one.cible for one in found if one.cible})
    return tuple(_row(one, people.get(one.cible)) for one in found)


def count(session: Session, asked: RechercheAcces) -> int:
    """How many lines answer."""
    return session.scalar(_answering(session, select(func.count()).select_from(Acces), asked)) or 0


def kinds(session: Session) -> tuple[str, ...]:
    """The codes that the log holds."""
    return tuple(session.scalars(select(Acces.quoi).distinct()))


def accounts(session: Session) -> tuple[str, ...]:
    """Whoever is in the log."""
    return tuple(session.scalars(select(Acces.compte).distinct().order_by(Acces.compte)))


def _answering(session: Session, statement: Select[Any], asked: RechercheAcces) -> Select[Any]:
    for column, wanted in ((Acces.quoi, asked.quoi), (Acces.compte, asked.compte)):
        if wanted:
            statement = statement.where(column == wanted)
    zone = fuseau(session)
    if asked.du is not None:
        statement = statement.where(Acces.at >= utc(datetime.combine(asked.du, time()), zone))
    if asked.au is not None:
        statement = statement.where(Acces.at < utc(datetime.combine(asked.au + timedelta(days=1), time()), zone))
    return statement if asked.cles is None else statement.where(Acces.cible.in_(asked.cles))


def _people(session: Session, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    known = session.execute(select(Objet.genre, Objet.uuid).where(Objet.uuid.in_(list(keys)), ~Objet.efface))
    return owners(session, {(genre, key) for genre, key in known})


def _row(one: Acces, whose: tuple[str, str] | None) -> AccesRow:
    personne, qui = whose or (None, "")
    return AccesRow(one.id, one.at, one.compte, one.quoi, one.lignes, one.ou, qui, personne)
