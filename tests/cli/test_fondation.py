"""A real base founded without a window: empty of people, its catalogue proposed, its blanks told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Desk, Written

NAMED = ("--nom", "Université de Rivebrume", "--uai", "0352440M", "--telephone", "02 99 00 00 00")


def test_a_base_is_founded_with_its_settings_its_catalogue_and_its_recovery_key(command: Desk, tmp_path: Path) -> None:
    base = tmp_path / "vraie.sdesk"
    said = command("found", "--base", str(base), "--compte", "Claire", *NAMED, "--json")
    assert said.code == 0, said.err
    assert said.json["catalogue"] > 40
    assert {"service", "silence"} <= set(said.json["a_renseigner"])
    assert not {"etablissement", "uai"} & set(said.json["a_renseigner"])
    assert len(said.json["cle"].split("-")) > 5
    assert command("check", "--base", str(base)).code == 0
    assert "Proposer le catalogue" in command("undo", "--base", str(base)).out


def test_the_catalogue_may_be_left_and_the_key_go_to_paper(command: Desk, tmp_path: Path, written: Written) -> None:
    base, paper = tmp_path / "vraie.sdesk", tmp_path / "cle.pdf"
    others = written({"silence": "rejet", "uai": "0352440M"})
    said = command(
        "found", "--base", str(base), "--compte", "Claire", "--sans-catalogue", "--reglages", others,
        "--secours", str(paper), "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert said.json["catalogue"] == 0
    assert "cle" not in said.json
    assert "silence" not in said.json["a_renseigner"]
    assert paper.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--uai", "0352440Z", "--compte", "Claire"), 1), ((), 2), (("--compte", "Claire", "--reglages", "LISTE"), 1)],
)
def test_what_is_wrong_is_told_before_anything_is_made(
    command: Desk, tmp_path: Path, written: Written, words: tuple[str, ...], code: int
) -> None:
    base = tmp_path / "vraie.sdesk"
    given = [written(["uai"]) if one == "LISTE" else one for one in words]
    assert command("found", "--base", str(base), *given).code == code
    assert not base.exists()


def test_a_base_that_is_there_is_not_founded_again(command: Desk, tmp_path: Path) -> None:
    base = str(tmp_path / "vraie.sdesk")
    assert command("found", "--base", base, "--compte", "Claire", "--sans-catalogue").code == 0
    assert command("found", "--base", base, "--compte", "Claire").code != 0


def test_who_founds_may_be_named_by_the_environment(
    command: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCOLARITE_DESK_ACCOUNT", "Claire")
    base = str(tmp_path / "vraie.sdesk")
    assert command("found", "--base", base, "--json").json["compte"] == "Claire"
    first = command("list", "pieces", "--base", base).out.splitlines()[0]
    assert first.startswith("IDENTITE  Pièce d’identité")
    assert "  en service  " in first
