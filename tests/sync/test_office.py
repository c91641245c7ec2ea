"""After exchanging everything, whatever happened, every desk is the same office and nothing acknowledged is lost."""

from __future__ import annotations

import logging
import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.services import table
from scolarite_desk.store import search
from scolarite_desk.store.check.digest import digest, digest_registers
from scolarite_desk.store.codec import shared_classes, stored_lots
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.sync.receive import receive
from scolarite_desk.sync.send import vector, works_since
from scolarite_desk.sync.wire import Sent, decode, encode
from tests.services.conftest import MORNING, Desk, Founded
from tests.store.damage import faults, sql
from tests.sync.conftest import opened, reopened
from tests.sync.mains import ACTS, Hands, season
from tests.sync.oracle import Oracle

PHASES = [Phase.explicit, Phase.generate] if os.environ.get("NOSHRINK") else list(Phase)
assert table.ACTS
REACHED: Counter[str] = Counter()
QUESTIONS = ("kerm", "zoe", "anna le", "0123456789A")
CRASHING = (0, 0, 0, 1, 2, 5, 10, 20, 40)  # hundreds of steps of the engine before it gives up; 0: never
SMALL = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
LISTED = (" donné ", " existe plusieurs fois", " ne se lit pas", "a décidé de la VAPP sur un autre avis")  # divergences
CRASHES = (OSError, Unavailable, SQLAlchemyError, dbapi2.DatabaseError)


