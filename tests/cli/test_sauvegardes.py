"""Backups by the command line: backup, listed, verified, put back, moved, salvaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scolarite_desk.store.vault.vault import vault_path
from tests.cli.conftest import Desk, Written
from tests.store.damage import PAGE, flip


@pytest.fixture
def backup(desk: Desk) -> str:
    """The folder of a backup."""
    said = desk("backup", "--json")
    assert said.code == 0
    return str(said.json["sauvegarde"])


def test_a_backup_is_made_listed_and_verified(desk: Desk, backup: str) -> None:
    (row,) = desk("backups", "--verify", "--json").json
    assert (row["sauvegarde"], row["bonne"], row["entiere"]) == (backup, True, True)
    assert "relue et bonne" in desk("backup").out


def test_a_damaged_backup_is_told_and_counts(desk: Desk, backup: str, base: Path) -> None:
    flip(Path(backup) / base.name, 5000)
    said = desk("backups", "--verify", "--json")
    assert (said.code, said.json[0]["bonne"]) == (1, False)


def test_where_backups_go_is_the_desks_own(desk: Desk, tmp_path: Path) -> None:
    assert desk("backups", "--folder", str(tmp_path / "ici"), "--hours", "2").code == 0
    assert desk("backup", "--json").json["sauvegarde"].startswith(str(tmp_path / "ici"))
    assert desk("backups", "--hours", "midi").code == 2


def test_a_preview_says_what_would_be_lost(desk: Desk, backup: str, written: Written) -> None:
    assert "Rien ne changerait" in desk("restore", "--from", backup, "--preview").out
    assert desk("act", "void_receipt", "--json", written({"motif": "Papier gâché"})).code == 0
    (lost,) = desk("restore", "--from", backup, "--preview", "--json").json["perdus"]
    assert lost["nombre"] == 1
    assert "1 modification de" in desk("restore", "--from", backup, "--preview").out


def test_a_backup_is_put_back(desk: Desk, backup: str) -> None:
    before = desk("digest", "--json").json
    said = desk("restore", "--from", backup, "--json")
    assert said.code == 0
    assert Path(said.json["avant"]).exists()
    assert desk("digest", "--json").json == before
    assert desk("check").code == 0


def test_a_base_moves_to_another_place(desk: Desk, command: Desk, tmp_path: Path) -> None:
    moved = desk("move", "--to", str(tmp_path / "cle"), "--json").json["sauvegarde"]
    there = str(tmp_path / "autre" / "poste.sdesk")
    assert command("restore", "--from", moved, "--base", there).code == 0
    assert command("digest", "--json", "--base", there).json == desk("digest", "--json").json


def test_what_is_left_of_a_damaged_base_is_saved(desk: Desk, base: Path, tmp_path: Path) -> None:
    flip(base, 5 * PAGE + 7)
    out = str(tmp_path / "sauvee.sdesk")
    said = desk("salvage", "--out", out, "--json")
    assert said.json["pages_abimees"] == [6]
    assert said.code == (0 if said.json["entier"] else 1)
    assert desk("salvage", "--out", out).code == 1, "the name is taken"


def test_without_a_vault_the_account_of_a_backup_is_asked(desk: Desk, backup: str, base: Path) -> None:
    vault_path(base).write_text("")
    assert desk("restore", "--from", backup).code == 0
    assert desk("check").code == 0


def test_what_is_no_backup_is_refused(desk: Desk, tmp_path: Path) -> None:
    assert desk("restore", "--from", str(tmp_path), "--preview").code == 1


def test_a_lost_end_is_told_by_every_command_until_somebody_knows(
    desk: Desk, base: Path, tmp_path: Path, written: Written
) -> None:
    saved = tmp_path / "hier.sdesk"
    assert desk("check").code == 0
    shutil.copy(base, saved)
    given = {"chose": "centre", "valeurs": {"libelle": "Scolarité des lettres"}}
    assert desk("act", "add_item", "--json", written(given)).code == 0
    shutil.copy(saved, base)
    for _ in "ab":
        said = desk("check")
        assert (said.code, "Il manque 1 modification" in said.err) == (1, True)
        assert "1 modification faite sur ce poste manque" in said.out
    assert desk("check", "--perte-connue").code == 0
    assert (desk("check").code, desk("check").err) == (0, "")
