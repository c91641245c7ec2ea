"""A base is born, opened, copied, moved, put back: where it may lie, who it becomes, what is said when it cannot."""

from __future__ import annotations

import contextlib
import ctypes
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.numeros import LONE_BLOCK
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.journal import Local, Poste
from scolarite_desk.msg import NOTHING
from scolarite_desk.services.entree import acknowledge_loss, lost_end
from scolarite_desk.services.identifiants import draw_provisional_ine
from scolarite_desk.store import base
from scolarite_desk.store.check.check import check
from scolarite_desk.store.file import location
from scolarite_desk.store.file.engine import open_engine
from scolarite_desk.store.file.wal import wal_path
from scolarite_desk.store.journal.perte import note
from scolarite_desk.store.safety import armoire
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault
from tests.services.conftest import MORNING, PASSWORD, Desk, Founded
from tests.store.damage import faults, sql

CHEAP = vault.Cost(64, 1)


def _create(path: Path, password: str = PASSWORD, **facts: bool) -> Store:
    return base.create(path, "Claire", password, cost=CHEAP, clock=lambda: MORNING, **facts)


@contextlib.contextmanager
def _opened(path: Path, founded: Founded) -> Iterator[Desk]:
    office = Desk(base.open_base(path, "Claire", PASSWORD, clock=lambda: MORNING), **founded.keys)
    yield office
    office.store.close()


def _copy(path: Path, to: Path) -> Path:
    shutil.copy(path, to)
    shutil.copy(vault.vault_path(path), vault.vault_path(to))
    return to


def _fact(office: Desk, name: str) -> str:
    value: str = office.read(lambda session: session.get_one(Local, name).valeur)
    return value


def _stations(store: Store) -> list[tuple[str, int, bool]]:
    return [
        (nom, numero, bool(ici)) for nom, numero, ici in sql(store, "SELECT nom, numero, ici FROM poste ORDER BY id")
    ]


# --- Born


def test_a_new_base_checks_green(tmp_path: Path) -> None:
    store = _create(tmp_path / "dossiers" / "neuve.sdesk")
    assert [one.fautes for one in check(store) if one.fautes] == []
    store.close()
    assert sorted(one.name for one in store.path.parent.iterdir()) == [
        "neuve.sdesk",
        "neuve.sdesk.coffre",
        "neuve.sdesk.poste",
    ]


def test_a_base_never_replaces_another(guichet: Path) -> None:
    before = guichet.read_bytes()
    with pytest.raises(Refused, match=r"existe déjà.*Rien n’a été remplacé"):
        _create(guichet)
    assert guichet.read_bytes() == before


def test_a_base_never_replaces_the_vault_of_one_that_was_moved_away(guichet: Path) -> None:
    guichet.unlink()
    before = vault.vault_path(guichet).read_bytes()
    with pytest.raises(Refused, match=r"guichet\.sdesk\.coffre\u00a0» existe déjà"):
        _create(guichet)
    assert vault.vault_path(guichet).read_bytes() == before


def test_a_short_password_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="au moins douze caractères"):
        _create(tmp_path / "neuve.sdesk", "court")
    assert list(tmp_path.iterdir()) == []


def test_a_base_that_could_not_be_made_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "postes")

    monkeypatch.setattr(location, "remember", full)
    with pytest.raises(Unavailable, match="n’a pas pu être lu ou écrit"):
        _create(tmp_path / "neuve.sdesk")
    assert list(tmp_path.iterdir()) == []


# --- Opened


def test_a_base_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"absente\.sdesk\u00a0» n’existe pas"):
        base.open_base(tmp_path / "absente.sdesk", "Claire", PASSWORD)


def test_a_wrong_password_leaves_the_base_as_it_is(guichet: Path) -> None:
    before = guichet.read_bytes()
    with pytest.raises(Refused, match="Mot de passe incorrect"):
        base.open_base(guichet, "Claire", PASSWORD + "!")
    assert guichet.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(8192), b"%PDF-1.7\n" * 1000])