class Office(Hands, RuleBasedStateMachine):
    """Two to six desks. Bursts of acts come from a seeded generator: letting hypothesis draw each detail left most
    steps without effect.
    """

    founded: Founded

    @initialize(count=st.integers(2, 4), seed=st.integers(0, 2**32))
    def open(self, count: int, seed: int) -> None:
        """A morning."""
        self.folder = Path(tempfile.mkdtemp(dir=SMALL))
        self.desks: list[Desk] = []
        self.names = 0
        for _ in range(count):
            self.enter()
        self.kept: list[Path] = []
        self.packets: list[list[bytes]] = []
        self.acknowledged: dict[tuple[str, int], bytes] = {}
        self.settled = {}
        for name in ("new", "apply", "new", "apply"):
            self.act(random.Random(seed), self.desks[0], name)
        season(self.desks[0])
        self.exchange()
        self.hours(seed, 25, 2)
        self.exchange()
        self.hours(seed + 1, 15, 2)

    def enter(self) -> Desk:
        """One more desk, from the base that founded the office."""
        desk = opened(self.folder / f"poste{self.names}.sdesk", self.founded, self.names % 6)
        self.names += 1
        self.desks.append(desk)
        return desk

    # --- Acts

    @rule(seed=st.integers(0, 2**32), many=st.integers(10, 40), crash=st.integers(0, 5))
    def hours(self, seed: int, many: int, crash: int) -> None:
        """Acts at desks that hardly hear one another."""
        dice = random.Random(seed)
        for _ in range(many):
            desk = dice.choice(self.desks)
            desk.later(minutes=dice.randint(0, 3))
            if dice.random() < 0.8:
                self.act(dice, desk, dice.choice(ACTS), dice.randint(1, 40) if dice.random() < crash / 20 else 0)
            else:
                self.hear(dice)

    def hear(self, dice: random.Random) -> None:
        """Something goes from one desk to another."""
        who, to = dice.randrange(6), dice.randrange(6)
        event = dice.choice(("pull", "pull", "pack", "unpack", "unpack", "save", "put_back"))
        if event == "pull":
            self.pull(who, to, dice.randint(1, 30), dice.choice(CRASHING))
        elif event == "pack":
            self.pack(who, to, dice.randrange(999), dice.random() < 0.2)
        elif event == "unpack" and self.packets:
            self.unpack(who, dice.randrange(99), dice.choice(CRASHING))
        elif event == "save" and not self.kept:
            self.save(who)
        elif event == "put_back" and self.kept and len(self.desks) < 6 and dice.random() < 0.2:
            self.put_back(dice.randrange(99))

    def act(self, dice: random.Random, desk: Desk, name: str, crash: int = 0) -> None:
        """One act; refused or crashed, it leaves the desk as it was."""
        before = desk.read(vector)
        REACHED["acts tried"] += 1
        try:
            with crashing(desk, crash):
                getattr(self, f"_{name}")(dice, desk)
            REACHED[name] += 1
        except Refused:
            assert desk.read(vector) == before
            REACHED["refused"] += 1
        except CRASHES:
            if not crash:
                raise
            assert desk.read(vector) == before, "half a work was kept"
            REACHED["crashes in an act"] += 1
        after = desk.read(vector)
        with desk.store.reading() as session:
            for sent in works_since(session, before):
                self.acknowledged[sent.dot] = encode(sent)
        assert sum(after.values()) - sum(before.values()) <= (
            2 if name in ("import", "undo") else 1
        )  # new rows are a work apart

    # --- Exchanging

    def given(self, one: Desk, known: dict[str, int]) -> list[Sent]:
        """What someone who holds `known` lacks, through its bytes."""
        with one.store.reading() as session:
            return [decode(encode(sent)) for sent in works_since(session, known)]

    def taken(self, desk: Desk, works: list[Sent], crash: int = 0) -> int:
        """How many works were new; a crash leaves whole lots."""
        before = desk.read(vector)
        try:
            with crashing(desk, crash):
                report = receive(desk.store, works)
        except CRASHES:
            if not crash:
                raise
            REACHED["crashes in a reception"] += 1
            assert desk.read(vector) == before, "half a lot was kept"
            return 0
        REACHED["works received"] += report.recus
        REACHED["works kept waiting"] += report.mis_en_attente
        assert not report.ecartes
        with desk.store.reading() as session:  # a completed erasure is a work of this desk
            for sent in works_since(session, {**before, **{s.dot[0]: s.dot[1] for s in works}}):
                self.acknowledged.setdefault(sent.dot, encode(sent))
        return report.recus + report.effaces

    @rule(who=st.integers(0, 5), to=st.integers(0, 5), seed=st.integers(0, 999), stale=st.booleans())
    def pack(self, who: int, to: int, seed: int, stale: bool) -> None:
        """Works for someone, wrongly supposing that they know more, with holes, repeated, out of order."""
        one, other, dice = self.desk(who), self.desk(to), random.Random(seed)
        known = {} if stale else other.read(vector)
        works = self.given(one, {**known, **{uuid: number for uuid, number in known.items() if number}})
        start = sql(one.store, "SELECT uuid FROM poste WHERE ici")[0][0].hex()
        works = {1: [w for w in works if w.dot[0] == start], 2: works[len(works) // 2 :],
                 3: [w for w in works * 2 if dice.random() < 0.4], 4: works[-2:]}.get(seed % 6, works)  # fmt: skip
        if seed % 2:
            dice.shuffle(works)
        self.packets.append([encode(work) for work in works[-60:]])

    @precondition(lambda self: getattr(self, "packets", None))
    @rule(who=st.integers(0, 5), which=st.integers(0, 99), crash=st.sampled_from(CRASHING))
    def unpack(self, who: int, which: int, crash: int) -> None:
        """A packet arrives, perhaps again."""
        works = [decode(one) for one in self.packets[which % len(self.packets)]]
        self.taken(self.desk(who), works, crash)
        REACHED["packets"] += 1

    @rule(who=st.integers(0, 5), to=st.integers(0, 5), part=st.integers(1, 30), crash=st.sampled_from(CRASHING))
    def pull(self, who: int, to: int, part: int, crash: int) -> None:
        """One asks another, and is interrupted."""
        one, other = self.desk(who), self.desk(to)
        if one is not other:
            self.taken(other, self.given(one, other.read(vector))[:part], crash)

    @rule(who=st.integers(0, 5), days=st.sampled_from([-20_000, -400, 0, 2, 25_000]))
    def wrong_clock(self, who: int, days: int) -> None:
        """A clock in 1970 or 2096."""
        self.desk(who).now = MORNING + timedelta(days=days)

    @rule(who=st.integers(0, 5))
    def save(self, who: int) -> None:
        """A copy of a base is put aside."""
        desk = self.desk(who)
        path = self.folder / f"copie{len(self.kept)}.sdesk"
        copy(desk, path)
        self.kept.append(path)

    @precondition(lambda self: getattr(self, "kept", None) and len(self.desks) < 6)
    @rule(which=st.integers(0, 99))
    def put_back(self, which: int) -> None:
        """An old copy is opened: another station, that has forgotten what came since."""
        source, path = self.kept[which % len(self.kept)], self.folder / f"poste{self.names}.sdesk"
        for suffix in ("", ".coffre"):
            shutil.copy(f"{source}{suffix}", f"{path}{suffix}")
        self.desks.append(reopened(path, self.founded, self.names % 6))
        self.names += 1
        REACHED["copies opened"] += 1

    def desk(self, rank: int) -> Desk:
        """One of them."""
        return self.desks[rank % len(self.desks)]

    # --- The property

    @rule()
    def meet(self) -> None:
        """Everyone gives everything to everyone, and all are compared."""
        self.agree()

    def exchange(self) -> None:
        """Until nobody learns anything."""
        for _ in range(12):
            pairs = [(one, other) for one in self.desks for other in self.desks if one is not other]
            learnt = [self.taken(other, self.given(one, other.read(vector))) for one, other in pairs]
            if not any(learnt):
                return
        raise AssertionError("exchange does not end")

    def agree(self) -> None:
        """The same rows, divergences, search and registers at each desk, and those of the definition."""
        self.exchange()
        first = self.desks[0]
        told = [told_by(desk) for desk in self.desks]
        for other in told[1:]:
            for name, mine in told[0].items():
                assert other[name] == mine, name
        works = self.given(first, {})
        oracle = Oracle(works)
        assert told[0]["erased"] == oracle.erased
        assert told[0]["rows"] == oracle.rows(), "not what the definition says"
        mine = {(one.fiches[0][1], one.groupe) for one in first.read(divergences) if one.versions}
        assert mine == oracle.divergences
        self.everything_is_kept(works, oracle)
        for desk in self.desks:
            assert [fault for fault in faults(desk.store) if not any(said in fault for said in LISTED)] == []
        REACHED["agreements"] += 1
        REACHED["works at agreements"] += len(works)
        REACHED["erased rows"] += len(oracle.erased)
        REACHED["settled"] += len(self.settled)
        for one in first.read(divergences):
            REACHED[
                f"divergence {one.genre} {one.regle}"
                if one.genre in ("unicite", "etats")
                else f"divergence {one.genre}"
            ] += 1

    def everything_is_kept(self, works: list[Sent], oracle: Oracle) -> None:
        """Every work acknowledged, with its content unless its row is erased; what was settled stays settled."""
        held = {sent.dot: sent for sent in works}
        for dot, octets in self.acknowledged.items():
            for had, has in zip(decode(octets).lines, held[dot].lines, strict=True):
                assert had.digest == has.digest
                assert had.corps == has.corps or has.key in oracle.erased
        for dot, versions in self.settled.items():
            for key, groupe, code in versions if dot in held else ():
                station, _, number = code.partition(":")
                assert code == "garder" or (station, int(number)) not in oracle.heads.get((key, groupe), {})

    def teardown(self) -> None:
        """The last meeting."""
        if not hasattr(self, "desks"):
            return
        try:
            self.agree()
        finally:
            for desk in self.desks:
                desk.store.close()
            shutil.rmtree(self.folder)


def copy(desk: Desk, path: Path) -> None:
    """The base as it is on disk, with its vault."""
    sql(desk.store, "SELECT 1")
    with desk.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(desk.store.path, path)
    shutil.copy(f"{desk.store.path}.coffre", f"{path}.coffre")


def told_by(desk: Desk) -> dict[str, Any]:
    """Everything that must be the same at every desk."""
    with desk.store.reading() as session:
        found = {
            "digest": digest(session),
            "registers": digest_registers(session),
            "divergences": sorted((one.genre, one.regle, kept(one.phrase), sorted(one.fiches),
                                   sorted((v.code, v.montree) for v in one.versions)) for one in divergences(session)),
            "found": [search.find(session, words, MORNING.date()).rows for words in QUESTIONS],
        }  # fmt: skip
        found["rows"] = {
            row["id"]: {name: value for name, value in row.items() if name != "id"} | {"": genre}
            for genre in shared_classes()
            for lot in stored_lots(session, genre, "retire_le IS NOT 0")
            for row in lot
        }
    found["erased"] = {key.hex() for (key,) in sql(desk.store, "SELECT uuid FROM objet WHERE efface = 1")}
    found["heads"] = set(sql(desk.store, "SELECT o.uuid, v.groupe, p.uuid, v.numero FROM version v"
                         " JOIN objet o ON o.id = v.objet JOIN poste p ON p.id = v.poste JOIN rivale r"
                         " ON r.objet = v.objet AND r.groupe = v.groupe"))  # fmt: skip
    assert sql(desk.store, "SELECT count(*) FROM attente") == [(0,)], "something still waits"
    assert sql(desk.store, "SELECT count(*) FROM attente_ligne") == [(0,)]
    return found


@contextmanager
def crashing(desk: Desk, after: int) -> Iterator[None]:
    """The driver gives up in the middle of a statement, `after` hundreds of steps of the engine later; 0: never."""
    if not after:
        yield
        return
    left = [after]

    def tick() -> int:
        left[0] -= 1
        return int(left[0] == 0)

    def installed(connection: Any, *_: Any) -> None:
        connection.set_progress_handler(tick, 100)

    engine = desk.store.engine
    event.listen(engine, "checkout", installed)
    try:
        yield
    finally:
        event.remove(engine, "checkout", installed)
        engine.dispose()


def test_every_desk_is_the_same_office_after_the_exchange(founded: Founded) -> None:
    kind = type("Here", (Office,), {"founded": founded})
    examples = int(os.environ.get("EXAMPLES", max(6, settings().max_examples // 16)))
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=examples, stateful_step_count=8, suppress_health_check=list(HealthCheck), phases=PHASES
        ),
    )
    logging.getLogger(__name__).info("reached: %s", dict(sorted(REACHED.items())))
    assert REACHED["works received"] > REACHED["agreements"]
