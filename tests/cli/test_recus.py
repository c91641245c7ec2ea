"""Every command that reads, on a base of which no text reads any more: it answers, or refuses in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from scolarite_desk import practice as exercice
from scolarite_desk.store.base import open_base
from tests.cli.conftest import Desk
from tests.garbage import GARBAGE, spoil
from tests.store.damage import sql

# NUMÉRO stands for a dossier, CLÉ for its key, OUT for a file to write.
READ = (
    "search zzz", "search 9h", "show --dossier NUMÉRO", "history --dossier NUMÉRO", "list candidatures",
    "list candidatures --format csv", "list pieces --dossier NUMÉRO", "list visites", "list campagnes", "list sessions",
    "list formations", "list centres", "list commissions", "list comptes", "fields", "fields --json", "acts", "rights",
    "export decisions --format csv --out OUT", "export decisions --format xlsx --out OUT",
    "export decisions --format pdf --out OUT", "letters --out OUT", "receipt --dossier NUMÉRO --out OUT",
    "rgpd export --dossier NUMÉRO --out OUT.json", "rgpd register", "rgpd purge", "divergences", "suspects", "check",
    "digest", "backups", "seal", "undo", "redo", "compte liste", "packet key", "hub status",
    "backup --to OUT",
)  # fmt: skip


@pytest.fixture
def spoilt(base: Path) -> tuple[str, Path]:
    """The number of a dossier of that base, once every text of it is spoilt: numbers aside, to name one."""
    store = open_base(base, exercice.COMPTE, exercice.PASSWORD)
    ((numero, key),) = sql(store, "SELECT numero, id FROM dossier ORDER BY numero LIMIT 1")
    spoil(store, *GARBAGE)
    with store.work("correct") as work:
        from scolarite_desk.models.tables.dossier import Dossier

        work.get(Dossier, key.hex()).numero = numero
    store.close()
    return str(numero), base


def test_every_command_that_reads_answers_or_refuses_in_words(
    desk: Desk, spoilt: tuple[str, Path], tmp_path: Path
) -> None:
    numero, _ = spoilt
    (tmp_path / "sortie").mkdir()
    for rank, line in enumerate(READ):
        where = str(tmp_path / "sortie" / f"fichier-{rank}")
        said = desk(*(word.replace("OUT", where).replace("NUMÉRO", numero) for word in line.split()))
        assert said.code in (0, 1, 2, 3), (line, said.code, said.err)
        assert "Traceback" not in said.err, line
