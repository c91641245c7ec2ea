"""`export-si`: what would leave is said, a practice base writes nothing, a real one writes the files of the day."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from scolarite_desk import practice as exercice
from scolarite_desk.exchange.si import apogee, pegase
from scolarite_desk.store.base import open_base
from tests.cli.conftest import Desk
from tests.cli.une_place import places_taken
from tests.store.damage import sql

AVANT = "--version", "avant"


@pytest.fixture(autouse=True)
def admises(base: Path) -> None:
    places_taken(base)


@pytest.fixture
def vraie(base: Path) -> Path:
    """The same base, as if its people were real."""
    with closing(open_base(base, exercice.COMPTE, exercice.PASSWORD)) as store:
        sql(store, "UPDATE local SET valeur = '' WHERE cle = 'exercice'")
    return base


def test_a_practice_base_says_what_would_leave_and_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    said = desk("export-si", "pegase", "--preflight", "--json")
    assert said.code == 1
    assert "fictives" in said.json["empeche"]
    assert {one["etat"] for one in said.json["lignes"]} >= {"a_exporter"}
    assert len(said.json["partent"]) == 3
    assert "À exporter" in desk("export-si", "pegase", "--preflight").out
    refused = desk("export-si", "pegase", "--out", str(tmp_path / "envoi"))
    assert refused.code
    assert "fictives" in refused.err
    assert not (tmp_path / "envoi").exists()


def test_where_to_write_is_asked(desk: Desk) -> None:
    assert "--out" in desk("export-si", "apogee").err


def test_the_files_of_the_day_are_written_and_named(desk: Desk, vraie: Path, tmp_path: Path) -> None:
    said = desk("export-si", "pegase", "--out", str(tmp_path / "un"), "--json")
    assert said.code == 0, said.err
    [name] = [one["fichier"] for one in said.json["fichiers"]]
    lines = pegase.read((tmp_path / "un" / name).read_bytes(), pegase.INSCRIPTION)
    assert len(lines) == said.json["fichiers"][0]["lignes"] > 0
    before = desk("export-si", "pegase", *AVANT, "--out", str(tmp_path / "deux"), "--json").json["fichiers"]
    assert [one["fichier"].partition("-")[0] for one in before[:2]] == ["candidat", "candidature"]
    assert "DonneesEtudiantOpi.txt" in desk("export-si", "apogee", "--out", str(tmp_path / "trois")).out
    [students] = (tmp_path / "trois").glob("opi-*/DonneesEtudiantOpi.txt")
    assert apogee.read(students.read_bytes())
