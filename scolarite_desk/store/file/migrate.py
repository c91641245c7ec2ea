"""The schema's version. A newer base is refused in words; an older one is upgraded by Alembic, after a copy.

Rules that cost days to learn: `foreign_keys=OFF` before BEGIN (batch mode with it on deletes child rows), one
transaction, `foreign_key_check` and row counts after.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Connection, Engine

from scolarite_desk.errors import Unavailable
from scolarite_desk.msg import N_
from scolarite_desk.store.vault.vault import vault_path

HEAD = "0011"
SHARED = "0011"  # the last version that changed a shared row: what a snapshot says it is of
TO_INDEX = "index_a_refaire"  # a fact that an upgrade leaves in its own transaction, for whoever opens the base next
_SCRIPTS = Path(__file__).parents[1] / "migrations"


def upgrade(engine: Engine, path: Path) -> None:
    """Bring the base to this version. Nothing happens, and Alembic is not imported, when it is already there."""
    with engine.connect() as connection:
        version = str(connection.exec_driver_sql("SELECT valeur FROM local WHERE cle = 'schema'").scalar())
    if version == HEAD:
        return
    if version > HEAD:
        raise Unavailable(
            N_(
                "La base «\u00a0{base}\u00a0» vient d’une version plus récente de Scolarité Desk. "
                "Mettez ce poste à jour\u00a0: elle n’a pas été modifiée.",
                base=path.name,
            )
        )
    _copy(engine, path)
    connection = engine.execution_options(begin="IMMEDIATE").connect()
    try:
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")  # it means nothing once BEGIN is sent
        with connection.begin():
            _run(connection, version)
    finally:
        connection.invalidate()  # it goes with its foreign keys off
        connection.close()


def _copy(engine: Engine, path: Path) -> None:
    """The base and its vault as they are, under a name that says before which version."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()  # reading a file that this process has open gives up, once closed, the locks it holds on it
    kept = path.with_name(f"{path.name}.avant-{HEAD}")
    shutil.copy2(path, kept)
    shutil.copy2(vault_path(path), vault_path(kept))


def _run(connection: Connection, version: str) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(_SCRIPTS))
    context = MigrationContext.configure(connection)
    before = _counts(connection)
    with Operations.context(context):
        for script in reversed(list(scripts.iterate_revisions(HEAD, version))):
            script.module.upgrade()
    after = _counts(connection)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise Unavailable(
            N_("La mise à jour de la base a été abandonnée\u00a0: des liens se perdaient. Rien n’a changé.")
        )
    if any(after.get(table, count) < count for table, count in before.items()):
        raise Unavailable(
            N_("La mise à jour de la base a été abandonnée\u00a0: des éléments se perdaient. Rien n’a changé.")
        )
    connection.exec_driver_sql("UPDATE local SET valeur = ? WHERE cle = 'schema'", (HEAD,))
    connection.exec_driver_sql("INSERT INTO local VALUES (?, 'oui') ON CONFLICT (cle) DO NOTHING", (TO_INDEX,))


def _counts(connection: Connection) -> dict[str, int]:
    """Rows of each table."""
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in tables}
