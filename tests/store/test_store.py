"""The one door to the file: whole works or nothing, whatever happens to the disk, the process or the other program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import verbatim
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import correct, create_dossier
from scolarite_desk.store import base
from scolarite_desk.store.file import engine
from scolarite_desk.store.store import Store, Work
from tests.noms import lettered
from tests.services.conftest import MORNING, PASSWORD, Desk, Founded
from tests.store.damage import PAGE, faults, sql


def _counters(store: Store) -> dict[str, int]:
    return dict(tuple(row) for row in sql(store, "SELECT nom, valeur FROM compteur"))


def _open(path: Path) -> Store:
    return base.open_base(path, "Claire", PASSWORD, clock=lambda: MORNING)


# --- Whole or nothing


def _worked(office: Desk, function: Callable[[Work], None]) -> None:
    with office.store.work("create_dossier") as work:
        function(work)


def test_a_work_that_fails_leaves_rows_journal_index_and_counters_as_they_were(office: Desk) -> None:
    dossier = office.person()
    before = (office.digest(), office.number(), _counters(office.store))
    heard: list[object] = []
    office.store.subscribe(heard.append)

    def fail(work: Work) -> None:
        create_dossier(work, {"nom_naissance": "PERDU"})
        work.get(Personne, office.owner(dossier)).prenom = "Perdu"
        work.next_number("reçu 2026")
        work.session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _worked(office, fail)
    assert (office.digest(), office.number(), _counters(office.store)) == before
    assert faults(office.store) == []
    assert heard == []


def test_a_refusal_in_the_middle_of_a_work_gives_the_number_back(office: Desk) -> None:
    def refuse(work: Work) -> None:
        create_dossier(work, {"nom_naissance": "PERDU"})
        raise Refused(verbatim("La raison."))

    with pytest.raises(Refused, match="raison"):
        _worked(office, refuse)
    first = office.row(Dossier, office.person()).numero
    second = office.row(Dossier, office.person()).numero
    assert first != second
    assert _counters(office.store)["dossier AA"] == 2


@pytest.mark.parametrize("key", ["", "00" * 16, "pas une clé", "é" * 32])
def test_a_row_that_is_not_there_is_refused_in_words(office: Desk, key: str) -> None:
    with pytest.raises(Refused, match="n’existe pas dans cette base"):
        office(correct, "identite.prenom", key, "Zoé")


def test_drafts_and_contents_are_written_whole_too(office: Desk) -> None:
    def fail() -> None:
        with office.store.side() as session:
            session.connection().exec_driver_sql("INSERT INTO local (cle, valeur) VALUES ('perdu', '')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert sql(office.store, "SELECT * FROM local WHERE cle = 'perdu'") == []


def test_whoever_stopped_listening_hears_no_more(office: Desk) -> None:
    heard: list[object] = []
    stop = office.store.subscribe(heard.append)
    stop()
    office.person()
    assert heard == []


def test_closing_leaves_one_file_and_its_vault(office: Desk) -> None:
    office.person()
    assert office.store.path.with_name("guichet.sdesk-wal").exists()
    office.store.close()
    assert sorted(one.name for one in office.store.path.parent.iterdir()) == [
        "guichet.sdesk",
        "guichet.sdesk.coffre",
        "guichet.sdesk.poste",
    ]


# --- Two at once


def test_two_programs_write_in_turn_and_read_each_other(office: Desk) -> None:
    other = _open(office.store.path)
    for rank in range(5):
        for store in (office.store, other):
            do(store, None, create_dossier, {"nom_naissance": f"NOM{lettered(rank)}"})
    with other.reading() as session:
        assert session.query(Dossier).count() == 10
    assert faults(office.store) == []
    other.close()


def test_works_of_two_threads_wait_for_each_other(office: Desk) -> None:
    other = _open(office.store.path)
    numbers: list[str] = []

    def receive(store: Store) -> None:
        for _ in range(10):
            numbers.append(do(store, None, create_dossier, {"nom_naissance": "FOULE"}))

    threads = [threading.Thread(target=receive, args=[store]) for store in (office.store, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(numbers)) == 20
    assert faults(office.store) == []
    other.close()


def test_a_program_that_keeps_writing_is_told_and_nothing_is_lost(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 10)
    other = _open(office.store.path)
    with office.store.work("create_dossier") as work:
        create_dossier(work, {"nom_naissance": "PREMIER"})
        with pytest.raises(Unavailable, match=r"Un autre programme écrit.*Réessayez.*Rien de ce qui était"):
            do(other, None, create_dossier, {"nom_naissance": "SECOND"})
        with other.reading() as session:
            assert session.query(Dossier).count() == 0  # reading goes on meanwhile
    do(other, None, create_dossier, {"nom_naissance": "SECOND"})
    with office.store.reading() as session:
        assert [one.nom_naissance for one in session.query(Personne).order_by(Personne.id)] == ["PREMIER", "SECOND"]
    other.close()


# --- The disk


def _on_every_connection(store: Store, pragma: str) -> None:
    event.listen(store.engine, "connect", lambda connection, _record: connection.execute(f"PRAGMA {pragma}"))
    store.engine.dispose()


def test_a_full_disk_is_told_and_loses_nothing(office: Desk) -> None:
    office.person()
    before, pages = office.digest(), office.store.path.stat().st_size // PAGE
    _on_every_connection(office.store, f"max_page_count = {pages}")
    with pytest.raises(Unavailable, match=r"Le disque est plein.*Libérez de la place.*n’est perdu"):
        _fill(office)
    after = office.digest()
    assert after == before
    office.store.engine.dispose()


def _fill(office: Desk) -> None:
    with office.store.work("create_dossier") as work:
        for rank in range(400):
            create_dossier(work, {"nom_naissance": f"{'X' * 90}{lettered(rank)}", "prenom": "Y" * 100})


_FULL = """
import resource, sys
from pathlib import Path
from tests.noms import lettered
from scolarite_desk.errors import Unavailable
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import create_dossier
from scolarite_desk.store.base import open_base
from scolarite_desk.store.check.check import check
store = open_base(Path(sys.argv[1]), "Claire", sys.argv[2])
do(store, None, create_dossier, {"nom_naissance": "AVANT"})
written = store.path.with_name(store.path.name + "-wal").stat().st_size
free = resource.RLIM_INFINITY
resource.setrlimit(resource.RLIMIT_FSIZE, (written + 20_000, free))
said = ""
for rank in range(50):
    try:
        do(store, None, create_dossier, {"nom_naissance": f"PENDANT{lettered(rank)}"})
    except Unavailable as refused:
        said = str(refused)
        break
