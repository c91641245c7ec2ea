"""Where the base lies turns against it: read-only, moved away, unplugged, a share. A sentence, and nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.progress import Progress
from scolarite_desk.services import dossiers, exports
from scolarite_desk.store import drafts
from scolarite_desk.store.base import create, open_base
from scolarite_desk.store.file import location
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.vault import vault
from tests.services.conftest import FRENCH, MORNING, PASSWORD, Desk, Founded
from tests.store.damage import faults
from tests.torture.pannes import read_only, refusal, told

NOM = "identite.nom_usage"


@pytest.fixture
def office(guichet: Path, founded: Founded) -> Iterator[Desk]:
    """That base, open."""
    office = Desk(open_base(guichet, "Claire", PASSWORD, clock=lambda: MORNING), **founded.keys)
    yield office
    office.store.close()


def _beside(path: Path) -> list[Path]:
    return [one for one in path.parent.glob(f"{path.name}*") if one.is_file()]


# --- Read-only


def test_a_folder_that_became_read_only_is_told_or_does_not_matter(office: Desk) -> None:
    personne = office.owner(office.person())
    path = office.store.path
    with read_only(path.parent):
        refused = refusal(lambda: office(dossiers.correct, NOM, personne, "LE GOFF"))
    assert (office.row(Personne, personne).nom_usage == "LE GOFF") is not bool(refused)
    assert faults(office.store) == []


def test_a_base_in_a_read_only_folder_is_told_and_opens_once_it_is_not(guichet: Path) -> None:
    before = guichet.read_bytes()
    with read_only(guichet, guichet.parent):
        told(lambda: open_base(guichet, "Claire", PASSWORD), "en lecture seule", "Demandez le droit d’y écrire")
    assert guichet.read_bytes() == before
    open_base(guichet, "Claire", PASSWORD).close()


def test_a_read_only_file_opens_to_be_read_and_takes_nothing(guichet: Path, founded: Founded) -> None:
    with read_only(guichet):
        office = Desk(open_base(guichet, "Claire", PASSWORD, clock=lambda: MORNING), **founded.keys)
        told(office.person, "lecture seule", "Demandez le droit d’y écrire")
        assert office.row(Campagne, office.campagne).etat == "ouverte"
        office.store.close()


def test_a_base_is_not_made_in_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    with read_only(tmp_path):
        told(lambda: create(tmp_path / "neuve.sdesk", "Claire", PASSWORD, cost=vault.Cost(64, 1)), "en lecture seule")
    assert list(tmp_path.iterdir()) == []


def test_an_export_to_a_folder_that_may_not_be_written_says_so(office: Desk, tmp_path: Path) -> None:
    office.apply(office.person())
    (tmp_path / "sortie").mkdir()
    out = tmp_path / "sortie" / "d.csv"
    with read_only(out.parent):
        told(
            lambda: exports.export_decisions(office.store, Filter(), "csv", out, Progress(), langue=FRENCH),
            "lecture seule",
        )


def test_settings_that_cannot_be_written_are_told_before_another_station_is_made(
    guichet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "reglages"
    settings.mkdir()
    monkeypatch.setattr(location, "user_settings", lambda: settings)
    with read_only(settings):
        open_base(guichet, "Claire", PASSWORD).close()  # known by what lies beside it: the same station
    location.beside(guichet).unlink()
    with read_only(settings):
        told(lambda: open_base(guichet, "Claire", PASSWORD), "reglages", "en lecture seule")
    store = open_base(guichet, "Claire", PASSWORD)
    assert faults(store) == []
    store.close()


def test_a_desk_whose_settings_became_read_only_goes_on_and_closes(guichet: Path, founded: Founded) -> None:
    office = Desk(open_base(guichet, "Claire", PASSWORD, clock=lambda: MORNING), **founded.keys)
    folder = location.user_settings() / "postes"
    with read_only(folder):
        office.person()
        office.store.close()
    again = open_base(guichet, "Claire", PASSWORD)
    assert faults(again) == []
    again.close()


# --- Moved away under the window


@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
def test_a_base_that_left_its_place_takes_nothing_more_until_it_is_back(office: Desk, tmp_path: Path, how: str) -> None:
    personne, path = office.owner(office.person()), office.store.path
    away = tmp_path / "corbeille"
    path.rename(away)
    if how == "replaced":
        shutil.copy(away, path)
    for act in (
        lambda: office(dossiers.correct, NOM, personne, "LE GOFF"),
        lambda: drafts.keep(office.store, personne, NOM, "Le G"),
    ):
        told(act, "n’est plus à sa place", "remettez le fichier", str(path.parent))
    assert office.row(Personne, personne).nom_naissance == "KERMAREC", "what is there can still be read"
    away.replace(path)
    office(dossiers.correct, NOM, personne, "LE GOFF")
    assert office.row(Personne, personne).nom_usage == "LE GOFF"
    assert faults(office.store) == []


def test_whoever_reads_while_the_base_is_away_makes_no_empty_one_in_its_place(office: Desk, tmp_path: Path) -> None:
    office.person()
    away = tmp_path / "corbeille"
    office.store.path.rename(away)
    office.store.engine.pool.dispose()  # a thread that had no connection yet
    told(lambda: office.rows(select(Personne)))
    assert not office.store.path.exists()
    away.replace(office.store.path)
    assert len(office.rows(select(Personne))) == 1
    assert faults(office.store) == []


def test_a_disk_that_was_unplugged_is_told_and_comes_back(office: Desk, tmp_path: Path) -> None:
    personne, folder = office.owner(office.person()), office.store.path.parent
    away = folder.with_name("débranché")
    folder.rename(away)
    told(lambda: office(dossiers.correct, NOM, personne, "LE GOFF"), "disque débranché")
    away.rename(folder)
    office(dossiers.correct, NOM, personne, "LE GOFF")
    assert faults(office.store) == []


# --- A share


def test_a_folder_that_has_become_a_share_is_refused_with_what_to_do(
    guichet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.read_text
    mounts = f"/dev/sda1 / ext4 rw 0 0\n//serveur/commun {guichet.parent} cifs rw 0 0"
    monkeypatch.setattr(
        Path, "read_text", lambda self, *a, **k: mounts if str(self) == "/proc/mounts" else real(self, *a, **k)
    )
    before = [one.read_bytes() for one in _beside(guichet)]
    message = told(lambda: open_base(guichet, "Claire", PASSWORD), "partage réseau", "synchronisation")
    assert "placez-la sur le disque de ce poste" in message
    assert [one.read_bytes() for one in _beside(guichet)] == before


# --- The vault


@pytest.mark.parametrize("length", [0, 1, 100, -1])
def test_a_vault_written_by_halves_is_told_and_the_base_untouched(guichet: Path, length: int) -> None:
    place, before = vault.vault_path(guichet), guichet.read_bytes()
    whole = place.read_bytes()
    place.write_bytes(whole[:length])
    told(lambda: open_base(guichet, "Claire", PASSWORD), "coffre", "abîmé", "sauvegarde")
    assert guichet.read_bytes() == before
    place.write_bytes(whole)
    open_base(guichet, "Claire", PASSWORD).close()


def test_a_vault_that_is_not_there_is_asked_for(guichet: Path) -> None:
    vault.vault_path(guichet).unlink()
    told(lambda: open_base(guichet, "Claire", PASSWORD), "manque à côté de la base", "remettez-le")