def test_a_file_of_another_kind_is_refused_and_left_as_it_is(guichet: Path, content: bytes) -> None:
    guichet.write_bytes(content)
    with pytest.raises(Unavailable, match=r"guichet\.sdesk"):
        base.open_base(guichet, "Claire", PASSWORD)
    assert guichet.read_bytes() == content


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_share_is_refused_in_words(guichet: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    _mounted(monkeypatch, f"serveur:/vol {guichet.parent} {kind} rw 0 0")
    for act in (lambda: base.open_base(guichet, "Claire", PASSWORD), lambda: _create(guichet.with_name("b.sdesk"))):
        with pytest.raises(Unavailable, match=r"est sur un partage réseau.*synchronisation"):
            act()
    assert not guichet.with_name("b.sdesk").exists()


def test_a_link_to_a_network_share_is_seen_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "partage").mkdir()
    (tmp_path / "lien").symlink_to(tmp_path / "partage")
    _mounted(monkeypatch, f"serveur:/vol {tmp_path}/partage nfs rw 0 0")
    with pytest.raises(Unavailable, match="partage réseau"):
        _create(tmp_path / "lien" / "a.sdesk")


def test_a_disk_mounted_inside_a_share_is_no_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mes dossiers"
    spaced = str(folder).replace(" ", "\\040")
    _mounted(monkeypatch, f"serveur:/vol {tmp_path} nfs rw 0 0", f"/dev/sdb1 {spaced} ext4 rw 0 0")
    _create(folder / "a.sdesk").close()


