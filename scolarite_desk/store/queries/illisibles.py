"""Values of the base that the reader of their field no longer reads: another desk sent them, an older version wrote
them, a list lost their code. Nothing changes them but a person; they are listed, and held where they would be printed.

Each field is asked once for each of its values, not for each row: a base has few of them, its names and phones aside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, select, text
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.fields.fields import BY_COLUMN, label_of
from scolarite_desk.models.fields.of_dossier import ARRIVEE
from scolarite_desk.models.fields.reglages import named
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.filtre import read
from scolarite_desk.models.rules.identifiants import KINDS
from scolarite_desk.models.rules.questions import GENRES, reads
from scolarite_desk.models.tables.question import Question, Reponse
from scolarite_desk.models.tables.schema import Base
from scolarite_desk.models.tables.vue import VueEnregistree
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.sql import KEYS, as_json

_SHOWN = 40  # letters of a value that a sentence shows
_SAID = N_("«\u00a0{champ}\u00a0»\u00a0: «\u00a0{valeur}\u00a0» ne se lit pas. {raison}")


@dataclass(frozen=True, slots=True)
class Unread:
    """One value of one row that no longer reads, and why."""

    table: str
    cle: str
    colonne: str
    phrase: Msg


def unread(session: Session, among: Collection[str] | None = None) -> Iterator[Unread]:
    """Every value that no longer reads; `among`: only of these rows (keys)."""
    known = lists(session)
    for (table, column), field in _FIELDS.items():
        yield from _Column(session, table, column, field, among).unread(known)
    yield from _settings(session, known, among)
    yield from _views(session, among)
    yield from _answers(session, among)


def _fields() -> dict[tuple[str, str], Field]:
    """The fields of columns, of those that an act alone fills too; ties are keys, which the file holds."""
    visits = {("visite", one.name): one for one in ARRIVEE if one.name in Base.metadata.tables["visite"].columns}
    every = visits | BY_COLUMN
    return {place: one for place, one in every.items() if not getattr(one.reader, "liste", "").startswith("@")}


_FIELDS = _fields()
_BESIDE = {  # the columns without which a value cannot be read
    ("adresse", "code_postal"): ("pays",),
    ("identifiant", "valeur"): ("genre",),
}


_OURS = {("identifiant", "origine", "provisoire_poste")}  # what an act writes, that no list proposes


def looked_at() -> int:
    """How many fields are read again."""
    return len(_FIELDS)


class _Column:
    """The values of one column."""

    def __init__(self, session: Session, table: str, column: str, field: Field, among: Collection[str] | None) -> None:
        self._session, self._table, self._column, self._field = session, table, column, field
        self._rows: Table = Base.metadata.tables[table]
        self._beside = _BESIDE.get((table, column), ())
        held = self._rows.columns[column]
        self._where: list[ColumnElement[bool]] = [held.is_not(None), self._rows.columns["retire_le"].is_(None)]
        if among is not None:
            wanted = text(f'"{table}".id IN {KEYS.replace("?", ":parmi")}').bindparams(parmi=as_json(among))
            self._where.append(wanted)  # type: ignore[arg-type]  # a text stands for a condition

    def unread(self, known: Lists) -> Iterator[Unread]:
        columns = [self._rows.columns[name] for name in (self._column, *self._beside)]
        found = self._session.execute(select(*columns).where(*self._where).distinct())
        faults = [(values, fault) for values in found if (fault := self._fault(values, known))]
        for values, fault in faults:
            same = (column.is_(value) if value is None else column == value
                    for column, value in zip(columns, values, strict=True))  # fmt: skip
            phrase = _said(label_of(self._table, self._column), self._field.show(values[0], known), fault)
            keys = select(self._rows.columns["id"]).where(*self._where, *same).order_by(self._rows.columns["id"])
            yield from (Unread(self._table, key, self._column, phrase) for key in self._session.scalars(keys))

    def _fault(self, values: Any, known: Lists) -> Msg:
        if (self._table, self._column, values[0]) in _OURS:
            return NOTHING
        row = dict(zip(self._beside, values[1:], strict=True))
        kind = KINDS.get(row.get("genre") or "")
        if kind is None or kind.code.startswith("INE"):
            return self._field.fault(values[0], known, row)
        checked = kind.check(values[0])  # each number has its own shape
        return checked.message if checked.niveau == "refus" else NOTHING


def _settings(session: Session, known: Lists, among: Collection[str] | None) -> Iterator[Unread]:
    """Settings are texts, each with its own reader."""
    where, given = ("1", ()) if among is None else (f"id IN {KEYS}", (as_json(among),))
    found = session.connection().exec_driver_sql(
        f"SELECT id, cle, valeur FROM reglage WHERE retire_le IS NULL AND valeur <> '' AND {where} ORDER BY id", given
    )
    for key, cle, valeur in found.all():
        setting = named(cle)
        if setting is None:
            continue  # of another version
        try:
            setting.kept(valeur, known)
        except Fault as fault:
            yield Unread("reglage", key.hex(), "valeur", _said(setting.label, valeur, fault.message))


def _views(session: Session, among: Collection[str] | None) -> Iterator[Unread]:
    """Filters of saved views. What a newer version wrote is none: it is passed over where it is shown."""
    for row in session.scalars(living(VueEnregistree).order_by(VueEnregistree.id)):
        lu = read(row.filtre, {}) if among is None or row.id in among else None
        if lu is not None and lu.illisible:
            yield Unread("vue", row.id, "filtre", _said(label_of("vue", "filtre"), row.filtre or "", lu.passes[0]))


def _answers(session: Session, among: Collection[str] | None) -> Iterator[Unread]:
    """Answers of another kind than their question: one desk changed it, another was answered."""
    asked = select(Reponse.id, Reponse.valeur, Question.libelle, Question.genre).join(Question)
    there = asked.where(Reponse.retire_le.is_(None), Reponse.valeur != "", Question.genre.in_(GENRES))
    for key, valeur, libelle, genre in session.execute(there.order_by(Reponse.id)):
        if (among is None or key in among) and not reads(genre or "", valeur or ""):
            yield Unread("reponse", key, "valeur", _said(verbatim(libelle or ""), valeur or "", _OF_KIND))


_OF_KIND = N_("La question est d’un autre type.")


def _said(champ: Msg, valeur: str, raison: Msg) -> Msg:
    shown = valeur if len(valeur) <= _SHOWN else valeur[:_SHOWN] + "…"
    return _SAID.given(champ=champ, valeur=shown, raison=raison)
