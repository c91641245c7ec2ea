"""`import`: a preview in the JSON that programs read, the same done, all or nothing, what was left given back."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from scolarite_desk import practice as exercice
from scolarite_desk.cli.imports import COMMANDS
from scolarite_desk.store.base import open_base
from tests.cli.conftest import Desk
from tests.exchange.rendezvous.essais import diary, event
from tests.store.damage import sql

HEAD = "Numéro candidat;Nom;Prénom;Etat civil;Date de Naissance;Code postal;Commune\r\n"
MAELLE = "9000001;KERMAREC;Maëlle;Mme;07/03/2004;29200;BREST\r\n"
WRONG = "9000002;LE GOFF;Yann;M.;31/02/2003;29200;BREST\r\n"


def written(folder: Path, *lines: str, name: str = "admis.csv") -> str:
    """A list of admitted, as a platform gives it."""
    path = folder / name
    path.write_bytes((HEAD + "".join(lines)).encode())
    return str(path)


def formation(base: Path) -> str:
    """One that takes candidatures."""
    store = open_base(base, exercice.COMPTE, exercice.PASSWORD)
    found = sql(
        store, "SELECT f.code FROM formation f JOIN campagne c ON c.id = f.campagne_id WHERE c.etat = 'ouverte'"
    )
    store.close()
    return str(sorted(found)[0][0])


def test_a_preview_is_one_object_a_line_and_writes_nothing(desk: Desk, base: Path, tmp_path: Path) -> None:
    path = written(tmp_path, MAELLE, WRONG)
    before = desk("digest", "--json").json
    said = desk("import", path, "--formation", formation(base), "--plan", "--json")
    assert (said.code, list(said.json)) == (0, ["profil", "pourquoi", "lignes"])
    assert said.json["profil"] == "parcoursup-admis"
    first, second = said.json["lignes"]
    assert list(first) == ["ligne", "action", "valeurs", "message"]
    assert (first["ligne"], first["action"]) == (2, "creer")
    assert first["valeurs"]["identite.nom_naissance"] == "KERMAREC"
    assert (second["ligne"], second["action"]) == (3, "rejete")
    assert second["message"].startswith("Ligne 3 – ")
    assert "31/02/2003" in second["message"]
    assert desk("digest", "--json").json == before


def test_what_is_neither_doubtful_nor_rejected_comes_in_and_the_rest_is_given_back(
    desk: Desk, base: Path, tmp_path: Path
) -> None:
    path, left = written(tmp_path, MAELLE, WRONG), tmp_path / "reste.csv"
    of = ("--formation", formation(base))
    strict = desk("import", path, *of, "--apply", "--strict")
    assert strict.code == 1
    assert "Tout ou rien" in strict.err
    said = desk("import", path, *of, "--apply", "--erreurs", str(left))
    assert (said.code, "1 ligne créée." in said.out) == (0, True), said
    assert "Erreurs" in left.read_text("utf-8-sig")
    again = desk("import", path, *of, "--json").json
    assert [one["action"] for one in again["lignes"]] == ["inchange", "rejete"]
    assert "Importer un fichier" in desk("undo").out
    assert [one["action"] for one in desk("import", path, *of, "--json").json["lignes"]] == ["creer", "rejete"]


def test_a_file_of_nothing_right_is_told_by_the_code_of_the_command(desk: Desk, base: Path, tmp_path: Path) -> None:
    said = desk("import", written(tmp_path, WRONG), "--formation", formation(base), "--apply")
    assert said.code == 1
    assert "Ligne 2 – " in said.out


def test_what_has_another_way_in_says_so(desk: Desk, tmp_path: Path) -> None:
    missing = desk("import", str(tmp_path / "absent.csv"))
    assert missing.code == 3
    assert desk("import", written(tmp_path, MAELLE), "--profil", "inconnu").code == 1


def test_a_diary_and_a_table_of_appointments_come_in_by_the_same_command(desk: Desk, tmp_path: Path) -> None:
    agenda, table = tmp_path / "agenda.ics", tmp_path / "liste.csv"
    agenda.write_text(diary(event(uid="a"), event(uid="b", start="")), encoding="utf-8")
    table.write_text("Date;Heure;Nom\n01/12/2026;10h00;RIOU Zoé\n", encoding="utf-8")
    said = desk("import", str(agenda), "--json")
    assert (said.code, list(said.json), said.json["profil"]) == (0, ["profil", "pourquoi", "lignes"], "rendezvous")
    assert [one["action"] for one in said.json["lignes"]] == ["creer", "rejete"]
    assert said.json["lignes"][0]["valeurs"]["visite.annonce"] == "TANGUY Loïc"
    left = tmp_path / "reste.ods"
    assert "1 ligne créée." in desk("import", str(agenda), "--apply", "--erreurs", str(left)).out
    assert left.is_file()
    assert "a déjà importé" in desk("import", str(agenda)).out
    assert "1 ligne créée." in desk("import", str(table), "--profil", "rendezvous", "--apply").out
    assert "liste.csv" in desk("undo").out


def test_the_password_of_a_file_is_asked_and_never_an_argument(
    desk: Desk, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile
    from openpyxl import Workbook

    book, plain, locked = Workbook(), io.BytesIO(), tmp_path / "admis.xlsx"
    for line in (HEAD, MAELLE):
        book.active.append(line.strip().split(";"))
    book.save(plain)
    with locked.open("wb") as stream:
        OOXMLFile(plain).encrypt("sésame", stream)
    asked = ("import", str(locked), "--formation", formation(base), "--json")
    monkeypatch.setenv("SCOLARITE_DESK_FILE_PASSWORD", "autre")
    assert desk(*asked).code == 1
    monkeypatch.setenv("SCOLARITE_DESK_FILE_PASSWORD", "sésame")
    assert [one["action"] for one in desk(*asked).json["lignes"]] == ["creer"]
    assert not any("mot-de-passe" in one for names, _ in COMMANDS[0].arguments for one in names)


def test_who_a_line_may_be_about_is_named_and_settled_by_its_dossier(desk: Desk, base: Path, tmp_path: Path) -> None:
    of = ("--formation", formation(base))
    desk("import", written(tmp_path, MAELLE), *of, "--apply")
    path = written(tmp_path, MAELLE.replace("9000001", "9000009"), name="autre.csv")
    said = desk("import", path, *of, "--json").json["lignes"][0]
    numero = desk("search", "kermarec", "--json").json[0]["dossier"]
    assert said["action"] == "douteux"
    assert f"KERMAREC Maëlle, né(e) le 07/03/2004, dossier {numero}" in said["message"]
    assert numero in desk("import", path, *of).out
    settled = desk("import", path, *of, "--personne", f"2={numero}", "--json").json["lignes"][0]
    assert settled["action"] == "modifier"
    new = desk("import", path, *of, "--personne", "2=nouveau", "--json").json["lignes"][0]
    assert new["action"] == "creer"
    assert desk("import", path, *of, "--personne", "7=nouveau").code == 1


def test_what_a_text_means_is_said_once_and_kept(desk: Desk, base: Path, tmp_path: Path) -> None:
    path = tmp_path / "libre.csv"
    path.write_bytes("Nom;Prénom;Né(e) le;Nationalité\r\nKERMAREC;Maëlle;07/03/2004;Ici\r\n".encode())
    assert "« Ici » (identite.nationalite) est inconnu" in desk("import", str(path)).out.replace("\u00a0", " ")
    meant = desk("import", str(path), "--correspondance", "identite.nationalite=Ici=99100", "--apply", "--json")
    assert [one["action"] for one in meant.json["lignes"]] == ["creer"]
    assert "inconnu" not in desk("import", str(path)).out
    assert desk("import", str(path), "--correspondance", "identite.nationalite=Ici").code == 1


def test_a_town_of_france_that_no_list_has_is_told(desk: Desk, base: Path, tmp_path: Path) -> None:
    path = written(tmp_path, MAELLE.replace("BREST", "BREZT"), MAELLE.replace("BREST", "BREST CEDEX 3"))
    first, second = desk("import", path, "--formation", formation(base), "--json").json["lignes"]
    assert first["valeurs"]["adresse.ville"] == "BREZT"
    assert "n’est pas une commune connue" in first["message"]
    assert "commune" not in second["message"]


def test_what_stays_as_it_is_here_is_told_of_its_line(desk: Desk, base: Path, tmp_path: Path) -> None:
    of = ("--formation", formation(base))
    desk("import", written(tmp_path, MAELLE), *of, "--apply")
    path = written(tmp_path, MAELLE.replace("07/03/2004", "07/03/2008"), name="autre.csv")
    said = desk("import", path, *of, "--json").json["lignes"][0]
    assert said["action"] == "inchange"
    assert "« 07/03/2008 » n’est pas pris, déjà rempli ici (« 07/03/2004 »)" in said["message"].replace("\u00a0", " ")
    assert "1 valeur du fichier n’est pas prise" in desk("import", path, *of).out
