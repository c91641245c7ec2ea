"""The schema's version: newer is refused and untouched, older is upgraded whole after a copy, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from scolarite_desk.errors import Unavailable
from scolarite_desk.store import base
from scolarite_desk.store.file import migrate
from tests.services.conftest import PASSWORD, Desk, Founded
from tests.store.damage import faults, sql

_NOW = migrate.HEAD
_AFTER, _LAST = f"{int(_NOW) + 1:04}", f"{int(_NOW) + 2:04}"
_FIRST = f'revision = "{_NOW}"\ndown_revision = None\n\n\ndef upgrade():\n    pass\n'
_NEXT = 'from alembic import op\nrevision = "{}"\ndown_revision = "{}"\n\n\ndef upgrade():\n'


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of scripts up to two versions from now, whose upgrades do what each test writes."""
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    (versions / f"m{_NOW}.py").write_text(_FIRST)
    monkeypatch.setattr(migrate, "_SCRIPTS", versions.parent)
    monkeypatch.setattr(migrate, "HEAD", _LAST)
    return versions


def _write(versions: Path, *bodies: str) -> None:
    for version, before, body in zip((_AFTER, _LAST), (_NOW, _AFTER), bodies, strict=True):
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        (versions / f"m{version}.py").write_text(_NEXT.format(version, before) + lines)


def _people(path: Path, founded: Founded) -> None:
    office = Desk(base.open_base(path, "Claire", PASSWORD), **founded.keys)
    office.person()
    office.store.close()


def test_a_newer_base_is_refused_in_words_and_untouched(office: Desk, guichet: Path) -> None:
    sql(office.store, "UPDATE local SET valeur = '9999' WHERE cle = 'schema'")
    office.store.close()
    before = guichet.read_bytes()
    with pytest.raises(Unavailable, match=r"version plus récente.*elle n’a pas été modifiée"):
        base.open_base(guichet, "Claire", PASSWORD)
    assert guichet.read_bytes() == before


def test_an_older_base_is_upgraded_step_by_step_after_a_copy(guichet: Path, founded: Founded, scripts: Path) -> None:
    before = guichet.read_bytes()
    _write(
        scripts,
        "op.execute('ALTER TABLE personne ADD COLUMN essai TEXT')",
        "op.execute(\"UPDATE personne SET essai = 'fait'\")",
    )
    store = base.open_base(guichet, "Claire", PASSWORD)
    assert sql(store, "SELECT valeur FROM local WHERE cle = 'schema'") == [(_LAST,)]
    assert sql(store, "SELECT count(essai) FROM personne") == [(0,)]
    assert sql(store, "PRAGMA foreign_keys") == [(1,)]
    store.close()
    assert guichet.with_name(f"guichet.sdesk.avant-{_LAST}").read_bytes() == before


def test_the_copy_holds_what_a_crash_had_left_beside_the_file(guichet: Path, founded: Founded, scripts: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "HEAD", _NOW)
        office = Desk(base.open_base(guichet, "Claire", PASSWORD), **founded.keys)
        office.person("KERMAREC")
        office.store.engine.dispose()  # the last one closed folds the WAL: keep it from doing so
    _write(scripts, "pass", "pass")
    base.open_base(guichet, "Claire", PASSWORD).close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "HEAD", _NOW)
        kept = base.open_base(guichet.with_name(f"guichet.sdesk.avant-{_LAST}"), "Claire", PASSWORD)
    assert sql(kept, "SELECT nom_naissance FROM personne") == [("KERMAREC",)]
    assert faults(kept) == []
    kept.close()


def test_a_table_made_again_keeps_the_rows_that_lean_on_it(guichet: Path, founded: Founded, scripts: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "HEAD", _NOW)
        _people(guichet, founded)
    _write(
        scripts,
        "with op.batch_alter_table('personne', recreate='always') as batch:\n"
        "    batch.alter_column('nom_naissance', nullable=True)",
        "pass",
    )
    store = base.open_base(guichet, "Claire", PASSWORD)
    assert [sql(store, f"SELECT count(*) FROM {table}") for table in ("personne", "adresse", "bac", "dossier")] == [
        [(1,)]
    ] * 4
    store.close()


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        ("op.execute('UPDATE adresse SET personne_id = zeroblob(16)')", "des liens se perdaient"),
        ("op.execute('DELETE FROM adresse')", "des éléments se perdaient"),
    ],
)
def test_an_upgrade_that_would_lose_something_is_given_up(
    guichet: Path, founded: Founded, scripts: Path, harm: str, why: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "HEAD", _NOW)
        _people(guichet, founded)
    _write(scripts, "op.execute('ALTER TABLE personne ADD COLUMN essai TEXT')", harm)
    with pytest.raises(Unavailable, match=f"{why}. Rien n’a changé"):
        base.open_base(guichet, "Claire", PASSWORD)
    _as_before(guichet)


def test_an_upgrade_that_fails_takes_its_tables_back(guichet: Path, founded: Founded, scripts: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "HEAD", _NOW)
        _people(guichet, founded)
    _write(scripts, "op.execute('CREATE TABLE essai (x)')", "raise ZeroDivisionError")
    with pytest.raises(ZeroDivisionError):
        base.open_base(guichet, "Claire", PASSWORD)
    _as_before(guichet)


def _as_before(guichet: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "HEAD", _NOW)
        store = base.open_base(guichet, "Claire", PASSWORD)
    assert faults(store) == []
    assert sql(store, "SELECT count(*) FROM pragma_table_info('personne') WHERE name = 'essai'") == [(0,)]
    assert sql(store, "SELECT count(*) FROM sqlite_master WHERE name = 'essai'") == [(0,)]
    store.close()
