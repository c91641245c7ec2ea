"""Rights by the command line: the page of the table, and a sentence with exit 1 for what is not allowed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.models.rules.droits import FONCTIONS, PROFILS, Droits
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.practice import COMPTE, PASSWORD
from scolarite_desk.practice.universite import COLLEGUES
from scolarite_desk.store.base import open_base
from scolarite_desk.store.vault import vault
from tests.cli.conftest import Desk, Written

PAGE = Path(__file__).parents[2] / "docs" / "droits.md"


def test_the_page_of_rights_is_what_the_code_says(command: Desk) -> None:
    assert command("rights").out == PAGE.read_text(encoding="utf-8"), "scolarite-desk rights > docs/droits.md"
    assert [one["fonction"] for one in command("rights", "--json").json] == list(FONCTIONS)


@pytest.fixture
def candidature(base: Path) -> str:
    """One of the practice base, where everyone is let in with the practice password."""
    key = vault.unwrap(base, COMPTE, PASSWORD)
    wraps = vault.read(base)
    vault.write(base, [*wraps, *(vault.wrap(nom, PASSWORD, key, vault.Cost(64, 1)) for nom in COLLEGUES)])
    store = open_base(base, COMPTE, PASSWORD)
    with store.reading() as session:
        found = session.scalars(select(Candidature.id).where(Candidature.annulee_le.is_(None))).first()
    store.close()
    assert found is not None
    return found


def test_what_is_not_allowed_is_a_sentence_and_exit_1(
    desk: Desk, candidature: str, written: Written, tmp_path: Path
) -> None:
    """One act of each kind as each profile; a decided or closed candidature may refuse too, but in other words."""
    assert set(COLLEGUES.values()) == PROFILS.keys() - {"administrateur"}
    acts = {"validation": "validate_avis", "candidatures": "confirm", "statut": "declare_incomplete"}
    given = written({"candidature": candidature})
    for nom, profil in COLLEGUES.items():
        for function, act in acts.items():
            said = desk("act", act, "--json", given, "--compte", nom)
            refused = said.code == 1 and "Votre profil" in said.err
            assert refused != Droits(profil).may(function), (profil, act, said.err)
        said = desk("export", "decisions", "--format", "csv", "--out", str(tmp_path / f"{profil}.csv"), "--compte", nom)
        assert (said.code == 0) == Droits(profil).may("exports"), (profil, said.err)
        assert said.code == 0 or not (tmp_path / f"{profil}.csv").exists()


def test_the_commands_about_a_whole_base_have_a_function_too(desk: Desk, candidature: str, tmp_path: Path) -> None:
    assert candidature
    asked = {("check",): "journal:lire", ("digest",): "journal:lire", ("hub", "status", "--local"): "hub:lire"}
    for nom, profil in COLLEGUES.items():
        out = tmp_path / f"{profil}.sdesk"
        for words, right in (asked | {("salvage", "--out", str(out)): "restauration"}).items():
            function, _, level = right.partition(":")
            said = desk(*words, "--compte", nom)
            refused = said.code == 1 and "Votre profil" in said.err
            assert refused != Droits(profil).may(function, write=not level), (profil, words, said.err)
        assert list(tmp_path.glob(f"{profil}.*")) == [], "what was saved does not stay"


def test_probable_twins_are_listed_to_who_may_see_them_alone(desk: Desk, candidature: str) -> None:
    assert candidature
    for nom, profil in COLLEGUES.items():
        said = desk("suspects", "--compte", nom)
        assert (said.code == 0) == Droits(profil).may("fusion", write=False), (profil, said.err)
        assert said.code == 0 or not said.out
