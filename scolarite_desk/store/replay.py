"""Undoing a work is another work that puts back what it changed; redoing is undoing the undoing.

Registers (numbers given, documents issued) never go back. A row that a work created is withdrawn, not deleted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.lineage import person_column, ties
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.journal import Ligne, Objet, Rivale, Travail
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store.codec import columns_of, decode, encode, shared_classes
from scolarite_desk.store.journal import fusion
from scolarite_desk.store.store import Work


@dataclass(frozen=True)
class LineRead:
    """One line of a work, read back: {group: [before, after, replaces]}. `created`: the work made the row."""

    genre: str
    key: str
    groups: dict[str, list[Any]]
    created: bool


def lines_of(session: Session, poste: int, numero: int) -> list[LineRead]:
    """The lines of a work in the order they were written; erased bodies are left out."""
    found = session.execute(
        select(Objet.genre, Objet.uuid, Ligne.corps)
        .join(Objet, Objet.id == Ligne.objet)
        .where(Ligne.poste == poste, Ligne.numero == numero)
        .order_by(Ligne.rang)
    )
    return [
        LineRead(genre, key, groups, created=all(before is None for before, _after, _replaces in groups.values()))
        for genre, key, corps in found
        if corps is not None
        for groups in [body(corps)]
    ]


def body(corps: bytes) -> dict[str, list[Any]]:
    """The content of a line's body, without its salt."""
    content: dict[str, list[Any]] = json.loads(corps[16:])
    return content


def changed(before: dict[str, Any] | None, after: dict[str, Any]) -> list[tuple[str, Any]]:
    """(name, value) of the fields that a group's change moved: `after` says the whole group."""
    return [(name, value) for name, value in after.items() if before is None or name in before]


def revert(work: Work, numero: int) -> None:
    """Put back, in `work`, what the work `numero` of this desk changed. `Refused` if something moved, was erased, or
    diverges: between what desks wrote apart, a person decides.
    """
    _refuse_if_erased(work.session, work.poste.id, numero)
    lines = lines_of(work.session, work.poste.id, numero)
    created = {line.key for line in lines if line.created}
    for line in reversed(lines):
        cls = shared_classes()[line.genre]
        if cls.REGISTRE:
            continue
        row = work.get(cls, line.key)
        _refuse_if_moved(work.session, row, line)
        _refuse_if_divergent(work.session, line)
        if line.created:
            _refuse_if_leant_on(work.session, row, created)
            row.retire_le = work.now
        else:
            _put_back(work, row, line)
    work.session.flush()


def _refuse_if_erased(session: Session, poste: int, numero: int) -> None:
    if numero in erased_works(session, poste, numero - 1, numero):
        raise Refused(N_("Annulation impossible\u00a0: les données de cette personne ont été effacées."))


def erased_works(session: Session, poste: int, since: int = 0, until: int = 1 << 62) -> frozenset[int]:
    """Works of a station, after `since` and up to `until`, of which something was erased: nobody can put them back."""
    sql = _LATELY if since else _EVER
    return frozenset(session.connection().exec_driver_sql(sql, (poste, since, until)).scalars())


# CROSS JOIN: from the lines of a few works, or from the erased rows; the other way round reads the whole journal.
_LATELY = """SELECT l.numero FROM ligne l CROSS JOIN objet o ON o.id = l.objet
    WHERE l.poste = ? AND l.numero > ? AND l.numero <= ? AND o.efface = 1"""
_EVER = """SELECT l.numero FROM objet o CROSS JOIN ligne l ON l.objet = o.id
    WHERE l.poste = ? AND l.numero > ? AND l.numero <= ? AND o.efface = 1"""


def _refuse_if_divergent(session: Session, line: LineRead) -> None:
    rivals = select(Rivale.groupe).join(Objet, Objet.id == Rivale.objet).where(Objet.uuid == line.key)
    if line.groups.keys() & set(session.scalars(rivals)):
        raise Refused(
            N_("Annulation impossible\u00a0: un autre poste a écrit autre chose. Tranchez d’abord le désaccord.")
        )


def _put_back(work: Work, row: Partagee, line: LineRead) -> None:
    columns = columns_of(row.__tablename__)
    for before, _after, _replaces in line.groups.values():
        for name, value in before.items():
            setattr(row, name, decode(columns[name], value))
    if not any(before for before, _after, _replaces in line.groups.values()):  # a decision that kept what was shown
        for group in line.groups:
            work.decide(row, group)


def _refuse_if_moved(session: Session, row: Partagee, line: LineRead) -> None:
    """The row must still hold what the work wrote: for a creation, blanks too."""
    written: dict[str, Any] = dict.fromkeys(columns_of(row.__tablename__)) if line.created else {}
    for _before, after, _replaces in line.groups.values():
        written.update(after)
    person = person_column(row.__tablename__)
    followed = fusion.made_for(session, line.key) if person in written else None
    for name, value in written.items():
        held = followed if followed and name == person else encode(getattr(row, name))
        if held != value:
            raise Refused(_later(session, line.key, name))


def _later(session: Session, key: str, name: str) -> Msg:
    """Which later work touched the value."""
    found = session.execute(
        select(Travail.at, Travail.auteur, Ligne.corps)
        .join(Ligne, (Ligne.poste == Travail.poste) & (Ligne.numero == Travail.numero))
        .join(Objet, Objet.id == Ligne.objet)
        .where(Objet.uuid == key)
        .order_by(Travail.hlc.desc())
    )
    for at, auteur, corps in found:
        if corps and any(name in after for _before, after, _replaces in body(corps).values()):
            return N_(
                "Annulation impossible\u00a0: {auteur} a changé cette valeur depuis (le {jour}).",
                auteur=auteur,
                jour=f"{local(at):%d/%m/%Y}",
            )
    return N_("Annulation impossible\u00a0: cette valeur a changé depuis.")


def _refuse_if_leant_on(session: Session, row: Partagee, created: set[str]) -> None:
    session.flush()  # what was put back so far is part of what is in sight
    for leaning in _leaning(row.__tablename__):
        found = session.connection().exec_driver_sql(leaning, (bytes.fromhex(row.id),)).scalars()
        if any(key.hex() not in created for key in found):
            raise Refused(N_("Annulation impossible\u00a0: d’autres éléments en dépendent. Annulez-les d’abord."))


@cache
def _leaning(genre: str) -> tuple[str, ...]:
    """For each column that names a row of this table: those in sight that name one."""
    return tuple(
        f'SELECT id FROM "{name}" WHERE "{column}" = ? AND retire_le IS NULL'
        for name, cls in shared_classes().items()
        if not cls.REGISTRE
        for column, named in ties(name).items()
        if named == genre
    )
