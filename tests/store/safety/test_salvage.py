"""A damaged base: every row on whole pages is saved, whatever was hit, and the damaged file stays as it is."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scolarite_desk import practice as exercice
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.salvage import SalvageReport
from scolarite_desk.progress import Progress
from scolarite_desk.store import effacement
from scolarite_desk.store.base import open_base
from scolarite_desk.store.check.check import check
from scolarite_desk.store.check.digest import digest
from scolarite_desk.store.file.engine import open_engine
from scolarite_desk.store.safety.salvage import arbre, salvage
from scolarite_desk.store.safety.salvage.epave import PAGE, Epave
from scolarite_desk.store.safety.salvage.formes import forms
from scolarite_desk.store.safety.salvage.sauvetage import _REMADE
from scolarite_desk.store.vault import vault

WHO, PASSWORD = exercice.COMPTE, exercice.PASSWORD
KEYLESS = {"brouillon", "local", "poste"}  # changed by the salvage itself


class Wreck:
    """A practice base, its key, and what each of its pages holds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        exercice.make(path, 120, 1, date(2026, 7, 6), cost=vault.Cost(64, 1)).close()
        self.key = vault.unwrap(path, WHO, PASSWORD)
        self.rows: dict[str, dict[tuple[Any, ...], frozenset[int]]] = {}  # by table: row -> the pages it lies on
        self._read()

    def copy(self, folder: Path) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for one in (self.path, vault.vault_path(self.path)):
            shutil.copy(one, folder / one.name)
        return folder / self.path.name

    def schema_pages(self, table: str) -> set[int]:
        """The pages of the schema that say where a table begins."""
        with Epave(self.path, self.key) as pages:
            first = pages.page(1)
            assert first is not None
            under = arbre.children(first, 1) if arbre.kind(first, 1) == arbre.INNER_TABLE else [1]
            read = {number: pages.page(number) for number in under}
            return {
                number
                for number, page in read.items()
                if page is not None
                and any(values[1] == table for _rowid, values in arbre.records(page, number, pages.page))
            }

    def _read(self) -> None:
        engine = open_engine(self.path, self.key, still=True)
        with engine.connect() as connection:
            found = connection.exec_driver_sql(
                "SELECT name, sql, rootpage FROM sqlite_master WHERE type = 'table'"
            ).all()
        engine.dispose()
        known = forms({name: sql for name, sql, _root in found if "VIRTUAL" not in sql})
        with Epave(self.path, self.key) as pages:
            self.pages = pages.count
            for name, _sql, root in found:
                if name in known and name not in _REMADE | KEYLESS and not name.startswith("trouvable_mot"):
                    self.rows[name] = dict(self._under(pages, known[name], root))

    @staticmethod
    def _under(pages: Epave, forme: Any, root: int) -> Iterator[tuple[tuple[Any, ...], frozenset[int]]]:
        waiting = [root]
        while waiting:
            number = waiting.pop()
            page = pages.page(number)
            assert page is not None
            if arbre.kind(page, number) in (arbre.INNER_INDEX, arbre.INNER_TABLE):
                waiting += arbre.children(page, number)
            touched: set[int] = set()

            def read(other: int, touched: set[int] = touched) -> bytes | None:
                touched.add(other)
                return pages.page(other)

            for rowid, values in arbre.records(page, number, read):
                yield forme.row(rowid, values), frozenset({number, *touched})
                touched.clear()

    def expected(self, hit: set[int]) -> dict[str, set[tuple[Any, ...]]]:
        return {name: {row for row, pages in rows.items() if not pages & hit} for name, rows in self.rows.items()}


@pytest.fixture(scope="module")
def wreck(tmp_path_factory: pytest.TempPathFactory) -> Wreck:
    return Wreck(tmp_path_factory.mktemp("epave") / "exercice.sdesk")


def saved(path: Path, key: bytes) -> dict[str, set[tuple[Any, ...]]]:
    """Rows by table, their columns as records hold them."""
    engine = open_engine(path, key)
    with engine.connect() as connection:
        sql = connection.exec_driver_sql
        known = forms(
            dict(sql("SELECT name, sql FROM sqlite_master WHERE type='table' AND sql NOT LIKE '%VIRTUAL%'").all())
        )
        found = {
            name: {
                tuple(row)
                for row in sql(f'SELECT {", ".join(chr(34) + c + chr(34) for c in forme.colonnes)} FROM "{name}"')
            }
            for name, forme in known.items()
        }
    engine.dispose()
    return found


def rescued(wreck: Wreck, path: Path, salts: tuple[bytes, ...] = ()) -> SalvageReport:
    out = path.with_name("recuperee.sdesk")
    return salvage(path, wreck.key, vault.read(wreck.path), out, WHO, Progress(), salts)


def missing(wreck: Wreck, path: Path, hit: set[int]) -> dict[str, int]:
    """How many rows that lay on whole pages are not in the new base, by table; none is what is wanted."""
    held = saved(path, wreck.key)
    lost = {name: len(rows - held[name]) for name, rows in wreck.expected(hit).items()}
    return {name: count for name, count in lost.items() if count}


