"""The disk fills up under any write: a sentence, nothing lost, and everything goes on once there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from scolarite_desk import practice as exercice
from scolarite_desk.errors import Unavailable
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.progress import Progress
from scolarite_desk.services import documents, dossiers, exports
from scolarite_desk.store import drafts
from scolarite_desk.store.base import create, open_base
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.vault import vault
from tests.noms import lettered
from tests.services.conftest import FRENCH, MORNING, PASSWORD, Desk, Founded
from tests.store.damage import faults
from tests.torture.pannes import full, refusal, told

NOM = "identite.nom_usage"
CHEAP = vault.Cost(64, 1)


@pytest.fixture
def office(guichet: Path, founded: Founded) -> Iterator[Desk]:
    """That base, open."""
    office = Desk(open_base(guichet, "Claire", PASSWORD, clock=lambda: MORNING), **founded.keys)
    yield office
    office.store.close()


def _room(office: Desk, bytes_left: int) -> int:
    """The size beyond which nothing grows, that leaves so much to what the base writes next."""
    return max(0, office.store.path.with_name("guichet.sdesk-wal").stat().st_size + bytes_left)


def test_a_full_disk_is_told_and_the_same_act_is_done_once_there_is_room(office: Desk) -> None:
    personne = office.owner(office.person())
    with full():
        told(lambda: office(dossiers.correct, NOM, personne, "LE GOFF"), "plein", "Libérez de la place")
    assert office.row(Personne, personne).nom_usage is None
    office(dossiers.correct, NOM, personne, "LE GOFF")
    assert office.row(Personne, personne).nom_usage == "LE GOFF"
    assert faults(office.store) == []


def test_a_draft_that_finds_no_room_leaves_the_one_before(office: Desk) -> None:
    personne = office.owner(office.person())
    drafts.keep(office.store, personne, NOM, "Le G")
    with full():
        told(lambda: drafts.keep(office.store, personne, NOM, "Le Go"), "plein")
    assert drafts.drafts_of(office.store, personne) == {NOM: "Le G"}


def test_a_receipt_that_finds_no_room_uses_no_number(office: Desk) -> None:
    dossier, other = office.person(), office.person("LE GOFF")
    first = office(documents.issue_receipt, dossier).numero
    with full(_room(office, 8192)):
        told(lambda: office(documents.issue_receipt, other), "plein")
    assert int(office(documents.issue_receipt, other).numero[-5:]) == int(first[-5:]) + 1
    assert faults(office.store) == []


def test_whatever_is_being_written_when_it_fills_the_base_is_whole(
    office: Desk, series: int, record_property: Callable[[str, object], None]
) -> None:
    random, personne = Random(series), office.owner(office.person())
    dossier, written, refusals = office.person("LE GOFF"), None, 0
    for turn in range(30):
        acts = (
            lambda turn=turn: office(dossiers.correct, NOM, personne, f"NOM {lettered(turn)}"),
            lambda: office(documents.issue_receipt, dossier),
            lambda turn=turn: office(dossiers.write_note, personne, "x" * 500 * turn),
            lambda turn=turn: drafts.keep(office.store, personne, "identite.prenom", f"Mae {turn}"),
        )
        with full(_room(office, random.randrange(300_000))):
            refused = refusal(acts[turn % 4])
        refusals += bool(refused)
        if turn % 4 == 0 and not refused:
            written = f"NOM {lettered(turn)}"
    assert office.row(Personne, personne).nom_usage == written
    assert faults(office.store) == []
    record_property("writes refused by a full disk", {"base": refusals})


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "attente"])
def test_an_export_that_finds_no_room_leaves_the_file_of_yesterday(office: Desk, tmp_path: Path, fmt: str) -> None:
    office.apply(office.person())
    out = tmp_path / "sortie" / f"decisions.{fmt}"
    out.parent.mkdir()
    out.write_bytes(b"hier")
    with full(100):
        told(lambda: exports.export_decisions(office.store, Filter(), fmt, out, Progress(), langue=FRENCH), "place")  # type: ignore[arg-type]
    assert out.read_bytes() == b"hier"
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("room", [0, 300, 4096, 40_000])
def test_a_base_that_finds_no_room_is_not_made_at_all(tmp_path: Path, room: int) -> None:
    path = tmp_path / "neuve.sdesk"
    with full(room):
        told(lambda: create(path, "Claire", PASSWORD, cost=CHEAP), "place")
    assert list(tmp_path.iterdir()) == []
    create(path, "Claire", PASSWORD, cost=CHEAP).close()


def test_a_practice_base_that_finds_no_room_is_not_made_at_all(tmp_path: Path) -> None:
    path = tmp_path / "exercice.sdesk"
    with full(1_000_000):
        told(lambda: exercice.make(path, 40, 1, date(2026, 9, 4), cost=CHEAP), "place")
    assert list(tmp_path.iterdir()) == []


def test_a_vault_that_finds_no_room_stays_what_it_was(guichet: Path) -> None:
    before = vault.vault_path(guichet).read_bytes()
    wraps = vault.read(guichet)
    with full(100), pytest.raises((OSError, Unavailable)):
        vault.write(guichet, wraps)
    assert vault.vault_path(guichet).read_bytes() == before


def test_a_base_opens_and_closes_on_a_full_disk_or_says_why(guichet: Path) -> None:
    with full():
        refusal(lambda: open_base(guichet, "Claire", PASSWORD).close())
    store = open_base(guichet, "Claire", PASSWORD)
    assert faults(store) == []
    store.close()