def _mounted(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    real = Path.read_text
    told = "\n".join(["/dev/sda1 / ext4 rw 0 0", *lines])
    monkeypatch.setattr(
        Path, "read_text", lambda self, *a, **k: told if str(self) == "/proc/mounts" else real(self, *a, **k)
    )


# --- Copied, moved, put back


def test_the_same_base_stays_the_same_station(guichet: Path, founded: Founded, tmp_path: Path) -> None:
    with _opened(guichet, founded) as office:
        known = _stations(office.store)
    (tmp_path / "autre").mkdir()
    for way in (guichet, tmp_path / "autre" / ".." / guichet.name):
        with _opened(way, founded) as office:
            assert _stations(office.store) == known
            assert _fact(office, "bloc") == LONE_BLOCK


def test_a_base_opened_while_a_neighbour_writes_stays_the_same_station_and_misses_nothing(
    guichet: Path, founded: Founded, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = location.known
    with _opened(guichet, founded) as office:

        def meanwhile(station: str, path: Path, numero: int) -> bool:
            monkeypatch.setattr(location, "known", known)
            office.person("ENTRETEMPS")  # after the base was read, before the tokens are
            return known(station, path, numero)

        monkeypatch.setattr(location, "known", meanwhile)
        with _opened(guichet, founded) as beside:
            assert beside.number() == office.number()
            assert beside.store.manquants == 0
            assert sql(beside.store, "SELECT count(*) FROM poste") == [(1,)]


@pytest.mark.parametrize("moved", [False, True])
def test_a_base_copied_or_moved_is_another_station_of_the_same_name(
    guichet: Path, founded: Founded, tmp_path: Path, moved: bool
) -> None:
    with _opened(guichet, founded) as office:
        office.person()
        reached = office.number()
    copy = _copy(guichet, tmp_path / "copie.sdesk")
    if moved:
        guichet.unlink()
    with _opened(copy, founded) as office:
        assert _stations(office.store) == [("01", reached, False), ("01", 0, True)]
        office.person("LE GOFF")
        assert office.number() == 1
        assert [one.fautes for one in check(office.store) if one.fautes] == []


def test_a_copy_draws_its_dossier_numbers_from_another_block(guichet: Path, founded: Founded, tmp_path: Path) -> None:
    copy = _copy(guichet, tmp_path / "copie.sdesk")
    numbers = []
    for path in (guichet, copy):
        with _opened(path, founded) as office:
            numbers.append(office.row(Dossier, office.person()).numero)
    assert numbers[0].startswith(LONE_BLOCK)
    assert not numbers[1].startswith(LONE_BLOCK)


def test_a_copy_gives_up_its_range_of_provisional_numbers(guichet: Path, founded: Founded, tmp_path: Path) -> None:
    with _opened(_copy(guichet, tmp_path / "copie.sdesk"), founded) as office:
        personne = office.owner(office.person())
        with pytest.raises(Refused, match="plage"):
            office(draw_provisional_ine, personne)


def test_a_practice_base_keeps_its_range_wherever_it_goes(tmp_path: Path) -> None:
    made = _create(tmp_path / "exercice.sdesk", exercice=True)
    made.close()
    copy = base.open_base(_copy(made.path, tmp_path / "copie.sdesk"), "Claire", PASSWORD)
    assert _fact(Desk(copy), "plage_ine") == "tout"
    copy.close()


def test_a_base_put_back_from_a_copy_does_not_number_again_what_was_lost(
    guichet: Path, founded: Founded, tmp_path: Path
) -> None:
    saved = _copy(guichet, tmp_path / "sauvegarde.sdesk")
    with _opened(guichet, founded) as office:
        office.person()
        lost = office.number()
    _copy(saved, guichet)
    with _opened(guichet, founded) as office:
        assert _stations(office.store) == [("01", lost - 1, False), ("01", 0, True)]


def test_two_accounts_of_one_computer_are_one_station_and_a_copy_is_still_another(
    guichet: Path, founded: Founded, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    homes = [location.user_settings(), tmp_path / "autre compte"]
    for home in (*homes, *homes):
        monkeypatch.setattr(location, "user_settings", lambda home=home: home)
        with _opened(guichet, founded) as office:
            assert len(_stations(office.store)) == 1
            office.person()
    copy = _copy(guichet, tmp_path / "copie.sdesk")
    shutil.copy(location.beside(guichet), location.beside(copy))
    monkeypatch.setattr(location, "user_settings", lambda: tmp_path / "troisième compte")
    with _opened(copy, founded) as office:
        assert [ici for _nom, _numero, ici in _stations(office.store)] == [False, True]


def test_a_base_carried_to_another_computer_is_another_station(
    guichet: Path, founded: Founded, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with _opened(guichet, founded):
        pass
    monkeypatch.setattr(location, "user_settings", lambda: tmp_path / "neuf")
    monkeypatch.setattr(location, "_computer", lambda: "un autre ordinateur")
    with _opened(guichet, founded) as office:
        assert [ici for _nom, _numero, ici in _stations(office.store)] == [False, True]
    with _opened(guichet, founded) as office:
        assert len(_stations(office.store)) == 2


@pytest.mark.parametrize("own", [True, False])
def test_an_older_base_put_back_says_how_many_works_are_missing(
    guichet: Path, founded: Founded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    with _opened(guichet, founded):
        pass
    saved = _copy(guichet, tmp_path / "sauvegarde.sdesk")
    with _opened(guichet, founded) as office:
        office.person()
        office.person("LE GOFF")
    _copy(saved, guichet)
    if not own:  # another account of the computer, which never opened it, knows as much
        monkeypatch.setattr(location, "user_settings", lambda: tmp_path / "autre compte")
    with _opened(guichet, founded) as office:
        said = kept(lost_end(office.store))
        assert office.store.manquants == 2
        assert "Il manque 2 modifications" in said
        assert str(armoire.backup_plan(guichet).dossier) in said
    with _opened(guichet, founded) as office:  # told again, and by a check, until somebody knows
        assert "Il manque 2 modifications" in kept(lost_end(office.store))
        assert "2 modifications faites sur ce poste manquent" in "".join(faults(office.store))
        acknowledge_loss(office.store)
        assert faults(office.store) == []
    with _opened(guichet, founded) as office:
        assert lost_end(office.store) == NOTHING


def test_a_lost_end_is_told_no_more_once_it_came_back_from_another_desk(guichet: Path, founded: Founded) -> None:
    with _opened(guichet, founded) as office:
        station = office.read(lambda session: session.scalars(select(Poste).where(Poste.ici)).one())
        with office.store.side() as session:
            note(session, station.uuid, station.numero + 2)
        assert "2 modifications faites" in "".join(faults(office.store))
        office.person()
        assert "1 modification faite" in "".join(faults(office.store))
        office.person("LE GOFF")
        assert faults(office.store) == []


@pytest.mark.parametrize("spoilt", ["pas du JSON", "[" * 100_000, "{}", "[1, [2]]"])
def test_a_spoilt_fact_of_what_was_lost_keeps_nobody_out(guichet: Path, founded: Founded, spoilt: str) -> None:
    with _opened(guichet, founded) as office:
        with office.store.side() as session:
            session.merge(Local(cle="fin_perdue", valeur=spoilt))
        assert (lost_end(office.store), faults(office.store)) == (NOTHING, [])


@pytest.mark.parametrize("left", ["noise", "nothing"])
def test_works_that_waited_in_a_log_replaced_by_noise_are_counted(guichet: Path, founded: Founded, left: str) -> None:
    with _opened(guichet, founded):
        pass
    path = wal_path(guichet)
    office = Desk(base.open_base(guichet, "Claire", PASSWORD, clock=lambda: MORNING), **founded.keys)
    before = guichet.read_bytes()
    office.person()
    reached = location._kept(founded.station, guichet)
    size = path.stat().st_size
    office.store.engine.dispose()
    guichet.write_bytes(before)
    path.unlink(missing_ok=True)
    if left == "noise":
        path.write_bytes(random.Random(7).randbytes(size))
    assert reached == [founded.keys["started"] + 1] * 2
    with _opened(guichet, founded) as again:
        assert again.store.manquants == 1
        assert len(faults(again.store)) == 1


@pytest.mark.parametrize("said", [b"", b"{", b"[1]", b'{"numero": "x"}', b"\xff", b"[" * 60_000])
def test_tokens_that_cannot_be_read_claim_nothing(guichet: Path, founded: Founded, said: bytes) -> None:
    with _opened(guichet, founded):
        pass
    for token in (location._token(founded.station), location.beside(guichet)):
        token.write_bytes(said)
    with _opened(guichet, founded) as office:
        assert office.store.manquants == 0


# --- Read-only


_OPEN = """
import sys
from pathlib import Path
from scolarite_desk.errors import Unavailable
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.store.base import open_base
try:
    store = open_base(Path(sys.argv[1]), "Claire", sys.argv[2])
    with store.work("fonder") as work:
        work.add(Personne(nom_naissance="PERDU"))
except Unavailable as refused:
    print(refused)
"""


def _without_privilege() -> None:
    """Even root then obeys what folders say, once it runs another program."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


def test_a_read_only_folder_is_told_and_the_base_left_as_it_is(guichet: Path) -> None:
    before = guichet.read_bytes()
    guichet.chmod(0o400)
    guichet.parent.chmod(0o500)
    try:
        ended = subprocess.run(
            [sys.executable, "-c", _OPEN, guichet, PASSWORD],
            preexec_fn=_without_privilege,
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        guichet.parent.chmod(0o700)
    assert "en lecture seule" in ended.stdout
    assert guichet.read_bytes() == before


def test_outside_of_the_tests_what_was_said_done_is_on_the_disk(guichet: Path, founded: Founded) -> None:
    program = (
        "import sys; from pathlib import Path; from scolarite_desk.store.file.engine import open_engine; "
        "engine = open_engine(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])); "
        "print(engine.connect().exec_driver_sql('PRAGMA synchronous').scalar())"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, guichet, founded.key.hex()], capture_output=True, text=True, check=True
    )
    assert told.stdout == "2\n"  # FULL


def test_each_page_is_sealed_and_nothing_temporary_goes_to_the_disk(guichet: Path, founded: Founded) -> None:
    engine = open_engine(guichet, founded.key)
    with engine.connect() as connection:
        said = {
            name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())
            for name in ("cipher_version", "cipher_use_hmac", "cipher_hmac_algorithm", "temp_store", "journal_mode")
        }
    engine.dispose()
    assert said.pop("cipher_version").startswith("4.")
    assert said == {
        "cipher_use_hmac": "1", "cipher_hmac_algorithm": "HMAC_SHA512", "temp_store": "2", "journal_mode": "wal"
    }  # fmt: skip
