"""One listener writes what a work changed, in the same transaction: history, undo, audit, refresh and exchange
all come from it.

Body of a line: 16 random bytes of salt, then canonical JSON `{group: [before, after, replaces]}`. `after` is the whole
group, `{field: value}`, because a group merges as one value; `before` holds the fields that changed. At creation before
is null and blanks are left out. `replaces` names the versions replaced, as "station:number": the one shown and those
equal to it, so that a rival stays listed; all of them when a person decided, withdrew or brought back. A work that
withdraws a row writes every group again: an edit it did not know then diverges by the ordinary rule.

Digest = SHA-256(body). Chain value = SHA-256(previous + canonical JSON of the header with the keys and digests of its
lines).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, event, inspect
from sqlalchemy.orm import InstanceState, Session

from scolarite_desk.models.fields.groups import RETRAIT
from scolarite_desk.models.tables.base import Partagee, microseconds
from scolarite_desk.store.change import Change
from scolarite_desk.store.codec import columns_of, dumps, encode
from scolarite_desk.store.sense import sense


@dataclass(frozen=True)
class Header:
    """The unchanging part of a work. `at` in UTC; `acte`, `detail` and `cible` are codes."""

    poste: str
    numero: int
    hlc: int
    at: datetime
    auteur: str
    acte: str
    detail: str
    cible: str

    def chain(self, previous: bytes, lines: list[tuple[str, bytes]]) -> bytes:
        """The chain value of the work after `previous`, over the keys and digests of its lines."""
        head = [
            self.poste,
            self.numero,
            self.hlc,
            microseconds(self.at),
            self.auteur,
            self.acte,
            self.detail,
            self.cible,
        ]
        return chained(previous, head, [(key, digest.hex()) for key, digest in lines])


def named(poste: str, numero: int) -> str:
    """A work, as bodies (what a line replaces) and headers (`cible` of a lot) name it: "station:number"."""
    return f"{poste}:{numero}"


def chained(previous: bytes, head: list[Any], lines: list[tuple[str, str]]) -> bytes:
    """The chain value after `previous` of a header, its fields in their order, and of its lines (key, digest)."""
    return hashlib.sha256(previous + dumps([head, lines])).digest()


def watch(session: Session, changes: dict[str, Change]) -> None:
    """Fill `changes` (by row key) at every flush of the session."""
    event.listen(session, "after_flush", lambda s, _context: _collect(s, changes))


def _collect(session: Session, changes: dict[str, Change]) -> None:
    for row in session.new:
        if isinstance(row, Partagee):
            change = changes.setdefault(row.id, Change(row.__tablename__, created=True))
            values = inspect(row).dict
            change.after.update(
                {n: encode(values.get(n)) for n in columns_of(row.__tablename__) if values.get(n) is not None}
            )
    for row in session.dirty:
        if isinstance(row, Partagee):
            change = changes.setdefault(row.id, Change(row.__tablename__, created=False))
            change.row = row
            for name, before, after in _moved(inspect(row)):
                change.before.setdefault(name, encode(before))
                change.after[name] = encode(after)


def _moved(state: InstanceState[Any]) -> Iterator[tuple[str, Any, Any]]:
    for name in columns_of(state.class_.__tablename__).keys() & state.committed_state.keys():
        history = state.attrs[name].history
        if history.added:
            yield name, history.deleted[0] if history.deleted else None, history.added[0]


@dataclass
class Station:
    """This file's own station, as the writer needs it; `empreinte` is its last chain value."""

    id: int
    uuid: str
    nom: str
    numero: int
    empreinte: bytes
    hlc: int


def station(connection: Connection) -> Station:
    """The station that this file is."""
    ident, uuid, *rest = connection.exec_driver_sql(
        "SELECT id, uuid, nom, numero, empreinte, hlc FROM poste WHERE ici"
    ).one()
    return Station(ident, uuid.hex(), *rest)


