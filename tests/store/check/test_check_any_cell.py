"""Whatever cell of the journal is changed, lost or moved, the check says where: station, work, row or access line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.services.acces import consulted, exported
from scolarite_desk.services.candidatures import transmit
from scolarite_desk.services.dossiers import correct
from scolarite_desk.store.base import open_base
from scolarite_desk.store.check.check import CHECKS
from scolarite_desk.store.store import Store
from tests.services.conftest import PASSWORD, Desk
from tests.store.damage import sql, untied

LOOKED = [one for one in CHECKS if kept(one) in ("modifications du journal", "éléments", "journal des accès")]

# Each cell of these tables, but for names that nothing depends on: the station's, which people choose.
CELLS = {
    "travail": ("poste", "numero", "hlc", "at", "auteur", "acte", "detail", "cible", "empreinte"),
    "ligne": ("poste", "numero", "rang", "objet", "digest", "corps"),
    "objet": ("uuid", "genre", "poste", "numero", "efface"),
    "version": ("objet", "groupe", "poste", "numero"),
    "poste": ("id", "uuid", "ici", "numero", "empreinte", "hlc", "base", "base_empreinte"),
    "acces": ("id", "at", "compte", "quoi", "cible", "lignes", "ou", "empreinte"),
}
KEYS = {
    "travail": ("poste", "numero"),
    "ligne": ("poste", "numero", "rang"),
    "objet": ("id",),
    "version": ("objet", "groupe", "poste", "numero"),
    "poste": ("id",),
    "acces": ("id",),
}


@pytest.fixture
def full(office: Desk) -> Desk:
    """An office where several people did things, and looked."""
    for nom in ("KERMAREC", "LE GOFF"):
        dossier = office.person(nom)
        office(transmit, office.apply(dossier))
        office(correct, "identite.prenom", office.owner(dossier), "Zoë")
        office(correct, "identite.nom_naissance", office.owner(dossier), "ABGRALL")
        consulted(office.store, dossier)
        exported(office.store, "recu", 1, "recu.pdf", dossier)
    return office


def told(store: Store) -> list[str]:
    """What the checks of the journal say."""
    with store.reading() as session:
        return [kept(fault) for name in LOOKED for fault in CHECKS[name](session)[1]]


def other(value: Any, choice: int) -> Any:
    """Another value of the same kind."""
    if value is None:
        return choice
    if isinstance(value, bytes):
        where = choice % len(value)
        return value[:where] + bytes([value[where] ^ (1 + choice % 255)]) + value[where + 1 :]
    if isinstance(value, int):
        return value + 1_000 + choice
    return value[: choice % (len(value) + 1)] + "É" + value[choice % (len(value) + 1) :]


def where(table: str, row: dict[str, Any], column: str) -> str:
    """What the check must name."""
    if table in ("travail", "ligne") and column != "poste":
        return f"modification {row['numero']}"
    if table == "acces":
        return "journal des accès"
    return {"poste": "poste", "objet": "", "version": ""}.get(table, "journal")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_cell_of_the_journal_changed_is_located(full: Desk, data: st.DataObject) -> None:
    store = full.store
    table = data.draw(st.sampled_from(sorted(CELLS)))
    column = data.draw(st.sampled_from(CELLS[table]))
    columns = tuple(dict.fromkeys([*KEYS[table], *CELLS[table]]))
    rows = [dict(zip(columns, row, strict=True)) for row in sql(store, f"SELECT {', '.join(columns)} FROM {table}")]
    row = data.draw(st.sampled_from(rows))
    value = other(row[column], data.draw(st.integers(0, 10_000)))
    _set(store, table, {**row, column: value}, row, column)
    faults = told(store)
    _set(store, table, row, {**row, column: value}, column)
    assert any(where(table, row, column) in fault for fault in faults), (table, column, row, value, faults)
    assert told(store) == []


def _set(store: Store, table: str, after: dict[str, Any], before: dict[str, Any], column: str) -> None:
    raw = store.engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    found = " AND ".join(f"{name} = ?" for name in KEYS[table])
    cursor.execute(
        f"UPDATE {table} SET {column} = ? WHERE {found}", (after[column], *(before[name] for name in KEYS[table]))
    )
    assert cursor.rowcount == 1
    raw.invalidate()


@pytest.mark.parametrize("table", ["travail", "ligne", "objet", "version", "acces"])
def test_any_row_of_the_journal_lost_is_located(full: Desk, table: str) -> None:
    rows = sql(full.store, f"SELECT {', '.join(KEYS[table])} FROM {table}")
    looked = [name for name in LOOKED if table != "acces" or kept(name) == "journal des accès"]
    for row in rows[:: max(1, len(rows) // 6)]:
        copied = full.store.path.with_name("perdue.sdesk")
        _copy(full, copied)
        store = open_base(copied, "Claire", PASSWORD)
        found = " AND ".join(
            f"{name} = '{value}'" if isinstance(value, str) else f"{name} = {value}"
            for name, value in zip(KEYS[table], row, strict=True)
        )
        untied(store, f"DELETE FROM {table} WHERE {found}")
        with store.reading() as session:
            assert [fault for name in looked for fault in CHECKS[name](session)[1]], (table, row)
        store.close()


def _copy(office: Desk, to: Path) -> None:
    from scolarite_desk.store.vault import vault

    sql(office.store, "PRAGMA user_version")
    to.unlink(missing_ok=True)
    untied(office.store, f"VACUUM INTO '{to}'")
    vault.vault_path(to).write_bytes(vault.vault_path(office.store.path).read_bytes())


def test_two_lines_that_changed_places_are_told_from_a_change(full: Desk) -> None:
    ((poste, numero),) = sql(full.store, "SELECT poste, numero FROM ligne WHERE rang = 2 ORDER BY numero LIMIT 1")
    for rang, to in ((0, 900), (2, 0), (900, 2)):
        untied(
            full.store, f"UPDATE ligne SET rang = {to} WHERE poste = {poste} AND numero = {numero} AND rang = {rang}"
        )
    (fault,) = told(full.store)
    assert f"modification {numero} du " in fault
    assert fault.endswith("les lignes 0 et 2 ont changé de place")


def test_a_chain_value_alone_is_told_once(full: Desk) -> None:
    sql(full.store, "UPDATE travail SET empreinte = zeroblob(32) WHERE numero = 3")
    (fault,) = told(full.store)
    assert "modification 3 du " in fault