def spoil(path: Path, pages: set[int]) -> None:
    """One bit of each of these pages is no longer what it was."""
    with path.open("r+b") as file:
        for number in pages:
            at = (number - 1) * PAGE + random.Random(number).randrange(16 if number == 1 else 0, PAGE)
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ 0x10]))


def test_a_whole_base_is_saved_whole(wreck: Wreck, tmp_path: Path) -> None:
    path = wreck.copy(tmp_path / "base")
    told = rescued(wreck, path)
    assert told.entier
    assert missing(wreck, told.fichier, set()) == {}
    before, after = open_base(path, WHO, PASSWORD), open_base(told.fichier, WHO, PASSWORD)
    with before.reading() as one, after.reading() as other:
        assert digest(one) == digest(other)
    assert [fault for part in check(after) for fault in part.fautes] == []
    before.close()
    after.close()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_row_on_a_whole_page_is_saved(wreck: Wreck, tmp_path: Path, data: st.DataObject) -> None:
    hit = data.draw(st.sets(st.integers(1, wreck.pages), min_size=1, max_size=40))
    path = wreck.copy(tmp_path / "base")
    spoil(path, hit)
    before = path.read_bytes()
    told = rescued(wreck, path)
    assert missing(wreck, told.fichier, hit) == {}
    assert set(told.abimees) <= hit
    assert path.read_bytes() == before
    open_base(told.fichier, WHO, PASSWORD).close()


@pytest.mark.parametrize("table", ["personne", "ligne", "objet", "travail", "dossier"])
def test_a_tree_without_its_root_is_saved(wreck: Wreck, tmp_path: Path, table: str) -> None:
    """The rows of a table whose root page is damaged are found by their look."""
    path = wreck.copy(tmp_path / "base")
    engine = open_engine(path, wreck.key, still=True)
    with engine.connect() as connection:
        root = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).scalar_one()
    engine.dispose()
    spoil(path, {root})
    told = rescued(wreck, path)
    assert missing(wreck, told.fichier, {root}) == {}


@pytest.mark.parametrize("also", ["ligne", "objet"])
def test_pages_of_two_tables_that_look_alike_are_told_apart_once_the_schema_is_lost(
    wreck: Wreck, tmp_path: Path, also: str, request: pytest.FixtureRequest
) -> None:
    """Pieces received look like pieces asked for: the key, wherever it stands in the row, or its ties tell them. A
    commission looks like one of its meetings, and its ties are blank: those that lead to it tell it.

    One page in four of the keys is lost, each in its turn; every one under --torture.
    """
    rows = wreck.rows["piece_recue"]
    schema = wreck.schema_pages("piece_recue") | wreck.schema_pages("commission")
    of_journal = sorted({page for pages in wreck.rows[also].values() for page in pages})
    each = of_journal if request.config.getoption("--torture") else of_journal[::4]
    for hit in [{page} for page in each] if also == "objet" else [set(of_journal)]:
        path = wreck.copy(tmp_path / "base")
        spoil(path, schema | hit)
        told = rescued(wreck, path)
        assert missing(wreck, told.fichier, schema | hit) == {}, hit
    assert rows


def test_the_first_page_lost_loses_no_row(wreck: Wreck, tmp_path: Path) -> None:
    path = wreck.copy(tmp_path / "base")
    spoil(path, {1})
    told = rescued(wreck, path)
    assert missing(wreck, told.fichier, {1}) == {}


@pytest.mark.parametrize("known", [True, False])
def test_a_lost_salt_loses_no_row(wreck: Wreck, tmp_path: Path, known: bool) -> None:
    """A backup has the same; without one, pages are judged by their structure."""
    path = wreck.copy(tmp_path / "base")
    salt = path.read_bytes()[:16]
    with path.open("r+b") as file:
        file.write(bytes(16))
    told = rescued(wreck, path, (salt,) if known else ())
    assert told.scellees is known
    assert missing(wreck, told.fichier, set()) == {}


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_file_cut_short_is_saved_as_far_as_it_goes(wreck: Wreck, tmp_path: Path, share: float) -> None:
    path = wreck.copy(tmp_path / "base")
    kept = int(wreck.pages * share)
    with path.open("r+b") as file:
        file.truncate(kept * PAGE - 1000)
    told = rescued(wreck, path)
    assert missing(wreck, told.fichier, set(range(kept, wreck.pages + 1))) == {}


@pytest.mark.parametrize("content", [b"", b"\0" * 9000, b"x" * 20_000])
def test_a_file_that_is_nothing_gives_an_empty_base(wreck: Wreck, tmp_path: Path, content: bytes) -> None:
    path = wreck.copy(tmp_path / "base")
    path.write_bytes(content)
    told = rescued(wreck, path)
    store = open_base(told.fichier, WHO, PASSWORD)
    store.close()


