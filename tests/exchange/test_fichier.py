"""A file that leaves the office: what it never takes the place of, and what a kill leaves of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.exchange import fichier
from scolarite_desk.exchange.fichier import reserve, sweep, try_place, whole, writing


def _write(path: Path, octets: bytes = b"liste") -> None:
    with writing(path) as stream:
        stream.write(octets)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A base under a name of its own, its vault, its log, and a backup of it."""
    for name in ("etude.db", "etude.db.coffre", "etude.db-wal", "autre.sdesk"):
        (tmp_path / name).write_bytes(b"base")
    (tmp_path / "sauvegarde").mkdir()
    (tmp_path / "sauvegarde" / "manifeste.json").write_text("{}")
    (tmp_path / "sauvegarde" / "copie").write_bytes(b"base")
    (tmp_path / "lien.pdf").symlink_to(tmp_path / "etude.db")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "etude.db", "etude.db.coffre", "etude.db.poste", "etude.db-wal", "etude.db-shm", "autre.sdesk",
        "autre.sdesk.coffre", "nouvelle.sdesk", "sauvegarde/copie", "sauvegarde/manifeste.json",
        "sauvegarde/liste.pdf", "lien.pdf", "sauvegarde",
    ],
)  # fmt: skip
def test_a_file_never_takes_the_place_of_a_base_or_of_what_it_lives_by(kept: Path, name: str) -> None:
    before = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    for way in (_write, try_place):
        with pytest.raises(Refused):
            way(kept / name)
    assert {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_a_device_a_pipe_and_a_loop_of_links_are_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tuyau")
    (tmp_path / "boucle").symlink_to(tmp_path / "boucle")
    (tmp_path / "null").symlink_to("/dev/null")
    for name in ("tuyau", "null"):
        with pytest.raises(Refused):
            _write(tmp_path / name)
    with pytest.raises(Unavailable):
        _write(tmp_path / "boucle")
    with pytest.raises(Unavailable):
        _write(tmp_path / ("n" * 300))


def test_a_plain_file_is_replaced_whole_and_is_its_owners(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_bytes(b"celle d'hier")
    _write(tmp_path / "liste.csv")
    assert (tmp_path / "liste.csv").read_bytes() == b"liste"
    assert (tmp_path / "liste.csv").stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    assert [path.name for path in tmp_path.iterdir()] == ["liste.csv"]


def test_the_room_that_was_taken_is_given_back(tmp_path: Path) -> None:
    with writing(tmp_path / "recu.pdf") as stream:
        reserve(stream, 10_000)
        whole(stream, b"recu")
    assert (tmp_path / "recu.pdf").read_bytes() == b"recu"


KILLED = """
import os, sys
from pathlib import Path
from scolarite_desk.exchange import fichier
if sys.argv[2] == "named":
    fichier._UNNAMED = 0
with fichier.writing(Path(sys.argv[1])) as stream:
    stream.write(b"x" * 100_000)
    stream.flush()
    os._exit(9)
"""


@pytest.mark.parametrize("how", ["unnamed", "named"])
def test_what_a_kill_leaves_is_swept_at_the_next_start(tmp_path: Path, how: str) -> None:
    out = tmp_path / "sortie"
    out.mkdir()
    (out / ".0123.part").write_bytes(b"of somebody else")
    done = subprocess.run([sys.executable, "-c", KILLED, str(out / "liste.csv"), how], check=False)
    assert done.returncode == 9
    unnamed = how == "unnamed" and bool(fichier._UNNAMED)
    assert len(list(out.iterdir())) == (1 if unnamed else 2), "without a name, a kill leaves nothing"
    sweep()
    assert [path.name for path in out.iterdir()] == [".0123.part"]
    assert not list(fichier._notes().iterdir())


def test_what_is_being_written_is_not_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fichier, "_UNNAMED", 0)
    with writing(tmp_path / "liste.csv") as stream:
        stream.write(b"liste")
        sweep()
    assert (tmp_path / "liste.csv").read_bytes() == b"liste"


def test_a_folder_that_takes_nothing_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object, **__: object) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "open", no)
    monkeypatch.setattr(Path, "unlink", no)
    with pytest.raises(Unavailable):
        _write(tmp_path / "liste.csv")
    with pytest.raises(Unavailable):
        try_place(tmp_path / "liste.csv")
