"""Bases of earlier versions, kept for ever: each opens, upgraded, as a new one would be."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import fill

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.lettres import render
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.documents import Lettre
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.practice import COMPTE, PASSWORD
from scolarite_desk.progress import Progress
from scolarite_desk.services.backup import automatic
from scolarite_desk.services.en_lot import give
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.undo import redo, stacks, undo
from scolarite_desk.store import base
from scolarite_desk.store.check.digest import digest
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.file import location, migrate
from scolarite_desk.store.file.engine import open_engine
from scolarite_desk.store.journal.journal import station
from scolarite_desk.store.queries.retenues import held
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault
from tests.exchange.pdf_reading import texts
from tests.services.conftest import Founded
from tests.store.damage import faults, sql
from tests.texts import golden

OLD = sorted((Path(__file__).parents[2] / "old_bases").glob("*.sdesk"))


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An old base, opened by this version."""
    return base.open_base(_copied(request.param, tmp_path), COMPTE, PASSWORD)


def _copied(old: Path, folder: Path) -> Path:
    for name in (old, old.with_name(old.name + ".coffre")):
        shutil.copy(name, folder / name.name)
    return folder / old.name


def test_an_old_base_opens_whole_with_its_dossiers(upgraded: Store) -> None:
    assert sql(upgraded, "SELECT count(*) > 3 FROM dossier") == [(1,)]
    assert faults(upgraded) == []
    upgraded.close()


def test_an_old_base_is_backed_up_as_soon_as_it_is_upgraded(upgraded: Store) -> None:
    assert automatic(upgraded, Progress()) is not None
    upgraded.close()


def test_its_schema_is_that_of_a_new_base(upgraded: Store, guichet: Path, founded: Founded) -> None:
    new = base.open_base(guichet, "Claire", "quatre mots de passe")
    assert _schema(upgraded) == _schema(new)
    upgraded.close()
    new.close()


def test_its_index_is_made_again_by_the_rules_of_this_version_were_it_killed_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _copied(OLD[1], tmp_path)
    engine = open_engine(path, vault.unwrap(path, COMPTE, PASSWORD))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE trouvable SET etat = 'autrefois'")
    engine.dispose()
    with monkeypatch.context() as killed:
        killed.setattr(base.search, "rebuild", _stopped)
        with pytest.raises(KeyboardInterrupt):
            base.open_base(path, COMPTE, PASSWORD)
    store = base.open_base(path, COMPTE, PASSWORD)
    assert faults(store) == []
    assert sql(store, "SELECT count(*) FROM local WHERE cle = ?", migrate.TO_INDEX) == [(0,)]
    store.close()


def _stopped(*_given: object) -> None:
    raise KeyboardInterrupt


def test_what_the_version_before_lots_did_is_undone_and_redone(tmp_path: Path) -> None:
    """Five avis, of which the second was undone alone; a name corrected twice, undone, redone."""
    path = _copied(OLD[1], tmp_path)
    engine = open_engine(path, vault.unwrap(path, COMPTE, PASSWORD))
    with engine.connect() as connection:
        here = station(connection)
    engine.dispose()
    location.remember(here.uuid, path, here.numero)  # the same file, at the same desk
    store = base.open_base(path, COMPTE, PASSWORD)
    both = stacks(store)
    assert [kept(one.label()) for one in both.undone.values()] == [
        "Corriger «\u00a0Nom d’usage\u00a0»",
        "Saisir un avis",
    ]
    with store.reading() as session:
        reached = [digest(session)]
    while stacks(store).done:
        try:
            undo(store)
        except Refused:  # what the receipt leans on
            break
        with store.reading() as session:
            reached.append(digest(session))
    assert len(reached) > 5
    for expected in reversed(reached[:-1]):
        redo(store)
        with store.reading() as session:
            assert digest(session) == expected
    keys = sql(store, "SELECT lower(hex(id)) FROM candidature WHERE id NOT IN (SELECT candidature_id FROM avis)")
    assert len(give(store, None, "enter_avis", [key for (key,) in keys], {"avis": "FA"}, Progress()).faites) == 1
    assert faults(store) == []
    store.close()


_THEN = datetime(2026, 12, 1, 9, tzinfo=UTC)
_DECIDED: tuple[dict[str, object], ...] = (
    {"avis": "FA", "condition": "sous réserve de votre licence"},
    {"avis": "LC", "rang": 1},
    {"avis": "DE", "motif": "resultats"},
    {"avis": "LA"},
    {"avis": "PR", "convocation_le": date(2026, 12, 15), "convocation_heure": "09:00", "convocation_lieu": "Salle 12"},
)


def test_what_was_decided_before_the_season_is_written_in_the_same_words(tmp_path: Path) -> None:
    """Avis as the version of schema 0008 left them: the words kept here are those that it wrote. A rank is
    that of the day since, the first one here."""
    store = base.open_base(_copied(next(one for one in OLD if one.stem == "0008"), tmp_path), COMPTE, PASSWORD)
    asked = select(Candidature.id).order_by(Candidature.id)
    seen = {"saisi_le": _THEN, "saisi_par": COMPTE, "valide_le": _THEN, "valide_par": COMPTE}
    with store.work("validate_avis") as work:
        keys = work.session.scalars(asked.limit(len(_DECIDED))).all()
        for key, decided in zip(keys, _DECIDED, strict=True):
            work.add(Avis(candidature_id=key, **seen, **decided))
    with store.reading() as session:
        assert held(session, letter=True) == {}
        golden("lettres_0008", "\n\n".join(_words(letter_of(session, key, _THEN)) for key in keys))
    store.close()


def _words(letter: Lettre) -> str:
    words = " ".join(" ".join(texts(render(letter, langue(SOURCE)).octets)).split())
    return fill(words, 100)


def test_the_targets_of_old_works_are_read_as_those_of_new_ones(tmp_path: Path) -> None:
    store = base.open_base(_copied(OLD[1], tmp_path), COMPTE, PASSWORD)
    found = sql(store, "SELECT numero, lot, defait FROM travail WHERE cible <> '' ORDER BY numero")
    lot = found[0][1]
    assert lot.endswith(":5")
    undone = [(29, 28), (30, 29), (31, 30), (32, 27), (33, 32), (34, 21)]
    assert found == [(6, lot, None), (7, lot, None), *((numero, None, target) for numero, target in undone)]
    store.close()


def test_shared_rows_are_those_that_a_snapshot_says(tmp_path: Path) -> None:
    """A migration that changes one of them is a new `SHARED`: what the other desks wait for is another version."""
    path = _copied(next(one for one in OLD if one.stem == migrate.SHARED), tmp_path)
    engine = open_engine(path, vault.unwrap(path, COMPTE, PASSWORD))
    with engine.connect() as connection:
        for genre, cls in shared_classes().items():
            names = connection.exec_driver_sql(f"SELECT name FROM pragma_table_info('{genre}')").scalars()
            assert set(names) == {column.name for column in cls.__table__.columns}
    engine.dispose()


def _schema(store: Store) -> dict[str, object]:
    """Columns (name, type, not null, key) of each table in any order, and the indexes."""
    tables = [name for (name,) in sql(store, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {
        table: {
            tuple(row) for row in sql(store, f"SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo('{table}')")
        }
        for table in tables
    }
    indexes = {name for (name,) in sql(store, "SELECT name FROM sqlite_master WHERE type = 'index'")}
    return {"columns": columns, "indexes": indexes}
