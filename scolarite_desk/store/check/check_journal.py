"""What the chain tells of the journal: any line or header changed, missing or moved is named by station, work and time.

A whole chain says nothing of an end that was cut: that takes a witness (`store/safety/temoin.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import combinations, islice
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.dates import show_instant
from scolarite_desk.models.tables.base import moment
from scolarite_desk.msg import N_, NN_, NOTHING, Msg
from scolarite_desk.store.check.check_rows import read
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.journal.journal import chained
from scolarite_desk.store.journal.perte import lost

MANY = 100  # missing works named one by one
FEW = 40  # lines of a work beyond which nobody looks for the two that changed places

Work = Sequence[Any]  # numero, hlc, at, auteur, acte, detail, cible, empreinte
Line = Sequence[Any]  # numero, rang, key in hexadecimal, erased, digest, body
_ACTE, _AT, _KEPT = 4, 2, 7


def check_journal(session: Session) -> tuple[int, list[Msg]]:
    """Every work is chained to the one before it, no number is missing, every body matches its digest."""
    connection, chains, zone = session.connection(), list[_Chain](), fuseau(session)
    for ident, uuid, *rest in connection.exec_driver_sql(
        "SELECT id, lower(hex(uuid)), nom, numero, empreinte, hlc, base, base_empreinte FROM poste"
    ).all():
        chain = _Chain(zone, uuid, *rest)
        chain.start()
        for work, lines in _works(connection, ident):
            chain.take(work, lines)
        chain.close()
        chains.append(chain)
    faults = [
        *_lost(session),
        *_stations(connection),
        *(fault for chain in chains for fault in chain.faults),
        *_clocks(chains),
    ]
    return sum(chain.count for chain in chains), faults


def _clocks(chains: list[_Chain]) -> Iterator[Msg]:
    """A station's clock goes with its last work; this file's goes as far as any work seen, and no further."""
    furthest = max((chain.clock for chain in chains), default=0)
    if any(chain.base for chain in chains):
        return  # works of a snapshot are not here to say when they were
    for chain in chains:
        if not isinstance(chain.hlc, int) or not chain.clock <= chain.hlc <= furthest:
            yield N_("journal, poste {nom}\u00a0: son horloge n’est pas celle de ses modifications", nom=chain.nom)


def _lost(session: Session) -> Iterator[Msg]:
    if missing := lost(session):
        yield NN_(
            "journal\u00a0: {n} modification faite sur ce poste manque depuis que la base fut abîmée ou remplacée",
            "journal\u00a0: {n} modifications faites sur ce poste manquent depuis que la base fut abîmée ou remplacée",
            missing,
        )


def _stations(connection: Connection) -> Iterator[Msg]:
    """What no chain covers: which stations there are, and which of them this file is."""
    here = connection.exec_driver_sql("SELECT count(*) FROM poste WHERE ici = 1").scalar_one()
    others = connection.exec_driver_sql("SELECT count(*) FROM poste WHERE ici NOT IN (0, 1)").scalar_one()
    if here != 1 or others:
        yield N_("postes\u00a0: {nombre} disent être ce fichier-ci, il en faut un", nombre=here)
    if connection.exec_driver_sql("SELECT 1 FROM poste WHERE ici = 1 AND base IS NOT NULL").first():
        yield N_(
            "journal\u00a0: les premières modifications de ce poste manquent, nulle copie de départ ne les apporte"
        )
    for table in ("travail", "ligne"):
        lost = connection.exec_driver_sql(
            f"SELECT DISTINCT poste, numero FROM {table} WHERE poste NOT IN (SELECT id FROM poste) LIMIT {MANY}"
        )
        yield from (
            N_("journal, modification {numero}\u00a0: aucun poste n’a le rang {poste}", numero=numero, poste=poste)
            for poste, numero in lost
        )


@dataclass
class _Chain:
    """The works of one station, gone past in their order; `faults` is what is wrong with them."""

    zone: tzinfo
    uuid: str
    nom: str
    last: int
    tip: bytes
    hlc: int
    base: int | None
    base_empreinte: bytes | None
    count: int = 0
    faults: list[Msg] = field(default_factory=list)
    _kept: bytes = bytes(32)  # chain value of the work before
    _meant: bytes = b""  # what it should have been, when it was not
    clock: int = 0
    _next: int = 1

    def start(self) -> None:
        """The works up to `base` came as a snapshot, without their lines: the chain begins after them."""
        if self.base and self.base_empreinte is not None:
            self._next, self._kept = self.base + 1, self.base_empreinte
        elif self.base is not None or self.base_empreinte is not None:
            self.faults.append(N_("journal, poste {nom}\u00a0: on ne sait plus d’où il est parti", nom=self.nom))

    def take(self, work: Work | None, lines: list[Line]) -> None:
        """Go past one work; None when lines stand there without any."""
        if work is None:
            self._say(lines[0][0], N_("des lignes ne sont d’aucune modification"))
            return
        numero, kept = work[0], work[_KEPT]
        head = [self.uuid, *work[:_KEPT]]
        if not (numero == self._next and self._chain(head, lines) == kept and _are_whole(lines)):
            self._explain(work, head, lines)
        else:
            self._meant = b""
        self._kept, self.clock, self._next, self.count = kept, work[1], numero + 1, self.count + 1

    def close(self) -> None:
        """Whether the station says that more was written, or another thing."""
        done = self._next - 1
        if done != self.last:
            self.faults.append(
                NN_(
                    "journal, poste {nom}\u00a0: la fin manque ({n} modification sur {total})",
                    "journal, poste {nom}\u00a0: la fin manque ({n} modifications sur {total})",
                    done,
                    nom=self.nom,
                    total=self.last,
                )
            )
        elif self._kept != self.tip:
            self._say(done, N_("le poste n’en garde pas la même empreinte"))

    def _chain(self, head: list[Any], lines: Iterable[Line], previous: bytes = b"") -> bytes:
        try:
            return chained(previous or self._kept, head, [(line[2], line[4].hex()) for line in lines])
        except (TypeError, AttributeError, ValueError):  # a value of another kind
            return b""

    def _explain(self, work: Work, head: list[Any], lines: list[Line]) -> None:
        numero = work[0]
        for missing in range(self._next, min(numero, self._next + MANY)):
            self._say(missing, N_("cette modification manque"))
        told = list(_broken(lines))
        meant, self._meant = self._meant, self._chain(head, lines)
        chain_holds = self._meant == work[_KEPT]
        if numero == self._next and not chain_holds and not (meant and self._chain(head, lines, meant) == work[_KEPT]):
            told.append(self._swapped(head, lines, work[_KEPT]) or _OTHERWISE)
        for fault in told:
            self.faults.append(N_("{endroit}\u00a0: {faute}", endroit=_where(self.nom, work, self.zone), faute=fault))

    def _swapped(self, head: list[Any], lines: list[Line], kept: bytes) -> Msg:
        """The two lines that changed places, if that is all that happened."""
        for one, other in combinations(range(len(lines) if len(lines) <= FEW else 0), 2):
            moved = list(lines)
            moved[one], moved[other] = lines[other], lines[one]
            if self._chain(head, moved) == kept:
                return N_("les lignes {une} et {autre} ont changé de place", une=one, autre=other)
        return NOTHING

    def _say(self, numero: int, fault: Msg) -> None:
        self.faults.append(
            N_("journal, poste {nom}, modification {numero}\u00a0: {faute}", nom=self.nom, numero=numero, faute=fault)
        )


_OTHERWISE = N_("elle a été changée (son en-tête, son empreinte, ou ses lignes)")


def _are_whole(lines: list[Line]) -> bool:
    """Ranks without a hole, each body under its digest; an erased body is looked at by `_broken`."""
    for expected, (_numero, rang, _key, _erased, digest, corps) in enumerate(lines):
        if rang != expected or type(corps) is not bytes or hashlib.sha256(corps).digest() != digest:
            return not any(_broken(lines))
    return True


def _broken(lines: list[Line]) -> Iterator[Msg]:
    """What is wrong with the lines of a work, a sentence each."""
    ranks = [line[1] for line in lines]
    missing = sorted(set(range(max([*ranks, -1]) + 1)) - set(ranks))
    yield from (N_("la ligne {rang} manque", rang=one) for one in islice(missing, MANY))
    for _numero, rang, key, erased, digest, corps in lines:
        if key is None or not isinstance(digest, bytes):
            yield N_("la ligne {rang} a été changée\u00a0: l’élément dont elle parle, ou son empreinte", rang=rang)
        elif corps is None:
            if not erased:
                yield N_("la ligne {rang} n’a plus de contenu, et aucun effacement ne l’explique", rang=rang)
        elif hashlib.sha256(corps if isinstance(corps, bytes) else str(corps).encode()).digest() != digest:
            yield N_("la ligne {rang} a été changée", rang=rang)


def _where(nom: str, work: Work, zone: tzinfo) -> Msg:
    """Which work, with its day when it can be told."""
    numero, acte = work[0], work[_ACTE]
    try:
        quand = show_instant(moment(work[_AT]), zone)
    except (ValueError, TypeError, OverflowError, OSError):
        return N_("journal, poste {nom}, modification {numero} ({acte})", nom=nom, numero=numero, acte=acte)
    return N_(
        "journal, poste {nom}, modification {numero} du {quand} ({acte})",
        nom=nom,
        numero=numero,
        quand=quand,
        acte=acte,
    )


def _works(connection: Connection, station: int) -> Iterator[tuple[Work | None, list[Line]]]:
    """The works of a station in their order, each with its lines; None where lines have no work."""
    works = read(
        connection,
        "SELECT numero, hlc, at, auteur, acte, detail, cible, empreinte FROM travail WHERE poste = ? ORDER BY numero",
        station,
    )
    lines = read(
        connection,
        "SELECT l.numero, l.rang, lower(hex(o.uuid)), o.efface, l.digest, l.corps"
        " FROM ligne l LEFT JOIN objet o ON o.id = l.objet WHERE l.poste = ? ORDER BY l.numero, l.rang",
        station,
    )
    left = _by_work(lines)
    numero, mine = next(left, _NONE)
    for work in works:
        while numero is not None and numero < work[0]:
            yield None, mine
            numero, mine = next(left, _NONE)
        if numero == work[0]:
            yield work, mine
            numero, mine = next(left, _NONE)
        else:
            yield work, []
    while numero is not None:
        yield None, mine
        numero, mine = next(left, _NONE)


_NONE: tuple[int | None, list[Line]] = (None, [])


def _by_work(lines: Iterable[Line]) -> Iterator[tuple[int | None, list[Line]]]:
    mine: list[Line] = []
    for line in lines:
        if mine and line[0] != mine[0][0]:
            yield mine[0][0], mine
            mine = []
        mine.append(line)
    if mine:
        yield mine[0][0], mine
