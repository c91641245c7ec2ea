"""Desks and their hub, on a real PostgreSQL whose commits are durable; each figure beside what bare means take in the
same run.

python -m bench.sync [--dossiers N] [--desks N] [--works N]

`--dossiers`: the base that a new desk begins with; `--desks`, `--works`: a day of so many desks, of so many works each.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench import base, report
from bench.exchange import SCRATCH, copied, put_raw, timed, type_works
from bench.report import Figure
from scolarite_desk import practice as exercice
from scolarite_desk.models.tables.base import microseconds
from scolarite_desk.services import synchro
from scolarite_desk.services.arrivee import join
from scolarite_desk.store.store import Store
from scolarite_desk.sync.hub import echange
from scolarite_desk.sync.hub.fondation import found
from scolarite_desk.sync.hub.hub_url import HubUrl, connected
from scolarite_desk.sync.hub.inscription import inscription
from scolarite_desk.sync.hub.invitations import invite
from scolarite_desk.sync.receive import receive
from scolarite_desk.sync.send import vector, works_since
from scolarite_desk.sync.wire import Sent
from tests import postgres

ADMIN = postgres.ADMIN, postgres.PASSWORD
_OFFICE = 1_000  # dossiers of the base that the day is spent on
_AGAIN = 30  # exchanges without anything new
_TURNS = 3  # a push is short: the middle one of so many


def main() -> int:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(prog="python -m bench.sync", description=__doc__)
    for name, value in (("dossiers", base.SMALL), ("desks", 20), ("works", 200)):
        parser.add_argument(f"--{name}", type=int, default=value)
    asked = parser.parse_args()
    base.settle()
    begun = perf_counter()
    with Bench() as bench:
        raw = {"day": bench.day(asked.desks, asked.works), "first": bench.first(asked.dossiers)}
    figures = [*_day_figures(raw["day"]), *_first_figures(raw["first"])]
    print(f"{report.table(figures)}\n({perf_counter() - begun:.0f} s)")
    report.keep(figures, dict(raw), base.BUILD / "sync.json")
    return 0


class Bench(ExitStack):
    """A server, and a folder on the disk and one in memory."""

    def __enter__(self) -> Bench:
        super().__enter__()
        self.server = postgres.launch("fsync=on", "max_wal_size=4GB")
        self.callback(self.server.stop)
        self.disk, self.memory = (
            Path(self.enter_context(tempfile.TemporaryDirectory(dir=place))) for place in (base.BUILD, SCRATCH)
        )
        return self

    def hub(self) -> HubUrl:
        """A new hub."""
        adresse = self.server.database()
        found(adresse, *ADMIN, taille_ine=100)
        return adresse

    def day(self, desks: int, works: int) -> dict[str, float]:
        """So many desks work apart, then meet; then the same works pushed and taken in at once."""
        office = exercice.make(self.memory / "office.sdesk", _OFFICE, 7, base.TODAY)
        _real(office)
        bare, lone, alone = (copied(office, self.disk / f"{name}.sdesk") for name in ("bare", "lone", "alone"))
        hub = self.hub()
        stores = [office, *(copied(office, self.memory / f"{rank}.sdesk") for rank in range(1, desks))]
        for rank, store in enumerate(stores):
            _enrolled(store, hub, f"{rank + 1:02}")
        synchro.synchronise(office)
        for rank, store in enumerate(stores):
            type_works(store, works, rank, desks)
        told: dict[str, float] = {"desks": desks, "works": desks * works}
        pushed, held = [_wall(lambda store=store: _push(store)) for store in stores[:-1]], _size(lone)
        told |= {"push_each_s": median(pushed), "evening_s": _wall(lambda: synchro.synchronise(stores[-1]))}
        told |= _quiet(stores[-1])
        told |= self._pushes(stores[-1], lone)
        with _line(stores[-1]) as connection, stores[-1].reading() as session:
            told["pull_s"] = _wall(lambda: list(echange.pull(connection, _vector(lone))))
            sent = list(works_since(session, _vector(lone)))
            told |= timed("taken", len(sent), lambda: receive(lone, echange.pull(connection, _vector(lone))))
            told |= timed("raw", len(sent), lambda: put_raw(bare, sent))
        told["desk_bytes"] = (_size(lone) - held) / len(sent)
        for store in (*stores, bare, lone, alone):
            store.close()
        return told

    def _pushes(self, store: Store, before: Store) -> dict[str, float]:
        """Everything that a desk holds and a hub lacks, and the same bytes by one COPY into one bare table."""
        taken = []
        with store.reading() as session:
            sent = list(works_since(session, _vector(before)))
        for _ in range(_TURNS):
            hub = self.hub()
            with connected(hub, *ADMIN) as connection:
                _all(connection, before)
                size = _hub_size(connection)
                whole = _wall(lambda connection=connection: _all(connection, store))
                told = {"whole_s": whole, "hub_bytes": (_hub_size(connection) - size) / len(sent)}
                told["send_s"] = self._sent(before, sent)
                rows = _bare_rows(sent)
                told["copy_s"] = _wall(lambda connection=connection, rows=rows: _bare_copy(connection, rows))
                ratios = {"push_ratio": told["copy_s"] / whole, "send_ratio": told["copy_s"] / told["send_s"]}
                taken.append(told | ratios)
        return {"pushed": len(sent)} | {name: median(one[name] for one in taken) for name in taken[0]}

    def _sent(self, before: Store, sent: list[Sent]) -> float:
        """Seconds to send works that are already read."""
        with connected(self.hub(), *ADMIN) as connection:
            _all(connection, before)
            return _wall(lambda: (echange.send(connection, sent), connection.commit()))

    def first(self, dossiers: int) -> dict[str, float]:
        """The hub is given a base by its first desk, and a new desk begins there."""
        made = base.made(dossiers)
        first = _real(copied(base.opened(dossiers), self.disk / "first.sdesk"))
        hub = self.hub()
        _enrolled(first, hub, "01")
        told: dict[str, float] = {"dossiers": dossiers, "made_s": made["wall_s"]}
        told["given_s"] = _wall(lambda: synchro.synchronise(first))
        with connected(hub, *ADMIN) as connection:
            told["hub_mb"] = _hub_size(connection) / 1e6
            (told["snapshot_mb"],) = connection.execute(
                "SELECT length(octets)::float8 / 1e6 FROM instantane"
            ).fetchone()
            told["works"], told["lines"] = connection.execute(
                "SELECT (SELECT count(*) FROM travail), (SELECT count(*) FROM ligne)"
            ).fetchone()
        code = invite(hub, *ADMIN, "02")
        path = self.disk / "new.sdesk"
        begun: list[Store] = []
        told["begun_s"] = _wall(
            lambda: begun.append(join(path, exercice.COMPTE, exercice.PASSWORD, hub, code, poste="02"))
        )
        begun[0].close()
        told |= {"first_mb": _size(first) / 1e6, "new_mb": path.stat().st_size / 1e6}
        with first.engine.connect() as connection:
            told["objects"] = connection.exec_driver_sql("SELECT count(*) FROM objet").scalar_one()
        first.close()
        return told


def _real(store: Store) -> Store:
    """No longer a practice base, which never synchronises."""
    with store.side() as session:
        session.connection().exec_driver_sql("UPDATE local SET valeur = '' WHERE cle = 'exercice'")
    return store


def _enrolled(store: Store, hub: HubUrl, name: str) -> None:
    synchro.enrol_desk(store, hub, invite(hub, *ADMIN, name))


@contextmanager
def _line(store: Store) -> Iterator[Any]:
    with store.reading() as session:
        known = inscription(session)
    assert known is not None
    with connected(known.place, known.compte, known.password) as connection:
        yield connection


def _push(store: Store) -> None:
    with _line(store) as connection:
        _all(connection, store)


def _all(connection: Any, store: Store) -> None:
    with store.reading() as session:
        while echange.push(connection, session):
            pass


def _vector(store: Store) -> dict[str, int]:
    with store.reading() as session:
        return vector(session)


def _quiet(store: Store) -> dict[str, float]:
    """Milliseconds of an exchange where nothing is new: at the hub, connecting and all, and one bare round trip."""
    with _line(store) as connection:
        there = [_wall(lambda: _nothing(connection, store)) for _ in range(_AGAIN)]
        trip = [_wall(lambda: connection.execute("SELECT 1").fetchone()) for _ in range(_AGAIN)]
    whole = [_wall(lambda: synchro.synchronise(store)) for _ in range(5)]
    return {"quiet_ms": median(there) * 1e3, "trip_ms": median(trip) * 1e3, "whole_ms": median(whole) * 1e3}


def _nothing(connection: Any, store: Store) -> None:
    _all(connection, store)
    assert not list(echange.pull(connection, _vector(store)))
    connection.commit()


def _bare_rows(sent: list[Sent]) -> list[tuple[Any, ...]]:
    return [
        (bytes.fromhex(one.poste), one.numero, one.hlc, microseconds(one.at), one.auteur, one.acte, one.detail,
         one.cible, work.empreinte, rang, bytes.fromhex(line.key), line.genre, line.digest, line.corps)
        for work in sent
        for one in [work.header]
        for rang, line in enumerate(work.lines)
    ]  # fmt: skip


_BARE = {"poste": "bytea", "numero": "int8", "hlc": "int8", "at": "int8", "auteur": "text", "acte": "text",
         "detail": "text", "cible": "text", "empreinte": "bytea", "rang": "int4", "objet": "bytea", "genre": "text",
         "digest": "bytea", "corps": "bytea"}  # fmt: skip


def _bare_copy(connection: Any, rows: list[tuple[Any, ...]]) -> None:
    from psycopg.types.string import BytesBinaryDumper

    columns = ", ".join(f"{name} {kind}" for name, kind in _BARE.items())
    connection.execute(f"CREATE TABLE public.bare ({columns})")
    cursor = connection.cursor()
    cursor.adapters.register_dumper(bytes, BytesBinaryDumper)
    with cursor.copy("COPY public.bare FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(list(_BARE.values()))
        for row in rows:
            copy.write_row(row)
    connection.commit()


def _hub_size(connection: Any) -> float:
    tables = "pg_total_relation_size('travail') + pg_total_relation_size('ligne')"
    return float(connection.execute(f"SELECT {tables}").fetchone()[0])


def _size(store: Store) -> int:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return store.path.stat().st_size


def _wall(act: Callable[[], Any]) -> float:
    begun = perf_counter()
    act()
    return perf_counter() - begun


def _day_figures(one: dict[str, float]) -> Iterator[Figure]:
    works, desks = one["pushed"], one["desks"]
    for what, name, aim in (
        ("already read", "send", 0.35),
        ("read from the encrypted file, and checked", "push", None),
    ):
        yield Figure(
            f"push of {works:.0f} works of one field, {what}",
            f"{works / one['whole_s' if name == 'push' else 'send_s']:.0f} works/s",
            f"raw COPY into one bare table {works / one['copy_s']:.0f}/s",
            one[f"{name}_ratio"],
            str(aim or ""),
            None if aim is None else one[f"{name}_ratio"] >= aim,
        )
    taken = one["raw_wall_s"] / one["taken_wall_s"]
    yield Figure(
        f"pull of {works:.0f} works, merged and applied",
        f"{works / one['taken_wall_s']:.0f} works/s (pull alone {works / one['pull_s']:.0f}/s)",
        f"raw executemany into the same kind of file {works / one['raw_wall_s']:.0f}/s",
        taken,
        "0.25",
        taken >= 0.25,
    )
    yield Figure(
        f"nothing new, {desks:.0f} stations",
        f"{one['quiet_ms']:.1f} ms at the hub, {one['whole_ms']:.0f} ms with connecting",
        f"one round trip {one['trip_ms']:.2f} ms",
        one["quiet_ms"] / one["trip_ms"],
        "5 ms",
        one["quiet_ms"] <= 5,
    )
    yield Figure(
        f"a day of {desks:.0f} desks, the last one meets {one['works']:.0f} works",
        f"{one['evening_s']:.2f} s (each of the others sent its own in {one['push_each_s'] * 1e3:.0f} ms)",
        "",
        None,
        "5 s",
        one["evening_s"] <= 5,
    )
    yield Figure("growth of a work of one field", f"{one['desk_bytes']:.0f} bytes at the desk",
                 f"{one['hub_bytes']:.0f} bytes at the hub")  # fmt: skip


def _first_figures(one: dict[str, float]) -> Iterator[Figure]:
    yield Figure(
        f"first desk gives {one['dossiers']:.0f} dossiers, {one['lines']:.0f} lines, and a snapshot",
        f"{one['given_s']:.1f} s",
        f"base {one['first_mb']:.0f} MB, hub {one['hub_mb']:.0f} MB, snapshot {one['snapshot_mb']:.1f} MB",
    )
    large = one["dossiers"] >= base.LARGE
    yield Figure(
        f"a new desk begins with {one['dossiers']:.0f} dossiers",
        f"{one['begun_s']:.1f} s, file of {one['new_mb']:.0f} MB",
        f"{one['begun_s'] / one['dossiers'] * base.LARGE:.0f} s for {base.LARGE} at that pace",
        None,
        f"60 s for {base.LARGE}",
        one["begun_s"] <= 60 if large else None,
    )


if __name__ == "__main__":
    sys.exit(main())