class Writer:
    """Writes one work: its header, its lines, the heads it moves, the station's chain value.

    The driver's own cursor, on purpose: through SQLAlchemy these few rows cost more than the whole rest of a keystroke.
    """

    def __init__(self, connection: Connection, poste: Station, now: datetime) -> None:
        cursor = connection.connection.cursor()
        self.sql, self.many, self.poste, self.now = cursor.execute, cursor.executemany, poste, now

    def write(self, auteur: str, acte: str, detail: str, cible: str, changes: dict[str, Change]) -> int | None:
        """The number of the work, or None when nothing changed."""
        grouped = [
            (key, change, groups)
            for key, change in changes.items()
            if (groups := change.groups()) or change.created  # a row made blank is known all the same
        ]
        if not grouped:
            return None
        here, numero = self.poste, self.poste.numero + 1
        hlc = max(microseconds(self.now) // 1000 << 12, here.hlc + 1)
        lines: list[tuple[str, bytes]] = []
        rows: list[tuple[Any, ...]] = []
        for rang, (key, change, groups) in enumerate(grouped):
            objet, corps = self._body(key, change, groups, numero)
            digest = hashlib.sha256(corps).digest()
            lines.append((key, digest))
            rows.append((here.id, numero, rang, objet, digest, corps))
        header = Header(here.uuid, numero, hlc, self.now, auteur, acte, detail, cible)
        empreinte = header.chain(here.empreinte, lines)
        self.sql(
            "INSERT INTO travail (poste, numero, hlc, at, auteur, acte, detail, cible, empreinte)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (here.id, numero, hlc, microseconds(self.now), auteur, acte, detail, cible, empreinte),
        )
        self.many("INSERT INTO ligne (poste, numero, rang, objet, digest, corps) VALUES (?, ?, ?, ?, ?, ?)", rows)
        self.sql("UPDATE poste SET numero = ?, hlc = ?, empreinte = ? WHERE id = ?", (numero, hlc, empreinte, here.id))
        here.numero, here.hlc, here.empreinte = numero, hlc, empreinte
        return numero

    def _body(self, key: str, change: Change, groups: dict[str, list[Any]], numero: int) -> tuple[int, bytes]:
        """The row's local number and the line's body; moves the heads of the groups to this work."""
        replaced: dict[str, list[str]] = {}
        if change.created:
            objet = self.sql(
                "INSERT INTO objet (uuid, genre, poste, numero, efface) VALUES (?, ?, ?, ?, 0) RETURNING id",
                (bytes.fromhex(key), change.genre, self.poste.id, numero),
            ).fetchone()[0]
        else:
            objet, replaced = self._move_heads(key, change, groups, numero)
        body = {group: [*pair, replaced.get(group, [])] for group, pair in groups.items()}
        return objet, os.urandom(16) + dumps(body)

    def _move_heads(
        self, key: str, change: Change, groups: dict[str, list[Any]], numero: int
    ) -> tuple[int, dict[str, list[str]]]:
        objet, *first = self.sql("SELECT id, poste, numero FROM objet WHERE uuid = ?", (bytes.fromhex(key),)).fetchone()
        heads: dict[str, list[tuple[int, int]]] = {}
        rivals: dict[str, dict[tuple[int, int], str]] = {}
        for groupe, poste, head, valeur in self.sql(_HEADS, (objet,)):
            heads.setdefault(groupe, []).append((poste, head))
            if valeur is not None:
                rivals.setdefault(groupe, {})[poste, head] = valeur
        if rivals and RETRAIT not in groups and len(rivals.get(RETRAIT, ())) == len(heads.get(RETRAIT, ())) > 0:
            groups[RETRAIT] = [{}, {RETRAIT: None}]  # shown although withdrawn elsewhere: to edit it is to keep it
        named = {group: heads.get(group, [(first[0], first[1])]) for group in groups}
        for group in rivals.keys() & groups.keys():
            if not change.knows_all(group):
                named[group] = _shown(change.genre, groups[group], named[group], rivals[group])
        gone = [(objet, group, *dot) for group in groups if group in heads for dot in named[group]]
        if gone:
            self.many("DELETE FROM version WHERE objet = ? AND groupe = ? AND poste = ? AND numero = ?", gone)
            if rivals:
                self.many("DELETE FROM rivale WHERE objet = ? AND groupe = ? AND poste = ? AND numero = ?", gone)
        self.many(
            "INSERT INTO version (objet, groupe, poste, numero) VALUES (?, ?, ?, ?)",
            [(objet, group, self.poste.id, numero) for group in groups],
        )
        return objet, {group: [self._dot(*dot) for dot in dots] for group, dots in named.items()}

    def _dot(self, poste: int, numero: int) -> str:
        if poste == self.poste.id:
            return named(self.poste.uuid, numero)
        (uuid,) = self.sql("SELECT uuid FROM poste WHERE id = ?", (poste,)).fetchone()
        return named(uuid.hex(), numero)


_HEADS = """SELECT v.groupe, v.poste, v.numero, r.valeur FROM version v LEFT JOIN rivale r ON r.objet = v.objet
    AND r.groupe = v.groupe AND r.poste = v.poste AND r.numero = v.numero WHERE v.objet = ?"""


def _shown(
    genre: str, pair: list[Any], heads: list[tuple[int, int]], rivals: dict[tuple[int, int], str]
) -> list[tuple[int, int]]:
    """Of the heads of a group, the one that was shown, and those that say the same."""
    before, after = pair
    shown = sense(genre, {**after, **before})
    return [dot for dot in heads if dot not in rivals or sense(genre, json.loads(rivals[dot])) == shown]
