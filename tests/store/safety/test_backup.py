"""A backup is a whole copy that was opened and read, or it is not there."""

from __future__ import annotations

import json
import shutil
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.rows.backup import AUTOMATIQUE, DEMENAGEMENT
from scolarite_desk.models.rules.fuseau import COMPUTER, zone
from scolarite_desk.models.rules.rotation import expires
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.store import base
from scolarite_desk.store.check.digest import digest
from scolarite_desk.store.file.engine import key_of, open_engine
from scolarite_desk.store.safety import armoire, backup, manifeste, temoin
from scolarite_desk.store.safety.backup import Sauvegarde
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault
from tests.noms import lettered
from tests.services.conftest import PASSWORD, Desk
from tests.store.conftest import founded, guichet, office
from tests.store.damage import flip

__all__ = ["founded", "guichet", "office"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "armoire"


@pytest.fixture
def made(office: Desk, folder: Path) -> Sauvegarde:
    office.person()
    return backup.make(office.store, folder, AUTOMATIQUE, Progress())


def test_a_backup_holds_what_the_base_holds(office: Desk, made: Sauvegarde) -> None:
    engine = open_engine(made.fichier, key_of(office.store.engine), still=True)
    with Session(engine) as session:
        assert digest(session) == office.digest()
    engine.dispose()
    assert made.manifeste.nombres["personne"] == 1
    assert made.manifeste.temoins[0].numero == office.number()


def test_a_backup_is_found_again_as_it_was_made(made: Sauvegarde, folder: Path) -> None:
    assert backup.listing(folder) == [made]


def test_a_backup_opens_with_the_password_of_the_base(made: Sauvegarde) -> None:
    store = base.open_base(made.fichier, "Claire", PASSWORD)
    store.close()
    with pytest.raises(Refused):
        vault.unwrap(made.fichier, "Claire", "un autre mot de passe")


def test_only_its_owner_reads_a_backup(made: Sauvegarde) -> None:
    for path in (made.fichier, vault.vault_path(made.fichier)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.dossier.stat().st_mode) == 0o700


def test_nobody_is_named_in_a_manifest(made: Sauvegarde) -> None:
    said = (made.dossier / backup.MANIFEST).read_text()
    assert not any(name in said for name in ("KERMAREC", "Maëlle", "Claire"))


def test_nothing_readable_is_in_a_backup(made: Sauvegarde) -> None:
    assert b"KERMAREC" not in b"".join(path.read_bytes() for path in made.dossier.iterdir())


def test_a_backup_is_made_while_someone_writes(office: Desk, folder: Path) -> None:
    class Typing(Progress):
        def step(self, done: int, total: int) -> None:
            office.person(nom=f"NOM{lettered(done)}")

    made = backup.make(office.store, folder, AUTOMATIQUE, Typing())
    backup.verify(made, key_of(office.store.engine), Progress())


def test_a_flipped_bit_is_found(office: Desk, made: Sauvegarde) -> None:
    backup.verify(made, key_of(office.store.engine), Progress())
    flip(made.fichier, made.manifeste.taille // 2)
    with pytest.raises(Unavailable, match="ne se relit pas"):
        backup.verify(made, key_of(office.store.engine), Progress())


def test_a_backup_that_goes_less_far_than_the_base_is_none(
    office: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tip,) = office.read(temoin.tips)
    told = iter([(replace(tip, numero=tip.numero + 1),)])
    real = temoin.tips
    monkeypatch.setattr(temoin, "tips", lambda session: next(told, None) or real(session))
    with pytest.raises(Unavailable):
        backup.make(office.store, folder, AUTOMATIQUE, Progress())
    assert backup.listing(folder) == []


def test_a_backup_cut_short_is_listed_as_not_whole(made: Sauvegarde, folder: Path) -> None:
    with made.fichier.open("rb+") as stream:
        stream.truncate(made.manifeste.taille - 4096)
    assert [one.entiere for one in backup.listing(folder)] == [False]


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_a_cancelled_backup_leaves_nothing(office: Desk, folder: Path, steps: int) -> None:
    class Impatient(Progress):
        left = steps

        def step(self, done: int, total: int) -> None:
            self.left -= 1
            if self.left < 0:
                self.cancel()
            super().step(done, total)

    with pytest.raises(Cancelled):
        backup.make(office.store, folder, AUTOMATIQUE, Impatient())
    assert list(folder.iterdir()) == []
    backup.make(office.store, folder, AUTOMATIQUE, Progress())


def test_a_full_disk_is_said_before_anything_is_written(
    office: Desk, made: Sauvegarde, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    office.later(hours=1)
    with pytest.raises(Unavailable, match="manque de la place"):
        backup.make(office.store, folder, AUTOMATIQUE, Progress())
    assert backup.listing(folder) == [made]


def test_a_folder_that_cannot_be_written_is_said(office: Desk, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(Unavailable, match="n’a pas pu être lu ou écrit"):
        backup.make(office.store, tmp_path / "fichier", AUTOMATIQUE, Progress())


def test_the_stick_gets_the_same_backup(made: Sauvegarde, tmp_path: Path, office: Desk) -> None:
    stick = tmp_path / "cle"
    stick.mkdir()
    again = backup.duplicate(made, stick, Progress())
    assert again.manifeste == made.manifeste
    backup.verify(again, key_of(office.store.engine), Progress())


def test_an_absent_stick_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="pas branchée"):
        armoire.refuse_absent(tmp_path / "cle")


def test_old_backups_go_and_a_move_never_does(office: Desk, made: Sauvegarde, folder: Path) -> None:
    moved = backup.make(_later(office, hours=1), folder, DEMENAGEMENT, Progress())
    last = backup.make(_later(office, days=90), folder, AUTOMATIQUE, Progress())
    gone = armoire.rotate(folder, made.manifeste.base, office.now, office.store.fuseau)
    assert [one.dossier for one in gone] == [made.dossier]
    assert backup.listing(folder) == [last, moved]


def test_the_only_whole_one_stays_when_newer_ones_are_cut(office: Desk, made: Sauvegarde, folder: Path) -> None:
    last = backup.make(_later(office, days=90), folder, AUTOMATIQUE, Progress())
    last.fichier.unlink()
    assert armoire.rotate(folder, made.manifeste.base, office.now, office.store.fuseau) == []
    assert made in backup.listing(folder)


def test_what_this_desk_decided_is_kept_beside_the_base_not_in_it(guichet: Path, tmp_path: Path) -> None:
    armoire.keep(guichet, second=tmp_path / "cle", heures=2)
    assert armoire.backup_plan(guichet).second == tmp_path / "cle"
    assert armoire.backup_plan(guichet).heures == 2
    assert armoire.backup_plan(tmp_path / "autre.sdesk") == armoire.BackupPlan(armoire.backup_plan(guichet).dossier)


@pytest.fixture(autouse=True)
def _clock(office: Desk) -> None:
    """The base's clock is the office's: time passes between two backups."""
    office.store.clock = lambda: office.now


def _later(office: Desk, **delay: float) -> Store:
    office.now += timedelta(**delay)
    return office.store


def test_two_backups_of_one_second_are_two(office: Desk, made: Sauvegarde, folder: Path) -> None:
    backup.make(office.store, folder, AUTOMATIQUE, Progress())
    assert len(backup.listing(folder)) == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_manifest_that_makes_no_sense_is_no_backup(made: Sauvegarde, data: st.DataObject) -> None:
    """Whatever one of its values became: either it still reads as a backup that can be listed, or it is none."""
    said = json.loads((made.dossier / backup.MANIFEST).read_text())
    said[data.draw(st.sampled_from([*said, "autre"]))] = data.draw(JSON)
    content = json.dumps(data.draw(st.just(said) | JSON)).encode()
    try:
        read = manifeste.parse(content)
    except manifeste.NO_MANIFEST:
        return
    assert Path(read.fichier).name == read.fichier
    assert expires(read.quand, [read.quand], zone(read.fuseau) or COMPUTER)
    assert sum(tip.numero for tip in read.temoins) is not None
