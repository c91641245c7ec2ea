"""The command line as a stranger calls it: answers, exit codes, one clear sentence on any error."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk import app
from scolarite_desk.cli.run import commands
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.practice import COMPTE, PASSWORD
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import do
from scolarite_desk.services.avis import validate_avis
from scolarite_desk.services.en_lot import give, preview
from scolarite_desk.store.base import open_base
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import vault_path
from tests.cli.conftest import Desk, Written


def _someone(desk: Desk, rank: int = 0) -> str:
    found = desk("search", "a", "--json").json
    numero: str = [one["dossier"] for one in found if one["dossier"]][rank]
    return numero


# --- What is said when it goes wrong.


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["digst"], "choisissez parmi"),
        (["show", "--base", "x"], "Il manque --dossier."),
        (["ine", "check"], "Il manque VALEUR."),
        (["fields", "--bidule"], "Argument inconnu\u00a0: --bidule."),
        (["export", "decisions", "--format", "odt", "--out", "x"], "choisissez parmi"),
        (["undo", "--work", "dernier"], "ne convient pas"),
        (["digest"], "Indiquez la base\u00a0: --base FICHIER."),
        (["demo", "--dossiers", "beaucoup", "--base", "x"], "n’est pas un nombre de dossiers"),
        (["demo", "--dossiers", "0", "--base", "x"], "n’est pas un nombre de dossiers"),
        (["demo", "--seed", "ma graine", "--base", "x"], "n’est pas une graine"),
        (["demo", "--today", "31/02/2026", "--base", "x"], "Jour illisible"),
    ],
)
def test_a_command_badly_written_exits_2_and_says_how_to_write_it(
    command: Desk, words: list[str], sentence: str
) -> None:
    said = command(*words)
    assert said.code == 2
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_an_option_that_a_script_left_blank_is_never_one_that_was_not_written(command: Desk) -> None:
    for verb in commands():
        named = [(names[0], options) for names, options in verb.arguments if names[0].startswith("-")]
        for name, options in (*named, ("--base", {}), ("--compte", {}), ("--trace", {})):
            if {"action", "required"} & options.keys() or options.get("default") == "":
                continue  # takes none, has its own sentence, or says itself that blank is nothing
            for blank in ("", " "):
                said = command(*verb.words.split(), name, blank)
                assert said.code == 2, f"{verb.words} {name}: {said.err}"
                assert name in said.err


def test_help_is_in_french_and_names_every_command(command: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command("--help")
    assert left.value.code == 0
    told = capsys.readouterr().out
    for word in ("fields", "ine", "cvec", "search", "new", "show", "set", "act", "undo", "redo", "history", "export",
                 "letters", "receipt", "check", "digest", "visit", "demo"):  # fmt: skip
        assert f"\n    {word}" in told
    assert "arguments" not in told


def test_a_base_that_is_not_there_is_unavailable(command: Desk, tmp_path: Path) -> None:
    said = command("digest", "--json", "--base", str(tmp_path / "rien.sdesk"))
    assert said.code == 3
    assert said.json["erreur"] == "indisponible"
    assert "n’existe pas" in said.json["message"]
    assert said.json["champ"] is None


def test_a_wrong_password_is_refused_in_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOLARITE_DESK_PASSWORD", "quelque chose d’autre")
    said = desk("digest", "--json")
    assert (said.code, said.json["erreur"]) == (1, "refuse")
    assert "Mot de passe incorrect" in said.err


def test_a_base_whose_header_is_damaged_is_named(desk: Desk, base: Path) -> None:
    content = bytearray(base.read_bytes())
    content[20] ^= 1
    base.write_bytes(content)
    said = desk("check", "--json")
    assert said.code == 3
    assert base.name in said.json["message"]


def test_the_password_is_asked_when_it_is_not_given(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCOLARITE_DESK_PASSWORD")
    asked: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or "exercice-2026")
    assert desk("digest").code == 0
    assert asked == ["Mot de passe\u00a0: "]


def test_a_program_that_gives_no_password_is_told_where_to_put_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_prompt: str) -> str:
        raise EOFError

    monkeypatch.delenv("SCOLARITE_DESK_PASSWORD")
    monkeypatch.setattr("getpass.getpass", nobody)
    said = desk("digest")
    assert said.code == 2
    assert "SCOLARITE_DESK_PASSWORD" in said.err


@pytest.mark.parametrize("how", ["argument", "environment"])
def test_an_account_that_does_not_exist_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setenv("SCOLARITE_DESK_ACCOUNT", "Nadia K." if how == "environment" else "Claire M.")
    said = desk("digest", *(["--compte", "Nadia K."] if how == "argument" else []))
    assert said.code == 1
    assert "Nadia K." in said.err


def test_with_several_accounts_one_says_who_acts(desk: Desk, base: Path) -> None:
    from scolarite_desk.store.vault import vault

    [kept] = vault.read(base)
    key = vault.unwrap(base, "Claire M.", "exercice-2026")
    vault.write(base, [kept, vault.wrap("Hugo B.", "un autre mot de passe", key, vault.Cost(64, 1))])
    said = desk("digest")
    assert said.code == 1
    assert "--compte (Claire M., Hugo B.)." in said.err
    assert desk("digest", "--compte", "Claire M.").code == 0


def test_a_fault_of_ours_exits_4_and_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret de la personne")

    monkeypatch.setattr("scolarite_desk.services.portrait.describe", broken)
    said = desk("show", "--dossier", _someone(desk), "--json")
    assert (said.code, said.json["erreur"]) == (4, "interne")
    assert "ZeroDivisionError" in said.err
    assert "secret" not in said.err


# --- What can be typed.


def test_every_field_is_told_with_its_rules(command: Desk) -> None:
    found = command("fields", "--json").json
    forms = [one for one in found if one["of"] == "form"]
    assert [one["name"] for one in forms if one["type"] != "lien"] == list(BY_PATH)
    assert {one["name"]: one["list"] for one in forms if one["type"] == "lien"}["formation.centre_id"] == "@centre"
    [hour] = [one for one in found if one["name"] == "avis.convocation_heure"]
    assert (hour["of"], hour["section"], hour["group"], hour["type"]) == ("act", "Avis", "avis", "heure")
    assert {"paquet.pour", "effacement.numero"} <= {one["name"] for one in found if one["of"] == "room"}
    keys = {"name", "of", "section", "group", "type", "length", "required", "rule", "example"}
    assert all(keys <= one.keys() for one in found)
    [birth] = [one for one in found if one["name"] == "identite.ne_le"]
    assert (birth["section"], birth["type"], birth["required"]) == ("Identité", "naissance", "toujours")


@pytest.mark.parametrize(
    ("value", "code", "level", "key"),
    [
        ("0199000001Z", 0, "ok", "ok"),
        ("0LFLRZ00015", 0, "ok", "ok"),
        ("01 99 000001 z", 0, "ok", "ok"),
        ("123456789AA", 0, "avertissement", "fausse"),
        ("0LFLRZ00014", 1, "refus", "fausse"),
        ("1111111111A", 1, "refus", "inconnue"),
        ("", 1, "refus", "inconnue"),
    ],
)
def test_an_ine_is_checked_without_any_base(command: Desk, value: str, code: int, level: str, key: str) -> None:
    said = command("ine", "check", value, "--json")
    assert said.code == code
    assert said.json.keys() == {"ine", "format", "cle", "niveau", "message"}
    assert (said.json["niveau"], said.json["cle"]) == (level, key)


def test_nothing_about_the_shape_of_a_cvec_number_is_refused(command: Desk) -> None:
    assert command("cvec", "check", "ver6 abcdef 42/DUP").out.startswith("VER6 ABCDEF 42")
    odd = command("cvec", "check", "2026/ABC", "--json")
    assert (odd.code, odd.json["niveau"]) == (0, "avertissement")
    assert command("cvec", "check", " ").code == 1


def test_a_provisional_ine_is_drawn_once(desk: Desk, written: Written) -> None:
    numero = desk("new", "--from", written({"identite": {"prenom": "Maëlle"}}), "--json").json["dossier"]
    drawn = desk("ine", "provisional", "--dossier", numero, "--json").json
    assert drawn["ine"].startswith("0LFLRP")
    assert desk("show", "--dossier", numero, "--json").json["etat"]["ine"]["nature"] == "provisoire"
    again = desk("ine", "provisional", "--dossier", numero)
    assert again.code == 1
    assert drawn["ine"] in again.err


# --- Finding, undoing, verifying.


def test_search_answers_a_list_of_objects(desk: Desk) -> None:
    found = desk("search", "a", "--json").json
    assert found
    assert {"dossier", "nom", "prenom", "ne_le", "ine"} <= found[0].keys()
    assert desk("search", "personne de ce nom", "--json").json == []
    assert "Personne." in desk("search", "personne de ce nom").out


def test_a_change_is_undone_and_redone_to_an_equal_digest(desk: Desk) -> None:
    numero, before = _someone(desk), desk("digest", "--json").json
    assert desk("set", "--dossier", numero, "identite.autres_prenoms", "Octave").code == 0
    after = desk("digest", "--json").json
    assert desk("undo").out == "Annulé\u00a0: Corriger «\u00a0Autres prénoms\u00a0».\n"
    assert desk("digest", "--json").json == before
    assert desk("redo").code == 0
    assert desk("digest", "--json").json == after != before
    number = desk("history", "--dossier", numero, "--json").json[0]["numero"]
    assert desk("undo", "--work", str(number)).code == 0
    assert desk("digest", "--json").json == before


def test_a_lot_is_undone_by_one_command_and_what_is_not_is_told(desk: Desk, base: Path) -> None:
    store = open_base(base, COMPTE, PASSWORD)
    with store.reading() as session:
        without = Candidature.id.not_in(select(Avis.candidature_id))
        every = list(session.scalars(select(Candidature.id).where(Candidature.annulee_le.is_(None), without)))
    keys = preview(store, "enter_avis", every, {"avis": "FA"}, Progress()).faites[:3]
    before = desk("digest", "--json").json
    give(store, None, "enter_avis", keys, {"avis": "FA"}, Progress())
    assert desk("undo").out == "Annulé\u00a0: Saisir un avis (3 fois).\n"
    assert desk("digest", "--json").json == before
    assert desk("redo", "--json").json == {"retabli": "Saisir un avis (3 fois)", "refus": []}
    assert desk("undo").code == 0
    give(store, None, "enter_avis", keys, {"avis": "LA"}, Progress())
    do(Store(store.engine, base, "Denis L."), None, validate_avis, keys[1])
    said = desk("undo").out.splitlines()
    assert said[0] == "Annulé\u00a0: Saisir un avis (2 fois sur 3)."
    assert [line.startswith("  refusé\u00a0: ") and "Denis L. a changé" in line for line in said[1:]] == [True]
    store.close()


def test_a_fresh_practice_base_has_nothing_to_undo(desk: Desk) -> None:
    assert desk("undo").err.endswith("Rien à annuler.\n")
    assert desk("redo").err.endswith("Rien à rétablir.\n")
    assert desk("undo", "--work", "2").code == 1
    assert desk("undo", "--work", "999").code == 1


def test_history_names_who_changed_what_from_what_to_what(desk: Desk) -> None:
    numero = _someone(desk)
    desk("set", "--dossier", numero, "identite.prenom_usage", "Max")
    [last, *_] = desk("history", "--dossier", numero, "--champ", "prenom_usage", "--json").json
    assert (last["auteur"], last["champ"], last["apres"]) == ("Claire M.", "prenom_usage", "Max")
    assert last["libelle"] == "Corriger «\u00a0Prénom d’usage\u00a0»"


def test_check_says_what_it_looked_at_and_exits_1_on_a_changed_row(desk: Desk, base: Path) -> None:
    fine = desk("check", "--json")
    assert fine.code == 0
    assert fine.json["en_ordre"]
    blank = [one["verification"] for one in fine.json["verifications"] if not one["nombre"]]
    assert blank == ["effacements", "fusions", "journal des accès"]
    _tamper(base)
    wrong = desk("check", "--json")
    assert wrong.code == 1
    [faulty] = [one for one in wrong.json["verifications"] if one["verification"] == "éléments"]
    assert "nom_naissance" in faulty["fautes"][0]


def _tamper(base: Path) -> None:
    from scolarite_desk.store.base import open_base

    store = open_base(base, "Claire M.", "exercice-2026")
    with store.side() as session:
        session.connection().exec_driver_sql("UPDATE personne SET nom_naissance = 'AUTRE' WHERE rowid = 1")
    store.close()


def test_demo_is_the_same_for_the_same_number_seed_and_day(command: Desk, tmp_path: Path) -> None:
    digests = []
    for name in ("a", "b"):
        words = ["--dossiers", "5", "--seed", "3", "--today", "10/04/2026", "--base", str(tmp_path / name)]
        made = command("demo", *words, "--json")
        assert made.json["jour"] == "2026-04-10"
        digests.append(command("digest", "--json", "--base", str(tmp_path / name)).json)
    assert digests[0] == digests[1]
    again = command("demo", "--base", str(tmp_path / "a"), "--json")
    assert (again.code, again.json["erreur"]) == (1, "refuse")
    assert stat.S_IMODE(vault_path(tmp_path / "a").stat().st_mode) == 0o600


# --- The window.


def test_without_a_command_the_window_opens(monkeypatch: pytest.MonkeyPatch, command: Desk) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(app, "run", lambda words: asked.append(list(words)) or 0)
    assert command("--base", "x.sdesk").code == command().code == 0
    assert asked == [["--base", "x.sdesk"], []]


def test_the_visit_is_played_by_the_window(monkeypatch: pytest.MonkeyPatch, command: Desk, tmp_path: Path) -> None:
    played: list[Path] = []
    monkeypatch.setattr(app, "visit", lambda out: played.append(out) or 0)
    assert command("visit", "--out", str(tmp_path)).code == 0
    assert played == [tmp_path]


def test_a_seal_typed_back_says_whether_the_journal_still_goes_through_it(desk: Desk, base: Path) -> None:
    numero = _someone(desk)
    sealed = desk("seal", "--out", str(base.with_name("sceau.pdf")), "--json").json
    assert base.with_name("sceau.pdf").read_bytes().startswith(b"%PDF")
    [station] = sealed["postes"]
    desk("set", "--dossier", numero, "identite.prenom_usage", "Max")
    fine = desk("check", "--temoin", station["sceau"].lower(), "--json")
    assert (fine.code, fine.json["verifications"][-1]) == (0, {"verification": "preuve", "nombre": 1, "fautes": []})
    assert desk("check", "--temoin", "AAAAA").code == 1
    other = base.with_name("fiche.json")
    other.write_text(json.dumps({"temoins": [{"poste": "ab" * 16, "numero": 3, "empreinte": "00", "hlc": 0}]}))
    assert "autre base" in desk("check", "--temoin", str(other)).out
