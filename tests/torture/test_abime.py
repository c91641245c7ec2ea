"""Files that were half-written, torn, mixed up: told before anything is opened, and nothing made worse."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services.dossiers import correct
from scolarite_desk.store.base import create, open_base
from scolarite_desk.store.file import location, wal
from scolarite_desk.store.file.wal import wal_path
from scolarite_desk.store.vault import vault
from tests.services.conftest import MORNING, PASSWORD, Desk, Founded
from tests.store.damage import faults, flip, verdict
from tests.torture.pannes import refusal, told

NOM = "identite.nom_usage"
CHEAP = vault.Cost(64, 1)


@pytest.fixture
def times(request: pytest.FixtureRequest) -> int:
    """How many times each file is hurt."""
    return 300 if request.config.getoption("--torture") else 12


@pytest.fixture
def crashed(guichet: Path, founded: Founded, tmp_path: Path) -> Iterator[Path]:
    """A base as a crash leaves it: its last works wait in the file beside it."""
    office = Desk(open_base(guichet, "Claire", PASSWORD, clock=lambda: MORNING), **founded.keys)
    personne = office.owner(office.person())
    for letter in "ABCDEFGH":
        office(correct, NOM, personne, f"NOM {letter}")
    folder = tmp_path / "après"
    folder.mkdir()
    for one in (guichet, wal_path(guichet), vault.vault_path(guichet)):
        shutil.copy(one, folder)
    office.store.close()
    location.remember(founded.station, folder / guichet.name)
    return folder / guichet.name


def _files(base: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in base.parent.iterdir() if not one.name.endswith("-shm")}


def _reopens(base: Path) -> list[str | None]:
    """The names in a base that is whole again; what it lost is told, and nothing else."""
    store = open_base(base, "Claire", PASSWORD)
    with store.reading() as session:
        names = [one.nom_usage for one in session.query(Personne)]
    assert [one for one in faults(store) if "manque" not in one] == []
    store.close()
    return names


def test_after_a_crash_the_works_that_wait_are_there_with_or_without_their_index(crashed: Path) -> None:
    crashed.with_name(f"{crashed.name}-shm").write_bytes(b"x" * 100)
    assert _reopens(crashed) == ["NOM H"]


def test_one_bit_wrong_among_the_works_that_wait_is_told_and_nothing_is_touched(
    crashed: Path, times: int, record_property: Callable[[str, object], None]
) -> None:
    random, waiting, before = Random(1), wal_path(crashed), _files(crashed)
    for turn in range(times):
        size = waiting.stat().st_size
        flip(waiting, random.randrange(32 if turn % 6 == 0 else size))
        hurt = _files(crashed)
        told(lambda: open_base(crashed, "Claire", PASSWORD), "derniers enregistrements", "abîmé", "sauvegarde")
        assert _files(crashed) == hurt
        waiting.write_bytes(before[waiting.name])
    assert _reopens(crashed) == ["NOM H"]
    record_property("files hurt, and told", {"one bit of the WAL": times})


def test_works_that_were_never_whole_on_the_disk_are_as_if_never_done(
    crashed: Path, times: int, record_property: Callable[[str, object], None]
) -> None:
    random, before = Random(2), _files(crashed)
    lengths = [random.randrange(len(before[wal_path(crashed).name])) for _ in range(min(times, 60))]
    for length in lengths:
        wal_path(crashed).write_bytes(before[wal_path(crashed).name][:length])
        assert _reopens(crashed) in [[], [None], *([f"NOM {letter}"] for letter in "ABCDEFGH")]
        for name, octets in before.items():
            crashed.with_name(name).write_bytes(octets)
    record_property("files hurt, and told", {"WAL cut": len(lengths)})


def test_the_works_of_another_base_are_never_poured_into_this_one(crashed: Path, tmp_path: Path) -> None:
    other = create(tmp_path / "autre.sdesk", "Claire", PASSWORD, cost=CHEAP)
    with other.work("fonder") as work:
        work.add(Personne(nom_naissance="AILLEURS"))
    mine = wal_path(crashed).read_bytes()
    shutil.copy(wal_path(other.path), wal_path(crashed))
    other.close()
    before = _files(crashed)
    told(lambda: open_base(crashed, "Claire", PASSWORD), "n’est pas de la base", "Mettez ce fichier ailleurs")
    assert _files(crashed) == before
    wal_path(crashed).write_bytes(mine)
    assert _reopens(crashed) == ["NOM H"]


def test_a_vault_of_another_base_is_not_taken_for_a_fault_of_the_works_that_wait(crashed: Path, tmp_path: Path) -> None:
    other = create(tmp_path / "autre.sdesk", "Claire", PASSWORD, cost=CHEAP)
    other.close()
    mine = vault.vault_path(crashed).read_bytes()
    shutil.copy(vault.vault_path(other.path), vault.vault_path(crashed))
    before = _files(crashed)
    told(lambda: open_base(crashed, "Claire", PASSWORD), "la clé n’est pas la sienne")
    assert _files(crashed) == before
    vault.vault_path(crashed).write_bytes(mine)
    assert _reopens(crashed) == ["NOM H"]


def test_a_base_cut_anywhere_is_told_or_what_is_missing_is_named(
    guichet: Path, times: int, record_property: Callable[[str, object], None]
) -> None:
    random, whole = Random(3), guichet.read_bytes()
    lengths = [0, 1, 15, 4095, 4096, len(whole) - 1, *(random.randrange(len(whole)) for _ in range(min(times, 60)))]
    for length in lengths:
        guichet.write_bytes(whole[:length])
        said = verdict(guichet)
        assert said, length
    guichet.write_bytes(whole)
    assert verdict(guichet) == ""
    record_property("files hurt, and told", {"base cut": len(lengths)})


def test_a_base_that_was_cut_is_read_or_refused_never_a_fault_of_ours(guichet: Path, founded: Founded) -> None:
    whole = guichet.read_bytes()
    for part in (0.4, 0.6, 0.8, 0.95):
        guichet.write_bytes(whole[: int(len(whole) * part)])
        refusal(lambda: open_base(guichet, "Claire", PASSWORD).close())


def test_a_wal_emptied_into_the_base_while_it_is_read_promises_nothing(tmp_path: Path) -> None:
    path = tmp_path / "base-wal"
    for length in (0, 3, 31):
        path.write_bytes(bytes(length))
        assert wal.read(path, bytes(32)).promised == 0
