"""The one way to open the file: sqlcipher3, one raw key, WAL, and a BEGIN that the store owns.

SQLAlchemy's default does not roll DDL back on SQLite, and a deferred read-then-write fails at once with "locked":
the driver is left in autocommit and BEGIN is sent here, DEFERRED to read and IMMEDIATE to work.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import Pool, QueuePool

from scolarite_desk.store.file.failures import error_name, not_its_key
from scolarite_desk.store.file.pages import told

_WAL = "journal_mode = WAL"
DURABLE = "synchronous = FULL"  # what was said done is on the disk
PATIENCE, BLINK = 5000, 40  # milliseconds that a job, and a window, wait for another's write
_PRAGMAS = (
    "cipher_log_level = NONE",  # what is wrong is told once, by us
    "cipher_memory_security = OFF",  # locking pages costs 3x and protects only from other processes of the same user
    "foreign_keys = ON",
    _WAL,
    DURABLE,
    f"busy_timeout = {PATIENCE}",
    "cache_size = -4000",  # KiB per connection: four times as much found nothing faster in 200 000 dossiers
    "temp_store = MEMORY",  # nothing readable in temporary files
    "secure_delete = ON",
)


_KEYS: WeakKeyDictionary[Pool, bytes] = WeakKeyDictionary()  # a backup is opened by the key of the base in use


def open_engine(path: Path, key: bytes, *, still: bool = False) -> Engine:
    """An engine on the encrypted file. A wrong key, or a file of another kind, is `Unavailable`.

    `still`: a file that nobody writes, such as a backup; nothing is written in it or beside it, and its WAL is not
    looked at.
    """
    from sqlcipher3 import dbapi2

    # A connection made later, while the file is away, must not make an empty base in its place.
    how = "immutable=1" if still else "mode=rw" if path.exists() else "mode=rwc"
    named = f"{path.resolve().as_uri()}?{how}"

    def connect() -> Any:
        connection = dbapi2.connect(named, isolation_level=None, check_same_thread=False, uri=True)
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            if not (still and pragma == _WAL):
                cursor.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine(
        "sqlite://", module=dbapi2, creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=4
    )
    _KEYS[engine.pool] = key
    event.listen(engine, "engine_disposed", lambda one: _KEYS.__setitem__(one.pool, key))  # an upgrade: another pool
    event.listen(engine, "begin", _begin)
    _read_first_page(engine, path)
    return engine


def key_of(engine: Engine) -> bytes:
    """The data key that an engine was opened with."""
    return _KEYS[engine.pool]


def _begin(connection: Connection) -> None:
    """`begin`: DEFERRED to read, IMMEDIATE to work; `patience`: milliseconds to wait for whoever is writing."""
    options = connection.get_execution_options()
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {options.get('patience', PATIENCE)}")
    connection.exec_driver_sql("BEGIN " + options.get("begin", "DEFERRED"))


def _read_first_page(engine: Engine, path: Path) -> None:
    """A wrong key fails only here, at the first read."""
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except DatabaseError as error:
        engine.dispose()
        if error_name(error) == "SQLITE_CORRUPT":
            raise told(engine, path) from error
        if error_name(error) != "SQLITE_NOTADB":
            raise
        raise not_its_key(path) from error
