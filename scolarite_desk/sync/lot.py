"""One lot of received works in one transaction: who follows whom, what waits, what is erased."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.tables.base import microseconds
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store import effacement, search
from scolarite_desk.store.change import Change
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.journal import fusion
from scolarite_desk.store.journal.lignes import Content, Malformed, Named, Newer, content
from scolarite_desk.store.journal.merge import Merge
from scolarite_desk.store.sql import KEYS, as_json
from scolarite_desk.sync import attente
from scolarite_desk.sync.complement import complete
from scolarite_desk.sync.wire import Sent

_DAY = timedelta(days=1)
_EFFACEMENT = "effacement"
_UNREADABLE = N_("La modification {numero} du poste {nom} n’est pas lisible.")
_ANOTHER = N_("La modification {numero} du poste {nom} n’est pas celle que ce poste tient déjà.")
_APART = N_("La modification {numero} du poste {nom} ne suit pas la modification {tenue} que ce poste tient déjà.")
_EARLIER = N_(
    "La modification {numero} du poste {nom} porte une heure antérieure à celle de la modification qu’elle suit."
)
_AHEAD = N_(
    "L’horloge du poste {nom} avance de plus d’un jour (modification datée du {jour})\u00a0: réglez-la. "
    "Rien n’est perdu."
)
_BEHIND = N_(
    "L’horloge du poste {nom} retarde de plus d’un jour (modification datée du {jour})\u00a0: réglez-la. "
    "Rien n’est perdu."
)


class BrokenChain(Refused):
    """A work that does not follow the one before it, or another one under the same identity."""


@dataclass
class StationInLot:
    """Where a station's journal stands in this lot. `ici`: this very file."""

    id: int
    uuid: str
    nom: str
    ici: bool
    numero: int
    empreinte: bytes
    hlc: int
    moved: bool = False