def test_lost_rows_are_made_again_from_the_journal(wreck: Wreck, tmp_path: Path) -> None:
    path = wreck.copy(tmp_path / "base")
    hit = {number for pages in wreck.rows["personne"].values() for number in pages}
    spoil(path, hit)
    told = rescued(wreck, path)
    persons = next(one for one in told.tables if one.nom == "personne")
    assert (persons.lues, persons.refaites, persons.perdues) == (0, len(wreck.rows["personne"]), 0)
    store = open_base(told.fichier, WHO, PASSWORD)
    assert [fault for part in check(store) for fault in part.fautes] == []
    store.close()


def test_rows_live_on_without_their_journal(wreck: Wreck, tmp_path: Path) -> None:
    path = wreck.copy(tmp_path / "base")
    spoil(path, {number for name in ("ligne", "objet") for pages in wreck.rows[name].values() for number in pages})
    told = rescued(wreck, path)
    assert told.journal
    store = open_base(told.fichier, WHO, PASSWORD)
    faults = {kept(part.nom): part.fautes for part in check(store)}
    assert faults["éléments"] == ()
    assert faults["index de recherche"] == ()
    with store.reading() as session:
        count = session.connection().exec_driver_sql("SELECT count(*) FROM personne").scalar_one()
    assert count == len(wreck.rows["personne"])
    store.close()


def test_what_was_erased_does_not_come_back_by_an_older_page(wreck: Wreck, tmp_path: Path) -> None:
    path = wreck.copy(tmp_path / "base")
    store = open_base(path, WHO, PASSWORD)
    with store.reading() as session:
        row = session.connection().exec_driver_sql("SELECT * FROM note LIMIT 1").one()
    with store.side() as session:
        effacement.erase(session, [row.id.hex()])
        marks = ", ".join("?" * len(row))
        session.connection().exec_driver_sql(f"INSERT INTO note VALUES ({marks})", tuple(row))
    store.close()
    told = rescued(wreck, path)
    assert tuple(row) not in saved(told.fichier, wreck.key)["note"]
    assert len(saved(told.fichier, wreck.key)["note"]) == len(wreck.rows["note"]) - 1


def test_a_damaged_vault_is_replaced_by_that_of_a_backup(wreck: Wreck, tmp_path: Path) -> None:
    path = wreck.copy(tmp_path / "base")
    vault.vault_path(path).write_bytes(b"")
    told = rescued(wreck, path)
    open_base(told.fichier, WHO, PASSWORD).close()


def test_what_was_still_in_the_wal_is_saved(wreck: Wreck, tmp_path: Path) -> None:
    path = wreck.copy(tmp_path / "base")
    store = open_base(path, WHO, PASSWORD)
    with store.side() as session:
        session.connection().exec_driver_sql("INSERT INTO compteur (nom, valeur) VALUES ('recu 1999', 12)")
    wrecked = tmp_path / "apres" / path.name
    wrecked.parent.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{wrecked}{suffix}")
    store.close()
    told = rescued(wreck, wrecked)
    assert ("recu 1999", 12) in saved(told.fichier, wreck.key)["compteur"]
    wrecked.with_name(f"{path.name}-wal").unlink()
    shutil.rmtree(tmp_path / "base")
    lost = salvage(wrecked, wreck.key, vault.read(wreck.path), tmp_path / "sans.sdesk", WHO, Progress())
    assert missing(wreck, lost.fichier, set()) == {}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_without_seals_whatever_was_hit_is_gone_through(wreck: Wreck, tmp_path: Path, data: st.DataObject) -> None:
    """Neither salt nor seal: damaged pages decrypt to anything, and are read as what they look like."""
    hit = data.draw(st.sets(st.integers(2, wreck.pages), max_size=60))
    path = wreck.copy(tmp_path / "base")
    with path.open("r+b") as file:
        file.write(bytes(16))
        for number in hit:
            file.seek((number - 1) * PAGE)
            file.write(random.Random(number).randbytes(data.draw(st.sampled_from([16, 200, PAGE]))))
    told = rescued(wreck, path)
    assert not told.scellees
    open_base(told.fichier, WHO, PASSWORD).close()


@pytest.mark.parametrize("cut", [10, 40, 3000])
def test_a_wal_torn_anywhere_loses_nothing_of_the_file(wreck: Wreck, tmp_path: Path, cut: int) -> None:
    path = wreck.copy(tmp_path / "base")
    store = open_base(path, WHO, PASSWORD)
    with store.side() as session:
        session.connection().exec_driver_sql("INSERT INTO compteur (nom, valeur) VALUES ('recu 1999', 12)")
    wrecked = tmp_path / "apres" / path.name
    wrecked.parent.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{wrecked}{suffix}")
    store.close()
    wal = wrecked.with_name(f"{path.name}-wal")
    content = bytearray(wal.read_bytes())
    content[cut] ^= 0x55
    wal.write_bytes(content[: len(content) - cut])
    told = rescued(wreck, wrecked)
    assert missing(wreck, told.fichier, set()) == {}
