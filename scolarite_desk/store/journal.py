"""One listener writes what a work changed, in the same transaction: history, undo, audit, refresh and exchange
all come from it.

Body of a line: 16 random bytes of salt, then canonical JSON `{group: [before, after, replaces]}` where before and
after are `{field: value}` (before is null at creation) and `replaces` names the versions replaced, as
"station:number". Digest = SHA-256(body). Chain value = SHA-256(previous + canonical JSON of the header with the keys
and digests of its lines).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, event, inspect, select
from sqlalchemy.orm import InstanceState, Session

from scolarite_desk.models.base import Partagee, microseconds
from scolarite_desk.models.fields import group_of
from scolarite_desk.models.journal import Ligne, Objet, Poste, Travail, Version
from scolarite_desk.store.codec import columns_of, dumps, encode

# Core tables: the ORM's own bulk paths cost more than the rows they write.
OBJET, POSTE, TRAVAIL, LIGNE, VERSION = (cast(Table, cls.__table__) for cls in (Objet, Poste, Travail, Ligne, Version))


@dataclass
class Change:
    """What a work did to one row so far: encoded values before and after, by field."""

    genre: str
    created: bool
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def groups(self) -> dict[str, list[Any]]:
        """{group: [before, after]}, groups whose values came back to what they were left out."""
        changed = {name for name, value in self.after.items() if self.created or self.before.get(name) != value}
        found: dict[str, list[Any]] = {}
        for name in sorted(changed):
            pair = found.setdefault(group_of(self.genre, name), [None if self.created else {}, {}])
            pair[1][name] = self.after[name]
            if not self.created:
                pair[0][name] = self.before.get(name)
        return found


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
        return hashlib.sha256(previous + dumps([head, [[key, digest.hex()] for key, digest in lines]])).digest()


def watch(session: Session, changes: dict[str, Change]) -> None:
    """Fill `changes` (by row key) at every flush of the session."""
    event.listen(session, "after_flush", lambda s, _context: _collect(s, changes))


def _collect(session: Session, changes: dict[str, Change]) -> None:
    for row in session.new:
        if isinstance(row, Partagee):
            change = changes.setdefault(row.id, Change(row.__tablename__, created=True))  # type: ignore[attr-defined]
            values = inspect(row).dict
            change.after.update({n: encode(values.get(n)) for n in columns_of(type(row)) if values.get(n) is not None})  # type: ignore[arg-type]
    for row in session.dirty:
        if isinstance(row, Partagee):
            change = changes.setdefault(row.id, Change(row.__tablename__, created=False))  # type: ignore[attr-defined]
            for name, before, after in _moved(inspect(row)):
                change.before.setdefault(name, encode(before))
                change.after[name] = encode(after)


def _moved(state: InstanceState[Any]) -> Iterator[tuple[str, Any, Any]]:
    for name in columns_of(state.class_):
        history = state.attrs[name].history
        if history.added:
            yield name, history.deleted[0] if history.deleted else None, history.added[0]


class Writer:
    """Writes one work: its header, its lines, the heads it moves, the station's chain value."""

    def __init__(self, session: Session, poste: Poste, now: datetime) -> None:
        self.session, self.poste, self.now = session, poste, now

    def write(self, auteur: str, acte: str, detail: str, cible: str, changes: dict[str, Change]) -> int | None:
        """The number of the work, or None when nothing changed."""
        grouped = {key: (change, change.groups()) for key, change in changes.items()}
        grouped = {key: pair for key, pair in grouped.items() if pair[1]}
        if not grouped:
            return None
        numero = self.poste.numero + 1
        hlc = max(microseconds(self.now) // 1000 << 12, self.poste.hlc + 1)
        lines: list[tuple[str, bytes]] = []
        rows = []
        for rang, (key, (change, groups)) in enumerate(grouped.items()):
            objet, corps = self._body(key, change, groups, numero)
            digest = hashlib.sha256(corps).digest()
            lines.append((key, digest))
            rows.append(
                {
                    "poste": self.poste.id,
                    "numero": numero,
                    "rang": rang,
                    "objet": objet,
                    "digest": digest,
                    "corps": corps,
                }
            )
        header = Header(self.poste.uuid, numero, hlc, self.now, auteur, acte, detail, cible)
        empreinte = header.chain(self.poste.empreinte, lines)
        self.session.execute(
            TRAVAIL.insert(),
            {
                "poste": self.poste.id,
                "numero": numero,
                "hlc": hlc,
                "at": self.now,
                "auteur": auteur,
                "acte": acte,
                "detail": detail,
                "cible": cible,
                "empreinte": empreinte,
            },
        )
        self.session.execute(LIGNE.insert(), rows)
        self.session.execute(
            POSTE.update().where(POSTE.c.id == self.poste.id).values(numero=numero, hlc=hlc, empreinte=empreinte)
        )
        return numero

    def _body(self, key: str, change: Change, groups: dict[str, list[Any]], numero: int) -> tuple[int, bytes]:
        """The row's local number and the line's body; moves the heads of the groups to this work."""
        if change.created:
            objet = (
                self.session.connection()
                .execute(
                    OBJET.insert(),
                    {
                        "uuid": key,
                        "genre": change.genre,
                        "poste": self.poste.id,
                        "numero": numero,
                        "efface": False,
                    },
                )
                .inserted_primary_key[0]
            )
            replaced: dict[str, list[str]] = {}
        else:
            objet, replaced = self._move_heads(key, list(groups), numero)
        body = {group: [*pair, replaced.get(group, [])] for group, pair in groups.items()}
        return objet, os.urandom(16) + dumps(body)

    def _move_heads(self, key: str, groups: list[str], numero: int) -> tuple[int, dict[str, list[str]]]:
        row = self.session.execute(select(Objet.id, Objet.poste, Objet.numero).where(Objet.uuid == key)).one()
        heads: dict[str, list[tuple[int, int]]] = {group: [] for group in groups}
        known = self.session.execute(
            select(Version.groupe, Version.poste, Version.numero).where(
                Version.objet == row.id, Version.groupe.in_(groups)
            )
        )
        for groupe, poste, head in known:
            heads[groupe].append((poste, head))
        replaced = {
            g: [self._dot(*dot) for dot in sorted(dots) or [(row.poste, row.numero)]] for g, dots in heads.items()
        }
        self.session.execute(VERSION.delete().where(VERSION.c.objet == row.id, VERSION.c.groupe.in_(groups)))
        self.session.execute(
            VERSION.insert(),
            [{"objet": row.id, "groupe": group, "poste": self.poste.id, "numero": numero} for group in groups],
        )
        return row.id, replaced

    def _dot(self, poste: int, numero: int) -> str:
        uuid = self.poste.uuid if poste == self.poste.id else self.session.get_one(Poste, poste).uuid
        return f"{uuid}:{numero}"