class Lot:
    """Takes works one by one; `retry` those that waited; `close` writes what is left to write."""

    def __init__(self, session: Session, now: datetime, auteur: str) -> None:
        self._session, self._now, self._auteur = session, now, auteur
        self._connection = session.connection()
        self._sql = self._connection.exec_driver_sql
        self._stations = {
            uuid.hex(): StationInLot(ident, uuid.hex(), nom, bool(ici), numero, empreinte, hlc)
            for ident, uuid, nom, ici, numero, empreinte, hlc in self._sql(_STATIONS)
        }
        self.recus = self.connus = self.attendus = self.effaces = 0
        self.ecartes: list[Msg] = []
        self.horloges: list[Msg] = []
        self.changes: dict[str, Change] = {}
        self.gone: frozenset[tuple[str, str]] = frozenset()
        self._leaning: set[str] = set()
        self._tips: dict[Named, bytes] = {}  # chain values of works of this lot
        self._numbers = {uuid: one.id for uuid, one in self._stations.items()}
        self._begin()

    def _begin(self) -> None:
        self._merge = Merge(self._connection, self._numbers)
        self._works: list[tuple[Any, ...]] = []
        self._lines: list[tuple[Any, ...]] = []

    def expect(self, works: list[Sent]) -> None:
        """Read at once what the base knows of all the rows of these works."""
        self._merge.know(line.key for sent in works for line in sent.lines)

    def take(self, sent: Sent) -> bool:
        """Apply a work if its turn has come, keep it waiting if not; whether it is settled. Raises `BrokenChain`."""
        station = self._station(sent)
        if sent.header.numero <= station.numero:
            self._refuse_other(station, sent)
            self.connus += 1
            return True
        missing = self._missing(station, sent)
        told: list[Content | None] = []
        if missing is None:
            self._refuse_broken(station, sent)
            told, missing = self._read(sent)
        if missing is not None:
            self._wait(sent, missing)
            return False
        self._apply(station, sent, told)
        return True

    def _station(self, sent: Sent) -> StationInLot:
        uuid = sent.header.poste
        if uuid not in self._stations:
            (ident,) = self._sql(_MET, (bytes.fromhex(uuid), sent.nom, bytes(32))).one()
            self._stations[uuid] = StationInLot(ident, uuid, sent.nom, False, 0, bytes(32), 0)
            self._numbers[uuid] = ident
        return self._stations[uuid]

    def _holds(self, dot: Named) -> bool:
        return dot[0] in self._stations and self._stations[dot[0]].numero >= dot[1]

    def _missing(self, station: StationInLot, sent: Sent) -> Named | None:
        """The work before it in its station, when it is not here."""
        before = (station.uuid, sent.header.numero - 1)
        return None if before[1] == station.numero else before

    def _read(self, sent: Sent) -> tuple[list[Content | None], Named | None]:
        """The contents of its lines, and the first work it needs that is not here; itself when it needs an update."""
        told: list[Content | None] = []
        self._merge.know(line.key for line in sent.lines)
        for line in sent.lines:
            genre = self._merge.genre_of(line.key) or line.genre
            if line.corps is None or self._merge.is_erased(line.key):
                told.append(None)
                continue
            try:
                found = content(genre, line.corps)
                if genre != line.genre:
                    raise Malformed("another table")
            except Newer:
                return [], sent.dot
            except Malformed:
                raise self._broken(sent, _UNREADABLE) from None
            absent = next((dot for dot in found.named if dot != sent.dot and not self._holds(dot)), None)
            if absent is not None:
                return [], absent
            told.append(found)
        return told, None

    def _refuse_other(self, station: StationInLot, sent: Sent) -> None:
        """Two different works under one identity: a base was copied or put back and went on under its old name."""
        held = self._tips.get(sent.dot)
        if held is None:
            row = self._sql(_TIP, (station.id, sent.header.numero)).first()
            held = row[0] if row else None
        if held not in (None, sent.empreinte):
            raise self._broken(sent, _ANOTHER)

    def _refuse_broken(self, station: StationInLot, sent: Sent) -> None:
        if not sent.chained(station.empreinte):
            raise self._broken(sent, _APART, tenue=station.numero)
        if not station.ici and sent.header.hlc <= station.hlc:
            raise self._broken(sent, _EARLIER)

    def _broken(self, sent: Sent, told: Msg, **more: object) -> BrokenChain:
        nom = self._stations[sent.header.poste].nom
        return BrokenChain(
            N_(
                "{constat} La base de ce poste a sans doute été copiée ou restaurée, et a continué sous la même "
                "identité\u00a0: les modifications de ce lot n’ont pas été reçues, rien d’autre n’a changé. Sur le "
                "poste {nom}, déclarez que la base est une copie, puis échangez de nouveau.",
                constat=told.given(numero=sent.header.numero, nom=nom, **more),
                nom=nom,
            )
        )

    def _wait(self, sent: Sent, missing: Named) -> None:
        erased = effacement.erased_among(self._session, (line.key for line in sent.lines))
        attente.keep(self._connection, _without(sent, erased), missing)
        self.attendus += 1

    def _apply(self, station: StationInLot, sent: Sent, told: list[Content | None]) -> None:
        one, dot = sent.header, (station.id, sent.header.numero)
        self._merge.clocks[dot] = (one.hlc, one.poste)
        for rang, (line, content_of) in enumerate(zip(sent.lines, told, strict=True)):
            objet = self._merge.line(dot, line.key, line.genre, content_of)
            corps = None if content_of is None else line.corps
            self._lines.append((*dot, rang, objet, line.digest, corps))
        texts = (one.auteur, one.acte, one.detail, one.cible)
        self._works.append((*dot, one.hlc, microseconds(one.at), *texts, sent.empreinte))
        station.numero, station.empreinte, station.hlc, station.moved = one.numero, sent.empreinte, one.hlc, True
        self._tips[sent.dot] = sent.empreinte
        self.recus += 1
        self._look_at_clock(station, sent)
        if keys := _erased_by(sent, told):
            self._erase(keys)

    def _erase(self, keys: set[str]) -> None:
        """What this work says is erased: its other lines are written first, since they untie what stays."""
        self._flush()
        known = {key for key in keys if not effacement.is_erased(self._session, key)}
        self.gone |= frozenset(self._genres(known))
        self._leaning |= effacement.erase(self._session, keys)
        self.effaces += len(known)
        self._begin()

    def _genres(self, keys: set[str]) -> list[tuple[str, str]]:
        found = self._sql(_GENRES, (as_json(keys),))
        return [(genre, key.hex()) for genre, key in found]

    def _look_at_clock(self, station: StationInLot, sent: Sent) -> None:
        at, seen = sent.header.at, sent.header.hlc >> 12
        now = microseconds(self._now) // 1000
        if at > self._now + _DAY:
            self._wrong(station, sent, _AHEAD)
        elif seen - microseconds(at) // 1000 > _DAY.total_seconds() * 1000 and seen <= now + 86_400_000:
            self._wrong(station, sent, _BEHIND)

    def _wrong(self, station: StationInLot, sent: Sent, how: Msg) -> None:
        told = how.given(nom=station.nom, jour=show_day(local(sent.header.at, fuseau(self._session))))
        if told not in self.horloges:
            self.horloges.append(told)

    def retry(self) -> None:
        """Those that waited and whose cause is now here."""
        if attente.empty(self._connection):
            return
        while True:
            settled = [self._retake(one) for one in attente.kept(self._connection) if self._is_ready(one)]
            if not any(settled):
                return

    def _is_ready(self, one: attente.Kept) -> bool:
        return self._holds(one.manque) or one.manque == (one.poste, one.numero)

    def _retake(self, one: attente.Kept) -> bool:
        """Try once more a work that waited; whether it could be applied, or dropped."""
        before = (self.attendus, self.connus)
        try:
            settled = self.take(attente.read(self._connection, one))
        except BrokenChain as broken:
            settled = True
            self.ecartes.append(broken.message)
        self.attendus, self.connus = before
        if settled:
            attente.drop(self._connection, one)
        return settled

    def _flush(self) -> None:
        """Write what is merged; the index follows."""
        self._leaning.update(self._merge.flush())
        many = self._connection.connection.cursor().executemany
        many(_WORK, self._works)
        many(_LINE, self._lines)
        moved = [one for one in self._stations.values() if one.moved]
        many(_MOVED, [(one.numero, one.empreinte, one.hlc, one.id) for one in moved])
        if moved:
            self._sql(_FORWARD, (max(one.hlc for one in moved),))
        followed = fusion.follow(self._session, self._merge.changes)
        search.refresh(self._session, self._merge.changes)
        search.follow(self._session, sorted(key for genre, key in followed if genre == "personne"))
        self.gone |= followed
        self.changes |= self._merge.changes

    def close(self) -> None:
        """Write the rest, and erase what belongs to someone who was erased elsewhere."""
        self._flush()
        if self._leaning:
            self.effaces += complete(self._session, self._leaning, self._now, self._auteur)


