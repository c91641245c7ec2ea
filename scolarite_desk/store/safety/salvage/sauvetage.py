"""The new base: tables made, rows of the pages put in, journal and facts mended, index made again, report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.lineage import ties
from scolarite_desk.models.rows.salvage import SalvageReport, TableSauvee
from scolarite_desk.models.tables import schema
from scolarite_desk.models.tables.index import Trouvable, TrouvableCode, TrouvableNom
from scolarite_desk.msg import Msg
from scolarite_desk.progress import Progress
from scolarite_desk.store import search
from scolarite_desk.store.check.check import first
from scolarite_desk.store.check.check_journal import check_journal
from scolarite_desk.store.file.engine import open_engine
from scolarite_desk.store.file.failures import spoken_folder
from scolarite_desk.store.file.naissance import born
from scolarite_desk.store.safety.salvage import reprise
from scolarite_desk.store.safety.salvage.arbre import Values
from scolarite_desk.store.safety.salvage.epave import Epave
from scolarite_desk.store.safety.salvage.formes import Forme, forms
from scolarite_desk.store.safety.salvage.lecture import SalvageReading
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import Wrap, write

_REMADE = {cls.__tablename__ for cls in (Trouvable, TrouvableNom, TrouvableCode)}  # made again, not read
_MOST = 20  # sentences of the journal's check
_DOSSIERS = 500


def salvage(
    base: Path,
    key: bytes,
    wraps: Iterable[Wrap],
    out: Path,
    compte: str,
    progress: Progress,
    salts: Iterable[bytes] = (),
) -> SalvageReport:
    """Everything readable of a base, in a new one at `out`, with these wraps of its key as its vault.

    Never fails for what is damaged, were it all of it; `Refused` when `out` is taken, `Unavailable` for the disk.
    `salts`: the first 16 bytes of backups of that base.
    """
    with spoken_folder(base), Epave(base, key, salts) as epave, born(out) as half:
        write(half, list(wraps))
        half.touch(0o600)
        engine = open_engine(half, key)
        try:
            return _saved(epave, engine, out, compte, progress)
        finally:
            reprise.settle(engine)


def _saved(epave: Epave, engine: Engine, out: Path, compte: str, progress: Progress) -> SalvageReport:
    with engine.begin() as connection:
        schema.Base.metadata.create_all(connection)
    read = _fill(epave, engine, progress)
    facts = reprise.facts(engine, out)
    store = Store(engine, out, compte)
    with Session(engine) as session:
        search.create(session)
        session.commit()
    reprise.erase_again(engine)
    remade = reprise.rows_from_journal(store, progress)
    reprise.rows_into_journal(store, progress)
    with store.side() as session:
        search.rebuild(session, progress)
    return _report(epave, store, out, read, remade, facts)


def _fill(epave: Epave, engine: Engine, progress: Progress) -> Counter[str]:
    """Rows of the pages into their tables; returns how many, by table."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")  # a row may lean on one that is lost
        cursor.execute("BEGIN IMMEDIATE")
        counts = _filled(epave, cursor, progress)
        cursor.execute("COMMIT")
        return counts
    finally:
        raw.invalidate()


def _filled(epave: Epave, cursor: Any, progress: Progress) -> Counter[str]:
    statements = dict(cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    target, counts = forms(statements), Counter[str]()
    reading = SalvageReading(epave, target, lambda rows: _owner(cursor, reading.formes, rows), progress)
    for name, rows in reading.rows():
        if name in target and name not in _REMADE:
            counts[name] += _insert(cursor, reading.formes[name], target[name], rows)
    return counts


def _insert(cursor: Any, held: Forme, target: Forme, rows: list[Values]) -> int:
    """Put rows in a table, those that are there already left as they are; returns how many are new."""
    names = [name for name in held.colonnes if name in target.colonnes]
    ranks = [held.colonnes.index(name) for name in names]
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    before = cursor.connection.total_changes
    cursor.executemany(
        f'INSERT OR IGNORE INTO "{held.nom}" ({columns}) VALUES ({marks})',
        [[row[rank] for rank in ranks] for row in rows],
    )
    return int(cursor.connection.total_changes - before)


def _owner(cursor: Any, known: Mapping[str, Forme], rows: Mapping[str, list[Values]]) -> str:
    """The table that these rows are of, among those that they may be of: the one that the journal gives to a key of
    them; else the only one whose ties lead where they should; else the only one to which rows that were read lead.
    """
    for name, some in rows.items():
        rank = known[name].cle
        if rank is not None and any(_genre(cursor, row[rank]) == name for row in some):
            return name
    for look in (_leads_well, _led_to):
        found = [name for name, some in rows.items() if look(cursor, known[name], some)]
        if len(found) == 1:
            return found[0]
    return ""


def _leads_well(cursor: Any, held: Forme, rows: list[Values]) -> bool:
    """Whether the ties of these rows name objects of the tables that they should name, and one of them at least."""
    named = ties(held.nom) if held.nom in schema.Base.metadata.tables else {}
    ranked = [(held.colonnes.index(name), table) for name, table in named.items() if name in held.colonnes]
    found = [(_genre(cursor, row[rank]), table) for row in rows for rank, table in ranked if row[rank] is not None]
    seen = [genre == table for genre, table in found if genre]
    return bool(seen) and all(seen)


def _led_to(cursor: Any, held: Forme, rows: list[Values]) -> bool:
    """Whether a tie of a row that was read names one of these, as a row of that table."""
    named = [(other, name) for other in schema.Base.metadata.tables for name, table in ties(other).items()
             if table == held.nom]  # fmt: skip
    keys = [row[held.cle] for row in rows] if held.cle is not None else []
    return any(
        cursor.execute(f'SELECT 1 FROM "{other}" WHERE "{name}" = ? LIMIT 1', (key,)).fetchone()
        for other, name in named
        for key in keys
    )


def _genre(cursor: Any, key: Any) -> str:
    """The table of an object, "" when nothing is known under that key."""
    found = cursor.execute("SELECT genre FROM objet WHERE uuid = ?", (key,)).fetchone() if type(key) is bytes else None
    return str(found[0]) if found is not None else ""


def _report(
    epave: Epave, store: Store, out: Path, read: Counter[str], remade: Counter[str], facts: list[Msg]
) -> SalvageReport:
    with store.reading() as session:
        connection = session.connection()
        lost = reprise.lost(connection)
        links = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        faults = [*facts, *check_journal(session)[1]]
        tables = [
            TableSauvee(name, read[name], remade[name], lost[name])
            for name in sorted({*read, *remade, *lost})
            if name in schema.Base.metadata.tables
        ]
        return SalvageReport(
            fichier=out,
            pages=epave.count,
            abimees=tuple(sorted(epave.damaged)),
            anciennes=len(epave.old),
            tables=tuple(sorted(tables, key=lambda one: -one.perdues)),
            dossiers=tuple(_incomplete(connection, links)),
            liens=len(links),
            journal=first(faults, _MOST),
            scellees=epave.sealed,
        )


def _incomplete(connection: Connection, links: Iterable[Any]) -> list[str]:
    """Numbers of the dossiers one of whose rows leans on a row that is lost."""
    found: set[str] = set()
    for table, rowid, *_ in links:
        column = "id" if table == "dossier" else "dossier_id"
        if rowid is not None and column in schema.Base.metadata.tables[table].columns:
            numbers = connection.exec_driver_sql(
                f'SELECT numero FROM dossier WHERE id IN (SELECT "{column}" FROM "{table}" WHERE rowid = ?)', (rowid,)
            )
            found |= set(numbers.scalars())
    return sorted(found)[:_DOSSIERS]
