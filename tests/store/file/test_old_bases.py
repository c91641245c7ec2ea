"""Bases of earlier versions, kept for ever: each opens, upgraded, as a new one would be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scolarite_desk.practice import COMPTE, PASSWORD
from scolarite_desk.store import base
from scolarite_desk.store.store import Store
from tests.services.conftest import Founded
from tests.store.damage import faults, sql

OLD = sorted((Path(__file__).parents[2] / "old_bases").glob("*.sdesk"))


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An old base, opened by this version."""
    for name in (request.param, request.param.with_name(request.param.name + ".coffre")):
        shutil.copy(name, tmp_path / name.name)
    return base.open_base(tmp_path / request.param.name, COMPTE, PASSWORD)


def test_an_old_base_opens_whole_with_its_dossiers(upgraded: Store) -> None:
    assert sql(upgraded, "SELECT count(*) > 3 FROM dossier") == [(1,)]
    assert faults(upgraded) == []
    upgraded.close()


def test_its_schema_is_that_of_a_new_base(upgraded: Store, guichet: Path, founded: Founded) -> None:
    new = base.open_base(guichet, "Claire", "quatre mots de passe")
    assert _schema(upgraded) == _schema(new)
    upgraded.close()
    new.close()


def _schema(store: Store) -> dict[str, object]:
    """Columns (name, type, not null, key) of each table in any order, and the indexes."""
    tables = [name for (name,) in sql(store, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {
        table: {
            tuple(row) for row in sql(store, f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')")
        }
        for table in tables
    }
    indexes = {name for (name,) in sql(store, "SELECT name FROM sqlite_master WHERE type = 'index'")}
    return {"columns": columns, "indexes": indexes}
