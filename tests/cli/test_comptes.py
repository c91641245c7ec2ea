"""Accounts from the command line: no secret is an argument, and what is refused is refused as in the window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scolarite_desk.cli.opening import NEW_PASSWORD, RECOVERY
from scolarite_desk.cli.opening import PASSWORD as PASSWORD_IS
from scolarite_desk.cli.run import commands
from scolarite_desk.models.rules.secours import read_recovery_key
from scolarite_desk.store.vault import vault
from tests.cli.conftest import Desk, Written

PASSWORD = "un autre mot de passe"


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> str:
    """The password that somebody chooses."""
    monkeypatch.setenv("SCOLARITE_DESK_NEW_PASSWORD", PASSWORD)
    return PASSWORD


def test_accounts_are_listed_with_who_opens_this_desk(desk: Desk) -> None:
    said = desk("compte", "liste", "--json").json
    assert said[0] == {
        "compte": "Accueil", "profil": "accueil", "perimetre": None, "retire": False, "ouvert_ici": False
    }  # fmt: skip
    assert [one["compte"] for one in said if one["ouvert_ici"]] == ["Claire M."]
    assert "Claire M.\u00a0: administrateur, ouvre ce poste\n" in desk("compte", "liste").out


def test_an_account_is_let_in_works_and_is_shut_out(
    desk: Desk, base: Path, chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk("compte", "ouvrir", "--nom", "Nadia R.").code == 0
    monkeypatch.setenv("SCOLARITE_DESK_PASSWORD", chosen)
    assert desk("search", "zzzz", "--compte", "Nadia R.").code == 0
    said = desk("compte", "liste", "--compte", "Nadia R.")
    assert (said.code, "ne permet pas de voir les comptes" in said.err) == (1, True)
    monkeypatch.setenv("SCOLARITE_DESK_PASSWORD", "exercice-2026")
    assert desk("compte", "fermer", "--nom", "Nadia R.", "--compte", "Claire M.").code == 0
    assert vault.accounts(base) == ["Claire M."]


def test_a_withdrawn_account_loses_this_desk(desk: Desk, base: Path, chosen: str, written: Written) -> None:
    assert desk("compte", "ouvrir", "--nom", "Nadia R.").code == 0
    given = written({"compte": "Nadia R."})
    assert desk("act", "withdraw_account", "--json", given, "--compte", "Claire M.").code == 0
    assert vault.accounts(base) == ["Claire M."]


def test_one_s_own_password_changes(desk: Desk, chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk("compte", "mot-de-passe").code == 0
    assert desk("digest").code == 1
    monkeypatch.setenv("SCOLARITE_DESK_PASSWORD", chosen)
    assert desk("digest").code == 0


def test_a_password_typed_twice_must_be_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["une phrase de passe", "une phrase de pase"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    said = desk("compte", "mot-de-passe")
    assert (said.code, "diffèrent" in said.err) == (1, True)


def test_the_recovery_key_is_said_once_and_opens_again(
    desk: Desk, chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = desk("compte", "secours", "--json").json["cle"]
    assert read_recovery_key(code) == code
    monkeypatch.setenv("SCOLARITE_DESK_RECOVERY_KEY", code.lower())
    assert desk("compte", "retrouver").code == 0
    monkeypatch.setenv("SCOLARITE_DESK_PASSWORD", chosen)
    assert desk("digest").code == 0
    monkeypatch.setenv("SCOLARITE_DESK_RECOVERY_KEY", code[:-1])
    said = desk("compte", "retrouver")
    assert (said.code, "35 caractères, pas 34" in said.err) == (1, True)


def test_the_recovery_key_is_written_on_a_page(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "cle.pdf"
    assert desk("compte", "secours", "--out", str(out)).code == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_a_page_that_cannot_be_written_leaves_the_key_that_works(desk: Desk, base: Path) -> None:
    before = vault.vault_path(base).read_bytes()
    assert desk("compte", "secours", "--out", str(base.parent / "rien" / "cle.pdf")).code == 3
    assert vault.vault_path(base).read_bytes() == before


def test_five_wrong_passwords_make_the_command_line_wait(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOLARITE_DESK_PASSWORD", "pas le bon du tout")
    said = [desk("digest") for _ in range(6)]
    assert {one.code for one in said} == {1}
    assert "Trop de mots de passe incorrects. Réessayez dans" in said[-1].err


def test_no_command_takes_a_secret_as_an_argument() -> None:
    """A word that only asks for one to be typed takes none."""
    taken = {
        name
        for command in commands()
        for names, told in command.arguments
        for name in names
        if told.get("action") != "store_true"
    }
    assert "--nom" in taken
    assert not [name for name in taken if re.search("pass|mdp|mot-de|secret$|phrase|cle$|key", name)]


def test_the_page_names_every_command_about_accounts_and_each_variable_of_a_secret() -> None:
    page = (Path(__file__).parents[2] / "docs" / "comptes.md").read_text(encoding="utf-8")
    named = {one.split(" --")[0].split(" [")[0] for one in re.findall(r"`(compte [^`]+)`", page)}
    assert named == {one.words for one in commands() if one.words.startswith("compte ")}
    assert set(re.findall(r"`(act [a-z_]+|[a-z]+_account|[a-z]+_profile)`", page)) == {
        "act create_account", "change_profile", "limit_account", "withdraw_account", "restore_account"
    }  # fmt: skip
    assert set(re.findall(r"SCOLARITE_DESK_\w+", page)) == {PASSWORD_IS, NEW_PASSWORD, RECOVERY}
