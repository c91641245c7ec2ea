"""The schema's version. A newer base is refused in words; an older one is upgraded by Alembic, after a copy.

Rules that cost days to learn: `foreign_keys=OFF` before BEGIN (batch mode with it on deletes child rows), one
transaction, `foreign_key_check` and row counts after.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Connection, Engine

from scolarite_desk.errors import Unavailable

HEAD = "0001"
_SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, path: Path) -> None:
    """Bring the base to this version. Nothing happens, and Alembic is not imported, when it is already there."""
    with engine.connect() as connection:
        version = str(connection.exec_driver_sql("SELECT valeur FROM local WHERE cle = 'schema'").scalar())
    if version == HEAD:
        return
    if version > HEAD:
        raise Unavailable(
            f"La base «\u00a0{path.name}\u00a0» vient d’une version plus récente de Scolarité Desk. "
            "Mettez ce poste à jour\u00a0: elle n’a pas été modifiée."
        )
    shutil.copy2(path, path.with_name(f"{path.name}.avant-{HEAD}"))
    with engine.execution_options(begin="IMMEDIATE").connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.commit()
        with connection.begin():
            _run(connection, version)


def _run(connection: Connection, version: str) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(_SCRIPTS))
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        for script in reversed(list(scripts.iterate_revisions(HEAD, version))):
            script.module.upgrade()
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise Unavailable("La mise à jour de la base a été abandonnée\u00a0: des liens se perdaient. Rien n’a changé.")
    connection.exec_driver_sql("UPDATE local SET valeur = ? WHERE cle = 'schema'", (HEAD,))
