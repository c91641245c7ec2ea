"""Undoing a work is another work that puts back what it changed; redoing is undoing the undoing.

Registers (numbers given, documents issued) never go back. A row that a work created is withdrawn, not deleted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.bureau import counted
from scolarite_desk.models.fields.groups import RETRAIT, SEALS
from scolarite_desk.models.fields.lineage import person_column, ties
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.journal import Ligne, Objet, Poste, Travail
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store.codec import columns_of, decode, encode, shared_classes
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.journal import fusion
from scolarite_desk.store.sql import KEYS, as_json
from scolarite_desk.store.store import Work


@dataclass(frozen=True)
class LineRead:
    """One line of a work, read back: {group: [before, after, replaces]}. `created`: the work made the row."""

    genre: str
    key: str
    groups: dict[str, list[Any]]
    created: bool

    @property
    def brought(self) -> bool:
        """Whether the work put the row in sight: it made it, or brought it back. Undoing then takes it away, whole."""
        before = self.groups[RETRAIT][0] if RETRAIT in self.groups else None
        return self.created or bool(before and before.get(RETRAIT))


def lines_of(session: Session, poste: int, numero: int) -> list[LineRead]:
    """The lines of a work in the order they were written; erased bodies are left out."""
    found = session.connection().exec_driver_sql(_LINES, (poste, numero))
    return [
        LineRead(genre, key.hex(), groups, created=all(before is None for before, _after, _replaces in groups.values()))
        for genre, key, corps in found
        for groups in [body(corps)]
    ]


_LINES = """SELECT o.genre, o.uuid, l.corps FROM ligne l JOIN objet o ON o.id = l.objet
    WHERE l.poste = ? AND l.numero = ? AND l.corps IS NOT NULL ORDER BY l.rang"""


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
    since = work.session.scalars(
        select(Travail.hlc).where(Travail.poste == work.poste.id, Travail.numero == numero)
    ).one()
    brought, apart = {line.key for line in lines if line.brought}, _apart(work.session, lines)
    for line in reversed(lines):
        cls = shared_classes()[line.genre]
        if cls.REGISTRE:
            continue
        row = work.get(cls, line.key)
        _refuse_if_moved(work.session, row, line)
        _refuse_if_sealed(work.session, row, line, since)
        _refuse_if_divergent(line, apart.get(line.key, set()))
        if line.brought:
            _refuse_if_leant_on(work.session, row, line, brought)
        if line.created:
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


def _apart(session: Session, lines: Iterable[LineRead]) -> dict[str, set[str]]:
    """The groups of each row that desks wrote apart."""
    found: dict[str, set[str]] = {}
    for key, groupe in session.connection().exec_driver_sql(_RIVALS, (as_json(line.key for line in lines),)):
        found.setdefault(key.hex(), set()).add(groupe)
    return found


_RIVALS = f"SELECT o.uuid, r.groupe FROM rivale r JOIN objet o ON o.id = r.objet WHERE o.uuid IN {KEYS}"


def _refuse_if_divergent(line: LineRead, divergent: set[str]) -> None:
    if divergent if line.brought else line.groups.keys() & divergent:
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
    """The row must still hold what the work wrote; one that it put in sight goes whole, so all of it, blanks too."""
    written: dict[str, list[Any]] = {}
    if line.created:
        written = {name: [None] for name in columns_of(row.__tablename__)}
    elif line.brought:
        written = _as_withdrawn(session, line)
    for _before, after, _replaces in line.groups.values():
        written.update((name, [value]) for name, value in after.items())
    person = person_column(row.__tablename__)
    followed = fusion.made_for(session, line.key) if person in written else None
    for name, values in written.items():
        held = followed if followed and name == person else encode(getattr(row, name))
        if held not in values:
            raise Refused(_later(session, line.key, name))


def _as_withdrawn(session: Session, line: LineRead) -> dict[str, list[Any]]:
    """What a row that was brought back held: a withdrawal writes every group. Several values when desks withdrew it
    apart.
    """
    found: dict[str, list[Any]] = {}
    for poste, _, numero in (dot.partition(":") for dot in line.groups[RETRAIT][2]):
        key = (bytes.fromhex(poste), int(numero), bytes.fromhex(line.key))
        for corps in session.connection().exec_driver_sql(_WRITTEN, key).scalars():
            for _before, after, _replaces in body(corps).values() if corps else ():
                for name, value in after.items():
                    found.setdefault(name, []).append(value)
    return found


_WRITTEN = """SELECT l.corps FROM ligne l JOIN poste p ON p.id = l.poste JOIN objet o ON o.id = l.objet
    WHERE p.uuid = ? AND l.numero = ? AND o.uuid = ?"""


def _refuse_if_sealed(session: Session, row: Partagee, line: LineRead, since: int) -> None:
    """What a colleague validated since stays what was validated, even where another column says so."""
    column, groups = SEALS.get(line.genre, ("", frozenset()))
    if line.brought or not column or getattr(row, column) is None or not groups & line.groups.keys():
        return
    if encode(getattr(row, column)) != _held(session, line.key, column, since):
        raise Refused(_later(session, line.key, column))


def _later(session: Session, key: str, name: str) -> Msg:
    """Which later work touched the value."""
    travail = _last(session, key, name)
    return _moved(session, travail) if travail else N_("Annulation impossible\u00a0: cette valeur a changé depuis.")


def _held(session: Session, key: str, name: str, until: int) -> Any:
    """The value of a field after the last work up to the clock `until` that wrote it; None before any."""
    for travail, groups in _writings(session, key):
        if travail.hlc <= until:
            for _before, after, _replaces in groups.values():
                if name in after:
                    return after[name]
    return None


def _last(session: Session, key: str, name: str, *, made: bool = False) -> Travail | None:
    """The last work that wrote a field of a row; with `made`, the one that made it."""
    for travail, groups in _writings(session, key):
        if any(name in after or (made and before is None) for before, after, _replaces in groups.values()):
            return travail
    return None


def _writings(session: Session, key: str) -> Iterator[tuple[Travail, dict[str, list[Any]]]]:
    """The works that wrote a row, the last first, and what each wrote of it."""
    found = session.execute(
        select(Travail, Ligne.corps)
        .join(Ligne, (Ligne.poste == Travail.poste) & (Ligne.numero == Travail.numero))
        .join(Objet, Objet.id == Ligne.objet)
        .where(Objet.uuid == key)
        .order_by(Travail.hlc.desc())
    )
    return ((travail, body(corps)) for travail, corps in found if corps)


def _moved(session: Session, travail: Travail) -> Msg:
    return N_(
        "Annulation impossible\u00a0: {auteur} a changé cette valeur depuis (le {jour}).",
        auteur=travail.auteur,
        jour=f"{local(travail.at, fuseau(session)):%d/%m/%Y}",
    )


def _refuse_if_leant_on(session: Session, row: Partagee, line: LineRead, brought: set[str]) -> None:
    """What is in sight and leans on the row holds it, but for what already did when the row went the first time."""
    session.flush()  # what was put back so far is part of what is in sight
    gone = None if line.created else _went(session, line)
    uses: dict[type[Partagee], set[str]] = {}
    for cls, leaning in _leaning(row.__tablename__):
        found = session.connection().exec_driver_sql(leaning, (bytes.fromhex(row.id),)).scalars()
        held = {key for key in map(bytes.hex, found) if key not in brought and not _stood(session, key, gone)}
        if held:
            uses[cls] = uses.get(cls, set()) | held
    if uses:
        raise Refused(
            N_(
                "Annulation impossible\u00a0: encore utilisé ({usages}). Annulez-les d’abord, ou retirez-les.",
                usages=[counted(cls, len(keys)) for cls, keys in uses.items()],
            )
        )


def _went(session: Session, line: LineRead) -> int | None:
    """The clock of the withdrawal that the work answered."""
    dots = [dot.partition(":") for dot in line.groups[RETRAIT][2]]
    clocks = [
        session.scalar(
            select(Travail.hlc)
            .join(Poste, Poste.id == Travail.poste)
            .where(Poste.uuid == poste, Travail.numero == int(numero))
        )
        for poste, _, numero in dots
    ]
    return min((clock for clock in clocks if clock is not None), default=None)


def _stood(session: Session, key: str, clock: int | None) -> bool:
    """Whether a row was in sight at that clock."""
    if clock is None:
        return False
    made = _last(session, key, "", made=True)  # none: it came without history, before all that this desk did
    return (made is None or made.hlc <= clock) and _held(session, key, RETRAIT, clock) is None


@cache
def _leaning(genre: str) -> tuple[tuple[type[Partagee], str], ...]:
    """For each column that names a row of this table: those in sight that name one, and of which class."""
    return tuple(
        (cls, f'SELECT id FROM "{name}" WHERE "{column}" = ? AND retire_le IS NULL')
        for name, cls in shared_classes().items()
        if not cls.REGISTRE
        for column, named in ties(name).items()
        if named == genre
    )
