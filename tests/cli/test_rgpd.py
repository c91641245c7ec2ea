"""The rights of persons by the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Desk


def _one(desk: Desk) -> str:
    said = desk("search", "a", "--json")
    assert said.code == 0, said.err
    return next(str(row["dossier"]) for row in said.json if row["dossier"])


def test_what_is_held_of_a_person_is_written_in_both_forms(desk: Desk, tmp_path: Path) -> None:
    numero = _one(desk)
    for kind, begins in (("pdf", b"%PDF"), ("json", b"{")):
        out = tmp_path / f"acces.{kind}"
        said = desk("rgpd", "export", "--dossier", numero, "--out", str(out), "--json")
        assert said.code == 0, said.err
        assert out.read_bytes().startswith(begins)
    assert json.loads((tmp_path / "acces.json").read_text())["personne"]["dossiers"] == [numero]


def test_a_person_is_erased_only_when_the_number_is_typed_twice(desk: Desk) -> None:
    numero = _one(desk)
    words = ("rgpd", "erase", "--dossier", numero, "--motif", "Demande écrite", "--json", "--confirmer")
    assert desk(*words, "AAAAAAAA").json["erreur"] == "refuse"
    said = desk(*words, numero)
    if said.code:  # a decision still to be notified
        assert "Effacement impossible" in said.json["message"]
    else:
        assert said.json["reecrit"]
        assert desk("show", "--dossier", numero, "--json").json["erreur"] == "refuse"
    assert desk("check").code == 0


def test_a_purge_is_proposed_before_it_is_done(desk: Desk, tmp_path: Path) -> None:
    proposed = desk("rgpd", "purge", "--json").json["proposes"]
    ready = [one["dossier"] for one in proposed if not one["retenu"]]
    done = desk("rgpd", "purge", "--effacer", "--out", str(tmp_path / "purge.pdf"), "--json")
    assert done.code == 0, done.err
    assert sorted(done.json["effaces"]) == sorted(ready)
    assert (tmp_path / "purge.pdf").read_bytes().startswith(b"%PDF")
    assert desk("rgpd", "purge", "--out", "purge.odt").code == 1


def test_the_sheet_of_the_register_is_written(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "fiche.txt"
    assert desk("rgpd", "register", "--out", str(out)).code == 0
    assert "Fiche de registre" in out.read_text(encoding="utf-8")