print(rank, said)
resource.setrlimit(resource.RLIMIT_FSIZE, (free, free))
do(store, None, create_dossier, {"nom_naissance": "APRES"})
print([fault for one in check(store) for fault in one.fautes])
store.close()
"""


def test_a_disk_that_fills_up_for_real_keeps_every_work_that_was_said_done(guichet: Path) -> None:
    first, faults_ = _run(_FULL, guichet).splitlines()
    rank, said = first.split(" ", 1)
    assert "Le disque de la base" in said
    assert faults_ == "[]"
    store = _open(guichet)
    names = [nom for (nom,) in sql(store, "SELECT nom_naissance FROM personne ORDER BY id")]
    assert names == ["AVANT", *(f"PENDANT{lettered(one)}" for one in range(int(rank))), "APRES"]
    store.close()


def _run(program: str, *arguments: object) -> str:
    command = [sys.executable, "-c", program, *map(str, arguments), PASSWORD]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_folder_that_became_read_only_is_told(office: Desk) -> None:
    _on_every_connection(office.store, "query_only = ON")
    with pytest.raises(Unavailable, match=r"est en lecture seule\. Demandez le droit"):
        office.person()
    office.store.engine.dispose()


# --- The process


_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.noms import lettered
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import create_dossier
from scolarite_desk.store.base import open_base
store = open_base(Path(sys.argv[1]), "Claire", sys.argv[2])
for rank in range(3):
    do(store, None, create_dossier, {"nom_naissance": f"NOM{lettered(rank)}"})
    print(rank, flush=True)
with store.work("create_dossier") as work:
    create_dossier(work, {"nom_naissance": "INACHEVE"})
    work.session.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_said_done_survives_a_kill_and_what_was_not_leaves_no_trace(guichet: Path, founded: Founded) -> None:
    for turn in range(1, 3):
        command = [sys.executable, "-c", _KILLED, guichet, PASSWORD]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ended.returncode == -signal.SIGKILL
        assert ended.stdout.split() == ["0", "1", "2"]
        store = _open(guichet)
        assert len(sql(store, "SELECT 1 FROM dossier")) == 3 * turn
        assert sql(store, "SELECT count(*) FROM poste") == [(1,)]
        assert faults(store) == []
        store.engine.dispose()


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_a_file_left_by_a_kill_does_not_keep_the_base_shut(guichet: Path, suffix: str) -> None:
    guichet.with_name(guichet.name + suffix).write_bytes(os.urandom(5000))
    store = _open(guichet)
    assert faults(store) == []
    store.close()
