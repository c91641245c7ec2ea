"""What other desks send, taken in: any works, in any order, any number of times. One transaction per lot.

A work whose cause is not here waits (`attente.py`). A work that does not follow the one before it in its station's
chain is refused in words when it just came, and dropped when it had waited: one forged work must not block a station.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scolarite_desk.interruption import lasting
from scolarite_desk.models.rows.divergence import Divergence
from scolarite_desk.msg import Msg
from scolarite_desk.progress import Progress
from scolarite_desk.store import effacement
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.store.store import Changed, Store
from scolarite_desk.sync.lot import Lot
from scolarite_desk.sync.send import next_lot, vector
from scolarite_desk.sync.wire import Sent, verified

LOT = 1_000  # works taken in one transaction
ACTE = "recevoir"  # what open windows are told


@dataclass(frozen=True)
class Report:
    """What a reception did. `ecartes`, `horloges`: sentences, on works that were dropped and clocks that are wrong."""

    recus: int = 0
    connus: int = 0
    mis_en_attente: int = 0
    effaces: int = 0
    ecartes: tuple[Msg, ...] = ()
    horloges: tuple[Msg, ...] = ()
    fiches: frozenset[tuple[str, str]] = field(default_factory=frozenset)  # (table, key) of the rows touched

    def __add__(self, other: Report) -> Report:
        return Report(
            self.recus + other.recus,
            self.connus + other.connus,
            self.mis_en_attente + other.mis_en_attente,
            self.effaces + other.effaces,
            tuple(dict.fromkeys(self.ecartes + other.ecartes)),
            tuple(dict.fromkeys(self.horloges + other.horloges)),
            self.fiches | other.fiches,
        )


def receive(store: Store, works: Iterable[Sent], progress: Progress | None = None, total: int = 0) -> Report:
    """Take works in. `total`: how many, when it is known. `Refused` when one is damaged, or when two different works
    bear one identity: nothing of its lot is kept, the lots before it are.
    """
    left, report, done, steps = iter(works), Report(), 0, progress or Progress()
    while some := [verified(sent) for sent in next_lot(left, LOT)]:
        steps.step(done, max(total, done))
        report += _lot(store, some)
        done += len(some)
    steps.step(done, done)
    if report.effaces:
        effacement.rewrite(store.engine)
    return report


@dataclass(frozen=True)
class ReceptionPreview:
    """What a reception would do. `inconnus`: names of stations never met; `divergences`: those it would open."""

    rapport: Report
    inconnus: tuple[str, ...]
    divergences: tuple[Divergence, ...]


def preview(store: Store, works: Iterable[Sent]) -> ReceptionPreview:
    """The reception itself, played whole in one transaction, then forgotten. `Refused` as it would be."""
    with store.rehearsal() as work:
        met = set(vector(work.session))
        lot = Lot(work.session, work.now, work.auteur)
        names: dict[str, str] = {}
        keys: set[str] = set()
        for sent in map(verified, works):
            names[sent.header.poste] = sent.nom
            keys.update(line.key for line in sent.lines)
            lot.take(sent)
        lot.retry()
        lot.close()
        found = divergences(work.session, keys)
    strangers = tuple(nom for uuid, nom in names.items() if uuid not in met)
    return ReceptionPreview(_report(lot), strangers, found)


def _lot(store: Store, works: list[Sent]) -> Report:
    with lasting(), store.side() as session:
        lot = Lot(session, store.clock(), store.auteur)
        lot.expect(works)
        for sent in works:
            lot.take(sent)
        lot.retry()
        lot.close()
    report = _report(lot)
    if report.fiches:
        store.announce(Changed(0, ACTE, "", report.fiches, None))
    return report


def _report(lot: Lot) -> Report:
    rows = frozenset((change.genre, key) for key, change in lot.changes.items()) | lot.gone
    return Report(lot.recus, lot.connus, lot.attendus, lot.effaces, tuple(lot.ecartes), tuple(lot.horloges), rows)
