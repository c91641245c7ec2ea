"""What several desks wrote, as one base: heads, rivals, and the value shown.

A head is a version of a group that no other names. The one shown has the greatest (clock, station), so that every desk
that holds the same works shows the same rows; the others are rivals, kept with their values until a person decides.
One exception: an edit wins over a withdrawal that did not know it. A row withdrawn while one of its groups diverges
stays in sight, and both are listed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from scolarite_desk.models.fields.groups import RETRAIT, groups_of
from scolarite_desk.store.change import Change
from scolarite_desk.store.codec import dumps
from scolarite_desk.store.journal.fiches import Fiches
from scolarite_desk.store.journal.lignes import Content, Group
from scolarite_desk.store.sense import sense
from scolarite_desk.store.sql import KEYS, as_json

Dot = tuple[int, int]  # a work: local number of its station, and its number
Clock = tuple[int, str]  # hybrid clock, station (UUID): which of two heads is shown
Value = dict[str, Any]  # columns of a group that are not blank


@dataclass
class Known:
    """A shared row as the journal knows it. `first` (0, 0): it was only named by another row, or erased."""

    id: int
    genre: str
    first: Dot
    efface: bool
    heads: dict[str, set[Dot]] = field(default_factory=dict)
    rivals: dict[str, dict[Dot, Value]] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """Whether nothing was ever written to it here."""
        return self.first == (0, 0)


class Merge:
    """The works of one lot, merged in memory; `flush` writes what changed. Clocks of its works are put in `clocks`.

    `stations`: local numbers by UUID, kept up to date by whoever receives.
    """

    def __init__(self, connection: Connection, stations: Mapping[str, int]) -> None:
        self._stations = stations
        self._connection = connection
        cursor = connection.connection.cursor()
        self._sql, self._many = cursor.execute, cursor.executemany
        self.clocks: dict[Dot, Clock] = {}
        self.changes: dict[str, Change] = {}
        self.fiches = Fiches(connection)
        self._known: dict[str, Known] = {}
        self._looked_for: set[str] = set()
        self._new: list[str] = []
        self._seen: set[str] = set()  # rows that were only named, and are now written
        self._heads: set[tuple[str, str]] = set()  # (key, group) whose heads moved
        self._rivals: set[str] = set()  # rows whose rivals moved
        (self._last,) = self._sql("SELECT coalesce(max(id), 0) FROM objet").fetchone()

    def know(self, keys: Iterable[str]) -> None:
        """Read what the journal knows of these rows, all at once."""
        wanted = [key for key in dict.fromkeys(keys) if key not in self._looked_for]
        if not wanted:
            return
        self._looked_for.update(wanted)
        by_id: dict[int, Known] = {}
        for ident, uuid, genre, poste, numero, efface in self._sql(_OBJECTS, (as_json(wanted),)):
            by_id[ident] = self._known[uuid.hex()] = Known(ident, genre, (poste, numero), bool(efface))
        ids = as_json(by_id)
        for ident, groupe, poste, numero in self._sql(_VERSIONS, (ids,)):
            by_id[ident].heads.setdefault(groupe, set()).add((poste, numero))
        for ident, groupe, poste, numero, valeur in self._sql(_RIVALS, (ids,)):
            by_id[ident].rivals.setdefault(groupe, {})[poste, numero] = json.loads(valeur)

    def genre_of(self, key: str) -> str | None:
        """The table of a row, None when nothing is known of it."""
        known = self._known.get(key)
        return known.genre or None if known else None

    def is_erased(self, key: str) -> bool:
        """Whether whatever arrives of this row is dropped."""
        known = self._known.get(key)
        return known is not None and known.efface

    def line(self, dot: Dot, key: str, genre: str, content: Content | None) -> int:
        """One line of a work, `know`n before; None: its body is erased. Returns the local number of the row."""
        known = self._known.get(key) or self._meet(key, genre, dot)
        if known.efface or content is None:
            return known.id
        if content.made and known.blank:
            self._make(known, key, genre, dot, content)
        elif content.made:
            self._make_again(known, key, dot, content)
        else:
            for name, group in content.groups.items():
                self._write(known, key, name, dot, group)
        return known.id

    def _meet(self, key: str, genre: str, dot: Dot) -> Known:
        self._last += 1
        known = self._known[key] = Known(self._last, genre, (0, 0), efface=False)
        self._looked_for.add(key)
        self._new.append(key)
        return known

    def _change(self, known: Known, key: str, values: Value, before: Value | None = None) -> None:
        """Columns take values: in the row, and in what is announced and searched."""
        change = self.changes.get(key)
        if change is None:
            change = self.changes[key] = Change(known.genre, created=False)
        for name, value in (before or {}).items():
            change.before.setdefault(name, value)
        change.after.update(values)
        self.fiches.change(known.genre, key, values)

    def _make(self, known: Known, key: str, genre: str, dot: Dot, content: Content) -> None:
        known.first, known.genre = dot, genre
        self._seen.add(key)
        values = {name: one for group in content.groups.values() for name, one in group.after.items()}
        self.changes[key] = Change(genre, created=True, after=dict(values))
        self.fiches.make(genre, key, values)

    def _make_again(self, known: Known, key: str, dot: Dot, content: Content) -> None:
        """Two desks made the same row: what each wrote is a version of its groups."""
        for name in groups_of(known.genre):
            if name not in known.heads and self._shown(known, key, name):
                known.heads[name] = {known.first}
                self._heads.add((key, name))
        for name, group in content.groups.items():
            self._put(known, key, name, dot, group.after, set())

    def _write(self, known: Known, key: str, name: str, dot: Dot, group: Group) -> None:
        if known.blank:  # no creation came, and none is waited for: the row is what its lines say
            known.first = dot
            self._seen.add(key)
            self.fiches.make(known.genre, key, {})
        replaced = {(self._stations.get(station, 0), numero) for station, numero in group.replaces}
        if not known.rivals and known.heads.get(name, {known.first}) <= replaced:
            known.heads[name] = {dot}
            self._heads.add((key, name))
            self._change(known, key, group.after, group.before)
        else:
            self._put(known, key, name, dot, group.after, replaced)

    def _put(self, known: Known, key: str, name: str, dot: Dot, after: Value, replaced: set[Dot]) -> None:
        """A version that did not know everything, or that settles: heads and what is shown are made again."""
        found = {head: value for head, value in self._versions(known, key, name).items() if head not in replaced}
        found[dot] = {column: value for column, value in after.items() if value is not None}
        best = max(found, key=self._clock)
        if name == RETRAIT:
            known.heads[RETRAIT] = set(found)
            known.rivals[RETRAIT] = found  # `_withdraw` says which is shown, if any
            self._heads.add((key, RETRAIT))
        else:
            self._show(known, key, name, found, best)
        self._withdraw(known, key)

    def _versions(self, known: Known, key: str, name: str) -> dict[Dot, Value]:
        """The heads of a group, each with its value. A group that nobody wrote has none."""
        shown, rivals = self._shown(known, key, name), known.rivals.get(name, {})
        if name not in known.heads:
            return {known.first: shown} if shown else {}
        return {dot: rivals.get(dot, shown) for dot in known.heads[name]}

    def _shown(self, known: Known, key: str, name: str) -> Value:
        row = self.fiches.get(known.genre, key)
        return {column: row[column] for column in groups_of(known.genre)[name] if column in row}

    def _show(self, known: Known, key: str, name: str, found: dict[Dot, Value], best: Dot | None) -> None:
        """These heads, of which `best` is shown (None: none is, and the group is blank)."""
        known.heads[name] = set(found)
        self._heads.add((key, name))
        known.rivals[name] = {dot: value for dot, value in found.items() if dot != best}
        if not known.rivals[name]:
            del known.rivals[name]
        self._rivals.add(key)
        value, before = found[best] if best else {}, self._shown(known, key, name)
        columns = groups_of(known.genre)[name]
        if value != before:
            given = {column: value.get(column) for column in columns}
            self._change(known, key, given, {column: before.get(column) for column in columns})

    def _withdraw(self, known: Known, key: str) -> None:
        """Whether the row is out of sight: not while something else of it diverges."""
        found = self._versions(known, key, RETRAIT)
        if found:
            best = max(found, key=self._clock)
            kept = bool(found[best]) and any(self._diverges(known, key, name) for name in known.rivals)
            self._show(known, key, RETRAIT, found, None if kept else best)

    def _diverges(self, known: Known, key: str, name: str) -> bool:
        shown = sense(known.genre, self._shown(known, key, name))
        return name != RETRAIT and any(sense(known.genre, one) != shown for one in known.rivals[name].values())

    def _clock(self, dot: Dot) -> Clock:
        if dot not in self.clocks:
            self.clocks[dot] = self._sql(_CLOCK, (*dot, *dot, dot[0])).fetchone()
        return self.clocks[dot]

    def flush(self) -> list[str]:
        """Write it all. Returns the rows that lean on erased ones; other owners that are not here get a place."""
        self._sql("PRAGMA defer_foreign_keys = ON")
        self._write_objects()
        self.fiches.flush()
        self._write_heads()
        return self._tie()

    def _write_objects(self) -> None:
        new = set(self._new)
        self._many(
            "INSERT INTO objet (id, uuid, genre, poste, numero, efface) VALUES (?, ?, ?, ?, ?, 0)",
            [(one.id, bytearray.fromhex(key), one.genre, *one.first) for key in self._new if (one := self._known[key])],
        )
        self._many(
            "UPDATE objet SET genre = ?, poste = ?, numero = ? WHERE id = ?",
            [(one.genre, *one.first, one.id) for key in self._seen - new if (one := self._known[key])],
        )

    def _write_heads(self) -> None:
        ids = [(self._known[key].id, name) for key, name in self._heads]
        self._many("DELETE FROM version WHERE objet = ? AND groupe = ?", ids)
        self._many(
            "INSERT INTO version (objet, groupe, poste, numero) VALUES (?, ?, ?, ?)",
            [(self._known[key].id, name, *dot) for key, name in self._heads for dot in self._known[key].heads[name]],
        )
        self._many("DELETE FROM rivale WHERE objet = ?", [(self._known[key].id,) for key in self._rivals])
        self._many(
            "INSERT INTO rivale (objet, groupe, poste, numero, valeur) VALUES (?, ?, ?, ?, ?)",
            [
                (known.id, name, *dot, dumps(value).decode())
                for key in self._rivals
                if (known := self._known[key])
                for name, rivals in known.rivals.items()
                for dot, value in rivals.items()
            ],
        )

    def _tie(self) -> list[str]:
        leaning: list[str] = []
        for table, owners in self.fiches.ties().items():
            erased = {uuid.hex() for (uuid,) in self._sql(_ERASED, (as_json(owners),))}
            leaning += [key for owner in erased for key in owners[owner]]
            if table:
                self.fiches.hold_place(table, set(self.fiches.missing(table, owners)) - erased)
        return leaning


_OBJECTS = f"SELECT id, uuid, genre, poste, numero, efface FROM objet WHERE uuid IN {KEYS}"
_ERASED = f"SELECT uuid FROM objet WHERE efface = 1 AND uuid IN {KEYS}"
_VERSIONS = "SELECT objet, groupe, poste, numero FROM version WHERE objet IN (SELECT value FROM json_each(?))"
_RIVALS = "SELECT objet, groupe, poste, numero, valeur FROM rivale WHERE objet IN (SELECT value FROM json_each(?))"
_CLOCK = """SELECT coalesce((SELECT hlc FROM travail WHERE poste = ? AND numero = ?),
    (SELECT hlc FROM horloge WHERE poste = ? AND numero = ?)), lower(hex(uuid)) FROM poste WHERE id = ?"""