def _without(sent: Sent, erased: frozenset[str]) -> Sent:
    lines = tuple(replace(line, corps=None) if line.key in erased else line for line in sent.lines)
    return replace(sent, lines=lines)


def _erased_by(sent: Sent, told: list[Content | None]) -> set[str]:
    """The rows that a work erases."""
    named = [
        found.groups["cles"].after["cles"].split()
        for line, found in zip(sent.lines, told, strict=True)
        if line.genre == _EFFACEMENT and found is not None and found.made
    ]
    return {key for keys in named for key in keys if len(key) == 32}


_STATIONS = "SELECT id, uuid, nom, ici, numero, empreinte, hlc FROM poste"
_MET = """INSERT INTO poste (uuid, nom, ici, numero, empreinte, hlc) VALUES (?, ?, 0, 0, ?, 0) RETURNING id"""
_TIP = "SELECT empreinte FROM travail WHERE poste = ? AND numero = ?"
_GENRES = f"SELECT genre, uuid FROM objet WHERE uuid IN {KEYS}"
_WORK = """INSERT INTO travail (poste, numero, hlc, at, auteur, acte, detail, cible, empreinte)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_LINE = "INSERT INTO ligne (poste, numero, rang, objet, digest, corps) VALUES (?, ?, ?, ?, ?, ?)"
_MOVED = "UPDATE poste SET numero = ?, empreinte = ?, hlc = max(hlc, ?) WHERE id = ?"
_FORWARD = "UPDATE poste SET hlc = max(hlc, ?) WHERE ici"
