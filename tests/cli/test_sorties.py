"""Files that leave by the command line: decisions, letters, receipts, with their filters."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scolarite_desk.cli.opening import FILE_PASSWORD
from scolarite_desk.services.listes import LISTES
from tests.cli.conftest import Desk, Written


def _rows(path: Path) -> list[dict[str, object]]:
    sheet = load_workbook(path).worksheets[0]
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


@pytest.mark.parametrize(("kind", "begins"), [("xlsx", b"PK"), ("pdf", b"%PDF"), ("csv", b""), ("attente", b"%PDF")])
def test_decisions_are_written_in_each_form(desk: Desk, tmp_path: Path, kind: str, begins: bytes) -> None:
    out = tmp_path / f"decisions.{kind}"
    said = desk("export", "decisions", "--format", kind, "--out", str(out), "--json")
    assert said.code == 0, said.err
    assert out.read_bytes().startswith(begins)
    assert said.json["lignes"] > 0


def test_filters_leave_only_what_was_asked(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "decisions.xlsx"
    counts = {}
    for words in ((), ("--avis", "FA"), ("--avis", "FA", "--valides"), ("--campagne", "2021-2022")):
        said = desk("export", "decisions", "--format", "xlsx", "--out", str(out), "--force", "--json", *words)
        assert said.code == 0, said.err
        counts[words] = said.json["lignes"]
        assert len(_rows(out)) == counts[words]
    assert counts[()] > counts["--avis", "FA"] >= counts["--avis", "FA", "--valides"] > 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--avis", "OUI"], "n’existe pas\u00a0: FA, DE, LC, LA, PR."),
        (["--formation", "L9MAGIE"], "Aucune formation"),
        (["--commission", "Magie"], "La commission"),
        (["--campagne", "1900-1901"], "La campagne"),
        (["--formation", "AGREGMATH", "--campagne", "2021-2022"], "rien n’a été exporté"),
    ],
)
def test_a_filter_that_means_nothing_writes_nothing(
    desk: Desk, tmp_path: Path, words: list[str], sentence: str
) -> None:
    out = tmp_path / "decisions.xlsx"
    said = desk("export", "decisions", "--format", "xlsx", "--out", str(out), *words)
    assert said.code == 1
    assert sentence in said.err
    assert not out.exists()


def test_a_saved_view_is_made_listed_and_exported_by_its_name(desk: Desk, written: Written, tmp_path: Path) -> None:
    view = {"salle": "decisions", "libelle": "Admis", "filtre": {"condition": "avis", "valeurs": ["FA"]},
            "colonnes": ["dossier", "avis"]}  # fmt: skip
    assert desk("act", "save_view", "--json", written(view)).code == 0
    assert "Admis  decisions  personnelle  Avis\u00a0: Favorable" in desk("list", "vues").out
    out = tmp_path / "admis.xlsx"
    said = desk("export", "decisions", "--format", "xlsx", "--out", str(out), "--vue", "admis", "--json")
    assert said.code == 0, said.err
    assert {(*one,) for one in _rows(out)} == {("N° dossier", "Avis")}
    assert {one["Avis"] for one in _rows(out)} == {"Favorable"}
    assert said.json["lignes"] == len(desk("list", "candidatures", "--avis", "FA", "--json").json)
    assert "n’existe pas" in desk("list", "candidatures", "--vue", "Ailleurs").err


def test_what_is_yes_or_no_is_said_in_the_words_of_its_list(desk: Desk) -> None:
    said = {name: desk("list", name) for name in LISTES}
    assert {name: one.code for name, one in said.items() if one.code} == {}
    assert {name for name, one in said.items() if "en service" in one.out} <= {
        "etiquettes", "formations", "modeles", "ouvertures", "pieces", "questions", "types"}  # fmt: skip
    assert "  avis validé  " in said["candidatures"].out
    assert "Liste d’attente  provisoire  motif dit" in said["types"].out
    numeros = [one["dossier"] for one in desk("list", "candidatures", "--json").json[:10]]
    assert any("  à fournir  " in desk("list", "pieces", "--dossier", one).out for one in numeros)


def test_letters_are_one_a_file_or_all_in_one(desk: Desk, tmp_path: Path) -> None:
    said = desk("letters", "--out", str(tmp_path / "lettres"), "--avis", "DE", "--valides", "--json")
    assert said.code == 0, said.err
    assert len(list((tmp_path / "lettres").glob("*.pdf"))) == said.json["lettres"] > 0
    merged = tmp_path / "lettres.pdf"
    assert desk("letters", "--out", str(merged), "--avis", "DE", "--valides", "--reimprimer").code == 0
    assert merged.read_bytes().startswith(b"%PDF")


def test_a_letter_that_is_not_due_is_left_out_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    said = desk("letters", "--out", str(tmp_path / "lettres"), "--json")
    assert {one["pourquoi"] for one in said.json["ecartees"]} >= {"L’avis n’est pas validé."}
    told = desk("letters", "--out", str(tmp_path / "encore"), "--reimprimer").out.splitlines()
    [cause] = [rank for rank, line in enumerate(told) if line.endswith("sans lettre\u00a0: L’avis n’est pas validé.")]
    [whose] = [one["qui"] for one in said.json["causes"] if one["pourquoi"] == "L’avis n’est pas validé."]
    assert told[cause + 1 : cause + 1 + len(whose)] == [f"    {who}" for who in whose]  # a person a line
    none = desk("letters", "--out", str(tmp_path / "rien"), "--campagne", "2021-2022", "--avis", "PR")
    assert none.code in (0, 1)


def test_a_receipt_takes_the_next_number_and_is_the_same_one_asked_again(desk: Desk, tmp_path: Path) -> None:
    one, two = [one["dossier"] for one in desk("search", "a", "--json").json if one["dossier"]][:2]
    given = [
        desk("receipt", "--dossier", numero, "--out", str(tmp_path / f"{rank}.pdf"), "--json").json["numero"]
        for rank, numero in enumerate((one, one, two), 1)
    ]
    first = int(given[0][-5:])
    assert [int(one[-5:]) - first for one in given] == [0, 0, 1]
    assert (tmp_path / "1.pdf").read_bytes().startswith(b"%PDF")


def test_what_became_of_papers_is_said_by_their_numbers(desk: Desk, tmp_path: Path) -> None:
    dossier = next(one["dossier"] for one in desk("search", "a", "--json").json if one["dossier"])
    given = desk("receipt", "--dossier", dossier, "--out", str(tmp_path / "recu.pdf"), "--json").json["numero"]
    assert desk("step", "poste", given, "--json").json == {"notes": [given], "refuses": []}
    again = desk("step", "remis", given, "--json")
    assert again.code == 1
    assert again.json["refuses"] == [{"numero": given, "pourquoi": "Ce document est déjà noté «\u00a0Posté\u00a0»."}]
    assert desk("step", "revenu", given, "--raison", "NPAI", "--jour", "hier", "--json").code == 2
    assert desk("step", "revenu", given, "--raison", "NPAI", "--json").json["notes"] == [given]
    told = [one["apres"] for one in desk("history", "--dossier", dossier, "--json").json]
    assert {f"Revenu ({given})", f"Posté ({given})"} <= set(told)


def test_a_receipt_that_has_nowhere_to_go_takes_no_number(desk: Desk, tmp_path: Path) -> None:
    other, numero = [one["dossier"] for one in desk("search", "a", "--json").json if one["dossier"]][:2]
    before = desk("receipt", "--dossier", other, "--out", str(tmp_path / "avant.pdf"), "--json").json["numero"]
    said = desk("receipt", "--dossier", numero, "--out", str(tmp_path / "nulle part" / "recu.pdf"), "--json")
    assert (said.code, said.json["erreur"]) == (3, "indisponible")
    again = desk("receipt", "--dossier", numero, "--out", str(tmp_path / "recu.pdf"), "--json")
    assert int(again.json["numero"][-5:]) == int(before[-5:]) + 1


def test_a_disk_that_says_no_is_told_and_leaves_no_half_file(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "nulle part" / "decisions.xlsx"
    said = desk("export", "decisions", "--format", "xlsx", "--out", str(out), "--json")
    assert (said.code, said.json["erreur"]) == (3, "indisponible")
    assert not out.parent.exists()


@pytest.mark.parametrize("out", ["recu.pdf", "lettres.pdf", "lettres"])
def test_a_sign_that_is_not_printed_is_told_before_a_number_is_given(
    desk: Desk, base: Path, tmp_path: Path, written: Written, out: str
) -> None:
    numero, *_ = _lettered(desk, tmp_path)
    named = {"cle": "etablissement", "valeur": "Université 𒀀"}
    assert desk("act", "change_setting", "--json", written(named)).code == 0
    asked = ["receipt", "--dossier", numero] if out == "recu.pdf" else ["letters"]
    before = desk("digest", "--json").json
    said = desk(*asked, "--out", str(tmp_path / out))
    assert (said.code, "𒀀" in said.err or "U+12000" in said.err) == (1, True), said.err
    assert (desk("digest", "--json").json, (tmp_path / out).exists()) == (before, False)
    assert desk(*asked, "--out", str(tmp_path / out), "--malgre").code == 0


def _lettered(desk: Desk, tmp_path: Path) -> list[str]:
    """Numbers of dossiers that a letter may be written to."""
    out = tmp_path / "decisions.csv"
    desk("export", "decisions", "--format", "csv", "--valides", "--out", str(out))
    [head, *rows] = csv.reader(out.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    return [dict(zip(head, row, strict=True))["N° dossier"] for row in rows]


def test_a_meeting_is_made_and_its_proces_verbal_written(desk: Desk, written: Written, tmp_path: Path) -> None:
    """From one command to the next, by the words that people use."""

    def act(code: str, **given: object) -> None:
        said = desk("act", code, "--json", written(given))
        assert said.code == 0, said.err

    year = next(line for line in desk("list", "campagnes", "--json").json if line["etat"] == "ouverte")
    live = desk("list", "candidatures", "--campagne", year["libelle"], "--json").json
    one = next(line for line in live if line["avis"] is None)
    board = {"libelle": "Commission d’essai", "president": "Yann KERVELLA", "quorum": 3}
    act("add_item", chose="commission", valeurs=board)
    tie = {"commission_id": "Commission d’essai", "formation_id": f"{year['libelle']}/{one['formation']}"}
    act("add_item", chose="commission_formation", valeurs=tie)
    meeting = {"commission_id": "Commission d’essai", "le": "2026-09-01", "presents": "Yann KERVELLA"}
    act("add_item", chose="seance", valeurs=meeting)
    seance = "Commission d’essai/2026-09-01"
    act("enter_avis", candidature=one["candidature"], avis="FA", en_seance=seance)
    act("validate_avis", candidature=one["candidature"])
    out = tmp_path / "pv.pdf"
    refused = desk("proces-verbal", seance, "--out", str(out))
    assert (refused.code, out.exists()) == (1, False)
    assert "Le quorum n’est pas atteint" in refused.err
    said = desk("proces-verbal", seance, "--out", str(out), "--malgre", "--json")
    assert said.code == 0, said.err
    assert out.read_bytes().startswith(b"%PDF")
    assert said.json["numero"].startswith("PV")
    listed = desk("list", "seances", "--json").json
    assert [line["proces_verbal"] for line in listed if line["commission"] == board["libelle"]] == [said.json["numero"]]
    act("note_step", document=said.json["numero"], etape="remis")


def test_other_letters_leave_in_a_lot_too_with_their_english_when_it_is_asked(desk: Desk, tmp_path: Path) -> None:
    asked, out = ("--courrier", "pieces", "--avis", "FA"), str(tmp_path / "pieces.pdf")
    said = desk("letters", *asked, "--anglais", "--out", out, "--json")
    assert said.code == 0, said.err
    assert said.json["lettres"] > 0
    assert all(one["nombre"] <= said.json["lettres"] for one in said.json["a_traduire"])
    twice = desk("letters", *asked, "--out", str(tmp_path / "encore.pdf"))
    assert "déjà parti" in twice.err
    none = desk("letters", "--courrier", "appel", "--out", str(tmp_path / "appel.pdf"))
    assert "Donnez le jour" in none.err
    bad = desk("letters", "--courrier", "appel", "--le", "31/02/2026", "--out", str(tmp_path / "appel.pdf"))
    assert bad.code == 1
    lost = desk("letters", "--le", "20/07/2026", "--out", str(tmp_path / "l.pdf"))
    assert "ôtez-les" in lost.err


def test_columns_are_chosen_by_name_and_a_wrong_one_is_told_its_nearest(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "d.xlsx"
    said = desk("export", "decisions", "--format", "xlsx", "--colonnes", "ine, dossier", "--out", str(out))
    assert said.code == 0, said.err
    assert list(_rows(out)[0]) == ["INE", "N° dossier"]
    said = desk("export", "decisions", "--format", "csv", "--colonnes", "dosier", "--out", str(tmp_path / "x.csv"))
    assert said.code == 1
    assert "La plus proche est «\u00a0dossier\u00a0»" in said.err
    known = desk("list", "colonnes", "--liste", "decisions", "--json").json
    assert {"ine", "dossier"} <= {one["cle"] for one in known}
    assert desk("list", "colonnes", "--liste", "rien").code == 1


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv", "json"])
def test_another_list_is_written_in_each_format(desk: Desk, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"formations.{kind}"
    said = desk("export", "formations", "--format", kind, "--campagne", "2021-2022", "--out", str(out), "--json")
    assert said.code == 0, said.err
    assert said.json["lignes"] > 0
    assert out.stat().st_size


def test_a_password_is_asked_twice_and_never_given_as_a_word(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FILE_PASSWORD, "une phrase assez longue")
    out = tmp_path / "d.xlsx"
    said = desk("export", "decisions", "--format", "xlsx", "--mot-de-passe", "--out", str(out))
    assert said.code == 0, said.err
    assert out.read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    said = desk("export", "decisions", "--format", "json", "--mot-de-passe", "--out", str(tmp_path / "d.json"))
    assert said.code == 1
    assert "choisissez Excel" in said.err
    monkeypatch.delenv(FILE_PASSWORD)
    given = iter(["une phrase assez longue", "une autre phrase"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(given))
    said = desk("export", "formations", "--format", "xlsx", "--mot-de-passe", "--out", str(tmp_path / "f.xlsx"))
    assert said.code == 1
    assert "diffèrent" in said.err


def test_decisions_leave_in_the_workbook_of_ecandidat_and_are_known_by_it(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "e.xlsx"
    said = desk("export", "decisions", "--format", "ecandidat", "--out", str(out))
    assert said.code == 0, said.err
    again = desk("import", str(out), "--plan", "--json")
    assert again.json["profil"] == "ecandidat", again.err
    other = desk("export", "decisions", "--format", "ecandidat", "--colonnes", "ine", "--out", str(tmp_path / "f.xlsx"))
    assert "ses colonnes" in other.err
