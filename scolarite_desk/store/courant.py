"""Which avis counts and which candidature lives, as conditions of a statement; of rows already read:
`models/rules/courant.py`.

Each takes what a statement calls the row: a mapped class or an alias of one. `in_sql` says the same to plain SQL.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, literal_column, or_, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session, aliased

from scolarite_desk.models.rules.states import PARTIS
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Dossier

_NEWER = aliased(Avis, name="plus_recent")


def candidature_vivante(candidature: Any = Candidature) -> ColumnElement[bool]:
    """Neither withdrawn nor cancelled: the office works on it."""
    return and_(candidature.retire_le.is_(None), candidature.annulee_le.is_(None))


def candidature_presente(candidature: Any = Candidature, dossier: Any = Dossier) -> ColumnElement[bool]:
    """Neither it nor its dossier is withdrawn, cancelled or not: perimeters and exports know of it."""
    return and_(candidature.retire_le.is_(None), dossier.retire_le.is_(None))


def candidature_restee(candidature: Any = Candidature) -> ColumnElement[bool]:
    """It lives, and nobody gave up the place or the rank that it has."""
    answer = candidature.confirmation
    return and_(candidature_vivante(candidature), or_(answer.is_(None), answer.not_in(PARTIS)))


def avis_courant(avis: Any = Avis) -> ColumnElement[bool]:
    """The newest avis of its candidature that nobody withdrew: the one that is shown, validated or not."""
    return and_(avis.retire_le.is_(None), ~_followed(avis))


def avis_valide(avis: Any = Avis) -> ColumnElement[bool]:
    """The newest of those validated: it binds until another one does, whatever was entered since."""
    return and_(avis.retire_le.is_(None), avis.valide_le.is_not(None), ~_followed(avis, _NEWER.valide_le.is_not(None)))


def _followed(avis: Any, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    same = _NEWER.candidature_id == avis.candidature_id
    return exists(select(1).where(same, _NEWER.id > avis.id, _NEWER.retire_le.is_(None), *more))


def current_avis(session: Session, candidature: str) -> Avis | None:
    """The current avis of one candidature (its key)."""
    return session.scalars(_current(), {"key": candidature}).first()


@cache  # building a statement costs more than running it
def _current() -> Select[Avis]:
    return select(Avis).where(Avis.candidature_id == bindparam("key"), avis_courant())


def in_sql(condition: Callable[..., ColumnElement[bool]], *names: str) -> str:
    """One of these conditions, in brackets, on the rows that a plain statement calls by these names."""
    return f"({condition(*map(_Named, names)).compile(dialect=_SQLITE)})"


_SQLITE = sqlite.dialect()


class _Named:
    """A row as plain SQL names it: its columns are of no table, so that nothing is added to what a statement reads."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, column: str) -> ColumnElement[Any]:
        return literal_column(f"{self._name}.{column}")
